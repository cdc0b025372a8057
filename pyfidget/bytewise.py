"""Words of eight bytes, all of them at once, without a branch: what a text has at its next byte, nothing can predict.

The first byte of a text is the lowest of its word, as rawmem.get_word has it. Words are signed.
"""
from pyfidget.rpy import intmask

EACH_BYTE = 0x0101010101010101
HIGH_BITS = -0x7f7f7f7f7f7f7f80  # 0x80 in each byte


def equal_bytes(word, byte):
    """A word with 1 in each byte that is a certain one, and 0 elsewhere (Warren, Hacker's Delight, section 6-1)."""
    zeros = word ^ byte * EACH_BYTE
    others = (zeros & 0x7f * EACH_BYTE) + 0x7f * EACH_BYTE | zeros
    return ~others >> 7 & EACH_BYTE


def read_digits(word):
    """The number that eight decimal digits denote; -1 if any of the bytes is none.

    Neighbours are taken together, then their sums, then the sums of these (Lemire, "Number parsing at a gigabyte per second",
    Software: Practice and Experience 51(8), 2021).
    """
    digits = word ^ ord('0') * EACH_BYTE
    if (digits | digits + 0x76 * EACH_BYTE) & HIGH_BITS != 0:
        return -1
    pairs = intmask(digits * (10 << 8 | 1)) >> 8 & 0x00ff00ff00ff00ff
    fours = intmask(pairs * (100 << 16 | 1)) >> 16 & 0x0000ffff0000ffff
    return intmask(fours * (10000 << 32 | 1)) >> 32 & 0xffffffff


equal_bytes._always_inline_ = True
read_digits._always_inline_ = True
