"""SipHash-1-3 of pieces of a text (Aumasson and Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012).

Who does not know the key cannot choose pieces whose hashes collide. So a hash table with a secret key is as quick for names
that somebody has chosen to make it slow as for any others.
"""
from pyfidget.rpy import intmask, rotated


class SipHash(object):
    """The function for one key: 128 bits, as two signed words."""
    _immutable_fields_ = ['_low', '_high']

    def __init__(self, low, high):
        self._low = low
        self._high = high

    def of_piece(self, text, start, stop):
        """The hash of the bytes of a Text from start to stop - 1: a signed word."""
        v0 = self._low ^ 0x736f6d6570736575
        v1 = self._high ^ 0x646f72616e646f6d
        v2 = self._low ^ 0x6c7967656e657261
        v3 = self._high ^ 0x7465646279746573
        pos = start
        while stop - pos >= 8:
            word = text.word(pos)
            v0, v1, v2, v3 = _round(v0, v1, v2, v3 ^ word)
            v0 ^= word
            pos += 8
        # The bytes that are left, and how many there were of all, highest.
        word = text.word(pos) & ((1 << 8 * (stop - pos)) - 1) | intmask((stop - start) << 56)
        v0, v1, v2, v3 = _round(v0, v1, v2, v3 ^ word)
        v0 ^= word
        v0, v1, v2, v3 = _round(v0, v1, v2 ^ 0xff, v3)
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        return v0 ^ v1 ^ v2 ^ v3


def _round(v0, v1, v2, v3):
    v0 = intmask(v0 + v1)
    v2 = intmask(v2 + v3)
    v1 = rotated(v1, 13) ^ v0
    v3 = rotated(v3, 16) ^ v2
    v0 = intmask(rotated(v0, 32) + v3)
    v2 = intmask(v2 + v1)
    v1 = rotated(v1, 17) ^ v2
    v3 = rotated(v3, 21) ^ v0
    return v0, v1, rotated(v2, 32), v3


_round._always_inline_ = True
