"""What a process that draws many pictures keeps: programs, their lowered tapes, renderers that are ready for the next frame.

    Shape     a program, parsed once
    Lowered   its tape for a part of the plane; it serves every view inside that part
    Job       one picture: begun, run (by any thread, in raw memory), finished

All but the running of a job goes on in one thread at a time.
"""
from pyfidget.asm.loaded import LoadedKernels
from pyfidget.engines.points import Evaluator
from pyfidget.engines.wide.engine import Renderer
from pyfidget.image.canvas import Canvas
from pyfidget.interval import span
from pyfidget.listing import listing_of
from pyfidget.lowering.entries import UNDECIDED
from pyfidget.lowering.lower import lower
from pyfidget.pool import LARGE_PAGE, Pool, pool_for
from pyfidget.rpy import same_bits

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


class Job(object):
    """Pictures over one grid, one at a time.

    is_drawn: whether the picture is there without being run.
    """

    def __init__(self, lowered, grid, threads, kernels, size):
        """size: of the program, in operations. MemoryError."""
        self.grid = grid
        self.threads = threads
        self.kernels = kernels
        self.is_drawn = False
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

    def begin(self):
        """Get ready to run: crew.render_picture of the first worker. A picture that lowering has decided is drawn at once."""
        self.canvas.clear()
        self.is_drawn = self.lowered.tape.verdict != UNDECIDED
        if self.is_drawn:
            self.renderer.render(self.canvas)
        else:
            self.renderer.crew.set_canvas(self.canvas)

    def is_whole(self):
        """Whether there was memory enough for the picture."""
        return self.is_drawn or not self.renderer.crew.has_failed()

    def serves(self, grid, threads, kernels):
        """Whether the same pictures would come of a new job."""
        own = self.grid
        return (self.threads == threads and self.kernels is kernels and own.width == grid.width and own.height == grid.height
                and same_bits(own.z, grid.z) and _same_axis(own.xs, grid.xs) and _same_axis(own.ys, grid.ys))

    def release(self):
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

    def job(self, grid, threads, kernels):
        """A job that nobody else has; MemoryError."""
        for i in range(len(self.idle)):
            if self.idle[i].serves(grid, threads, kernels):
                return self.idle.pop(i)
        lowered = self.lowered
        if lowered is None or not lowered.serves(grid):
            lowered = Lowered(self.program, grid)
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
