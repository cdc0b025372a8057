"""How far a shape reaches, as bounds of its value tell.

Bounds see an end along an axis at once where edges lie along the axes. Where an edge slants they do not: over all y, a slanting
edge is met at any x. There the plane around a square is taken in rings, each twice as large as the one in it, and each ring in
pieces that are small beside their distance from the middle. What has its value above 0 in all pieces of all rings has an end.
"""
from __future__ import annotations

from typing import Callable, Optional, Sequence

from pyfidget.host.expression import Expression

Side = tuple[float, float]

_RINGS = 30    # in all: what bounds are asked about as everywhere reaches twice as far as they, 2 ** 31 units
_NEAR = 10     # an end that is further than 2 ** 10 units away is none: it may be where a slanting edge meets the far end of y
_SWEEPS = 2    # over the axes: the end along one axis may show that along another
_RING_CUTS = 6
_CUTS = 9


class Reach:
    """A box around all that is inside; an axis along which bounds show no end is (-inf, inf) there, and has_end says no.

    unit: a length such as those that are asked about. Ends are found to a factor of two.
    """

    def __init__(self, shape: Expression, unit: float) -> None:
        self._shape = shape
        self._everywhere = 2.0 ** (_RINGS + 1) * unit
        self._unit = unit
        self._reaches: list[Optional[float]] = [None, None, None]
        for _ in range(_SWEEPS):
            for axis in range(3):
                self._reaches[axis] = self._end_along(axis)
        for axes in ((0, 1), (0, 1, 2)):  # of the plane at all z, or of space
            self._look_for_ends([axis for axis in axes if self._reaches[axis] is None])

    def has_end(self, axis: int) -> bool:
        return self._reaches[axis] is not None

    def has_ink(self, parts: dict[int, Side]) -> bool:
        """Whether there may be something inside in a part of the box, which is given for some of the axes."""
        sides = self._sides()
        for axis, (low, high) in parts.items():
            sides[axis] = max(low, sides[axis][0]), min(high, sides[axis][1])
        return all(low <= high for low, high in sides) and self._may_have_ink(sides, _CUTS)

    def ends_within(self, axis: int, distance: float) -> bool:
        """Whether nothing is further than a distance from the middle along an axis."""
        return not any(self.has_ink({axis: part}) for part in _beyond(distance, self._everywhere))

    def _sides(self) -> list[Side]:
        return [(-self._everywhere, self._everywhere) if reach is None else (-reach, reach) for reach in self._reaches]

    def _end_along(self, axis: int) -> Optional[float]:
        """The end along an axis, wherever inside the box along the other ones."""
        sides = self._sides()

        def is_end(distance: float) -> bool:
            return not any(self._may_have_ink(_with(sides, axis, part), 0) for part in _beyond(distance, self._everywhere))

        return _first(is_end, [2.0 ** ring * self._unit for ring in range(_NEAR + 1)])

    def _look_for_ends(self, axes: Sequence[int]) -> None:
        reach = self._end_of_rings(axes)
        for axis in axes:
            self._reaches[axis] = reach

    def _end_of_rings(self, axes: Sequence[int]) -> Optional[float]:
        """The end in all directions of some axes: half of the width of a square, or cube, around which all rings are clear."""
        end = None
        for ring in range(_RINGS - 1, -1, -1):
            inner = 2.0 ** ring * self._unit
            if self._ring_has_ink(axes, inner):
                break
            end = inner
        return end if end is not None and end <= 2.0 ** _NEAR * self._unit else None

    def _ring_has_ink(self, axes: Sequence[int], inner: float) -> bool:
        sides = self._sides()
        for axis in axes:
            sides[axis] = (-2.0 * inner, 2.0 * inner)
        return any(self._may_have_ink(_with(sides, axis, part), _RING_CUTS)
                   for axis in axes for part in _beyond(inner, 2.0 * inner))

    def _may_have_ink(self, sides: Sequence[Side], cuts: int) -> bool:
        """As bounds say of a box, or of all its parts when it is cut in two, and these again, so many times."""
        if not self._shape.interval(*sides).lo < 0.0:  # where it is no number it is outside
            return False
        widths = [high - low if high - low < 2.0 * self._everywhere else 0.0 for low, high in sides]
        axis = widths.index(max(widths))
        if cuts == 0 or widths[axis] == 0.0:
            return True
        low, high = sides[axis]
        middle = (low + high) / 2.0
        return any(self._may_have_ink(_with(sides, axis, half), cuts - 1) for half in ((low, middle), (middle, high)))


def _beyond(distance: float, everywhere: float) -> list[Side]:
    return [(distance, everywhere), (-everywhere, -distance)]


def _with(sides: Sequence[Side], axis: int, side: Side) -> list[Side]:
    return [side if i == axis else other for i, other in enumerate(sides)]


def _first(holds: Callable[[float], bool], distances: Sequence[float]) -> Optional[float]:
    return next((distance for distance in distances if holds(distance)), None)
