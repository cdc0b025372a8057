"""The quadtree engine: prove whole regions inside or outside, give each quarter a shorter program, evaluate the rest.

    program --optimise--> every value bounded over the region --+--> the result is negative: fill
    (the parent's)                                              +--> the result is never negative: leave
                                                                +--> neither: demand, dead code --> a shorter program
                                                                     large region: the same for each quarter
                                                                     small region: evaluate its pixels

Regions that wait are a stack, so that whoever renders a picture can look at something else between two of them.
"""
from pyfidget.engines.early_exit import evaluate_pixels_early, find_exits
from pyfidget.engines.regions import quarters_of, region_of, shorten
from pyfidget.engines.scalar import evaluate_pixels
from pyfidget.engines.tape import Tape
from pyfidget.engines.watcher import Watcher
from pyfidget.grid import all_pixels
from pyfidget.passes.optimise import optimise

NOBODY = Watcher()


class _Task(object):
    """A region to be visited: its program, its pixels, and its depth in the recursion."""

    def __init__(self, program, pixels, level):
        self.program = program
        self.pixels = pixels
        self.level = level


class Quadtree(object):
    """switches: which passes run; early_exit: whether a pixel's evaluation stops once its sign is decided; statistics and
    watcher: observers of the recursion."""

    def __init__(self, switches, early_exit, statistics, watcher=NOBODY):
        self.switches = switches
        self.early_exit = early_exit
        self.statistics = statistics
        self.watcher = watcher
        self.worklist = []

    def render(self, program, grid, canvas):
        """Set the pixels of a clear canvas, of the grid's size, that lie inside the program's shape."""
        self.begin(program, grid)
        while self.has_more():
            self.go_on(grid, canvas)

    def begin(self, program, grid):
        """Get ready for a picture, which `go_on` renders a region of, as often as it `has_more`."""
        self.worklist = [_Task(program, all_pixels(grid), 0)]

    def has_more(self):
        return len(self.worklist) > 0

    def go_on(self, grid, canvas):
        region = self.worklist.pop()
        self._visit(region.program, grid, canvas, region.pixels, region.level)

    def _visit(self, program, grid, canvas, pixels, level):
        region = region_of(grid, pixels)
        draft = optimise(program, region, self.switches, self.statistics.counters)
        result = draft.result_interval()
        is_inside = result.always_negative()
        is_outside = result.never_negative()
        if self.statistics.counting:
            self.statistics.count_region(level, program.size, is_inside, is_outside)
        if is_inside:
            canvas.fill(pixels.left, pixels.top, pixels.right, pixels.bottom)
        if is_inside or is_outside:
            self.watcher.decided(level, pixels, program.size, is_inside)
        else:
            shorter = shorten(draft, self.switches, self.statistics, level)
            quarters = quarters_of(pixels)
            if len(quarters) == 1:
                self._evaluate(shorter, region, grid, canvas, pixels, level)
                self.watcher.evaluated(level, pixels, program.size, shorter.size)
            else:
                self.watcher.divided(level, pixels, program.size, shorter.size)
                for i in range(len(quarters) - 1, -1, -1):
                    self.worklist.append(_Task(shorter, quarters[i], level + 1))

    def _evaluate(self, program, region, grid, canvas, pixels, level):
        if self.statistics.counting:
            self.statistics.count_leaf(level)
        tape = Tape(program)
        if self.early_exit:
            evaluate_pixels_early(tape, find_exits(program, region), grid, canvas, pixels)
        else:
            evaluate_pixels(tape, grid, canvas, pixels)
