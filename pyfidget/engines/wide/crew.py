"""The crew: one worker a thread, and the regions that they share out among them.

The main thread divides the whole picture into subregions, the tasks. From then on every worker, the main thread's own among
them, takes one task after the other from an atomic counter and renders it with all that is in it. Tiles are whole bytes of
the canvas, so that no two workers write to the same one, and the picture does not depend on who rendered what.

A picture takes raw memory alone from its beginning to its end, so that any thread may be the main one.
"""
from pyfidget import threads
from pyfidget.engines.wide.regions import divide, render_region, top_shift
from pyfidget.engines.wide.worker import (
    NODE_WORDS,
    as_argument,
    assistant_of,
    from_argument,
    is_nobody,
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


def render_picture(first):
    """Render the picture of a crew's first worker, with all of them; each knows its canvas, which is clear. Raw memory only."""
    shift = top_shift(first.width, first.height)
    if is_nobody(first.next):
        render_region(first, first.tape, 0, first.tape_values, first.tape_comparisons, first.tape_size, 0, 0, shift)
    else:
        _share_out(first, shift)


def picture_progress(first):
    """How much of a crew's picture is done by now, in pixels, of `picture_area`. Any thread may ask. Raw memory only."""
    done = 0 if is_nobody(first.divider) else from_argument(first.divider).done
    while True:
        done += first.done
        if is_nobody(first.next):
            return done
        first = from_argument(first.next)


def picture_area(first):
    """The pixels of the region that holds the whole picture."""
    return 1 << 2 * top_shift(first.width, first.height)


def _share_out(first, shift):
    """The threads start first, and wait for the tasks: a start takes about as long as the division."""
    shared = first.shared
    shared[_COUNT] = _NOT_YET
    shared[_TAKEN] = 0
    started = 0
    if we_are_translated():
        started = _start_threads(first)
    divider = from_argument(first.divider)
    divider.arena_used = 0
    divide(divider, first.tape, False, 0, first.tape_values, first.tape_comparisons, first.tape_size, 0, 0, shift)
    tasks = divider.node_count
    divider.node_count = 0
    _largest_first(divider.nodes, tasks)
    w = first
    while True:
        w.tasks = divider.nodes
        w.task_arena = divider.arena
        if is_nobody(w.next):
            break
        w = from_argument(w.next)
    threads.fetch_and_add(shared, _COUNT, tasks - _NOT_YET)
    if not we_are_translated():
        _start_threads(first)
    _work(first)
    thread = 0
    while thread < started:
        threads.join(first.handles, thread)
        thread += 1


def _start_threads(first):
    """A thread for every worker but the first; gives how many there are now: the system may not have them all."""
    started = 0
    argument = first.next
    while not is_nobody(argument) and threads.start(_main, argument, first.handles, started):
        started += 1
        argument = from_argument(argument).next
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


class Crew(object):
    """Renders pictures of one tape with one worker or with several; `release` frees what is not the pool's. MemoryError."""

    def __init__(self, tape, samples, kernels, pool, count):
        self.workers = [new_worker(tape, samples, kernels, pool)]
        self.pools = []
        try:
            while len(self.workers) < count:
                own = Pool(pool.size, pool.large_pages)
                self.pools.append(own)
                self.workers.append(new_worker(tape, samples, kernels, own))
            if count > 1:
                self._join(tape, pool)
        except MemoryError:
            self.release()
            raise
        first = self.workers[0]
        first.tape = tape.words
        first.tape_values = tape.values
        first.tape_comparisons = tape.comparisons
        first.tape_size = tape.size

    def _join(self, tape, pool):
        """Make several workers one crew."""
        first = self.workers[0]
        divider = assistant_of(first, tape)
        first.divider = as_argument(divider)
        first.handles = pool.lasting_words(len(self.workers))
        shared = pool.lasting_words(_SHARED_WORDS)
        for i in range(len(self.workers)):
            self.workers[i].shared = shared
            if i > 0:
                self.workers[i - 1].next = as_argument(self.workers[i])

    def _everybody(self):
        first = self.workers[0]
        if is_nobody(first.divider):
            return self.workers
        return self.workers + [from_argument(first.divider)]

    def release(self):
        for worker in self._everybody():
            release_worker(worker)
        for pool in self.pools:
            pool.release()

    def set_canvas(self, canvas):
        """Get ready for a picture on a canvas."""
        for worker in self._everybody():
            set_canvas(worker, canvas)

    def render(self, canvas):
        """Set the pixels of a clear canvas that lie inside."""
        self.set_canvas(canvas)
        render_picture(self.workers[0])
        if self.has_failed():
            raise MemoryError

    def has_failed(self):
        """Whether there was not enough memory for the last picture, which is not whole then."""
        for worker in self._everybody():
            if worker.failed:
                return True
        return False

    def lines(self):
        """What the last picture took, as lines of text."""
        regions = region_entries = copies = copied_entries = tiles = tile_entries = 0
        for w in self._everybody():
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


def _counted(number, plural, singular):
    return '%d %s' % (number, singular if number == 1 else plural)
