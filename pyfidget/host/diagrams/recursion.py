"""The tree of a recursion: what became of each region of a picture, as the quadtree engine told it."""
import enum
from collections import Counter
from dataclasses import dataclass, field
from typing import Optional

from pyfidget.arguments import UsageError
from pyfidget.engines.watcher import Watcher
from pyfidget.grid import Rectangle
from pyfidget.host.diagrams.quadtree_run import count_pixels, grid_of, run_quadtree


class Fate(enum.Enum):
    """What became of a region: its value is the word for it."""
    OUTSIDE = 'outside'
    INSIDE = 'inside'
    EVALUATED = 'evaluated'
    DIVIDED = 'divided'


LEAVES = [Fate.OUTSIDE, Fate.INSIDE, Fate.EVALUATED]  # of these regions the recursion goes no further


@dataclass(eq=False)
class Region:
    """depth     0 for the whole picture
    pixels    a grid.Rectangle
    size      of the program that was analysed, in operations
    kept      of the shorter one that went on; None where the region was decided
    quarters  of a divided region: two or four regions, row by row; else none
    """
    depth: int
    pixels: Rectangle
    fate: Fate
    size: int
    kept: Optional[int]
    quarters: list['Region'] = field(default_factory=list)

    def holds(self, pixel):
        """Whether a pixel, a pair of column and row, is one of its own."""
        column, row = pixel
        return self.pixels.left <= column < self.pixels.right and self.pixels.top <= row < self.pixels.bottom

    def walk(self):
        """The region and all below it, each before its quarters."""
        worklist = [self]
        while worklist:
            region = worklist.pop()
            yield region
            worklist.extend(reversed(region.quarters))


class Recorder(Watcher):
    """Makes a tree of the regions that it is told of."""

    def __init__(self):
        self._path = []  # from the whole picture down to the latest region

    def root(self):
        """The region of the whole picture, when the run is over."""
        return self._path[0]

    def decided(self, depth, pixels, size, is_inside):
        self._add(Region(depth, pixels, Fate.INSIDE if is_inside else Fate.OUTSIDE, size, None))

    def divided(self, depth, pixels, size, kept):
        self._add(Region(depth, pixels, Fate.DIVIDED, size, kept))

    def evaluated(self, depth, pixels, size, kept):
        self._add(Region(depth, pixels, Fate.EVALUATED, size, kept))

    def _add(self, region):
        del self._path[region.depth:]
        if self._path:
            self._path[-1].quarters.append(region)
        self._path.append(region)


def record(program, options):
    """The root of the tree of a run, as arguments.Options ask for it."""
    recorder = Recorder()
    run_quadtree(program, options, recorder)
    return recorder.root()


@dataclass
class Summary:
    """regions  how many there are below one
    leaves   how many of each fate but divided
    pixels   how many of each such fate
    """
    regions: int
    leaves: Counter
    pixels: Counter


def summarise(region):
    """The Summary of what lies below a region."""
    summary = Summary(-1, Counter(), Counter())
    for below in region.walk():
        summary.regions += 1
        if below.fate != Fate.DIVIDED:
            summary.leaves[below.fate] += 1
            summary.pixels[below.fate] += count_pixels(below.pixels)
    return summary


def pixel_at(options, x, y):
    """The column and the row of the sample nearest to a point of the plane; UsageError if the picture does not reach there."""
    grid = grid_of(options)
    return _nearest(grid.xs, x, 'x'), _nearest(grid.ys, y, 'y')


def _nearest(samples, place, axis):
    """Along one axis a pixel reaches half way to the next sample, at the picture's edge as anywhere."""
    nearest = min(range(len(samples)), key=lambda i: abs(samples[i] - place))
    reach = abs(samples[-1] - samples[0]) / max(len(samples) - 1, 1) / 2.0
    if abs(samples[nearest] - place) > reach * (1.0 + 1e-9):
        raise UsageError(f'--around: {axis} = {place:.9g} is not in the picture, where {axis} runs from '
                         f'{min(samples):.9g} to {max(samples):.9g}')
    return nearest
