"""A tile whose values are dear, drawn by blocks of 4 x 4 pixels.

An analysis takes 32 numbers an entry and decides most blocks of a tile (tile_analysis.py). The others are evaluated, four at a
time, by what all four need: 64 numbers an entry, the pixels of one block after the other, row by row.

    axis_values   what depends on x alone or on y alone, as in tiles.py: 64 numbers by entry, for all tiles of the region
    wide          64 numbers by entry, in the order in which they come; `renamed` says where. Before them is room for two more
    truth         a word by comparison and boolean, a bit a pixel: 16 for each block
"""
from pyfidget.engines.wide.pixels import spread_block_columns, spread_block_rows
from pyfidget.engines.wide.tile_analysis import analyse_tile, list_entries
from pyfidget.engines.wide.tiles import put_tile
from pyfidget.engines.wide.truth import compare_blocks
from pyfidget.engines.wide.vectors import values_of_row, values_of_strip
from pyfidget.engines.wide.worker import (
    BLOCK_POINTS,
    BLOCKS_AT_ONCE,
    FALSE_SHIFT,
    LANES,
    REGION_SIDE,
    SIDE,
    STRIPS,
    TRUTH_WORDS,
)
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

_ALL = (1 << LANES) - 1
_POINTS = BLOCK_POINTS * BLOCKS_AT_ONCE
_FIRST_WIDE = 2 * _POINTS
_BLOCK_ROW = 0xf  # the pixels of a block's row
_EACH_ROW = 0x0001000100010001  # of a word of a tile's truths
_ALL_OF_BLOCK = (1 << BLOCK_POINTS) - 1

# What blocks save of an operation of x and y, and what an analysis costs an entry, in a unit of 7 ns. Measured: an analysis takes
# 30 ns an entry, 90 more for a function, and leaves a quarter of the blocks; 256 sums take 35 ns, quotients 60, functions 640.
_COST_OF_ENTRY = 4
_costs = [46 if _opcode in ROWS else 5 if _opcode in (DIV, SQRT) else 3 for _opcode in range(SPREAD + 1)]
_COSTS = ''.join([chr(_cost) for _cost in _costs])


def is_dear(words, at, values):
    """Whether the values of x and y on a tape cost so much that an analysis of blocks pays."""
    saved = 0
    count = 0
    entry = FIRST_VALUE
    while entry < values:
        word = words[at + ENTRY_WORDS * entry]
        if word & WIDE:
            saved += ord(_COSTS[word & OPCODE_MASK])
            count += 1
        entry += 1
    return saved > _COST_OF_ENTRY * count


def evaluate_by_blocks(w, words, at, values, comparisons, size, lane, left, top):
    """Put the tile of a lane, whose first pixel is (left, top), on the canvas; tile_analysis.py has been entered."""
    x = (lane & 3) * SIDE
    y = (lane >> 2) * SIDE
    # From here on it is the list that has values, comparisons and booleans.
    last_value = list_entries(w, lane, FIRST_VALUE, values, 0)
    last_comparison = list_entries(w, lane, values, comparisons, last_value)
    count = list_entries(w, lane, comparisons, size, last_comparison)
    result = analyse_tile(w, words, at, last_value, last_comparison, count, lane, x, y)
    w.regions += 1
    w.region_entries += count
    truth = w.tile_truth
    word = 0
    while word < TRUTH_WORDS:
        truth[word] = _pixels_of_row(result >> STRIPS * word)
        word += 1
    undecided = _ALL & ~(result | result >> FALSE_SHIFT)
    while undecided != 0:
        undecided = _evaluate_group(w, words, at, values, last_value, last_comparison, count, undecided, x, y)
    put_tile(w, left, top, truth, 0)


def _place_of(block):
    """Where in a tile's row the columns of a block are, in fours: each eight lie the other way round (samples.py)."""
    return (block & 3) ^ 1


