"""Whether the true value of a function lies above the midpoint between two doubles next to each other: the accurate path.

A midpoint is (2 m + 1) * 2**e, for the lower double m * 2**(e + 1). All values and midpoints are magnitudes; who calls knows the
signs. The inverse functions are not computed: whether ln x is above m is whether x is above exp(m), and so on.

What is to be known is the order of two numbers in fixed point (series.py has their error, 2**27 units). fixed.compare gives an
order only where they differ by 2**28 units; so it is true, or there is none, and the next precision decides. Were the last of
them not enough, the lower double would be given; nothing like that is known or to be expected: arguments are 2**64 for one
function, and the bits behind the 53rd are as random as any, so that the nearest of all lies about 2**-64 of a double's spacing
from its midpoint, and what is special, near 0, where the series ends early, takes three times the 53 bits.
"""
from pyfidget.elementary import fixed, series
from pyfidget.rpy import bits_to_float, float_to_bits

EXP, LN, SIN, COS, TAN, ASIN, ACOS, ATAN2 = range(8)

# Limbs: 140 bits behind the point, 308, 644, 1316.
PRECISIONS = [6, 12, 24, 48]

_FRACTION = (1 << 52) - 1


def nearest(function, a, b, below):
    """Of a magnitude `below` and the next double above it, between which |function(a)| lies, the nearer one.

    function: a number from above. a, b: the argument; b is atan2's second one, and the angle is that of the point (b, a). The
    arguments are those for which the function's own file asks, as it says there.
    """
    above = bits_to_float(float_to_bits(below) + 1)
    return above if exceeds_midpoint(function, a, b, below) else below


def exceeds_midpoint(function, a, b, below):
    """Whether |function(a)| is above the midpoint between a double and the next one."""
    mantissa = 2 * mantissa_of(below) + 1
    exponent = exponent_of(below) - 1
    w = fixed.limbs_of_thread()
    for count in PRECISIONS:
        order = _order(w, count, function, a, b, mantissa, exponent)
        if order != 0:
            return order > 0
    return False


def mantissa_of(x):
    """|x| is mantissa_of(x) * 2**exponent_of(x), with a mantissa of 53 bits, or fewer for a subnormal number."""
    bits = float_to_bits(x) & 0x7FFFFFFFFFFFFFFF
    if bits >> 52 == 0:
        return bits
    return bits & _FRACTION | 1 << 52


def exponent_of(x):
    biased = float_to_bits(x) >> 52 & 0x7FF
    if biased == 0:
        biased = 1
    return biased - 1075


def _order(w, count, function, a, b, mantissa, exponent):
    """1 if |function(a)| is above the midpoint, -1 if below, 0 if so many limbs don't say."""
    if function == EXP:
        return _order_of_exp(w, count, a, mantissa, exponent)
    if function == LN:
        return _order_of_ln(w, count, a, mantissa, exponent)
    if function == ATAN2 or function == ASIN or function == ACOS:
        return _order_of_angle(w, count, function, a, b, mantissa, exponent)
    return _order_of_wave(w, count, function, a, mantissa, exponent)


def _order_of_exp(w, count, a, mantissa, exponent):
    """exp(a) and m, for a > 0; for a < 0 it is 1 and exp(-a) * m."""
    k = series.exp(w, 0, 2 * count, count, mantissa_of(a), exponent_of(a))
    length = _set_normal(w, count, count, mantissa)
    if a > 0.0:
        return _compare_scaled(w, count, 0, k, count, exponent + length)
    fixed.multiply(w, 2 * count, 0, count, count)
    fixed.set_one(w, 0, count)
    return _compare_scaled(w, count, 0, 0, 2 * count, k + exponent + length)


def _order_of_ln(w, count, a, mantissa, exponent):
    """a and exp(m), for a > 1; for a < 1 it is 1 and exp(m) * a."""
    k = series.exp(w, 0, 2 * count, count, mantissa, exponent)
    length = _set_normal(w, count, count, mantissa_of(a))
    if a > 1.0:
        return _compare_scaled(w, count, count, exponent_of(a) + length, 0, k)
    fixed.multiply(w, 2 * count, 0, count, count)
    fixed.set_one(w, 0, count)
    return _compare_scaled(w, count, 0, 0, 2 * count, k + exponent_of(a) + length)


def _order_of_wave(w, count, function, a, mantissa, exponent):
    """|sin a| or |cos a| and m; |sin a| and m * |cos a|."""
    quarters = series.turn(w, 2 * count, count, mantissa_of(a), exponent_of(a))
    series.sine_and_cosine(w, 0, count, 2 * count, count)
    sine = 0
    cosine = count
    if quarters & 1:
        sine = count
        cosine = 0
    length = _set_normal(w, 2 * count, count, mantissa)
    if function == SIN:
        return _compare_scaled(w, count, sine, 0, 2 * count, exponent + length)
    if function == COS:
        return _compare_scaled(w, count, cosine, 0, 2 * count, exponent + length)
    fixed.multiply(w, 3 * count, 2 * count, cosine, count)
    return _compare_scaled(w, count, sine, 0, 3 * count, exponent + length)


def _order_of_angle(w, count, function, a, b, mantissa, exponent):
    """For asin a and sin m; for acos cos m and a, with their signs; for atan2 |a| * cos m and b * sin m."""
    quarters = series.turn(w, 2 * count, count, mantissa, exponent)
    if quarters > 1 or quarters == 1 and function == ASIN:
        return -1  # the midpoint is above the largest angle
    series.sine_and_cosine(w, 0, count, 2 * count, count)
    sine = 0
    cosine = count
    if quarters == 1:
        sine = count
        cosine = 0
    length = _set_normal(w, 2 * count, count, mantissa_of(a))
    scale = exponent_of(a) + length
    if function == ASIN:
        return _compare_scaled(w, count, 2 * count, scale, sine, 0)
    if function == ACOS:
        if (quarters == 1) != (a < 0.0):
            return -1 if a > 0.0 else 1
        order = _compare_scaled(w, count, cosine, 0, 2 * count, scale)
        return order if a > 0.0 else -order
    # The angle is above m where a turn by -m leaves it above 0.
    if (quarters == 1) != (b < 0.0):
        return -1 if b > 0.0 else 1
    fixed.multiply(w, 3 * count, 2 * count, cosine, count)
    length = _set_normal(w, 2 * count, count, mantissa_of(b))
    fixed.multiply(w, 4 * count, 2 * count, sine, count)
    order = _compare_scaled(w, count, 3 * count, scale, 4 * count, exponent_of(b) + length)
    return order if b > 0.0 else -order


def _set_normal(w, to, count, mantissa):
    """The mantissa times a power of two, from 1 to 2; gives the power that it was divided by."""
    length = 0
    while mantissa >> length > 1:
        length += 1
    fixed.set_scaled(w, to, count, mantissa, -length)
    return length


def _compare_scaled(w, count, a, of_a, b, of_b):
    """The order of the numbers at a and b times 2**of_a and 2**of_b; what is shifted out below counts as its error."""
    if of_a > of_b:
        fixed.shift_right(w, b, count, min(of_a - of_b, fixed.BITS * count))
    elif of_b > of_a:
        fixed.shift_right(w, a, count, min(of_b - of_a, fixed.BITS * count))
    return fixed.compare(w, a, b, count)
