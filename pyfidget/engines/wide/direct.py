"""Regions of 64 x 64 pixels that are evaluated directly: every entry of the tape at all pixels, without an analysis.

A kernel of machine code compares 4096 sums in less time than it takes to find out which of a short tape's entries each tile needs
and to evaluate these tile by tile. There are no values of x and y here, and no lanes. The truths of an entry are those of the
16 tiles, one tile after the other, each as truth.py says; an entry has REGION_TRUTHS words for them.

Without machine code it does not pay: the loops here are what the kernels mean, and what runs untranslated.
"""
from pyfidget import rawmem
from pyfidget.asm.kernels import REGION_COLUMNS, REGION_COMBINE, REGION_PUT, REGION_ROWS, REGION_SUMS, TILES
from pyfidget.engines.wide.axis_values import compute_all
from pyfidget.engines.wide.truth import compare_columns, compare_rows, compare_sums
from pyfidget.engines.wide.worker import LANES, REGION_SIDE, REGION_TRUTHS, ROWS_A_WORD, SIDE, TRUTH_WORDS
from pyfidget.libm import is_nan
from pyfidget.lowering.entries import (
    BOOLEAN_AND,
    CLASS_MASK,
    CLASS_SHIFT,
    ENTRY_WORDS,
    INDEX_MASK,
    INDEX_SHIFT,
    KIND_MASK,
    SUM_BELOW,
)
from pyfidget.lowering.graph import BOTH, X_ONLY
from pyfidget.machine import call
from pyfidget.rpy import intmask, lowest_bit, without_lowest_bit

_GROUPS = 4  # of 16 columns and rows
_ROW_OF_TILES = _GROUPS * TRUTH_WORDS  # words
_ROW = (1 << SIDE) - 1
_WORD = 8  # bytes


def is_short(w, words, at, values, comparisons, size):
    """Whether a region with this tape is to be evaluated directly: it has few entries, no values of x and y, and its sums can be
    compared by their anchors."""
    if size - values > w.most_direct:
        return False
    entry = values
    while entry < comparisons:
        word = words[at + ENTRY_WORDS * entry]
        if (word >> CLASS_SHIFT) & CLASS_MASK == BOTH:
            if word & KIND_MASK < SUM_BELOW:
                return False
            constant = words[at + ENTRY_WORDS * entry + 1] >> INDEX_SHIFT
            if is_nan(w.constants[constant + 1]):
                return False
        entry += 1
    return True


def evaluate_region(w, words, at, values, comparisons, size, left, top):
    """Put a region whose tape is short on the canvas; (left, top) is its first pixel, and all of it lies in the picture."""
    w.direct_regions += 1
    w.direct_entries += size
    compute_all(w, words, at, values, left, top)
    if w.has_kernels:
        _compare_by_kernels(w, words, at, values, comparisons)
        _combine_by_kernel(w, words, at, values, comparisons, size)
        _put_by_kernel(w, left, top, size - 1 - values)
    else:
        _compare(w, words, at, values, comparisons)
        _combine(w, words, at, values, comparisons, size)
        _put(w, left, top, size - 1 - values)


# ---- by kernels, with addresses of bytes instead of indices ----

def _compare_by_kernels(w, words, at, values, comparisons):
    kernels = w.kernels
    axis_values = rawmem.address_of(w.axis_values)
    constants = rawmem.address_of(w.constants)
    scratch = rawmem.address_of(w.scratch)
    truth = rawmem.address_of(w.truth)
    entry = values
    while entry < comparisons:
        word = words[at + ENTRY_WORDS * entry]
        rest = words[at + ENTRY_WORDS * entry + 1]
        kind = word & KIND_MASK
        classes = (word >> CLASS_SHIFT) & CLASS_MASK
        a = axis_values + (word >> INDEX_SHIFT) * (_WORD * REGION_SIDE)
        b = axis_values + (rest & INDEX_MASK) * (_WORD * REGION_SIDE)
        k = constants + (rest >> INDEX_SHIFT) * _WORD
        if kind >= SUM_BELOW:
            left_over = call(kernels[REGION_SUMS + kind], truth, a, b, k, scratch, 0)
            while left_over != 0:
                tile = lowest_bit(left_over)
                left_over = without_lowest_bit(left_over)
                call(kernels[TILES + kind], truth + _WORD * TRUTH_WORDS * tile, a + _WORD * SIDE * (tile & 3),
                     b + _WORD * SIDE * (tile >> 2), k, scratch, 0)
        elif classes == X_ONLY:
            call(kernels[REGION_COLUMNS + kind], truth, a, b, k, 0, 0)
        else:
            call(kernels[REGION_ROWS + kind], truth, a, b, k, 0, 0)
        truth += _WORD * REGION_TRUTHS
        entry += 1


