import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyfidget.host.polygons import polygon, triangle
from tests.host.evaluator import lines
from tests.host.geometry import PLANE, assert_bound, assert_no_faster_than_points_move, places, to_polygon, to_segment, values

L_SHAPE = [(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 2.0), (0.0, 2.0)]
COMB = [(-2.0, -1.0), (2.0, -1.0), (2.0, 1.0), (1.5, 1.0), (1.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0),
        (-0.5, 0.0), (-0.5, 1.0), (-1.5, 1.0), (-1.5, 0.5), (-1.75, 0.5), (-1.75, 1.0), (-2.0, 1.0)]
HOOKS = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-1.0, 2.0), (-1.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0), (0.0, 0.5),
         (-0.5, 0.5), (-0.5, 1.5), (1.5, 1.5), (1.5, -0.5), (-1.5, -0.5), (-1.5, 2.0), (-2.0, 2.0)]
ZIGZAG = [(-2.0, 0.0), (-1.0, 1.0), (0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (2.0, -1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0),
          (-2.0, -1.0)]


def spiral(turns, width):
    """A band of a width that winds in, its edges along the axes."""
    outer, inner = [], []
    for i in range(4 * turns):
        side = width * (2 * turns - i / 2.0)
        x, y = [(-1, -1), (1, -1), (1, 1), (-1, 1)][i % 4]
        shift = width / 2.0 if i % 4 == 0 and i else 0.0
        outer.append((x * side - shift, y * side))
        inner.append((x * (side - width / 2.0) - shift, y * (side - width / 2.0)))
    return outer + inner[::-1]


def star(radii):
    return [(radius * math.cos(2.0 * math.pi * i / len(radii)), radius * math.sin(2.0 * math.pi * i / len(radii)))
            for i, radius in enumerate(radii)]


def untangled(corners):
    """The corners in an order in which the way around is short, and so without crossings: two edges are swapped while that
    makes it shorter."""
    corners = list(corners)
    better = True
    while better:
        better = False
        for i in range(len(corners) - 1):
            for j in range(i + 2, len(corners)):
                a, b, c, d = corners[i], corners[i + 1], corners[j], corners[(j + 1) % len(corners)]
                if math.dist(a, c) + math.dist(b, d) < math.dist(a, b) + math.dist(c, d) - 1e-9:
                    corners[i + 1:j + 1] = reversed(corners[i + 1:j + 1])
                    better = True
    return corners


@pytest.mark.parametrize('corners', [L_SHAPE, COMB, HOOKS, ZIGZAG, spiral(2, 0.75), star([2.0, 0.5] * 5), star([1.5] * 7)])
@pytest.mark.parametrize('way', [1, -1])
def test_shapes_with_edges_on_one_line(corners, way):
    for shift in range(len(corners)):
        shifted = (corners[shift:] + corners[:shift])[::way]
        assert_bound(values(polygon(shifted), PLANE), to_polygon(PLANE, corners))


@given(st.lists(st.tuples(places, places), min_size=3, max_size=12, unique=True).map(untangled))
def test_any_polygon_is_inside_where_a_ray_crosses_it_an_odd_number_of_times(corners):
    try:
        shape = polygon(corners)
    except ValueError:  # they lie on one line, or a corner on an edge
        assume(False)
    assert_bound(values(shape, PLANE), to_polygon(PLANE, corners))
    assert_no_faster_than_points_move(shape, PLANE)


@given(st.lists(st.floats(0.1, 2.5), min_size=3, max_size=20))
def test_stars(radii):
    corners = star(radii)
    assert_bound(values(polygon(corners), PLANE), to_polygon(PLANE, corners))


@pytest.mark.parametrize('corners', [COMB, HOOKS, ZIGZAG])
@pytest.mark.parametrize('angle', [0.1, 1.0, 2.5])
def test_edges_nearly_on_one_line(corners, angle):
    turn = 0.7 * np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    points = turn @ PLANE
    turned = [tuple(turn @ corner) for corner in corners]
    assert_bound(values(polygon(turned), points), to_polygon(points, turned))


def test_an_edge_is_one_half_plane():
    for corners in (L_SHAPE, COMB, HOOKS, ZIGZAG, spiral(3, 0.25)):
        operations = [words[1] for words in lines(polygon(corners).to_vm())]
        assert operations.count('min') + operations.count('max') == len(corners) - 1
        assert 'sqrt' not in operations
    squares = [words[1] for words in lines(polygon([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]).to_vm())]
    assert 'mul' not in squares


def test_a_convex_polygon_is_an_intersection():
    operations = [words[1] for words in lines(polygon(star([1.0] * 12)).to_vm())]
    assert 'min' not in operations


@pytest.mark.slow
def test_the_depth_of_a_polygon_is_not_limited():
    corners = spiral(100, 0.0125)
    assert_bound(values(polygon(corners), PLANE), to_polygon(PLANE, corners))


@given(st.tuples(places, places, places, places, places, places))
def test_triangles(corners):
    three = list(zip(corners[::2], corners[1::2]))
    (x0, y0), (x1, y1), (x2, y2) = three
    if (x1 - x0) * (y2 - y0) == (x2 - x0) * (y1 - y0):
        with pytest.raises(ValueError, match='three corners that do not lie on one line'):
            triangle(*corners)
        return
    found, exact = values(triangle(*corners), PLANE), to_polygon(PLANE, three)
    assert_bound(found, exact)
    np.testing.assert_allclose(found[exact < 0.0], exact[exact < 0.0], atol=1e-9)


def winds(points, corners):
    """How often an outline goes around each point: the sum of the angles that its edges are seen under."""
    angle = np.zeros(points.shape[1])
    for a, b in zip(corners, [*corners[1:], corners[0]]):
        (ax, ay), (bx, by) = np.array(a)[:, None] - points, np.array(b)[:, None] - points
        angle += np.arctan2(ax * by - ay * bx, ax * bx + ay * by)
    return np.rint(angle / (2.0 * math.pi))


@given(st.lists(st.tuples(places, places), min_size=3, max_size=10))
def test_outlines_that_cross_and_touch_themselves(corners):
    near = np.min([to_segment(PLANE, a, b) for a, b in zip(corners, [*corners[1:], corners[0]])], axis=0)
    clear, around = near > 1e-9, winds(PLANE, corners)
    for rule, expected in (('nonzero', around != 0), ('evenodd', around % 2 == 1)):
        try:
            shape = polygon(corners, rule)
        except ValueError as error:
            assert 'do not lie on one line' in str(error)
            assume(False)
        found = values(shape, PLANE)
        assert ((found < 0.0) == expected)[clear].all()
        if np.isfinite(found).all():  # there is something inside; with the right signs it is a bound then
            assert_no_faster_than_points_move(shape, PLANE)


def test_without_a_rule_both_rules_agree():
    pentagram = [(math.cos(0.8 * math.pi * i), math.sin(0.8 * math.pi * i)) for i in range(5)]
    with pytest.raises(ValueError, match="winds 2 times around a part of it: give rule='evenodd' or rule='nonzero'"):
        polygon(pentagram)
    middle = np.zeros((2, 1))
    assert values(polygon(pentagram, 'nonzero'), middle) < 0.0 < values(polygon(pentagram, 'evenodd'), middle)
    bow = [(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)]
    np.testing.assert_array_equal(values(polygon(bow), PLANE), values(polygon(bow, 'evenodd'), PLANE))


def test_a_window_that_a_bridge_opens():
    outer, inner = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)], [(-1.0, -1.0), (-1.0, 1.0), (1.0, 1.0), (1.0, -1.0)]
    shape = polygon([*outer, outer[0], *inner, inner[0]])
    np.testing.assert_array_equal(values(shape, PLANE), values(polygon(outer) & ~polygon(inner), PLANE))


