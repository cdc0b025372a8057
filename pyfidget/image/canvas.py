"""The picture: one bit a pixel, 1 inside.

    pixel    0 1 2 3 4 5 6 7   8 9 ...
    bit      7 6 5 4 3 2 1 0   7 6 ...     of byte 0, 1, ... of a row

Rows are whole bytes; the unused bits of a row's last byte are 0. This is the layout of PBM and of 1-bit PNG.
"""
from pyfidget import rawmem
from pyfidget.image.rows import Rows


class Canvas(Rows):
    """width x height pixels, all outside at first. `release` frees the memory. pool: as in Rows.

    kernel: the address of asm.widening's kernel, with which raster.py is quicker; 0 at first: there is none
    """

    def __init__(self, width, height, pool=None):
        Rows.__init__(self, width, height, (width + 7) >> 3, pool)
        self.kernel = 0

    def is_inside(self, column, row):
        return (self.row_byte(row, column >> 3) >> (7 - (column & 7))) & 1 == 1

    def set_inside(self, column, row):
        self._add_bits(row * self.stride + (column >> 3), 0x80 >> (column & 7))

    def fill(self, left, top, right, bottom):
        """Set the pixels of the columns left to right - 1 and the rows top to bottom - 1 inside."""
        if left >= right:
            return
        first = left >> 3
        last = (right - 1) >> 3
        first_bits = 0xff >> (left & 7)
        last_bits = (0xff00 >> (((right - 1) & 7) + 1)) & 0xff
        if first == last:
            first_bits &= last_bits
        for row in range(top, bottom):
            start = row * self.stride
            self._add_bits(start + first, first_bits)
            if last > first:
                rawmem.fill_bytes(self.block, start + first + 1, last - first - 1, 0xff)
                self._add_bits(start + last, last_bits)

    def clear(self):
        """Set every pixel outside."""
        self.clear_rows(0, self.height)

    def clear_rows(self, top, bottom):
        """Set the pixels of the rows top to bottom - 1 outside."""
        rawmem.fill_bytes(self.block, self.stride * top, self.stride * (bottom - top), 0)

    def _add_bits(self, position, bits):
        rawmem.set_byte(self.block, position, rawmem.get_byte(self.block, position) | bits)
