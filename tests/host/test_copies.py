import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host.combinations import union
from pyfidget.host.copies import array_polar, repeat
from pyfidget.host.expression import X, Y, sin
from pyfidget.host.shapes import circle, half_plane, left_of, polygon, rectangle, right_of, ring
from pyfidget.host.solids import box, extrude, sphere
from pyfidget.host.text import text
from pyfidget.host.transforms import move, rotate, rotate_x, rotate_y
from tests.host.evaluator import lines
from tests.host.geometry import PLANE, SPACE, assert_bound, assert_distance, lengths, places, values

BLOT = union(circle(0.125, 0.0, 0.25), rectangle(-0.375, -0.25, 0.25, -0.125))  # less than 0.375 from the origin


@given(st.sampled_from([0.75, 0.875, 1.0, 1.3]), st.sampled_from([0.0, 0.8, 1.5]), st.integers(1, 4), st.integers(1, 3))
def test_repeating_is_to_place_copies(dx, dy, columns, rows):
    rows = rows if dy else 1
    copies = union(*(move(BLOT, dx * i, dy * j) for i in range(columns) for j in range(rows)))
    repeated = repeat(BLOT, (dx, dy), (columns, rows))
    np.testing.assert_array_equal(values(repeated, PLANE) < 0.0, values(copies, PLANE) < 0.0)


@pytest.mark.parametrize('dx, dy', [(0.75, 0.0), (0.875, 0.75), (1.3, 1.5)])
def test_repeating_without_end(dx, dy):
    copies = union(*(move(BLOT, dx * i, dy * j) for i in range(-5, 6) for j in (range(-5, 6) if dy else [0])))
    np.testing.assert_array_equal(values(repeat(BLOT, (dx, dy)), PLANE) < 0.0, values(copies, PLANE) < 0.0)


@given(st.sampled_from([0.75, 1.0, 1.3]), st.integers(1, 5))
def test_distances_stay_distances_of_what_is_symmetric(spacing, count):
    disc = ring(0.0, 0.0, 0.25, 0.125)
    copies = union(*(move(disc, spacing * i, 0.0) for i in range(count)))
    assert_distance(values(repeat(disc, spacing, count), PLANE), values(copies, PLANE))


def test_repeating_along_z():
    ball = sphere(0.0, 0.0, 0.0, 0.25)
    copies = union(*(move(ball, 0.0, 0.0, 0.75 * i) for i in range(3)))
    np.testing.assert_array_equal(values(repeat(ball, (0, 0, 0.75), (None, None, 3)), SPACE) < 0.0, values(copies, SPACE) < 0.0)


def test_the_cost_of_repeating_does_not_depend_on_the_count():
    few, many = (repeat(BLOT, (1.0, 1.0), (count, count)) for count in (5, 1000))
    assert len(lines(few.to_vm())) == len(lines(many.to_vm()))


@given(st.integers(1, 9), places, places)
def test_an_array_around_a_point(count, x, y):
    nearest = np.full(PLANE[0].shape, np.inf)
    for i in range(count):
        c, s = math.cos(2.0 * math.pi * i / count), math.sin(2.0 * math.pi * i / count)
        dx, dy = PLANE[0] - x, PLANE[1] - y
        nearest = np.minimum(nearest, values(BLOT, (dx * c + dy * s - 1.0, dy * c - dx * s)))
    assert_distance(values(array_polar(move(BLOT, x + 1.0, y), count, x, y), PLANE), nearest)


# ---- shapes that reach into their neighbours' cells ----

def placed(shape, xs, ys=(0.0,)):
    return union(*(move(shape, x, y) for x in xs for y in ys))


def same_inside(one, other, points=PLANE):
    np.testing.assert_array_equal(values(one, points) < 0.0, values(other, points) < 0.0)


def test_a_shape_in_its_neighbours_cell_is_found_there():
    """As a whole it lies in the cell to the right of the first; the row looks as that of the shape around the origin."""
    row = repeat(circle(0.3125, 0.0, 0.125), 0.3125)
    assert_distance(values(row, OFF_GRID), values(repeat(circle(0.0, 0.0, 0.125), 0.3125), OFF_GRID))
    assert len(lines(row.to_vm())) <= len(lines(repeat(circle(0.0, 0.0, 0.125), 0.3125).to_vm())) + 3


OFF_GRID = PLANE + 1e-4  # on no edge between two cells, where either of two equal copies may be asked


@given(places, places, lengths, st.sampled_from([0.75, 1.3, 2.0]), st.sampled_from([0.0, 0.8]), st.integers(1, 4))
def test_the_neighbours_are_found_by_bounds(x, y, radius, dx, dy, count):
    shape = circle(x / 2.0, y / 4.0, radius / 4.0)
    copies = placed(shape, [dx * i for i in range(count)], [dy * j for j in range(2 if dy else 1)])
    same_inside(repeat(shape, (dx, dy), (count, 2 if dy else 1)), copies)


@given(places, places, st.floats(-3.2, 3.2), st.sampled_from([0.75, 1.3]), st.sampled_from([0.0, 0.8]))
def test_the_neighbours_of_a_slanting_shape_are_found(x, y, angle, dx, dy):
    shape = rotate(polygon([(0.0, 0.0), (0.6, 0.0), (0.0, 0.3)]), angle)
    shape = move(shape, x / 4.0, y / 4.0)
    same_inside(repeat(shape, (dx, dy)), repeat(shape, (dx, dy), padding=2), OFF_GRID)


