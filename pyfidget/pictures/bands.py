"""`--mode sdf`: the value at every pixel, as bands of one width like the contour lines of a map.

Warm colours are outside, cool ones inside; a band is darker than the one before it, and shaded in itself, so that steps show
where the value grows. The pixels beside a change of sign are the zero contour, white outside and black inside.
"""
from pyfidget.engines.values import Receiver
from pyfidget.libm import INFINITY, is_finite
from pyfidget.operations import op_floor
from pyfidget.pictures.bandwidth import BandWidth
from pyfidget.pictures.colours import INSIDE, gradient, mixed, set_legend_colours
from pyfidget.pictures.sheet import Caption, Entry
from pyfidget.pictures.slope import typical_slope

# A colour of the painting: the INSIDE bit, and a shade of one of so many bands, or one of these.
BANDS = 24
SHADES = 5
NOT_A_NUMBER, INFINITE, CONTOUR = range(BANDS * SHADES, BANDS * SHADES + 3)

_OUTSIDE = [0xffefd2, 0xf7c586, 0xdc8f45, 0xa8591f, 0x7a3a12]
_INSIDE = [0xe2f3ff, 0x9fcdf3, 0x5a9ddb, 0x2c66b0, 0x173f7e]
_SHADOW_OUTSIDE, _SHADOW_INSIDE = 0x4a1c04, 0x06204f
_DEEPEST = 0.3  # the share of shadow in the last shade of a band

BANDS_IN_HALF_A_SIDE = 16.0  # of the view, about, where the value is as steep as it typically is


def fitting_width(program, grid, scale):
    """The BandWidth for a picture whose shorter side is twice the scale."""
    return BandWidth(typical_slope(program, grid) * abs(scale) / BANDS_IN_HALF_A_SIDE)


class BandPicture(Receiver):
    """Draws the values that it is told onto a sheet; `finish` then adds the zero contour, the colours and the legend."""

    def __init__(self, sheet, width):
        """width: the BandWidth."""
        self.sheet = sheet
        self.width = width

    def receive(self, column, row, value):
        self.sheet.painting.set(column, row, self._colour(value))

    def finish(self):
        self._mark_contour()
        set_band_colours(self.sheet.painting.palette)
        self.sheet.draw_legend([
            self._scale('outside', '', 0), self._scale('inside', '-', INSIDE),
            Entry('zero contour', '', [CONTOUR, CONTOUR | INSIDE], [Caption(0.25, 'outside'), Caption(0.75, 'inside')]),
            Entry('not finite', '', [NOT_A_NUMBER, INFINITE, INFINITE | INSIDE],
                  [Caption(1 / 6.0, 'nan'), Caption(3 / 6.0, 'inf'), Caption(5 / 6.0, '-inf')])])

    def _colour(self, value):
        if value < 0.0:
            return INSIDE | self._shade(-value)
        if value >= 0.0:
            return self._shade(value)
        return NOT_A_NUMBER

    def _shade(self, magnitude):
        if magnitude == INFINITY:
            return INFINITE
        place = magnitude / self.width.value
        if place >= BANDS:
            # Beyond the last band all are like it.
            place = BANDS - 1 + (place - op_floor(place) if is_finite(place) else 0.0)
        return int(place * SHADES)

    def _mark_contour(self):
        """A pixel with a finite value and a neighbour on the other side, left, right, above or below, is of the contour."""
        for row in range(self.sheet.height):
            for column in range(self.sheet.width):
                if column + 1 < self.sheet.width:
                    self._mark_change(column, row, column + 1, row)
                if row + 1 < self.sheet.height:
                    self._mark_change(column, row, column, row + 1)

    def _mark_change(self, column, row, next_column, next_row):
        painting = self.sheet.painting
        if (painting.get(column, row) ^ painting.get(next_column, next_row)) & INSIDE:
            self._mark(column, row)
            self._mark(next_column, next_row)

    def _mark(self, column, row):
        painting = self.sheet.painting
        colour = painting.get(column, row)
        if colour & ~INSIDE < BANDS * SHADES:
            painting.set(column, row, colour & INSIDE | CONTOUR)

    def _scale(self, title, sign, side):
        """The entry of one side's bands; captions at every fifth."""
        captions = [Caption(0.0, '0')]
        for count in range(5, BANDS, 5):
            captions.append(Caption(count / float(BANDS), sign + self.width.text(count)))
        return Entry(title, 'bands of %s' % self.width.text(1), [side | shade for shade in range(BANDS * SHADES)], captions)


def set_band_colours(palette):
    for band in range(BANDS):
        for shade in range(SHADES):
            index = band * SHADES + shade
            depth = shade * _DEEPEST / (SHADES - 1)
            palette[index] = mixed(gradient(_OUTSIDE, band / (BANDS - 1.0)), _SHADOW_OUTSIDE, depth)
            palette[index | INSIDE] = mixed(gradient(_INSIDE, band / (BANDS - 1.0)), _SHADOW_INSIDE, depth)
    palette[CONTOUR] = 0xffffff
    palette[CONTOUR | INSIDE] = 0x000000
    palette[NOT_A_NUMBER] = 0xa6a6a6
    palette[INFINITE] = 0x8f1f4a
    palette[INFINITE | INSIDE] = 0x5b2a9e
    set_legend_colours(palette)
