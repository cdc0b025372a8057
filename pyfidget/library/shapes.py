"""What a process that draws many pictures keeps: programs, their lowered tapes, renderers that are ready for the next frame.

    Shape     a program, parsed once
    Lowered   its tape for a part of the plane; it serves every view inside that part
    Job       one picture: begun, gone on with until it is over (by any thread, in raw memory), finished

All but the running of a job goes on in one thread at a time. A job's memory belongs to its threads until they have ended, which
its thread pool's own words say (engines/wide/stopping.py): to finish a job that is not over is to cancel it and to wait for that.
"""
from pyfidget import rawmem, threads
from pyfidget.asm.loaded import LoadedKernels
from pyfidget.engines.points import Evaluator
from pyfidget.engines.wide.engine import Renderer
from pyfidget.engines.wide.thread_pool import disown_picture
from pyfidget.engines.wide.worker import as_argument
from pyfidget.image.canvas import Canvas
from pyfidget.interval import span
from pyfidget.library.steps import CompiledSteps, FillingSteps, QuadtreeSteps, ScalarSteps
from pyfidget.library.work import Work
from pyfidget.listing import listing_of
from pyfidget.lowering.entries import DECIDED_INSIDE, UNDECIDED
from pyfidget.lowering.lower import lower
from pyfidget.pool import LARGE_PAGE, Pool, pool_for
from pyfidget.rpy import same_bits

WIDE, QUADTREE, SCALAR, COMPILED = range(4)  # engines

_CLEARED = 1 << 22  # bytes of a canvas, in a step

_IDLE_JOBS = 2  # of a shape that are kept for the next picture over the same grid


class Lowered(object):
    """The tape of a program for a grid's samples and all that lie between them; `release` frees it. MemoryError."""

    def __init__(self, program, grid):
        self.x = span(grid.xs[0], grid.xs[grid.width - 1])
        self.y = span(grid.ys[0], grid.ys[grid.height - 1])
        self.z = grid.z
        self.users = 0  # jobs, and the shape
        self.pool = pool_for(program.size)
        try:
            self.tape = lower(listing_of(program, self.pool), self.x, self.y, self.z, self.pool)
        except MemoryError:
            self.pool.release()
            raise

    def serves(self, grid):
        """Whether the tape holds for a grid: bounds over a larger part of the plane are bounds over a smaller one."""
        x = span(grid.xs[0], grid.xs[grid.width - 1])
        y = span(grid.ys[0], grid.ys[grid.height - 1])
        return (same_bits(self.z, grid.z) and self.x.lo <= x.lo and x.hi <= self.x.hi and self.y.lo <= y.lo and y.hi <= self.y.hi
                and x.maybe_nan == self.x.maybe_nan and y.maybe_nan == self.y.maybe_nan)

    def take(self):
        self.users += 1

    def leave(self):
        self.users -= 1
        if self.users == 0:
            self.pool.release()


class Machine(object):
    """The kernels, loaded once for all renderers."""

    def __init__(self):
        pool = Pool(LARGE_PAGE, False)
        self.kernels = LoadedKernels(pool, True)
        self.no_kernels = LoadedKernels(pool, False)


