"""Shapes of the plane: expressions that are negative inside. Lengths are in units of the picture, [-1, 1] x [-1, 1].

Half-planes, discs and what min and max make of them. Where it costs nothing the value outside is the distance to the
edge, but no function here relies on that. Angles are in radians, counterclockwise from the x axis.

    >>> moon = difference(circle(0.0, 0.0, 0.8), circle(0.3, 0.1, 0.7))
    >>> print(moon.to_vm())

Edges that lie along an axis compare one coordinate with one constant, and each coordinate enters a shape once wherever
that is possible: both keep the bounds tight when a renderer asks for the shape over a whole region.
"""
from __future__ import annotations

import math
from typing import Callable, Sequence

from pyfidget.host.expression import Expression, X, Y, abs_, constant, max_, min_, remap, sqrt, square

Point = tuple[float, float]


# ---- combinations ----

def union(*shapes: Expression) -> Expression:
    """Inside any of the shapes; of none: nothing.

    A balanced tree in the given order. Neighbours in the list share a subtree, so with a list in an order that runs
    through the picture (letters as they are read) a subtree covers a small area and most regions lose it as a whole,
    while no path is longer than the logarithm of the count.
    """
    return _balanced(min_, shapes) if shapes else constant(math.inf)


def intersection(*shapes: Expression) -> Expression:
    """Inside all of the shapes, a balanced tree in the given order; of none: everything."""
    return _balanced(max_, shapes) if shapes else constant(-math.inf)


def _balanced(combine: Callable[[Expression, Expression], Expression], shapes: Sequence[Expression]) -> Expression:
    if len(shapes) == 1:
        return shapes[0]
    middle = (len(shapes) + 1) // 2
    return combine(_balanced(combine, shapes[:middle]), _balanced(combine, shapes[middle:]))


def inverse(shape: Expression) -> Expression:
    """Inside where the shape is outside."""
    return ~shape


def difference(shape: Expression, *others: Expression) -> Expression:
    """Inside the first shape and none of the others."""
    return shape & ~union(*others) if others else shape


# ---- half-planes ----

def left_of(x: float) -> Expression:
    return X - x


def right_of(x: float) -> Expression:
    return x - X


def below(y: float) -> Expression:
    return Y - y


def above(y: float) -> Expression:
    return y - Y


def half_plane(x: float, y: float, nx: float, ny: float) -> Expression:
    """All that lies behind the line through (x, y), seen along the direction (nx, ny), which need not have length 1.

    The value is the distance to the line in units of that direction's length.
    """
    if nx == 0.0 and ny == 0.0:
        raise ValueError('a half-plane needs a direction, (0, 0) is none')
    return X * nx + Y * ny - (x * nx + y * ny)


# ---- round shapes ----

def circle(x: float, y: float, radius: float) -> Expression:
    """The disc around (x, y)."""
    return sqrt(square(X - x) + square(Y - y)) - radius


def ellipse(x: float, y: float, rx: float, ry: float) -> Expression:
    """The disc around (x, y) with the half axes rx and ry; its value is in units of x."""
    if rx == ry:
        return circle(x, y, rx)
    return sqrt(square(X - x) + square(Y - y) * (rx / ry) ** 2) - rx


def ring(x: float, y: float, outer: float, inner: float) -> Expression:
    """What lies between two circles around (x, y)."""
    distance = sqrt(square(X - x) + square(Y - y))
    return (distance - outer) & (inner - distance)


def sector(x: float, y: float, start: float, stop: float) -> Expression:
    """The wedge with its tip at (x, y) that runs counterclockwise from one angle to another.

    At most a whole turn; up to half a turn it is an intersection of two half-planes, beyond that a union.
    """
    sweep = stop - start
    if not 0.0 < sweep < 2.0 * math.pi:
        raise ValueError(f'a sector runs counterclockwise by less than a whole turn, not by {sweep!r}')
    ahead = half_plane(x, y, math.sin(start), -math.cos(start))
    behind = half_plane(x, y, -math.sin(stop), math.cos(stop))
    return ahead & behind if sweep <= math.pi else ahead | behind


def arc(x: float, y: float, outer: float, inner: float, start: float, stop: float) -> Expression:
    """The piece of a ring that runs counterclockwise from one angle to another, with straight ends."""
    return ring(x, y, outer, inner) & sector(x, y, start, stop)


# ---- straight shapes ----

def rectangle(left: float, bottom: float, right: float, top: float) -> Expression:
    return (right_of(left) & left_of(right)) & (above(bottom) & below(top))


def rounded_rectangle(left: float, bottom: float, right: float, top: float, radius: float) -> Expression:
    """A rectangle whose corners are quarter circles."""
    if not 0.0 <= 2.0 * radius <= min(right - left, top - bottom):
        raise ValueError(f'corners of radius {radius!r} do not fit into the rectangle')
    # How far the point lies outside the rectangle of the corners' centres, by axis.
    dx = max_((left + radius - X) & (X - (right - radius)), 0.0)
    dy = max_((bottom + radius - Y) & (Y - (top - radius)), 0.0)
    return sqrt(square(dx) + square(dy)) - radius


def polygon(points: Sequence[Point]) -> Expression:
    """A convex polygon; its corners in counterclockwise order, three at least."""
    if len(points) < 3:
        raise ValueError('a polygon has at least three corners')
    edges = []
    for before, (x0, y0), (x1, y1) in zip([points[-1], *points], points, [*points[1:], points[0]]):
        if (x0 - before[0]) * (y1 - y0) - (y0 - before[1]) * (x1 - x0) <= 0.0:
            raise ValueError(f'the polygon is not convex and counterclockwise at ({x0!r}, {y0!r})')
        edges.append(half_plane(x0, y0, y1 - y0, x0 - x1))
    return intersection(*edges)


def stroke(x0: float, y0: float, x1: float, y1: float, width: float) -> Expression:
    """A straight line of the given width from one point to another, its ends cut square."""
    length = math.hypot(x1 - x0, y1 - y0)
    if length == 0.0:
        raise ValueError('a stroke needs two different ends')
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    across = abs_(half_plane(x0, y0, -dy, dx)) - width / 2.0
    return across & (half_plane(x0, y0, -dx, -dy) & half_plane(x1, y1, dx, dy))


# ---- moving ----

def move(shape: Expression, dx: float, dy: float) -> Expression:
    """The shape, moved by (dx, dy); this costs no operation where the shape compares coordinates with constants."""
    return remap(shape, x=X - dx, y=Y - dy)


def scale(shape: Expression, factor: float) -> Expression:
    """The shape, larger by the factor (> 0) as seen from the origin. Values are not scaled with it."""
    if not factor > 0.0:
        raise ValueError(f'a factor above 0 is needed, not {factor!r}')
    return remap(shape, x=X * (1.0 / factor), y=Y * (1.0 / factor))


def rotate(shape: Expression, angle: float) -> Expression:
    """The shape, turned counterclockwise around the origin by an angle in radians."""
    c, s = math.cos(angle), math.sin(angle)
    return remap(shape, x=X * c + Y * s, y=Y * c - X * s)


def mirror_x(shape: Expression, x: float = 0.0) -> Expression:
    """The shape as a mirror along the vertical line at x shows it."""
    return remap(shape, x=2.0 * x - X)


def mirror_y(shape: Expression, y: float = 0.0) -> Expression:
    """The shape as a mirror along the horizontal line at y shows it."""
    return remap(shape, y=2.0 * y - Y)
