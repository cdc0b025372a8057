"""Kernels that bound values of x alone and of y alone: the loops of engines/wide/lanes.py for 4 columns or rows of lanes.

They walk a tape's values (threaded_code.py). Four lower bounds are a register, and four upper ones.
"""
from pyfidget.asm.encoder import (
    R10,
    R11,
    RDI,
    VADDPD,
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
)
from pyfidget.asm.threaded_code import (
    FIRST,
    OF_CONSTANT,
    SECOND,
    WITH_CONSTANT,
    go_on_to_value,
    load_entry_constant,
    point_to_argument,
    write_end,
)
from pyfidget.lowering.entries import FORM_SHIFT, THREADED_VALUES, kernel_of
from pyfidget.operations import ADD, CONST, MUL, SQRT, SQUARE, SUB

BOUNDS_SHIFT = 8  # 1 << this are the bytes of a value's bounds
UPPER = 32  # bytes of four lower bounds, which the upper ones lie behind


def write_bounds_kernels(a, starts, first):
    """Write them by an Assembler; that of an operation is kernel `first` + kernel_of it, of which there are VALUE_KERNELS."""
    done = write_end(a, starts, first)
    for operation in THREADED_VALUES:
        starts[first + kernel_of(operation)] = a.position()
        _write_kernel(a, operation)
        go_on_to_value(a, 1 << BOUNDS_SHIFT, done)


def _write_kernel(a, operation):
    """The bounds to registers 0 and 1, and from there to memory."""
    if operation == CONST:
        load_entry_constant(a, 0)
        load_entry_constant(a, 1)
    else:
        point_to_argument(a, R10, FIRST, BOUNDS_SHIFT)
        if operation == ADD or operation == SUB or operation == MUL:
            point_to_argument(a, R11, SECOND, BOUNDS_SHIFT)
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
    if operation == ADD | WITH_CONSTANT:
        a.vector_memory(VADDPD, 0, 2, at(R10, 0))
        a.vector_memory(VADDPD, 1, 2, at(R10, UPPER))
    elif operation == SUB | OF_CONSTANT:
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
