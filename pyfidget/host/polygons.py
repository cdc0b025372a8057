r"""Polygons, convex or not: half-planes joined by `and` and `or`, one half-plane an edge.

That no edge is needed twice was found by Peterson; how to find such a formula is from Dobkin, Guibas, Hershberger and
Snoeyink, "An efficient algorithm for finding the CSG representation of a simple polygon" (1988).

A *chain* is a run of edges whose first and last go on as rays without end, so that it has a left side. That of one edge is a
half-plane. A longer chain is cut at a corner, and what were the edges a and b there go on as rays:

        a \         / b      The corner is one of the convex hull, so the new rays leave the hull and meet nothing: no half
           \       /         crosses itself, and the halves cross at the corner alone. Where the chain turns left, as from a
            \     /          to b here, its left side is what lies left of both halves, `and`; where it turns right, what
             \   /           lies left of either, `or`.
              \ /
               o             The new rays leave no seams: of an `or` each lies well to the left of the other half, and of an
              . .            `and` well to the right of it, but for the corner.
             .   .
            b     a

Which corner to take is decided in whole numbers: coordinates are multiples of some power of two.
"""
from __future__ import annotations

from typing import Callable, Iterable, NamedTuple, Sequence, Union

from pyfidget.host.expression import Expression, Operand, max_, min_
from pyfidget.host.halves import half_plane
from pyfidget.host.measures import finite

Point = tuple[float, float]


class _Corner(NamedTuple):
    x: int       # in a unit that all corners share
    y: int
    number: int  # in the list that the caller gave


def polygon(points: Iterable[Point]) -> Expression:
    """The polygon with these corners, three or more (x, y) in order, either way round; its edges must not touch each other.

    A bound. A corner twice in a row, or as the last and the first, counts once.
    """
    places = [_point(number, point) for number, point in enumerate(points)]
    corners = _turning(_without_repeats(_corners(places)))
    _check_simple(corners)
    if sum(_cross(a, b) for a, b in _edges(corners)) < 0:
        corners.reverse()
    first = corners.index(min(corners))
    return _inside(corners[first:] + corners[:first], places)


def triangle(x0: float, y0: float, x1: float, y1: float, x2: float, y2: float) -> Expression:
    """The triangle with these corners, either way round. A distance inside, a bound outside."""
    return polygon([(x0, y0), (x1, y1), (x2, y2)])


# ---- the corners ----

def _point(number: int, point: Point) -> Point:
    try:
        x, y = point
    except (TypeError, ValueError):
        raise TypeError(f'corner {number}: expected (x, y)') from None
    return finite(f'corner {number}, x', x), finite(f'corner {number}, y', y)


