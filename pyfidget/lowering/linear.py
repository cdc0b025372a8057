"""Steps that are a line, a * m + c: sums and products with a constant, which are most of all steps.

    a + k      a *  1 + k          k - a      a * -1 + k          a * k      a * k + -0.0

To the last bit: always one of the two operations is exact. So one search of the boundary serves all three, with no branch that
depends on which it is, on whether it falls, or on where the boundary is: what nothing can predict would take half of its time.
"""
from pyfidget.libm import INFINITY
from pyfidget.lowering.boundary import NO_BOUNDARY, at_place, place
from pyfidget.operations import DIV, apply_operation
from pyfidget.rpy import bits_to_float, float_to_bits

_SIGN = float_to_bits(-0.0)
_MAGNITUDE = ~_SIGN
_INFINITE = float_to_bits(INFINITY)
_ONE = float_to_bits(1.0)


def multiplier(is_sum, k):
    """The m of a + k (is_sum: 1) or of a * k (0)."""
    return bits_to_float(_ONE & -is_sum | float_to_bits(k) & is_sum - 1)


def addend(is_sum, k):
    """The c of a + k (is_sum: 1) or of a * k (0)."""
    return bits_to_float(float_to_bits(k) & -is_sum | _SIGN & is_sum - 1)


def falls(m):
    """1 if a line falls as a grows, else 0."""
    return float_to_bits(m) >> 63 & 1


def last_below_of_line(m, c, t, or_equal):
    """boundary.last_below of the step a * m + c, where it is next to where algebra puts it; else NO_BOUNDARY, which says
    nothing, neither that there is none nor that this is a step.

    or_equal: 0 or 1; m, c: as above.
    """
    sign = float_to_bits(m) & _SIGN
    guess = apply_operation(DIV, t - c, m)
    bits = float_to_bits(guess)
    if not 2 <= bits & _MAGNITUDE <= _INFINITE - 2:
        return NO_BOUNDARY
    # A line that falls is turned over, and what it is compared with.
    m = _turned(m, sign)
    c = _turned(c, sign)
    beyond = at_place(place(_turned(t, sign)) + or_equal)  # what is t or less is less than the double behind it
    up = bits >> 63 | 1
    before = bits_to_float(bits - up) * m + c < beyond
    here = guess * m + c < beyond
    behind = bits_to_float(bits + up) * m + c < beyond
    if behind or not before:
        return NO_BOUNDARY
    return place(guess) - 1 + int(here)


def _turned(value, sign):
    return bits_to_float(float_to_bits(value) ^ sign)


for _function in (multiplier, addend, falls, last_below_of_line, _turned):
    _function._always_inline_ = True
