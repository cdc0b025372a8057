"""sin, cos and tan.

|x| = k * pi / 512 + r, |r| <= 2**-8.3. sin and cos of the first are in a table, those of r are r + r_tail and 1 + c_tail, where
the tails are small enough for a double: r**3 / 6 is wrong by 2**-72 of r, r * r / 2 by 2**-71.
"""
from pyfidget.elementary import comparing, fixed, series
from pyfidget.elementary.constants import PI_STEP, PI_STEP_HIGH, PI_STEP_LOW, PI_STEP_MIDDLE, PI_STEP_REST, STEPS_IN_PI
from pyfidget.elementary.pairs import TO_WHOLE, as_bits, error_of_product, error_of_smaller, error_of_sum, multiply_add
from pyfidget.elementary.settling import settle
from pyfidget.elementary.sine_table import SINES_HIGH, SINES_LOW
from pyfidget.libm import INFINITY, NAN
from pyfidget.rpy import bits_to_float, float_to_bits

_SINES_HIGH = as_bits(SINES_HIGH)
_SINES_LOW = as_bits(SINES_LOW)

QUARTER = 256  # steps
_TURN = 1024
NEAR = 6000.0  # up to here k has 20 bits, and its products with PI_STEP_HIGH and _MIDDLE are exact
_SMALL = 2.0 ** -27  # up to here sin and tan are x, cos is 1: the next term is below a quarter of a double's spacing
BOUND_OF_WAVE = 2.0 ** -67
BOUND_OF_TAN = 2.0 ** -65
ERROR_OF_REST = 2.0 ** -118  # of near_rest, times its argument
_NEAR_ZERO = 2.0 ** -34  # below, that would be too large a part of the result


def sin(x):
    """NaN for an infinity and for NaN; a zero stays as it is."""
    a = abs(x)
    if a <= _SMALL:
        return x
    if not a < INFINITY:
        return NAN
    high, low = sin_pair(a)
    value = settle(comparing.SIN, a, 0.0, high, low, abs(high) * BOUND_OF_WAVE)
    return -value if x < 0.0 else value


def cos(x):
    """NaN for an infinity and for NaN."""
    a = abs(x)
    if a <= _SMALL:
        return 1.0
    if not a < INFINITY:
        return NAN
    high, low = cos_pair(a)
    return settle(comparing.COS, a, 0.0, high, low, abs(high) * BOUND_OF_WAVE)


def tan(x):
    """NaN for an infinity and for NaN; a zero stays as it is. No double is a pole."""
    a = abs(x)
    if a <= _SMALL:
        return x
    if not a < INFINITY:
        return NAN
    high, low = tan_pair(a)
    value = settle(comparing.TAN, a, 0.0, high, low, abs(high) * BOUND_OF_TAN)
    return -value if x < 0.0 else value


def sin_pair(a):
    """(high, low): sin a with an error below 2**-67 of it, for 2**-27 < a < infinity."""
    return _wave_pair(a, 0)


def cos_pair(a):
    """The same of cos a."""
    return _wave_pair(a, QUARTER)


def _wave_pair(a, ahead):
    if a < NEAR:
        k, r, r_low = near_rest(a)
        high, low = wave(k + ahead, r, r_low)
        if abs(high) >= _NEAR_ZERO:
            return high, low
    k, r, r_low = _far_rest(a)
    return wave(k + ahead, r, r_low)


def tan_pair(a):
    """(high, low): tan a with an error below 2**-65 of it, for 2**-27 < a < infinity: a quotient of two pairs."""
    k, r, r_low = near_rest(a if a < NEAR else 0.0)
    if abs(r) < _NEAR_ZERO:
        k, r, r_low = _far_rest(a)
    return tan_pair_of(k, r, r_low)


def tan_pair_of(k, r, r_low):
    """The same for k * pi / 512 + r + r_low."""
    high, low = wave(k, r, r_low)
    sine = high + low
    sine_low = (high - sine) + low
    high, low = wave(k + QUARTER, r, r_low)
    cosine = high + low
    cosine_low = (high - cosine) + low
    quotient = sine / cosine
    product = quotient * cosine
    rest = ((sine - product) - error_of_product(quotient, cosine, product)) + multiply_add(-quotient, cosine_low, sine_low)
    return quotient, rest / cosine


