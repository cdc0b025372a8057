"""Live lanes: which entries each lane still needs, found in one walk from the last entry back to the first.

live[entry] is the mask of the lanes that need an entry. A boolean that a lane needs is undecided there, so that at most one
of its arguments is known in it: an OR with a false argument *is* its other argument, an AND with a true one too. What is
known is not asked for. A value that is the choice of one of its arguments in a lane asks for that one alone.
"""
from pyfidget import rawmem
from pyfidget.engines.wide.worker import FALSE_SHIFT, LANES
from pyfidget.lowering.entries import ENTRY_WORDS, FIRST_VALUE, INDEX_MASK, INDEX_SHIFT, WIDE
from pyfidget.rpy import lowest_bit

# What marks says of a lane, four words each: where in `lists` its values begin, its comparisons, its booleans, and its end.
MARK_VALUES, MARK_COMPARISONS, MARK_BOOLEANS, MARK_END = range(4)
MARKS = 4
_ALL = (1 << LANES) - 1


def select(w, words, at, values, comparisons, size, undecided, has_tiles):
    """For each lane of the mask `undecided` the list of the entries that it needs, rising, in lists and marks.

    Of a boolean live[entry] is afterwards the lanes where its first argument is known | those where its second is << 16.

    has_tiles: whether the lanes are tiles, which share the values of x alone and of y alone. These are computed as they are,
    so that they ask for all their arguments, and they are in no list.
    """
    live = w.live
    masks = w.masks
    marks = w.marks
    entry = 0
    while entry < size:
        live[entry] = 0
        entry += 1
    lane = 0
    while lane < LANES:
        marks[MARKS * lane + MARK_VALUES] = marks[MARKS * lane + MARK_END] = (lane + 1) * size
        lane += 1
    live[size - 1] = undecided
    entry = size - 1
    while entry >= comparisons:
        lanes = live[entry]
        a = words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT
        b = words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK
        known_a = (masks[a] | masks[a] >> FALSE_SHIFT) & _ALL
        known_b = (masks[b] | masks[b] >> FALSE_SHIFT) & _ALL
        live[a] |= lanes & ~known_a
        live[b] |= lanes & ~known_b
        live[entry] = known_a | known_b << FALSE_SHIFT
        _list(w, entry, lanes)
        entry -= 1
    _mark(marks, MARK_BOOLEANS)
    while entry >= values:
        lanes = live[entry]
        live[words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT] |= lanes
        live[words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK] |= lanes
        _list(w, entry, lanes)
        entry -= 1
    _mark(marks, MARK_COMPARISONS)
    while entry >= FIRST_VALUE:
        lanes = live[entry]
        word = words[at + ENTRY_WORDS * entry]
        rest = words[at + ENTRY_WORDS * entry + 1]
        if has_tiles and word & WIDE == 0:
            live[word >> INDEX_SHIFT] |= lanes
            live[rest & INDEX_MASK] |= lanes
        else:
            choice = masks[entry]
            live[word >> INDEX_SHIFT] |= lanes & ~(choice >> FALSE_SHIFT)
            live[rest & INDEX_MASK] |= lanes & ~choice
            _list(w, entry, lanes)
        entry -= 1


def _list(w, entry, lanes):
    """Put an entry before those that are in the lanes' lists already."""
    lists = w.lists
    marks = w.marks
    while lanes != 0:
        lane = lowest_bit(lanes)
        place = marks[MARKS * lane] - 1
        marks[MARKS * lane] = place
        rawmem.set_int(lists, place, entry)
        lanes &= lanes - 1


_list._always_inline_ = True


def _mark(marks, which):
    """Note where all lists begin at the moment."""
    lane = 0
    while lane < LANES:
        marks[MARKS * lane + which] = marks[MARKS * lane]
        lane += 1
