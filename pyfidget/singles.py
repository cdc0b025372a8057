"""Bit patterns of single precision, held in doubles, and their hash: what the operations `rand` and `mix` are made of.

A pattern may be that of a NaN, and has to come back to the last bit. Arithmetic never gives a signalling NaN, one in whose
fraction the highest bit is clear; so these doubles are free to stand for such patterns:

    of a single       sign  all ones   quiet bit   22 bits
    of its double     sign  all ones   0           22 bits   quiet bit   27 zeros

Any other NaN comes from arithmetic and is the pattern 7fc00000, whatever its bits are: which of two NaNs a sum gives, and with
which sign, depends on the processor and on the order that a compiler likes.

No conversion between the precisions takes part: a processor's makes a signalling NaN quiet.
"""
from pyfidget.rpy import bits_to_float, float_to_bits, shifted_right

_MAGNITUDE = 0x7FFFFFFFFFFFFFFF
_INFINITY = 0x7FF0000000000000
_BIASES = (1023 - 127) << 52
_LEAST_NORMAL = 0x3810000000000000  # 2**-126
_LOST = 29  # bits of a double's fraction that a single's lacks
_HALF = (1 << (_LOST - 1)) - 1  # of what the last bit that stays is worth, and a bit less
_QUIET_PLACE = 28  # of a single's quiet bit, in a double that stands for it
_QUIET = 1 << 51

_SINGLE_SIGN = 0x80000000
_SINGLE_MAGNITUDE = 0x7FFFFFFF
_SINGLE_INFINITY = 0x7F800000
_SINGLE_NAN = 0x7FC00000
_SINGLE_LEAST_NORMAL = 0x800000
_PAYLOAD = 0x3FFFFF
_WORD = 0xFFFFFFFF

# The doubles from here to twice of it lie as far from each other as singles below 2**-126: 2**-149.
_SAME_SPACING = 2.0 ** -97
_SAME_SPACING_BITS = (1023 - 97) << 52


def bits_of_single(value):
    """The pattern of the single nearest to a double, ties to even, as a number of 32 bits; of a double that single_of_bits made,
    the pattern that it was made of."""
    bits = float_to_bits(value)
    magnitude = bits & _MAGNITUDE
    # Exponent and fraction are one number, in which a fraction that rounds up to the next power of two carries by itself. All
    # cases are computed, and one is chosen: a mix may be any of them, and no processor could guess which.
    normal = shifted_right(magnitude - _BIASES + _HALF + (shifted_right(magnitude, _LOST) & 1), _LOST)
    least = float_to_bits(bits_to_float(magnitude) + _SAME_SPACING) - _SAME_SPACING_BITS
    pattern = normal if magnitude >= _LEAST_NORMAL else least
    pattern = _SINGLE_INFINITY if pattern > _SINGLE_INFINITY else pattern
    held = _SINGLE_INFINITY | shifted_right(magnitude, _LOST) & _PAYLOAD | (shifted_right(magnitude, _QUIET_PLACE) & 1) << 22
    pattern = held if magnitude > _INFINITY else pattern
    pattern |= shifted_right(bits, 32) & _SINGLE_SIGN
    return _SINGLE_NAN if magnitude >= _INFINITY | _QUIET else pattern


def single_of_bits(pattern):
    """The double that stands for a pattern of 32 bits."""
    magnitude = pattern & _SINGLE_MAGNITUDE
    bits = (magnitude << _LOST) + _BIASES
    least = float_to_bits(bits_to_float(magnitude + _SAME_SPACING_BITS) - _SAME_SPACING)
    bits = least if magnitude < _SINGLE_LEAST_NORMAL else bits
    held = _INFINITY | (magnitude & _PAYLOAD) << _LOST | (magnitude >> 22 & 1) << _QUIET_PLACE
    bits = held if magnitude >= _SINGLE_INFINITY else bits
    return bits_to_float(bits | -((pattern & _SINGLE_SIGN) << 32))


def hashed(pattern):
    """The output hash of PCG, of and to 32 bits (Jarzynski and Olano, "Hash Functions for GPU Rendering", Journal of Computer
    Graphics Techniques 9, 2020)."""
    state = (pattern * 747796405 + 2891336453) & _WORD
    word = (((state >> ((state >> 28) + 4)) ^ state) * 277803737) & _WORD
    return (word >> 22) ^ word


for _function in (bits_of_single, single_of_bits, hashed):
    _function._always_inline_ = True
