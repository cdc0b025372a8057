"""The numbers that shapes are made with, checked where they are given: a wrong one is an error of one line that names it."""
from __future__ import annotations

import math
import operator
import sys
from numbers import Real
from typing import Any, Sequence, Union

PerAxis = Union[float, Sequence[float]]
Point = tuple[float, float]


def finite(name: str, value: float) -> float:
    """A number of any kind, numpy's included, that is not infinite and not NaN."""
    if not isinstance(value, Real):
        raise TypeError(f'{name}: expected a number, not a value of type {type(value).__name__}')
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f'{name}: expected a finite number, not {number}')
    return number


def length(name: str, value: float) -> float:
    """A finite number that is not negative."""
    number = finite(name, value)
    if number < 0.0:
        raise ValueError(f'{name}: {number} is negative')
    return number


def positive(name: str, value: float) -> float:
    """A finite number above zero whose reciprocal is finite too."""
    number = finite(name, value)
    if not (number > 0.0 and math.isfinite(1.0 / number)):
        raise ValueError(f'{name}: expected a number above 0, not {number}')
    return number


def point(name: str, value: Point) -> Point:
    """Two finite numbers, x and y."""
    try:
        x, y = value
    except (TypeError, ValueError):
        raise TypeError(f'{name}: expected (x, y)') from None
    return finite(f'{name}, x', x), finite(f'{name}, y', y)


def span(low_name: str, low: float, high_name: str, high: float) -> tuple[float, float]:
    """Two finite numbers, the first not above the second, or by rounding alone: then it is taken as the second."""
    start, stop = finite(low_name, low), finite(high_name, high)
    if start > stop + _rounding(start, stop):
        raise ValueError(f'{low_name}: {start} is above {high_name}, {stop}')
    return min(start, stop), stop


def corner_radius(radius: float, *sides: tuple[float, float]) -> float:
    """The radius (>= 0) of round corners between sides, each from one number to another, of which half has to have room for it.

    One that is too large by rounding alone is taken as half of the side: 0.15 fits between -0.7 and -0.4, whose difference is
    0.29999999999999993.
    """
    radius = length('radius', radius)
    for start, stop in sides:
        if 2.0 * radius > stop - start + _rounding(start, stop):
            raise ValueError(f'radius: corners of {radius} do not fit between {start} and {stop}')
    return min(radius, *((stop - start) / 2.0 for start, stop in sides))


def _rounding(*numbers: float) -> float:
    """What the few roundings by which users come to such numbers may add up to: four units in the last place of the largest."""
    return 4.0 * math.ulp(max(map(abs, numbers)))


def whole(name: str, value: int, least: int = 1) -> int:
    """A whole number that is not below the least."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f'{name}: expected a whole number, not a value of type {type(value).__name__}') from None
    if number < least:
        raise ValueError(f'{name}: expected at least {least}, not {number}')
    if number > sys.maxsize:
        raise ValueError(f'{name}: expected at most {sys.maxsize}')
    return number


def direction(nx: float, ny: float, nz: float) -> tuple[float, float, float]:
    """The direction with its largest part at 1, so that no square overflows or vanishes."""
    x, y, z = finite('nx', nx), finite('ny', ny), finite('nz', nz)
    largest = max(abs(x), abs(y), abs(z))
    if largest == 0.0:
        raise ValueError('a direction is needed: nx, ny and nz are all 0')
    return x / largest, y / largest, z / largest


def unit(nx: float, ny: float, nz: float) -> tuple[float, float, float]:
    """The direction at length 1."""
    x, y, z = direction(nx, ny, nz)
    size = math.hypot(x, y, z)
    return x / size, y / size, z / size


def per_axis(name: str, values: Any, alone: list[Any], third: Any) -> list[Any]:
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
