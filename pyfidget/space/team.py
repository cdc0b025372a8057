"""The team: one worker a thread. Each takes the next of the picture's columns, until none is left; or of what there is to do in a
stage of a mesh (stages.py), which is called columns here, too.

No two columns have a pixel in common, so that the picture does not depend on who rendered what. A picture takes raw memory alone
from its beginning to its end. The main thread may do it piece by piece, looking at other things in between, while the others go
on; until the picture is done, or cancelled, its memory belongs to them.
"""
from pyfidget import rawmem, threads
from pyfidget.lowering.entries import ENTRY_WORDS
from pyfidget.space.boxes import ALL_LANES
from pyfidget.space.columns import column_side
from pyfidget.space.normals import Steps
from pyfidget.space.samples import take_samples
from pyfidget.space.stages import begin, go_on, is_at_work
from pyfidget.space.tape import SolidTape
from pyfidget.space.worker import (
    BLOCK_SIDE,
    LANES,
    SIDE,
    as_argument,
    from_argument,
    is_nobody,
    new_worker,
    release_worker,
    set_normals,
)

# The team's shared words, a cache line each: the next column; whether the picture is not wanted any more; how many other threads
# are at work, and how many callers; how many columns are done.
_NEXT, _CANCELLED, _WORKING, _RUNNING, _DONE = 0, 8, 16, 24, 32
CONTROL_WORDS = 40


def advance_heights(first, milliseconds):
    """Go on with a picture, or begin it, for so many milliseconds and a leaf, or until it is done if they are 0; True when there
    is nothing left to do. One thread at a time. Raw memory only."""
    threads.fetch_and_add(first.control, _RUNNING, 1)
    first.deadline = threads.milliseconds() + milliseconds if milliseconds > 0 else 0
    if not first.has_begun:
        first.has_begun = 1
        _start_threads(first)
    is_over = _work(first) and _wait_for_others(first)
    threads.fetch_and_add(first.control, _RUNNING, -1)
    return is_over


def heights_done(first):
    """How many of a picture's columns are done, of `columns`. Any thread may ask. Raw memory only."""
    return threads.load(first.control, _DONE)


def cancel_heights(first):
    """Wait until no thread is at work on a picture any more; then its memory is free. Raw memory only."""
    threads.store(first.control, _CANCELLED, 1)
    while threads.load(first.control, _RUNNING) > 0 or threads.load(first.control, _WORKING) > 0:
        threads.sleep_briefly()


def disown_heights(first):
    """Let a picture be cancelled whose threads are there no more: this process is a copy of the one that they are in."""
    threads.store(first.control, _RUNNING, 0)
    threads.store(first.control, _WORKING, 0)


def _start_threads(first):
    """A thread for every worker but the first, as far as the system has them."""
    argument = first.next
    while not is_nobody(argument):
        threads.fetch_and_add(first.control, _WORKING, 1)
        if not threads.start(_main, argument):
            threads.fetch_and_add(first.control, _WORKING, -1)
            return
        argument = from_argument(argument).next


def _main(argument):
    """What a thread runs. When it has said that it is done, its worker may be gone."""
    w = from_argument(argument)
    _work(w)
    threads.fetch_and_add(w.control, _WORKING, -1)
    return argument


def _work(w):
    """Render columns while there are any; False if the worker is to stop before."""
    while not w.failed:
        if _is_to_stop(w):
            return False
        if is_at_work(w):
            go_on(w)
            if not is_at_work(w):
                threads.fetch_and_add(w.control, _DONE, 1)
        else:
            number = threads.fetch_and_add(w.control, _NEXT, 1)
            if number >= w.columns:
                return True
            begin(w, number)
    return True


def _is_to_stop(w):
    if threads.load(w.control, _CANCELLED) != 0:
        return True
    return w.deadline != 0 and threads.milliseconds() >= w.deadline


def _wait_for_others(w):
    while threads.load(w.control, _WORKING) > 0:
        if _is_to_stop(w):
            return False
        threads.sleep_briefly()
    return True


