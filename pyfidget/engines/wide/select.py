"""Live lanes: which entries each lane still needs, found in one pass from the last entry back to the first.

live[entry] is the mask of the lanes that need an entry. A boolean that a lane needs is undecided there, so that at most one
of its arguments is known in it: an OR with a false argument *is* its other argument, an AND with a true one too. What is
known is not asked for. A value that is the choice of one of its arguments in a lane asks for that one alone.

The pass has no branch that depends on the lanes, which nothing could predict; their own entries are found afterwards, by
transposing the masks (live_lanes.py).
"""
from pyfidget.engines.wide.live_lanes import transpose
from pyfidget.engines.wide.worker import FALSE_SHIFT
from pyfidget.lowering.entries import ENTRY_WORDS, FIRST_VALUE, INDEX_MASK, INDEX_SHIFT, WIDE

# The lanes that need an entry which they share, and do not have for themselves, are in live[entry] << this.
_SHARED_SHIFT = 32


def select(w, words, at, values, comparisons, size, undecided, has_tiles):
    """Find the entries that each lane of the mask `undecided` needs.

    has_tiles: whether the lanes are tiles, which share the values of x alone and of y alone. These are computed as they are,
    so that they ask for all their arguments, and no lane has them for itself.
    """
    live = w.live
    masks = w.masks
    _select_truths(w, words, at, comparisons, size, undecided)
    entry = comparisons - 1
    while entry >= values:
        lanes = live[entry]
        live[words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT] |= lanes
        live[words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK] |= lanes
        entry -= 1
    while entry >= FIRST_VALUE:
        lanes = live[entry]
        word = words[at + ENTRY_WORDS * entry]
        rest = words[at + ENTRY_WORDS * entry + 1]
        if has_tiles and word & WIDE == 0:
            live[word >> INDEX_SHIFT] |= lanes
            live[rest & INDEX_MASK] |= lanes
            live[entry] = lanes << _SHARED_SHIFT
        else:
            choice = masks[entry]
            live[word >> INDEX_SHIFT] |= lanes & ~(choice >> FALSE_SHIFT)
            live[rest & INDEX_MASK] |= lanes & ~choice
        entry -= 1
    transpose(w, size)


def _select_truths(w, words, at, comparisons, size, undecided):
    """Begin anew, and find the lanes that need a boolean, and what booleans ask comparisons for."""
    live = w.live
    masks = w.masks
    entry = 0
    while entry < size:
        live[entry] = 0
        entry += 1
    live[size - 1] = undecided
    entry = size - 1
    while entry >= comparisons:
        lanes = live[entry]
        a = words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT
        b = words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK
        live[a] |= lanes & ~(masks[a] | masks[a] >> FALSE_SHIFT)
        live[b] |= lanes & ~(masks[b] | masks[b] >> FALSE_SHIFT)
        entry -= 1


_select_truths._always_inline_ = True
