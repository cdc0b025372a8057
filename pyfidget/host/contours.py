"""The outline of a picture: closed polylines between its samples inside and those outside.

Samples are a lattice's corners, with a border of more samples around that are outside and lie where the outermost ones do: there
an outline that would leave the picture goes along its edge. Where the two ends of a lattice's edge differ the outline crosses
it, once, at a point that is found to the last bit. In a cell of four corners it goes from crossing to crossing; which of two ways
it takes between corners that alternate, the exact sign in the cell's middle says. So outlines never meet, nor cross themselves.

Where the directions of the outline at the two crossings of a cell differ, it has a corner between them: the point where the two
lines meet, if that lies in the cell. Directions come of differences over _NEAR of a cell's side.

    corner 3 --edge 2-- corner 2
        |                  |            around its corners counterclockwise: an outline enters a cell where they go out of the
      edge 3   a cell   edge 1          shape, and leaves it where they go in again. So inside is on its left.
        |                  |
    corner 0 --edge 0-- corner 1
"""
from __future__ import annotations

from typing import Callable

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Evaluate = Callable[[Doubles, Doubles], Doubles]

_SIDES = 4
_NEAR = 1e-6  # of a cell's side
_BEND = 0.1  # the least sine of the angle between the two directions at a corner
_SIGN_BIT = np.int64(-2 ** 63)


def find_contours(inside: npt.NDArray[np.bool_], xs: Doubles, ys: Doubles, evaluate: Evaluate) -> list[Doubles]:
    """Of samples at (xs[column], ys[row]), both rising or both falling: closed polylines, arrays of shape (n, 2), the first point
    not repeated in the end. Those around a shape go counterclockwise, those around a hole clockwise."""
    inside = np.pad(inside, 1)
    xs, ys = np.pad(xs, 1, 'edge'), np.pad(ys, 1, 'edge')
    ids, points = _cross_edges(inside, xs, ys, evaluate)
    following, cells = _connect(inside, xs, ys, ids, evaluate)
    corners = _find_corners(points, following, cells, xs, ys, evaluate)
    return [polyline for polyline in map(_tidy, _trace(following, points, corners)) if len(polyline) >= 3]


def _cross_edges(inside: npt.NDArray[np.bool_], xs: Doubles, ys: Doubles,
                 evaluate: Evaluate) -> tuple[list[npt.NDArray[np.int64]], Doubles]:
    """The number of the crossing of each edge along x, and along y, -1 where there is none; and their points."""
    rows, columns = np.nonzero(inside[:, :-1] != inside[:, 1:])
    left, right, starts_inside = xs[columns], xs[columns + 1], inside[rows, columns]
    height = ys[rows]
    along_x = _bisect(np.where(starts_inside, left, right), np.where(starts_inside, right, left), lambda x: evaluate(x, height))
    first = np.full((inside.shape[0], inside.shape[1] - 1), -1)
    first[rows, columns] = np.arange(len(rows))
    points = [np.stack([along_x, height], 1)]
    count = len(rows)
    rows, columns = np.nonzero(inside[:-1] != inside[1:])
    low, high, starts_inside = ys[rows], ys[rows + 1], inside[rows, columns]
    place = xs[columns]
    along_y = _bisect(np.where(starts_inside, low, high), np.where(starts_inside, high, low), lambda y: evaluate(place, y))
    second = np.full((inside.shape[0] - 1, inside.shape[1]), -1)
    second[rows, columns] = count + np.arange(len(rows))
    points.append(np.stack([place, along_y], 1))
    return [first, second], np.concatenate(points)


def _bisect(inner: Doubles, outer: Doubles, evaluate: Callable[[Doubles], Doubles]) -> Doubles:
    """The last double inside on the way from an inner coordinate to an outer one, where the next one is outside: by halving the
    number of doubles that lie between, so that 64 steps are always enough."""
    a, b = _ordinals(inner), _ordinals(outer)
    while np.any(np.abs(a - b) > 1):
        middle = (a & b) + ((a ^ b) >> 1)
        is_inside = evaluate(_doubles(middle)) < 0.0
        a, b = np.where(is_inside, middle, a), np.where(is_inside, b, middle)
    return _doubles(a)


def _ordinals(values: Doubles) -> npt.NDArray[np.int64]:
    """Whole numbers in the order of the doubles, neighbours of neighbours; both zeros are 0."""
    bits = np.ascontiguousarray(values).view(np.int64)
    return np.where(bits < 0, _SIGN_BIT - bits, bits)


def _doubles(ordinals: npt.NDArray[np.int64]) -> Doubles:
    return np.where(ordinals < 0, _SIGN_BIT - ordinals, ordinals).view(np.float64)


