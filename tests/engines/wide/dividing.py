"""One region divided into its lanes, and the samples of these."""
from hypothesis import strategies as st

from pyfidget.engines.wide.regions import divide
from pyfidget.engines.wide.worker import LANES, NODE_WORDS, set_canvas
from pyfidget.grid import CONVENTIONS, View, make_grid
from pyfidget.image.canvas import Canvas
from pyfidget.lowering.entries import UNDECIDED, Tape
from tests.engines.wide.memory import new_wide, used_memory

SHIFT = 5  # the regions here have 32 x 32 pixels, their lanes 8 x 8: less than a tile, so that lanes get tapes of their own

_SIZES = st.sampled_from([1, 7, 8, 9, 12, 17])
_VIEWS = st.sampled_from([View(), View(), View(0.25, -0.125, 0.25), View(-0.3, 0.7, -1.1, 0.5), View(0.1, 0.2, 0.3, -1e308),
                          View(1e308, 0.0, 1.7e308)])


def small_grids():
    """Pictures that fit one such region; the views include one where samples are infinite."""
    return st.builds(make_grid, _SIZES, _SIZES, st.integers(0, len(CONVENTIONS) - 1), _VIEWS)


class Divided(object):
    """worker: as a region of a tape leaves it; nodes: the tapes of its undecided lanes by left and top."""

    def __init__(self, worker, tape, grid, left, top, shift):
        self.worker = worker
        self.tape = tape
        self.grid = grid
        self.left, self.top, self.shift = left, top, shift
        worker.node_count = 0
        divide(worker, tape.words, False, 0, tape.values, tape.comparisons, tape.size, left, top, shift)
        self.nodes = dict(self._node(worker.nodes[NODE_WORDS * i:NODE_WORDS * (i + 1)]) for i in range(worker.node_count))

    def _node(self, words):
        left, top, _, at, values, comparisons, size = words
        arena = self.worker.arena[at:at + 2 * size]
        return (left, top), Tape(arena, self.tape.constants, values, comparisons, size, UNDECIDED)

    def again(self, place):
        """The lane at (left, top), divided in turn."""
        return Divided(self.worker, self.nodes[place], self.grid, place[0], place[1], self.shift - 2)

    def lanes(self):
        """Of every lane that has some of the picture: its number, its (left, top), and its samples."""
        side = 1 << (self.shift - 2)
        for lane in range(LANES):
            left = self.left + lane % 4 * side
            top = self.top + lane // 4 * side
            samples = [(x, y) for y in self.grid.ys[top:top + side] for x in self.grid.xs[left:left + side]]
            if samples:
                yield lane, (left, top), samples


def divide_picture(program, grid):
    """None if the lowering has decided it all."""
    with used_memory():
        wide = new_wide(program, grid, 1)
    if wide.renderer.tape.verdict != UNDECIDED:
        return None
    worker, = wide.renderer.thread_pool.workers
    set_canvas(worker, Canvas(grid.width, grid.height))
    return Divided(worker, wide.renderer.tape, grid, 0, 0, SHIFT)
