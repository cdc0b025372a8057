"""The C library's functions of doubles that are exact, or rounded to nearest: the same bits in every world and everywhere.

Translated, these are the C functions themselves. Untranslated, Python's math module calls the same C functions but raises
where IEEE 754 gives an infinity or a NaN; here such arguments are answered as C answers them. All functions take and
return doubles and never raise.
"""
import math
import struct

from pyfidget.rpy import c_function, we_are_translated

INFINITY = float('inf')
NAN = float('nan')

_sqrt = c_function('sqrt', 1)
_fmod = c_function('fmod', 2)
_copysign = c_function('copysign', 2)
_nextafter = c_function('nextafter', 2)


def is_nan(x):
    return x != x


def is_finite(x):
    return x - x == 0.0


def sqrt(x):
    if we_are_translated():
        return _sqrt(x)
    return math.sqrt(x) if x >= 0.0 else NAN


def fmod(a, b):
    if we_are_translated():
        return _fmod(a, b)
    if is_nan(a) or is_nan(b) or b == 0.0 or not is_finite(a):
        return NAN
    return math.fmod(a, b)


def copysign(magnitude, sign):
    if we_are_translated():
        return _copysign(magnitude, sign)
    return math.copysign(magnitude, sign)


def next_up(x):
    """The next double above x; NaN and +infinity stay."""
    if we_are_translated():
        return _nextafter(x, INFINITY)
    return _host_next_up(x)


def next_down(x):
    """The next double below x; NaN and -infinity stay."""
    if we_are_translated():
        return _nextafter(x, -INFINITY)
    return -_host_next_up(-x)


def _host_next_up(x):
    if is_nan(x) or x == INFINITY:
        return x
    if x == 0.0:
        return 5e-324
    bits = struct.unpack('<q', struct.pack('<d', x))[0]
    return struct.unpack('<d', struct.pack('<q', bits + 1 if x > 0.0 else bits - 1))[0]
