"""A picture in colour: one byte a pixel, an index into a palette of 256 colours."""
from pyfidget import rawmem
from pyfidget.image.rows import Rows

COLOURS = 256


class Painting(Rows):
    """width x height pixels, all of colour 0 at first. `release` frees the memory.

    palette  the colours, 0xRRGGBB each; it may change at any time before the painting is written
    """

    def __init__(self, width, height):
        Rows.__init__(self, width, height, width)
        self.palette = [0] * COLOURS

    def get(self, column, row):
        return self.row_byte(row, column)

    def set(self, column, row, colour):
        """colour: an index into the palette."""
        rawmem.set_byte(self.block, row * self.stride + column, colour)

    def fill(self, left, top, right, bottom, colour):
        """Set the pixels of the columns left to right - 1 and the rows top to bottom - 1."""
        for row in range(top, bottom):
            rawmem.fill_bytes(self.block, row * self.stride + left, right - left, colour)