def _pixels_of_row(blocks):
    """The pixels of a row of blocks, whose bits are the lowest four: all of a block's, in four rows of 16."""
    places = (blocks & 5) << 1 | (blocks >> 1 & 5)  # as _place_of has it
    places = (places | places << 6) & 0x0303
    places = (places | places << 3) & 0x1111
    return places * _BLOCK_ROW * _EACH_ROW


def _evaluate_group(w, words, at, values, last_value, last_comparison, count, undecided, x, y):
    """Evaluate the first four blocks of `undecided`; gives the others."""
    group = 0
    blocks = 0  # four bits each
    members = 0
    while undecided != 0 and members < BLOCKS_AT_ONCE:
        block = lowest_bit(undecided)
        undecided = without_lowest_bit(undecided)
        group |= 1 << block
        blocks |= block << 4 * members
        members += 1
    _select_together(w, words, at, last_value, last_comparison, count, group)
    _compute_values(w, words, at, last_value, blocks, members, x, y)
    _compare(w, words, at, values, last_value, last_comparison, blocks, x, y)
    _combine(w, words, at, values, last_comparison, count, blocks)
    result = w.truth[get_int(w.tile_list, count - 1) - values]
    truth = w.tile_truth
    i = 0
    while i < members:
        block = blocks >> 4 * i & 15
        bits = result >> BLOCK_POINTS * i
        rows = (bits & _BLOCK_ROW | (bits >> 4 & _BLOCK_ROW) << SIDE | (bits >> 8 & _BLOCK_ROW) << 2 * SIDE
                | (bits >> 12 & _BLOCK_ROW) << 3 * SIDE)
        truth[block >> 2] |= rows << 4 * _place_of(block)
        i += 1
    w.blocks += members
    return undecided


def _select_together(w, words, at, last_value, last_comparison, count, group):
    """Find in which blocks of a group each entry of the list is live, as in select.py.

    One pass is to do for all of them: a value is one of its arguments only if it is that in all blocks that need it. So what is
    computed is right in all blocks that need it: there its arguments are live, too.
    """
    live = w.live
    masks = w.masks
    tile_list = w.tile_list
    i = 0
    while i < count:
        live[get_int(tile_list, i)] = 0
        i += 1
    i = count - 1
    live[get_int(tile_list, i)] = group
    while i >= last_comparison:
        entry = get_int(tile_list, i)
        lanes = live[entry]
        a = words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT
        b = words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK
        live[a] |= lanes & ~(masks[a] | masks[a] >> FALSE_SHIFT)
        live[b] |= lanes & ~(masks[b] | masks[b] >> FALSE_SHIFT)
        i -= 1
    while i >= last_value:
        entry = get_int(tile_list, i)
        lanes = live[entry]
        live[words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT] |= lanes
        live[words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK] |= lanes
        i -= 1
    while i >= 0:
        entry = get_int(tile_list, i)
        lanes = live[entry]
        if lanes & ~(masks[entry] >> FALSE_SHIFT) != 0:
            live[words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT] |= lanes
        if lanes & ~masks[entry] != 0:
            live[words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK] |= lanes
        i -= 1


def _compute_values(w, words, at, last_value, blocks, members, x, y):
    """Of all four blocks, or of the first alone if there is no other."""
    renamed = w.renamed
    constants = w.constants
    live = w.live
    masks = w.masks
    c = _FIRST_WIDE
    i = 0
    while i < last_value:
        entry = get_int(w.tile_list, i)
        i += 1
        lanes = live[entry]
        if lanes != 0:
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            a = word >> INDEX_SHIFT
            b = rest & INDEX_MASK
            if lanes & ~masks[entry] == 0:
                set_int(renamed, entry, get_int(renamed, a))
            elif lanes & ~(masks[entry] >> FALSE_SHIFT) == 0:
                set_int(renamed, entry, get_int(renamed, b))
            else:
                if word & OPCODE_MASK == SPREAD:
                    if (word & CODE_MASK) >> FORM_SHIFT == SPREAD_X:
                        spread_block_columns(w.wide, c, w.axis_values, a * REGION_SIDE + x, blocks, 1)
                    else:
                        spread_block_rows(w.wide, c, w.axis_values, a * REGION_SIDE + y, blocks)
                elif members == 1:
                    values_of_row(w, word & CODE_MASK, w.wide, c, get_int(renamed, a), get_int(renamed, b),
                                  constants[rest >> INDEX_SHIFT])
                else:
                    values_of_strip(w, word & CODE_MASK, w.wide, c, get_int(renamed, a), get_int(renamed, b),
                                    constants[rest >> INDEX_SHIFT])
                w.block_entries += 1
                set_int(renamed, entry, c)
                c += _POINTS


