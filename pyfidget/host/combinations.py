"""Constructive solid geometry: shapes from shapes, of the plane and of space alike.

A value is *a distance* if it is how far the edge is, negative inside; *a bound* if it is never further from 0 than that and
nowhere changes faster than the point moves; else only its sign says something. Every shape's docstring tells which it is.
Union, intersection, difference and blend of distances or bounds are bounds.
"""
from __future__ import annotations

from typing import Callable, Iterable, Sequence, Union, cast

from pyfidget.host.expression import Expression, Operand, abs_, constant, max_, min_, operand, square
from pyfidget.host.measures import finite, length, positive

Operands = Union[Operand, Iterable[Operand]]

_EVERYWHERE = float('inf')


def union(*shapes: Operands) -> Expression:
    """Inside any of the shapes; of none: nothing. A distance outside where all are distances.

    Shapes may be given one by one, or in lists and other iterables: union(a, b), union([a, b]), union(disc(i) for i in ...).

    A balanced tree in the given order. Neighbours in the list share a subtree, so with a list in an order that runs
    through the picture (letters as they are read) a subtree covers a small area and most regions lose it as a whole,
    while no path is longer than the logarithm of the count.

    >>> two = pf.union(pf.circle(-0.5, 0.0, 0.3), pf.circle(0.5, 0.0, 0.3))
    >>> (two.eval([-0.5, 0.0, 0.5], 0.0) < 0.0).tolist()
    [True, False, True]
    """
    given = _each(shapes)
    return _balanced(min_, given) if given else constant(_EVERYWHERE)


def intersection(*shapes: Operands) -> Expression:
    """Inside all of the shapes, a balanced tree in the given order; of none: everything. A distance inside where all are.

    Lists as of `union`.

    >>> lens = pf.intersection(pf.circle(-0.3, 0.0, 0.5), pf.circle(0.3, 0.0, 0.5))
    >>> (lens.eval([-0.5, 0.0, 0.5], 0.0) < 0.0).tolist()
    [False, True, False]
    """
    given = _each(shapes)
    return _balanced(max_, given) if given else constant(-_EVERYWHERE)


def _each(shapes: Iterable[Operands]) -> list[Operand]:
    """The shapes, those in iterables one by one."""
    given: list[Operand] = []
    for shape in shapes:
        # A text would be its letters; as an operand it is refused by its type.
        if isinstance(shape, (str, bytes)) or not isinstance(shape, Iterable):
            given.append(cast(Operand, shape))
        else:
            given.extend(shape)
    return given


def _balanced(combine: Callable[[Operand, Operand], Expression], shapes: Sequence[Operand]) -> Expression:
    if len(shapes) == 1:
        return operand(shapes[0])
    middle = (len(shapes) + 1) // 2
    return combine(_balanced(combine, shapes[:middle]), _balanced(combine, shapes[middle:]))


def inverse(shape: Operand) -> Expression:
    """Inside where the shape is outside. A distance or a bound stays what it was.

    >>> float(pf.inverse(pf.circle(0.0, 0.0, 0.5)).eval(0.0, 0.0))
    0.5
    """
    return ~operand(shape)


def difference(shape: Operands, *others: Operands) -> Expression:
    """Inside the first shape and none of the others; lists as of `union`, and the first shape may be the first of a list.

    `a - b` is something else: the difference of two numbers at each point.

    >>> moon = pf.difference(pf.circle(0.0, 0.0, 0.8), pf.circle(0.3, 0.0, 0.6))
    >>> (moon.eval([-0.5, 0.0, 0.5], 0.0) < 0.0).tolist()
    [True, False, False]
    """
    given = _each([shape, *others])
    if not given:
        raise TypeError('difference: there is no shape in the list')
    first, rest = operand(given[0]), given[1:]
    return first & ~union(rest) if rest else first


def blend(a: Operand, b: Operand, k: float) -> Expression:
    """The smooth union of two shapes: the groove between them is filled where their values differ by less than k (> 0).

    min(a, b) - max(k - |a - b|, 0)^2 / (4 k): the quadratic smooth minimum, as Inigo Quilez describes it in "smooth minimum"
    (iquilezles.org). It lowers the value by k / 4 at most, where a = b. A bound if both are. A smooth intersection of a and b
    is ~blend(~a, ~b, k), a smooth difference ~blend(~a, b, k).

    Not only grooves are filled. Along a straight edge that both shapes have, as two boxes side by side with their tops at one
    height, a = b too: there the blend bulges beyond the edge by k / 4, and fades to nothing where the values differ by k.
    Let one of the shapes stand back by more than k along such an edge, or take the union.

    >>> left, right = pf.circle(-0.5, 0.0, 0.45), pf.circle(0.5, 0.0, 0.45)
    >>> float((left | right).eval(0.0, 0.0)) < 0.0, float(pf.blend(left, right, 0.4).eval(0.0, 0.0)) < 0.0
    (False, True)
    """
    k = positive('k', k)
    return min_(a, b) - square(max_(k - abs_(operand(a) - b), 0.0)) * (0.25 / k)


def offset(shape: Operand, distance: float) -> Expression:
    """The shape, grown by a distance on all sides, or for a negative one shrunk.

    The shape's value must be near to a distance: of a bound the corners come out pointed or skewed, not round, and of a value
    that is neither the result may be any shape.

    >>> float(pf.offset(pf.circle(0.0, 0.0, 0.5), 0.25).eval(0.75, 0.0))
    0.0
    """
    return operand(shape) - finite('distance', distance)


def shell(shape: Operand, thickness: float) -> Expression:
    """The shape's edge alone, as a wall of a thickness, half of it on either side. What `offset` needs, this needs too.

    >>> wall = pf.shell(pf.circle(0.0, 0.0, 0.5), 0.1)
    >>> (wall.eval([0.0, 0.5, 0.6], 0.0) < 0.0).tolist()
    [False, True, False]
    """
    return abs_(shape) - length('thickness', thickness) / 2.0
