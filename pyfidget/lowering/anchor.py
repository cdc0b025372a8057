"""Anchors: comparing sums of two numbers with a constant as whole numbers of 32 bits, where that is certain.

A sum a + b is compared with k, for many a in one interval and many b in another. An anchor is a double far larger than all of
them: adding it to a number rounds that to fixed point, to whole *units* in the anchor's last place, which can be read off the
lower half of the result's bits, since those of the anchor's middle are 0 there:

    fixed(a) = lower half of fl(a + anchor)             limit(b) = lower half of fl(fl(k + anchor) - b)

as signed numbers, where all these results lie in the anchor's binade, less than 2**30 units from its middle. Each of the three
roundings is wrong by half a unit at most, so that

    limit(b) - fixed(a) >= 2    means  a + b <= k - unit / 2    and so  fl(a + b) < k
    limit(b) - fixed(a) <= -2   means  a + b >= k + unit / 2    and so  fl(a + b) > k

because k is smaller than all of the anchor's binade, so that the doubles around k are half a unit apart or less, and rounding is
monotone. What lies between, which is rare, is to be compared as it is. An anchor lies off the middle of its binade by the middle
of the interval of a, so that units are as fine as the intervals are narrow, up to where the numbers' own last places begin.
"""
from pyfidget.libm import NAN
from pyfidget.rpy import bits_to_float, float_to_bits

_EXPONENT_SHIFT = 52
_EXPONENTS = 0x7FF
_MIDDLE = 1 << _EXPONENT_SHIFT - 1  # of a binade, as bits behind its first number's exponent
_MOST_UNITS = 1 << 30  # from the middle of the binade
# A binade is 2**52 units. From the spread's binade so many up: 2**29 units make the spread at most, and half of the anchor's
# binade is more than 2**22 spreads.
_BINADES_ABOVE = 24
_LEAST_PART = 2.0 ** -22  # of the numbers that an anchor is to hold besides, for a spread
_FEWEST_UNITS = 1 << 20  # in a spread, for an anchor to be of use
_LEAST_EXPONENT, _LARGEST_EXPONENT = 64, _EXPONENTS - 64  # of a spread, biased: nothing comes near the ends of the doubles


def anchor(a, b, k):
    """An anchor for the numbers of two Intervals and a constant; NaN if there is none: all that is computed from it is NaN then,
    whose lower halves are all 0, which decides nothing."""
    if a.maybe_nan or b.maybe_nan:
        return NAN
    shift = 0.5 * a.lo + 0.5 * a.hi
    spread = max(max(a.hi - shift, shift - a.lo), max(abs(k - b.lo - shift), abs(k - b.hi - shift)))
    held = max(abs(shift), abs(k - shift))
    exponent = float_to_bits(max(spread, _LEAST_PART * held)) >> _EXPONENT_SHIFT
    if not _LEAST_EXPONENT <= exponent <= _LARGEST_EXPONENT:
        return NAN  # too small, too large, or no number
    first_bits = exponent + _BINADES_ABOVE << _EXPONENT_SHIFT
    middle = bits_to_float(first_bits | _MIDDLE)
    unit = bits_to_float(first_bits - (_EXPONENT_SHIFT << _EXPONENT_SHIFT))
    if spread < unit * _FEWEST_UNITS:
        return NAN
    reach = unit * _MOST_UNITS
    result = middle - shift
    limit = k + result
    first = bits_to_float(first_bits)
    if not (_is_in_binade(result, first) and _is_in_binade(limit, first)):
        return NAN
    if not (abs(a.lo + result - middle) < reach and abs(a.hi + result - middle) < reach
            and abs(limit - b.lo - middle) < reach and abs(limit - b.hi - middle) < reach):
        return NAN
    return result


anchor._always_inline_ = True  # so that no interval is made on the way


def _is_in_binade(value, first):
    return first <= value < 2.0 * first
