"""Rules for sums, products and what else calculates. Each is exact for every input.

A double is subtracted by adding its negation; the sign of a product or quotient is the product of the signs. NaN comes out quiet
of all of these, and all quiet NaN are one: so what lets a value through asks that it is never the NaN of a mix (HELD).

    a + -b = a - b          a - -b = a + b
    -a - b = -(a + b)       where the sign of a zero cannot be seen: of a = -b both sums are +0
    x + -0 = x - 0 = x      and x + 0 = x - -0 = x, if x is never -0 or nobody sees it;  -0 - x = -x
    x * -y = -(x * y)       -x * -y = x * y; -x * c = x * -c; and so quotients
    x * 1 = x / 1 = x       x * -1 = x / -1 = -x
    x * x = x^2             the same operation by definition
    x / 2^k = x * 2^-k      both round the same real number, if 2^-k is a double
"""
from pyfidget import libm
from pyfidget.filters import algebra as rules
from pyfidget.filters.algebra import NOTHING
from pyfidget.filters.signs import HELD, MINUS_ZERO
from pyfidget.operations import ADD, DIV, MUL, NEG, SQUARE, SUB
from pyfidget.rpy import float_to_bits

_FRACTION = (1 << 52) - 1
_EXPONENT = 2047


def simplify_sum(algebra, a, b, blind):
    if algebra.opcode(b) == NEG:
        algebra.count(rules.ADD_NEG)
        return algebra.build(SUB, a, algebra.first(b), blind)
    if algebra.opcode(a) == NEG:
        algebra.count(rules.ADD_NEG)
        return algebra.build(SUB, b, algebra.first(a), blind)
    if _is_neutral(algebra, b, a, -1.0, blind):
        algebra.count(rules.ZERO)
        return a
    if _is_neutral(algebra, a, b, -1.0, blind):
        algebra.count(rules.ZERO)
        return b
    return NOTHING


def simplify_difference(algebra, a, b, blind):
    if algebra.opcode(b) == NEG:
        algebra.count(rules.SUB_NEG)
        return algebra.build(ADD, a, algebra.first(b), blind)
    if _is_neutral(algebra, b, a, 1.0, blind):
        algebra.count(rules.ZERO)
        return a
    if algebra.is_number(a, 0.0) and algebra.never(b, HELD) and (blind or libm.copysign(1.0, algebra.value(a)) < 0.0):
        algebra.count(rules.ZERO)
        return algebra.build(NEG, b, 0, blind)
    if blind and algebra.opcode(a) == NEG and algebra.is_single(a):
        algebra.count(rules.NEG_SUB)
        return algebra.build(NEG, algebra.inner(ADD, algebra.first(a), b), 0, blind)
    return NOTHING


def _is_neutral(algebra, zero, other, harmless, blind):
    """Whether `zero` is a constant zero that leaves `other` as it is: always if it has the sign of `harmless`."""
    if not algebra.is_number(zero, 0.0) or not algebra.never(other, HELD):
        return False
    return libm.copysign(1.0, algebra.value(zero)) == harmless or blind or algebra.never(other, MINUS_ZERO)


def simplify_product(algebra, opcode, a, b, blind):
    """opcode: MUL or DIV."""
    if opcode == MUL and a == b:
        algebra.count(rules.SELF_PRODUCT)
        return algebra.build(SQUARE, a, 0, blind)
    simpler = _by_one(algebra, a, b, blind)
    if simpler == NOTHING and opcode == MUL:
        simpler = _by_one(algebra, b, a, blind)
    if simpler != NOTHING:
        return simpler
    if opcode == DIV and algebra.is_constant(b) and _has_inverse(algebra.value(b)):
        algebra.count(rules.POWER_OF_TWO)
        return algebra.build(MUL, a, algebra.constant(1.0 / algebra.value(b)), blind)
    return _without_negations(algebra, opcode, a, b, blind)


def _by_one(algebra, a, one, blind):
    """The product or quotient of a and 1, or -1."""
    if not algebra.never(a, HELD):
        return NOTHING
    if algebra.is_number(one, 1.0):
        algebra.count(rules.ONE)
        return a
    if algebra.is_number(one, -1.0):
        algebra.count(rules.ONE)
        return algebra.build(NEG, a, 0, blind)
    return NOTHING


def _has_inverse(value):
    """Whether a number and 1 over it are both powers of two that are not subnormal."""
    bits = float_to_bits(value)
    exponent = bits >> 52 & _EXPONENT
    return bits & _FRACTION == 0 and 0 < exponent < _EXPONENT - 1


def _without_negations(algebra, opcode, a, b, blind):
    if algebra.opcode(a) == NEG:
        if algebra.opcode(b) == NEG:
            algebra.count(rules.PRODUCT_NEGS)
            return algebra.build(opcode, algebra.first(a), algebra.first(b), blind)
        if algebra.is_single(a):
            return _negated_product(algebra, opcode, algebra.first(a), b, b, blind)
    elif algebra.opcode(b) == NEG and algebra.is_single(b):
        return _negated_product(algebra, opcode, a, algebra.first(b), a, blind)
    return NOTHING


def _negated_product(algebra, opcode, a, b, other, blind):
    """-(a * b), by a constant where `other`, one of the two, is one."""
    algebra.count(rules.PRODUCT_NEG)
    if not algebra.is_constant(other):
        return algebra.build(NEG, algebra.inner(opcode, a, b), 0, blind)
    negated = algebra.negated(other)
    return algebra.build(opcode, a, negated, blind) if other == b else algebra.build(opcode, negated, b, blind)
