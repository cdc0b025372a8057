"""A picture of normals: three doubles a pixel, zeros where there is nothing to be seen, and their colours.

A component from -1 to 1 is a shade from 0 to 255: red is x, green y and blue z, in the world's axes.
"""
from pyfidget import rawmem
from pyfidget.image.rows import Rows

_NORMAL_BYTES = 24


class NormalMap(Rows):
    """width x height pixels, all (0, 0, 0) at first. `release` frees the memory. normals: a block of doubles, row by row."""

    def __init__(self, width, height, address=0):
        """address: of the caller's own memory for them, which holds zeros; or 0. MemoryError."""
        Rows.__init__(self, width, height, _NORMAL_BYTES * width, None, address)
        self.normals = rawmem.as_doubles(self.block, 3 * width * height)

    def get(self, column, row, axis):
        return self.normals[3 * (row * self.width + column) + axis]

    def to_colours(self, heights):
        """The pixels as ColourRows, black where the HeightMap has nothing; to be released. MemoryError."""
        rows = ColourRows(self.width, self.height)
        for row in range(self.height):
            for column in range(self.width):
                if heights.get(column, row) > 0:
                    for axis in range(3):
                        shade = int(127.5 + 127.5 * self.get(column, row, axis) + 0.5)
                        rawmem.set_byte(rows.block, row * rows.stride + 3 * column + axis, shade)
        return rows


class ColourRows(Rows):
    """Red, green and blue, a byte each, all 0 at first."""

    def __init__(self, width, height):
        """MemoryError."""
        Rows.__init__(self, width, height, 3 * width)
