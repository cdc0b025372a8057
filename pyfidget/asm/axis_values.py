"""Kernels that compute values of x alone and of y alone, 64 numbers each, for the columns or rows of a region.

They walk a tape's values (threaded_code.py). Each has the operation's own meaning; which NaN comes out may differ.
"""
from pyfidget.asm.encoder import (
    R10,
    R11,
    RAX,
    RDI,
    VADDPD,
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
from pyfidget.lowering.entries import FORM_SHIFT, SLOW_PATH, THREADED_VALUES, kernel_of
from pyfidget.operations import ADD, CONST, MUL, NEG, SQRT, SQUARE, SUB

_NUMBERS_SHIFT = 9  # 64 numbers are 512 bytes
_REGISTER = 32  # bytes of four numbers
_REGISTERS = 4  # at a time
_FIXED = 1  # the register of a constant, or of the bits of signs


def write_axis_kernels(a, starts, first):
    """Write them by an Assembler; that of an operation is kernel `first` + kernel_of it, of which there are VALUE_KERNELS."""
    done = write_end(a, starts, first)
    for operation in THREADED_VALUES:
        # Care is for bounds alone.
        starts[first + kernel_of(operation)] = starts[first + kernel_of(operation | SLOW_PATH)] = a.position()
        _load_fixed(a, operation)
        _write_loop(a, operation)
        go_on_to_value(a, 0, done)


def _load_fixed(a, operation):
    """What is the same for all numbers."""
    if operation == CONST or operation >> FORM_SHIFT != 0:
        load_entry_constant(a, _FIXED)
    elif operation == NEG:
        a.vector(VPCMPEQQ, _FIXED, _FIXED, _FIXED)
        a.vector(VPSLLQ, VPSLLQ_NUMBER, _FIXED, _FIXED)
        a.immediate(63)
    if operation != CONST:
        point_to_argument(a, R10, FIRST, _NUMBERS_SHIFT)
    if operation == ADD or operation == SUB or operation == MUL:
        point_to_argument(a, R11, SECOND, _NUMBERS_SHIFT)


def _write_loop(a, operation):
    """All numbers; RDI goes on behind them, R10 and R11 with it."""
    a.move(RAX, RDI)
    a.add_large_constant(RAX, 1 << _NUMBERS_SHIFT)
    loop = a.position()
    for register in range(_REGISTERS):
        _compute(a, operation, register * _REGISTER)
    for pointer in [R10, R11, RDI]:
        a.add_large_constant(pointer, _REGISTERS * _REGISTER)
    a.compare(RDI, RAX)
    a.jump_back_if_not_equal(loop)


def _compute(a, operation, place):
    """Four numbers, so many bytes behind those of the pointers."""
    one, other = at(R10, place), at(R11, place)
    result = 0
    if operation == CONST:
        result = _FIXED
    elif operation == ADD:
        a.vector_memory(VMOVUPD, result, 0, one)
        a.vector_memory(VADDPD, result, result, other)
    elif operation == SUB:
        a.vector_memory(VMOVUPD, result, 0, one)
        a.vector_memory(VSUBPD, result, result, other)
    elif operation == MUL:
        a.vector_memory(VMOVUPD, result, 0, one)
        a.vector_memory(VMULPD, result, result, other)
    elif operation == ADD | WITH_CONSTANT:
        a.vector_memory(VADDPD, result, _FIXED, one)
    elif operation == SUB | OF_CONSTANT:
        a.vector_memory(VSUBPD, result, _FIXED, one)
    elif operation == MUL | WITH_CONSTANT:
        a.vector_memory(VMULPD, result, _FIXED, one)
    elif operation == SQUARE:
        a.vector_memory(VMOVUPD, result, 0, one)
        a.vector(VMULPD, result, result, result)
    elif operation == SQRT:
        a.vector_memory(VSQRTPD, result, 0, one)
    else:
        a.vector_memory(VPXOR, result, _FIXED, one)
    a.vector_memory(VMOVUPD_STORE, result, 0, at(RDI, place))
