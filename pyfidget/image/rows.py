"""What every picture in memory is: rows of bytes, one after the other, in one block of raw memory."""
from pyfidget import rawmem


class Rows(object):
    """`height` rows of `stride` bytes each, all 0 at first, for `width` pixels a row. `release` frees the memory.

    pool: where the memory comes from, if that has been touched already and is enough; or None
    address: of memory that is the caller's, which keeps what it holds; or 0
    """
    _immutable_fields_ = ['width', 'height', 'stride', 'block']

    def __init__(self, width, height, stride, pool=None, address=0):
        self.width = width
        self.height = height
        self.stride = stride
        self.is_own = address == 0 and (pool is None or not pool.can_spare(stride * height))
        if address != 0:
            self.block = rawmem.bytes_at_address(address)
        elif self.is_own:
            self.block = rawmem.alloc_large(stride * height)
        else:
            self.block = pool.lasting_bytes(stride * height)
            rawmem.fill_bytes(self.block, 0, stride * height, 0)

    def release(self):
        if self.is_own:
            rawmem.free_large(self.block, self.stride * self.height)

    def row_byte(self, row, position):
        """A byte of a row, counted from its left."""
        return rawmem.get_byte(self.block, row * self.stride + position)
