"""Shapes of space: expressions in X, Y and Z that are negative inside. A picture shows the slice at one z.

The z axis points at the viewer. Docstrings and errors are as in shapes.py.
"""
from __future__ import annotations

import math

from pyfidget.host.combinations import intersection
from pyfidget.host.expression import Expression, Operand, X, Y, Z, abs_, max_, operand, remap
from pyfidget.host.formulas import box_distance, norm
from pyfidget.host.graph import linear
from pyfidget.host.halves import above, below, left_of, right_of
from pyfidget.host.measures import corner_radius, finite, length, positive, span, unit
from pyfidget.host.shapes import sector


def sphere(x: float, y: float, z: float, radius: float) -> Expression:
    """The ball around (x, y, z). A distance.

    >>> float(pf.sphere(0.0, 0.0, 0.0, 0.5).eval(0.0, 0.0, 1.0))
    0.5
    """
    return norm(X - finite('x', x), Y - finite('y', y), Z - finite('z', z)) - length('radius', radius)


def box(x0: float, y0: float, z0: float, x1: float, y1: float, z1: float) -> Expression:
    """The box between two opposite corners, the first with the lower coordinates. A distance inside, a bound outside.

    >>> float(pf.box(-0.5, -0.5, -0.5, 0.5, 0.5, 0.5).eval(0.0, 0.0, 0.25))
    -0.25
    """
    x0, x1 = span('x0', x0, 'x1', x1)
    y0, y1 = span('y0', y0, 'y1', y1)
    return intersection(right_of(x0) & left_of(x1), above(y0) & below(y1), _slab(z0, z1))


def rounded_box(x0: float, y0: float, z0: float, x1: float, y1: float, z1: float, radius: float) -> Expression:
    """A box whose edges and corners are round; with radius 0 a plain one. A distance.

    >>> float(pf.rounded_box(-0.5, -0.5, -0.5, 0.5, 0.5, 0.5, 0.25).eval(0.0, 0.0, 0.75))
    0.25
    """
    spans = span('x0', x0, 'x1', x1), span('y0', y0, 'y1', y1), span('z0', z0, 'z1', z1)
    radius = corner_radius(radius, *spans)
    sides = ((low + radius - axis) & (axis - (high - radius)) for axis, (low, high) in zip((X, Y, Z), spans))
    return box_distance(*sides) - radius


def cylinder(x: float, y: float, z0: float, z1: float, radius: float) -> Expression:
    """The cylinder around the line through (x, y) along z, from z0 to z1. A distance inside, a bound outside.

    >>> float(pf.cylinder(0.0, 0.0, -1.0, 1.0, 0.25).eval(0.5, 0.0, 0.0))
    0.25
    """
    return (_from_axis(x, y) - length('radius', radius)) & _slab(z0, z1)


def cone(x: float, y: float, z0: float, z1: float, radius: float) -> Expression:
    """The cone on the disc of a radius around (x, y) at z0, with its tip at (x, y, z1). A distance inside, a bound outside.

    >>> (pf.cone(0.0, 0.0, 0.0, 1.0, 0.5).eval(0.25, 0.0, [0.25, 0.75]) < 0.0).tolist()
    [True, False]
    """
    z0, z1, radius = finite('z0', z0), finite('z1', z1), positive('radius', radius)
    height = abs(z1 - z0)
    if height == 0.0:
        raise ValueError('a cone needs its tip and its base at different z')
    beyond_tip, before_base = (Z - z1, z0 - Z) if z0 < z1 else (z1 - Z, Z - z0)
    slant = math.hypot(radius, height)
    return (_from_axis(x, y) * (height / slant) + beyond_tip * (radius / slant)) & before_base


def torus(x: float, y: float, z: float, major: float, minor: float) -> Expression:
    """The ring around (x, y, z) that a circle of the minor radius makes, carried around along one of the major radius in the
    plane at z. A distance, if the minor radius is not larger than the major one.

    >>> float(pf.torus(0.0, 0.0, 0.0, 0.5, 0.25).eval(0.5, 0.0, 0.0))
    -0.25
    """
    return norm(_from_axis(x, y) - length('major', major), Z - finite('z', z)) - length('minor', minor)


def capsule(x0: float, y0: float, z0: float, x1: float, y1: float, z1: float, radius: float) -> Expression:
    """All that is nearer than a radius to the straight line between two points. A distance.

    >>> float(pf.capsule(-0.5, 0.0, 0.0, 0.5, 0.0, 0.0, 0.25).eval(1.0, 0.0, 0.0))
    0.25
    """
    start = finite('x0', x0), finite('y0', y0), finite('z0', z0)
    stop = finite('x1', x1), finite('y1', y1), finite('z1', z1)
    if start == stop:
        return sphere(x0, y0, z0, radius)
    middle = [a + (b - a) / 2.0 for a, b in zip(start, stop)]
    along, across, third = (linear(*axis, -sum(a * b for a, b in zip(axis, middle)))
                            for axis in _frame(*(b - a for a, b in zip(start, stop))))
    beyond = max_(abs_(along) - math.dist(start, stop) / 2.0, 0.0)
    return norm(across, third, beyond) - length('radius', radius)


def extrude(shape: Operand, z0: float, z1: float) -> Expression:
    """A shape of the plane, as a prism from z0 to z1. A bound if the shape's value is one; inside, a distance if that is.

    >>> plate = pf.extrude(pf.circle(0.0, 0.0, 0.5), -0.1, 0.1)
    >>> (plate.eval(0.0, 0.0, [0.0, 0.2]) < 0.0).tolist()
    [True, False]
    """
    return operand(shape) & _slab(z0, z1)


def revolve(shape: Operand, x: float = 0.0, start: float = 0.0, stop: float = math.tau) -> Expression:
    """What a shape of the plane sweeps when it turns around the vertical line at x; only what is right of the line counts.

    From one angle to another, as `rotate_y` turns: at the angle 0 the shape lies where it was drawn, and from there it turns
    away from the viewer. By default the whole turn; ValueError for more. The ends of a part are flat.

    A bound if the shape's value is one; a distance if that is, the turn is a whole one, and the shape is not cut by the line,
    or symmetric to it.

    >>> tyre = pf.revolve(pf.circle(0.5, 0.0, 0.2))
    >>> (tyre.eval(0.0, 0.0, [0.0, 0.5]) < 0.0).tolist()
    [False, True]
    """
    x, start, stop = finite('x', x), finite('start', start), finite('stop', stop)
    swept, sweep = remap(shape, x=norm(X - x, Z) + x), stop - start
    if math.isclose(sweep, math.tau):
        return swept
    if not 0.0 < sweep < math.tau:
        raise ValueError(f'a shape revolves from start to a larger stop, by a whole turn at most, not by {sweep!r}')
    return swept & remap(sector(x, 0.0, start, stop), y=-Z)


_Direction = tuple[float, float, float]


def _slab(z0: float, z1: float) -> Expression:
    z0, z1 = span('z0', z0, 'z1', z1)
    return (z0 - Z) & (Z - z1)


def _from_axis(x: float, y: float) -> Expression:
    return norm(X - finite('x', x), Y - finite('y', y))


def _frame(nx: float, ny: float, nz: float) -> tuple[_Direction, _Direction, _Direction]:
    """The direction at length 1 and two others, all perpendicular to each other."""
    first = unit(nx, ny, nz)
    least = min(range(3), key=lambda i: abs(first[i]))
    second = unit(*_product(first, (float(least == 0), float(least == 1), float(least == 2))))
    return first, second, _product(first, second)


def _product(a: _Direction, b: _Direction) -> _Direction:
    """The cross product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
