"""exp, sin and cos in fixed point, by their Taylor series: what comparing.py decides with.

All results are wrong by less than 2**27 units: there are at most 110 terms, each the product of a rounded number, too small by
less than 100 units; and for exp 12 squarings make at most 2**14 times as much of less than 75 * 100 units.
"""
from pyfidget.elementary import fixed
from pyfidget.elementary.constants import HALF_PI_LIMBS, LN_2_LIMBS, TWO_OVER_PI_LIMBS

_LN_2 = 0.6931471805599453
_HALVINGS = 12
_LIMB = 1.0 / (1 << fixed.BITS)
_MASK = (1 << fixed.BITS) - 1


def exp(w, to, scratch, count, mantissa, exponent):
    """exp(a) = e * 2**k for a = mantissa * 2**exponent, 0 <= a < 2**11: e, from 1 to a little over 2, at `to`; gives k.

    scratch: where three numbers may lie.
    """
    rest = scratch
    term = scratch + count
    product = scratch + 2 * count
    fixed.set_scaled(w, rest, count, mantissa, exponent)
    # Rather one too few than one too many: the rest is not to be negative.
    k = int((w[rest] + w[rest + 1] * _LIMB - 1e-6) / _LN_2)
    fixed.set_limbs(w, term, count, LN_2_LIMBS)
    fixed.multiply_small(w, term, count, k)
    fixed.subtract(w, rest, term, count)
    fixed.shift_right(w, rest, count, _HALVINGS)
    fixed.set_one(w, to, count)
    fixed.set_one(w, term, count)
    j = 1
    while not fixed.is_zero(w, term, count):
        fixed.multiply(w, product, term, rest, count)
        fixed.divide_small(w, product, count, j)
        fixed.copy(w, term, product, count)
        fixed.add(w, to, term, count)
        j += 1
    j = 0
    while j < _HALVINGS:
        fixed.multiply(w, product, to, to, count)
        fixed.copy(w, to, product, count)
        j += 1
    return k


def turn(w, to, count, mantissa, exponent):
    """The rest of a = mantissa * 2**exponent in quarters of a turn, from 0 to 1, at `to`; gives the quarters modulo 4.

    Payne and Hanek's way: of 2/pi only those digits take part whose product is neither a multiple of four quarters nor too small.
    Too small by less than four units. mantissa: below 2**54; exponent: up to 971.
    """
    limb = 0  # of the mantissa's lowest piece: it counts 2**(28 * -limb)
    if exponent < 0:
        limb = (fixed.BITS - 1 - exponent) // fixed.BITS
    else:
        limb = -(exponent // fixed.BITS)
    shift = exponent + fixed.BITS * limb
    low = (mantissa & _MASK) << shift
    middle = ((mantissa >> fixed.BITS) << shift) + (low >> fixed.BITS)
    low &= _MASK
    high = middle >> fixed.BITS
    middle &= _MASK
    carry = 0
    column = count + 1
    while column >= 0:
        at = column - limb - 1
        carry += low * _digit(at) + middle * _digit(at + 1) + high * _digit(at + 2)
        if column < count:
            w[to + column] = carry & _MASK
        carry >>= fixed.BITS
        column -= 1
    quarters = w[to] & 3
    w[to] = 0
    return quarters


def _digit(at):
    """A limb of 2/pi: the first one behind the point is number 0."""
    if at < 0:
        return 0
    return TWO_OVER_PI_LIMBS[at]


def sine_and_cosine(w, sine, cosine, scratch, count):
    """sin and cos of as many quarters of a turn, 0 to 1, as the number at `scratch` says; there is room for three."""
    square = scratch
    term = scratch + count
    product = scratch + 2 * count
    fixed.set_limbs(w, product, count, HALF_PI_LIMBS)
    fixed.multiply(w, term, scratch, product, count)
    fixed.multiply(w, square, term, term, count)
    fixed.copy(w, sine, term, count)
    _add_terms(w, sine, scratch, count, 1)
    fixed.set_one(w, term, count)
    fixed.copy(w, cosine, term, count)
    _add_terms(w, cosine, scratch, count, 0)


def _add_terms(w, to, scratch, count, j):
    """Adds to the term of a power j what follows it in the series of sin or cos: the square, the term and room are at
    `scratch`."""
    square = scratch
    term = scratch + count
    product = scratch + 2 * count
    falls = True
    while not fixed.is_zero(w, term, count):
        fixed.multiply(w, product, term, square, count)
        fixed.divide_small(w, product, count, (j + 1) * (j + 2))
        fixed.copy(w, term, product, count)
        # Sums are modulo 2**28, so that one may be below 0 on the way.
        if falls:
            fixed.subtract(w, to, term, count)
        else:
            fixed.add(w, to, term, count)
        falls = not falls
        j += 2
    if w[to] > 1:
        fixed.set_zero(w, to, count)  # below 0 by its error
