"""Rules for the negation of a value. Each is exact for every input: -x turns the sign bit, whatever x is, and nothing else.

    --x = x
    -(c)                 is a constant, if that has a numeral
    -(x * c) = x * -c    and so quotients: the sign of a product is the product of the signs. A NaN is quiet in any case.
    -(a - b) = b - a     where the sign of a zero cannot be seen: of equal numbers both differences are +0
    -(a + c) = -c - a    in the same way
    -min(-a, b) = max(a, -b)    -a < b where a > -b, and so the two give the same argument, also of equal ones and of NaN
"""
from pyfidget.filters import algebra as rules
from pyfidget.filters.algebra import NOTHING
from pyfidget.filters.signs import HELD
from pyfidget.operations import ADD, CONST, DIV, MAX, MIN, MUL, NEG, SUB


def simplify_negation(algebra, a, blind):
    opcode = algebra.opcode(a)
    if opcode == NEG:
        algebra.count(rules.NEG_NEG)
        return algebra.first(a)
    if opcode == CONST and algebra.never(a, HELD):
        algebra.count(rules.NEG_CONSTANT)
        return algebra.negated(a)
    if not algebra.is_single(a):
        return NOTHING
    if opcode == MUL or opcode == DIV:
        return _of_product(algebra, opcode, algebra.first(a), algebra.second(a), blind)
    if opcode == MIN or opcode == MAX:
        return _of_choice(algebra, MIN + MAX - opcode, algebra.first(a), algebra.second(a), blind)
    if blind and opcode == SUB:
        algebra.count(rules.NEG_DIFFERENCE)
        return algebra.build(SUB, algebra.second(a), algebra.first(a), True)
    if blind and opcode == ADD:
        return _of_sum(algebra, algebra.first(a), algebra.second(a))
    return NOTHING


def _of_product(algebra, opcode, a, b, blind):
    if algebra.is_constant(b):
        algebra.count(rules.NEG_PRODUCT)
        return algebra.build(opcode, a, algebra.negated(b), blind)
    if algebra.is_constant(a):
        algebra.count(rules.NEG_PRODUCT)
        return algebra.build(opcode, algebra.negated(a), b, blind)
    return NOTHING


def _of_choice(algebra, other, a, b, blind):
    """other: MAX of a MIN, MIN of a MAX."""
    if algebra.opcode(a) == NEG and algebra.is_single(a):
        algebra.count(rules.NEG_CHOICE)
        return algebra.build(other, algebra.first(a), algebra.inner(NEG, b, 0), blind)
    if algebra.opcode(b) == NEG and algebra.is_single(b):
        algebra.count(rules.NEG_CHOICE)
        return algebra.build(other, algebra.inner(NEG, a, 0), algebra.first(b), blind)
    return NOTHING


def _of_sum(algebra, a, b):
    if algebra.is_constant(a) and algebra.is_single(a):
        algebra.count(rules.NEG_DIFFERENCE)
        return algebra.build(SUB, algebra.negated(a), b, True)
    if algebra.is_constant(b) and algebra.is_single(b):
        algebra.count(rules.NEG_DIFFERENCE)
        return algebra.build(SUB, algebra.negated(b), a, True)
    return NOTHING
