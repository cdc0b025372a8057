"""Specialisation: the shorter tape of one lane, from the list of the entries that it needs.

Entries are copied in their order; renamed[entry] is an entry's new place. An entry that is one of its arguments in this lane
is not copied: it is renamed to what that argument is now.
"""
from pyfidget import rawmem
from pyfidget.engines.wide.select import MARK_BOOLEANS, MARK_COMPARISONS, MARK_END, MARK_VALUES, MARKS
from pyfidget.engines.wide.worker import FALSE_SHIFT
from pyfidget.lowering.entries import ENTRY_WORDS, FIRST_VALUE, INDEX_MASK, INDEX_SHIFT


def specialise_values(w, words, at, lane, target):
    """Write the values of a lane's tape to the arena from `target` on; gives where on that tape its comparisons begin."""
    return _copy(w, words, at, lane, target, FIRST_VALUE, MARK_VALUES, True)


def specialise_comparisons(w, words, at, lane, target, values):
    """The same of the comparisons, behind so many values; gives where the booleans begin."""
    return _copy(w, words, at, lane, target, values, MARK_COMPARISONS, False)


def _copy(w, words, at, lane, target, place, mark, choices):
    lists = w.lists
    renamed = w.renamed
    masks = w.masks
    arena = w.arena
    position = w.marks[MARKS * lane + mark]
    end = w.marks[MARKS * lane + mark + 1]
    rawmem.set_int(renamed, 0, 0)
    rawmem.set_int(renamed, 1, 1)
    while position < end:
        entry = rawmem.get_int(lists, position)
        word = words[at + ENTRY_WORDS * entry]
        rest = words[at + ENTRY_WORDS * entry + 1]
        position += 1
        if choices:
            choice = masks[entry] >> lane
            if choice & 1:
                rawmem.set_int(renamed, entry, rawmem.get_int(renamed, word >> INDEX_SHIFT))
                continue
            if (choice >> FALSE_SHIFT) & 1:
                rawmem.set_int(renamed, entry, rawmem.get_int(renamed, rest & INDEX_MASK))
                continue
        a = rawmem.get_int(renamed, word >> INDEX_SHIFT)
        b = rawmem.get_int(renamed, rest & INDEX_MASK)
        arena[target + ENTRY_WORDS * place] = (word & INDEX_MASK) | a << INDEX_SHIFT
        arena[target + ENTRY_WORDS * place + 1] = (rest & ~INDEX_MASK) | b
        rawmem.set_int(renamed, entry, place)
        place += 1
    return place


_copy._always_inline_ = True


def specialise_booleans(w, words, at, lane, target, comparisons):
    """The same of the booleans; gives the size of the tape."""
    lists = w.lists
    renamed = w.renamed
    live = w.live
    arena = w.arena
    place = comparisons
    position = w.marks[MARKS * lane + MARK_BOOLEANS]
    end = w.marks[MARKS * lane + MARK_END]
    while position < end:
        entry = rawmem.get_int(lists, position)
        word = words[at + ENTRY_WORDS * entry]
        a = rawmem.get_int(renamed, word >> INDEX_SHIFT)
        b = rawmem.get_int(renamed, words[at + ENTRY_WORDS * entry + 1])
        known = live[entry] >> lane
        known_a = known & 1
        known_b = (known >> FALSE_SHIFT) & 1
        # Without a branch, which nothing could predict: the copy is written in any case, and counts if neither is known.
        arena[target + ENTRY_WORDS * place] = (word & INDEX_MASK) | a << INDEX_SHIFT
        arena[target + ENTRY_WORDS * place + 1] = b
        copied = 1 - (known_a | known_b)
        rawmem.set_int(renamed, entry, b & -known_a | a & -known_b | place & -copied)
        place += copied
        position += 1
    return place
