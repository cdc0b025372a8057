"""Moving, turning and scaling shapes of the plane and of space.

Lengths are in units of the picture, angles in radians and counterclockwise as seen from the axis' positive end. A distance stays
a distance and a bound a bound, but where it is said otherwise.

A stack of transforms is one affine map, made when they are written: a shape that was moved and turned 400 times takes no more
operations than one that was once. The values are rounded as that map rounds them, not step by step.
"""
from __future__ import annotations

import math

from pyfidget.host.affine import affine
from pyfidget.host.expression import Expression, Operand, operand
from pyfidget.host.graph import placed
from pyfidget.host.measures import PerAxis, direction, finite, per_axis, positive

_FINEST_TURN = 2.0 ** -30  # radians: what a quarter turn that is meant may be off


def move(shape: Operand, dx: float, dy: float, dz: float = 0.0) -> Expression:
    """The shape, moved by (dx, dy, dz); this costs no operation where the shape compares coordinates with constants.

    >>> float(pf.move(pf.circle(0.0, 0.0, 0.5), 0.25, 0.0).eval(0.25, 0.0))
    -0.5
    """
    return placed(shape, affine(1, 0, 0, -finite('dx', dx), 0, 1, 0, -finite('dy', dy), 0, 0, 1, -finite('dz', dz)))


def scale(shape: Operand, factor: PerAxis) -> Expression:
    """The shape, larger by a factor (> 0) as seen from the origin; or by two or three of them, along x, y (and z).

    Distances grow with it. With factors that differ a distance becomes a bound.

    >>> float(pf.scale(pf.circle(0.0, 0.0, 0.5), 2.0).eval(0.0, 0.0))
    -1.0
    """
    sx, sy, sz = (positive('factor', part) for part in per_axis('factor', factor, [factor] * 3, 1.0))
    shape = operand(shape)
    least = min((part for axis, part in enumerate((sx, sy, sz)) if shape.uses & 1 << axis), default=1.0)
    return placed(shape, affine(1.0 / sx, 0, 0, 0, 0, 1.0 / sy, 0, 0, 0, 0, 1.0 / sz, 0), least)


# ---- turning ----

def rotate(shape: Operand, angle: float) -> Expression:
    """The shape, turned by an angle around the origin, in space around the z axis.

    >>> tall = pf.rotate(pf.rectangle(-0.8, -0.2, 0.8, 0.2), math.pi / 2)
    >>> (tall.eval([0.0, 0.5], [0.5, 0.0]) < 0.0).tolist()
    [True, False]
    """
    c, s = _turn(angle)
    return placed(shape, affine(c, s, 0, 0, -s, c, 0, 0, 0, 0, 1, 0))


rotate_z = rotate


def rotate_x(shape: Operand, angle: float) -> Expression:
    """The shape, turned by an angle around the x axis: from y towards z.

    >>> float(pf.rotate_x(pf.Y, math.pi / 2).eval(0.0, 0.0, 0.5))
    0.5
    """
    c, s = _turn(angle)
    return placed(shape, affine(1, 0, 0, 0, 0, c, s, 0, 0, -s, c, 0))


def rotate_y(shape: Operand, angle: float) -> Expression:
    """The shape, turned by an angle around the y axis: from z towards x.

    >>> float(pf.rotate_y(pf.Z, math.pi / 2).eval(0.5, 0.0, 0.0))
    0.5
    """
    c, s = _turn(angle)
    return placed(shape, affine(c, 0, -s, 0, 0, 1, 0, 0, s, 0, c, 0))


def _turn(angle: float) -> tuple[float, float]:
    """Cosine and sine. A quarter turn is meant where the angle, like math.pi / 2, is one but for its own last bit.

    Of an angle of many million that bit is too coarse to tell, and the angle is taken as it is.
    """
    angle = finite('angle', angle)
    last_bit = math.ulp(angle)
    c, s = math.cos(angle), math.sin(angle)
    if last_bit > _FINEST_TURN:
        return c, s
    return (0.0 if abs(c) < last_bit else c), (0.0 if abs(s) < last_bit else s)


# ---- mirrors ----

def mirror_x(shape: Operand, x: float = 0.0) -> Expression:
    """The shape as a mirror along the vertical line at x shows it.

    >>> float(pf.mirror_x(pf.circle(0.5, 0.0, 0.25)).eval(-0.5, 0.0))
    -0.25
    """
    return placed(shape, affine(-1, 0, 0, finite('x', 2.0 * finite('x', x)), 0, 1, 0, 0, 0, 0, 1, 0))


def mirror_y(shape: Operand, y: float = 0.0) -> Expression:
    """The shape as a mirror along the horizontal line at y shows it.

    >>> float(pf.mirror_y(pf.circle(0.0, 0.5, 0.25)).eval(0.0, -0.5))
    -0.25
    """
    return placed(shape, affine(1, 0, 0, 0, 0, -1, 0, finite('y', 2.0 * finite('y', y)), 0, 0, 1, 0))


def mirror_z(shape: Operand, z: float = 0.0) -> Expression:
    """The shape as a mirror in the plane at z shows it.

    >>> float(pf.mirror_z(pf.sphere(0.0, 0.0, 0.5, 0.25)).eval(0.0, 0.0, -0.5))
    -0.25
    """
    return placed(shape, affine(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, finite('z', 2.0 * finite('z', z))))


def reflect(shape: Operand, nx: float, ny: float, nz: float = 0.0, *, distance: float = 0.0) -> Expression:
    """The shape as a mirror shows it that is perpendicular to the direction (nx, ny, nz), which need not have length 1.

    The mirror, a line or a plane, lies at a distance from the origin, counted in that direction: reflect(shape, 1, -1) swaps
    x and y, and reflect(shape, 0, 1, distance=0.5) is mirror_y(shape, 0.5).

    >>> float(pf.reflect(pf.circle(0.5, 0.0, 0.25), 1.0, -1.0).eval(0.0, 0.5))
    -0.25
    """
    x, y, z = direction(nx, ny, nz)
    size = x * x + y * y + z * z
    away = finite('distance', 2.0 * finite('distance', distance) / math.sqrt(size))  # in units of the direction
    return placed(shape, affine(
        1.0 - 2.0 * x * x / size, -2.0 * x * y / size, -2.0 * x * z / size, away * x,
        -2.0 * y * x / size, 1.0 - 2.0 * y * y / size, -2.0 * y * z / size, away * y,
        -2.0 * z * x / size, -2.0 * z * y / size, 1.0 - 2.0 * z * z / size, away * z))
