"""What kernels that walk a tape have in common.

Each deals with one entry by its own operation and jumps to the kernel of the next one's, until there is one that has no kernel.
Its entry is what the walk returns, or where the entries end.

    RDI  where its result goes     RSI  the entry          RDX  where they end      RCX  the table of constants
    R8   what entry 0 has          R9   the addresses of these kernels, by operation

R10 and R11 are where its arguments are.
"""
from pyfidget.asm.encoder import R8, R9, RAX, RCX, RDI, RDX, RSI, VBROADCASTSD, at, indexed
from pyfidget.asm.sixteen import end
from pyfidget.lowering.entries import CONSTANT_VALUE, FORM_SHIFT, VALUE_CONSTANT, VALUE_OPERATIONS
from pyfidget.operations import ADD, CONST, MUL, NEG, SQRT, SQUARE, SUB

_ENTRY = 16  # bytes of an entry
FIRST, SECOND, _CONSTANT = 4, 8, 12  # where on it its arguments and its constant stand
WITH_CONSTANT = VALUE_CONSTANT << FORM_SHIFT
OF_CONSTANT = CONSTANT_VALUE << FORM_SHIFT

# The operations of values that have kernels: those that lowering leaves most of.
WALKED_VALUES = [CONST, ADD, ADD | WITH_CONSTANT, SUB, SUB | OF_CONSTANT, MUL, MUL | WITH_CONSTANT, SQUARE, SQRT, NEG]


def write_end(a, starts, first):
    """Where a walk over values ends, for all operations until they have kernels; gives the place."""
    place = a.position()
    a.move(RAX, RSI)
    end(a)
    for operation in range(VALUE_OPERATIONS):
        starts[first + operation] = place
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


def go_on(a, bytes_filled, operation_mask, done):
    """To the kernel of the next entry's operation, or to the end; bytes_filled: what RDI has not gone on by."""
    if bytes_filled != 0:
        a.add_large_constant(RDI, bytes_filled)
    a.add_constant(RSI, _ENTRY)
    a.compare(RSI, RDX)
    a.jump_back_if_equal(done)
    a.load_32(RAX, at(RSI, 0))
    a.and_large_constant(RAX, operation_mask)
    a.jump_to_address_at(indexed(R9, RAX, 8, 0))
