"""Ellipses: the distance to one, by a few steps towards the direction in which its edge is nearest.

A convex shape lies below all its tangents, and the distance of a point to it, negative inside, is that to the tangent from
which the point is furthest. For an ellipse with the half axes a > b around the origin, the one that touches it at
(a cos, b sin) of some angle has the value

    (b x cos + a y sin - a b) / sqrt(b^2 cos^2 + a^2 sin^2)

This is largest, for x and y >= 0, where t = tan solves  A t - t / sqrt(1 + t^2) = B,  with A = a x / (a^2 - b^2) and
B = b y / (a^2 - b^2). The left side is convex. Steps by Halley's method from its rising half close in from either side, by halves
where a cubic is flat (the cusp of the evolute), three times the digits elsewhere. What the value lacks goes with the square
of what the angle lacks.

Where the point is nearest, A / cos = 1 + s and B / sin = s for one s >= 0, so that bounds of s are bounds of t. On the edge s is
b^2 / (a^2 - b^2), outside it is more, inside less: the first t is the right one on the edge, and nearly so next to it.
"""
from __future__ import annotations

from pyfidget.host.expression import Expression, X, Y, abs_, max_, min_, sqrt, square
from pyfidget.host.formulas import norm
from pyfidget.host.measures import finite, positive

_STEPS = 5

# Far below what a double of the size of the axes tells: it keeps divisors from 0, so that no value is ever not a number.
_LEAST = 1e-12

_BELOW_ZERO = -1e-240  # so little that it changes no value


def ellipse(x: float, y: float, rx: float, ry: float) -> Expression:
    """The disc around (x, y) with the half axes rx and ry. A distance, to 1e-8 of the longer half axis up to 100 : 1.

    A more slender one's is right within 2 %, whatever the axes are.

    >>> float(pf.ellipse(0.0, 0.0, 0.8, 0.4).eval(0.0, 0.5).round(6))
    0.1
    """
    rx, ry = positive('rx', rx), positive('ry', ry)
    dx, dy = X - finite('x', x), Y - finite('y', y)
    if rx == ry:
        return norm(dx, dy) - rx
    return _distance(dx, dy, rx, ry) if rx > ry else _distance(dy, dx, ry, rx)


def _distance(dx: Expression, dy: Expression, a: float, b: float) -> Expression:
    ratio = b / a
    # A circle's, of which lengths along x have been pressed together: in truth they may be longer by a / b.
    near = sqrt(square(dx) * ratio ** 2 + square(dy)) - b
    far = near * (a / b)
    along, across = abs_(dx), abs_(dy)
    t = _tangent(along, across, a, b)
    distance = (along * ratio + across * t - sqrt(square(t) + 1.0) * b) / sqrt(square(t) + ratio * ratio)
    # Between near and far. Of the two arguments of the last max the first is below 0 where far is, as the bounds of its first
    # argument show, and the second one always: so that the sign takes none of the steps.
    outside = min_(max_(distance, max_(near, 0.0)), far)
    inside = min_(distance, min_(near, _BELOW_ZERO))
    return max_(outside, inside)


def _tangent(along: Expression, across: Expression, a: float, b: float) -> Expression:
    """The t (see above) that belongs to a point at these lengths from the middle, along the longer axis and across it."""
    ratio = b / a
    eccentric = (a - b) / a * (1.0 + ratio)  # 1 - ratio^2, also where it is next to nothing
    left, right = max_(along * (1.0 / (a * eccentric)), _LEAST), across * (ratio / (a * eccentric))
    s = max_(right, norm(left, right) - 1.0)
    least = sqrt(max_(square((s + 1.0) / left) - 1.0, 0.0))
    most = (right + 1.0) / left
    s = max_(s, max(ratio * ratio / eccentric, _LEAST))
    t = max_(right * (s + 1.0) / (left * s), least)
    for _ in range(_STEPS):
        # In terms of the cosine c and the sine of t's angle: the equation, its first derivative, half of its second one.
        c2 = 1.0 / (square(t) + 1.0)
        c = sqrt(c2)
        value, slope, bend = left * t - t * c - right, left - c * c2, t * c * square(c2) * 1.5
        divisor = max_(square(slope) - value * bend, _LEAST ** 3)
        t = min_(max_(t - value * slope / divisor, least), most)
    return t
