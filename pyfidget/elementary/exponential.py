"""exp and ln.

Errors below are relative to the result. The bounds that the functions use are larger than the sums of what is named;
tests/elementary compares the pairs with 300 bits.
"""
from pyfidget.elementary import comparing
from pyfidget.elementary.constants import LN_2_HIGH, LN_2_LOW, LN_2_STEP_HIGH, LN_2_STEP_LOW, LN_2_STEP_MIDDLE, STEPS_IN_LN_2
from pyfidget.elementary.exp_table import POWERS_HIGH, POWERS_LOW
from pyfidget.elementary.ln_table import LOGARITHMS_HIGH, LOGARITHMS_LOW, RECIPROCALS
from pyfidget.elementary.pairs import TO_WHOLE, as_bits, error_of_product, error_of_smaller, error_of_sum, multiply_add
from pyfidget.elementary.settling import settle
from pyfidget.libm import INFINITY, NAN
from pyfidget.rpy import bits_to_float, float_to_bits, intmask

_POWERS_HIGH = as_bits(POWERS_HIGH)
_POWERS_LOW = as_bits(POWERS_LOW)
_RECIPROCALS = as_bits(RECIPROCALS)
_LOGARITHMS_HIGH = as_bits(LOGARITHMS_HIGH)
_LOGARITHMS_LOW = as_bits(LOGARITHMS_LOW)

BOUND_OF_EXP = 2.0 ** -68
BOUND_OF_LN = 2.0 ** -67
LEAST_NORMAL = -707.0  # from here on exp is normal
_LEAST_NORMAL_NUMBER = 2.0 ** -1022
_TO_WHOLE_BITS = 0x4338000000000000  # of TO_WHOLE: a sum with a whole number is the bits of the sum
_FIRST_STEP_BITS = 0x3FE6A00000000000  # of 0.70703125, where the steps of ln's tables begin


def exp(x):
    """e to the power of x. 1 for a zero; infinity above 709.78, 0 below -745.14; NaN for NaN."""
    if not -746.0 < x < 710.0:
        if x > 0.0:
            return INFINITY
        return 0.0 if x < 0.0 else x + x
    if -2.0 ** -54 < x < 2.0 ** -54:
        return 1.0
    high, low, power = exp_pair(x)
    bound = high * BOUND_OF_EXP
    if x < LEAST_NORMAL:
        return _subnormal_exp(x, high, low, bound, power)
    # The largest power of two is none for one factor.
    scale = bits_to_float((power + 1022) << 52)
    below = high + (low - bound)
    value = below * scale * 2.0
    if below == high + (low + bound) or value == INFINITY:
        return value
    return comparing.nearest(comparing.EXP, x, 0.0, value)


def exp_pair(x):
    """(high, low, power): exp(x) is (high + low) * 2**power with an error below 2**-68; high from 0.99 to 2.01.

    x = k * ln 2 / 256 + r, |r| <= 2**-9.5: the k-th power of 2**(1/256) is in a table, and exp(r) - 1 - r has so few bits to
    add that a double holds them: r * r / 2 is wrong by 2**-73. LN_2_STEP_HIGH and MIDDLE have 34 bits each, so that k times
    them is exact.
    """
    shifted = x * STEPS_IN_LN_2 + TO_WHOLE
    whole = shifted - TO_WHOLE
    k = float_to_bits(shifted)
    first = multiply_add(-whole, LN_2_STEP_HIGH, x)
    second = -(whole * LN_2_STEP_MIDDLE)
    r = first + second
    r_low = multiply_add(-whole, LN_2_STEP_LOW, error_of_sum(first, second, r))
    tail = multiply_add(r, multiply_add(r, multiply_add(r, 1.0 / 720.0, 1.0 / 120.0), 1.0 / 24.0), 1.0 / 6.0)
    tail = multiply_add(r, multiply_add(r, multiply_add(r, tail, 0.5), r_low), r_low)
    at = k & 255
    table_high = bits_to_float(_POWERS_HIGH[at])
    table_low = bits_to_float(_POWERS_LOW[at])
    product = table_high * r
    high = table_high + product
    low = error_of_smaller(table_high, product, high) + (
        error_of_product(table_high, r, product) + multiply_add(table_high, tail, multiply_add(table_low, r, table_low)))
    return high, low, intmask(k << 44) >> 52