def _corners(places: Sequence[Point]) -> list[_Corner]:
    ratios = [(x.as_integer_ratio(), y.as_integer_ratio()) for x, y in places]
    unit = max((part[1] for ratio in ratios for part in ratio), default=1)  # all are powers of two
    return [_Corner(x[0] * (unit // x[1]), y[0] * (unit // y[1]), number) for number, (x, y) in enumerate(ratios)]


def _without_repeats(corners: Sequence[_Corner]) -> list[_Corner]:
    return [corner for before, corner in _edges(corners) if before[:2] != corner[:2]]


def _turning(corners: Sequence[_Corner]) -> list[_Corner]:
    """The corners where the polygon changes its direction."""
    ways = list(zip([*corners[-1:], *corners], corners, [*corners[1:], *corners[:1]]))
    turning = [way[1] for way in ways if _turn(*way) != 0]
    if not turning:
        raise ValueError('a polygon has at least three corners that do not lie on one line')
    for before, corner, after in ways:
        if _turn(before, corner, after) == 0 and _dot(_step(before, corner), _step(corner, after)) < 0:
            raise ValueError(f'the polygon turns back on itself at corner {corner.number}')
    return turning


def _edges(corners: Sequence[_Corner]) -> list[tuple[_Corner, _Corner]]:
    """The pairs of a corner and the next one, from the last corner's to the last but one's."""
    return list(zip([*corners[-1:], *corners], corners))


def _check_simple(corners: Sequence[_Corner]) -> None:
    """ValueError if two edges touch that are not neighbours. Looks at those that are over the same x only."""
    beside: list[tuple[_Corner, _Corner]] = []
    for edge in sorted(_edges(corners), key=lambda edge: min(edge[0].x, edge[1].x)):
        left = min(edge[0].x, edge[1].x)
        beside = [other for other in beside if max(other[0].x, other[1].x) >= left]
        for other in beside:
            if not set(edge) & set(other) and _touch(edge, other):
                raise ValueError(f'the edges of the polygon from corner {edge[0].number} and from corner {other[0].number} meet')
        beside.append(edge)


def _touch(one: tuple[_Corner, _Corner], other: tuple[_Corner, _Corner]) -> bool:
    (a, b), (c, d) = one, other
    if max(a.y, b.y) < min(c.y, d.y) or max(c.y, d.y) < min(a.y, b.y):
        return False
    return _turn(a, b, c) * _turn(a, b, d) <= 0 and _turn(c, d, a) * _turn(c, d, b) <= 0


# ---- the formula ----

def _inside(corners: Sequence[_Corner], places: Sequence[Point]) -> Expression:
    """The polygon with corners in counterclockwise order from the leftmost one on, the lowest of these.

    Cut there and at the rightmost corner, the highest of these, it is what lies left of both chains: the new rays go to the
    left of all corners and to the right of them.
    """
    last = corners.index(max(corners))
    around = [*corners, corners[0]]
    plan: list[Union[Expression, Callable[[Operand, Operand], Expression]]] = [max_]  # each function before its arguments
    pending = [around[last:], around[:last + 1]]
    while pending:
        chain = pending.pop()
        if len(chain) == 2:
            plan.append(_left_of_edge(places[chain[0].number], places[chain[1].number]))
        else:
            cut = _hull_corner(chain)
            plan.append(max_ if _turn(*chain[cut - 1:cut + 2]) > 0 else min_)
            pending += [chain[cut:], chain[:cut + 1]]
    made: list[Expression] = []
    for part in reversed(plan):
        made.append(part if isinstance(part, Expression) else part(made.pop(), made.pop()))
    return made[0]


def _left_of_edge(start: Point, stop: Point) -> Expression:
    return half_plane(*start, stop[1] - start[1], start[0] - stop[0])


def _hull_corner(chain: Sequence[_Corner]) -> int:
    """The place of a corner of the convex hull of a chain and its two rays, not its first or last place."""
    first, last = _step(chain[0], chain[1]), _step(chain[-2], chain[-1])
    if _cross(first, last) != 0:
        # The chain comes along `first` and goes along `last`: what is furthest along their difference lies beyond both rays.
        # The lengths that they get here make that a positive number along the one, a negative one along the other.
        a, b = _dot(last, last) + _dot(first, last), _dot(first, first) + _dot(first, last)
        outward = first[0] * a - last[0] * b, first[1] * a - last[1] * b
        sideways = -outward[1], outward[0]
    elif _dot(first, last) < 0:
        outward, sideways = first, (-first[1], first[0])
    else:
        # One ray comes and the other goes the same way: look beside both, or else beside the first, away from where it is.
        outward, sideways = (-first[1], first[0]), first
        heights = [_dot(outward, corner) for corner in chain[1:-1]]
        low, high = sorted((heights[0], heights[-1]))
        if max(heights) == high and (min(heights) < low or heights[0] == low):
            outward = first[1], -first[0]
    return max(range(1, len(chain) - 1), key=lambda place: (_dot(outward, chain[place]), _dot(sideways, chain[place])))


_Vector = tuple[int, int]


def _step(a: _Corner, b: _Corner) -> _Vector:
    return b.x - a.x, b.y - a.y


def _dot(a: Sequence[int], b: Sequence[int]) -> int:
    return a[0] * b[0] + a[1] * b[1]


def _cross(a: Sequence[int], b: Sequence[int]) -> int:
    return a[0] * b[1] - a[1] * b[0]


def _turn(a: _Corner, b: _Corner, c: _Corner) -> int:
    """Above 0 where the way from a over b to c turns left, 0 where it does not turn."""
    return _cross(_step(a, b), _step(b, c))