def _connect(inside: npt.NDArray[np.bool_], xs: Doubles, ys: Doubles, ids: list[npt.NDArray[np.int64]],
             evaluate: Evaluate) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The crossing that follows each one, and the row and column of the cell between; -1 where that has two ways through it."""
    corners = [inside[:-1, :-1], inside[:-1, 1:], inside[1:, 1:], inside[1:, :-1]]
    edges = [ids[0][:-1], ids[1][:, 1:], ids[0][1:], ids[1][:, :-1]]
    is_joined = np.zeros(corners[0].shape, bool)
    rows, columns = np.nonzero((corners[0] == corners[2]) & (corners[1] == corners[3]) & (corners[0] != corners[1]))
    if len(rows):
        is_joined[rows, columns] = evaluate((xs[columns] + xs[columns + 1]) / 2.0, (ys[rows] + ys[rows + 1]) / 2.0) < 0.0
    following = np.full(sum(np.count_nonzero(numbers >= 0) for numbers in ids), -1)
    cells = np.full((len(following), 2), -1)
    for side in range(_SIDES):
        corner, after, behind, before = (corners[(side + turn) % _SIDES] for turn in range(_SIDES))
        # How many corners of the cell back lies the one at which the shape is entered.
        last_edges = [edges[(side - turn) % _SIDES] for turn in (1, 2, 3)]
        target = np.where(before, np.where(behind, last_edges[2], last_edges[1]), last_edges[0])
        alternates = ~before & behind
        target = np.where(alternates & is_joined, edges[(side + 1) % _SIDES], target)
        leaves = corner & ~after
        following[edges[side][leaves]] = target[leaves]
        alone = leaves & ~(alternates & ~before)
        cells[edges[side][alone]] = np.argwhere(alone)
    return following, cells


def _find_corners(points: Doubles, following: npt.NDArray[np.int64], cells: npt.NDArray[np.int64], xs: Doubles, ys: Doubles,
                  evaluate: Evaluate) -> Doubles:
    """The corner behind each crossing, a NaN where there is none."""
    corners = np.full(points.shape, np.nan)
    numbers = np.flatnonzero(cells[:, 0] >= 0)
    rows, columns = cells[numbers].T
    low = np.stack([np.minimum(xs[columns], xs[columns + 1]), np.minimum(ys[rows], ys[rows + 1])], 1)
    high = np.stack([np.maximum(xs[columns], xs[columns + 1]), np.maximum(ys[rows], ys[rows + 1])], 1)
    thick = np.all(low < high, axis=1)
    numbers, low, high = numbers[thick], low[thick], high[thick]
    steps = (high - low) * _NEAR
    first, second = points[numbers], points[following[numbers]]
    a, b = _slopes(first, steps, evaluate), _slopes(second, steps, evaluate)
    with np.errstate(all='ignore'):
        a /= np.linalg.norm(a, axis=1)[:, None]
        b /= np.linalg.norm(b, axis=1)[:, None]
        sine = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
        # Counted from the first crossing, so that nothing is lost.
        distance = np.sum(b * (second - first), axis=1) / sine
        found = first + np.stack([-a[:, 1], a[:, 0]], 1) * distance[:, None]
        is_corner = (np.abs(sine) > _BEND) & np.all((low < found) & (found < high), axis=1)
    corners[numbers[is_corner]] = found[is_corner]
    return corners


def _slopes(points: Doubles, steps: Doubles, evaluate: Evaluate) -> Doubles:
    """How the value changes along x and along y."""
    x, y = points.T
    dx, dy = steps.T
    with np.errstate(all='ignore'):
        return np.stack([(evaluate(x + dx, y) - evaluate(x - dx, y)) / dx, (evaluate(x, y + dy) - evaluate(x, y - dy)) / dy], 1)


def _trace(following: npt.NDArray[np.int64], points: Doubles, corners: Doubles) -> list[Doubles]:
    """The closed polylines through all points, and through the corners behind them."""
    after = following.tolist()
    both = np.stack([points, corners], 1)
    polylines = []
    for start in range(len(after)):
        at, numbers = start, []
        while after[at] >= 0:
            numbers.append(at)
            after[at], at = -1, after[at]
        if numbers:
            polyline = both[numbers].reshape(-1, 2)
            polylines.append(polyline[~np.isnan(polyline[:, 0])])
    return polylines


def _tidy(points: Doubles) -> Doubles:
    """Without points that are those before them."""
    return points[np.any(points != np.roll(points, 1, axis=0), axis=1)]
