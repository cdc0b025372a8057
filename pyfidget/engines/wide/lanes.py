"""Bounds of all lanes at once: one loop without a branch for each simple operation.

A value's bounds are doubles from `c` on: `count` lower ones, then as many upper ones. A value of x and y has 16, one for each
lane; a value of x alone 4, one for each column of lanes, and one of y alone 4 as well, one for each row. These are the
transfer functions of interval.py for values that are numbers all over the picture; in such a picture no bound comes out as
NaN either. Every loop runs to a constant, over raw memory, which is what the C compiler turns into vector instructions.
"""
from pyfidget.engines.wide.masks import flag_above_constant, flag_greater, flag_less, pack
from pyfidget.engines.wide.worker import FALSE_SHIFT, LANES, STRIPS
from pyfidget.libm import sqrt
from pyfidget.lowering.entries import CONSTANT_VALUE, FORM_SHIFT, SPREAD, SPREAD_X, SPREAD_Y, VALUE_CONSTANT
from pyfidget.operations import ABS, ADD, CONST, DIV, MAX, MIN, MUL, NEG, SQRT, SQUARE, SUB
from pyfidget.rpy import unrolling_iterable


def lower_of(a, b):
    return a if a < b else b


def higher_of(a, b):
    return a if a > b else b


lower_of._always_inline_ = True
higher_of._always_inline_ = True


def add(count, v, c, a, b, k):
    i = 0
    while i < 2 * count:
        v[c + i] = v[a + i] + v[b + i]
        i += 1


def add_constant(count, v, c, a, b, k):
    i = 0
    while i < 2 * count:
        v[c + i] = v[a + i] + k
        i += 1


def subtract(count, v, c, a, b, k):
    i = 0
    while i < count:
        lo = v[a + i] - v[b + count + i]
        hi = v[a + count + i] - v[b + i]
        v[c + i] = lo
        v[c + count + i] = hi
        i += 1


def subtract_from_constant(count, v, c, a, b, k):
    i = 0
    while i < count:
        lo = k - v[a + count + i]
        hi = k - v[a + i]
        v[c + i] = lo
        v[c + count + i] = hi
        i += 1


def multiply(count, v, c, a, b, k):
    i = 0
    while i < count:
        p = v[a + i] * v[b + i]
        q = v[a + i] * v[b + count + i]
        r = v[a + count + i] * v[b + i]
        s = v[a + count + i] * v[b + count + i]
        v[c + i] = lower_of(lower_of(p, q), lower_of(r, s))
        v[c + count + i] = higher_of(higher_of(p, q), higher_of(r, s))
        i += 1


def multiply_constant(count, v, c, a, b, k):
    i = 0
    while i < count:
        p = v[a + i] * k
        q = v[a + count + i] * k
        v[c + i] = lower_of(p, q)
        v[c + count + i] = higher_of(p, q)
        i += 1


def divide(count, v, c, a, b, k):
    """For divisors that are never zero."""
    i = 0
    while i < count:
        p = v[a + i] / v[b + i]
        q = v[a + i] / v[b + count + i]
        r = v[a + count + i] / v[b + i]
        s = v[a + count + i] / v[b + count + i]
        v[c + i] = lower_of(lower_of(p, q), lower_of(r, s))
        v[c + count + i] = higher_of(higher_of(p, q), higher_of(r, s))
        i += 1


def divide_by_constant(count, v, c, a, b, k):
    i = 0
    while i < count:
        p = v[a + i] / k
        q = v[a + count + i] / k
        v[c + i] = lower_of(p, q)
        v[c + count + i] = higher_of(p, q)
        i += 1


def divide_constant(count, v, c, a, b, k):
    """For divisors that are never zero."""
    i = 0
    while i < count:
        p = k / v[a + i]
        q = k / v[a + count + i]
        v[c + i] = lower_of(p, q)
        v[c + count + i] = higher_of(p, q)
        i += 1


def minimum(count, v, c, a, b, k):
    i = 0
    while i < 2 * count:
        v[c + i] = lower_of(v[a + i], v[b + i])
        i += 1


def maximum(count, v, c, a, b, k):
    i = 0
    while i < 2 * count:
        v[c + i] = higher_of(v[a + i], v[b + i])
        i += 1


