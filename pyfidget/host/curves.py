"""Outlines of curves: polygons that no curve is further from than a tolerance.

A Bezier curve of degree d whose control points have second differences of at most M has a second derivative of at most
d (d - 1) M, for t from 0 to 1. A chord over a span h of t is off by at most h^2 / 8 of that; so n equal spans keep it within

    d (d - 1) M / (8 n^2)          (Wang's formula)
"""
from __future__ import annotations

import math
from itertools import chain
from typing import Iterable, Optional, Sequence

from pyfidget.host.expression import Expression
from pyfidget.host.measures import Point, point, positive
from pyfidget.host.polygons import polygon

_FINENESS = 4000.0  # without a tolerance, it is the larger side of the box around all points, divided by this
_MOST_CHORDS = 100000

# Of what the derivatives of a spline lack: by the weights in its equations each step of Jacobi's method halves it, or better.
_HALVINGS = 60

_Control = list[complex]  # the control points of a curve, x + iy


def bezier(pieces: Iterable[Iterable[Point]], rule: Optional[str] = None, tolerance: Optional[float] = None) -> Expression:
    """What lies inside an outline of Bezier curves and straight lines. A bound.

    Each piece begins where the one before it ends, and the first where the last ends. It is a list of one point (x, y) or more,
    the last of which is its end: one is a straight line; two are a control point and the end of a quadratic curve, three those
    of a cubic curve, and so on.

    rule: as for `polygon`. tolerance: how far the edge may be from the curves, in units of x; without one it is 1/4000 of the
    larger side of the box around all points. A quarter of it takes twice as many edges.

    >>> leaf = pf.bezier([[(0.0, 0.8), (0.5, 0.0)], [(0.0, -0.8), (-0.5, 0.0)]])
    >>> (leaf.eval(0.0, [0.0, 0.5]) < 0.0).tolist()
    [True, False]
    """
    named = [_piece(f'piece {number}', piece) for number, piece in enumerate(pieces)]
    if not named:
        raise ValueError('an outline has at least one piece')
    return _inside([[before[-1], *piece] for before, piece in zip([named[-1], *named], named)], rule, tolerance)


def spline(points: Iterable[Point], rule: Optional[str] = None, tolerance: Optional[float] = None) -> Expression:
    """What lies inside a smooth outline through three points (x, y) or more, in order, either way round. A bound.

    It is a closed cubic spline: neither its direction nor its curvature jumps anywhere. A point twice in a row counts once.
    rule, tolerance: as for `bezier`.

    >>> pond = pf.spline([(-0.5, 0.0), (0.0, -0.5), (0.5, 0.0), (0.0, 0.5)])
    >>> (pond.eval([0.0, 0.6], 0.0) < 0.0).tolist()
    [True, False]
    """
    places = [complex(*point(f'point {number}', place)) for number, place in enumerate(points)]
    places = [place for before, place in zip([*places[-1:], *places], places) if before != place]
    if len(places) < 3:
        raise ValueError('a spline has at least three points, and no two next to each other are the same')
    return _inside(_through(places), rule, tolerance)


def _piece(name: str, piece: Iterable[Point]) -> _Control:
    try:
        points = list(piece)
    except TypeError:
        raise TypeError(f'{name}: expected points (x, y), not a value of type {type(piece).__name__}') from None
    if not points:
        raise ValueError(f'{name}: expected at least one point')
    return [complex(*point(f'{name}, point {number}', place)) for number, place in enumerate(points)]


def _inside(curves: Sequence[_Control], rule: Optional[str], tolerance: Optional[float]) -> Expression:
    if tolerance is None:
        sides = [[place.real for place in chain(*curves)], [place.imag for place in chain(*curves)]]
        largest = max(max(side) - min(side) for side in sides) / _FINENESS
    else:
        largest = positive('tolerance', tolerance)
    corners = chain.from_iterable(_chords(curve, largest) for curve in curves)
    return polygon([(corner.real, corner.imag) for corner in corners], rule)


def _chords(curve: _Control, tolerance: float) -> list[complex]:
    """The ends of chords that no point of the curve is further from than the tolerance, but for rounding."""
    degree = len(curve) - 1
    bend = max((abs(a - b + (c - b)) for a, b, c in zip(curve, curve[1:], curve[2:])), default=0.0)
    if bend == 0.0:
        return curve[-1:]
    number = math.sqrt(degree * (degree - 1) / 8.0 * (bend / tolerance))
    if not number <= _MOST_CHORDS:
        raise ValueError(f'tolerance: {tolerance} takes more than {_MOST_CHORDS} edges for one curve')
    number = math.ceil(number)
    return [_place(curve, i / number) for i in range(1, number)] + curve[-1:]


def _place(curve: _Control, t: float) -> complex:
    """By de Casteljau's construction."""
    while len(curve) > 1:
        curve = [a + (b - a) * t for a, b in zip(curve, curve[1:])]
    return curve[0]


def _through(places: Sequence[complex]) -> list[_Control]:
    """The curves of a closed cubic spline, from each place to the next.

    The parameter grows by the square root of a chord's length (Lee, "Choosing nodes in parametric curve interpolation", 1989):
    so the spline does not swing out where a short chord follows a long one.
    """
    following = [*places[1:], places[0]]
    spans = [math.sqrt(abs(stop - start)) for start, stop in zip(places, following)]
    slopes = [(stop - start) / span for start, stop, span in zip(places, following, spans)]
    # With the spans before and after a place as shares of their sum, both curves have one second derivative there if
    #     after * (derivative before) + 2 * (derivative here) + before * (derivative after) = 3 * (after * slope + before * slope)
    shares = [left / (left + right) for left, right in zip([spans[-1], *spans], spans)]
    wanted = [3.0 * ((1.0 - share) * left + share * right) for share, left, right in zip(shares, [slopes[-1], *slopes], slopes)]
    derivatives = wanted
    for _ in range(_HALVINGS):
        derivatives = [(value - (1.0 - share) * left - share * right) / 2.0 for value, share, left, right
                       in zip(wanted, shares, [derivatives[-1], *derivatives], [*derivatives[1:], derivatives[0]])]
    return [[start, start + span / 3.0 * leaving, stop - span / 3.0 * arriving, stop] for start, stop, span, leaving, arriving
            in zip(places, following, spans, derivatives, [*derivatives[1:], derivatives[0]])]
