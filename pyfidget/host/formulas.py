"""Formulas that several shapes are made of."""
from __future__ import annotations

import functools

from pyfidget.host.expression import Expression, X, Y, Z, constant, max_, min_, sqrt, square


def linear(a: float, b: float, c: float, offset: float = 0.0) -> Expression:
    """a*X + b*Y + c*Z + offset, without the terms that are 0 and the products with 1."""
    terms = sorted(((factor, axis) for factor, axis in zip((a, b, c), (X, Y, Z)) if factor != 0.0),
                   key=lambda term: term[0] < 0.0)  # beginning with one that is not taken away, if there is any
    if not terms:
        return constant(offset)
    (factor, axis), *others = terms
    total = _product(axis, factor)
    if factor < 0.0:
        total, offset = offset - total if offset != 0.0 else -total, 0.0
    for factor, axis in others:
        total = total - _product(axis, factor) if factor < 0.0 else total + _product(axis, factor)
    # Always a subtraction: x - c and c - x, the two sides of an edge, then share their constant.
    return total - -offset if offset != 0.0 else total


def _product(axis: Expression, factor: float) -> Expression:
    return axis if abs(factor) == 1.0 else axis * abs(factor)


def norm(*parts: Expression) -> Expression:
    """The length of a vector."""
    return sqrt(functools.reduce(Expression.__add__, map(square, parts)))


def box_distance(*sides: Expression) -> Expression:
    """The distance to a box, from how far the point lies outside of it along each axis (negative: within).

    Outside it is the length of what is positive of these; inside, where nothing is, the largest of them.
    """
    return norm(*(max_(side, 0.0) for side in sides)) + min_(functools.reduce(max_, sides), 0.0)
