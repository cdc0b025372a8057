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
from pyfidget.asm.loaded import LoadedKernels
from pyfidget.engines.wide.crew import Crew, useful_threads
from pyfidget.engines.wide.samples import Samples
from pyfidget.interval import span
from pyfidget.lowering.balance import balance
from pyfidget.lowering.entries import DECIDED_INSIDE, UNDECIDED
from pyfidget.lowering.graph import build_graph
from pyfidget.lowering.predicates import ask_sign
from pyfidget.lowering.schedule import schedule
from pyfidget.pool import LARGE_PAGE, Pool

_BYTES_PER_OPERATION = 256  # about what the arrays of one take
_SMALL = 2048  # operations of a program that touches less memory than it would take to clear a large page


class Wide(object):
    """Renders pictures of one program over one grid, as many as are wanted; `release` frees the memory."""

    def __init__(self, program, grid, threads, machine_code=True):
        """threads: how many may work on a picture, at least 1; machine_code: whether it may be used. MemoryError."""
        pages = program.size * _BYTES_PER_OPERATION // LARGE_PAGE + 1
        self.pool = Pool(pages * LARGE_PAGE, program.size >= _SMALL)
        try:
            self._prepare(program, grid, threads, machine_code)
        except MemoryError:
            self.pool.release()
            raise

    def _prepare(self, program, grid, threads, machine_code):
        graph = build_graph(program, span(grid.xs[0], grid.xs[grid.width - 1]),
                            span(grid.ys[0], grid.ys[grid.height - 1]), grid.z, self.pool)
        predicates = ask_sign(graph, self.pool)
        balance(predicates, self.pool)
        self.tape = schedule(graph, predicates, self.pool)
        self.pool.forget_passing()
        samples = Samples(grid, self.pool)
        kernels = LoadedKernels(self.pool, machine_code)
        self.crew = Crew(self.tape, samples, kernels, self.pool, useful_threads(threads, grid.width, grid.height))

    def render(self, canvas):
        """Set the pixels of a clear canvas, of the grid's size, that lie inside; MemoryError."""
        if self.tape.verdict == DECIDED_INSIDE:
            canvas.fill(0, 0, canvas.width, canvas.height)
        elif self.tape.verdict == UNDECIDED:
            self.crew.render(canvas)

    def lines(self):
        """What there is to lower and what the last picture took, as lines of text."""
        tape = self.tape
        return ['%d values, %d comparisons, %d booleans' % (
            tape.values, tape.comparisons - tape.values, tape.size - tape.comparisons)] + self.crew.lines()

    def release(self):
        self.crew.release()
        self.pool.release()


def render_wide(program, grid, canvas):
    """Set the pixels of a clear canvas, of the grid's size, that lie inside the program's shape."""
    engine = Wide(program, grid, 1)
    try:
        engine.render(canvas)
    finally:
        engine.release()