def test_a_rule_that_is_none():
    with pytest.raises(ValueError, match="rule: 'odd' is none of evenodd, nonzero"):
        polygon(L_SHAPE, 'odd')


def test_corners_that_do_not_count():
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    shape = polygon(square)
    assert polygon([*square, square[0]]) is shape
    assert polygon([square[0], square[0], *square[1:]]) is shape
    assert polygon([square[0], (0.5, 0.0), *square[1:]]) is shape
    assert polygon(np.array(square)) is shape and polygon(iter(square)) is shape


@pytest.mark.parametrize('corners, message', [
    ([], 'at least three corners'), ([(0, 0), (1, 0)], 'at least three corners'),
    ([(0, 0), (1, 0), (1, 0), (0, 0)], 'at least three corners'), ([(0, 0), (0.5, 0), (1, 0)], 'at least three corners'),
    ([(0, 0), (1, 0), (math.nan, 1)], 'corner 2, x: expected a finite number, not nan'),
    ([(0, 0), (1, 0), (1, math.inf)], 'corner 2, y: expected a finite number, not inf'),
])
def test_corners_that_make_no_polygon(corners, message):
    with pytest.raises(ValueError, match=message) as raised:
        polygon(corners)
    assert '\n' not in str(raised.value)


@pytest.mark.parametrize('corners, message', [
    ([(0, 0), (1, 0), 5], r'corner 2: expected \(x, y\)'), ([(0, 0), (1, 0, 2), (1, 1)], r'corner 1: expected \(x, y\)'),
    ([(0, 0), (1, 'a'), (1, 1)], 'corner 1, y: expected a number, not a value of type str'), (7, 'iterable'),
])
def test_what_is_no_corner(corners, message):
    with pytest.raises(TypeError, match=message):
        polygon(corners)
