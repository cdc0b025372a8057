"""A tile whose values are dear, as a region of its own: 16 x 16 pixels, whose lanes are blocks of 4 x 4.

An analysis takes 32 numbers an entry and decides most blocks of a tile. The others are evaluated, four at a time, by one tape for
all four: 64 numbers an entry, the pixels of one block after the other, row by row.

    narrow    what depends on x alone or on y alone, as in tiles.py: 16 numbers by entry
    wide      64 numbers by entry, in the order in which they come; `renamed` says where. Before them is room for two more
    truth     a word by comparison and boolean, a bit a pixel: 16 for each block
"""
from pyfidget.engines.wide.pixels import spread_block_columns, spread_block_rows
from pyfidget.engines.wide.select import select_together
from pyfidget.engines.wide.tiles import put_tile
from pyfidget.engines.wide.truth import compare_blocks
from pyfidget.engines.wide.vectors import values_of_row, values_of_strip
from pyfidget.engines.wide.worker import BLOCK_POINTS, BLOCKS_AT_ONCE, FALSE_SHIFT, SIDE, TRUTH_WORDS
from pyfidget.lowering.entries import (
    BELOW_CONSTANT,
    BOOLEAN_AND,
    CLASS_MASK,
    CLASS_SHIFT,
    CODE_MASK,
    ENTRY_WORDS,
    FIRST_VALUE,
    FORM_SHIFT,
    INDEX_MASK,
    INDEX_SHIFT,
    KIND_MASK,
    OPCODE_MASK,
    SPREAD,
    SPREAD_X,
    SUM_BELOW,
    WIDE,
)
from pyfidget.lowering.graph import BOTH, X_ONLY, Y_ONLY
from pyfidget.operations import DIV, ROWS, SQRT
from pyfidget.rawmem import get_int, set_int
from pyfidget.rpy import lowest_bit, without_lowest_bit

_POINTS = BLOCK_POINTS * BLOCKS_AT_ONCE
_FIRST_WIDE = 2 * _POINTS
_BLOCK_ROW = 0xf  # the pixels of a block's row
_EACH_ROW = 0x000f000f000f000f  # the first block's pixels in a word of a tile's truths
_ALL_OF_BLOCK = (1 << BLOCK_POINTS) - 1

# What blocks save of an operation of x and y, and what an analysis costs an entry, in a unit of 7 ns. Measured: an analysis takes
# 30 ns an entry, 90 more for a function, and leaves a quarter of the blocks; 256 sums take 35 ns, quotients 60, functions 640.
_COST_OF_ENTRY = 4
_costs = [46 if _opcode in ROWS else 5 if _opcode in (DIV, SQRT) else 3 for _opcode in range(SPREAD + 1)]
_COSTS = ''.join([chr(_cost) for _cost in _costs])


def is_dear(words, at, values):
    """Whether the values of x and y on a tape cost so much that an analysis of blocks pays."""
    saved = 0
    entry = FIRST_VALUE
    while entry < values:
        word = words[at + ENTRY_WORDS * entry]
        if word & WIDE:
            saved += ord(_COSTS[word & OPCODE_MASK])
        entry += 1
    return saved > _COST_OF_ENTRY * values


def evaluate_blocks(w, words, at, values, comparisons, size, filled, undecided, left, top):
    """Put a tile on the canvas that has been analysed; left, top: its first pixel; filled, undecided: blocks."""
    truth = w.tile_truth
    word = 0
    while word < TRUTH_WORDS:
        truth[word] = 0
        word += 1
    while filled != 0:
        lane = lowest_bit(filled)
        filled = without_lowest_bit(filled)
        truth[lane >> 2] |= _EACH_ROW << 4 * _place_of(lane)
    if undecided != 0:
        _begin(w, values, left, top)
        while undecided != 0:
            undecided = _evaluate_group(w, words, at, values, comparisons, size, undecided)
    put_tile(w, left, top, truth, 0)


def _place_of(lane):
    """Where in a tile's row the columns of a block are, in fours: each eight lie the other way round (samples.py)."""
    return (lane & 3) ^ 1


def _begin(w, values, left, top):
    """Set the samples; no other narrow entry is there."""
    narrow = w.narrow
    i = 0
    while i < SIDE:
        narrow[i] = w.xs[left + i]
        narrow[SIDE + i] = w.ys[top + i]
        i += 1
    entry = FIRST_VALUE
    while entry < values:
        set_int(w.renamed, entry, 0)
        entry += 1


def _evaluate_group(w, words, at, values, comparisons, size, undecided):
    """Evaluate the first four blocks of `undecided`; gives the others."""
    group = 0
    blocks = 0  # four bits each
    count = 0
    while undecided != 0 and count < BLOCKS_AT_ONCE:
        lane = lowest_bit(undecided)
        undecided = without_lowest_bit(undecided)
        group |= 1 << lane
        blocks |= lane << 4 * count
        count += 1
    select_together(w, words, at, values, comparisons, size, group)
    _compute_values(w, words, at, values, blocks, count)
    _compare(w, words, at, values, comparisons, blocks)
    _combine(w, words, at, values, comparisons, size, blocks)
    result = w.truth[size - 1 - values]
    truth = w.tile_truth
    i = 0
    while i < count:
        lane = blocks >> 4 * i & 15
        bits = result >> BLOCK_POINTS * i
        rows = (bits & _BLOCK_ROW | (bits >> 4 & _BLOCK_ROW) << SIDE | (bits >> 8 & _BLOCK_ROW) << 2 * SIDE
                | (bits >> 12 & _BLOCK_ROW) << 3 * SIDE)
        truth[lane >> 2] |= rows << 4 * _place_of(lane)
        i += 1
    w.blocks += count
    return undecided


