"""Rules for min and max. Each is exact for every input.

Of its arguments, from left to right, a tree of one choice gives the first NaN, if there is any; else the last of those that are
equal to the least (or largest). So it does not matter how the tree is put together, but the order does: of two zeros of different
sign the last one comes out, and of NaN a mix's bits may be seen.

    min(x, x) = x
    min(x, min(x, y)) = min(x, y) = min(min(x, y), y)
    min(-a, -b) = -max(a, b)      -a < -b where a > b, and so both give the same one
    min(-a, c) = -max(a, -c)      where this does not cost one more constant
    min(f(a), f(b)) = f(min(a, b))    for a step f that never falls, and min(f(a), f(b)) = f(max(a, b)) for one that never rises,
                                      if it is never the same zero for two numbers, and NaN only of NaN

Steps are sums and differences with a constant that is finite and not zero: a + c is zero for a = -c alone, and then +0. Of equal
results either may come out, since they have the same bits. And `min(sqrt a, sqrt b) = sqrt(min(a, b))`: what is below zero is
below the other one, or both are NaN; of max this is not so.

    min(min(a, f(b)), f(c)) = min(a, f(min(b, c)))    the tree put together in the other way
"""
from pyfidget.filters import algebra as rules
from pyfidget.filters.algebra import NOTHING
from pyfidget.filters.signs import HELD
from pyfidget.libm import is_finite
from pyfidget.operations import ADD, MAX, MIN, NEG, SQRT, SUB


def simplify_choice(algebra, opcode, a, b, blind):
    if a == b:
        algebra.count(rules.CHOICE_SAME)
        return a
    if algebra.opcode(b) == opcode and algebra.first(b) == a:
        algebra.count(rules.CHOICE_ABSORB)
        return b
    if algebra.opcode(a) == opcode and algebra.second(a) == b:
        algebra.count(rules.CHOICE_ABSORB)
        return a
    joined = _join(algebra, opcode, a, b, blind)
    return joined if joined != NOTHING else _join_in_tree(algebra, opcode, a, b, blind)


def _join(algebra, opcode, a, b, blind):
    """f(min(p, q)) for the min of f(p) and f(q), if there is such an f and it pays."""
    other = MIN + MAX - opcode
    if algebra.opcode(a) == NEG and algebra.opcode(b) == NEG:
        if not (algebra.is_single(a) or algebra.is_single(b)):
            return NOTHING
        algebra.count(rules.CHOICE_OF_NEGS)
        return algebra.build(NEG, algebra.inner(other, algebra.first(a), algebra.first(b)), 0, blind)
    if algebra.opcode(a) == NEG and _turns_for_nothing(algebra, a, b):
        algebra.count(rules.CHOICE_OF_NEGS)
        return algebra.build(NEG, algebra.inner(other, algebra.first(a), algebra.negated(b)), 0, blind)
    if algebra.opcode(b) == NEG and _turns_for_nothing(algebra, b, a):
        algebra.count(rules.CHOICE_OF_NEGS)
        return algebra.build(NEG, algebra.inner(other, algebra.negated(a), algebra.first(b)), 0, blind)
    return _join_steps(algebra, opcode, a, b, blind)


def _turns_for_nothing(algebra, negation, constant):
    """Whether a negation and a constant are taken by one choice alone."""
    return (algebra.is_constant(constant) and algebra.is_single(constant) and algebra.is_single(negation)
            and algebra.never(constant, HELD))


def _join_steps(algebra, opcode, a, b, blind):
    step = algebra.opcode(a)
    if algebra.opcode(b) != step or not (algebra.is_single(a) and algebra.is_single(b)):
        return NOTHING
    first = algebra.first(a)
    second = algebra.second(a)
    if step == SQRT and opcode == MIN:
        algebra.count(rules.CHOICE_OF_STEPS)
        return algebra.build(SQRT, algebra.inner(MIN, first, algebra.first(b)), 0, blind)
    if step != ADD and step != SUB:
        return NOTHING
    if second == algebra.second(b) and _is_shift(algebra, second):
        algebra.count(rules.CHOICE_OF_STEPS)
        return algebra.build(step, algebra.inner(opcode, first, algebra.first(b)), second, blind)
    if first == algebra.first(b) and _is_shift(algebra, first):
        algebra.count(rules.CHOICE_OF_STEPS)
        inner = opcode if step == ADD else MIN + MAX - opcode
        return algebra.build(step, first, algebra.inner(inner, second, algebra.second(b)), blind)
    return NOTHING


def _is_shift(algebra, index):
    return algebra.is_constant(index) and is_finite(algebra.value(index)) and algebra.value(index) != 0.0


def _join_in_tree(algebra, opcode, a, b, blind):
    """As _join, where one of the two is an argument of the other argument."""
    if algebra.opcode(a) == opcode and algebra.is_single(a) and _is_joinable(algebra, algebra.second(a), b):
        joined = _join(algebra, opcode, algebra.second(a), b, False)
        if joined != NOTHING:
            algebra.uses[joined] += 1
            return algebra.build(opcode, algebra.first(a), joined, blind)
    if algebra.opcode(b) == opcode and algebra.is_single(b) and _is_joinable(algebra, a, algebra.first(b)):
        joined = _join(algebra, opcode, a, algebra.first(b), False)
        if joined != NOTHING:
            algebra.uses[joined] += 1
            return algebra.build(opcode, joined, algebra.second(b), blind)
    return NOTHING


def _is_joinable(algebra, a, b):
    """Whether two values are of the same operation and taken by nothing else."""
    return algebra.opcode(a) == algebra.opcode(b) and algebra.is_single(a) and algebra.is_single(b)
