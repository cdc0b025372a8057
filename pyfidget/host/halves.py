"""Half-planes and half-spaces: one side of a straight edge. The value is the exact distance to the edge, negative inside."""
from __future__ import annotations

from pyfidget.host.expression import Expression, X, Y
from pyfidget.host.graph import linear
from pyfidget.host.measures import finite, unit


def left_of(x: float) -> Expression:
    """All points whose first coordinate is below x."""
    return X - finite('x', x)


def right_of(x: float) -> Expression:
    """All points whose first coordinate is above x."""
    return finite('x', x) - X


def below(y: float) -> Expression:
    """All points whose second coordinate is below y."""
    return Y - finite('y', y)


def above(y: float) -> Expression:
    """All points whose second coordinate is above y."""
    return finite('y', y) - Y


def half_plane(x: float, y: float, nx: float, ny: float) -> Expression:
    """All that lies behind the line through (x, y), seen along the direction (nx, ny), which need not have length 1."""
    return half_space(x, y, 0.0, nx, ny, 0.0)


def half_space(x: float, y: float, z: float, nx: float, ny: float, nz: float) -> Expression:
    """All that lies behind the plane through (x, y, z), seen along the direction (nx, ny, nz), which need not have length 1."""
    ux, uy, uz = unit(nx, ny, nz)
    return linear(ux, uy, uz, -(finite('x', x) * ux + finite('y', y) * uy + finite('z', z) * uz))