class Job(Work):
    """Pictures over one grid, one at a time.

    steps   what there is to do step by step, or None: the threads have the picture, or it is there already
    """

    def __init__(self, lowered, grid, threads, kernels, size):
        """size: of the program, in operations. MemoryError."""
        self.grid = grid
        self.threads = threads
        self.kernels = kernels
        self.steps = None
        self.is_used = False
        self.cleared = grid.height  # rows of the canvas
        self.has_threads = False
        self.lowered = lowered
        self.canvas = Canvas(grid.width, grid.height)
        try:
            self.pool = pool_for(size)
            try:
                self.renderer = Renderer(lowered.tape, grid, threads, kernels, self.pool)
            except MemoryError:
                self.pool.release()
                raise
        except MemoryError:
            self.canvas.release()
            raise
        lowered.take()

    def begin(self, engine, program):
        """Get ready for a picture: `advance` first, unless it `is_ready`, then thread_pool.advance_picture of the first worker if
        it `has_threads`."""
        if self.is_used:
            self.cleared = 0
            self._clear_some()
        self.is_used = True
        self._drop_steps()
        verdict = self.lowered.tape.verdict
        self.has_threads = engine == WIDE and verdict == UNDECIDED
        if engine == QUADTREE:
            self.steps = QuadtreeSteps(program, self.grid)
        elif engine == SCALAR:
            self.steps = ScalarSteps(program, self.grid)
        elif engine == COMPILED:
            self.steps = CompiledSteps(program, self.grid, self.kernels.exist)
        elif self.has_threads:
            self.renderer.thread_pool.set_canvas(self.canvas)
        elif verdict == DECIDED_INSIDE:
            self.steps = FillingSteps(self.grid)

    def _drop_steps(self):
        if self.steps is not None:
            self.steps.release()
        self.steps = None

    def _clear_some(self):
        bottom = min(self.cleared + max(_CLEARED // self.canvas.stride, 1), self.canvas.height)
        self.canvas.clear_rows(self.cleared, bottom)
        self.cleared = bottom

    def is_ready(self):
        steps = self.steps
        return self.cleared == self.canvas.height and (steps is None or not steps.has_more())

    def advance(self, milliseconds):
        steps = self.steps
        deadline = threads.milliseconds() + milliseconds
        while not self.is_ready():
            if self.cleared < self.canvas.height:
                self._clear_some()
            elif steps is not None:
                steps.take(self.grid, self.canvas)
            if threads.milliseconds() >= deadline:
                return

    def runner(self):
        if not self.has_threads:
            return 0
        return rawmem.address_of(as_argument(self.renderer.thread_pool.workers[0]))

    def picture(self):
        return rawmem.address_of(self.canvas.block)

    def put_away(self, shape):
        shape.finish(self)

    def end(self):
        is_whole = self.is_ready()
        self._drop_steps()
        if self.has_threads:
            self.renderer.thread_pool.cancel()
            return self.renderer.thread_pool.is_whole()
        return is_whole

    def disown(self):
        if self.has_threads:
            disown_picture(self.renderer.thread_pool.workers[0])

    def serves(self, grid, threads, kernels):
        """Whether the same pictures would come of a new job."""
        own = self.grid
        return (self.threads == threads and self.kernels is kernels and own.width == grid.width and own.height == grid.height
                and same_bits(own.z, grid.z) and _same_axis(own.xs, grid.xs) and _same_axis(own.ys, grid.ys))

    def release(self):
        self._drop_steps()
        self.renderer.release()
        self.pool.release()
        self.canvas.release()
        self.lowered.leave()


def _same_axis(one, other):
    """Whether two axes of one length have the same coordinates, to the sign of a zero: a division shows it."""
    for i in range(len(one)):
        if not same_bits(one[i], other[i]):
            return False
    return True


class Shape(object):
    """A program and all that has been made of it; freed when the last of its users has left, jobs and whoever holds it."""

    def __init__(self, program):
        self.program = program
        self.lowered = None
        self.evaluator = None
        self.idle = []
        self.users = 1

    def job(self, grid, threads, kernels, whole=None):
        """A job that nobody else has; MemoryError. whole: a Grid that spans the picture which the grid's samples are a window of,
        if they are one, so that all its windows have one tape."""
        for i in range(len(self.idle)):
            if self.idle[i].serves(grid, threads, kernels):
                return self.idle.pop(i)
        lowered = self.lowered
        if lowered is None or not lowered.serves(grid):
            lowered = Lowered(self.program, grid if whole is None else whole)
            lowered.take()
            if self.lowered is not None:
                self.lowered.leave()
            self.lowered = lowered
        return Job(lowered, grid, threads, kernels, self.program.size)

    def finish(self, job):
        """Keep a job for the next picture, in the place of the one that has waited longest."""
        if len(self.idle) == _IDLE_JOBS:
            self.idle.pop(0).release()
        self.idle.append(job)

    def points(self):
        """The evaluator, made once; MemoryError."""
        if self.evaluator is None:
            self.evaluator = Evaluator(self.program)
        return self.evaluator

    def take(self):
        self.users += 1

    def leave(self):
        """Free all of it with the last user: its jobs, and whoever holds the shape."""
        self.users -= 1
        if self.users == 0:
            for job in self.idle:
                job.release()
            self.idle = []
            if self.lowered is not None:
                self.lowered.leave()
            if self.evaluator is not None:
                self.evaluator.release()
