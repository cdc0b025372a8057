"""The last region above the pixels: 64 x 64 of them, whose lanes are tiles of 16 x 16.

What depends on x alone or on y alone is there (axis_values.py), 64 numbers for all the tiles of a column or row. Each undecided
lane's entries are walked, all pixels of the tile at once; there is no tape of its own for a lane. The truths of an entry lie in a
place of its own. Values of x and y are long, so that they lie side by side in the order in which they come: `renamed` says
where; and for one that is always one of its arguments here, that is where the argument lies. A lane with very many of them is
walked four rows at a time, or, if its tape is huge, row by row.
"""
from pyfidget import rawmem
from pyfidget.asm.kernels import COLUMNS, COMBINE, ROWS, TILES
from pyfidget.engines.wide.live_lanes import count_entries, entries_of
from pyfidget.engines.wide.pixels import spread_number, spread_row
from pyfidget.engines.wide.truth import (
    combine,
    compare_columns,
    compare_numbers,
    compare_row,
    compare_rows,
    compare_sums,
    compare_sums_of_row,
    compare_tile,
)
from pyfidget.engines.wide.vectors import values_of_row, values_of_strip, values_of_tile
from pyfidget.engines.wide.worker import (
    BLOCK_SHIFT,
    FALSE_SHIFT,
    MOST_WIDE_VALUES,
    PIXELS,
    REGION_SIDE,
    ROWS_A_WORD,
    SIDE,
    TRUTH_WORDS,
)
from pyfidget.lowering.entries import (
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
)
from pyfidget.lowering.graph import X_ONLY, Y_ONLY
from pyfidget.machine import call
from pyfidget.rpy import lowest_bit, without_lowest_bit


def evaluate_tile(w, words, at, values, comparisons, size, lane, left, top):
    """Put the tile of a lane, whose first pixel is (left, top), on the canvas."""
    w.tiles += 1
    w.tile_entries += count_entries(w, lane, FIRST_VALUE, size)
    x = (lane & 3) * SIDE
    y = (lane >> 2) * SIDE
    rows = min(SIDE, w.height - top)
    result = (size - 1 - values) * TRUTH_WORDS
    truth = w.truth
    row = 0
    if values > MOST_WIDE_VALUES and count_entries(w, lane, FIRST_VALUE, values) > MOST_WIDE_VALUES:
        while row < rows:
            _compute_values_of_rows(w, words, at, values, lane, x, y + row)
            end = min(row + w.rows_at_once, rows)
            first = 0
            while row < end:
                _compare_row(w, words, at, values, comparisons, lane, x, y + row, first)
                _combine(w, words, at, values, comparisons, size, lane)
                _put_rows(w, left, top + row, 1, truth[result])
                row += 1
                first += SIDE
    else:
        _compute_values(w, words, at, values, lane, x, y)
        if w.has_kernels:
            _compare_by_kernels(w, words, at, values, comparisons, lane, x, y)
            _combine_by_kernel(w, words, at, values, comparisons, size, lane)
        else:
            _compare(w, words, at, values, comparisons, lane, x, y)
            _combine(w, words, at, values, comparisons, size, lane)
        put_tile(w, left, top, truth, result)


# ---- values of x and y ----

def _compute_values(w, words, at, values, lane, x, y):
    renamed = w.renamed
    wide = w.wide
    axis_values = w.axis_values
    constants = w.constants
    c = 0
    block = FIRST_VALUE >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < values:
        entries = entries_of(w, lane, block, FIRST_VALUE, values)
        while entries != 0:
            entry = (block << BLOCK_SHIFT) + lowest_bit(entries)
            entries = without_lowest_bit(entries)
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            if word & OPCODE_MASK == SPREAD:
                a = (word >> INDEX_SHIFT) * REGION_SIDE
                row = 0
                if (word & CODE_MASK) >> FORM_SHIFT == SPREAD_X:
                    while row < SIDE:
                        spread_row(wide, c + row * SIDE, axis_values, a + x)
                        row += 1
                else:
                    while row < SIDE:
                        spread_number(wide, c + row * SIDE, axis_values[a + y + row])
                        row += 1
            elif not _is_argument(w, lane, entry, word, rest):
                values_of_tile(w, word & CODE_MASK, wide, c, rawmem.get_int(renamed, word >> INDEX_SHIFT),
                               rawmem.get_int(renamed, rest & INDEX_MASK), constants[rest >> INDEX_SHIFT])
            else:
                continue
            rawmem.set_int(renamed, entry, c)
            c += PIXELS
        block += 1


