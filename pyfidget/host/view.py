"""What part of the plane a picture shows, and in how many pixels: the arguments of a render, checked."""
from __future__ import annotations

import dataclasses
import math
import operator

from pyfidget.grid import CONVENTIONS, LARGEST, Grid, make_grid
from pyfidget.grid import View as _View

DEFAULT_SIZE = 1024  # pixels


@dataclasses.dataclass(frozen=True)
class View:
    """width, height: pixels; convention: a row of grid.CONVENTIONS; the sample at (x0, y0) of that is taken at
    (center_x + scale * x0, center_y + scale * y0, z)."""

    width: int
    height: int
    convention: int
    center_x: float
    center_y: float
    scale: float
    z: float

    def to_grid(self) -> Grid:
        grid: Grid = make_grid(self.width, self.height, self.convention, _View(self.center_x, self.center_y, self.scale, self.z))
        return grid


def make_view(size: int | None, width: int | None, height: int | None, center: tuple[float, float], scale: float, z: float,
              grid: str) -> View:
    """A View; TypeError or ValueError with one line on what is wrong."""
    if size is not None and (width is not None or height is not None):
        raise ValueError('give size, or width and height, not both')
    if (width is None) != (height is None):
        raise ValueError('width and height go together')
    if width is None or height is None:
        width = height = DEFAULT_SIZE if size is None else _pixels('size', size)
    else:
        width, height = _pixels('width', width), _pixels('height', height)
    if grid not in CONVENTIONS:
        raise ValueError(f'grid: {grid!r} is none of {", ".join(CONVENTIONS)}')
    try:
        center_x, center_y = center
    except (TypeError, ValueError):
        raise ValueError(f'center: expected (x, y), not {center!r}') from None
    scale = finite('scale', scale)
    if scale == 0.0:
        raise ValueError('scale: must not be 0')
    return View(width, height, CONVENTIONS.index(grid), finite('center', center_x), finite('center', center_y), scale,
                finite('z', z))


def _pixels(name: str, value: int) -> int:
    return whole(name, value, LARGEST)


def whole(name: str, value: int, largest: int) -> int:
    """A whole number from 1 to `largest`."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f'{name}: expected a whole number, not {value!r}') from None
    if not 1 <= number <= largest:
        raise ValueError(f'{name}: expected 1 to {largest}, not {number}')
    return number


def finite(name: str, value: float) -> float:
    """A finite number."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise TypeError(f'{name}: expected a number, not {value!r}') from None
    except OverflowError:
        raise ValueError(f'{name}: the integer is too large for a float') from None
    if not math.isfinite(number):
        raise ValueError(f'{name}: {number} is not finite')
    return number
