"""Analysis of one tile in place: what each entry that it needs is worth in each of its 16 blocks of 4 x 4 pixels.

The tile has no tape of its own: a list says which entries of its region's tape it needs, and what these are worth lies at their
places on that tape. Their bounds take the place of the region's, which are no longer needed; masks have memory of their own
(`enter_tiles`). What depends on x alone or on y alone has been computed for the region's columns and rows, so its bounds are the
least and the largest of four numbers. An entry that reads such a value asks for its bounds.
"""
from pyfidget.engines.wide.analyse import analyse_booleans, analyse_comparisons, analyse_value
from pyfidget.engines.wide.lanes import higher_of, lower_of
from pyfidget.engines.wide.live_lanes import entries_of
from pyfidget.engines.wide.masks import lanes_of_columns, lanes_of_rows
from pyfidget.engines.wide.worker import BLOCK_SHIFT, BLOCK_SIDE, BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT, REGION_SIDE, STRIPS
from pyfidget.lowering.entries import (
    CLASS_MASK,
    CLASS_SHIFT,
    CODE_MASK,
    ENTRY_WORDS,
    FORM_SHIFT,
    INDEX_MASK,
    INDEX_SHIFT,
    KIND_MASK,
    LESS,
    OPCODE_MASK,
    SPREAD,
    SPREAD_X,
    SUM_BELOW,
)
from pyfidget.lowering.graph import BOTH, X_ONLY
from pyfidget.rawmem import get_int, set_int
from pyfidget.rpy import intmask, lowest_bit, without_lowest_bit

_ALL = (1 << LANES) - 1


def enter_tiles(w):
    """From the region that has been analysed to its tiles: `masks` and `live` become theirs."""
    w.region_masks = w.masks
    w.region_live = w.live
    w.masks = w.tile_masks
    w.live = w.tile_live


def leave_tiles(w):
    """Back to regions."""
    w.masks = w.region_masks
    w.live = w.region_live


def list_entries(w, lane, begin, end, count):
    """Add the entries that a tile needs, of those from `begin` to before `end`, to its list of `count`; gives the new count."""
    tile_list = w.tile_list
    block = begin >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < end:
        entries = entries_of(w, lane, block, begin, end)
        while entries != 0:
            set_int(tile_list, count, (block << BLOCK_SHIFT) + lowest_bit(entries))
            entries = without_lowest_bit(entries)
            count += 1
        block += 1
    return count


def analyse_tile(w, words, at, values, comparisons, size, lane, x, y):
    """Fill bounds and masks; gives the mask of the last entry.

    values, comparisons, size: where on the list these end; x, y: where in the region's columns and rows the tile begins.
    """
    _analyse_values(w, words, at, values, lane, x, y)
    i = values
    while i < comparisons:
        entry = get_int(w.tile_list, i)
        _bound_axis_values(w, words, at, entry, x, y)
        analyse_comparisons(w, words, at, entry, entry + 1)
        i += 1
    while i < size:
        entry = get_int(w.tile_list, i)
        _set_known(w, words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT, lane)
        _set_known(w, words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK, lane)
        analyse_booleans(w, words, at, entry, entry + 1)
        i += 1
    return w.masks[get_int(w.tile_list, size - 1)]


def _analyse_values(w, words, at, values, lane, x, y):
    """Of x and y. One that is always one of its arguments in the tile has the bounds of that."""
    masks = w.masks
    i = 0
    while i < values:
        entry = get_int(w.tile_list, i)
        word = words[at + ENTRY_WORDS * entry]
        choice = w.region_masks[entry] >> lane
        if choice & 1:
            masks[entry] = _ALL | _copy(w, entry, word >> INDEX_SHIFT)
        elif (choice >> FALSE_SHIFT) & 1:
            masks[entry] = _ALL << FALSE_SHIFT | _copy(w, entry, words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK)
        else:
            if word & OPCODE_MASK == SPREAD:
                if (word & CODE_MASK) >> FORM_SHIFT == SPREAD_X:
                    _bound_columns(w, word >> INDEX_SHIFT, x)
                else:
                    _bound_rows(w, word >> INDEX_SHIFT, y)
            masks[entry] = analyse_value(w, words, at, entry)
        i += 1


