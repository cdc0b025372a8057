"""What each operation is, once more: in the words of an array module, for whole arrays at a time.

The other statement is pyfidget/operations.py, for one double at a time; nothing here is taken from there. Both mean the same
to the last bit, to signed zeros and NaN, in double precision; in single precision these give what rounding each result of the
other's gives. But for one thing: the functions of INEXACT are the array module's own here and the C library's there, both
correct to a few units in the last place, and not always the same ones.

Each function takes the array module (numpy or CuPy), then one or two arrays of floats of one kind that broadcast, none of them
of no dimensions, and gives an array of that kind which is new.
"""
from __future__ import annotations

from typing import Any, Callable

ArrayModule = Any  # numpy, cupy
Array = Any        # an array of that module

INEXACT = ('sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'exp', 'ln', 'atan2')


def _round(xp: ArrayModule, a: Array) -> Array:
    """Halves away from zero. The rest is exact, and NaN for an infinity, which therefore stays."""
    whole = xp.trunc(a)
    is_half = xp.absolute(a - whole) >= 0.5
    return xp.copysign(xp.absolute(whole) + is_half, a)


def _not(xp: ArrayModule, a: Array) -> Array:
    return xp.equal(a, 0.0).astype(a.dtype)


def _min(xp: ArrayModule, a: Array, b: Array) -> Array:
    """The array module may take either of two equal arguments, which shows in zeros of different sign."""
    result = xp.minimum(a, b)
    xp.copyto(result, b, where=xp.equal(a, b))
    return result


def _max(xp: ArrayModule, a: Array, b: Array) -> Array:
    result = xp.maximum(a, b)
    xp.copyto(result, b, where=xp.equal(a, b))
    return result


def _compare(xp: ArrayModule, a: Array, b: Array) -> Array:
    order = xp.greater(a, b).astype(a.dtype) - xp.less(a, b)
    return xp.where(xp.isnan(a) | xp.isnan(b), xp.nan, order)


def _mod(xp: ArrayModule, a: Array, b: Array) -> Array:
    remainder = xp.fmod(a, b)  # exact, with the sign of a
    return xp.where(remainder < 0.0, remainder + xp.absolute(b), remainder)


MEANINGS: dict[str, Callable[..., Array]] = {
    'abs': lambda xp, a: xp.absolute(a),
    'neg': lambda xp, a: xp.negative(a),
    'sqrt': lambda xp, a: xp.sqrt(a),
    'square': lambda xp, a: xp.multiply(a, a),
    'floor': lambda xp, a: xp.floor(a),
    'ceil': lambda xp, a: xp.ceil(a),
    'round': _round,
    'sin': lambda xp, a: xp.sin(a),
    'cos': lambda xp, a: xp.cos(a),
    'tan': lambda xp, a: xp.tan(a),
    'asin': lambda xp, a: xp.arcsin(a),
    'acos': lambda xp, a: xp.arccos(a),
    'atan': lambda xp, a: xp.arctan(a),
    'exp': lambda xp, a: xp.exp(a),
    'ln': lambda xp, a: xp.log(a),
    'not': _not,
    'add': lambda xp, a, b: xp.add(a, b),
    'sub': lambda xp, a, b: xp.subtract(a, b),
    'mul': lambda xp, a, b: xp.multiply(a, b),
    'div': lambda xp, a, b: xp.divide(a, b),
    'min': _min,
    'max': _max,
    'atan2': lambda xp, a, b: xp.arctan2(a, b),
    'compare': _compare,
    'mod': _mod,
    'and': lambda xp, a, b: xp.where(xp.equal(a, 0.0), a, b),
    'or': lambda xp, a, b: xp.where(xp.equal(a, 0.0), b, a),
}
