"""The thread pool: one worker a thread.

The first one divides the whole picture. From then on each worker renders the regions that wait for it; one for which none waits
takes the oldest, and so the largest, from another, and when nobody has any, the picture is done. Tiles are whole bytes of the
canvas, so that no two workers write to the same one, and the picture does not depend on who rendered what.

A picture's threads end with it, which nobody waits for; or they stay, if more pictures are to come, and wait for the next one.

A picture takes raw memory alone from its beginning to its end, so that any thread may be the main one. That one may do it piece
by piece, looking at other things in between, while the other threads go on. Until the picture is done, or cancelled, its memory
belongs to those threads.
"""
from pyfidget import threads
from pyfidget.codegen.vectors import VectorFunctions, is_covered
from pyfidget.engines.wide.regions import divide_picture, render_worklist, top_shift
from pyfidget.engines.wide.sleeping import CONTROL_WORDS, count_thread, last_event, set_cores, sleep, wake_all
from pyfidget.engines.wide.stopping import CANCELLED, RUNNING, is_to_stop, set_deadline
from pyfidget.engines.wide.work_stealing import SHARED_WORDS, clear, may_take, take
from pyfidget.engines.wide.worker import as_argument, from_argument, is_nobody, new_worker, release_worker, set_canvas
from pyfidget.lowering.entries import ENTRY_WORDS, FIRST_VALUE
from pyfidget.pool import Pool
from pyfidget.rpy import we_are_translated

# The thread pool's shared words, a cache line each: how many workers have regions that wait, or are about to take one; how many
# threads are at work; how often each looks in vain for something to do before it sleeps; and for threads that stay from picture
# to picture, the number of the picture in hand, whether they are to wait for the next one, and how many they are.
_BUSY, _WORKING, _PATIENCE_EACH, _PICTURE, _STAYING, _PRESENT = 0, 8, 16, 24, 32, 40
_POOL_WORDS = 48

# How often all workers together look in vain for something to take before they sleep in between. Two of them never do for a small
# picture, where the last look comes before; a hundred on a few cores would keep each other from working.
_PATIENCE = 4000

_TILES_A_THREAD = 256  # for less than that a thread is not worth its start


