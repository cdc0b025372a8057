"""Bounds of 16 lanes at once: one loop without a branch for each simple operation.

A value's bounds are 32 doubles from `c` on: 16 lower ones, then 16 upper ones. These are the transfer functions of
interval.py for values that are numbers all over the picture; in such a picture no bound comes out as NaN either. Every loop
runs to a constant, over raw memory, which is what the C compiler turns into vector instructions.
"""
from pyfidget.engines.wide.worker import BOUNDS, LANES
from pyfidget.libm import sqrt


def _lower(a, b):
    return a if a < b else b


def _higher(a, b):
    return a if a > b else b


_lower._always_inline_ = True
_higher._always_inline_ = True


def add(v, c, a, b):
    i = 0
    while i < BOUNDS:
        v[c + i] = v[a + i] + v[b + i]
        i += 1


def add_constant(v, c, a, k):
    i = 0
    while i < BOUNDS:
        v[c + i] = v[a + i] + k
        i += 1


def subtract(v, c, a, b):
    i = 0
    while i < LANES:
        lo = v[a + i] - v[b + LANES + i]
        hi = v[a + LANES + i] - v[b + i]
        v[c + i] = lo
        v[c + LANES + i] = hi
        i += 1


def subtract_from_constant(v, c, a, k):
    i = 0
    while i < LANES:
        lo = k - v[a + LANES + i]
        hi = k - v[a + i]
        v[c + i] = lo
        v[c + LANES + i] = hi
        i += 1


def multiply(v, c, a, b):
    i = 0
    while i < LANES:
        p = v[a + i] * v[b + i]
        q = v[a + i] * v[b + LANES + i]
        r = v[a + LANES + i] * v[b + i]
        s = v[a + LANES + i] * v[b + LANES + i]
        v[c + i] = _lower(_lower(p, q), _lower(r, s))
        v[c + LANES + i] = _higher(_higher(p, q), _higher(r, s))
        i += 1


def multiply_constant(v, c, a, k):
    i = 0
    while i < LANES:
        p = v[a + i] * k
        q = v[a + LANES + i] * k
        v[c + i] = _lower(p, q)
        v[c + LANES + i] = _higher(p, q)
        i += 1


def divide(v, c, a, b):
    """For divisors that are never zero."""
    i = 0
    while i < LANES:
        p = v[a + i] / v[b + i]
        q = v[a + i] / v[b + LANES + i]
        r = v[a + LANES + i] / v[b + i]
        s = v[a + LANES + i] / v[b + LANES + i]
        v[c + i] = _lower(_lower(p, q), _lower(r, s))
        v[c + LANES + i] = _higher(_higher(p, q), _higher(r, s))
        i += 1


def divide_by_constant(v, c, a, k):
    i = 0
    while i < LANES:
        p = v[a + i] / k
        q = v[a + LANES + i] / k
        v[c + i] = _lower(p, q)
        v[c + LANES + i] = _higher(p, q)
        i += 1


def divide_constant(v, c, a, k):
    """For divisors that are never zero."""
    i = 0
    while i < LANES:
        p = k / v[a + i]
        q = k / v[a + LANES + i]
        v[c + i] = _lower(p, q)
        v[c + LANES + i] = _higher(p, q)
        i += 1


def minimum(v, c, a, b):
    i = 0
    while i < BOUNDS:
        v[c + i] = _lower(v[a + i], v[b + i])
        i += 1


def maximum(v, c, a, b):
    i = 0
    while i < BOUNDS:
        v[c + i] = _higher(v[a + i], v[b + i])
        i += 1


def negate(v, c, a):
    i = 0
    while i < LANES:
        lo = -v[a + LANES + i]
        hi = -v[a + i]
        v[c + i] = lo
        v[c + LANES + i] = hi
        i += 1


def magnitude(v, c, a):
    i = 0
    while i < LANES:
        lo = v[a + i]
        hi = v[a + LANES + i]
        v[c + i] = _higher(_higher(lo, -hi), 0.0)
        v[c + LANES + i] = _higher(-lo, hi)
        i += 1


def square(v, c, a):
    i = 0
    while i < LANES:
        lo = v[a + i]
        hi = v[a + LANES + i]
        least = _higher(_higher(lo, -hi), 0.0)
        most = _higher(-lo, hi)
        v[c + i] = least * least
        v[c + LANES + i] = most * most
        i += 1


def root(v, c, a):
    """For values that are never negative."""
    i = 0
    while i < BOUNDS:
        v[c + i] = sqrt(v[a + i])
        i += 1


def copy(v, c, a):
    i = 0
    while i < BOUNDS:
        v[c + i] = v[a + i]
        i += 1


def constant(v, c, k):
    i = 0
    while i < BOUNDS:
        v[c + i] = k
        i += 1
