"""A picture of heights: 32 bits a pixel, 0 where there is nothing, and its formats, grey of 16 bits.

A height k of `depth` is the grey round(65535 * k / depth), so that the nearest is white; for depths of up to 65535 the height can
be told from it.
"""
from pyfidget import rawmem
from pyfidget.image.rows import Rows

_HEIGHT_BYTES = 4
_WHITE = 65535


class HeightMap(Rows):
    """width x height pixels, all 0 at first; depth: the largest number that there can be. `release` frees the memory.

    heights  a block of 32-bit numbers, row by row
    """

    def __init__(self, width, height, depth, address=0):
        """address: of the caller's own memory for them, which holds zeros; or 0. MemoryError."""
        Rows.__init__(self, width, height, _HEIGHT_BYTES * width, None, address)
        self.depth = depth
        self.heights = rawmem.as_ints(self.block, width * height)

    def get(self, column, row):
        return rawmem.get_int(self.heights, row * self.width + column)

    def set(self, column, row, height):
        rawmem.set_int(self.heights, row * self.width + column, height)

    def clear(self):
        for i in range(self.width * self.height):
            rawmem.set_int(self.heights, i, 0)

    def to_grey(self):
        """The pixels as Rows of two bytes each, the most significant one first, as files have them; to be released.
        MemoryError."""
        rows = GreyRows(self.width, self.height)
        for i in range(self.width * self.height):
            grey = (rawmem.get_int(self.heights, i) * _WHITE + self.depth // 2) // self.depth
            rawmem.set_byte(rows.block, 2 * i, grey >> 8)
            rawmem.set_byte(rows.block, 2 * i + 1, grey & 255)
        return rows


class GreyRows(Rows):
    """Greys of 16 bits."""

    def __init__(self, width, height):
        """MemoryError."""
        Rows.__init__(self, width, height, 2 * width)
