"""Pictures of the slow engines, and those that are one colour, step by step: whoever waits for one can look at something else in
between. A step of a program that is not enormous takes some milliseconds at most.
"""
from pyfidget.codegen.allocators import SSRA
from pyfidget.codegen.ssra import SINK_DEAD
from pyfidget.engines.compiled import Compilation, Compiled, draw_rows
from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.scalar import evaluate_pixels
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.tape import Tape
from pyfidget.grid import Rectangle
from pyfidget.passes.switches import parse_switches

_OPERATIONS = 1 << 18  # of a step of the scalar engine
_VALUES = 1 << 15  # that are computed in a step of the compiled engine, or a row
_PIXELS = 1 << 26  # that are filled in a step


class Steps(object):
    """A picture that is not done yet."""

    def has_more(self):
        raise NotImplementedError

    def take(self, grid, canvas):
        """One step, of those that there are. MemoryError."""
        raise NotImplementedError

    def release(self):
        """Free what is not the collector's."""


class QuadtreeSteps(Steps):
    """A region each."""

    def __init__(self, program, grid):
        self.engine = Quadtree(parse_switches('all'), False, Statistics(False))
        self.engine.begin(program, grid)

    def has_more(self):
        return self.engine.has_more()

    def take(self, grid, canvas):
        self.engine.go_on(grid, canvas)


class _Rows(Steps):
    """Some rows each, or a part of one, from the top."""

    def __init__(self, grid, pixels):
        """pixels: of a step, about."""
        self.columns = min(grid.width, max(pixels, 1))
        self.rows = max(pixels // grid.width, 1)
        self.left = 0
        self.top = 0
        self.bottom = grid.height

    def has_more(self):
        return self.top < self.bottom

    def take(self, grid, canvas):
        right = min(self.left + self.columns, grid.width)
        bottom = min(self.top + self.rows, grid.height)
        self.put(grid, canvas, Rectangle(self.left, self.top, right, bottom))
        self.left = right
        if right == grid.width:
            self.left = 0
            self.top = bottom

    def put(self, grid, canvas, pixels):
        """Put some pixels on the canvas."""
        raise NotImplementedError


class ScalarSteps(_Rows):
    def __init__(self, program, grid):
        _Rows.__init__(self, grid, _OPERATIONS // program.size)
        self.tape = Tape(program)

    def put(self, grid, canvas, pixels):
        evaluate_pixels(self.tape, grid, canvas, pixels)


class CompiledSteps(Steps):
    """Some rows each, by machine code."""

    def __init__(self, program, grid, machine_code):
        self.compiled = Compiled(program, grid, Compilation(machine_code, SSRA, SINK_DEAD, True))
        self.rows = max(min(_VALUES // grid.width, self.compiled.most_rows), 1)
        self.top = 0

    def has_more(self):
        return self.top < self.compiled.grid.height

    def take(self, grid, canvas):
        bottom = min(self.top + self.rows, grid.height)
        draw_rows(self.compiled, canvas, self.top, bottom)
        self.top = bottom

    def release(self):
        self.compiled.release()


class FillingSteps(_Rows):
    """All of the picture lies inside."""

    def __init__(self, grid):
        _Rows.__init__(self, grid, _PIXELS)

    def put(self, grid, canvas, pixels):
        canvas.fill(pixels.left, pixels.top, pixels.right, pixels.bottom)
