"""The quadtree engine: prove whole regions inside or outside, give each quarter a shorter program, evaluate what is left.

    program --optimise--> every value bounded over the region --+--> the result is negative: fill
    (the parent's)                                              +--> the result is never negative: leave
                                                                +--> neither: demand, dead code --> a shorter program
                                                                     large region: the same for each quarter
                                                                     small region: evaluate its pixels
"""
from pyfidget.engines.early_exit import evaluate_pixels_early, find_exits
from pyfidget.engines.scalar import evaluate_pixels
from pyfidget.engines.tape import Tape
from pyfidget.engines.watcher import Watcher
from pyfidget.grid import Rectangle, all_pixels
from pyfidget.interval import point, span
from pyfidget.passes.dead_code import keep_all, keep_demanded
from pyfidget.passes.demand import count_demanded, count_needed, demand
from pyfidget.passes.draft import Region
from pyfidget.passes.optimise import optimise

LEAF = 8  # pixels: a region at most this wide and high is evaluated
NOBODY = Watcher()


class Quadtree(object):
    """switches: which passes run; early_exit: whether a pixel's evaluation stops once its sign is decided; statistics and
    watcher: who is told what happens."""

    def __init__(self, switches, early_exit, statistics, watcher=NOBODY):
        self.switches = switches
        self.early_exit = early_exit
        self.statistics = statistics
        self.watcher = watcher

    def render(self, program, grid, canvas):
        """Set the pixels of a clear canvas, of the grid's size, that lie inside the program's shape."""
        self._visit(program, grid, canvas, all_pixels(grid), 0)

    def _visit(self, program, grid, canvas, pixels, level):
        region = _region_of(grid, pixels)
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
            shorter = self._shorten(draft, level)
            quarters = _quarters(pixels)
            if len(quarters) == 1:
                self._evaluate(shorter, region, grid, canvas, pixels, level)
                self.watcher.evaluated(level, pixels, program.size, shorter.size)
            else:
                self.watcher.divided(level, pixels, program.size, shorter.size)
                for quarter in quarters:
                    self._visit(shorter, grid, canvas, quarter, level + 1)

    def _shorten(self, draft, level):
        needed = count_needed(draft) if self.statistics.counting else 0
        demands = demand(draft, self.switches, self.statistics.counters)
        shorter = keep_demanded(draft, demands) if self.switches.dead else keep_all(draft, demands)
        if self.statistics.counting:
            self.statistics.count_passes(level, draft.size, needed, count_demanded(demands), shorter.size)
        return shorter

    def _evaluate(self, program, region, grid, canvas, pixels, level):
        if self.statistics.counting:
            self.statistics.count_leaf(level)
        tape = Tape(program)
        if self.early_exit:
            evaluate_pixels_early(tape, find_exits(program, region), grid, canvas, pixels)
        else:
            evaluate_pixels(tape, grid, canvas, pixels)


def _region_of(grid, pixels):
    """Where the samples of some pixels lie: between the first and the last, not to the pixels' edges."""
    return Region(span(grid.xs[pixels.left], grid.xs[pixels.right - 1]),
                  span(grid.ys[pixels.top], grid.ys[pixels.bottom - 1]), point(grid.z))


def _quarters(pixels):
    """Four parts of a rectangle; two if it is no longer than a leaf along one axis, itself if it is along both."""
    x = _middle(pixels.left, pixels.right)
    y = _middle(pixels.top, pixels.bottom)
    quarters = [Rectangle(pixels.left, pixels.top, x, y)]
    if x < pixels.right:
        quarters.append(Rectangle(x, pixels.top, pixels.right, y))
    if y < pixels.bottom:
        quarters.append(Rectangle(pixels.left, y, x, pixels.bottom))
        if x < pixels.right:
            quarters.append(Rectangle(x, y, pixels.right, pixels.bottom))
    return quarters


def _middle(start, stop):
    """Where to cut a run of pixels: at a multiple of a leaf, or at its end if it is one leaf long at most."""
    if stop - start <= LEAF:
        return stop
    return start + ((stop - start + 1) // 2 + LEAF - 1) // LEAF * LEAF