def negate(count, v, c, a, b, k):
    i = 0
    while i < count:
        lo = -v[a + count + i]
        hi = -v[a + i]
        v[c + i] = lo
        v[c + count + i] = hi
        i += 1


def magnitude(count, v, c, a, b, k):
    i = 0
    while i < count:
        lo = v[a + i]
        hi = v[a + count + i]
        v[c + i] = higher_of(higher_of(lo, -hi), 0.0)
        v[c + count + i] = higher_of(-lo, hi)
        i += 1


def square(count, v, c, a, b, k):
    i = 0
    while i < count:
        lo = v[a + i]
        hi = v[a + count + i]
        least = higher_of(higher_of(lo, -hi), 0.0)
        most = higher_of(-lo, hi)
        v[c + i] = least * least
        v[c + count + i] = most * most
        i += 1


def root(count, v, c, a, b, k):
    """For values that are never negative."""
    i = 0
    while i < 2 * count:
        v[c + i] = sqrt(v[a + i])
        i += 1


def constant(count, v, c, a, b, k):
    i = 0
    while i < 2 * count:
        v[c + i] = k
        i += 1


def spread_columns(count, v, c, a, b, k):
    """The bounds of 4 columns to those of 16 lanes."""
    row = 0
    while row < STRIPS:
        i = 0
        while i < STRIPS:
            v[c + i] = v[a + i]
            v[c + LANES + i] = v[a + STRIPS + i]
            i += 1
        c += STRIPS
        row += 1


def spread_rows(count, v, c, a, b, k):
    """The bounds of 4 rows to those of 16 lanes."""
    row = 0
    while row < STRIPS:
        lower = v[a + row]
        upper = v[a + STRIPS + row]
        i = 0
        while i < STRIPS:
            v[c + i] = lower
            v[c + LANES + i] = upper
            i += 1
        c += STRIPS
        row += 1


# Which of its arguments a value is: where it always is the first, and << 16 where it always is the second. Of two equal
# arguments min and max give the second.

def choose_magnitude(count, flags, v, a, b):
    flag_above_constant(count, flags, 0, v, a, 0.0)
    return pack(count, flags, 0) & (1 << FALSE_SHIFT) - 1


def choose_minimum(count, flags, v, a, b):
    flag_less(count, flags, 0, v, a, b)
    return pack(count, flags, 0)


def choose_maximum(count, flags, v, a, b):
    flag_greater(count, flags, 0, v, a, b)
    return pack(count, flags, 0)


# ---- all of them ----

_BOUNDS = [
    (ADD, add), (ADD | VALUE_CONSTANT << FORM_SHIFT, add_constant),
    (SUB, subtract), (SUB | CONSTANT_VALUE << FORM_SHIFT, subtract_from_constant),
    (MUL, multiply), (MUL | VALUE_CONSTANT << FORM_SHIFT, multiply_constant),
    (DIV, divide), (DIV | VALUE_CONSTANT << FORM_SHIFT, divide_by_constant),
    (DIV | CONSTANT_VALUE << FORM_SHIFT, divide_constant),
    (SQUARE, square), (SQRT, root), (NEG, negate), (CONST, constant),
]
_SPREADS = [(SPREAD | SPREAD_X << FORM_SHIFT, spread_columns), (SPREAD | SPREAD_Y << FORM_SHIFT, spread_rows)]
_CHOICES = [(ABS, magnitude, choose_magnitude), (MIN, minimum, choose_minimum), (MAX, maximum, choose_maximum)]


def _make_bound(count):
    """bound(code, flags, v, c, a, b, k): the bounds of an entry, and as its result which of its arguments it is.

    code: its operation without WIDE and what stands above that.
    """
    cases = unrolling_iterable(_BOUNDS + (_SPREADS if count == LANES else []))
    choices = unrolling_iterable(_CHOICES)

    def bound(code, flags, v, c, a, b, k):
        for case, function in cases:
            if code == case:
                function(count, v, c, a, b, k)
                return 0
        for case, function, choose in choices:
            if code == case:
                function(count, v, c, a, b, k)
                return choose(count, flags, v, a, b)
        return 0
    bound._always_inline_ = True
    return bound


for _function in [row[1] for row in _BOUNDS + _SPREADS] + [function for row in _CHOICES for function in row[1:]]:
    _function._annspecialcase_ = 'specialize:arg(0)'

bound_lanes = _make_bound(LANES)
bound_strips = _make_bound(STRIPS)