@given(places, places, st.floats(0.1, 3.0), st.sampled_from([0.75, 1.3]), st.one_of(st.none(), st.integers(1, 5)))
def test_a_padding_says_how_far_the_shape_reaches(x, y, angle, dx, count):
    """It reaches 2 * 1.5 + 0.6 at most."""
    shape = rotate(polygon([(0.0, 0.0), (0.6, 0.0), (0.0, 0.3)]), angle)
    shape = move(shape, x / 4.0, y / 4.0)
    copies = placed(shape, [dx * i for i in (range(-9, 10) if count is None else range(count))])
    # A corner on a point of the grid may be on either side: a copy's map is rounded as one, the repeated shape's is not.
    same_inside(repeat(shape, dx, count, padding=2), copies, OFF_GRID)


def test_what_reaches_beyond_the_padding_is_cut_off():
    bar = rectangle(0.625, -0.25, 2.25, 0.25)
    for padding, cut in ((0, 0.5), (1, 1.5), (2, 2.5)):
        same_inside(repeat(bar, 1.0, padding=padding), repeat(bar & left_of(cut), 1.0, padding=2), OFF_GRID)


def test_a_padding_for_each_axis():
    shape = rectangle(-0.1, -0.9, 0.1, 0.9)
    one, both = (repeat(shape, (0.5, 0.5), padding=padding) for padding in ((0, 2), 2))
    same_inside(one, both)
    assert len(lines(one.to_vm())) < len(lines(both.to_vm()))


def test_more_padding_makes_more_distances_right():
    """Of one copy that is not symmetric in its cell: what lies one spacing away is right with a padding of 2."""
    shape = circle(0.25, 0.0, 0.125)
    exact = values(placed(shape, range(-9, 10)), PLANE)
    assert_bound(values(repeat(shape, 1.0, padding=2), PLANE), exact)
    near = np.abs(PLANE[1]) < 0.9
    assert_distance(values(repeat(shape, 1.0, padding=2), PLANE)[near], exact[near])
    assert np.abs(values(repeat(shape, 1.0), PLANE) - exact).max() > 0.1


@pytest.mark.parametrize('shape', [
    rotate(rectangle(-0.2, -0.2, 0.2, 0.2), 0.01), rotate(rectangle(-0.2, -0.2, 0.2, 0.2), math.pi / 4.0),
    polygon([(0.0, 0.4), (-0.3, -0.3), (0.3, -0.2)]), text('A', size=0.5),
    rotate_y(rotate_x(box(-0.2, -0.2, -0.2, 0.2, 0.2, 0.2), 0.4), 0.7),
    extrude(rotate(rectangle(-0.2, -0.1, 0.2, 0.1), 0.5), 0.0, 0.1),
], ids=['turned a bit', 'turned by 45 degrees', 'triangle', 'text', 'box', 'extruded'])
@pytest.mark.parametrize('spacing', [(2.0, 0.0), (2.0, 1.5)])
def test_a_shape_that_stays_in_its_cell_takes_no_neighbours(shape, spacing):
    assert repeat(shape, spacing) is repeat(shape, spacing, padding=0)


@pytest.mark.parametrize('shape', [
    rotate(left_of(0.1), 0.3), rotate(left_of(0.1) & right_of(-0.1), 0.3), Y - sin(X), half_plane(0.0, 0.0, 1.0, 20.0),
])
def test_where_bounds_show_no_end_there_is_no_padding(shape):
    assert repeat(shape, (1.0, 1.0)) is repeat(shape, (1.0, 1.0), padding=0)


def test_an_end_along_one_axis_is_found_without_one_along_the_other():
    """A stripe that is wider than its cell."""
    stripe = left_of(0.375) & right_of(-0.375)
    assert values(repeat(stripe, (0.5, 2.0)), OFF_GRID).max() < 0.0


def test_shapes_without_an_end_are_repeated_as_they_are():
    stripes = values(repeat(left_of(0.125), 1.0), OFF_GRID)
    np.testing.assert_array_equal(stripes < 0.0, OFF_GRID[0] - np.round(OFF_GRID[0]) < 0.125)


# ---- errors ----

@pytest.mark.parametrize('make, message', [
    (lambda: repeat(X, -1.0), 'spacing: -1.0 is negative'), (lambda: repeat(X, 1.0, 0), 'counts: expected at least 1, not 0'),
    (lambda: repeat(X, 1.0, (2, 3)), 'counts: 3 copies along an axis need a spacing along it'),
    (lambda: repeat(X, 1.0, padding=-1), 'padding: expected at least 0, not -1'),
    (lambda: repeat(circle(0, 0, 1), 0.1),
     'padding: as far as bounds show, the shape reaches over more than 8 of the cells beside its own'),
    (lambda: array_polar(X, 0), 'count: expected at least 1, not 0'),
])
def test_measures_that_cannot_be(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize('make, message', [
    (lambda: repeat(X, 1.0, 1.5), 'counts: expected a whole number, not a value of type float'),
    (lambda: repeat(X, 1.0, padding=0.5), 'padding: expected a whole number, not a value of type float'),
    (lambda: repeat(Y, None), 'spacing: expected a number, or two or three, not a value of type NoneType'),
    (lambda: array_polar(X, 2.0), 'count: expected a whole number, not a value of type float'),
])
def test_arguments_of_the_wrong_kind(make, message):
    with pytest.raises(TypeError, match=message):
        make()
