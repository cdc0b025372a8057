"""Comparisons and booleans of pixels: one bit a pixel.

The truths of a tile are 4 words, of a row the first 16 bits of one:

    word 0: rows 0 to 3     word 1: rows 4 to 7     ...
    bits 0 to 15 of a word: the lanes of its first row, 16 to 31: of its second, ...

What compares many numbers makes a byte for each first, which the C compiler can turn into vector instructions, and packs
these; where there is machine code for it (asm/kernels.py), or an instruction (simd.py), that is used instead.
"""
from pyfidget import rawmem
from pyfidget.engines.wide.worker import BLOCK_POINTS, BLOCKS_AT_ONCE, PIXELS, ROWS_A_WORD, SIDE, TRUTH_WORDS
from pyfidget.lowering.entries import ABOVE_CONSTANT, BELOW_CONSTANT, BOOLEAN_AND, SUM_BELOW
from pyfidget.simd import has_row_masks, sums_above, sums_below

_PACK = 0x0102040810204080
_EACH_ROW = 0x0001000100010001
_ROW = 0xffff
_HALF = 0xffffffff  # of a word of flags


def pack_flags(flags, at):
    """Eight bytes, each 0 or 1, as eight bits, the first lowest."""
    return (rawmem.get_word(flags, at) * _PACK >> 56) & 0xff


pack_flags._always_inline_ = True


def pack_half(flags, at):
    """Four bytes as four bits."""
    return ((rawmem.get_word(flags, at) & _HALF) * _PACK >> 56) & 0xff


pack_half._always_inline_ = True


def pack_row(flags, at):
    """16 bytes as 16 bits."""
    return pack_flags(flags, at) | pack_flags(flags, at + 8) << 8


pack_row._always_inline_ = True


def _pack_tile(truth, c, flags):
    word = 0
    while word < TRUTH_WORDS:
        at = word * ROWS_A_WORD * SIDE
        truth[c + word] = (pack_row(flags, at) | pack_row(flags, at + SIDE) << SIDE | pack_row(flags, at + 2 * SIDE) << 2 * SIDE
                           | pack_row(flags, at + 3 * SIDE) << 3 * SIDE)
        word += 1


def _pack_blocks(flags):
    return (pack_row(flags, 0) | pack_row(flags, SIDE) << SIDE | pack_row(flags, 2 * SIDE) << 2 * SIDE
            | pack_row(flags, 3 * SIDE) << 3 * SIDE)


def _make_flag(count):
    """flag(kind, flags, v, a, b, k): BELOW_CONSTANT, ABOVE_CONSTANT or LESS, of `count` numbers from v[a] and v[b] on."""
    def flag(kind, flags, v, a, b, k):
        i = 0
        if kind == BELOW_CONSTANT:
            while i < count:
                rawmem.set_flag(flags, i, v[a + i] < k)
                i += 1
        elif kind == ABOVE_CONSTANT:
            while i < count:
                rawmem.set_flag(flags, i, v[a + i] > k)
                i += 1
        else:
            while i < count:
                rawmem.set_flag(flags, i, v[a + i] < v[b + i])
                i += 1
    return flag


_flag_row = _make_flag(SIDE)
_flag_tile = _make_flag(PIXELS)
_flag_blocks = _make_flag(BLOCK_POINTS * BLOCKS_AT_ONCE)


def _flag_sum(kind, flags, at, v, a, y, k):
    i = 0
    if kind == SUM_BELOW:
        while i < SIDE:
            rawmem.set_flag(flags, at + i, v[a + i] + y < k)
            i += 1
    else:
        while i < SIDE:
            rawmem.set_flag(flags, at + i, v[a + i] + y > k)
            i += 1


# ---- comparisons: to truth[c] and on ----

def compare_tile(kind, truth, c, flags, v, a, b, k):
    """Of 256 numbers."""
    _flag_tile(kind, flags, v, a, b, k)
    _pack_tile(truth, c, flags)


def compare_blocks(kind, flags, v, a, b, k):
    """Of 64 numbers; gives the word."""
    _flag_blocks(kind, flags, v, a, b, k)
    return _pack_blocks(flags)


def compare_row(kind, truth, c, flags, v, a, b, k):
    """Of 16 numbers, to one row."""
    _flag_row(kind, flags, v, a, b, k)
    truth[c] = pack_row(flags, 0)


def compare_columns(kind, truth, c, flags, v, a, b, k):
    """Of 16 numbers of x alone, to all rows."""
    _flag_row(kind, flags, v, a, b, k)
    rows = pack_row(flags, 0) * _EACH_ROW
    i = 0
    while i < TRUTH_WORDS:
        truth[c + i] = rows
        i += 1


def compare_rows(kind, truth, c, v, a, b, k):
    """Of 16 numbers of y alone, each to its whole row."""
    word = 0
    while word < TRUTH_WORDS:
        row = 0
        bits = 0
        while row < ROWS_A_WORD:
            if compare_numbers(kind, v[a + row], v[b + row], k):
                bits |= _ROW << SIDE * row
            row += 1
        truth[c + word] = bits
        a += ROWS_A_WORD
        b += ROWS_A_WORD
        word += 1


def compare_numbers(kind, a, b, k):
    if kind == BELOW_CONSTANT:
        return a < k
    if kind == ABOVE_CONSTANT:
        return a > k
    return a < b


def compare_sums(kind, truth, c, flags, v, a, b, k):
    """Of the sums of 16 numbers of x alone and 16 of y alone."""
    if has_row_masks():
        _mask_sums(kind, truth, c, v, a, b, k)
        return
    row = 0
    while row < SIDE:
        _flag_sum(kind, flags, row * SIDE, v, a, v[b + row], k)
        row += 1
    _pack_tile(truth, c, flags)


def _mask_sums(kind, truth, c, v, a, b, k):
    word = 0
    while word < TRUTH_WORDS:
        bits = 0
        row = 0
        while row < ROWS_A_WORD:
            y = v[b + row]
            mask = sums_below(v, a, y, k) if kind == SUM_BELOW else sums_above(v, a, y, k)
            bits |= mask << SIDE * row
            row += 1
        truth[c + word] = bits
        b += ROWS_A_WORD
        word += 1


def compare_sums_of_row(kind, truth, c, flags, v, a, y, k):
    """Of the sums of 16 numbers and one, to one row."""
    _flag_sum(kind, flags, 0, v, a, y, k)
    truth[c] = pack_row(flags, 0)


# ---- booleans ----

def combine(kind, truth, c, a, b, known_a, known_b):
    """The AND or OR of two tiles of truths, or of their first rows.

    known_a, known_b: 1 for an argument that has been decided and that this boolean outlived: a true one of an AND, a false
    one of an OR. It counts as that, whatever lies in its place. No branch: nothing could predict it.
    """
    neutral = kind - 1  # all bits for an AND, none for an OR
    unknown_a = known_a - 1
    unknown_b = known_b - 1
    neutral_a = neutral & ~unknown_a
    neutral_b = neutral & ~unknown_b
    i = 0
    while i < TRUTH_WORDS:
        one = truth[a + i] & unknown_a | neutral_a
        other = truth[b + i] & unknown_b | neutral_b
        truth[c + i] = one & other | (one | other) & ~neutral
        i += 1


assert BOOLEAN_AND == 0  # which `combine` relies on
