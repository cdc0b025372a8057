"""atan and atan2: the angle of a point, v up and u to the right.

For 0 <= v <= u and c the multiple of 1/256 that is nearest to v / u, the angle is atan c + atan w with w = (v - c * u) / (u + c
* v), |w| <= 2**-9; atan c is in a table, atan w is w - w**3 / 3 + ..., where what follows w is small enough for a double: it is
wrong by 2**-72 of w. Other points have pi/2 or pi less that angle.
"""
from pyfidget.elementary import comparing
from pyfidget.elementary.angle_table import ANGLES_HIGH, ANGLES_LOW
from pyfidget.elementary.constants import HALF_PI_HIGH, HALF_PI_LOW, PI_HIGH, PI_LOW
from pyfidget.elementary.pairs import TO_WHOLE, as_bits, error_of_product, error_of_smaller, if_less, multiply_add
from pyfidget.elementary.settling import settle
from pyfidget.libm import INFINITY, NAN, copysign, is_nan
from pyfidget.rpy import bits_to_float, float_to_bits

_ANGLES_HIGH = as_bits(ANGLES_HIGH)
_ANGLES_LOW = as_bits(ANGLES_LOW)

_SMALL = 2.0 ** -27  # up to here atan and asin are x: the next term of the series is below a quarter of a double's spacing
_FLAT = 2.0 ** -60  # of v / u: up to here an angle that is near pi/2 or pi is that
BOUND = 2.0 ** -67
_STEPS = 256.0
_NEARLY_STEPS = 256.0 * (1.0 - 2.0 ** -30)
_LARGE = 2.0 ** 500
_SCALE = 2.0 ** 600


def atan(x):
    """NaN for NaN; a zero stays as it is."""
    a = abs(x)
    if a <= _SMALL:
        return x
    if is_nan(x):
        return NAN
    if a >= 1.0 / _FLAT:
        return copysign(HALF_PI_HIGH, x)
    high, low = atan_pair(a)
    return copysign(settle(comparing.ATAN2, a, 1.0, high, low, high * BOUND), x)


def atan_pair(a):
    """(high, low): atan a with an error below 2**-67 of it, for 2**-27 < a < 2**60."""
    v = if_less(1.0, a, 1.0, a)
    u = if_less(1.0, a, a, 1.0)
    sign = if_less(1.0, a, -1.0, 1.0)
    return _turned(if_less(1.0, a, HALF_PI_HIGH, 0.0), if_less(1.0, a, HALF_PI_LOW, 0.0), sign, v, u)


def atan2(y, x):
    """The angle of the point (x, y), from -pi to pi: below 0 where y is, -0.0 included. NaN where a coordinate is.

    As C23 has it: a zero y gives a zero, or pi if x is below 0 or -0.0; infinities are as far as each other.
    """
    if is_nan(x) or is_nan(y):
        return NAN
    v = abs(y)
    u = abs(x)
    if v == INFINITY or u == INFINITY:
        v = 1.0 if v == INFINITY else 0.0
        u = 1.0 if u == INFINITY else 0.0
    if v == 0.0 or u == 0.0:
        return copysign(_on_an_axis(v, copysign(1.0, x)), y)
    return copysign(_angle_of_point(v, u, x < 0.0), y)


def _on_an_axis(v, side):
    if v != 0.0:
        return HALF_PI_HIGH
    return 0.0 if side > 0.0 else PI_HIGH


def _angle_of_point(v, u, is_left):
    """The angle of (u, v), or of (-u, v), for positive finite numbers."""
    large = v if v > u else u
    if large > _LARGE:
        small_v = v * (1.0 / _SCALE)
        small_u = u * (1.0 / _SCALE)
    elif large < 1.0 / _LARGE:
        small_v = v * _SCALE
        small_u = u * _SCALE
    else:
        small_v = v
        small_u = u
    if small_v <= small_u * _FLAT:
        return PI_HIGH if is_left else _quotient(v, u)
    if small_u <= small_v * _FLAT:
        return HALF_PI_HIGH
    side = -small_u if is_left else small_u
    high, low = point_pair(small_v, side)
    return settle(comparing.ATAN2, small_v, side, high, low, high * BOUND)


