"""A pool of raw memory that is given out piece by piece and freed as a whole, and arrays in it.

Fresh memory is what a short run pays for: the system takes over 2 microseconds for each page of 4 KB that is touched for the
first time, and less than a fifth of that a kilobyte in pages of 2 MB. So what a render needs lies close together in one
block, for which such pages are asked for, and what the lowering no longer needs is given out again to the engine.

    | passing -->        free        <-- lasting |
"""
from pyfidget import rawmem

_LINE = 64
LARGE_PAGE = 2 << 20


_BYTES_PER_OPERATION = 256  # about what the arrays of one take, in lowering and in rendering
_TEXT_PER_OPERATION = 19  # bytes of an instruction, about
_SMALL = 2048  # operations of a program that touches less memory than it would take to clear a large page


def pool_for(size):
    """A pool for a program of so many operations; MemoryError."""
    pages = size * _BYTES_PER_OPERATION // LARGE_PAGE + 1
    return Pool(pages * LARGE_PAGE, size >= _SMALL)


def pool_for_text(size):
    """A pool for a program whose text has so many bytes; MemoryError."""
    return pool_for(size // _TEXT_PER_OPERATION)


class Pool(object):
    """MemoryError from any method that takes memory."""

    def __init__(self, size, large_pages):
        """size: bytes, a multiple of LARGE_PAGE; what does not fit comes from elsewhere. large_pages: whether to ask for them."""
        self.block = rawmem.map_block(size, large_pages)
        self.size = size
        self.large_pages = large_pages
        self.low = 0
        self.high = size
        self.others = []

    def release(self):
        """Free all that was ever taken."""
        rawmem.unmap_block(self.block, self.size)
        for other in self.others:
            rawmem.free_lines(other)
        self.others = []

    def forget_passing(self):
        """Give out again what was taken as passing."""
        self.low = 0

    def mark(self):
        """The present moment, for forget_since."""
        return self.low

    def forget_since(self, mark):
        """Give out again what was taken as passing since a moment."""
        self.low = mark

    def passing_ints(self, count):
        return rawmem.as_ints(self._take_low(4 * count), count)

    def passing_words(self, count):
        return rawmem.as_words(self._take_low(8 * count), count)

    def passing_doubles(self, count):
        return rawmem.as_doubles(self._take_low(8 * count), count)

    def passing_bytes(self, count):
        return rawmem.as_bytes(self._take_low(count), count)

    def lasting_bytes(self, count):
        return rawmem.as_bytes(self._take_high(count), count)

    def lasting_words(self, count):
        return rawmem.as_words(self._take_high(8 * count), count)

    def lasting_doubles(self, count):
        return rawmem.as_doubles(self._take_high(8 * count), count)

    def sparse_doubles(self, count):
        """Passing ones of which mostly few are used."""
        return rawmem.as_doubles(self._take_sparse(8 * count), count)

    def sparse_words(self, count):
        """Passing ones of which mostly few are used."""
        return rawmem.as_words(self._take_sparse(8 * count), count)

    def taken_passing(self):
        """How many bytes from the block's beginning on have been taken as passing."""
        return self.low

    def free_words(self):
        """How many words one request could take without going elsewhere."""
        return max(self.high - self.low - 2 * _LINE, 0) // 8

    def can_spare(self, size):
        """Whether so many bytes are a small part of what remains of large pages, so that taking them costs next to nothing."""
        return self.large_pages and 8 * size <= self.high - self.low

    def _take_low(self, size):
        size = (size + 2 * _LINE - 1) // _LINE * _LINE  # a line more: vector code may read a little behind the end
        if self.low + size > self.high:
            return self._take_elsewhere(size)
        at = self.low
        self.low = at + size
        return rawmem.bytes_at(self.block, at)

    def _take_high(self, size):
        size = (size + 2 * _LINE - 1) // _LINE * _LINE
        if self.low + size > self.high:
            return self._take_elsewhere(size)
        self.high -= size
        return rawmem.bytes_at(self.block, self.high)

    def _take_sparse(self, size):
        """Of large pages, which are there as a whole, while that leaves as much again; else from elsewhere, where what nobody
        touches costs nothing."""
        if self.large_pages and 2 * size <= self.high - self.low:
            return self._take_low(size)
        return self._take_elsewhere(size + _LINE)

    def _take_elsewhere(self, size):
        block = rawmem.try_bytes(size)
        if rawmem.is_missing(block):
            raise MemoryError
        self.others.append(block)
        return block


class Ints(object):
    """An array of numbers from 0 to 2**31 - 1, or -1."""

    def __init__(self, block):
        self.block = block

    def __getitem__(self, index):
        return rawmem.get_int(self.block, index)

    def __setitem__(self, index, value):
        rawmem.set_int(self.block, index, value)


class Bytes(object):
    """An array of numbers from 0 to 255."""

    def __init__(self, block):
        self.block = block

    def __getitem__(self, index):
        return rawmem.get_byte(self.block, index)

    def __setitem__(self, index, value):
        rawmem.set_byte(self.block, index, value)


class Words(object):
    """An array of numbers of 64 bits."""

    def __init__(self, block):
        self.block = block

    def __getitem__(self, index):
        return self.block[index]

    def __setitem__(self, index, value):
        self.block[index] = value


class Doubles(object):
    """An array of doubles."""

    def __init__(self, block):
        self.block = block

    def __getitem__(self, index):
        return self.block[index]

    def __setitem__(self, index, value):
        self.block[index] = value


def array(kind, name):
    """An attribute that is an array of one of these kinds. The object keeps the array's block alone, under a name of its own: to
    the translator there is no other object then, whose memory would have to be looked at on the way to every number."""
    def get(self):
        return kind(getattr(self, name))

    def put(self, value):
        setattr(self, name, value.block)

    get._always_inline_ = True
    put._always_inline_ = True
    return property(get, put)


class IntList(object):
    """Some such numbers, one after the other, `size` of at most `most`."""
    items = array(Ints, '_items')

    def __init__(self, pool, most):
        self.items = new_ints(pool, most)
        self.size = 0

    def __getitem__(self, index):
        return self.items[index]

    def append(self, item):
        self.items[self.size] = item
        self.size += 1

    def append_if(self, condition, item):
        """Without a branch, which often nothing could predict; there has to be room for one more in any case."""
        self.items[self.size] = item
        self.size += int(condition)

    __getitem__._always_inline_ = True
    append._always_inline_ = True
    append_if._always_inline_ = True


def new_ints(pool, count):
    return Ints(pool.passing_ints(count))


def new_bytes(pool, count):
    return Bytes(pool.passing_bytes(count))


def new_words(pool, count):
    return Words(pool.passing_words(count))


def new_doubles(pool, count):
    return Doubles(pool.passing_doubles(count))


def all_ints(pool, count, value):
    """Ints that have a value from the first."""
    array = new_ints(pool, count)
    for i in range(count):
        array[i] = value
    return array


def all_words(pool, count, value):
    """Words that have a value from the first."""
    array = new_words(pool, count)
    for i in range(count):
        array[i] = value
    return array


def longer_ints(pool, array, count, longer):
    """A copy of the first `count` of some Ints, with room for more."""
    copy = new_ints(pool, longer)
    for i in range(count):
        copy[i] = array[i]
    return copy


def longer_bytes(pool, array, count, longer):
    """A copy of the first `count` of some Bytes, with room for more."""
    copy = new_bytes(pool, longer)
    for i in range(count):
        copy[i] = array[i]
    return copy


def longer_doubles(pool, array, count, longer):
    """A copy of the first `count` of some Doubles, with room for more."""
    copy = new_doubles(pool, longer)
    for i in range(count):
        copy[i] = array[i]
    return copy


for _class in (Bytes, Ints, Words, Doubles):
    for _name in ('__init__', '__getitem__', '__setitem__'):
        vars(_class)[_name]._always_inline_ = True
