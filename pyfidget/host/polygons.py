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

from fractions import Fraction
from typing import Callable, Iterable, NamedTuple, Optional, Sequence, Union

from pyfidget.host.combinations import union
from pyfidget.host.expression import Expression, Operand, max_, min_
from pyfidget.host.halves import half_plane
from pyfidget.host.measures import Point, point
from pyfidget.host.winding import RULES, find_loops

Number = Union[int, Fraction]

_Lines = dict[int, tuple[Point, Point]]  # by a corner's number: two points of the line that the edge from there lies on


class _Corner(NamedTuple):
    x: Number    # in a unit that all corners share
    y: Number
    number: int  # in the list that the caller gave, or in a loop


def polygon(points: Iterable[Point], rule: Optional[str] = None) -> Expression:
    """The polygon with these corners, three or more (x, y) in order, either way round. A bound.

    Its edges may touch and cross each other. rule: 'nonzero', inside is what the outline winds around more often in one
    direction than in the other; 'evenodd', what it winds around an odd number of times. Without one they have to agree, as they
    do for a window that a bridge opens to the outside; ValueError, if they do not. A corner twice in a row, or as the last and
    the first, counts once.

    >>> roof = pf.polygon([(-0.5, 0.0), (0.5, 0.0), (0.0, 0.5)])
    >>> (roof.eval(0.0, [-0.25, 0.25, 0.75]) < 0.0).tolist()
    [False, True, False]
    """
    if rule is not None and rule not in RULES:
        raise ValueError(f'rule: {rule!r} is none of {", ".join(RULES)}')
    places = [point(f'corner {number}', corner) for number, corner in enumerate(points)]
    all_corners = _without_repeats(_corners(places))
    corners = _turning(all_corners)
    if not (_turns_back(all_corners) or _touches_itself(corners)):
        return _simple(corners, {a.number: (places[a.number], places[b.number]) for a, b in _edges(corners)})
    loops: list[tuple[Fraction, Expression]] = []
    for loop in find_loops([(Fraction(corner.x), Fraction(corner.y)) for corner in all_corners], rule):
        lines = {}
        for number, piece in enumerate(loop):
            start, stop = (places[all_corners[edge % len(all_corners)].number] for edge in (piece.edge, piece.edge + 1))
            lines[number] = (stop, start) if piece.backwards else (start, stop)
        outline = _turning([_Corner(*piece.start, number) for number, piece in enumerate(loop)])
        loops.append((Fraction(_area(outline)), _simple(outline, lines)))
    # From the largest: a hole is taken from what is around it, and a part that lies in a hole is put into it.
    region = union()
    for area, inside in sorted(loops, key=lambda loop: -abs(loop[0])):
        region = region & ~inside if area < 0 else inside if region is union() else region | inside
    return region


def triangle(x0: float, y0: float, x1: float, y1: float, x2: float, y2: float) -> Expression:
    """The triangle with these corners, either way round. A distance inside, a bound outside.

    >>> bool(pf.triangle(0.0, 0.0, 1.0, 0.0, 0.0, 1.0).eval(0.25, 0.25) < 0.0)
    True
    """
    return polygon([(x0, y0), (x1, y1), (x2, y2)])


# ---- the corners ----

def _corners(places: Sequence[Point]) -> list[_Corner]:
    ratios = [(x.as_integer_ratio(), y.as_integer_ratio()) for x, y in places]
    unit = max((part[1] for ratio in ratios for part in ratio), default=1)  # all are powers of two
    return [_Corner(x[0] * (unit // x[1]), y[0] * (unit // y[1]), number) for number, (x, y) in enumerate(ratios)]


def _without_repeats(corners: Sequence[_Corner]) -> list[_Corner]:
    return [corner for before, corner in _edges(corners) if before[:2] != corner[:2]]


def _turning(corners: Sequence[_Corner]) -> list[_Corner]:
    """The corners where the polygon changes its direction."""
    turning = [way[1] for way in _ways(corners) if _turn(*way) != 0]
    if not turning:
        raise ValueError('a polygon has at least three corners that do not lie on one line')
    return turning


def _turns_back(corners: Sequence[_Corner]) -> bool:
    return any(_turn(*way) == 0 and _dot(_step(*way[:2]), _step(*way[1:])) < 0 for way in _ways(corners))


def _ways(corners: Sequence[_Corner]) -> list[tuple[_Corner, _Corner, _Corner]]:
    """Each corner between the one before and the next."""
    return list(zip([*corners[-1:], *corners], corners, [*corners[1:], *corners[:1]]))


def _edges(corners: Sequence[_Corner]) -> list[tuple[_Corner, _Corner]]:
    """The pairs of a corner and the next one, from the last corner's to the last but one's."""
    return list(zip([*corners[-1:], *corners], corners))


def _touches_itself(corners: Sequence[_Corner]) -> bool:
    """Whether two edges touch that are not neighbours. Looks at those that are over the same x only."""
    beside: list[tuple[_Corner, _Corner]] = []
    for edge in sorted(_edges(corners), key=lambda edge: min(edge[0].x, edge[1].x)):
        left = min(edge[0].x, edge[1].x)
        beside = [other for other in beside if max(other[0].x, other[1].x) >= left]
        if any(not set(edge) & set(other) and _touch(edge, other) for other in beside):
            return True
        beside.append(edge)
    return False


def _touch(one: tuple[_Corner, _Corner], other: tuple[_Corner, _Corner]) -> bool:
    (a, b), (c, d) = one, other
    if max(a.y, b.y) < min(c.y, d.y) or max(c.y, d.y) < min(a.y, b.y):
        return False
    return _turn(a, b, c) * _turn(a, b, d) <= 0 and _turn(c, d, a) * _turn(c, d, b) <= 0


# ---- the formula ----

def _simple(corners: list[_Corner], lines: _Lines) -> Expression:
    """The polygon with corners in an order either way round, whose edges do not touch; each lies on the line of its start."""
    if _area(corners) < 0:
        lines = {after.number: lines[before.number][::-1] for before, after in _edges(corners)}
        corners = corners[::-1]
    first = corners.index(min(corners))
    return _inside(corners[first:] + corners[:first], lines)


def _area(corners: Sequence[_Corner]) -> Number:
    """Twice the area, negative if the corners run clockwise."""
    return sum(_cross(a, b) for a, b in _edges(corners))


def _inside(corners: Sequence[_Corner], lines: _Lines) -> Expression:
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
            plan.append(_left_of_edge(*lines[chain[0].number]))
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


_Vector = tuple[Number, Number]


def _step(a: _Corner, b: _Corner) -> _Vector:
    return b.x - a.x, b.y - a.y


def _dot(a: Sequence[Number], b: Sequence[Number]) -> Number:
    return a[0] * b[0] + a[1] * b[1]


def _cross(a: Sequence[Number], b: Sequence[Number]) -> Number:
    return a[0] * b[1] - a[1] * b[0]


def _turn(a: _Corner, b: _Corner, c: _Corner) -> Number:
    """Above 0 where the way from a over b to c turns left, 0 where it does not turn."""
    return _cross(_step(a, b), _step(b, c))
