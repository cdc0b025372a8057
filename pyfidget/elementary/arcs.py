"""asin and acos: the angle of a point on the unit circle, a and the root of 1 - a * a its coordinates.

For v the lesser coordinate, u the other one, and c the multiple of 1/256 nearest to v, the angle is asin c + asin w with
w = v * d - c * u, d the root of 1 - c * c, |w| <= 2**-8.5; asin c and d are in tables, asin w is w + w**3 / 6 + ..., where what
follows w is small enough for a double: it is wrong by 2**-72 of w. Other points have pi/2 or pi less that angle.
"""
from pyfidget import libm
from pyfidget.elementary import comparing
from pyfidget.elementary.arc_table import ARCS_HIGH, ARCS_LOW, COSINES_HIGH, COSINES_LOW
from pyfidget.elementary.constants import HALF_PI_HIGH, HALF_PI_LOW, PI_HIGH, PI_LOW
from pyfidget.elementary.pairs import TO_WHOLE, as_bits, error_of_product, error_of_smaller, if_less, multiply_add
from pyfidget.elementary.settling import settle
from pyfidget.libm import NAN, copysign
from pyfidget.rpy import bits_to_float, float_to_bits

_ARCS_HIGH = as_bits(ARCS_HIGH)
_ARCS_LOW = as_bits(ARCS_LOW)
_COSINES_HIGH = as_bits(COSINES_HIGH)
_COSINES_LOW = as_bits(COSINES_LOW)

_SMALL = 2.0 ** -27  # up to here asin is x: the next term of the series is below a quarter of a double's spacing
_FLAT = 2.0 ** -60  # up to here acos is pi/2
BOUND = 2.0 ** -67
_STEPS = 256.0
_NEARLY_STEPS = 256.0 * (1.0 - 2.0 ** -16)


def asin(x):
    """NaN outside [-1, 1] and for NaN; a zero stays as it is."""
    a = abs(x)
    if a <= _SMALL:
        return x
    if not a < 1.0:
        return copysign(HALF_PI_HIGH, x) if a == 1.0 else NAN
    high, low = asin_pair(a)
    return copysign(settle(comparing.ASIN, a, 0.0, high, low, high * BOUND), x)


def asin_pair(a):
    """(high, low): asin a with an error below 2**-67 of it, for 2**-27 < a < 1."""
    root, root_low = _other_side(a)
    sign = if_less(root, a, -1.0, 1.0)
    return _arc(if_less(root, a, HALF_PI_HIGH, 0.0), if_less(root, a, HALF_PI_LOW, 0.0), sign, a, root, root_low)


def acos(x):
    """NaN outside [-1, 1] and for NaN; 0 for 1."""
    a = abs(x)
    if not a < 1.0:
        if x == 1.0:
            return 0.0
        return PI_HIGH if x == -1.0 else NAN
    if a <= _FLAT:
        return HALF_PI_HIGH
    high, low = acos_pair(x)
    return settle(comparing.ACOS, x, 0.0, high, low, high * BOUND)


def acos_pair(x):
    """(high, low): acos x with an error below 2**-67 of it, for 2**-60 < |x| < 1."""
    a = abs(x)
    root, root_low = _other_side(a)
    sign = if_less(root, a, 1.0, -1.0)
    whole = if_less(root, a, 0.0, HALF_PI_HIGH)
    whole_low = if_less(root, a, 0.0, HALF_PI_LOW)
    # From the other side if x is below 0: pi less it.
    return _arc(if_less(x, 0.0, PI_HIGH - whole, whole), if_less(x, 0.0, PI_LOW - whole_low, whole_low),
                if_less(x, 0.0, -sign, sign), a, root, root_low)


def _other_side(a):
    """(high, low): the root of 1 - a * a, for 0 <= a < 1, with an error below 2**-100 of it."""
    square = a * a
    near = 1.0 - square
    rest = error_of_smaller(1.0, -square, near) - error_of_product(a, a, square)
    total = near + rest
    total_low = (near - total) + rest
    root = libm.sqrt(total)
    product = root * root
    return root, ((total - product) - error_of_product(root, root, product) + total_low) * (0.5 / root)


def _arc(whole, whole_low, sign, a, root, root_low):
    """(high, low): a constant plus or less the angle whose sine is the lesser of a and the root."""
    v = if_less(root, a, root, a)
    v_low = if_less(root, a, root_low, 0.0)
    u = if_less(root, a, a, root)
    u_low = if_less(root, a, 0.0, root_low)
    # A little less than v, so that v * d is at least half of c * u, or c is 0: their difference is exact (Sterbenz).
    shifted = v * _NEARLY_STEPS + TO_WHOLE
    at = float_to_bits(shifted) & 255
    c = (shifted - TO_WHOLE) * (1.0 / _STEPS)
    d = bits_to_float(_COSINES_HIGH[at])
    ahead = v * d
    behind = c * u
    rest = ahead - behind
    rest_low = (error_of_product(v, d, ahead) - error_of_product(c, u, behind)) + (
        multiply_add(v, bits_to_float(_COSINES_LOW[at]), multiply_add(v_low, d, -(c * u_low))))
    w = rest + rest_low
    w_low = (rest - w) + rest_low
    square = w * w
    tail = multiply_add(square, multiply_add(square, 15.0 / 336.0, 3.0 / 40.0), 1.0 / 6.0)
    table = bits_to_float(_ARCS_HIGH[at])
    angle = table + w
    angle_low = error_of_smaller(table, w, angle) + (bits_to_float(_ARCS_LOW[at]) + multiply_add(w * square, tail, w_low))
    angle *= sign
    high = whole + angle
    return high, error_of_smaller(whole, angle, high) + multiply_add(sign, angle_low, whole_low)


for _function in [asin_pair, acos_pair, _other_side, _arc]:
    _function._always_inline_ = True
