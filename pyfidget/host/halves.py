"""Half-planes and half-spaces: one side of a straight edge. The value is the exact distance to the edge, negative inside."""
from __future__ import annotations

from pyfidget.host.expression import Expression, X, Y
from pyfidget.host.graph import linear
from pyfidget.host.measures import finite, unit


def left_of(x: float) -> Expression:
    """All points whose first coordinate is below x.

    >>> float(pf.left_of(0.5).eval(0.25, 0.0))
    -0.25
    """
    return X - finite('x', x)


def right_of(x: float) -> Expression:
    """All points whose first coordinate is above x.

    >>> float(pf.right_of(0.5).eval(0.75, 0.0))
    -0.25
    """
    return finite('x', x) - X


def below(y: float) -> Expression:
    """All points whose second coordinate is below y.

    >>> float(pf.below(0.5).eval(0.0, 0.25))
    -0.25
    """
    return Y - finite('y', y)


def above(y: float) -> Expression:
    """All points whose second coordinate is above y.

    >>> float(pf.above(0.5).eval(0.0, 0.75))
    -0.25
    """
    return finite('y', y) - Y


def half_plane(x: float, y: float, nx: float, ny: float) -> Expression:
    """All that lies behind the line through (x, y), seen along the direction (nx, ny), which need not have length 1.

    >>> float(pf.half_plane(0.5, 0.0, 1.0, 0.0).eval(0.0, 0.0))
    -0.5
    """
    return half_space(x, y, 0.0, nx, ny, 0.0)


def half_space(x: float, y: float, z: float, nx: float, ny: float, nz: float) -> Expression:
    """All that lies behind the plane through (x, y, z), seen along the direction (nx, ny, nz), which need not have length 1.

    >>> float(pf.half_space(0.0, 0.0, 0.5, 0.0, 0.0, 2.0).eval(0.0, 0.0, 0.0))
    -0.5
    """
    ux, uy, uz = unit(nx, ny, nz)
    return linear(ux, uy, uz, -(finite('x', x) * ux + finite('y', y) * uy + finite('z', z) * uz))
