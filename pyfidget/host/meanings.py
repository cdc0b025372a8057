"""What each operation is, once more: in the words of an array module, for whole arrays at a time.

The other statement is pyfidget/operations.py, for one double at a time; nothing here is taken from there. Both mean the same
to the last bit, to signed zeros and NaN, in double precision; in single precision these give what rounding each result of the
other's gives. But for one thing: the functions of ELEMENTARY are the nearest doubles where the module is numpy (elementary.py);
another module's are its own, correct to a few units in the last place.

A NaN of a mix keeps its bits where the definition says so (singles.py); in single precision rand and mix read any NaN's as they
are. That CuPy's own neg and abs keep a signalling NaN's bits, too, nobody has tried on a device.

Each function takes the array module (numpy or CuPy), then one or two arrays of floats of one kind that broadcast, none of them
of no dimensions, and gives an array of that kind which is new.
"""
from __future__ import annotations

from typing import Any, Callable

import numpy

from pyfidget.host.elementary import nearest

ArrayModule = Any  # numpy, cupy
Array = Any        # an array of that module

ELEMENTARY = ('sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'exp', 'ln', 'atan2')


def _bits(xp: ArrayModule, a: Array) -> Array:
    return a.view(xp.uint64 if a.dtype == xp.float64 else xp.uint32)


def _with_bits(xp: ArrayModule, bits: Array) -> Array:
    return bits.view(xp.float64 if bits.dtype == xp.uint64 else xp.float32)


def _quiet(xp: ArrayModule, a: Array) -> Array:
    return xp.where(xp.isnan(a), xp.nan, a)


def _round(xp: ArrayModule, a: Array) -> Array:
    """Halves away from zero. The rest is exact, and NaN for an infinity, which therefore stays."""
    whole = xp.trunc(a)
    is_half = xp.absolute(a - whole) >= 0.5
    return _quiet(xp, xp.copysign(xp.absolute(whole) + is_half, a))


def _not(xp: ArrayModule, a: Array) -> Array:
    return xp.equal(a, 0.0).astype(a.dtype)


def _min(xp: ArrayModule, a: Array, b: Array) -> Array:
    return _extremum(xp, xp.minimum, xp.less, a, b)


def _max(xp: ArrayModule, a: Array, b: Array) -> Array:
    return _extremum(xp, xp.maximum, xp.greater, a, b)


def _extremum(xp: ArrayModule, function: Callable[..., Array], wins: Callable[..., Array], a: Array, b: Array) -> Array:
    """The array module's function may take either of two equal arguments, which shows in zeros of different sign, and make a NaN
    quiet. A choice by itself takes twice as long."""
    result = function(a, b)
    if xp.isnan(result).any():
        return xp.where(wins(a, b) | xp.isnan(a), a, b)
    xp.copyto(result, b, where=xp.equal(a, b))
    return result


def _compare(xp: ArrayModule, a: Array, b: Array) -> Array:
    order = xp.greater(a, b).astype(a.dtype) - xp.less(a, b)
    return xp.where(xp.isnan(a) | xp.isnan(b), xp.nan, order)


def _mod(xp: ArrayModule, a: Array, b: Array) -> Array:
    remainder = xp.fmod(a, b)  # exact, with the sign of a
    return _quiet(xp, xp.where(remainder < 0.0, remainder + xp.absolute(b), remainder))


def _pattern(xp: ArrayModule, a: Array) -> Array:
    """The bits in single precision, or those that a signalling NaN of double precision stands for."""
    bits = _bits(xp, a)
    if bits.dtype == xp.uint32:
        return bits
    held = (bits >> 32 & 0x80000000) | 0x7f800000 | (bits >> 28 & 1) << 22 | (bits >> 29 & 0x3fffff)
    of_nan = xp.where(xp.equal(bits >> 51 & 1, 1), 0x7fc00000, held).astype(xp.uint32)
    return xp.where(xp.isnan(a), of_nan, _bits(xp, a.astype(xp.float32)))


def _hash(pattern: Array) -> Array:
    """PCG's of 32 bits, where products and sums wrap."""
    state = pattern * 747796405 + 2891336453
    word = ((state >> ((state >> 28) + 4)) ^ state) * 277803737
    return (word >> 22) ^ word


def _rand(xp: ArrayModule, a: Array) -> Array:
    return _with_bits(xp, _hash(_pattern(xp, a)) >> 9 | 0x3f800000).astype(a.dtype) - 1.0


def _mix(xp: ArrayModule, a: Array, b: Array) -> Array:
    pattern = _hash(_pattern(xp, a) + _hash(_pattern(xp, b)))
    value = _with_bits(xp, pattern)
    if a.dtype == xp.float32:
        return value
    wide = pattern.astype(xp.uint64)
    held = (wide & 0x80000000) << 32 | 0x7ff << 52 | (wide & 0x3fffff) << 29 | (wide >> 22 & 1) << 28
    return xp.where(xp.isnan(value), _with_bits(xp, held), value.astype(xp.float64))


def _elementary(name: str, xp: ArrayModule, own: Callable[..., Array], *arguments: Array) -> Array:
    return nearest(name, *arguments) if xp is numpy else own(*arguments)


MEANINGS: dict[str, Callable[..., Array]] = {
    'abs': lambda xp, a: xp.absolute(a),
    'neg': lambda xp, a: xp.negative(a),
    'sqrt': lambda xp, a: xp.sqrt(a),
    'square': lambda xp, a: xp.multiply(a, a),
    'floor': lambda xp, a: _quiet(xp, xp.floor(a)),
    'ceil': lambda xp, a: _quiet(xp, xp.ceil(a)),
    'round': _round,
    'sin': lambda xp, a: _elementary('sin', xp, xp.sin, a),
    'cos': lambda xp, a: _elementary('cos', xp, xp.cos, a),
    'tan': lambda xp, a: _elementary('tan', xp, xp.tan, a),
    'asin': lambda xp, a: _elementary('asin', xp, xp.arcsin, a),
    'acos': lambda xp, a: _elementary('acos', xp, xp.arccos, a),
    'atan': lambda xp, a: _elementary('atan', xp, xp.arctan, a),
    'exp': lambda xp, a: _elementary('exp', xp, xp.exp, a),
    'ln': lambda xp, a: _elementary('ln', xp, xp.log, a),
    'not': _not,
    'rand': _rand,
    'add': lambda xp, a, b: xp.add(a, b),
    'sub': lambda xp, a, b: xp.subtract(a, b),
    'mul': lambda xp, a, b: xp.multiply(a, b),
    'div': lambda xp, a, b: xp.divide(a, b),
    'min': _min,
    'max': _max,
    'atan2': lambda xp, a, b: _elementary('atan2', xp, xp.arctan2, a, b),
    'compare': _compare,
    'mod': _mod,
    'mix': _mix,
    'and': lambda xp, a, b: xp.where(xp.equal(a, 0.0), a, b),
    'or': lambda xp, a, b: xp.where(xp.equal(a, 0.0), b, a),
}