class Team(object):
    """Finds the heights of a program, one that sees through its matrix, over a lattice; `release` frees what is not the map's."""

    def __init__(self, program, lattice, heights, count):
        """heights: the HeightMap, all 0; count: of threads. MemoryError."""
        self.lattice = lattice
        self.heights = heights
        self.workers = []
        self.steps = None
        self.matrix = rawmem.alloc_doubles(0)
        self.tape = SolidTape(program, lattice)
        try:
            take_samples(self.tape, lattice)
        except MemoryError:
            self.tape.release()
            raise
        self.xs = raw_doubles(lattice.xs)
        self.ys = raw_doubles(lattice.ys)
        self.zs = raw_doubles(lattice.zs)
        self.control = rawmem.alloc_words(CONTROL_WORDS)
        self.tiles_across = (lattice.width + SIDE - 1) // SIDE
        self.tiles = self.tiles_across * ((lattice.height + SIDE - 1) // SIDE)
        self.missing = rawmem.alloc_ints(self.tiles)
        self.finished = rawmem.alloc_ints(self.tiles)
        side = column_side(lattice.width, lattice.height)
        self.columns_across = (lattice.width + side - 1) // side
        self.columns = self.columns_across * ((lattice.height + side - 1) // side)
        self.side = side
        try:
            for _ in range(min(count, self.columns)):
                self._add_worker()
        except MemoryError:
            self.release()
            raise
        self.clear()

    def _add_worker(self):
        w = new_worker(self.tape.size)
        self.workers.append(w)
        w.control = self.control
        w.constants = self.tape.constants
        w.xs = self.xs
        w.ys = self.ys
        w.zs = self.zs
        w.heights = self.heights.heights
        w.missing = self.missing
        w.finished = self.finished
        w.samples = self.tape.samples
        w.width = self.lattice.width
        w.height = self.lattice.height
        w.depth = self.lattice.depth
        w.tiles_across = self.tiles_across
        w.side = self.side
        w.columns_across = self.columns_across
        w.columns = self.columns
        w.tape_result = self.tape.result
        for i in range(ENTRY_WORDS * self.tape.size):
            w.tapes[i] = self.tape.words[i]
        if len(self.workers) > 1:
            self.workers[len(self.workers) - 2].next = as_argument(w)

    def want_normals(self, program, matrix, normals):
        """Find normals, too, into a NormalMap: of a program of the world, which is seen through the matrix. MemoryError."""
        steps = Steps(program)
        self.steps = steps
        rawmem.free_lines(self.matrix)
        self.matrix = raw_doubles(matrix)
        for w in self.workers:
            set_normals(w, normals.normals, self.matrix, steps.words, steps.constants, steps.length, steps.choices)

    def clear(self):
        """Get ready for the picture, once more."""
        for tile in range(self.tiles):
            columns = min(SIDE, self.lattice.width - tile % self.tiles_across * SIDE)
            rows = min(SIDE, self.lattice.height - tile // self.tiles_across * SIDE)
            rawmem.set_int(self.missing, tile, columns * rows)
            rawmem.set_int(self.finished, tile, ALL_LANES & ~_blocks_there(columns, rows))
        for i in range(CONTROL_WORDS):
            self.control[i] = 0
        for w in self.workers:
            w.count = w.normal_row = w.normal_end = w.has_begun = w.failed = 0
            w.box_count = w.box_entries = w.leaf_count = w.slices = w.slice_entries = 0

    def render(self):
        """The whole picture. MemoryError."""
        advance_heights(self.workers[0], 0)
        if self.has_failed():
            raise MemoryError

    def has_failed(self):
        """Whether there was not enough memory for the picture, which is not whole then."""
        for w in self.workers:
            if w.failed:
                return True
        return False

    def is_whole(self):
        return heights_done(self.workers[0]) == self.columns and not self.has_failed()

    def release(self):
        for w in self.workers:
            release_worker(w)
        self.tape.release()
        steps = self.steps
        if steps is not None:
            steps.release()
        for block in [self.xs, self.ys, self.zs, self.matrix]:
            rawmem.free_lines(block)
        rawmem.free_lines(self.control)
        rawmem.free_lines(self.missing)
        rawmem.free_lines(self.finished)

    def lines(self):
        """What the last picture took, as lines of text."""
        boxes = box_entries = leaves = slices = slice_entries = 0
        for w in self.workers:
            boxes += w.box_count
            box_entries += w.box_entries
            leaves += w.leaf_count
            slices += w.slices
            slice_entries += w.slice_entries
        return ['%d entries analysed in %d boxes' % (box_entries, boxes),
                '%d entries evaluated in %d layers of 64 pixels in %d leaves' % (slice_entries, slices, leaves),
                '%d threads' % len(self.workers)]


def _blocks_there(columns, rows):
    """The blocks of a tile that have a pixel, where it has so many columns and rows."""
    blocks = 0
    for block in range(LANES):
        if block % BLOCK_SIDE * BLOCK_SIDE < columns and block // BLOCK_SIDE * BLOCK_SIDE < rows:
            blocks |= 1 << block
    return blocks


def raw_doubles(coordinates):
    block = rawmem.alloc_doubles(len(coordinates))
    for i in range(len(coordinates)):
        block[i] = coordinates[i]
    return block
