"""Moving, turning, scaling and repeating shapes of the plane and of space.

Lengths are in units of the picture, angles in radians and counterclockwise as seen from the axis' positive end. A distance stays
a distance and a bound a bound, but where it is said otherwise.
"""
from __future__ import annotations

import math
from numbers import Real
from typing import Any, Optional, Sequence, Union

from pyfidget.host.combinations import union
from pyfidget.host.expression import Expression, Operand, X, Y, Z, max_, min_, remap, round_, walk
from pyfidget.host.formulas import linear
from pyfidget.host.measures import direction, finite, length, positive, whole

PerAxis = Union[float, Sequence[float]]
Counts = Union[int, Sequence[Optional[int]]]


def move(shape: Operand, dx: float, dy: float, dz: float = 0.0) -> Expression:
    """The shape, moved by (dx, dy, dz); this costs no operation where the shape compares coordinates with constants."""
    return remap(shape, x=X - finite('dx', dx), y=Y - finite('dy', dy), z=Z - finite('dz', dz))


def scale(shape: Operand, factor: PerAxis) -> Expression:
    """The shape, larger by a factor (> 0) as seen from the origin; or by two or three of them, along x, y (and z).

    Distances grow with it. With factors that differ a distance becomes a bound.
    """
    sx, sy, sz = (positive('factor', part) for part in _axes('factor', factor, [factor] * 3, 1.0))
    stretched = remap(shape, linear(1.0 / sx, 0.0, 0.0), linear(0.0, 1.0 / sy, 0.0), linear(0.0, 0.0, 1.0 / sz))
    used = set(walk(stretched))
    least = min((part for axis, part in ((X, sx), (Y, sy), (Z, sz)) if axis in used), default=1.0)
    return stretched if least == 1.0 else stretched * least


# ---- turning ----

def rotate(shape: Operand, angle: float) -> Expression:
    """The shape, turned by an angle around the origin, in space around the z axis."""
    c, s = _turn(angle)
    return remap(shape, x=linear(c, s, 0.0), y=linear(-s, c, 0.0))


rotate_z = rotate


def rotate_x(shape: Operand, angle: float) -> Expression:
    """The shape, turned by an angle around the x axis: from y towards z."""
    c, s = _turn(angle)
    return remap(shape, y=linear(0.0, c, s), z=linear(0.0, -s, c))


def rotate_y(shape: Operand, angle: float) -> Expression:
    """The shape, turned by an angle around the y axis: from z towards x."""
    c, s = _turn(angle)
    return remap(shape, x=linear(c, 0.0, -s), z=linear(s, 0.0, c))


def _turn(angle: float) -> tuple[float, float]:
    """Cosine and sine. A quarter turn is meant where the angle, like math.pi / 2, is one but for its own last bit."""
    angle = finite('angle', angle)
    c, s = (0.0 if abs(part) < math.ulp(angle) else part for part in (math.cos(angle), math.sin(angle)))
    return c, s


# ---- mirrors ----

def mirror_x(shape: Operand, x: float = 0.0) -> Expression:
    """The shape as a mirror along the vertical line at x shows it."""
    return remap(shape, x=2.0 * finite('x', x) - X)


def mirror_y(shape: Operand, y: float = 0.0) -> Expression:
    """The shape as a mirror along the horizontal line at y shows it."""
    return remap(shape, y=2.0 * finite('y', y) - Y)


def mirror_z(shape: Operand, z: float = 0.0) -> Expression:
    """The shape as a mirror in the plane at z shows it."""
    return remap(shape, z=2.0 * finite('z', z) - Z)


def reflect(shape: Operand, nx: float, ny: float, nz: float = 0.0, *, distance: float = 0.0) -> Expression:
    """The shape as a mirror shows it that is square to the direction (nx, ny, nz), which need not have length 1.

    The mirror, a line or a plane, lies at a distance from the origin, counted in that direction: reflect(shape, 1, -1) swaps
    x and y, and reflect(shape, 0, 1, distance=0.5) is mirror_y(shape, 0.5).
    """
    x, y, z = direction(nx, ny, nz)
    size = x * x + y * y + z * z
    away = 2.0 * finite('distance', distance) / math.sqrt(size)  # in units of the direction
    return remap(shape,
                 x=linear(1.0 - 2.0 * x * x / size, -2.0 * x * y / size, -2.0 * x * z / size, away * x),
                 y=linear(-2.0 * y * x / size, 1.0 - 2.0 * y * y / size, -2.0 * y * z / size, away * y),
                 z=linear(-2.0 * z * x / size, -2.0 * z * y / size, 1.0 - 2.0 * z * z / size, away * z))


# ---- copies ----

def repeat(shape: Operand, spacing: PerAxis, counts: Optional[Counts] = None) -> Expression:
    """Copies of a shape side by side, a spacing apart: one number for a row along x, two or three for x, y (and z).

    counts: how many copies along each axis, the first of them the shape where it is, the others in the axis' direction.
    None means without end in both directions. A spacing of 0 means no copies along that axis.

    The cost does not depend on the number of copies, since a point asks only one of them: that in whose cell it lies, cells
    being as large as the spacing, and the first around the origin. So the shape has to lie within its cell, less than half a
    spacing from the origin along each axis; what reaches beyond is cut off. (For such a shape, take a union of `move`.)
    Distances stay distances where the shape is symmetric in its cell; else a neighbour may be nearer than the copy that is
    asked, and only the sign says something.
    """
    steps = _axes('spacing', spacing, [spacing, 0.0, 0.0], 0.0)
    limits = [None] * 3 if counts is None else _axes('counts', counts, [counts, None, None], None)
    return remap(shape, *(_folded(axis, length('spacing', step), limit) for axis, step, limit in zip((X, Y, Z), steps, limits)))


def _folded(axis: Expression, step: float, count: Optional[int]) -> Expression:
    """The coordinate within a cell of the width `step`, as that of the first cell."""
    if count is not None:
        count = whole('counts', count)
    if step == 0.0:
        if count is not None and count > 1:
            raise ValueError(f'counts: {count} copies along an axis need a spacing along it')
        return axis
    cell = round_(axis / step)
    if count is not None:
        cell = min_(max_(cell, 0.0), count - 1)
    return axis - cell * step


def array_polar(shape: Operand, count: int, x: float = 0.0, y: float = 0.0) -> Expression:
    """So many copies of a shape around (x, y), turned by equal parts of a whole turn; the first is the shape where it is.

    Copies may overlap: this is their union.
    """
    x, y = finite('x', x), finite('y', y)
    spoke = move(shape, -x, -y)
    return move(union(*(rotate(spoke, 2.0 * math.pi * i / count) for i in range(whole('count', count)))), x, y)


def _axes(name: str, values: Any, alone: list[Any], third: Any) -> list[Any]:
    """Three values, one an axis: the two or three that are given, or what a number alone stands for."""
    if isinstance(values, Real):
        return alone
    try:
        given = list(values)
    except TypeError:
        raise TypeError(f'{name}: expected a number, or two or three, not a value of type {type(values).__name__}') from None
    if not 2 <= len(given) <= 3:
        raise ValueError(f'{name}: expected a number, or two or three, not {len(given)}')
    return given if len(given) == 3 else [*given, third]
