"""What the engines that divide the picture have in common: where a region lies, its program, its quarters."""
from pyfidget.grid import Rectangle
from pyfidget.interval import point, span
from pyfidget.passes.dead_code import keep_all, keep_demanded
from pyfidget.passes.demand import count_demanded, count_live, demand
from pyfidget.passes.draft import Region

LEAF = 8  # pixels: a region at most this wide and high is not divided


def region_of(grid, pixels):
    """Where the samples of some pixels lie: between the first and the last, not to the pixels' edges."""
    return Region(span(grid.xs[pixels.left], grid.xs[pixels.right - 1]),
                  span(grid.ys[pixels.top], grid.ys[pixels.bottom - 1]), point(grid.z))


def shorten(draft, switches, statistics, level):
    """The Program that goes on from a region of some depth, of what its Draft's result demands."""
    live = count_live(draft) if statistics.counting else 0
    demands = demand(draft, switches, statistics.counters)
    shorter = keep_demanded(draft, demands) if switches.dead else keep_all(draft, demands)
    if statistics.counting:
        statistics.count_passes(level, draft.size, live, count_demanded(demands), shorter.size)
    return shorter


def quarters_of(pixels):
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