def point_pair(y, x):
    """(high, low): the angle of (x, |y|) with an error below 2**-67 of it.

    Coordinates are zeros or from 2**-500 to 2**500, one of them no zero; the smaller is not below 2**-400 of the larger.
    """
    a = abs(y)
    b = abs(x)
    v = if_less(b, a, b, a)
    u = if_less(b, a, a, b)
    sign = if_less(b, a, -1.0, 1.0)
    whole = if_less(b, a, HALF_PI_HIGH, 0.0)
    whole_low = if_less(b, a, HALF_PI_LOW, 0.0)
    # From the other side if x is below 0: pi less it.
    return _turned(if_less(x, 0.0, PI_HIGH - whole, whole), if_less(x, 0.0, PI_LOW - whole_low, whole_low),
                   if_less(x, 0.0, -sign, sign), v, u)


def _quotient(v, u):
    """The double nearest to what is a little less than v / u, by less than 2**-120 of it.

    A normal quotient of two doubles is a double or lies further than that from any midpoint between two: a midpoint has 54
    bits, and times those of u more than v. Of subnormal ones some are midpoints; those belong to the double below.
    """
    quotient = v / u
    if 0.0 < quotient < 2.0 ** -1022 and _is_midpoint_below(quotient, v, u):
        return quotient - bits_to_float(1)
    return quotient


def _is_midpoint_below(quotient, v, u):
    """Whether v / u is (2 n - 1) * 2**-1075 for a subnormal quotient of n * 2**-1074.

    All of it in odd numbers and powers of two; a product above 2**53 is no v's.
    """
    factor = 2 * comparing.mantissa_of(quotient) - 1
    v_odd = comparing.mantissa_of(v)
    u_odd = comparing.mantissa_of(u)
    power = comparing.exponent_of(v) - comparing.exponent_of(u) + 1075
    while v_odd & 1 == 0:
        v_odd >>= 1
        power += 1
    while u_odd & 1 == 0:
        u_odd >>= 1
        power -= 1
    return power == 0 and float(factor) * float(u_odd) == float(v_odd)


def _turned(whole, whole_low, sign, v, u):
    """(high, low): a constant plus or less the angle of the point (u, v), for 0 <= v <= u."""
    # A little less than v / u, so that v is at least half of c * u, or c is 0: v - c * u is exact (Sterbenz).
    shifted = v / u * _NEARLY_STEPS + TO_WHOLE
    at = float_to_bits(shifted) & 511
    c = (shifted - TO_WHOLE) * (1.0 / _STEPS)
    product = c * u
    top = v - product
    top_low = error_of_product(c, u, product)
    rest = top - top_low
    rest_low = (top - rest) - top_low
    product = c * v
    bottom = u + product
    bottom_low = error_of_smaller(u, product, bottom) + error_of_product(c, v, product)
    inverse = 1.0 / bottom
    w = rest * inverse
    product = w * bottom
    w_low = (((rest - product) - error_of_product(w, bottom, product)) + multiply_add(-w, bottom_low, rest_low)) * inverse
    square = w * w
    tail = multiply_add(square, multiply_add(square, -1.0 / 7.0, 0.2), -1.0 / 3.0)
    table = bits_to_float(_ANGLES_HIGH[at])
    angle = table + w
    angle_low = error_of_smaller(table, w, angle) + (bits_to_float(_ANGLES_LOW[at]) + multiply_add(w * square, tail, w_low))
    angle *= sign
    high = whole + angle
    return high, error_of_smaller(whole, angle, high) + multiply_add(sign, angle_low, whole_low)


for _function in [atan_pair, point_pair, _turned]:
    _function._always_inline_ = True
