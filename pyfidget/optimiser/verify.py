"""Whether two programs have the same picture: each is rendered by two engines, and the pixels that differ are counted."""
from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.wide.engine import render_wide
from pyfidget.grid import CHALLENGE, View, make_grid
from pyfidget.image.canvas import Canvas
from pyfidget.passes.switches import Switches
from pyfidget.rpy import count_bits


class Difference(object):
    """pixels: how many differ; left, top, right, bottom: the columns and rows that they lie in, the last ones included."""

    def __init__(self, width, height):
        self.pixels = 0
        self.left = width
        self.top = height
        self.right = -1
        self.bottom = -1

    def text(self):
        if self.pixels == 0:
            return '0 pixels differ'
        return '%d pixels differ, in columns %d to %d and rows %d to %d' % (
            self.pixels, self.left, self.right, self.top, self.bottom)


def verify(before, after, size, z):
    """Lines of text: how many of size x size pixels differ, by the wide engine and by the quadtree engine; MemoryError."""
    grid = make_grid(size, size, CHALLENGE, View(0.0, 0.0, 1.0, z))
    lines = []
    one = Canvas(size, size)
    other = Canvas(size, size)
    try:
        render_wide(before, grid, one)
        render_wide(after, grid, other)
        lines.append('wide: %s' % _compare(one, other).text())
        one.clear()
        other.clear()
        _render_quadtree(before, grid, one)
        _render_quadtree(after, grid, other)
        lines.append('quadtree: %s' % _compare(one, other).text())
    finally:
        one.release()
        other.release()
    return lines


def _render_quadtree(program, grid, canvas):
    Quadtree(Switches(), False, Statistics(False)).render(program, grid, canvas)


def _compare(one, other):
    difference = Difference(one.width, one.height)
    for row in range(one.height):
        for position in range(one.stride):
            bits = one.row_byte(row, position) ^ other.row_byte(row, position)
            if bits != 0:
                difference.pixels += count_bits(bits)
                difference.top = min(difference.top, row)
                difference.bottom = row
                difference.left = min(difference.left, 8 * position + _highest(bits))
                difference.right = max(difference.right, 8 * position + _lowest(bits))
    return difference


def _highest(bits):
    """How many zeros are before the highest of eight bits."""
    place = 0
    while not bits & 0x80 >> place:
        place += 1
    return place


def _lowest(bits):
    """The place of the lowest of eight bits, from the highest on."""
    place = 7
    while not bits & 0x80 >> place:
        place -= 1
    return place