def near_rest(a):
    """(k, r, r_low): a = k * pi / 512 + r + r_low, k modulo 2**20, a < 6000, r_low below 2**-61.

    The error is below a * 2**-118: PI_STEP_HIGH and _MIDDLE have 33 bits each.
    """
    shifted = a * STEPS_IN_PI + TO_WHOLE
    whole = shifted - TO_WHOLE
    first = multiply_add(-whole, PI_STEP_HIGH, a)
    second = -(whole * PI_STEP_MIDDLE)
    near = first + second
    rest = multiply_add(-whole, PI_STEP_LOW, error_of_sum(first, second, near))
    r = near + rest
    return float_to_bits(shifted), r, (near - r) + rest


def _far_rest(a):
    """The same with an error below 2**-75 of r, for any a: no double is nearer than 2**-62 to a multiple of pi / 2."""
    w = fixed.limbs_of_thread()
    count = comparing.PRECISIONS[0]
    quarters = series.turn(w, 0, count, comparing.mantissa_of(a), comparing.exponent_of(a))
    fixed.multiply_small(w, 0, count, QUARTER)
    k = quarters * QUARTER + w[0]
    w[0] = 0
    sign = 1.0
    at = 1
    if w[1] >> (fixed.BITS - 1):
        # More than half of a step: 1 less the rest, from the other side.
        fixed.set_scaled(w, count, count, 1, 0)
        fixed.subtract(w, count, 0, count)
        k += 1
        sign = -1.0
        at = count + 1
    # Their sum, from the largest to the least, with the errors.
    first = w[at] * 2.0 ** -28
    limb = w[at + 1] * 2.0 ** -56
    second = first + limb
    low = error_of_smaller(first, limb, second)
    limb = w[at + 2] * 2.0 ** -84
    third = second + limb
    low += error_of_smaller(second, limb, third)
    limb = w[at + 3] * 2.0 ** -112
    part = third + limb
    low += error_of_smaller(third, limb, part) + w[at + 4] * 2.0 ** -140
    r = part * PI_STEP
    r_low = error_of_product(part, PI_STEP, r) + (part * PI_STEP_REST + low * PI_STEP)
    return k, sign * r, sign * r_low


def wave(k, r, r_low):
    """(high, low): the sine of k * pi / 512 + r + r_low."""
    at = k & (_TURN - 1)
    sine = bits_to_float(_SINES_HIGH[at])
    cosine = bits_to_float(_SINES_HIGH[at + QUARTER])
    r_tail, c_tail = _tails(r, r_low)
    return _turned(sine, bits_to_float(_SINES_LOW[at]), cosine, bits_to_float(_SINES_LOW[at + QUARTER]), r, r_tail, c_tail)


def waves(k, r, r_low):
    """(high, low, high, low): the same, and the cosine; the tails are theirs together."""
    at = k & (_TURN - 1)
    sine = bits_to_float(_SINES_HIGH[at])
    sine_low = bits_to_float(_SINES_LOW[at])
    cosine = bits_to_float(_SINES_HIGH[at + QUARTER])
    cosine_low = bits_to_float(_SINES_LOW[at + QUARTER])
    r_tail, c_tail = _tails(r, r_low)
    high, low = _turned(sine, sine_low, cosine, cosine_low, r, r_tail, c_tail)
    other_high, other_low = _turned(cosine, cosine_low, -sine, -sine_low, r, r_tail, c_tail)
    return high, low, other_high, other_low


def _tails(r, r_low):
    """sin r - r and cos r - 1, of r + r_low."""
    square = r * r
    r_tail = multiply_add(square, multiply_add(square, -1.0 / 5040.0, 1.0 / 120.0), -1.0 / 6.0)
    r_tail = multiply_add(r * square, r_tail, r_low)
    c_tail = multiply_add(square, multiply_add(square, -1.0 / 720.0, 1.0 / 24.0), -0.5)
    return r_tail, multiply_add(square, c_tail, -(r * r_low))


def _turned(sine, sine_low, cosine, cosine_low, r, r_tail, c_tail):
    """(high, low): the sine of an angle, of which sine and cosine are given, and r more."""
    product = cosine * r
    high = sine + product
    low = error_of_smaller(sine, product, high) + (error_of_product(cosine, r, product) + (
        multiply_add(cosine_low, r, sine_low) + multiply_add(cosine, r_tail, sine * c_tail)))
    return high, low


for _function in [sin_pair, cos_pair, _wave_pair, tan_pair, tan_pair_of, near_rest, _far_rest, wave, waves, _tails, _turned]:
    _function._always_inline_ = True
