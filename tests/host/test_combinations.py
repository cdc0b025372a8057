import math

import numpy as np
import pytest
from hypothesis import given

from pyfidget.host.combinations import blend, difference, intersection, inverse, offset, shell, union
from pyfidget.host.expression import X, Y, constant
from pyfidget.host.shapes import circle, rectangle, rounded_rectangle
from tests.host.evaluator import at, lines
from tests.host.geometry import GRID, PLANE, assert_distance, assert_no_faster_than_points_move, lengths, places, values

SHAPES = [circle(-0.5, 0.0, 1.25), rectangle(-0.25, -1.0, 2.0, 0.5), circle(0.5, 1.0, 0.75)]


def test_inside_is_as_the_parts_say():
    # On the grid some points lie on an edge, where a shape's inverse is no more inside than the shape.
    a, b, c = (values(shape, GRID) < 0.0 for shape in SHAPES)
    not_b, not_c = (values(shape, GRID) > 0.0 for shape in SHAPES[1:])
    for shape, expected in [(union(*SHAPES), a | b | c), (intersection(*SHAPES), a & b & c), (inverse(SHAPES[1]), not_b),
                            (difference(*SHAPES), a & not_b & not_c), (SHAPES[0] | SHAPES[1], a | b),
                            (SHAPES[0] & SHAPES[1], a & b), (~SHAPES[2], not_c)]:
        np.testing.assert_array_equal(values(shape, GRID) < 0.0, expected)


def test_of_none_and_of_one():
    assert at(union(), 0.0, 0.0) == math.inf and at(intersection(), 0.0, 0.0) == -math.inf
    assert all(combine(X) is X for combine in (union, intersection, difference))


def test_a_union_is_balanced_and_keeps_the_order():
    parts = [X - float(i) for i in range(5)]
    a, b, c, d, f = parts
    assert union(*parts) is ((a | b) | c) | (d | f)


@pytest.mark.parametrize('combine', [union, intersection, difference])
def test_lists_are_taken_like_their_shapes(combine):
    expected = combine(*SHAPES)
    assert combine(SHAPES) is combine(tuple(SHAPES)) is combine(shape for shape in SHAPES) is expected
    assert combine(np.array(SHAPES, object)) is combine(SHAPES[0], SHAPES[1:]) is combine(SHAPES[:2], SHAPES[2]) is expected
    assert combine([X]) is combine([X], []) is X


def test_lists_of_none():
    assert union([]) is union() and intersection([], []) is intersection()


@given(places, places, lengths, lengths)
def test_a_blend_is_the_union_and_what_lies_in_its_groove(x, y, radius, k):
    a, b = circle(x, y, radius), SHAPES[1]
    blended, first, second = values(blend(a, b, k), PLANE), values(a, PLANE), values(b, PLANE)
    plain = np.minimum(first, second)
    apart = np.abs(first - second)
    assert_distance(blended[apart >= k], plain[apart >= k])
    assert (blended[apart < k - 1e-6] < plain[apart < k - 1e-6]).all()
    assert (blended >= plain - k / 4.0 - 1e-12).all()
    assert_distance(values(blend(b, a, k), PLANE), blended)
    assert_no_faster_than_points_move(blend(a, b, k), PLANE)


def test_a_blend_is_deepest_where_both_are_the_same():
    assert at(blend(X, Y, 2.0), 0.25, 0.25) == 0.25 - 0.5
    assert at(~blend(~X, ~Y, 2.0), 0.25, 0.25) == 0.25 + 0.5


@given(places, places, lengths, lengths)
def test_offset_and_shell_of_distances(x, y, radius, distance):
    disc = circle(x, y, radius)
    assert_distance(values(offset(disc, distance), PLANE), values(circle(x, y, radius + distance), PLANE))
    from_edge = np.abs(np.hypot(PLANE[0] - x, PLANE[1] - y) - radius)
    assert_distance(values(shell(disc, distance), PLANE), from_edge - distance / 2.0)


def test_an_offset_rounds_corners():
    corner = offset(rounded_rectangle(-1.0, -1.0, 1.0, 1.0, 0.0), 0.5)
    assert at(corner, 1.5, 1.0) == pytest.approx(0.0) and at(corner, 1.5, 1.5) > 0.2
    assert_distance(values(corner, PLANE), values(rounded_rectangle(-1.5, -1.5, 1.5, 1.5, 0.5), PLANE))


def test_a_blend_computes_its_parts_once():
    a, b = circle(0.0, 0.0, 1.0), circle(1.0, 0.0, 1.0)
    assert len(lines(blend(a, b, 0.25).to_vm())) == len(lines((a | b).to_vm())) + 8


def test_a_number_is_a_shape_too():
    assert union(X, 1) is X | 1.0 and inverse(2) is constant(-2.0) and difference(1.0, X) is constant(1.0) & ~X


@pytest.mark.parametrize('make, message', [
    (lambda: union(X, 'a'), 'an expression or a number is needed here, not a value of type str'),
    (lambda: union([X, [Y]]), 'not a value of type list'), (lambda: inverse(None), 'not a value of type NoneType'),
    (lambda: inverse([X]), 'not a value of type list'), (lambda: union([X, 'ab']), 'not a value of type str'),
    (lambda: difference([]), 'there is no shape in the list'), (lambda: blend(X, 'a', 1.0), 'not a value of type str'),
    (lambda: blend(X, Y, X), 'k: expected a number, not a value of type Expression'),
    (lambda: offset(X, '1'), 'distance: expected a number, not a value of type str'),
])
def test_arguments_of_the_wrong_kind(make, message):
    with pytest.raises(TypeError, match=message):
        make()


@pytest.mark.parametrize('make, message', [
    (lambda: blend(X, Y, 0.0), 'k: expected a number above 0, not 0.0'), (lambda: blend(X, Y, -1), 'k: expected .* not -1.0'),
    (lambda: offset(X, math.nan), 'distance: expected a finite number, not nan'),
    (lambda: shell(X, -0.5), 'thickness: -0.5 is negative'),
])
def test_measures_that_make_no_shape(make, message):
    with pytest.raises(ValueError, match=message):
        make()
