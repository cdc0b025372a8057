"""Memory that machine code may touch, and memory that it may not."""
import ctypes

from tests.strategies import to_bits

WORD = (1 << 64) - 1
NOISE = 0x5555555555555555
_GUARD = 0xfeedfacecafebeef


class Memory(object):
    """Pieces of memory, lists of words, with a word before each and behind the last that nothing may touch."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)
        self.block = (ctypes.c_uint64 * len(self._words()))(*self._words())

    def _words(self):
        return [word for piece in self.pieces for word in [_GUARD] + piece] + [_GUARD]

    def address(self, piece):
        return ctypes.addressof(self.block) + 8 * sum(1 + len(other) for other in self.pieces[:piece]) + 8

    def fill(self, piece, words):
        """Set a piece, to what may depend on where the others are."""
        self.pieces[piece] = words
        self.block[:] = self._words()

    def words(self, piece):
        """What a piece has become."""
        start = (self.address(piece) - ctypes.addressof(self.block)) // 8
        return list(self.block)[start:start + len(self.pieces[piece])]

    def check(self, *pieces):
        """That these are the first pieces now, and that nothing else has changed."""
        self.pieces[:len(pieces)] = pieces
        assert list(self.block) == self._words()


def bits(values):
    return [to_bits(value) for value in values]
