"""What of space a picture shows: its size, where its samples lie, and where it looks from; checked."""
from __future__ import annotations

import functools
from dataclasses import dataclass

from pyfidget.grid import CONVENTIONS
from pyfidget.host.view import finite, make_view, whole
from pyfidget.space.lattice import DEEPEST, Lattice, default_depth, make_lattice
from pyfidget.space.orientation import ISOMETRIC_PITCH, ISOMETRIC_YAW, Orientation


@dataclass(frozen=True)
class SpaceView:
    """convention: by its number in grid.CONVENTIONS; matrix, turn: the entries of space.orientation."""
    width: int
    height: int
    depth: int
    convention: int
    matrix: tuple[float, ...]
    turn: tuple[float, ...]

    def to_lattice(self) -> Lattice:
        return make_lattice(self.width, self.height, self.depth, self.convention)


def make_space_view(size: int | None, width: int | None, height: int | None, depth: int | None, center: tuple[float, ...],
                    scale: float, rotate: tuple[float, float, float], perspective: float, isometric: bool,
                    grid: str) -> SpaceView:
    """ValueError, TypeError."""
    try:
        center_x, center_y, center_z = (*center, 0.0) if len(center) == 2 else center
    except (TypeError, ValueError):
        raise ValueError(f'center: expected (x, y, z), not {center!r}') from None
    flat = make_view(size, width, height, (center_x, center_y), scale, 0.0, grid)
    try:
        pitch, yaw, roll = rotate
    except (TypeError, ValueError):
        raise ValueError(f'rotate: expected (pitch, yaw, roll), not {rotate!r}') from None
    if isometric:
        if any(rotate):
            raise ValueError('give rotate or isometric, not both')
        pitch, yaw = ISOMETRIC_PITCH, ISOMETRIC_YAW
    perspective = finite('perspective', perspective)
    if not 0.0 <= perspective < 1.0:
        raise ValueError(f'perspective: expected 0 to below 1, not {perspective}')
    matrix, turn = _entries_of(
        flat.center_x, flat.center_y, finite('center', center_z), flat.scale, finite('rotate', pitch), finite('rotate', yaw),
        finite('rotate', roll), perspective)
    deep = default_depth(flat.width, flat.height) if depth is None else whole('depth', depth, DEEPEST)
    return SpaceView(flat.width, flat.height, deep, CONVENTIONS.index(grid), matrix, turn)


@functools.lru_cache
def _entries_of(*numbers: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The entries of an Orientation's matrix and turn; they cost as much as a small picture. Numbers that differ in nothing but
    the sign of a zero share them: in the matrix an entry that is 0 is left out, in the turn it is a term of a sum."""
    orientation = Orientation(*numbers)
    return tuple(orientation.matrix()), tuple(orientation.turn())
