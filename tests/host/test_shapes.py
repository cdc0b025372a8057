import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyfidget.host import shapes
from pyfidget.host.shapes import arc, circle, ellipse, line, rectangle, ring, rounded_rectangle, sector, stroke
from tests.host.evaluator import inside, lines
from tests.host.geometry import (
    PLANE,
    assert_bound,
    assert_distance,
    assert_no_faster_than_points_move,
    lengths,
    places,
    to_polygon,
    to_segment,
    values,
)


def from_point(x, y):
    return np.hypot(PLANE[0] - x, PLANE[1] - y)


def area(shape, half=2.0, step=0.02):
    return inside(shape.to_vm(), -half, -half, half, half, step).sum() * step * step


@given(places, places, lengths, lengths)
def test_circle_and_ring(x, y, inner, wall):
    assert_distance(values(circle(x, y, inner), PLANE), from_point(x, y) - inner)
    exact = np.abs(from_point(x, y) - (inner + wall / 2.0)) - wall / 2.0
    assert_distance(values(ring(x, y, inner + wall, inner), PLANE), exact)


@given(places, places, st.floats(-7.0, 7.0), st.floats(0.01, 6.2), lengths, lengths)
def test_sector_and_arc(x, y, start, sweep, inner, wall):
    angle = (np.arctan2(PLANE[1] - y, PLANE[0] - x) - start) % (2.0 * math.pi)
    clear = np.minimum.reduce([angle, np.abs(angle - sweep), 2.0 * math.pi - angle]) > 1e-9
    clear &= from_point(x, y) > 0.0
    wedge, piece = sector(x, y, start, start + sweep), arc(x, y, inner + wall, inner, start, start + sweep)
    np.testing.assert_array_equal((values(wedge, PLANE) < 0.0)[clear], (angle < sweep)[clear])
    in_ring = values(ring(x, y, inner + wall, inner), PLANE) < 0.0
    np.testing.assert_array_equal((values(piece, PLANE) < 0.0)[clear], ((angle < sweep) & in_ring)[clear])
    assert_no_faster_than_points_move(piece, PLANE)


