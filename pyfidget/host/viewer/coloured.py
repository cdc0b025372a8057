"""Pictures in colour of the plane, as pyfidget/pictures draws them, by numpy: a byte a pixel, and a palette."""
from __future__ import annotations

from typing import Any, Callable

import numpy as np

from pyfidget.elementary.exponential import ln
from pyfidget.engines.recording import DIVIDED, EVALUATED
from pyfidget.host.native import NativeProgram
from pyfidget.host.runnable import Runnable
from pyfidget.host.view import View
from pyfidget.passes.switches import parse_switches
from pyfidget.pictures import bands, regions
from pyfidget.pictures.bandwidth import BandWidth
from pyfidget.pictures.colours import INSIDE

Report = Callable[[float], None]

_PLACES = 8  # along each axis, as in pictures/slope.py

# The columns of engines.recording's events.
_LEFT, _TOP, _RIGHT, _BOTTOM, _FATE, _SIZE, _KEPT = range(1, 8)


class NotHere(Exception):
    """What is asked for cannot be drawn on this machine; the message says why."""


def draw_bands(program: Runnable, view: View, report: Report) -> tuple[np.ndarray, np.ndarray]:
    """The value at each pixel in bands, with the zero contour: an array of bytes, rows of pixels, and the palette, an array of
    256 rows of red, green, blue. The bytes are those of pictures/bands.py. MemoryError."""
    grid = view.to_grid()
    xs, ys = np.array(grid.xs), np.array(grid.ys)
    values = _values(program, xs, ys, view.z, report)
    width = BandWidth(_typical_slope(program, xs, ys, view.z) * abs(view.scale) / bands.BANDS_IN_HALF_A_SIDE)
    colours = _shades(np.abs(values), width.value)
    colours[values < 0.0] |= INSIDE
    colours[np.isnan(values)] = bands.NOT_A_NUMBER
    _mark_contour(colours)
    palette = [0] * 256
    bands.set_band_colours(palette)
    return colours, _bytes_of(palette)


def _values(program: Runnable, xs: np.ndarray, ys: np.ndarray, z: float, report: Report | None) -> np.ndarray:
    """At each pixel, in rows."""
    x, y = (np.ascontiguousarray(array).reshape(-1) for array in np.broadcast_arrays(xs, ys.reshape(-1, 1)))
    out = np.empty(x.size)
    program.evaluate(x, y, np.full(x.size, z), out, report)
    return out.reshape(ys.size, xs.size)


def _shades(magnitudes: np.ndarray, width: float) -> np.ndarray:
    with np.errstate(over='ignore', invalid='ignore'):
        places = magnitudes / width
        last = bands.BANDS - 1 + np.where(np.isfinite(places), places - np.floor(places), 0.0)
    places = np.where(places >= bands.BANDS, last, places)
    shades = (np.nan_to_num(places) * bands.SHADES).astype(np.uint8)
    shades[np.isinf(magnitudes)] = bands.INFINITE
    return shades


def _mark_contour(colours: np.ndarray) -> None:
    sides = colours & INSIDE
    is_beside = np.zeros(colours.shape, bool)
    neighbours: list[tuple[Any, Any]] = [(np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1], np.s_[1:])]
    for one, other in neighbours:
        changes = sides[one] != sides[other]
        is_beside[one] |= changes
        is_beside[other] |= changes
    is_beside &= colours & ~np.uint8(INSIDE) < bands.BANDS * bands.SHADES
    colours[is_beside] = sides[is_beside] | bands.CONTOUR


def _typical_slope(program: Runnable, xs: np.ndarray, ys: np.ndarray, z: float) -> float:
    """As pictures/slope.py has it."""
    xs, ys = _neighbours(xs), _neighbours(ys)
    values = _values(program, xs, ys, z, None)
    with np.errstate(all='ignore'):
        x = _quotients(values[::2, 1::2] - values[::2, ::2], xs[1::2] - xs[::2])
        y = _quotients(values[1::2, ::2] - values[::2, ::2], (ys[1::2] - ys[::2]).reshape(-1, 1))
        slopes = np.sqrt(x * x + y * y)
        slopes = np.sort(slopes[(slopes > 0.0) & (slopes < np.inf)])
    return float(slopes[slopes.size // 2]) if slopes.size else 1.0


def _neighbours(coordinates: np.ndarray) -> np.ndarray:
    last = coordinates.size - 1
    return coordinates[[min(i // 2 * max(last - 1, 0) // (_PLACES - 1) + i % 2, last) for i in range(2 * _PLACES)]]


def _quotients(differences: np.ndarray, distances: np.ndarray) -> np.ndarray:
    return np.where(distances != 0.0, differences / distances, 0.0)


def draw_regions(program: Runnable, view: View, threads: int, report: Report) -> tuple[np.ndarray, np.ndarray]:
    """What the quadtree engine did, as pictures/regions.py draws it: bytes and palette as of draw_bands. NotHere, MemoryError."""
    if not isinstance(program, NativeProgram):
        raise NotHere('regions are drawn by the native library alone')
    pieces = []
    for words in program.record(view, parse_switches('all'), False, False):
        report(0.0)
        pieces.append(words)
    events = np.concatenate(pieces[:-1])
    with program.bits(view, threads) as block:
        inside = np.unpackbits(block, axis=1)[:, :view.width]
    leaves = events[events[:, _FATE] != DIVIDED]
    is_evaluated = leaves[:, _FATE] == EVALUATED
    sizes = np.where(is_evaluated, leaves[:, _KEPT], leaves[:, _SIZE])
    levels = _levels(sizes, int(events[0, _SIZE]))
    colours = inside * np.uint8(INSIDE)
    for (left, top, right, bottom), colour in zip(
            leaves[:, _LEFT:_BOTTOM + 1].tolist(), (levels | is_evaluated * regions.EVALUATED).tolist()):
        colours[top:bottom, left:right] |= colour
        if min(right - left, bottom - top) >= regions.LEAST_BORDERED:
            colours[top, left:right] |= regions.BORDER
            colours[top:bottom, left] |= regions.BORDER
    palette = [0] * 256
    regions.set_region_colours(palette, _most(levels[~is_evaluated]), _most(levels[is_evaluated]))
    return colours, _bytes_of(palette)


def _levels(sizes: np.ndarray, program_size: int) -> np.ndarray:
    """The level of each number of operations."""
    factor = (regions.LEVELS - 1) / ln(float(program_size)) if program_size > 1 else 0.0
    distinct, places = np.unique(sizes, return_inverse=True)
    levels = [int((ln(float(size)) * factor if size > 1 else 0.0) + 0.5) for size in distinct.tolist()]
    return np.array(levels, np.int64)[places]


def _most(levels: np.ndarray) -> int:
    return int(levels.max()) if levels.size else 0


def _bytes_of(palette: list[int]) -> np.ndarray:
    return np.array([[colour >> 16, colour >> 8 & 255, colour & 255] for colour in palette], np.uint8)