def useful_threads(wanted, width, height):
    """How many threads serve a picture, of those that are wanted."""
    return max(min(wanted, ((width + 15) >> 4) * ((height + 15) >> 4) // _TILES_A_THREAD), 1)


def render_picture(first):
    """Render the picture of a thread pool's first worker, with all of them; each knows its canvas, which is clear. Raw memory
    only."""
    advance_picture(first, 0)


def advance_picture(first, milliseconds):
    """Go on with a picture, or begin it, for so many milliseconds and a region, or until it is done if they are 0; True when
    there is nothing left to do. One thread at a time. Raw memory only."""
    threads.fetch_and_add(first.control, RUNNING, 1)
    set_deadline(first, milliseconds)
    if not first.has_begun:
        first.has_begun = 1
        _begin(first)
    if first.has_others:
        _work(first)
        if not first.is_busy and _wait_for_others(first):
            first.is_over = 1
    else:
        render_worklist(first)
        if first.failed or first.node_count == 0:
            first.is_over = 1
    is_over = first.is_over != 0
    threads.fetch_and_add(first.control, RUNNING, -1)
    return is_over


def cancel_picture(first):
    """Wait until no thread is at work on a picture any more, which they leave at their next region; then its memory is free for
    another one, or to be freed. Of one that is done nothing changes. Raw memory only."""
    threads.store(first.control, CANCELLED, 1)
    wake_all(first)
    while threads.load(first.control, RUNNING) > 0 or first.has_others and threads.load(first.shared, _WORKING) > 0:
        threads.sleep_briefly()
    threads.store(first.control, CANCELLED, 0)
    if first.has_others:
        threads.store(first.shared, _BUSY, 0)


def disown_picture(first):
    """Let a picture be cancelled whose threads are there no more: this process is a copy of the one that they are in."""
    threads.store(first.control, CANCELLED, 1)
    threads.store(first.control, RUNNING, 0)
    if first.has_others:
        threads.store(first.shared, _WORKING, 0)
        threads.store(first.shared, _PRESENT, 0)


def _begin(first):
    if not first.has_others:
        divide_picture(first)
        return
    first.is_busy = 1
    threads.store(first.shared, _BUSY, 1)
    if first.shared[_PRESENT] > 0:
        _call_threads(first)
    elif we_are_translated():
        # A start takes about as long as the division.
        _start_threads(first)
    divide_picture(first)
    if not we_are_translated():
        _start_threads(first)


def _main(argument):
    """What a thread runs. When it has said that it is done, its worker may be gone, unless it stays: nobody waits for its end,
    which takes the system longer than a small picture's last region."""
    w = from_argument(argument)
    while True:
        picture = threads.load(w.shared, _PICTURE)
        is_staying = threads.load(w.shared, _STAYING)
        _work(w)
        threads.fetch_and_add(w.shared, _WORKING, -1)
        if not is_staying:
            return argument
        vain = 0
        event = last_event(w)
        while threads.load(w.shared, _PICTURE) == picture:
            vain = _pause(w, vain, event)
            event = last_event(w)


def _wait_for_others(w):
    """Wait until no other thread is at work: they have nothing left to do. False if the worker is to stop before."""
    vain = 0
    while threads.load(w.shared, _WORKING) > 0:
        if is_to_stop(w):
            return False
        if vain < w.shared[_PATIENCE_EACH]:
            threads.let_others_run()
            vain += 1
        else:
            threads.sleep_briefly()
    return True


def _pause(w, vain, event):
    """Wait a little, and if that has been in vain often sleep until something has happened since an event; gives how often it has
    been now."""
    patience = w.shared[_PATIENCE_EACH]
    if vain < patience:
        threads.let_others_run()
    else:
        sleep(w, event, vain - patience)
    return vain + 1


def _end_busy(w):
    """Say that nothing waits for a worker any more; those that sleep look again when that is so for all."""
    if threads.fetch_and_add(w.shared, _BUSY, -1) == 1:
        wake_all(w)


def _work(w):
    """Render what waits for a worker, and then what waits for others, until nothing does or the worker is to stop. In that case
    it is still busy, if regions wait for it."""
    vain = 0
    while True:
        event = last_event(w)
        if w.is_busy:
            render_worklist(w)
            if w.node_count > 0 and not w.failed:
                return
            w.is_busy = 0
            _end_busy(w)
            vain = 0
            if not we_are_translated():
                return  # one worker runs after the other: some is to be left for the next
        if w.failed or threads.load(w.shared, _BUSY) == 0 or is_to_stop(w):
            return
        if not _take_from_somebody(w):
            if not we_are_translated():
                return
            vain = _pause(w, vain, event)


def _take_from_somebody(w):
    """Take a region that waits for another worker, to be busy with it; False if there was none."""
    argument = w.first
    while not is_nobody(argument):
        victim = from_argument(argument)
        if may_take(victim):
            # Before the region is taken: between two workers it must not look as if nobody had any.
            threads.fetch_and_add(w.shared, _BUSY, 1)
            found = take(w, victim)
            w.is_busy = int(found)
            if not found:
                _end_busy(w)
            return found
        argument = victim.next
    return False


def _start_threads(first):
    """A thread for every worker but the first, as far as the system has them."""
    argument = first.next
    while not is_nobody(argument):
        threads.fetch_and_add(first.shared, _WORKING, 1)
        if not threads.start(_main, argument):
            threads.fetch_and_add(first.shared, _WORKING, -1)
            return
        count_thread(first)
        if first.shared[_STAYING]:
            first.shared[_PRESENT] += 1
        argument = from_argument(argument).next


def _call_threads(first):
    """Set the threads that have stayed to work on the next picture."""
    threads.store(first.shared, _WORKING, first.shared[_PRESENT])
    threads.fetch_and_add(first.shared, _PICTURE, 1)
    wake_all(first)


def picture_progress(first):
    """How much of a thread pool's picture is done by now, in pixels, of `picture_area`. Any thread may ask. Raw memory only."""
    done = first.done
    while not is_nobody(first.next):
        first = from_argument(first.next)
        done += first.done
    return done


def picture_area(first):
    """The pixels of the region that holds the whole picture."""
    return 1 << 2 * top_shift(first.width, first.height)


def _has_covered(tape):
    """Whether a value on a tape has a function in codegen/vectors.py."""
    for entry in range(FIRST_VALUE, tape.values):
        if is_covered(tape.words[ENTRY_WORDS * entry]):
            return True
    return False


class ThreadPool(object):
    """Renders pictures of one tape with one worker or with several; `release` frees what is not the pool's."""

    def __init__(self, tape, samples, kernels, pool, count):
        """MemoryError."""
        self.functions = None
        if kernels.exist and _has_covered(tape):
            self.functions = VectorFunctions(True, pool)
        try:
            self.workers = [new_worker(tape, samples, kernels, self.functions, pool)]
        except MemoryError:
            self._release_functions()
            raise
        self.pools = []
        first = self.workers[0]
        first.tape = tape.words
        first.tape_values = tape.values
        first.tape_comparisons = tape.comparisons
        first.tape_size = tape.size
        first.control = pool.lasting_words(CONTROL_WORDS)
        for i in range(CONTROL_WORDS):
            first.control[i] = 0
        if count > 1:
            cores = threads.usable_cores()
            set_cores(first, cores)
            try:
                while len(self.workers) < count:
                    # A large page is cleared as a whole, which is not worth it for a worker that will hardly find any work.
                    own = Pool(pool.size, pool.large_pages and len(self.workers) < cores)
                    self.pools.append(own)
                    self.workers.append(new_worker(tape, samples, kernels, self.functions, own))
                self._join(pool)
            except MemoryError:
                self.release()
                raise

    def _join(self, pool):
        """Make several workers one thread pool."""
        first = self.workers[0]
        shared = pool.lasting_words(_POOL_WORDS)
        for i in range(_POOL_WORDS):
            shared[i] = 0
        shared[_PATIENCE_EACH] = _PATIENCE // len(self.workers)
        for i in range(len(self.workers)):
            worker = self.workers[i]
            worker.deque = pool.lasting_words(SHARED_WORDS)
            worker.shared = shared
            worker.control = first.control
            worker.first = as_argument(first)
            worker.has_others = 1
            if i > 0:
                self.workers[i - 1].next = as_argument(worker)

    def stay(self):
        """Let the threads that the next picture starts wait for those that follow, until `release`: that takes less time than new
        ones. Untranslated there are none that could wait."""
        first = self.workers[0]
        if first.has_others and we_are_translated():
            first.shared[_STAYING] = 1

    def _dismiss(self):
        """Send the threads away that have stayed, to which that is an empty picture."""
        first = self.workers[0]
        set_deadline(first, 0)
        if first.has_others and first.shared[_PRESENT] > 0:
            first.shared[_STAYING] = 0
            _call_threads(first)
            _wait_for_others(first)

    def release(self):
        self._dismiss()
        for worker in self.workers:
            release_worker(worker)
        for pool in self.pools:
            pool.release()
        self._release_functions()

    def _release_functions(self):
        if self.functions is not None:
            self.functions.release()

    def set_canvas(self, canvas):
        """Get ready for a picture on a canvas."""
        for worker in self.workers:
            set_canvas(worker, canvas)
            clear(worker)

    def render(self, canvas):
        """Set the pixels of a clear canvas that lie inside."""
        self.set_canvas(canvas)
        render_picture(self.workers[0])
        if self.has_failed():
            raise MemoryError

    def is_whole(self):
        """Whether the last picture is done, and there was memory enough for it."""
        return self.workers[0].is_over != 0 and not self.has_failed()

    def cancel(self):
        """Wait until the picture's memory is free: its threads leave it."""
        cancel_picture(self.workers[0])

    def has_failed(self):
        """Whether there was not enough memory for the last picture, which is not whole then."""
        for worker in self.workers:
            if worker.failed:
                return True
        return False

    def lines(self):
        """What the last picture took, as lines of text."""
        regions = region_entries = copies = copied_entries = direct_regions = direct_entries = tiles = tile_entries = 0
        blocks = block_entries = 0
        for w in self.workers:
            regions += w.regions
            region_entries += w.region_entries
            copies += w.copies
            copied_entries += w.copied_entries
            direct_regions += w.direct_regions
            direct_entries += w.direct_entries
            tiles += w.tiles
            tile_entries += w.tile_entries
            blocks += w.blocks
            block_entries += w.block_entries
        return ['%s analysed in %s' % (_counted(region_entries, 'entries', 'entry'), _counted(regions, 'regions', 'region')),
                '%s copied for %s' % (_counted(copied_entries, 'entries', 'entry'), _counted(copies, 'subregions', 'subregion')),
                '%s evaluated directly in %s' % (
                    _counted(direct_entries, 'entries', 'entry'), _counted(direct_regions, 'regions', 'region')),
                '%s evaluated in %s, besides what tiles share' % (
                    _counted(tile_entries, 'entries', 'entry'), _counted(tiles, 'tiles', 'tile')),
                '%s evaluated in %s of 4 x 4 pixels, four at a time' % (
                    _counted(block_entries, 'entries', 'entry'), _counted(blocks, 'blocks', 'block')),
                _counted(len(self.workers), 'threads', 'thread')]


def _counted(number, plural, singular):
    return '%d %s' % (number, singular if number == 1 else plural)
