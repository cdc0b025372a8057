"""What a value may be, whatever the coordinates are: below zero, above it, either of the zeros, the NaN of a mix.

Each is a bit of a number, which is 0 where a value can only be a quiet NaN. Soundness: if the arguments are what
their bits allow, so is the result; tests/filters/test_signs.py tries all operations on all kinds of doubles. A result may
underflow to a zero of its sign, and a sum of two numbers of different sign may be the zero +0.
"""
from pyfidget import libm, operations
from pyfidget.operations import (
    ABS,
    ADD,
    AND,
    CEIL,
    COMPARE,
    DIV,
    EXP,
    FLOOR,
    MAX,
    MIN,
    MIX,
    MUL,
    NEG,
    NOT,
    OR,
    RAND,
    ROUND,
    SQRT,
    SQUARE,
    SUB,
)
from pyfidget.pool import new_bytes
from pyfidget.rpy import float_to_bits

BELOW, MINUS_ZERO, PLUS_ZERO, ABOVE, HELD = 1, 2, 4, 8, 16
ZEROS = MINUS_ZERO | PLUS_ZERO
_NUMBERS = BELOW | ZEROS | ABOVE
ANYTHING = _NUMBERS | HELD  # HELD is a signalling NaN, whose bits a hash can see (singles.py)
_MINUS = BELOW | MINUS_ZERO
_PLUS = PLUS_ZERO | ABOVE
_QUIET_BIT = 1 << 51


def sign_of_number(value):
    """The bits of a constant."""
    if libm.is_nan(value):
        return 0 if float_to_bits(value) & _QUIET_BIT else HELD
    if value == 0.0:
        return PLUS_ZERO if libm.copysign(1.0, value) > 0.0 else MINUS_ZERO
    return ABOVE if value > 0.0 else BELOW


def sign_of(opcode, a, b):
    """The bits of an operation on values with the bits a and b; opcode: no constant's."""
    if opcode < ABS:
        return ANYTHING
    if opcode == ADD:
        return _of_sum(a, b)
    if opcode == SUB:
        return _of_sum(a, _negation(b))
    if opcode == MUL or opcode == DIV:
        return _of_product(a, b)
    if opcode == MIN:
        return (a | b) & ~ABOVE | a & b & ABOVE
    if opcode == MAX:
        return (a | b) & ~BELOW | a & b & BELOW
    if opcode == NEG:
        return _negation(a)
    if opcode == ABS:
        return a & HELD | (ABOVE if a & (BELOW | ABOVE) else 0) | (PLUS_ZERO if a & ZEROS else 0)
    if opcode == SQUARE:
        return _PLUS if a & _NUMBERS else 0
    if opcode == SQRT:
        return a & (ZEROS | ABOVE)
    if opcode == FLOOR or opcode == CEIL or opcode == ROUND:
        return (_MINUS if a & _MINUS else 0) | (_PLUS if a & _PLUS else 0)
    if opcode == NOT or opcode == EXP or opcode == RAND:
        return _PLUS
    if opcode == COMPARE:
        return BELOW | PLUS_ZERO | ABOVE
    if opcode == AND:
        return a & ZEROS | b
    if opcode == OR:
        return a & ~ZEROS | b
    return ANYTHING if opcode == MIX else _NUMBERS


def _negation(a):
    """The bits of the negation."""
    return a & HELD | (a & BELOW) << 3 | (a & MINUS_ZERO) << 1 | (a & PLUS_ZERO) >> 1 | (a & ABOVE) >> 3


def _of_sum(a, b):
    """-0 is the sum of two of it and of nothing else."""
    zero = a & b & MINUS_ZERO
    if a & ZEROS and b & ZEROS or a & BELOW and b & ABOVE or a & ABOVE and b & BELOW:
        zero |= PLUS_ZERO
    return (a | b) & (BELOW | ABOVE) | zero


def _of_product(a, b):
    plus = a & _PLUS and b & _PLUS or a & _MINUS and b & _MINUS
    minus = a & _PLUS and b & _MINUS or a & _MINUS and b & _PLUS
    return (_PLUS if plus else 0) | (_MINUS if minus else 0)


def signs_of(program, pool):
    """The bits of each operation of a program."""
    signs = new_bytes(pool, program.size)
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == operations.CONST:
            signs[index] = sign_of_number(program.constants[index])
        else:
            signs[index] = sign_of(opcode, signs[program.first[index]], signs[program.second[index]])
    return signs
