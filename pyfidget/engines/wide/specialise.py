"""Specialisation: the shorter tape of one lane, from the entries that it needs.

Entries are copied in their order; renamed[entry] is an entry's new place. An entry that is one of its arguments in this lane
is not copied: it is renamed to what that argument is now.
"""
from pyfidget import rawmem
from pyfidget.asm.copying import LANE, LIVE, RENAMED, TAPE, TARGET
from pyfidget.asm.kernels import COPY
from pyfidget.engines.wide.live_lanes import entries_of
from pyfidget.engines.wide.worker import BLOCK_SHIFT, FALSE_SHIFT
from pyfidget.lowering.entries import ENTRY_WORDS, FIRST_VALUE, INDEX_MASK, INDEX_SHIFT
from pyfidget.machine import call
from pyfidget.rpy import lowest_bit, without_lowest_bit

_WORD = 8  # bytes


def specialise_values(w, words, at, lane, target, values):
    """Write the values of a lane's tape to the arena from `target` on; gives where on that tape its comparisons begin.

    values: how many of them the region's tape has, x and y among them.
    """
    rawmem.set_int(w.renamed, 0, 0)
    rawmem.set_int(w.renamed, 1, 1)
    return _copy(w, words, at, lane, target, FIRST_VALUE, FIRST_VALUE, values, True)


def specialise_comparisons(w, words, at, lane, target, place, begin, end):
    """The same of the comparisons, on the region's tape from `begin` to before `end`, to `place` and on; gives where the booleans
    begin."""
    return _copy(w, words, at, lane, target, place, begin, end, False)


def _copy(w, words, at, lane, target, place, begin, end, choices):
    renamed = w.renamed
    masks = w.masks
    arena = w.arena
    block = begin >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < end:
        entries = entries_of(w, lane, block, begin, end)
        while entries != 0:
            entry = (block << BLOCK_SHIFT) + lowest_bit(entries)
            entries = without_lowest_bit(entries)
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
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
        block += 1
    return place


_copy._always_inline_ = True


def specialise_booleans(w, words, at, lane, target, place, begin, end):
    """The same of the booleans; gives the size of the tape."""
    if w.has_kernels:
        return _specialise_by_kernel(w, words, at, lane, target, place, begin, end)
    return specialise_by_loop(w, words, at, lane, target, place, begin, end)


def _specialise_by_kernel(w, words, at, lane, target, place, begin, end):
    request = w.request
    request[TAPE] = rawmem.address_of(words) + _WORD * at
    request[LIVE] = rawmem.address_of(w.live)
    request[RENAMED] = rawmem.address_of(w.renamed)
    request[LANE] = 1 << lane
    request[TARGET] = rawmem.address_of(w.arena) + _WORD * target
    block = begin >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < end:
        entries = entries_of(w, lane, block, begin, end)
        if entries != 0:
            place = call(w.kernels[COPY], entries, block << BLOCK_SHIFT, place, rawmem.address_of(request), 0, 0)
        block += 1
    return place


def specialise_by_loop(w, words, at, lane, target, place, begin, end):
    """specialise_booleans without machine code."""
    renamed = w.renamed
    live = w.live
    arena = w.arena
    block = begin >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < end:
        entries = entries_of(w, lane, block, begin, end)
        while entries != 0:
            entry = (block << BLOCK_SHIFT) + lowest_bit(entries)
            entries = without_lowest_bit(entries)
            word = words[at + ENTRY_WORDS * entry]
            first = word >> INDEX_SHIFT
            second = words[at + ENTRY_WORDS * entry + 1]
            a = rawmem.get_int(renamed, first)
            b = rawmem.get_int(renamed, second)
            # What a boolean did not ask for is known.
            unknown_a = (live[first] >> lane) & 1
            unknown_b = (live[second] >> lane) & 1
            # Without a branch, which nothing could predict: the copy is written in any case, and counts if neither is known.
            arena[target + ENTRY_WORDS * place] = (word & INDEX_MASK) | a << INDEX_SHIFT
            arena[target + ENTRY_WORDS * place + 1] = b
            copied = unknown_a & unknown_b
            rawmem.set_int(renamed, entry, b & unknown_a - 1 | a & unknown_b - 1 | place & -copied)
            place += copied
        block += 1
    return place
