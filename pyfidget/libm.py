"""The C library's functions of doubles, the same bits in every world.

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
_sin = c_function('sin', 1)
_cos = c_function('cos', 1)
_tan = c_function('tan', 1)
_asin = c_function('asin', 1)
_acos = c_function('acos', 1)
_atan = c_function('atan', 1)
_exp = c_function('exp', 1)
_log = c_function('log', 1)
_atan2 = c_function('atan2', 2)
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


def sin(x):
    if we_are_translated():
        return _sin(x)
    return math.sin(x) if is_finite(x) else NAN


def cos(x):
    if we_are_translated():
        return _cos(x)
    return math.cos(x) if is_finite(x) else NAN


def tan(x):
    if we_are_translated():
        return _tan(x)
    return math.tan(x) if is_finite(x) else NAN


def asin(x):
    if we_are_translated():
        return _asin(x)
    return math.asin(x) if -1.0 <= x <= 1.0 else NAN


def acos(x):
    if we_are_translated():
        return _acos(x)
    return math.acos(x) if -1.0 <= x <= 1.0 else NAN


def atan(x):
    if we_are_translated():
        return _atan(x)
    return math.atan(x)


def exp(x):
    if we_are_translated():
        return _exp(x)
    try:
        return math.exp(x)
    except OverflowError:
        return INFINITY


def ln(x):
    if we_are_translated():
        return _log(x)
    if x > 0.0:
        return math.log(x)
    return -INFINITY if x == 0.0 else NAN


def atan2(y, x):
    if we_are_translated():
        return _atan2(y, x)
    return math.atan2(y, x)


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
