"""Bounds of a value, as users give and get them."""
from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """From `lo` to `hi`, both included; `maybe_nan`: or no number at all.

    >>> pf.X.interval((0.0, 1.0), 0.0).hi
    1.0
    """

    lo: float
    hi: float
    maybe_nan: bool = False


def make_bounds(name: str, value: float | tuple[float, float]) -> Bounds:
    """The Bounds of a pair (lo, hi), or of one number; TypeError or ValueError with one line on what is wrong."""
    try:
        lo, hi = value if isinstance(value, (tuple, list)) else (value, value)
        lo, hi = float(lo), float(hi)
    except (TypeError, ValueError):
        raise TypeError(f'{name}: expected (lo, hi), not {value!r}') from None
    except OverflowError:
        raise ValueError(f'{name}: an integer is too large for a float') from None
    if not lo <= hi:
        raise ValueError(f'{name}: {lo} is not below {hi}')
    return Bounds(lo, hi)
