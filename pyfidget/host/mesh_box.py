"""The part of space that is meshed, and its cells, checked."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from pyfidget.host.view import finite, whole
from pyfidget.space.mesh import MOST_CELLS

DEFAULT_BOX = (-1.0, 1.0, -1.0, 1.0, -1.0, 1.0)
DEFAULT_CELLS = 128

_LEAST_SIDE = 2.0 ** -32  # of a cell, in those of the coordinates: vertices lie 2 ** -16 of that off its faces


@dataclass(frozen=True)
class MeshBox:
    """ends: of x, y and z; cells: along each of them."""
    ends: tuple[float, ...]
    cells: tuple[int, int, int]


def make_mesh_box(cells: int, box: Sequence[float]) -> MeshBox:
    """cells: along the longest side; the others have as many as make them nearly cubes. ValueError, TypeError."""
    most = whole('cells', cells, MOST_CELLS)
    try:
        ends = tuple(finite('box', end) for end in box)
    except TypeError:
        ends = ()
    if len(ends) != 6:
        raise ValueError(f'box: expected (x0, x1, y0, y1, z0, z1), not {box!r}')
    sides = [high - low for low, high in zip(ends[::2], ends[1::2])]
    if not min(sides) > 0.0:
        raise ValueError(f'box: its ends must rise, not {box!r}')
    counts = [max(1, round(most * (side / max(sides)))) for side in sides]
    if any(side / count <= _LEAST_SIDE * max(abs(low), abs(high))
           for side, count, low, high in zip(sides, counts, ends[::2], ends[1::2])) or max(sides) > 1e150:
        raise ValueError(f'box: {most} cells are too small for its coordinates')
    return MeshBox(ends, (counts[0], counts[1], counts[2]))
