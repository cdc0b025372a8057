"""Whether two surfaces of triangles lie close to each other: at points of either, about as far apart as the finer one's corners.

Triangles are sorted along a curve that fills space, and are the leaves of a binary tree of boxes, level by level an array. All
points go down that tree together, as pairs of a point and a box that holds it, made larger by the distance.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pyfidget.host.mesh import Mesh

Doubles = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

_BITS = 16  # of a coordinate along the curve
_PAIRS = 1 << 20  # at a time
_POINTS = 1 << 16
_LARGEST_CUT = 64  # parts of a triangle's side


def are_close(one: Mesh, other: Mesh, distance: float) -> bool:
    """Whether all points of either are nearer to the other than a distance, of those that are looked at."""
    edges = one.vertices[one.faces] - one.vertices[np.roll(one.faces, 1, axis=1)]
    step = float(np.mean(np.linalg.norm(edges, axis=2)))
    return (_lie_within(_points_of(one, step), other.vertices[other.faces], distance)
            and _lie_within(_points_of(other, step), one.vertices[one.faces], distance))


def _points_of(mesh: Mesh, step: float) -> Doubles:
    """A mesh's vertices, and of each triangle points about a step apart, its middle at least."""
    a, b, c = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
    longest = np.maximum(np.maximum(np.linalg.norm(b - a, axis=1), np.linalg.norm(c - b, axis=1)), np.linalg.norm(a - c, axis=1))
    cuts = np.clip(np.ceil(longest / step), 1, _LARGEST_CUT).astype(int)
    points = [mesh.vertices]
    for cut in np.unique(cuts):
        some = cuts == cut
        first, second = (places[:, None] for places in np.nonzero(np.add.outer(np.arange(cut), np.arange(cut)) < cut))
        # The middles of a triangle's smaller ones that lie as it does.
        u, v = ((first + 1 / 3) / cut)[:, :, None], ((second + 1 / 3) / cut)[:, :, None]
        points.append((a[some] + u * (b - a)[some] + v * (c - a)[some]).reshape(-1, 3))
    return np.concatenate(points)


def _lie_within(points: Doubles, triangles: Doubles, distance: float) -> bool:
    levels, triangles = _tree_of(triangles)
    return all(np.all(_are_within(points[start:start + _POINTS], levels, triangles, distance))
               for start in range(0, len(points), _POINTS))


def _tree_of(triangles: Doubles) -> tuple[list[tuple[Doubles, Doubles]], Doubles]:
    """The boxes of a tree's nodes, a level an array of least and of largest corners, the root first; and the triangles, sorted.
    Node i has the children 2 * i and 2 * i + 1 of the next level; in the end there are the triangles, the last one repeated."""
    middles = triangles.mean(axis=1)
    low, high = middles.min(axis=0), middles.max(axis=0)
    places = ((middles - low) / np.maximum(high - low, 1e-300) * (2 ** _BITS - 1)).astype(np.int64)
    codes = np.zeros(len(triangles), np.int64)
    for bit in range(_BITS):
        for axis in range(3):
            codes |= (places[:, axis] >> bit & 1) << 3 * bit + axis
    size = 1 << max(len(triangles) - 1, 0).bit_length()
    order = np.argsort(codes, kind='stable')
    triangles = triangles[np.concatenate([order, np.repeat(order[-1:], size - len(order))])]
    levels = [(triangles.min(axis=1), triangles.max(axis=1))]
    while len(levels[0][0]) > 1:
        lower, upper = levels[0]
        levels.insert(0, (np.minimum(lower[::2], lower[1::2]), np.maximum(upper[::2], upper[1::2])))
    return levels, triangles


def _are_within(points: Doubles, levels: list[tuple[Doubles, Doubles]], triangles: Doubles,
                distance: float) -> npt.NDArray[np.bool_]:
    """Of each point, whether some triangle is nearer than that."""
    numbers, nodes = np.arange(len(points)), np.zeros(len(points), np.int64)
    for level, (lower, upper) in enumerate(levels):
        if level > 0:
            numbers = np.repeat(numbers, 2)
            nodes = np.repeat(2 * nodes, 2)
            nodes[1::2] += 1
        seen = points[numbers]
        is_near = np.all((lower[nodes] - distance <= seen) & (seen <= upper[nodes] + distance), axis=1)
        numbers, nodes = numbers[is_near], nodes[is_near]
    within = np.zeros(len(points), bool)
    for start in range(0, len(numbers), _PAIRS):
        piece = slice(start, start + _PAIRS)
        near = _distances(points[numbers[piece]], triangles[nodes[piece]]) < distance
        within[numbers[piece][near]] = True
    return within


def _distances(points: Doubles, triangles: Doubles) -> Doubles:
    """From each point to its triangle: to the plane, if it is above the triangle, else to the nearest edge."""
    a, b, c = (triangles[:, corner] for corner in range(3))
    normals = np.cross(b - a, c - a)
    is_above = np.ones(len(points), bool)
    least = np.full(len(points), np.inf)
    for start, end in ((a, b), (b, c), (c, a)):
        along, to_point = end - start, points - start
        is_above &= np.einsum('ij,ij->i', np.cross(normals, along), to_point) >= 0
        share = np.clip(np.einsum('ij,ij->i', along, to_point) / np.einsum('ij,ij->i', along, along), 0.0, 1.0)
        least = np.minimum(least, np.linalg.norm(to_point - share[:, None] * along, axis=1))
    to_plane = np.abs(np.einsum('ij,ij->i', normals, points - a)) / np.linalg.norm(normals, axis=1)
    return np.where(is_above, to_plane, least)