@given(places, places, lengths, lengths, lengths)
def test_rectangles(left, bottom, width, height, radius):
    right, top = left + width, bottom + height
    exact = to_polygon(PLANE, [(left, bottom), (right, bottom), (right, top), (left, top)])
    plain = values(rectangle(left, bottom, right, top), PLANE)
    assert_bound(plain, exact)
    assert_distance(plain[exact < 0.0], exact[exact < 0.0])
    assert_distance(values(rounded_rectangle(left, bottom, right, top, 0.0), PLANE), exact)
    radius = min(radius, width / 2.0, height / 2.0)
    x0, x1, y0, y1 = left + radius, right - radius, bottom + radius, top - radius
    middle = to_polygon(PLANE, [(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    assert_distance(values(rounded_rectangle(left, bottom, right, top, radius), PLANE), middle - radius)


@given(places, places, places, places, lengths)
def test_lines(x0, y0, x1, y1, width):
    assume((x0, y0) != (x1, y1))
    assert_distance(values(line(x0, y0, x1, y1, width), PLANE), to_segment(PLANE, (x0, y0), (x1, y1)) - width / 2.0)
    aside = np.array([y0 - y1, x1 - x0]) * (width / 2.0 / math.hypot(x1 - x0, y1 - y0))
    exact = to_polygon(PLANE, [(x0, y0) + aside, (x1, y1) + aside, (x1, y1) - aside, (x0, y0) - aside])
    found = values(stroke(x0, y0, x1, y1, width), PLANE)
    assert_bound(found, exact)
    assert_distance(found[exact < 0.0], exact[exact < 0.0])


@pytest.mark.parametrize('shape, expected', [
    (circle(0.1, 0.2, 1.0), math.pi),
    (ellipse(0.1, 0.2, 1.5, 0.5), 0.75 * math.pi),
    (ellipse(0.1, 0.2, 0.5, 1.5), 0.75 * math.pi),
    (ellipse(0.1, 0.2, 1.0, 1.0), math.pi),
    (ring(0.0, 0.0, 1.0, 0.5), 0.75 * math.pi),
    (arc(0.0, 0.0, 1.0, 0.5, 0.25, 0.25 + math.pi / 2.0), 0.1875 * math.pi),
    (arc(0.0, 0.0, 1.0, 0.5, 1.0, 1.0 + 1.5 * math.pi), 0.5625 * math.pi),
    (rectangle(-1.0, -0.5, 1.5, 1.0), 3.75),
    (rounded_rectangle(-1.0, -0.5, 1.5, 1.0, 0.5), 3.75 - 0.25 * (4.0 - math.pi)),
    (stroke(-1.0, -0.5, 1.0, 0.75, 0.25), 0.25 * math.hypot(2.0, 1.25)),
    (line(-1.0, -0.5, 1.0, 0.75, 0.25), 0.25 * math.hypot(2.0, 1.25) + math.pi / 64.0),
])
def test_areas(shape, expected):
    assert area(shape) == pytest.approx(expected, rel=0.02)


def test_what_two_edges_share_is_computed_once():
    assert [words[1] for words in lines(ring(0.5, 0.25, 1.0, 0.5).to_vm())].count('sqrt') == 1
    row = shapes.union(*(rectangle(i / 4.0, 0.0, (i + 1) / 4.0, 1.0) for i in range(8)))
    assert [words[1] for words in lines(row.to_vm())].count('sub') <= 2 * 9 + 2


def test_every_name_is_there():
    assert [name for name in shapes.__all__ if not hasattr(shapes, name)] == []


@pytest.mark.parametrize('make, message', [
    (lambda: circle(0.0, 0.0, -1.0), 'radius: -1.0 is negative'), (lambda: circle(math.nan, 0.0, 1.0), 'x: expected a finite'),
    (lambda: ellipse(0.0, 0.0, 1.0, 0.0), 'ry: expected a number above 0, not 0.0'),
    (lambda: ring(0.0, 0.0, 1.0, 2.0), 'inner: 2.0 is above outer, 1.0'),
    (lambda: ring(0.0, 0.0, 1.0, -1.0), 'inner: -1.0 is neg'),
    (lambda: sector(0.0, 0.0, 1.0, 1.0), 'by less than a whole turn'), (lambda: sector(0.0, 0.0, 0.0, 7.0), 'not by 7.0'),
    (lambda: rectangle(1.0, 0.0, 0.0, 1.0), 'left: 1.0 is above right, 0.0'),
    (lambda: rectangle(0.0, 0.0, 1.0, math.inf), 'top: expected a finite number, not inf'),
    (lambda: rounded_rectangle(0.0, 0.0, 2.0, 1.0, 0.75), 'radius: corners of 0.75 do not fit between 0.0 and 1.0'),
    (lambda: rounded_rectangle(0.0, 0.0, 1.0, 1.0, -0.5), 'radius: -0.5 is negative'),
    (lambda: stroke(1.0, 1.0, 1.0, 1.0, 0.1), 'two different ends'),
    (lambda: line(0.0, 0.0, 1.0, 1.0, -1.0), 'width: -1.0 is neg'),
])
def test_measures_that_make_no_shape(make, message):
    with pytest.raises(ValueError, match=message) as raised:
        make()
    assert '\n' not in str(raised.value)


@pytest.mark.parametrize('make, message', [
    (lambda: circle(0.0, 0.0, '1'), 'radius: expected a number, not a value of type str'),
    (lambda: line(0.0, 0.0, None, 1.0, 0.1), 'x1: expected a number, not a value of type NoneType'),
    (lambda: rectangle(0.0, 0.0, 1.0, np.ones(2)), 'top: expected a number, not a value of type ndarray'),
])
def test_arguments_of_the_wrong_kind(make, message):
    with pytest.raises(TypeError, match=message):
        make()
