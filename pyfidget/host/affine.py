"""Affine maps of space as twelve numbers: three rows (a, b, c, d), one a coordinate, which becomes a*x + b*y + c*z + d.

All are finite, and a zero is never a negative one: so two maps that are equal have the same bits, and a map is good for a key.
"""
from __future__ import annotations

import math
import sys
from typing import Optional

Affine = tuple[float, ...]

_SMALLEST_NORMAL = sys.float_info.min


def affine(*numbers: float) -> Affine:
    """The map of finite numbers, row by row."""
    return tuple(number + 0.0 for number in numbers)  # the sum of -0.0 and 0.0 is 0.0


IDENTITY = affine(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0)


def composed(first: Affine, second: Affine) -> Optional[Affine]:
    """The map that is one map and then a second one; None where it overflows, or loses a number that is too small for a double.

    Each number of it is rounded a few times: it is not, to the last bit, what the two do to a point.
    """
    numbers = []
    for row in range(0, 12, 4):
        for column in range(4):
            pairs = [(second[row + i], first[4 * i + column]) for i in range(3)]
            (a, b), (c, d), (e, f) = pairs
            # Not by sum(), whose rounding is not the same in every version of Python.
            total = a * b + c * d + e * f + (second[row + 3] if column == 3 else 0.0)
            # What a product loses below the smallest normal double is nothing beside a sum that is one.
            if not math.isfinite(total) or abs(total) < _SMALLEST_NORMAL and any(_may_lose(*pair) for pair in pairs):
                return None
            numbers.append(total)
    return affine(*numbers)


def _may_lose(a: float, b: float) -> bool:
    """Whether a product may have fewer digits than it should: it is too small for a double."""
    return abs(a * b) < _SMALLEST_NORMAL and not {abs(a), abs(b)} & {0.0, 1.0}


def product_of_factors(a: float, b: float) -> Optional[float]:
    """The product of two numbers above 0; None where it overflows or is too small to have all its digits."""
    product = a * b
    return product if math.isfinite(product) and product >= _SMALLEST_NORMAL else None


def axes_used(of_shape: int, map_: Affine) -> int:
    """Which coordinates count for a shape that meets a point behind the map: bit i for axis i, as in what the shape uses."""
    used = 0
    for row in range(3):
        if of_shape & 1 << row:
            for column in range(3):
                if map_[4 * row + column] != 0.0:
                    used |= 1 << column
    return used