def _compute_values_of_rows(w, words, at, values, lane, x, y):
    rows = w.rows_at_once
    renamed = w.renamed
    wide = w.wide
    axis_values = w.axis_values
    constants = w.constants
    c = 0
    block = FIRST_VALUE >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < values:
        entries = entries_of(w, lane, block, FIRST_VALUE, values)
        while entries != 0:
            entry = (block << BLOCK_SHIFT) + lowest_bit(entries)
            entries = without_lowest_bit(entries)
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            if word & OPCODE_MASK == SPREAD:
                a = (word >> INDEX_SHIFT) * REGION_SIDE
                row = 0
                if (word & CODE_MASK) >> FORM_SHIFT == SPREAD_X:
                    while row < rows:
                        spread_row(wide, c + row * SIDE, axis_values, a + x)
                        row += 1
                else:
                    while row < rows:
                        spread_number(wide, c + row * SIDE, axis_values[a + y + row])
                        row += 1
            elif not _is_argument(w, lane, entry, word, rest):
                first = rawmem.get_int(renamed, word >> INDEX_SHIFT)
                second = rawmem.get_int(renamed, rest & INDEX_MASK)
                if rows == 1:
                    values_of_row(w, word & CODE_MASK, wide, c, first, second, constants[rest >> INDEX_SHIFT])
                else:
                    values_of_strip(w, word & CODE_MASK, wide, c, first, second, constants[rest >> INDEX_SHIFT])
            else:
                continue
            rawmem.set_int(renamed, entry, c)
            c += rows * SIDE
        block += 1


def _is_argument(w, lane, entry, word, rest):
    """Whether a value is always one of its arguments in a lane; if so, it is renamed to that."""
    choice = w.masks[entry] >> lane
    if choice & 1:
        rawmem.set_int(w.renamed, entry, rawmem.get_int(w.renamed, word >> INDEX_SHIFT))
        return True
    if (choice >> FALSE_SHIFT) & 1:
        rawmem.set_int(w.renamed, entry, rawmem.get_int(w.renamed, rest & INDEX_MASK))
        return True
    return False


# ---- truths ----

def _compare(w, words, at, values, comparisons, lane, x, y):
    renamed = w.renamed
    axis_values = w.axis_values
    truth = w.truth
    flags = w.flags
    constants = w.constants
    block = values >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < comparisons:
        entries = entries_of(w, lane, block, values, comparisons)
        while entries != 0:
            entry = (block << BLOCK_SHIFT) + lowest_bit(entries)
            entries = without_lowest_bit(entries)
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            kind = word & KIND_MASK
            classes = (word >> CLASS_SHIFT) & CLASS_MASK
            a = (word >> INDEX_SHIFT) * REGION_SIDE
            b = (rest & INDEX_MASK) * REGION_SIDE
            c = (entry - values) * TRUTH_WORDS
            k = constants[rest >> INDEX_SHIFT]
            if kind >= SUM_BELOW:
                compare_sums(kind, truth, c, flags, axis_values, a + x, b + y, k)
            elif classes == X_ONLY:
                compare_columns(kind, truth, c, flags, axis_values, a + x, b + x, k)
            elif classes == Y_ONLY:
                compare_rows(kind, truth, c, axis_values, a + y, b + y, k)
            else:
                compare_tile(kind, truth, c, flags, w.wide, rawmem.get_int(renamed, word >> INDEX_SHIFT),
                             rawmem.get_int(renamed, rest & INDEX_MASK), k)
        block += 1


def _compare_by_kernels(w, words, at, values, comparisons, lane, x, y):
    """The same, with addresses of bytes instead of indices."""
    renamed = w.renamed
    kernels = w.kernels
    axis_values = rawmem.address_of(w.axis_values)
    wide = rawmem.address_of(w.wide)
    truth = rawmem.address_of(w.truth)
    constants = rawmem.address_of(w.constants)
    scratch = rawmem.address_of(w.scratch)
    block = values >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < comparisons:
        entries = entries_of(w, lane, block, values, comparisons)
        while entries != 0:
            entry = (block << BLOCK_SHIFT) + lowest_bit(entries)
            entries = without_lowest_bit(entries)
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            kind = word & KIND_MASK
            classes = (word >> CLASS_SHIFT) & CLASS_MASK
            a = axis_values + (word >> INDEX_SHIFT) * (8 * REGION_SIDE)
            b = axis_values + (rest & INDEX_MASK) * (8 * REGION_SIDE)
            k = constants + (rest >> INDEX_SHIFT) * 8
            c = truth + (entry - values) * (8 * TRUTH_WORDS)
            if kind >= SUM_BELOW:
                call(kernels[TILES + kind], c, a + 8 * x, b + 8 * y, k, scratch, 0)
            elif classes == X_ONLY:
                call(kernels[COLUMNS + kind], c, a + 8 * x, b + 8 * x, k, 0, 0)
            elif classes == Y_ONLY:
                call(kernels[ROWS + kind], c, a + 8 * y, b + 8 * y, k, 0, 0)
            else:
                call(kernels[TILES + kind], c, wide + 8 * rawmem.get_int(renamed, word >> INDEX_SHIFT),
                     wide + 8 * rawmem.get_int(renamed, rest & INDEX_MASK), k, 0, 0)
        block += 1


