"""What part of the plane a picture shows, and in how many pixels: the arguments of a render, checked."""
from __future__ import annotations

import dataclasses
import math
import operator

from pyfidget.grid import CONVENTIONS, LARGEST, WIDEST, Grid, Rectangle, make_cells, make_window
from pyfidget.grid import View as _View

DEFAULT_SIZE = 1024  # pixels


@dataclasses.dataclass(frozen=True)
class View:
    """width, height: pixels; convention: a row of grid.CONVENTIONS; the sample at (x0, y0) of that is taken at
    (center_x + scale * x0, center_y + scale * y0, z). window: of the picture's pixels, those that are drawn: left, top, columns
    and rows; None is all."""

    width: int
    height: int
    convention: int
    center_x: float
    center_y: float
    scale: float
    z: float
    window: tuple[int, int, int, int] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Of an array of what is drawn: rows and columns."""
        _, _, columns, rows = self.drawn
        return rows, columns

    @property
    def drawn(self) -> tuple[int, int, int, int]:
        """The window, or that of all pixels."""
        return (0, 0, self.width, self.height) if self.window is None else self.window

    def to_grid(self) -> Grid:
        grid: Grid = make_window(self.width, self.height, self.convention, self._view(), self._rectangle())
        return grid

    def to_cells(self, side: int) -> Grid:
        """As grid.make_cells."""
        grid: Grid = make_cells(self.width, self.height, self.convention, self._view(), self._rectangle(), side)
        return grid

    def _view(self) -> _View:
        return _View(self.center_x, self.center_y, self.scale, self.z)

    def _rectangle(self) -> Rectangle:
        left, top, columns, rows = self.drawn
        return Rectangle(left, top, left + columns, top + rows)


def cells_of(view: View, side: int) -> tuple[int, int]:
    """How many rows and columns of cells of so many pixels a side there are in what is drawn of a view."""
    rows, columns = view.shape
    return -(-rows // side), -(-columns // side)


def make_view(size: int | None, width: int | None, height: int | None, center: tuple[float, float], scale: float, z: float,
              grid: str, window: tuple[int, int, int, int] | None = None) -> View:
    """A View; TypeError or ValueError with one line on what is wrong."""
    largest = LARGEST if window is None else WIDEST
    if size is not None and (width is not None or height is not None):
        raise ValueError('give size, or width and height, not both')
    if (width is None) != (height is None):
        raise ValueError('width and height go together')
    if width is None or height is None:
        width = height = DEFAULT_SIZE if size is None else whole('size', size, largest)
    else:
        width, height = whole('width', width, largest), whole('height', height, largest)
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
                finite('z', z), None if window is None else _checked_window(window, width, height))


def _checked_window(window: tuple[int, int, int, int], width: int, height: int) -> tuple[int, int, int, int]:
    try:
        left, top, columns, rows = (operator.index(number) for number in window)
    except (TypeError, ValueError):
        raise TypeError(f'window: expected (left, top, width, height), four whole numbers, not {window!r}') from None
    if not (1 <= columns <= LARGEST and 1 <= rows <= LARGEST):
        raise ValueError(f'window: expected sides from 1 to {LARGEST}, not {columns} and {rows}')
    if not (0 <= left <= width - columns and 0 <= top <= height - rows):
        raise ValueError(f'window: {window!r} is not inside of {width} x {height} pixels')
    return left, top, columns, rows


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