def _subnormal_exp(x, high, low, bound, power):
    """The same where it may be subnormal: rounded to multiples of 2**-1074, once, by a sum with a number that is as coarse."""
    coarse = bits_to_float((1023 + 52 - 1074 - power) << 52)
    if high >= coarse:
        coarse = 0.0
    total = coarse + high
    low += error_of_smaller(coarse, high, total)
    below = _scaled((total + (low - bound)) - coarse, power)
    above = _scaled((total + (low + bound)) - coarse, power)
    if below == above:
        return below
    return comparing.nearest(comparing.EXP, x, 0.0, below)


_subnormal_exp._dont_inline_ = True


def _scaled(value, power):
    """value * 2**power, exactly: it is a multiple of 2**-1074."""
    return value * bits_to_float((1023 + power + 600) << 52) * 2.0 ** -600


def ln(x):
    """The natural logarithm. Minus infinity for a zero, NaN below it, 0 for 1, infinity for infinity, NaN for NaN."""
    if not 0.0 < x < INFINITY:
        if x == 0.0:
            return -INFINITY
        return x + x if x > 0.0 or x != x else NAN
    if x == 1.0:
        return 0.0
    high, low = ln_pair(x)
    return settle(comparing.LN, x, 0.0, high, low, abs(high) * BOUND_OF_LN)


def ln_pair(x):
    """(high, low): ln x with an error below 2**-67, for 0 < x < infinity.

    x = 2**power * m, m from 0.70703125 to 1.4140625; c = RECIPROCALS[...], at most 9 bits, is near 1/m: so r = m * c - 1 is
    exact, and |r| < 2**-8. ln x = power * ln 2 - ln c + r - r * r / 2 + r**3 * p(r). The first two are a table's, multiples of
    2**-42 up to 2**10, so that their sum is exact; for m near 1 c is 1, and all precision is r's. r**3 / 3 is wrong by 2**-69.
    """
    if x < _LEAST_NORMAL_NUMBER:
        return ln_pair_of(float_to_bits(x * 2.0 ** 54), 54)
    return ln_pair_of(float_to_bits(x), 0)


def ln_pair_of(bits, lifted):
    """The same for the bits of x * 2**lifted, a normal number."""
    from_first = bits - _FIRST_STEP_BITS
    power = from_first >> 52
    at = from_first >> 44 & 255
    m = bits_to_float(bits - (power << 52))
    c = bits_to_float(_RECIPROCALS[at])
    product = m * c
    r = (product - 1.0) + error_of_product(m, c, product)
    square = r * r
    tail = multiply_add(square, 1.0 / 9.0, multiply_add(r, -0.125, 1.0 / 7.0))
    tail = multiply_add(square, tail, multiply_add(r, -1.0 / 6.0, 0.2))
    tail = square * r * multiply_add(square, tail, multiply_add(r, -0.25, 1.0 / 3.0))
    whole = bits_to_float(_TO_WHOLE_BITS + power - lifted) - TO_WHOLE
    table = multiply_add(whole, LN_2_HIGH, bits_to_float(_LOGARITHMS_HIGH[at]))
    first = table + r
    half = -0.5 * square
    high = first + half
    low = error_of_smaller(table, r, first) + (error_of_smaller(first, half, high) + (
        multiply_add(error_of_product(r, r, square), -0.5, tail) + (
            multiply_add(whole, LN_2_LOW, bits_to_float(_LOGARITHMS_LOW[at])))))
    return high, low


exp_pair._always_inline_ = True
ln_pair._always_inline_ = True
ln_pair_of._always_inline_ = True
