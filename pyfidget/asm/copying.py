"""Copying the booleans that a lane needs to its own tape: the loop of engines/wide/specialise.py.

    RDI  which of 64 entries, as bits, at least one     RSI  the first of the 64     RDX  the place of the next copy
    RCX  a request: words that are the same for all of a lane, as below

RAX: the place behind the copies. Where an argument is known there is no copy, and the entry becomes its other argument. None of
that is a branch: a copy is written in any case, and counts if the entry has become the place where it is written.
"""
from pyfidget.asm.encoder import R8, R9, R10, R11, R12, RAX, RBP, RBX, RCX, RDI, RDX, RSI, at, indexed
from pyfidget.asm.threaded_code import FIRST, SECOND

# A request: the addresses of the tape, of the lanes that need each entry, and of the entries' new places; the lane, as a bit; and
# where the copy of place 0 would lie.
TAPE, LIVE, RENAMED, LANE, TARGET = range(5)
REQUEST_WORDS = TARGET + 1

_ENTRY_SHIFT = 4  # an entry has 16 bytes


def copy_booleans(a):
    """Write the kernel."""
    entries, first, place, target = RDI, RSI, RDX, RCX
    tape, live, renamed, lane = R8, R9, R10, R11
    saved = [RBX, RBP, R12]
    for register in saved:
        a.push(register)
    for register, which in [(tape, TAPE), (live, LIVE), (renamed, RENAMED), (lane, LANE), (target, TARGET)]:
        a.load_64(register, at(RCX, 8 * which))
    a.move(RAX, place)
    a.shift_left(RAX, _ENTRY_SHIFT)
    a.add(target, RAX)
    loop = a.position()
    a.lowest_bit(RAX, entries)
    a.add(RAX, first)
    a.move(RBX, RAX)
    a.shift_left(RBX, _ENTRY_SHIFT)
    a.load_32(RBP, indexed(tape, RBX, 1, 0))
    a.store_32(at(target, 0), RBP)
    a.load_32(RBP, indexed(tape, RBX, 1, SECOND))
    a.load_32(RBX, indexed(tape, RBX, 1, FIRST))
    a.load_32(R12, indexed(renamed, RBX, 4, 0))
    a.store_32(at(target, FIRST), R12)
    a.test_32(indexed(live, RBP, 8, 0), lane)
    a.move_if_not_equal(R12, place)
    a.load_32(RBP, indexed(renamed, RBP, 4, 0))
    a.store_64(at(target, SECOND), RBP)
    a.test_32(indexed(live, RBX, 8, 0), lane)
    a.move_if_equal(R12, RBP)
    a.store_32(indexed(renamed, RAX, 4, 0), R12)
    a.load_address(RAX, at(place, 1))
    a.load_address(RBX, at(target, 1 << _ENTRY_SHIFT))
    a.compare(R12, place)
    a.move_if_equal(place, RAX)
    a.move_if_equal(target, RBX)
    a.load_address(RAX, at(entries, -1))
    a.bit_and(entries, RAX)
    a.jump_back_if_not_equal(loop)
    a.move(RAX, place)
    for register in reversed(saved):
        a.pop(register)
    a.ret()
