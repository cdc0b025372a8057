"""What kernels that walk a tape have in common.

Each deals with one entry by its own operation and jumps to the kernel of the next one's, until there is one that has no kernel.
That entry is what the code returns, or where the entries end. A value's entry says where its kernel stands among them, its kernel
(lowering/entries.py); a comparison's kind and class do.

    RDI  where its result goes     RSI  the entry          RDX  where they end      RCX  the table of constants
    R8   what entry 0 has          R9   the addresses of these kernels

R10 and R11 are where its arguments are.
"""
from pyfidget.asm.encoder import R8, R9, RAX, RCX, RDI, RDX, RSI, VBROADCASTSD, at, indexed
from pyfidget.asm.lane_compare import end
from pyfidget.lowering.entries import (
    COMPARE_MASK,
    CONSTANT_VALUE,
    FORM_SHIFT,
    KERNEL_MASK,
    KERNEL_SHIFT,
    VALUE_CONSTANT,
    VALUE_KERNELS,
)

_ENTRY = 16  # bytes of an entry
FIRST, SECOND, _CONSTANT = 4, 8, 12  # where on it its arguments and its constant stand
WITH_CONSTANT = VALUE_CONSTANT << FORM_SHIFT
OF_CONSTANT = CONSTANT_VALUE << FORM_SHIFT


def write_end(a, starts, first):
    """Where threaded code over values ends, for all until they have kernels; gives the place."""
    place = a.position()
    a.move(RAX, RSI)
    end(a)
    for kernel in range(VALUE_KERNELS):
        starts[first + kernel] = place
    return place


def point_to_argument(a, register, which, shift):
    """What an argument, FIRST or SECOND, has; an entry has 1 << shift bytes."""
    a.load_32(register, at(RSI, which))
    a.shift_left(register, shift)
    a.add(register, R8)


def load_entry_constant(a, register):
    """An entry's constant four times, to a vector register."""
    a.load_32(RAX, at(RSI, _CONSTANT))
    a.vector_memory(VBROADCASTSD, register, 0, indexed(RCX, RAX, 8, 0))


def go_on_to_value(a, bytes_filled, done):
    """To the kernel of the next entry, a value, or to the end; bytes_filled: what RDI has not gone on by."""
    _go_on(a, bytes_filled, KERNEL_SHIFT >> 3, KERNEL_MASK, done)


def go_on_to_comparison(a, bytes_filled, done):
    _go_on(a, bytes_filled, 0, COMPARE_MASK, done)


def _go_on(a, bytes_filled, place, mask, done):
    """place: of the byte of an entry whose bits of a mask say which kernel."""
    if bytes_filled != 0:
        a.add_large_constant(RDI, bytes_filled)
    a.add_constant(RSI, _ENTRY)
    a.compare(RSI, RDX)
    a.jump_back_if_equal(done)
    a.load_32(RAX, at(RSI, place))
    a.and_large_constant(RAX, mask)
    a.jump_to_address_at(indexed(R9, RAX, 8, 0))
