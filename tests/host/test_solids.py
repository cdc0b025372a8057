import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyfidget.host.expression import X
from pyfidget.host.halves import half_space
from pyfidget.host.shapes import circle, rectangle, rounded_rectangle
from pyfidget.host.solids import box, capsule, cone, cylinder, extrude, revolve, rounded_box, sphere, torus
from pyfidget.host.transforms import rotate_y
from tests.host.evaluator import lines
from tests.host.geometry import (
    SPACE,
    assert_bound,
    assert_distance,
    assert_no_faster_than_points_move,
    lengths,
    places,
    to_polygon,
    to_segment,
    values,
)


def from_axis(x, y):
    return np.hypot(SPACE[0] - x, SPACE[1] - y)


def to_box(low, high):
    """By the nearest point outside, by the nearest face inside."""
    low, high = np.array(low)[:, None], np.array(high)[:, None]
    outside = np.linalg.norm(SPACE - np.clip(SPACE, low, high), axis=0)
    return np.where(outside > 0.0, outside, -np.minimum(SPACE - low, high - SPACE).min(axis=0))


@given(places, places, places, lengths)
def test_sphere(x, y, z, radius):
    assert_distance(values(sphere(x, y, z, radius), SPACE), np.linalg.norm(SPACE - [[x], [y], [z]], axis=0) - radius)


@given(places, places, places, places, places, places)
def test_half_space(x, y, z, nx, ny, nz):
    normal = np.array([nx, ny, nz])
    assume(normal.any())
    assert_distance(values(half_space(x, y, z, nx, ny, nz), SPACE), normal @ (SPACE - [[x], [y], [z]]) / np.linalg.norm(normal))


@given(places, places, places, lengths, lengths, lengths, lengths)
def test_boxes(x, y, z, width, height, depth, radius):
    low, high = (x, y, z), (x + width, y + height, z + depth)
    exact, found = to_box(low, high), values(box(*low, *high), SPACE)
    assert_bound(found, exact)
    assert_distance(found[exact < 0.0], exact[exact < 0.0])
    assert_distance(values(rounded_box(*low, *high, 0.0), SPACE), exact)
    radius = min(radius, min(width, height, depth) / 2.0)
    shrunk = to_box([a + radius for a in low], [a - radius for a in high])
    assert_distance(values(rounded_box(*low, *high, radius), SPACE), shrunk - radius)


@given(places, places, places, lengths, lengths)
def test_what_is_round_about_z_is_a_polygon_beside_its_axis(x, y, z, height, radius):
    beside = np.stack([from_axis(x, y), SPACE[2]])
    profile = [(-radius, z), (radius, z), (radius, z + height), (-radius, z + height)]
    for solid, corners in [(cylinder(x, y, z, z + height, radius), profile),
                           (cone(x, y, z, z + height, radius), [(-radius, z), (radius, z), (0.0, z + height)]),
                           (cone(x, y, z, z - height, radius), [(-radius, z), (radius, z), (0.0, z - height)])]:
        exact, found = to_polygon(beside, corners), values(solid, SPACE)
        assert_bound(found, exact)
        assert_distance(found[exact < 0.0], exact[exact < 0.0])
        assert_no_faster_than_points_move(solid, SPACE)


@given(places, places, places, lengths, lengths)
def test_torus(x, y, z, major, minor):
    exact = np.hypot(from_axis(x, y) - major, SPACE[2] - z) - minor
    assert_distance(values(torus(x, y, z, major, minor), SPACE), exact)


@given(places, places, places, places, places, places, lengths)
def test_capsule(x0, y0, z0, x1, y1, z1, radius):
    exact = to_segment(SPACE, (x0, y0, z0), (x1, y1, z1)) - radius
    assert_distance(values(capsule(x0, y0, z0, x1, y1, z1, radius), SPACE), exact)


def test_an_upright_capsule_costs_no_product():
    assert 'mul' not in [words[1] for words in lines(capsule(0.5, 0.25, 0.0, 0.5, 0.25, 1.0, 0.25).to_vm())]


@given(places, places, lengths, places, lengths)
def test_extrude(x, y, radius, z, height):
    prism = extrude(circle(x, y, radius), z, z + height)
    assert_distance(values(prism, SPACE), values(cylinder(x, y, z, z + height, radius), SPACE))


