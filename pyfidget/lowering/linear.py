"""Steps that are a line, a * m + c: sums and products with a constant, which are most of all steps.

    a + k      a *  1 + k          k - a      a * -1 + k          a * k      a * k + -0.0

To the last bit: always one of the two operations is exact. So one search of the boundary serves all three, with no branch that
depends on which it is, on whether it falls, or on where the boundary is: what nothing can predict would take half of its time.
"""
from pyfidget.libm import INFINITY, NAN
from pyfidget.operations import DIV, MUL, SUB, apply_operation
from pyfidget.rpy import bits_to_float, float_to_bits

_SIGN = float_to_bits(-0.0)
_MAGNITUDE = ~_SIGN
_INFINITE = float_to_bits(INFINITY)
_ONE = float_to_bits(1.0)


def multiplier(opcode, k):
    """The m of an ADD, a SUB or a MUL with the constant k."""
    is_product = int(opcode == MUL)
    return bits_to_float(float_to_bits(k) & -is_product | (_ONE | _SIGN & -int(opcode == SUB)) & is_product - 1)


def addend(opcode, k):
    """The c of the same."""
    is_product = int(opcode == MUL)
    return bits_to_float(float_to_bits(k) & is_product - 1 | _SIGN & -is_product)


def falls(m):
    """1 if a line falls as a grows, else 0."""
    return float_to_bits(m) >> 63 & 1


def threshold_of_line(m, c, t, is_above):
    """The number that a is above, or below if is_above is 0, exactly where a * m + c is on one side of t: that same side, or
    where the line falls the other one.

    NaN says nothing, neither that there is no such number nor that this is a step: only what lies next to where algebra puts it
    is found. m, c: as above.
    """
    sign = float_to_bits(m) & _SIGN
    bits = float_to_bits(apply_operation(DIV, t - c, m))
    if not 2 <= bits & _MAGNITUDE <= _INFINITE - 2:
        return NAN
    # A falling line is negated, and so is what it is compared with.
    m = _flip_sign(m, sign)
    c = _flip_sign(c, sign)
    goal = float_to_bits(_flip_sign(t, sign) + 0.0)  # one zero
    beyond = bits_to_float(goal + (_upwards(goal) & -is_above))  # what is t or less is less than the double behind it
    up = _upwards(bits)
    before = bits_to_float(bits - up) * m + c < beyond
    here = bits_to_float(bits) * m + c < beyond
    behind = bits_to_float(bits + up) * m + c < beyond
    if behind or not before:
        return NAN
    return bits_to_float(bits + (int(here) - is_above) * up)


def _flip_sign(value, sign):
    return bits_to_float(float_to_bits(value) ^ sign)


def _upwards(bits):
    """What the next larger double has more, as bits."""
    return bits >> 63 | 1


for _function in (multiplier, addend, falls, threshold_of_line, _flip_sign, _upwards):
    _function._always_inline_ = True
