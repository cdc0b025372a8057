"""Copies of a shape: side by side, or around a point."""
from __future__ import annotations

import itertools
import math
from typing import Optional, Sequence, Union

from pyfidget.host.combinations import union
from pyfidget.host.expression import Expression, Operand, X, Y, Z, max_, min_, operand, remap, round_
from pyfidget.host.measures import PerAxis, finite, length, per_axis, whole
from pyfidget.host.reach import Reach
from pyfidget.host.transforms import move, rotate

Counts = Union[int, Sequence[Optional[int]]]

_AXES = (X, Y, Z)
_FURTHEST = 8    # cells on either side that are looked into without a padding being given
_SLACK = 1.0e-9  # of a spacing: a point's cell is rounded


def repeat(shape: Operand, spacing: PerAxis, counts: Optional[Counts] = None, padding: Optional[Counts] = None) -> Expression:
    """Copies of a shape side by side, a spacing apart: one number for a row along x, two or three for x, y (and z).

    counts: how many copies along each axis, the first of them the shape where it is, the others in the axis' direction.
    None means without end in both directions. A spacing of 0 means no copies along that axis.

    The cost does not depend on the number of copies: a point asks only those that can reach it. It lies in one of the cells
    that are as large as the spacing, the first of them around the origin, and asks for the copy of that cell and for those of
    the neighbours into whose cells the shape reaches.

    padding: how many neighbours on either side, 0 or more, along all axes or along each. Right for a shape that is less than
    padding + 1/2 spacings from the origin along the axis; what reaches beyond is cut off. A row costs 2 * padding + 1 shapes,
    a grid the square of that, a lattice the cube. None: the neighbours are found by bounds of the shape's value, where these
    show how far it reaches; where they do not, as for a half-plane, there is no padding. ValueError, if it took more than 8.

    Distances stay distances where the shape is symmetric in its cell and not padded; else a copy that is not asked may be
    nearer than those that are, and only the sign says something. Each padding beyond what the shape needs makes the values
    right that are up to one more spacing.

    >>> row = pf.repeat(pf.circle(-0.6, 0.0, 0.1), 0.4, counts=4)
    >>> (row.eval([-0.6, -0.2, 0.6, 1.0], 0.0) < 0.0).tolist()
    [True, True, True, False]
    """
    shape = operand(shape)
    steps = [length('spacing', step) for step in per_axis('spacing', spacing, [spacing, 0.0, 0.0], 0.0)]
    limits = [_count(step, limit) for step, limit in zip(steps, _per_axis_or_none('counts', counts, None))]
    if padding is None:
        neighbours = _reached(shape, steps)
    else:
        widths = [whole('padding', width, 0) for width in per_axis('padding', padding, [padding] * 3, 0)]
        neighbours = list(itertools.product(*(range(-width, width + 1) if step else [0] for step, width in zip(steps, widths))))
    return union(*[remap(shape, *(_folded(*of_axis) for of_axis in zip(_AXES, steps, limits, cells))) for cells in neighbours])


def array_polar(shape: Operand, count: int, x: float = 0.0, y: float = 0.0) -> Expression:
    """So many copies of a shape around (x, y), turned by equal parts of a whole turn; the first is the shape where it is.

    Copies may overlap: this is their union.

    >>> dots = pf.array_polar(pf.circle(0.5, 0.0, 0.1), 6)
    >>> (dots.eval([0.5, -0.5, 0.0], 0.0) < 0.0).tolist()
    [True, True, False]
    """
    x, y = finite('x', x), finite('y', y)
    spoke = move(shape, -x, -y)
    return move(union(*(rotate(spoke, 2.0 * math.pi * i / count) for i in range(whole('count', count)))), x, y)


# ---- repeat ----

def _per_axis_or_none(name: str, values: Optional[Counts], third: Optional[int]) -> list[Optional[int]]:
    return [None] * 3 if values is None else per_axis(name, values, [values, None, None], third)


def _count(step: float, count: Optional[int]) -> Optional[int]:
    if count is not None and whole('counts', count) > 1 and step == 0.0:
        raise ValueError(f'counts: {count} copies along an axis need a spacing along it')
    return count


def _folded(axis: Expression, step: float, count: Optional[int], neighbour: int) -> Expression:
    """The coordinate as the copy sees it that is so many cells further than the one in whose cell the point lies."""
    if step == 0.0:
        return axis
    cell = round_(axis / step)
    if neighbour:
        cell = cell + neighbour
    if count is not None:
        cell = min_(max_(cell, 0.0), count - 1)
    return axis - cell * step


def _reached(shape: Expression, steps: Sequence[float]) -> list[tuple[int, ...]]:
    """The neighbours that reach into a cell, as bounds of the value tell: those in whose direction it has no cells.

    A copy k cells further on sees the point -k cells away from where its own cell is.
    """
    if not any(steps):
        return [(0, 0, 0)]
    reach = Reach(shape, min(step for step in steps if step))
    reached = []
    for cells in itertools.product(*(_cells_with_ink(reach, axis, step) for axis, step in enumerate(steps))):
        if reach.has_ink({axis: _cell(step, cells[axis]) for axis, step in enumerate(steps) if step}):
            reached.append(tuple(-cell for cell in cells))
    return reached or [(0, 0, 0)]


def _cells_with_ink(reach: Reach, axis: int, step: float) -> Sequence[int]:
    if not step or not reach.has_end(axis):
        return [0]
    for width in range(_FURTHEST + 1):
        if reach.ends_within(axis, (width + 0.5) * step):
            return range(-width, width + 1)
    raise ValueError(f'padding: as far as bounds show, the shape reaches over more than {_FURTHEST} of the cells beside its own; '
                     'give a number of them')


def _cell(step: float, cell: int) -> tuple[float, float]:
    return (cell - 0.5 - _SLACK) * step, (cell + 0.5 + _SLACK) * step
