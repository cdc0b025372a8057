"""Rules for what loses the sign of its argument, or a part of it. Each is exact for every input.

    (-x)^2 = |x|^2 = x^2    |-x| = |x|    not -x = not |x| = not x     by definition; NaN stays NaN, a mix's with its other bits
    |x| = x                 if x is never below zero, nor -0, nor the NaN of a mix, whose sign may be seen
    floor(x) = x            and so ceil and round, if x is a whole number, an infinity or a quiet NaN
    compare(-a, -b) = compare(b, a)
    and(x, x) = or(x, x) = x    and of a constant: c and x = x, or c if it is a zero; c or x = c, or x if it is a zero
"""
from pyfidget.filters import algebra as rules
from pyfidget.filters.algebra import NOTHING
from pyfidget.filters.signs import BELOW, HELD, MINUS_ZERO
from pyfidget.operations import ABS, AND, CEIL, COMPARE, FLOOR, NEG, NOT, ROUND, SQUARE


def simplify_square(algebra, a, blind):
    if algebra.opcode(a) == NEG or algebra.opcode(a) == ABS:
        algebra.count(rules.SQUARE_NEG)
        return algebra.build(SQUARE, algebra.first(a), 0, blind)
    return NOTHING


def simplify_absolute(algebra, a, blind):
    if algebra.opcode(a) == NEG:
        algebra.count(rules.ABSOLUTE)
        return algebra.build(ABS, algebra.first(a), 0, blind)
    if algebra.opcode(a) == ABS or algebra.never(a, BELOW | HELD) and (blind or algebra.never(a, MINUS_ZERO)):
        algebra.count(rules.ABSOLUTE)
        return a
    return NOTHING


def simplify_not(algebra, a, blind):
    if algebra.opcode(a) == NEG or algebra.opcode(a) == ABS:
        algebra.count(rules.TRUTH)
        return algebra.build(NOT, algebra.first(a), 0, blind)
    return NOTHING


def simplify_rounding(algebra, a):
    """floor, ceil or round."""
    opcode = algebra.opcode(a)
    if opcode == FLOOR or opcode == CEIL or opcode == ROUND or opcode == NOT or opcode == COMPARE:
        algebra.count(rules.WHOLE)
        return a
    return NOTHING


def simplify_compare(algebra, a, b, blind):
    if algebra.opcode(a) == NEG and algebra.opcode(b) == NEG:
        algebra.count(rules.COMPARE_NEGS)
        return algebra.build(COMPARE, algebra.first(b), algebra.first(a), blind)
    return NOTHING


def simplify_truth(algebra, opcode, a, b):
    """opcode: AND or OR."""
    if a == b:
        algebra.count(rules.TRUTH)
        return a
    if algebra.is_constant(a):
        algebra.count(rules.TRUTH)
        return a if (algebra.value(a) == 0.0) == (opcode == AND) else b
    return NOTHING
