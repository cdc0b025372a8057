"""`--mode regions`: the picture with what the quadtree engine did drawn into it.

    green    proven outside, by a program of how many operations
    blue     proven inside, likewise
    yellow to red     outside, evaluated pixel by pixel, by how many operations
    the same, dark    inside, likewise

The more operations, the darker or redder, on a logarithmic scale up to the most that there are in the picture. A region's first
row and column are a little darker, so that regions are told apart.
"""
from pyfidget.elementary.exponential import ln
from pyfidget.engines.watcher import Watcher
from pyfidget.pictures.colours import INSIDE, PAPER, gradient, mixed, set_legend_colours
from pyfidget.pictures.sheet import Caption, Entry

# A colour of the painting: the INSIDE bit, two bits more, and a level.
BORDER = 0x40
EVALUATED = 0x20
LEVELS = 29  # the rest of five bits is the legend's

LEAST_BORDERED = 8  # pixels: a smaller region would be nothing but border

_PROVEN_OUTSIDE = [0xe2f4da, 0xb0deab, 0x76c08a, 0x3a9566]
_PROVEN_INSIDE = [0xd3e3fa, 0xa3c2f0, 0x6f9ae0, 0x3f69bd]
_EVALUATED_OUTSIDE = [0xfff2a0, 0xffcb52, 0xfa9a3e, 0xec5f38, 0xc9283f]
_EVALUATED_INSIDE = [0x85701a, 0x845312, 0x7b3a12, 0x6a1f1c, 0x4b0c25]
_BORDER = 0x1c1030  # mixed into a region's colour,
_BORDER_SHARE = 0.2  # with this share


class RegionPicture(Watcher):
    """Draws what it is told onto a sheet; `finish` then gives it its colours and the legend.

    The palette is chosen last: a level is a place on the scale from 1 operation to the whole program, and the colours are
    spread over the levels that there are in the picture.
    """

    def __init__(self, sheet, canvas, program_size):
        """canvas: which the engine renders to; program_size: the operations of the whole program."""
        self.sheet = sheet
        self.canvas = canvas
        self.most_to_prove = 0  # operations of a program that proved a region,
        self.most_left = 0        # and of one that was evaluated
        self.levels_per_e = (LEVELS - 1) / ln(float(program_size)) if program_size > 1 else 0.0

    def decided(self, depth, pixels, size, is_inside):
        self.most_to_prove = max(self.most_to_prove, size)
        colour = self._level(size) | (INSIDE if is_inside else 0)
        self.sheet.painting.fill(pixels.left, pixels.top, pixels.right, pixels.bottom, colour)
        self._draw_border(pixels)

    def evaluated(self, depth, pixels, size, kept):
        self.most_left = max(self.most_left, kept)
        colour = self._level(kept) | EVALUATED
        for row in range(pixels.top, pixels.bottom):
            for column in range(pixels.left, pixels.right):
                self.sheet.painting.set(column, row, colour | (INSIDE if self.canvas.is_inside(column, row) else 0))
        self._draw_border(pixels)

    def finish(self):
        set_region_colours(self.sheet.painting.palette, self._level(self.most_to_prove), self._level(self.most_left))
        self.sheet.draw_legend([
            self._entry('proven outside', self.most_to_prove, 0), self._entry('proven inside', self.most_to_prove, INSIDE),
            self._entry('evaluated outside', self.most_left, EVALUATED),
            self._entry('evaluated inside', self.most_left, EVALUATED | INSIDE)])

    def _draw_border(self, pixels):
        if min(pixels.right - pixels.left, pixels.bottom - pixels.top) < LEAST_BORDERED:
            return
        painting = self.sheet.painting
        for column in range(pixels.left, pixels.right):
            painting.set(column, pixels.top, painting.get(column, pixels.top) | BORDER)
        for row in range(pixels.top + 1, pixels.bottom):
            painting.set(pixels.left, row, painting.get(pixels.left, row) | BORDER)

    def _level(self, size):
        return int(self._place(size) + 0.5)

    def _place(self, size):
        """The place of a number of operations on the scale of levels, 0 to LEVELS - 1."""
        return ln(float(size)) * self.levels_per_e if size > 1 else 0.0

    def _entry(self, title, most, kind):
        """An entry of the legend, with a bar of the colours of one kind up to the most operations."""
        if most == 0:
            return Entry(title, 'operations', [PAPER], [Caption(0.0, 'none')])
        levels = self._level(most) + 1
        captions = []
        size = 1
        while size < most:
            captions.append(self._caption(size, levels))
            size *= 10
        captions.append(self._caption(most, levels))
        return Entry(title, 'operations', [kind | level for level in range(levels)], captions)

    def _caption(self, size, levels):
        """The caption of a number of operations below a bar of so many levels."""
        return Caption((self._place(size) + 0.5) / levels, '%d' % size)


def set_region_colours(palette, last_proven, last_evaluated):
    """Spread the colours over the levels of a kind, up to the last one that there is."""
    for level in range(LEVELS):
        proven = min(level / float(max(last_proven, 1)), 1.0)
        evaluated = min(level / float(max(last_evaluated, 1)), 1.0)
        _set_with_border(palette, level, gradient(_PROVEN_OUTSIDE, proven))
        _set_with_border(palette, level | INSIDE, gradient(_PROVEN_INSIDE, proven))
        _set_with_border(palette, level | EVALUATED, gradient(_EVALUATED_OUTSIDE, evaluated))
        _set_with_border(palette, level | EVALUATED | INSIDE, gradient(_EVALUATED_INSIDE, evaluated))
    set_legend_colours(palette)


def _set_with_border(palette, index, colour):
    palette[index] = colour
    palette[index | BORDER] = mixed(colour, _BORDER, _BORDER_SHARE)
