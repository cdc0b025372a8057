"""A run of the quadtree engine, region by region, and what it did as words: for whoever draws that, in another language.

    an event    depth, left, top, right, bottom, fate, size, kept: what a Watcher is told; kept is 0 where the region was decided
    a level     regions, inside, outside, evaluated, before, undecided, optimised, demanded, kept of a statistics.Level, then the
                three sums of a PassWatcher, or zeros without one, and then `fired`
"""
from pyfidget.engines.pass_watcher import PassWatcher
from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.watcher import Watcher
from pyfidget.image.canvas import Canvas
from pyfidget.passes.counters import RULES

OUTSIDE, INSIDE, EVALUATED, DIVIDED = range(4)
EVENT_WORDS = 8
LEVEL_WORDS = 12 + len(RULES)


class Recording(Watcher):
    """One frame. `release` frees the canvas, of which nothing else is wanted. MemoryError."""

    def __init__(self, program, grid, switches, early_exit, has_parts):
        """has_parts: whether to count what each part of the optimiser removes, too."""
        self.grid = grid
        self.events = []
        self.statistics = Statistics(True)
        self.parts = PassWatcher(program, grid, switches)
        self.has_parts = has_parts
        self.engine = Quadtree(switches, early_exit, self.statistics, self)
        self.canvas = Canvas(grid.width, grid.height)
        self.engine.begin(program, grid)

    def has_more(self):
        return self.engine.has_more()

    def go_on(self):
        """The next region."""
        self.engine.go_on(self.grid, self.canvas)

    def decided(self, depth, pixels, size, is_inside):
        self._add(depth, pixels, INSIDE if is_inside else OUTSIDE, size, 0)

    def divided(self, depth, pixels, size, kept):
        self._add(depth, pixels, DIVIDED, size, kept)
        if self.has_parts:
            self.parts.divided(depth, pixels, size, kept)

    def evaluated(self, depth, pixels, size, kept):
        self._add(depth, pixels, EVALUATED, size, kept)
        if self.has_parts:
            self.parts.evaluated(depth, pixels, size, kept)

    def _add(self, depth, pixels, fate, size, kept):
        self.events.extend([depth, pixels.left, pixels.top, pixels.right, pixels.bottom, fate, size, kept])

    def levels(self):
        """All levels, as one list of words."""
        words = []
        for depth in range(len(self.statistics.levels)):
            level = self.statistics.levels[depth]
            words.extend([level.regions, level.inside, level.outside, level.evaluated, level.before, level.undecided,
                          level.optimised, level.demanded, level.kept])
            words.extend(self.parts.live_at(depth))
            words.extend(level.fired)
        return words

    def release(self):
        self.canvas.release()
