"""Kernels that bound values of x alone and of y alone: the loops of engines/wide/lanes.py for 4 columns or rows of lanes.

They walk a tape's values. Each bounds one by its own operation and jumps to the next one's, until there is one that has no
kernel: a value of x and y, a careful one, or one of a rarer operation. Its entry is what the walk returns, or where the values
end.

    RDI  where its bounds go      RSI  the entry          RDX  where they end      RCX  the table of constants
    R8   the bounds of entry 0    R9   the addresses of these kernels, by operation

Four lower bounds are a register, and four upper ones. R10 and R11 are where the bounds of its arguments are.
"""
from pyfidget.asm.encoder import (
    R8,
    R9,
    R10,
    R11,
    RAX,
    RCX,
    RDI,
    RDX,
    RSI,
    VADDPD,
    VBROADCASTSD,
    VMAXPD,
    VMINPD,
    VMOVUPD,
    VMOVUPD_STORE,
    VMULPD,
    VPCMPEQQ,
    VPSLLQ,
    VPSLLQ_NUMBER,
    VPXOR,
    VSQRTPD,
    VSUBPD,
    at,
    indexed,
)
from pyfidget.asm.sixteen import end
from pyfidget.lowering.entries import CONSTANT_VALUE, FORM_SHIFT, VALUE_CONSTANT, VALUE_OPERATIONS
from pyfidget.operations import ADD, CONST, MUL, NEG, SQRT, SQUARE, SUB

_ENTRY = 16  # bytes of an entry
BOUNDS_SHIFT = 8  # 1 << this are the bytes of a value's bounds
UPPER = 32  # bytes of four lower bounds, which the upper ones lie behind
_WITH_CONSTANT = VALUE_CONSTANT << FORM_SHIFT
_OF_CONSTANT = CONSTANT_VALUE << FORM_SHIFT


def write_bounds_kernels(a, starts, first):
    """Write them by an Assembler; that of an operation is kernel `first` + operation, of which there are VALUE_OPERATIONS."""
    done = a.position()
    a.move(RAX, RSI)
    end(a)
    for operation in range(VALUE_OPERATIONS):
        starts[first + operation] = done
    for operation in [CONST, ADD, ADD | _WITH_CONSTANT, SUB, SUB | _OF_CONSTANT, MUL, MUL | _WITH_CONSTANT, SQUARE, SQRT, NEG]:
        starts[first + operation] = a.position()
        _write_kernel(a, operation)
        go_on(a, 1 << BOUNDS_SHIFT, VALUE_OPERATIONS - 1, done)


def _write_kernel(a, operation):
    """The bounds to registers 0 and 1, and from there to memory."""
    if operation == CONST:
        load_entry_constant(a, 0)
        load_entry_constant(a, 1)
    else:
        point_to_bounds(a, R10, 4)
        if operation == ADD or operation == SUB or operation == MUL:
            point_to_bounds(a, R11, 8)
            _of_two_values(a, operation)
        elif operation >> FORM_SHIFT != 0:
            load_entry_constant(a, 2)
            _of_value_and_constant(a, operation)
        else:
            _of_one_value(a, operation)
    a.vector_memory(VMOVUPD_STORE, 0, 0, at(RDI, 0))
    a.vector_memory(VMOVUPD_STORE, 1, 0, at(RDI, UPPER))


def _of_two_values(a, operation):
    a.vector_memory(VMOVUPD, 0, 0, at(R10, 0))
    a.vector_memory(VMOVUPD, 1, 0, at(R10, UPPER))
    if operation == ADD:
        a.vector_memory(VADDPD, 0, 0, at(R11, 0))
        a.vector_memory(VADDPD, 1, 1, at(R11, UPPER))
    elif operation == SUB:
        a.vector_memory(VSUBPD, 0, 0, at(R11, UPPER))
        a.vector_memory(VSUBPD, 1, 1, at(R11, 0))
    else:
        a.vector_memory(VMULPD, 2, 0, at(R11, 0))
        a.vector_memory(VMULPD, 3, 0, at(R11, UPPER))
        a.vector_memory(VMULPD, 4, 1, at(R11, 0))
        a.vector_memory(VMULPD, 5, 1, at(R11, UPPER))
        for register, extremum in [(0, VMINPD), (1, VMAXPD)]:
            a.vector(extremum, 6, 2, 3)
            a.vector(extremum, 7, 4, 5)
            a.vector(extremum, register, 6, 7)


def _of_value_and_constant(a, operation):
    """The constant is in register 2."""
    if operation == ADD | _WITH_CONSTANT:
        a.vector_memory(VADDPD, 0, 2, at(R10, 0))
        a.vector_memory(VADDPD, 1, 2, at(R10, UPPER))
    elif operation == SUB | _OF_CONSTANT:
        a.vector_memory(VSUBPD, 0, 2, at(R10, UPPER))
        a.vector_memory(VSUBPD, 1, 2, at(R10, 0))
    else:
        a.vector_memory(VMULPD, 3, 2, at(R10, 0))
        a.vector_memory(VMULPD, 4, 2, at(R10, UPPER))
        a.vector(VMINPD, 0, 3, 4)
        a.vector(VMAXPD, 1, 3, 4)


def _of_one_value(a, operation):
    if operation == SQRT:
        a.vector_memory(VSQRTPD, 0, 0, at(R10, 0))
        a.vector_memory(VSQRTPD, 1, 0, at(R10, UPPER))
        return
    signs = 5
    a.vector(VPCMPEQQ, signs, signs, signs)
    a.vector(VPSLLQ, VPSLLQ_NUMBER, signs, signs)
    a.immediate(63)
    a.vector_memory(VPXOR, 0, signs, at(R10, UPPER))
    a.vector_memory(VPXOR, 1, signs, at(R10, 0))
    if operation == SQUARE:
        # The least magnitude is 0, or the lower bound, or that of the upper one; the largest is the other one.
        a.vector(VPXOR, 2, 2, 2)
        a.vector_memory(VMOVUPD, 3, 0, at(R10, 0))
        a.vector(VMAXPD, 0, 3, 0)
        a.vector(VMAXPD, 0, 0, 2)
        a.vector_memory(VMAXPD, 1, 1, at(R10, UPPER))
        a.vector(VMULPD, 0, 0, 0)
        a.vector(VMULPD, 1, 1, 1)


# ---- what kernels that walk a tape have in common ----

def point_to_bounds(a, register, offset):
    """Where the bounds are of the argument that stands so many bytes behind the beginning of an entry."""
    a.load_32(register, at(RSI, offset))
    a.shift_left(register, BOUNDS_SHIFT)
    a.add(register, R8)


def load_entry_constant(a, register):
    """An entry's constant four times, to a vector register."""
    a.load_32(RAX, at(RSI, 12))
    a.vector_memory(VBROADCASTSD, register, 0, indexed(RCX, RAX, 8, 0))


def go_on(a, bytes_filled, operation_mask, done):
    """To the kernel of the next entry's operation, or to the end."""
    a.add_large_constant(RDI, bytes_filled)
    a.add_constant(RSI, _ENTRY)
    a.compare(RSI, RDX)
    a.jump_back_if_equal(done)
    a.load_32(RAX, at(RSI, 0))
    a.and_large_constant(RAX, operation_mask)
    a.jump_to_address_at(indexed(R9, RAX, 8, 0))
