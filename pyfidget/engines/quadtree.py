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
from pyfidget.interval import point, span
from pyfidget.passes.dead_code import keep_all, keep_demanded
from pyfidget.passes.demand import count_demanded, count_needed, demand
from pyfidget.passes.draft import Region
from pyfidget.passes.optimise import optimise

LEAF = 8  # pixels: a region at most this wide and high is evaluated


class Quadtree(object):
    """switches: which passes run; early_exit: whether a pixel's evaluation stops once its sign is decided."""

    def __init__(self, switches, early_exit, statistics):
        self.switches = switches
        self.early_exit = early_exit
        self.statistics = statistics

    def render(self, program, grid, canvas):
        """Set the pixels of a clear canvas, of the grid's size, that lie inside the program's shape."""
        self._visit(program, grid, canvas, 0, 0, grid.width, grid.height, 0)

    def _visit(self, program, grid, canvas, left, top, right, bottom, level):
        region = Region(span(grid.xs[left], grid.xs[right - 1]), span(grid.ys[top], grid.ys[bottom - 1]), point(grid.z))
        draft = optimise(program, region, self.switches, self.statistics.counters)
        result = draft.result_interval()
        is_inside = result.always_negative()
        is_outside = result.never_negative()
        if self.statistics.counting:
            self.statistics.count_region(level, program.size, is_inside, is_outside)
        if is_inside:
            canvas.fill(left, top, right, bottom)
        elif not is_outside:
            shorter = self._shorten(draft, level)
            if right - left <= LEAF and bottom - top <= LEAF:
                self._evaluate(shorter, region, grid, canvas, left, top, right, bottom, level)
            else:
                self._visit_quarters(shorter, grid, canvas, left, top, right, bottom, level + 1)

    def _shorten(self, draft, level):
        needed = count_needed(draft) if self.statistics.counting else 0
        demands = demand(draft, self.switches, self.statistics.counters)
        shorter = keep_demanded(draft, demands) if self.switches.dead else keep_all(draft, demands)
        if self.statistics.counting:
            self.statistics.count_passes(level, draft.size, needed, count_demanded(demands), shorter.size)
        return shorter

    def _evaluate(self, program, region, grid, canvas, left, top, right, bottom, level):
        if self.statistics.counting:
            self.statistics.count_leaf(level)
        tape = Tape(program)
        if self.early_exit:
            exits = find_exits(program, region)
            evaluate_pixels_early(tape, exits, grid, canvas, left, top, right, bottom)
        else:
            evaluate_pixels(tape, grid, canvas, left, top, right, bottom)

    def _visit_quarters(self, program, grid, canvas, left, top, right, bottom, level):
        """Visit the region's quarters, or its halves where it is no longer than a leaf along one axis."""
        middle_x = _middle(left, right)
        middle_y = _middle(top, bottom)
        self._visit(program, grid, canvas, left, top, middle_x, middle_y, level)
        if middle_x < right:
            self._visit(program, grid, canvas, middle_x, top, right, middle_y, level)
        if middle_y < bottom:
            self._visit(program, grid, canvas, left, middle_y, middle_x, bottom, level)
        if middle_x < right and middle_y < bottom:
            self._visit(program, grid, canvas, middle_x, middle_y, right, bottom, level)


def _middle(start, stop):
    """Where to cut a run of pixels: at a multiple of a leaf, or not at all if it is one leaf long at most."""
    if stop - start <= LEAF:
        return stop
    return start + ((stop - start + 1) // 2 + LEAF - 1) // LEAF * LEAF