def _combine_by_kernel(w, words, at, values, comparisons, size):
    if comparisons == size:
        return
    tape = rawmem.address_of(words) + _WORD * at
    truth = rawmem.address_of(w.truth) - _WORD * REGION_TRUTHS * values
    call(w.kernels[REGION_COMBINE], truth, tape + _WORD * ENTRY_WORDS * comparisons, tape + _WORD * ENTRY_WORDS * size,
         truth + _WORD * REGION_TRUTHS * comparisons, 0, 0)


def _put_by_kernel(w, left, top, result):
    call(w.kernels[REGION_PUT], rawmem.address_of(w.bits) + top * w.stride + (left >> 3),
         rawmem.address_of(w.truth) + _WORD * REGION_TRUTHS * result, w.stride, 0, 0, 0)


# ---- by loops ----

def _compare(w, words, at, values, comparisons):
    axis_values = w.axis_values
    truth = w.truth
    flags = w.flags
    constants = w.constants
    c = 0
    entry = values
    while entry < comparisons:
        word = words[at + ENTRY_WORDS * entry]
        rest = words[at + ENTRY_WORDS * entry + 1]
        kind = word & KIND_MASK
        classes = (word >> CLASS_SHIFT) & CLASS_MASK
        a = (word >> INDEX_SHIFT) * REGION_SIDE
        b = (rest & INDEX_MASK) * REGION_SIDE
        k = constants[rest >> INDEX_SHIFT]
        tile = 0
        while tile < LANES:
            x = SIDE * (tile & 3)
            y = SIDE * (tile >> 2)
            if kind >= SUM_BELOW:
                compare_sums(kind, truth, c, flags, axis_values, a + x, b + y, k)
            elif classes == X_ONLY:
                compare_columns(kind, truth, c, flags, axis_values, a + x, b + x, k)
            else:
                compare_rows(kind, truth, c, axis_values, a + y, b + y, k)
            c += TRUTH_WORDS
            tile += 1
        entry += 1


def _combine(w, words, at, values, comparisons, size):
    truth = w.truth
    c = (comparisons - values) * REGION_TRUTHS
    entry = comparisons
    while entry < size:
        word = words[at + ENTRY_WORDS * entry]
        a = ((word >> INDEX_SHIFT) - values) * REGION_TRUTHS
        b = ((words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK) - values) * REGION_TRUTHS
        i = 0
        while i < REGION_TRUTHS:
            if word & 1 == BOOLEAN_AND:
                truth[c + i] = truth[a + i] & truth[b + i]
            else:
                truth[c + i] = truth[a + i] | truth[b + i]
            i += 1
        c += REGION_TRUTHS
        entry += 1


def _put(w, left, top, result):
    truth = w.truth
    row = 0
    while row < REGION_SIDE:
        place = REGION_TRUTHS * result + (row // SIDE) * _ROW_OF_TILES + row % SIDE // ROWS_A_WORD
        shift = SIDE * (row % ROWS_A_WORD)
        bits = 0
        column = 0
        while column < _GROUPS:
            bits |= (truth[place + TRUTH_WORDS * column] >> shift & _ROW) << SIDE * column
            column += 1
        rawmem.set_word(w.bits, (top + row) * w.stride + (left >> 3), intmask(bits))
        row += 1