def _combine_by_kernel(w, words, at, values, comparisons, size, lane):
    kernel = w.kernels[COMBINE]
    tape = rawmem.address_of(words) + 8 * at
    known = (1 | 1 << FALSE_SHIFT) << lane
    masks = rawmem.address_of(w.masks)
    truth = rawmem.address_of(w.truth) - values * (8 * TRUTH_WORDS)
    block = comparisons >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < size:
        entries = entries_of(w, lane, block, comparisons, size)
        if entries != 0:
            call(kernel, entries, block << BLOCK_SHIFT, tape, known, masks, truth)
        block += 1


def _compare_row(w, words, at, values, comparisons, lane, x, y, first):
    """first: where in a value's numbers this row begins."""
    renamed = w.renamed
    axis_values = w.axis_values
    truth = w.truth
    flags = w.flags
    constants = w.constants
    block = values >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < comparisons:
        entries = entries_of(w, lane, block, values, comparisons)
        while entries != 0:
            entry = (block << BLOCK_SHIFT) + lowest_bit(entries)
            entries = without_lowest_bit(entries)
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            kind = word & KIND_MASK
            classes = (word >> CLASS_SHIFT) & CLASS_MASK
            a = (word >> INDEX_SHIFT) * REGION_SIDE
            b = (rest & INDEX_MASK) * REGION_SIDE
            c = (entry - values) * TRUTH_WORDS
            k = constants[rest >> INDEX_SHIFT]
            if kind >= SUM_BELOW:
                compare_sums_of_row(kind, truth, c, flags, axis_values, a + x, axis_values[b + y], k)
            elif classes == X_ONLY:
                compare_row(kind, truth, c, flags, axis_values, a + x, b + x, k)
            elif classes == Y_ONLY:
                truth[c] = -1 if compare_numbers(kind, axis_values[a + y], axis_values[b + y], k) else 0
            else:
                compare_row(kind, truth, c, flags, w.wide, rawmem.get_int(renamed, word >> INDEX_SHIFT) + first,
                            rawmem.get_int(renamed, rest & INDEX_MASK) + first, k)
        block += 1


def _combine(w, words, at, values, comparisons, size, lane):
    masks = w.masks
    truth = w.truth
    block = comparisons >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < size:
        entries = entries_of(w, lane, block, comparisons, size)
        while entries != 0:
            entry = (block << BLOCK_SHIFT) + lowest_bit(entries)
            entries = without_lowest_bit(entries)
            word = words[at + ENTRY_WORDS * entry]
            first = word >> INDEX_SHIFT
            second = words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK
            known_a = ((masks[first] | masks[first] >> FALSE_SHIFT) >> lane) & 1
            known_b = ((masks[second] | masks[second] >> FALSE_SHIFT) >> lane) & 1
            combine(word & 1, truth, (entry - values) * TRUTH_WORDS, (first - values) * TRUTH_WORDS,
                    (second - values) * TRUTH_WORDS, known_a, known_b)
        block += 1


# ---- pixels ----

def put_tile(w, left, top, truth, at):
    """Put a tile on the canvas, as far as there is canvas; its truths are at truth[at] and on."""
    rows = min(SIDE, w.height - top)
    row = 0
    while row < rows:
        _put_rows(w, left, top + row, min(rows - row, ROWS_A_WORD), truth[at + row // ROWS_A_WORD])
        row += ROWS_A_WORD


def _put_rows(w, left, row, count, bits):
    """Put rows of 16 bits each on the canvas, from column `left` of a row on, as far as there is canvas."""
    canvas = w.bits
    stride = w.stride
    place = row * stride + (left >> 3)
    end = place + count * stride
    columns = w.width - left
    if columns >= SIDE:
        while place < end:
            rawmem.set_byte(canvas, place, bits & 0xff)
            rawmem.set_byte(canvas, place + 1, (bits >> 8) & 0xff)
            bits >>= SIDE
            place += stride
    else:
        while place < end:
            if columns > 8:
                rawmem.set_byte(canvas, place, bits & 0xff)
                rawmem.set_byte(canvas, place + 1, (bits >> 8) & 0xff & (0xff00 >> (columns - 8)))
            else:
                rawmem.set_byte(canvas, place, bits & 0xff & (0xff00 >> columns))
            bits >>= SIDE
            place += stride