def _compute_values(w, words, at, values, blocks, count):
    """Of all four blocks, or of the first alone if there is no other."""
    renamed = w.renamed
    constants = w.constants
    live = w.live
    masks = w.masks
    c = _FIRST_WIDE
    entry = FIRST_VALUE
    while entry < values:
        lanes = live[entry]
        if lanes != 0:
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            a = word >> INDEX_SHIFT
            b = rest & INDEX_MASK
            if word & WIDE == 0:
                if get_int(renamed, entry) == 0:
                    values_of_row(w, word & CODE_MASK, w.narrow, entry * SIDE, a * SIDE, b * SIDE, constants[rest >> INDEX_SHIFT])
                    set_int(renamed, entry, 1)
            elif lanes & ~masks[entry] == 0:
                set_int(renamed, entry, get_int(renamed, a))
            elif lanes & ~(masks[entry] >> FALSE_SHIFT) == 0:
                set_int(renamed, entry, get_int(renamed, b))
            else:
                if word & OPCODE_MASK == SPREAD:
                    if (word & CODE_MASK) >> FORM_SHIFT == SPREAD_X:
                        spread_block_columns(w.wide, c, w.narrow, a * SIDE, blocks)
                    else:
                        spread_block_rows(w.wide, c, w.narrow, a * SIDE, blocks)
                elif count == 1:
                    values_of_row(w, word & CODE_MASK, w.wide, c, get_int(renamed, a), get_int(renamed, b),
                                  constants[rest >> INDEX_SHIFT])
                else:
                    values_of_strip(w, word & CODE_MASK, w.wide, c, get_int(renamed, a), get_int(renamed, b),
                                    constants[rest >> INDEX_SHIFT])
                w.block_entries += 1
                set_int(renamed, entry, c)
                c += _POINTS
        entry += 1


def _compare(w, words, at, values, comparisons, blocks):
    live = w.live
    wide = w.wide
    entry = values
    while entry < comparisons:
        if live[entry] != 0:
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            kind = word & KIND_MASK
            classes = (word >> CLASS_SHIFT) & CLASS_MASK
            a = word >> INDEX_SHIFT
            b = rest & INDEX_MASK
            if kind >= SUM_BELOW:
                spread_block_columns(wide, 0, w.narrow, a * SIDE, blocks)
                spread_block_rows(wide, _POINTS, w.narrow, b * SIDE, blocks)
                _add(wide)
                kind += BELOW_CONSTANT - SUM_BELOW
                a = b = 0
            elif classes == X_ONLY:
                spread_block_columns(wide, 0, w.narrow, a * SIDE, blocks)
                spread_block_columns(wide, _POINTS, w.narrow, b * SIDE, blocks)
                a = 0
                b = _POINTS
            elif classes == Y_ONLY:
                spread_block_rows(wide, 0, w.narrow, a * SIDE, blocks)
                spread_block_rows(wide, _POINTS, w.narrow, b * SIDE, blocks)
                a = 0
                b = _POINTS
            else:
                assert classes == BOTH
                a = get_int(w.renamed, a)
                b = get_int(w.renamed, b)
            w.truth[entry - values] = compare_blocks(kind, w.flags, wide, a, b, w.constants[rest >> INDEX_SHIFT])
        entry += 1


def _add(v):
    i = 0
    while i < _POINTS:
        v[i] += v[_POINTS + i]
        i += 1


def _combine(w, words, at, values, comparisons, size, blocks):
    live = w.live
    masks = w.masks
    truth = w.truth
    entry = comparisons
    while entry < size:
        if live[entry] != 0:
            word = words[at + ENTRY_WORDS * entry]
            a = word >> INDEX_SHIFT
            b = words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK
            one = _truth_of(masks[a], truth[a - values], blocks)
            other = _truth_of(masks[b], truth[b - values], blocks)
            truth[entry - values] = one & other if word & 1 == BOOLEAN_AND else one | other
        entry += 1


def _truth_of(mask, truth, blocks):
    """The truth of pixels, and in blocks where it is known that one, whatever lies in its place."""
    return truth & ~_pixels_of(mask >> FALSE_SHIFT, blocks) | _pixels_of(mask, blocks)


def _pixels_of(lanes, blocks):
    """All pixels of those blocks whose lane is set."""
    bits = (lanes >> (blocks & 15) & 1 | (lanes >> (blocks >> 4 & 15) & 1) << BLOCK_POINTS
            | (lanes >> (blocks >> 8 & 15) & 1) << 2 * BLOCK_POINTS | (lanes >> (blocks >> 12 & 15) & 1) << 3 * BLOCK_POINTS)
    return bits * _ALL_OF_BLOCK


for _function in (_place_of, _add, _truth_of, _pixels_of):
    _function._always_inline_ = True
