"""Formulas that several shapes are made of."""
from __future__ import annotations

import functools

from pyfidget.host.expression import Expression, max_, min_, sqrt, square


def norm(*parts: Expression) -> Expression:
    """The length of a vector."""
    return sqrt(functools.reduce(Expression.__add__, map(square, parts)))


def box_distance(*sides: Expression) -> Expression:
    """The distance to a box, from how far the point lies outside of it along each axis (negative: within).

    Outside it is the length of what is positive of these; inside, where nothing is, the largest of them.
    """
    return norm(*(max_(side, 0.0) for side in sides)) + min_(functools.reduce(max_, sides), 0.0)