def _copy(w, entry, argument):
    """Copy an argument's bounds; gives the lanes where it may be NaN, and those where it is nothing else, as in a mask."""
    v = w.bounds
    c = entry * BOUNDS
    a = argument * BOUNDS
    i = 0
    while i < BOUNDS:
        v[c + i] = v[a + i]
        i += 1
    return w.masks[argument] >> NAN_SHIFT << NAN_SHIFT


def _bound_axis_values(w, words, at, entry, x, y):
    """The bounds of what a comparison reads, where that is of x alone or of y alone."""
    word = words[at + ENTRY_WORDS * entry]
    kind = word & KIND_MASK
    classes = (word >> CLASS_SHIFT) & CLASS_MASK
    a = word >> INDEX_SHIFT
    b = words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK
    if kind >= SUM_BELOW:
        _bound_columns(w, a, x)
        _bound_rows(w, b, y)
    elif classes == X_ONLY:
        _bound_columns(w, a, x)
        if kind == LESS:
            _bound_columns(w, b, x)
    elif classes != BOTH:
        _bound_rows(w, a, y)
        if kind == LESS:
            _bound_rows(w, b, y)


def _bound_columns(w, entry, x):
    """Columns lie the other way round in each eight (samples.py), so that blocks do in each two."""
    nans = _bound_samples(w, entry, x, 1)
    w.masks[entry] = intmask(lanes_of_columns(nans) << NAN_SHIFT)


def _bound_rows(w, entry, y):
    nans = _bound_samples(w, entry, y, 0)
    w.masks[entry] = intmask(lanes_of_rows(nans) << NAN_SHIFT)


def _bound_samples(w, entry, start, mirrored):
    """Of the 16 samples of an entry from one on; gives the strips that have a NaN, as _bound_strips_with_nans."""
    first = entry * REGION_SIDE + start
    if w.region_masks[entry] >> NAN_SHIFT == 0:
        _bound_strips(w.bounds, entry * BOUNDS, w.axis_values, first, mirrored)
        return 0
    return _bound_strips_with_nans(w.bounds, entry * BOUNDS, w.axis_values, first, mirrored)


def _bound_strips(v, c, samples, first, mirrored):
    """The least and the largest of each four of 16 numbers."""
    strip = 0
    while strip < STRIPS:
        i = first + BLOCK_SIDE * (strip ^ mirrored)
        v[c + strip] = lower_of(lower_of(samples[i], samples[i + 1]), lower_of(samples[i + 2], samples[i + 3]))
        v[c + STRIPS + strip] = higher_of(higher_of(samples[i], samples[i + 1]), higher_of(samples[i + 2], samples[i + 3]))
        strip += 1


def _bound_strips_with_nans(v, c, samples, first, mirrored):
    """The same where some may be NaN, which do not count; gives the strips that have one, and << FALSE_SHIFT those of NaN alone,
    whose bounds are some numbers."""
    result = 0
    strip = 0
    while strip < STRIPS:
        i = first + BLOCK_SIDE * (strip ^ mirrored)
        end = i + BLOCK_SIDE
        least = most = 0.0
        numbers = 0
        while i < end:
            value = samples[i]
            if value == value:
                least = value if numbers == 0 else lower_of(least, value)
                most = value if numbers == 0 else higher_of(most, value)
                numbers += 1
            i += 1
        v[c + strip] = least
        v[c + STRIPS + strip] = most
        if numbers < BLOCK_SIDE:
            result |= 1 << strip
        if numbers == 0:
            result |= 1 << FALSE_SHIFT + strip
        strip += 1
    return result


def _set_known(w, argument, lane):
    """What a boolean does not ask for is known in all of the tile, and has no place on the list."""
    if (w.region_live[argument] >> lane) & 1 == 0:
        known = w.region_masks[argument] >> lane
        w.masks[argument] = (known & 1) * _ALL | ((known >> FALSE_SHIFT) & 1) * (_ALL << FALSE_SHIFT)


_set_known._always_inline_ = True
assert BLOCK_SIDE == 4
