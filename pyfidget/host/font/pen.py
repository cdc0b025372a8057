"""The measures of the font and the strokes that its glyphs are made of.

Lengths are in font units; a glyph stands on the baseline y = 0 and its ink begins near x = 0.

     75 __ |_____________ ASCENDER     Every place is a multiple of 1/16, so that a glyph is moved over the page
     70 __ |_____________ CAPITAL      without rounding, and the text of its constants stays short. Slopes and
     50 __ |.-.____.-.|__ X_HEIGHT     the ratios of ellipses have more digits; moving does not touch them.
           |   |  |   |
      0 __ |   |__'-.'|__ the baseline
    -21 ______________|__ DESCENDER

Each coordinate goes into an edge as it is: all letters of a line then compare the same y with the same heights, and
these comparisons are shared by the whole line.
"""
from __future__ import annotations

import math

from pyfidget.host.expression import Expression, X, Y, max_, sqrt, square
from pyfidget.host.shapes import above, below, circle, left_of, rectangle, right_of

CAPITAL, X_HEIGHT, ASCENDER, DESCENDER = 70.0, 50.0, 75.0, -21.0

# A horizontal stroke looks heavier than a vertical one of the same width, a round looks smaller than a square.
STEM, BAR = 9.0, 8.0
OVERSHOOT = 1.0

# Where a round stroke leaves a stem it is thinner, or the joint would be a blot.
JOINT = 6.0

DOT = 5.5  # radius

# Parts that continue each other overlap by this much: a point on a common edge would be inside neither.
SEAM = 0.5


def stem(left: float, bottom: float, top: float, width: float = STEM) -> Expression:
    return rectangle(left, bottom, left + width, top)


def bar(bottom: float, left: float, right: float, height: float = BAR) -> Expression:
    return rectangle(left, bottom, right, bottom + height)


def dot(x: float, y: float, radius: float = DOT) -> Expression:
    return circle(x, y, radius)


def bowl(left: float, bottom: float, right: float, top: float, left_wall: float = STEM, right_wall: float = STEM,
         upper_wall: float = BAR, lower_wall: float = BAR) -> Expression:
    """An oval in its box, and an oval hole in the box that the walls leave."""
    return _hollow(_oval(left, bottom, right, top),
                   _oval(left + left_wall, bottom + lower_wall, right - right_wall, top - upper_wall))


def arch(left: float, right: float, top: float, spring: float, left_wall: float = STEM,
         right_wall: float = STEM, crown: float = BAR) -> Expression:
    """Two endless legs that meet in a round top; below the height of the spring they are straight.

    For a hook with one leg only, cut it beside the other leg, where the hole is: the end is then cut upright.
    """
    rise = max_(Y - spring, 0.0)
    return _hollow(_vault(left, right, rise, top - spring),
                   _vault(left + left_wall, right - right_wall, rise, top - crown - spring))


def basin(left: float, right: float, bottom: float, spring: float, left_wall: float = STEM,
          right_wall: float = STEM) -> Expression:
    """An arch upside down."""
    drop = max_(spring - Y, 0.0)
    return _hollow(_vault(left, right, drop, spring - bottom),
                   _vault(left + left_wall, right - right_wall, drop, spring - bottom - BAR))


def lobe(bottom: float, right: float, top: float, spring: float, wall: float = STEM, height: float = BAR) -> Expression:
    """Two endless bars that meet in a round right end; left of the spring they are straight."""
    reach = max_(X - spring, 0.0)
    y, ry = (bottom + top) / 2.0, (top - bottom) / 2.0
    rx = right - spring
    return _hollow((_radius(reach, Y - y, rx, ry), rx),
                   (_radius(reach, Y - y, rx - wall, ry - height), rx - wall))


def slant(x0: float, y0: float, x1: float, y1: float, width: float) -> Expression:
    """A stroke with level ends, its left edge from (x0, y0) up to (x1, y1); the width is measured along x.

    The sheared coordinate is the same for all strokes of one slope.
    """
    slope = tidy((x1 - x0) / (y1 - y0))
    sheared = X - Y * slope
    left = on_grid(x0 - slope * y0)
    return ((left - sheared) & (sheared - (left + width))) & (above(y0) & below(y1))


def ramp(x0: float, y0: float, x1: float, y1: float, height: float) -> Expression:
    """A stroke with upright ends, its lower edge from (x0, y0) right to (x1, y1); the height is measured along y."""
    slope = tidy((y1 - y0) / (x1 - x0))
    sheared = Y - X * slope
    bottom = on_grid(y0 - slope * x0)
    return ((bottom - sheared) & (sheared - (bottom + height))) & (right_of(x0) & left_of(x1))


def hook(x: float, y: float, outer: float, slope: float, side: int, stroke: float = STEM) -> Expression:
    """Half of a ring around (x, y) that goes on as a straight stroke: the shape of 2, 6 and 9.

    The slope is dx/dy of the straight. It touches the ring on the right (side 1, and runs down from there: 2) or on the
    left (side -1, and runs up: 6), and has no end. The ring's other half is open for 2, and closed for 6.
    """
    inner = outer - stroke
    radius = _radius(X - x, Y - y, 1.0, 1.0)
    ring = (radius - outer) & (inner - radius)
    secant = math.hypot(1.0, slope)
    middle = x - slope * y
    sheared = X - Y * slope
    near, far = sorted((on_grid(middle + side * outer * secant), on_grid(middle + side * inner * secant)))
    band = (near - sheared) & (sheared - far)
    beyond = (X - x) * slope + (Y - y)  # negative below the line through the centre that is perpendicular to the straight
    if side > 0:
        return (ring & ~beyond) | (band & (beyond - SEAM))
    return ring | (band & ~beyond)


def tidy(value: float) -> float:
    """A factor with six significant digits, far below what a picture can show."""
    return float(f'{value:.6g}')


def on_grid(value: float) -> float:
    """The nearest multiple of 1/16."""
    return round(value * 16.0) / 16.0


_Round = tuple[Expression, float]  # a distance in units of x, and where it has the edge


def _hollow(outer: _Round, hole: _Round) -> Expression:
    return (outer[0] - outer[1]) & (hole[1] - hole[0])


def _oval(left: float, bottom: float, right: float, top: float) -> _Round:
    rx, ry = (right - left) / 2.0, (top - bottom) / 2.0
    return _radius(X - (left + rx), Y - (bottom + ry), rx, ry), rx


def _vault(left: float, right: float, rise: Expression, height: float) -> _Round:
    rx = (right - left) / 2.0
    return _radius(X - (left + rx), rise, rx, height), rx


def _radius(dx: Expression, dy: Expression, rx: float, ry: float) -> Expression:
    """The distance from a centre, dy stretched so that an ellipse with these half axes is a circle of radius rx."""
    if rx == ry:
        return sqrt(square(dx) + square(dy))
    return sqrt(square(dx) + square(dy) * tidy((rx / ry) ** 2))