@given(places, lengths, places, lengths)
def test_revolve(x, major, y, minor):
    minor = min(major, minor)
    exact = np.hypot(np.hypot(SPACE[0] - x, SPACE[2]) - major, SPACE[1] - y) - minor
    assert_distance(values(revolve(circle(x + major, y, minor), x), SPACE), exact)
    assert_distance(values(revolve(circle(x, y, minor), x), SPACE), values(sphere(x, y, 0.0, minor), SPACE))


@given(places, st.floats(-7.0, 7.0), st.floats(0.01, 6.2))
def test_revolving_by_a_part_of_a_turn(x, start, sweep):
    shape = rounded_rectangle(x + 0.5, -1.0, x + 1.5, 0.25, 0.125)
    part, everything = values(revolve(shape, x, start, start + sweep), SPACE), values(revolve(shape, x), SPACE)
    dx, dz = SPACE[0] - x, SPACE[2]
    turned = (np.arctan2(-dz, dx) - start) % math.tau
    near_an_end = np.minimum(turned, np.abs(turned - sweep)) < 1e-6
    right = (everything < 0.0) & (turned < sweep)
    assert ((part < 0.0) == right)[~near_an_end].all()
    assert_no_faster_than_points_move(revolve(shape, x, start, start + sweep), SPACE)


def test_the_ends_of_a_part_of_a_turn_are_the_shape_turned():
    shape, sweep = rectangle(0.5, -1.0, 1.5, 0.25), 1.25
    part = revolve(shape, 0.0, 0.0, sweep)
    for angle, expected in ((-0.01, False), (0.01, True), (sweep - 0.01, True), (sweep + 0.01, False)):
        point = np.array([[math.cos(angle)], [0.0], [-math.sin(angle)]])
        assert values(rotate_y(extrude(shape, -1e-3, 1e-3), angle), point) < 0.0, 'where the shape is, turned so far'
        assert (values(part, point) < 0.0) == expected


def test_a_whole_turn_is_the_default():
    shape = circle(1.0, 0.0, 0.25)
    assert revolve(shape, 0.5, 0.1, 0.1 + math.tau) is revolve(shape, 0.5)


def test_a_picture_is_the_slice_at_one_z():
    slices = values(rounded_box(-1.0, -1.0, -1.0, 1.0, 1.0, 1.0, 0.25), np.stack([SPACE[0], SPACE[1], np.zeros(SPACE[0].shape)]))
    flat = values(rounded_rectangle(-1.0, -1.0, 1.0, 1.0, 0.25), SPACE[:2])
    np.testing.assert_array_equal(slices < 0.0, flat < 0.0)


@pytest.mark.parametrize('make, message', [
    (lambda: sphere(0, 0, 0, -1), 'radius: -1.0 is negative'), (lambda: sphere(0, 0, math.nan, 1), 'z: expected a finite'),
    (lambda: box(0, 0, 0, 1, -1, 1), 'y0: 0.0 is above y1, -1.0'),
    (lambda: rounded_box(0, 0, 0, 2, 1, 2, 0.75), 'radius: corners of 0.75 do not fit between 0.0 and 1.0'),
    (lambda: cylinder(0, 0, 1, 0, 1), 'z0: 1.0 is above z1, 0.0'), (lambda: cone(0, 0, 1, 1, 1), 'tip and its base'),
    (lambda: cone(0, 0, 0, 1, 0), 'radius: expected a number above 0, not 0.0'),
    (lambda: torus(0, 0, 0, 1, -0.5), 'minor: -0.5 is negative'), (lambda: capsule(0, 0, 0, 1, 1, 1, -2), 'radius: -2.0 is neg'),
    (lambda: revolve(X, 0.0, 1.0, 1.0), 'from start to a larger stop, by a whole turn at most, not by 0.0'),
    (lambda: revolve(X, 0.0, 0.0, 7.0), 'by a whole turn at most, not by 7.0'), (lambda: revolve(X, 0.0, math.nan), 'start: exp'),
    (lambda: extrude(X, 1, 0), 'z0: 1.0 is above z1, 0.0'), (lambda: half_space(0, 0, 0, 0, 0, 0), 'a direction is needed'),
])
def test_measures_that_make_no_solid(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize('make, message', [
    (lambda: sphere(0, 0, 0, 'a'), 'radius: expected a number, not a value of type str'),
    (lambda: revolve(X, None), 'x: expected a number, not a value of type NoneType'),
    (lambda: extrude('a', 0, 1), 'an expression or a number is needed here, not a value of type str'),
])
def test_arguments_of_the_wrong_kind(make, message):
    with pytest.raises(TypeError, match=message):
        make()
