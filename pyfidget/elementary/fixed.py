"""Non-negative numbers in fixed point: limbs of 28 bits in a row of words, the first one whole, the others behind the point.

A number is given by the block of words and the index of its first limb; all numbers of a computation have the same count of
limbs. The products of two limbs have 56 bits, so that a column of up to 64 of them is a word. A *unit* is what the last limb
counts.
"""
from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, lltype, rffi

    _HELPERS = ExternalCompilationInfo(includes=['stdint.h'], post_include_bits=['''
        static inline int64_t *pyfidget_limbs(void) {
            static __thread int64_t limbs[256];
            return limbs;
        }
        '''])
    _limbs = rffi.llexternal('pyfidget_limbs', [], lltype.Ptr(rffi.CArray(lltype.Signed)), compilation_info=_HELPERS,
                             _nowrapper=True)

LIMBS = 256  # words of a thread
BITS = 28
_MASK = (1 << BITS) - 1


def limbs_of_thread():
    """A block of LIMBS words that no other thread uses; what it holds is anything."""
    if we_are_translated():
        return _limbs()
    return [0] * LIMBS


def set_zero(w, to, count):
    i = 0
    while i < count:
        w[to + i] = 0
        i += 1


def set_one(w, to, count):
    set_zero(w, to, count)
    w[to] = 1


def set_scaled(w, to, count, mantissa, exponent):
    """mantissa * 2**exponent, rounded down; mantissa: 0 to 2**56, the value below 2**28."""
    set_zero(w, to, count)
    limb = 0 if exponent >= 0 else (BITS - 1 - exponent) // BITS
    shift = exponent + BITS * limb
    carry = 0
    while limb >= 0:
        carry += (mantissa & _MASK) << shift
        mantissa >>= BITS
        if limb < count:
            w[to + limb] = carry & _MASK
        carry >>= BITS
        limb -= 1


def set_limbs(w, to, count, limbs):
    """A constant: its limbs as a list, of which the first `count` are taken."""
    i = 0
    while i < count:
        w[to + i] = limbs[i]
        i += 1


def copy(w, to, a, count):
    i = 0
    while i < count:
        w[to + i] = w[a + i]
        i += 1


def add(w, to, a, count):
    """Adds a to what is there."""
    carry = 0
    i = count - 1
    while i >= 0:
        carry += w[to + i] + w[a + i]
        w[to + i] = carry & _MASK
        carry >>= BITS
        i -= 1


def subtract(w, to, a, count):
    """Subtracts a, which is not larger, from what is there."""
    carry = 0
    i = count - 1
    while i >= 0:
        carry += w[to + i] - w[a + i]
        w[to + i] = carry & _MASK
        carry >>= BITS
        i -= 1


def multiply(w, to, a, b, count):
    """a * b, rounded down; too small by less than count + 2 units. `to` is neither a nor b."""
    carry = 0
    column = count  # what is behind the last limb matters by its carry alone
    while column >= 0:
        i = column - count + 1 if column == count else 0
        last = column if column < count else count - 1
        while i <= last:
            carry += w[a + i] * w[b + column - i]
            i += 1
        if column < count:
            w[to + column] = carry & _MASK
        carry >>= BITS
        column -= 1


def multiply_small(w, to, count, factor):
    """Multiplies what is there by a whole number below 2**28."""
    carry = 0
    i = count - 1
    while i >= 0:
        carry += w[to + i] * factor
        w[to + i] = carry & _MASK
        carry >>= BITS
        i -= 1


def divide_small(w, to, count, divisor):
    """Divides what is there by a whole number from 1 to 2**28, rounded down."""
    rest = 0
    i = 0
    while i < count:
        rest = rest << BITS | w[to + i]
        w[to + i] = rest // divisor
        rest -= w[to + i] * divisor
        i += 1


def shift_right(w, to, count, bits):
    """Divides what is there by 2**bits, rounded down."""
    limbs = bits // BITS
    bits -= limbs * BITS
    i = count - 1
    while i >= 0:
        here = w[to + i - limbs] if i >= limbs else 0
        above = w[to + i - limbs - 1] if i > limbs else 0
        w[to + i] = (above << BITS | here) >> bits & _MASK
        i -= 1


def is_zero(w, a, count):
    i = 0
    while i < count:
        if w[a + i] != 0:
            return False
        i += 1
    return True


def compare(w, a, b, count):
    """1 if a is above b, -1 if below, by 2**28 units at least; 0 if they differ by less than twice of that, perhaps."""
    i = 0
    while i < count - 1:
        difference = w[a + i] - w[b + i]
        if difference != 0:
            # A difference of one may be all carried: 1.000 - 0.fff.
            sign = 1 if difference > 0 else -1
            rest = difference * sign
            while i < count - 2:
                i += 1
                rest = (rest << BITS) + (w[a + i] - w[b + i]) * sign
                if rest > 2:
                    return sign
            return sign if rest > 1 else 0
        i += 1
    return 0
