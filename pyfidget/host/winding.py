"""Outlines that touch or cross themselves, split into loops that do not, by exact arithmetic.

Edges are cut where they meet. A piece is part of the boundary if, by the rule, what lies on one side of it is inside and what
lies on the other is not: how often the outline winds around either side is counted along a ray. At a corner where several
pieces meet, a loop goes on with the one that bounds the same part of the inside; a loop that comes by a corner twice is two.
"""
from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple, Optional, Sequence

Vertex = tuple[Fraction, Fraction]

RULES = {'evenodd': lambda winds: winds % 2 == 1, 'nonzero': lambda winds: winds != 0}


class Piece(NamedTuple):
    """A piece of the boundary, the inside on its left; `edge` of the outline, and whether it is followed backwards."""
    start: Vertex
    stop: Vertex
    edge: int
    backwards: bool


def find_loops(corners: Sequence[Vertex], rule: Optional[str]) -> list[list[Piece]]:
    """The loops of the region inside, counterclockwise around parts of it, clockwise around holes.

    Edge i of the outline leads from corner i to the next. ValueError: without a rule, where the two rules differ.
    """
    edges = list(zip(corners, [*corners[1:], corners[0]]))
    pieces: dict[tuple[Vertex, Vertex], list[tuple[int, bool]]] = {}
    for number, cuts in enumerate(_cuts(edges)):
        for a, b in zip(cuts, cuts[1:]):
            pieces.setdefault((min(a, b), max(a, b)), []).append((number, a > b))
    boundary = []
    for (low, high), uses in pieces.items():
        net = sum(-1 if backwards else 1 for _, backwards in uses)
        right = _winds_beside(low, high, edges)
        if low[0] != high[0]:
            right -= net  # the ray counted what lies above, which is on the left
        left = right + net
        is_left, is_right = _is_inside(left, rule), _is_inside(right, rule)
        if is_left != is_right:
            number, backwards = uses[0]
            boundary.append(Piece(low, high, number, backwards) if is_left else Piece(high, low, number, not backwards))
    return _traced(boundary)


def _is_inside(winds: int, rule: Optional[str]) -> bool:
    if rule is None and RULES['evenodd'](winds) != RULES['nonzero'](winds):
        raise ValueError(f"the outline winds {abs(winds)} times around a part of it: give rule='evenodd' or rule='nonzero'")
    return RULES[rule or 'nonzero'](winds)


def _cuts(edges: Sequence[tuple[Vertex, Vertex]]) -> list[list[Vertex]]:
    """The points of each edge, from its start on, at which another one meets it."""
    points = [{a, b} for a, b in edges]
    beside: list[int] = []
    for one in sorted(range(len(edges)), key=lambda number: min(edges[number])[0]):
        left = min(edges[one])[0]
        beside = [other for other in beside if max(edges[other])[0] >= left]
        for other in beside:
            for point in _meetings(edges[one], edges[other]):
                points[one].add(point)
                points[other].add(point)
        beside.append(one)
    return [sorted(cuts, reverse=a > b) for cuts, (a, b) in zip(points, edges)]


def _meetings(one: tuple[Vertex, Vertex], other: tuple[Vertex, Vertex]) -> list[Vertex]:
    (a, b), (c, d) = one, other
    at_c, at_d = _turn(a, b, c), _turn(a, b, d)
    if at_c == at_d == 0:
        low, high = max(min(a, b), min(c, d)), min(max(a, b), max(c, d))
        return [low, high] if low <= high else []
    at_a, at_b = _turn(c, d, a), _turn(c, d, b)
    if at_c * at_d > 0 or at_a * at_b > 0 or at_c == at_d:
        return []
    share = Fraction(at_c, at_c - at_d)
    return [(c[0] + share * (d[0] - c[0]), c[1] + share * (d[1] - c[1]))]


def _winds_beside(low: Vertex, high: Vertex, edges: Sequence[tuple[Vertex, Vertex]]) -> int:
    """How often the outline winds around what lies just above the middle of a piece, or right of it if it is upright."""
    x, y = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    winds = 0
    for a, b in edges:
        if (a[0] <= x) != (b[0] <= x):
            forward = a[0] < b[0]
            if (_turn(a, b, (x, y)) < 0) == forward and _turn(a, b, (x, y)) != 0:
                winds += -1 if forward else 1
    return winds


def _traced(boundary: Sequence[Piece]) -> list[list[Piece]]:
    leaving: dict[Vertex, list[Piece]] = {}
    for piece in boundary:
        leaving.setdefault(piece.start, []).append(piece)
    loops = []
    unused = set(boundary)
    for first in boundary:
        if first not in unused:
            continue
        path: list[Piece] = []
        piece = first
        while piece in unused:
            unused.remove(piece)
            path.append(piece)
            starts = [part.start for part in path]
            if piece.stop in starts:  # a loop, also if the path goes on
                place = starts.index(piece.stop)
                loops.append(path[place:])
                del path[place:]
            ways = [way for way in leaving[piece.stop] if way in unused]
            if not ways:
                break
            back = piece.start[0] - piece.stop[0], piece.start[1] - piece.stop[1]
            piece = min(ways, key=lambda way: _clockwise(back, (way.stop[0] - way.start[0], way.stop[1] - way.start[1])))
    return loops


def _clockwise(back: Vertex, way: Vertex) -> tuple[int, Fraction]:
    """An order of directions by the angle that leads to them clockwise from `back`: halves of a turn first, then a slope."""
    cross, dot = back[0] * way[1] - back[1] * way[0], back[0] * way[0] + back[1] * way[1]
    return (0, Fraction(-dot) / (abs(dot) - cross)) if cross < 0 else (1, Fraction(dot) / (abs(dot) + cross))


def _turn(a: Vertex, b: Vertex, c: Vertex) -> Fraction:
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
