"""Shapes of the plane: expressions that are negative inside. Lengths are in units of the picture, [-1, 1] x [-1, 1].

    >>> moon = difference(circle(0.0, 0.0, 0.8), circle(0.3, 0.1, 0.7))
    >>> print(moon.to_vm())

Each docstring tells whether a value is a distance, a bound or only a sign (combinations.py has what that means). Angles are
in radians, counterclockwise from the x axis. Wrong measures are a ValueError or TypeError that names the argument. Half-planes,
ellipses, polygons, combinations and transforms, which have files of their own, may be imported from here as well.

Edges that lie along an axis compare one coordinate with one constant, and each coordinate enters a shape once wherever
that is possible: both keep the bounds tight when a renderer asks for the shape over a whole region.
"""
from __future__ import annotations

import math

from pyfidget.host.combinations import blend, difference, intersection, inverse, offset, shell, union
from pyfidget.host.copies import array_polar, repeat
from pyfidget.host.ellipses import ellipse
from pyfidget.host.expression import Expression, X, Y, abs_, max_
from pyfidget.host.formulas import box_distance, norm
from pyfidget.host.halves import above, below, half_plane, left_of, right_of
from pyfidget.host.measures import corner_radius, finite, length, span
from pyfidget.host.polygons import Point, polygon, triangle
from pyfidget.host.transforms import mirror_x, mirror_y, move, reflect, rotate, scale

__all__ = [
    'Point', 'above', 'arc', 'array_polar', 'below', 'blend', 'circle', 'difference', 'ellipse', 'half_plane', 'intersection',
    'inverse', 'left_of', 'line', 'mirror_x', 'mirror_y', 'move', 'offset', 'polygon', 'rectangle', 'reflect', 'repeat',
    'right_of', 'ring', 'rotate', 'rounded_rectangle', 'scale', 'sector', 'shell', 'stroke', 'triangle', 'union',
]


# ---- round shapes ----

def circle(x: float, y: float, radius: float) -> Expression:
    """The disc around (x, y). A distance.

    >>> float(pf.circle(0.0, 0.0, 0.5).eval(1.0, 0.0))
    0.5
    """
    return _radius(x, y) - length('radius', radius)


def ring(x: float, y: float, outer: float, inner: float) -> Expression:
    """What lies between two circles around (x, y), of an outer and an inner radius. A distance.

    >>> (pf.ring(0.0, 0.0, 0.6, 0.4).eval([0.0, 0.5, 0.7], 0.0) < 0.0).tolist()
    [False, True, False]
    """
    inner, outer = span('inner', length('inner', inner), 'outer', outer)
    radius = _radius(x, y)
    return (radius - outer) & (inner - radius)


def sector(x: float, y: float, start: float, stop: float) -> Expression:
    """The wedge with its tip at (x, y) that runs counterclockwise from one angle to another. A bound.

    Less than a whole turn; up to half a turn it is an intersection of two half-planes, beyond that a union.

    >>> (pf.sector(0.0, 0.0, 0.0, math.pi / 2).eval([0.5, -0.5], 0.5) < 0.0).tolist()
    [True, False]
    """
    start, stop = finite('start', start), finite('stop', stop)
    sweep = stop - start
    if not 0.0 < sweep < 2.0 * math.pi:
        raise ValueError(f'a sector runs counterclockwise by less than a whole turn, not by {sweep!r}')
    ahead = half_plane(x, y, math.sin(start), -math.cos(start))
    behind = half_plane(x, y, -math.sin(stop), math.cos(stop))
    return ahead & behind if sweep <= math.pi else ahead | behind


def arc(x: float, y: float, outer: float, inner: float, start: float, stop: float) -> Expression:
    """The piece of a ring that runs counterclockwise from one angle to another, with straight ends. A bound.

    >>> (pf.arc(0.0, 0.0, 0.6, 0.4, -0.5, 0.5).eval([0.5, -0.5], 0.0) < 0.0).tolist()
    [True, False]
    """
    return ring(x, y, outer, inner) & sector(x, y, start, stop)


def _radius(x: float, y: float) -> Expression:
    return norm(X - finite('x', x), Y - finite('y', y))


# ---- straight shapes ----

def rectangle(left: float, bottom: float, right: float, top: float) -> Expression:
    """All that lies between two x and between two y. A distance inside, a bound outside.

    >>> float(pf.rectangle(-0.8, -0.5, 0.8, 0.5).eval(0.0, 0.25))
    -0.25
    """
    left, right = span('left', left, 'right', right)
    bottom, top = span('bottom', bottom, 'top', top)
    return (right_of(left) & left_of(right)) & (above(bottom) & below(top))


def rounded_rectangle(left: float, bottom: float, right: float, top: float, radius: float) -> Expression:
    """A rectangle whose corners are quarter circles; with radius 0 a plain one. A distance.

    >>> float(pf.rounded_rectangle(-0.5, -0.5, 0.5, 0.5, 0.2).eval(0.75, 0.0))
    0.25
    """
    left, right = span('left', left, 'right', right)
    bottom, top = span('bottom', bottom, 'top', top)
    radius = corner_radius(radius, (left, right), (bottom, top))
    return box_distance((left + radius - X) & (X - (right - radius)), (bottom + radius - Y) & (Y - (top - radius))) - radius


def stroke(x0: float, y0: float, x1: float, y1: float, width: float) -> Expression:
    """A straight line of the given width from one point to another, its ends cut square. A distance inside, a bound outside.

    >>> float(pf.stroke(-0.5, 0.0, 0.5, 0.0, 0.2).eval(0.0, 0.0))
    -0.1
    """
    across, along = _sides(x0, y0, x1, y1)
    return (abs_(across) - length('width', width) / 2.0) & along


def line(x0: float, y0: float, x1: float, y1: float, width: float) -> Expression:
    """A straight line of the given width from one point to another, with round ends. A distance.

    >>> float(pf.line(-0.5, 0.0, 0.5, 0.0, 0.5).eval(1.0, 0.0))
    0.25
    """
    across, along = _sides(x0, y0, x1, y1)
    return norm(across, max_(along, 0.0)) - length('width', width) / 2.0


def _sides(x0: float, y0: float, x1: float, y1: float) -> tuple[Expression, Expression]:
    """How far a point lies to the left of a line, and how far beyond its ends (negative: between them)."""
    dx, dy = finite('x1', x1) - finite('x0', x0), finite('y1', y1) - finite('y0', y0)
    if dx == dy == 0.0:
        raise ValueError('a line needs two different ends')
    x, y = x0 + dx / 2.0, y0 + dy / 2.0
    return half_plane(x, y, -dy, dx), abs_(half_plane(x, y, dx, dy)) - math.hypot(dx, dy) / 2.0
