"""Local rewrites: an operation whose arguments show that it equals an earlier value, or a cheaper operation.

Each rule is exact to the last bit and to the sign of a zero, or asks the intervals for a proof before it fires: an argument
that may be zero keeps a `+ 0.0`, because -0.0 + 0.0 is 0.0; x - x stays where x may be infinite or NaN. A NaN may be that of a
mix, whose bits another hash can see (singles.py): what may be NaN keeps its `* 1`, too, which makes any NaN quiet. Which of
the quiet ones comes out is no part of a picture.

A rule gives the index of the entry that has the value of entry `index`: an earlier one, or `index` itself, which it may have
rewritten in place.
"""
from pyfidget import libm
from pyfidget.operations import ABS, ADD, CONST, DIV, MAX, MIN, MUL, NEG, SQUARE, SUB
from pyfidget.passes import counters as rules


def peephole(draft, index, counters):
    opcode = draft.opcodes[index]
    a = draft.first[index]
    b = draft.second[index]
    if opcode == MIN or opcode == MAX:
        return _extremum(draft, index, opcode, a, b, counters)
    if opcode == NEG:
        return _negation(draft, index, a, counters)
    if opcode == SQUARE:
        return _square(draft, index, a, counters)
    if opcode == ABS:
        return _absolute(draft, index, a, counters)
    if opcode == SUB:
        return _difference(draft, index, a, b, counters)
    if opcode == ADD:
        return _sum(draft, index, a, b, counters)
    if opcode == MUL:
        return _product(draft, index, a, b, counters)
    if opcode == DIV and _is(draft, b, 1.0) and _is_number(draft, a):
        counters.count(rules.MUL_ONE)
        return a
    return index


def _negation(draft, index, a, counters):
    """--x = x."""
    if draft.opcodes[a] != NEG:
        return index
    counters.count(rules.NEG_NEG)
    return draft.first[a]


def _square(draft, index, a, counters):
    """(-x)^2 = x^2."""
    if draft.opcodes[a] == NEG:
        draft.first[index] = draft.first[a]
        counters.count(rules.SQUARE_NEG)
    return index


def _absolute(draft, index, a, counters):
    """abs x is x or -x where the sign of x is known, which leaves no zero and no NaN: abs turns -0.0 into 0.0."""
    interval = draft.intervals[a]
    if interval.maybe_nan:
        return index
    if interval.lo > 0.0:
        counters.count(rules.ABS_KNOWN)
        return a
    if interval.hi < 0.0:
        draft.put(index, NEG, a, 0, draft.intervals[index])
        counters.count(rules.ABS_KNOWN)
        return _negation(draft, index, a, counters)
    return index


def _extremum(draft, index, opcode, a, b, counters):
    """min(x, x) = x; min(x, min(x, y)) = min(x, y), and the same of max.

    Of two equal arguments min gives the second, and so does max; this matters where they are zeros of different sign. With
    m = min(x, y) and x = y that second one is y:
        min(x, m), min(y, m), min(m, y)   give y = m too,
        min(m, x)                         gives x, which is m only if x and y are not zeros of different sign.
    A min is the first of its arguments that is NaN. With x or y NaN, m is that one, x if both are:
        min(x, m), min(m, x), min(m, y)   give m's bits,
        min(y, m)                         gives those of y, which is m only if x and y are not both NaN.
    """
    if a == b:
        counters.count(rules.MIN_SAME if opcode == MIN else rules.MAX_SAME)
        return a
    if draft.opcodes[b] == opcode and (draft.first[b] == a or draft.second[b] == a and (
            _is_number(draft, a) or _is_number(draft, draft.first[b]))):
        counters.count(rules.MIN_ABSORB if opcode == MIN else rules.MAX_ABSORB)
        return b
    if draft.opcodes[a] == opcode and (
            draft.second[a] == b or (draft.first[a] == b and not draft.intervals[b].may_be_zero())):
        counters.count(rules.MIN_ABSORB if opcode == MIN else rules.MAX_ABSORB)
        return a
    return index


def _difference(draft, index, a, b, counters):
    """x - x = 0 where x is finite; x - 0.0 = x where x is no NaN; x - -0.0 = x where it is not zero either."""
    if a == b:
        interval = draft.intervals[a]
        if not interval.may_be_infinite() and not interval.maybe_nan:
            counters.count(rules.SUB_SELF)
            draft.put_constant(index, 0.0)
        return index
    if _is_neutral_zero(draft, b, a, 1.0):
        counters.count(rules.ADD_ZERO)
        return a
    return index


def _sum(draft, index, a, b, counters):
    """x + -0.0 = x where x is no NaN; x + 0.0 = x where it is not zero either; the same with the arguments swapped."""
    if _is_neutral_zero(draft, b, a, -1.0):
        counters.count(rules.ADD_ZERO)
        return a
    if _is_neutral_zero(draft, a, b, -1.0):
        counters.count(rules.ADD_ZERO)
        return b
    return index


def _product(draft, index, a, b, counters):
    """x * 1 = x where x is no NaN."""
    if _is(draft, b, 1.0) and _is_number(draft, a):
        counters.count(rules.MUL_ONE)
        return a
    if _is(draft, a, 1.0) and _is_number(draft, b):
        counters.count(rules.MUL_ONE)
        return b
    return index


def _is(draft, index, value):
    return draft.opcodes[index] == CONST and draft.constants[index] == value


def _is_number(draft, index):
    """Whether a value is never NaN."""
    return not draft.intervals[index].maybe_nan


def _is_neutral_zero(draft, zero, other, harmless):
    """Whether `zero` is a constant zero that leaves `other` as it is, which is a number: always if it has the sign of `harmless`.
    """
    if not _is(draft, zero, 0.0) or not _is_number(draft, other):
        return False
    return libm.copysign(1.0, draft.constants[zero]) == harmless or not draft.intervals[other].may_be_zero()
