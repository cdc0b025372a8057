"""The wide engine: a program lowered once, pictures of it by 16 lanes and 256 pixels at a time.

    program --lowering--> tape of values, comparisons, booleans
    region:  analyse       bounds and truth of every entry in 16 lanes, forward
             select        what each undecided lane needs, backward
             specialise    each lane's own, shorter tape
             -> the same for each lane, down to 16 x 16 pixels
    tile:    evaluate      every entry at 256 pixels

It gives the same picture as the scalar engine, bit for bit. What that rests on is written where it is used: boundary.py and
predicates.py for the lowering, lanes.py and interval.py for the bounds, select.py for what is dropped.
"""
from pyfidget import rawmem
from pyfidget.asm.kernels import WIDEN
from pyfidget.asm.loaded import LoadedKernels
from pyfidget.engines.wide.samples import Samples
from pyfidget.engines.wide.thread_pool import ThreadPool, useful_threads
from pyfidget.interval import span
from pyfidget.listing import listing_of
from pyfidget.lowering.entries import DECIDED_INSIDE, UNDECIDED
from pyfidget.lowering.lower import lower
from pyfidget.pool import pool_for
from pyfidget.rpy import we_are_translated

# Half a page: the system copies more slowly to a file from memory that lies about as far behind the beginning of its page, since
# a load then looks as if it wanted what a store just before it has changed; and a file's first pixels are close to it.
_ASIDE = 2048


class Renderer(object):
    """Renders pictures of one tape over one grid, as many as are wanted; `release` frees what is not the pool's."""

    def __init__(self, tape, grid, threads, kernels, pool):
        """tape: lowered for a region that the grid's samples lie in; threads: how many may work on a picture, at least 1.
        All the passing memory that the pool has is taken. MemoryError."""
        self.tape = tape
        self.thread_pool = ThreadPool(tape, Samples(grid, pool), kernels, pool, useful_threads(threads, grid.width, grid.height))

    def render(self, canvas):
        """Set the pixels of a clear canvas, of the grid's size, that lie inside; MemoryError."""
        if self.tape.verdict == DECIDED_INSIDE:
            canvas.fill(0, 0, canvas.width, canvas.height)
        elif self.tape.verdict == UNDECIDED:
            self.thread_pool.render(canvas)

    def expect_more(self):
        """Get ready for several pictures."""
        self.thread_pool.stay()

    def lines(self):
        """What there is to evaluate and what the last picture took, as lines of text."""
        tape = self.tape
        return ['%d values, %d comparisons, %d booleans' % (
            tape.values, tape.comparisons - tape.values, tape.size - tape.comparisons)] + self.thread_pool.lines()

    def release(self):
        self.thread_pool.release()


class Wide(object):
    """The whole engine for one program and one grid; `release` frees what is not the pool's."""

    def __init__(self, listing, grid, threads, machine_code=True):
        """listing: a Listing; it is overwritten, with all else that is passing in its pool. threads: as in Renderer;
        machine_code: whether it may be used. MemoryError."""
        pool = self.pool = listing.pool
        self.kernels = LoadedKernels(pool, machine_code)
        try:
            x = span(grid.xs[0], grid.xs[grid.width - 1])
            y = span(grid.ys[0], grid.ys[grid.height - 1])
            self.renderer = Renderer(lower(listing, x, y, grid.z, pool), grid, threads, self.kernels, pool)
        except MemoryError:
            self.kernels.release()
            raise

    def render(self, canvas):
        self.renderer.render(canvas)

    def expect_more(self):
        """Get ready for several pictures."""
        self.renderer.expect_more()

    def lines(self):
        return self.renderer.lines()

    def lend_kernel_to(self, canvas):
        """Lend a canvas the kernel that makes it bytes, if there is one, until `release`."""
        canvas.kernel = self.kernels.address(WIDEN)

    def lend_to(self, output):
        """Lend an Output memory that is used only while a picture is rendered, and that has been touched: large pages are."""
        if self.pool.large_pages and we_are_translated():
            size = self.pool.taken_passing() - _ASIDE
            if size > 0:
                output.lend(rawmem.address_of(self.pool.block) + _ASIDE, size)

    def release(self):
        self.renderer.release()
        self.kernels.release()


def render_wide(program, grid, canvas):
    """Set the pixels of a clear canvas, of the grid's size, that lie inside the program's shape."""
    pool = pool_for(program.size)
    try:
        engine = Wide(listing_of(program, pool), grid, 1)
        try:
            engine.render(canvas)
        finally:
            engine.release()
    finally:
        pool.release()
