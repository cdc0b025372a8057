"""The text of a model: bytes in raw memory, one at a time as characters or eight at a time as a word.

Fresh memory and copies are most of what reading a file costs, so that the bytes go from the file to where they are parsed.
"""
import os

from pyfidget import rawmem, system
from pyfidget.bytewise import equal_bytes
from pyfidget.rpy import intmask

# Behind the last byte there is a line end, and then zeros: whoever looks for the end of a token finds one, and a word may be
# read anywhere in the text and up to 64 bytes behind.
_PADDING = 80
LARGEST = 256 << 20  # bytes of a model, unless more are allowed: /dev/zero has no end
_LINE_END = ord('\n')


_EVEN_BYTES = 0x00ff00ff00ff00ff


class Text(object):
    """`size` bytes. text[pos] is a character for pos up to size, where it is a line end."""

    def __init__(self, block, size):
        """block: raw memory of `room(size)` bytes, of which the first ones are the text."""
        self.block = block
        self.size = size
        rawmem.set_byte(block, size, _LINE_END)
        rawmem.fill_bytes(block, size + 1, _PADDING - 1, 0)

    def __getitem__(self, pos):
        return chr(rawmem.get_byte(self.block, pos))

    def word(self, pos):
        """The eight bytes from a position on, the first one lowest."""
        return rawmem.get_word(self.block, pos)

    def piece(self, start, stop):
        """The bytes from start to stop - 1 as a string."""
        return rawmem.text_of_block(self.block, start, stop - start)

    def count_lines(self):
        """How many lines there are, the last one also where it does not end."""
        whole = self.size >> 3
        lines = 1
        word = 0
        while word < whole:
            # Eight counters of a byte each, until one of them could be full.
            stop = min(word + 255, whole)
            counters = 0
            while word < stop:
                counters += equal_bytes(rawmem.get_word(self.block, 8 * word), _LINE_END)
                word += 1
            pairs = (counters & _EVEN_BYTES) + (counters >> 8 & _EVEN_BYTES)
            lines += intmask(pairs * 0x0001000100010001) >> 48 & 0xffff
        for pos in range(8 * whole, self.size):
            lines += int(self[pos] == '\n')
        return lines

    def release(self):
        """Free what text_of has taken."""
        rawmem.free_bytes(self.block)

    __getitem__._always_inline_ = True
    word._always_inline_ = True


def room(size):
    """How many bytes of memory a text of so many takes."""
    return size + _PADDING


def text_of(string):
    """A string as a Text, in memory of its own, which `release` frees. MemoryError."""
    return _filled(rawmem.alloc_bytes(room(len(string))), string)


class TextFile(object):
    """A file that is open for reading, for '-' standard input; `size`: how many bytes to expect, 0 of a pipe and the like.
    OSError."""

    def __init__(self, path, most):
        """most: bytes; of more, `size` is 0, and they are not read."""
        self._descriptor = system.open_to_read(path)
        self._most = most
        size = os.fstat(self._descriptor).st_size
        self.size = size if size <= most else 0

    def read(self, pool):
        """The whole content as a Text in the pool's passing memory. OSError, MemoryError, TooLarge."""
        block = pool.passing_bytes(room(self.size))
        # One byte more than is expected: a shorter answer is the whole of a regular file.
        size = rawmem.read_block(self._descriptor, block, self.size + 1)
        if size == self.size and size > 0:
            return Text(block, size)
        string = rawmem.text_of_block(block, 0, size) + system.read_rest(self._descriptor, self._most - size)
        return _filled(pool.passing_bytes(room(len(string))), string)

    def close(self):
        system.close_read(self._descriptor)


def _filled(block, string):
    for i in range(len(string)):
        rawmem.set_byte(block, i, ord(string[i]))
    return Text(block, len(string))
