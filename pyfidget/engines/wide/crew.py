"""The crew: one worker a thread, and the regions that they share out among them.

The main thread divides the whole picture into subregions, the tasks. From then on every worker, the main thread's own among
them, takes one task after the other from an atomic counter and renders it with all that is in it. Tiles are whole bytes of
the canvas, so that no two workers write to the same one, and the picture does not depend on who rendered what.
"""
from pyfidget import threads
from pyfidget.engines.wide.regions import divide, render_region, top_shift
from pyfidget.engines.wide.worker import (
    NODE_WORDS,
    as_argument,
    assistant_of,
    from_argument,
    new_worker,
    release_worker,
    set_canvas,
)
from pyfidget.pool import Pool
from pyfidget.rpy import we_are_translated

# The crew's shared words, a cache line each: how many tasks there are, once they are there, and how many have been taken.
_COUNT, _TAKEN = 0, 8
_SHARED_WORDS = 16
_NOT_YET = -1

_TILES_A_THREAD = 256  # for less than that a thread is not worth its start


def useful_threads(wanted, width, height):
    """How many threads serve a picture, of those that are wanted."""
    return max(min(wanted, ((width + 15) >> 4) * ((height + 15) >> 4) // _TILES_A_THREAD), 1)


def _work(w):
    """Render tasks until there are none left."""
    count = threads.fetch_and_add(w.shared, _COUNT, 0)
    while count == _NOT_YET:
        threads.let_others_run()
        count = threads.fetch_and_add(w.shared, _COUNT, 0)
    nodes = w.tasks
    while not w.failed:
        task = threads.fetch_and_add(w.shared, _TAKEN, 1)
        if task >= count:
            return
        node = task * NODE_WORDS
        render_region(w, w.task_arena, nodes[node + 3], nodes[node + 4], nodes[node + 5], nodes[node + 6],
                      nodes[node], nodes[node + 1], nodes[node + 2])


def _main(argument):
    """What a thread runs."""
    _work(from_argument(argument))
    return argument


class Crew(object):
    """Renders pictures of one tape with one worker or with several; `release` frees their memory. MemoryError."""

    def __init__(self, tape, samples, kernels, pool, count):
        self.tape = tape
        self.workers = [new_worker(tape, samples, kernels, pool)]
        self.pools = []
        while len(self.workers) < count:
            own = Pool(pool.size, pool.large_pages)
            self.pools.append(own)
            self.workers.append(new_worker(tape, samples, kernels, own))
        self.divider = assistant_of(self.workers[0], tape)
        shared = pool.lasting_words(_SHARED_WORDS)
        self.shared = shared
        self.handles = pool.lasting_words(count)
        for worker in self.workers:
            worker.shared = shared

    def release(self):
        for worker in self.workers:
            release_worker(worker)
        release_worker(self.divider)
        for pool in self.pools:
            pool.release()

    def render(self, canvas):
        """Set the pixels of a clear canvas that lie inside."""
        for worker in self.workers:
            set_canvas(worker, canvas)
        set_canvas(self.divider, canvas)
        if len(self.workers) == 1:
            tape = self.tape
            render_region(self.workers[0], tape.words, 0, tape.values, tape.comparisons, tape.size, 0, 0,
                          top_shift(canvas.width, canvas.height))
        else:
            self._share_out(top_shift(canvas.width, canvas.height))
        failed = self.divider.failed
        for worker in self.workers:
            failed |= worker.failed
        if failed:
            raise MemoryError

    def lines(self):
        """What the last picture took, as lines of text."""
        regions = region_entries = copies = copied_entries = tiles = tile_entries = 0
        for w in self.workers + [self.divider]:
            regions += w.regions
            region_entries += w.region_entries
            copies += w.copies
            copied_entries += w.copied_entries
            tiles += w.tiles
            tile_entries += w.tile_entries
        return ['%s analysed in %s' % (_counted(region_entries, 'entries', 'entry'), _counted(regions, 'regions', 'region')),
                '%s copied for %s' % (_counted(copied_entries, 'entries', 'entry'), _counted(copies, 'subregions', 'subregion')),
                '%s evaluated in %s, besides what tiles share' % (
                    _counted(tile_entries, 'entries', 'entry'), _counted(tiles, 'tiles', 'tile')),
                _counted(len(self.workers), 'threads', 'thread')]

    def _share_out(self, shift):
        """The threads start first, and wait for the tasks: a start takes about as long as the division."""
        shared = self.shared
        shared[_COUNT] = _NOT_YET
        shared[_TAKEN] = 0
        started = 0
        if we_are_translated():
            started = self._start_threads()
        divider = self.divider
        tape = self.tape
        divider.arena_used = 0
        divide(divider, tape.words, False, 0, tape.values, tape.comparisons, tape.size, 0, 0, shift)
        tasks = divider.node_count
        divider.node_count = 0
        _largest_first(divider.nodes, tasks)
        for worker in self.workers:
            worker.tasks = divider.nodes
            worker.task_arena = divider.arena
        threads.fetch_and_add(shared, _COUNT, tasks - _NOT_YET)
        if not we_are_translated():
            self._start_threads()
        _work(self.workers[0])
        for thread in range(started):
            threads.join(self.handles, thread)

    def _start_threads(self):
        """A thread for every worker but the first; gives how many there are now: the system may not have them all."""
        started = 0
        while started < len(self.workers) - 1:
            if not threads.start(_main, as_argument(self.workers[started + 1]), self.handles, started):
                break
            started += 1
        return started


def _largest_first(nodes, count):
    """Sort tasks by the length of their tapes, so that the last ones, for which the others wait, are short. By insertion:
    they are few."""
    i = 1
    while i < count:
        j = i
        while j > 0 and nodes[j * NODE_WORDS + 6] > nodes[(j - 1) * NODE_WORDS + 6]:
            k = 0
            while k < NODE_WORDS:
                one = j * NODE_WORDS + k
                nodes[one], nodes[one - NODE_WORDS] = nodes[one - NODE_WORDS], nodes[one]
                k += 1
            j -= 1
        i += 1


def _counted(number, plural, singular):
    return '%d %s' % (number, singular if number == 1 else plural)
