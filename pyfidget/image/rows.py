"""What every picture in memory is: rows of bytes, one after the other, in one block of raw memory."""
from pyfidget import rawmem


class Rows(object):
    """`height` rows of `stride` bytes each, all 0 at first, for `width` pixels a row. `release` frees the memory."""
    _immutable_fields_ = ['width', 'height', 'stride', 'block']

    def __init__(self, width, height, stride):
        self.width = width
        self.height = height
        self.stride = stride
        self.block = rawmem.alloc_bytes(stride * height)

    def release(self):
        rawmem.free_bytes(self.block)

    def row_byte(self, row, position):
        """A byte of a row, counted from its left."""
        return rawmem.get_byte(self.block, row * self.stride + position)