def _compare(w, words, at, values, last_value, last_comparison, blocks, x, y):
    live = w.live
    wide = w.wide
    axis_values = w.axis_values
    i = last_value
    while i < last_comparison:
        entry = get_int(w.tile_list, i)
        i += 1
        if live[entry] != 0:
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            kind = word & KIND_MASK
            classes = (word >> CLASS_SHIFT) & CLASS_MASK
            a = word >> INDEX_SHIFT
            b = rest & INDEX_MASK
            if kind >= SUM_BELOW:
                spread_block_columns(wide, 0, axis_values, a * REGION_SIDE + x, blocks, 1)
                spread_block_rows(wide, _POINTS, axis_values, b * REGION_SIDE + y, blocks)
                _add(wide)
                kind += BELOW_CONSTANT - SUM_BELOW
                a = b = 0
            elif classes == X_ONLY:
                spread_block_columns(wide, 0, axis_values, a * REGION_SIDE + x, blocks, 1)
                spread_block_columns(wide, _POINTS, axis_values, b * REGION_SIDE + x, blocks, 1)
                a = 0
                b = _POINTS
            elif classes == Y_ONLY:
                spread_block_rows(wide, 0, axis_values, a * REGION_SIDE + y, blocks)
                spread_block_rows(wide, _POINTS, axis_values, b * REGION_SIDE + y, blocks)
                a = 0
                b = _POINTS
            else:
                assert classes == BOTH
                a = get_int(w.renamed, a)
                b = get_int(w.renamed, b)
            w.truth[entry - values] = compare_blocks(kind, w.flags, wide, a, b, w.constants[rest >> INDEX_SHIFT])


def _add(v):
    i = 0
    while i < _POINTS:
        v[i] += v[_POINTS + i]
        i += 1


def _combine(w, words, at, values, last_comparison, count, blocks):
    live = w.live
    masks = w.masks
    truth = w.truth
    i = last_comparison
    while i < count:
        entry = get_int(w.tile_list, i)
        i += 1
        if live[entry] != 0:
            word = words[at + ENTRY_WORDS * entry]
            a = word >> INDEX_SHIFT
            b = words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK
            one = _truth_of(masks[a], truth[a - values], blocks)
            other = _truth_of(masks[b], truth[b - values], blocks)
            truth[entry - values] = one & other if word & 1 == BOOLEAN_AND else one | other


def _truth_of(mask, truth, blocks):
    """The truth of pixels, and in blocks where it is known that one, whatever lies in its place."""
    return truth & ~_pixels_of(mask >> FALSE_SHIFT, blocks) | _pixels_of(mask, blocks)


def _pixels_of(lanes, blocks):
    """All pixels of those blocks whose lane is set."""
    bits = (lanes >> (blocks & 15) & 1 | (lanes >> (blocks >> 4 & 15) & 1) << BLOCK_POINTS
            | (lanes >> (blocks >> 8 & 15) & 1) << 2 * BLOCK_POINTS | (lanes >> (blocks >> 12 & 15) & 1) << 3 * BLOCK_POINTS)
    return bits * _ALL_OF_BLOCK


for _function in (_place_of, _pixels_of_row, _add, _truth_of, _pixels_of):
    _function._always_inline_ = True
