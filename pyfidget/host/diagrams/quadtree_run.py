"""A run of the quadtree engine, untranslated, for whoever draws what it did; a bar shows how far it is."""
from tqdm import tqdm

from pyfidget.engines.quadtree import NOBODY, Quadtree
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.watcher import Watcher
from pyfidget.grid import make_grid
from pyfidget.image.canvas import Canvas


def grid_of(options):
    return make_grid(options.width, options.height, options.convention, options.view)


def run_quadtree(program, options, watcher=NOBODY):
    """Render as `--engine quadtree` does, for a watcher; gives the Statistics of the frame. A terminal sees a bar meanwhile."""
    grid = grid_of(options)
    statistics = Statistics(True)
    canvas = Canvas(grid.width, grid.height)
    try:
        with tqdm(total=grid.width * grid.height, desc='rendering', unit='px', unit_scale=True, leave=False, disable=None) as bar:
            Quadtree(options.switches, options.early_exit, statistics, Progress(bar, watcher)).render(program, grid, canvas)
    finally:
        canvas.release()
    return statistics


class Progress(Watcher):
    """Moves a bar on by the pixels that are done with, and tells another watcher everything."""

    def __init__(self, bar, watcher):
        self.bar = bar
        self.watcher = watcher

    def decided(self, depth, pixels, size, is_inside):
        self.watcher.decided(depth, pixels, size, is_inside)
        self.bar.update(count_pixels(pixels))

    def divided(self, depth, pixels, size, kept):
        self.watcher.divided(depth, pixels, size, kept)

    def evaluated(self, depth, pixels, size, kept):
        self.watcher.evaluated(depth, pixels, size, kept)
        self.bar.update(count_pixels(pixels))


def count_pixels(pixels):
    return (pixels.right - pixels.left) * (pixels.bottom - pixels.top)
