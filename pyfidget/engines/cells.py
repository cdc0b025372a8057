"""Cells of a picture that are proven to lie wholly inside or outside, before any of it is drawn.

The recursion is that of the quadtree engine, over cells of so many pixels in place of pixels: a rectangle of cells whose bounds
decide the result is proven, another one goes on as its quarters with a shorter program, and a single cell that stays open is left
to whoever draws it. So what is proven is what every pixel of the cell would have given.

Nothing is ever evaluated, and a proof takes no more than the picture's outline is long in cells.
"""
from pyfidget.engines.regions import region_of, shorten
from pyfidget.engines.statistics import Statistics
from pyfidget.grid import Rectangle
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import parse_switches

OUTSIDE, INSIDE, OPEN = range(3)


class _Task(object):
    """A rectangle of cells, and the program for it."""

    def __init__(self, program, cells):
        self.program = program
        self.cells = cells


class Cells(object):
    """verdicts: OUTSIDE, INSIDE or OPEN for each cell, row by row, when there is nothing more to go on with."""

    def __init__(self, program, grid):
        """grid: that of grid.make_cells, two columns and two rows a cell."""
        self.grid = grid
        self.columns = grid.width // 2
        self.rows = grid.height // 2
        self.verdicts = [OPEN] * (self.columns * self.rows)
        self.switches = parse_switches('all')
        self.statistics = Statistics(False)
        self.worklist = [_Task(program, Rectangle(0, 0, self.columns, self.rows))]

    def has_more(self):
        return len(self.worklist) > 0

    def go_on(self):
        """One rectangle of the worklist."""
        task = self.worklist.pop()
        cells = task.cells
        samples = Rectangle(2 * cells.left, 2 * cells.top, 2 * cells.right, 2 * cells.bottom)
        draft = optimise(task.program, region_of(self.grid, samples), self.switches, self.statistics.counters)
        result = draft.result_interval()
        if result.always_negative():
            self._put(cells, INSIDE)
        elif result.never_negative():
            self._put(cells, OUTSIDE)
        elif cells.right - cells.left > 1 or cells.bottom - cells.top > 1:
            shorter = shorten(draft, self.switches, self.statistics, 0)
            for quarter in _quarters_of(cells):
                self.worklist.append(_Task(shorter, quarter))

    def _put(self, cells, verdict):
        for row in range(cells.top, cells.bottom):
            for column in range(cells.left, cells.right):
                self.verdicts[row * self.columns + column] = verdict


def _quarters_of(cells):
    """Four parts of a rectangle, two where it is a single row or column."""
    x = (cells.left + cells.right + 1) // 2
    y = (cells.top + cells.bottom + 1) // 2
    quarters = [Rectangle(cells.left, cells.top, x, y)]
    if x < cells.right:
        quarters.append(Rectangle(x, cells.top, cells.right, y))
    if y < cells.bottom:
        quarters.append(Rectangle(cells.left, y, x, cells.bottom))
        if x < cells.right:
            quarters.append(Rectangle(x, y, cells.right, cells.bottom))
    return quarters
