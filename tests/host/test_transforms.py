import functools
import math
import sys

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyfidget.host.combinations import intersection, union
from pyfidget.host.expression import X, Y, Z, constant
from pyfidget.host.shape import parse
from pyfidget.host.shapes import circle, left_of, rectangle
from pyfidget.host.solids import box, sphere
from pyfidget.host.transforms import (
    mirror_x,
    mirror_y,
    mirror_z,
    move,
    reflect,
    rotate,
    rotate_x,
    rotate_y,
    rotate_z,
    scale,
)
from tests.host.evaluator import at, evaluate, lines
from tests.host.geometry import (
    PLANE,
    SPACE,
    angles,
    assert_distance,
    assert_no_faster_than_points_move,
    lengths,
    places,
    values,
)

# Nothing about it is the same from two sides.
SHAPE = union(sphere(0.5, 0.25, -0.5, 1.0), intersection(X - 2.0, Y * 0.8 - Z * 0.6 + 0.5, -1.0 - Z))


def is_same_there(transformed, points):
    """Whether the transformed shape has in SPACE the values that the shape has at the points."""
    assert_distance(values(transformed, SPACE), values(SHAPE, points))


@given(places, places, places)
def test_move(dx, dy, dz):
    is_same_there(move(SHAPE, dx, dy, dz), SPACE - np.array([[dx], [dy], [dz]]))
    is_same_there(move(SHAPE, dx, dy), SPACE - np.array([[dx], [dy], [0.0]]))


@given(lengths, lengths, lengths)
def test_scale(sx, sy, sz):
    x, y, z = SPACE
    assert_distance(values(scale(SHAPE, sx), SPACE), sx * values(SHAPE, SPACE / sx))
    for factors, points in [((sx, sy, sz), (x / sx, y / sy, z / sz)), ((sx, sy), (x / sx, y / sy, z))]:
        scaled = scale(SHAPE, factors)
        assert_distance(values(scaled, SPACE), min((*factors, 1.0)[:3]) * values(SHAPE, points))
        assert_no_faster_than_points_move(scaled, SPACE)


def test_factors_along_axes_that_a_shape_does_not_know_do_not_count():
    assert_distance(values(scale(circle(0.0, 0.0, 0.5), (2, 2)), PLANE), values(circle(0.0, 0.0, 1.0), PLANE))
    disc = circle(0.5, 0.25, 1.0)
    assert scale(disc, 1) is disc and scale(constant(2.0), 3.0) is constant(2.0)


@given(angles)
def test_rotations(angle):
    x, y, z = SPACE
    c, s = math.cos(angle), math.sin(angle)
    # A shape turned one way is met by points turned the other way.
    is_same_there(rotate(SHAPE, angle), (x * c + y * s, y * c - x * s, z))
    is_same_there(rotate_x(SHAPE, angle), (x, y * c + z * s, z * c - y * s))
    is_same_there(rotate_y(SHAPE, angle), (x * c - z * s, y, z * c + x * s))


def test_the_axes_turn_into_each_other():
    at_x, at_y, at_z = (sphere(*place, 0.5) for place in [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)])
    for turn, start, stop in [(rotate_z, at_x, at_y), (rotate_x, at_y, at_z), (rotate_y, at_z, at_x)]:
        assert_distance(values(turn(start, math.pi / 2.0), SPACE), values(stop, SPACE))


@pytest.mark.parametrize('quarters', range(-4, 5))
def test_quarter_turns_cost_no_product(quarters):
    model = rotate(rectangle(0.25, 0.5, 1.0, 2.0), quarters * math.pi / 2.0).to_vm()
    assert {words[1] for words in lines(model)} <= {'const', 'var-x', 'var-y', 'neg', 'add', 'sub', 'max'}


@pytest.mark.parametrize('angle', [1e16, -1e16, 1e22, 1.7e308, 2.0 ** 60, 12345678.9])
@pytest.mark.parametrize('turn', [rotate, rotate_x, rotate_y])
def test_huge_angles_turn_as_their_cosine_and_sine_say(turn, angle):
    c, s = math.cos(angle), math.sin(angle)
    x, y, z = SPACE
    points = {rotate: (x * c + y * s, y * c - x * s, z), rotate_x: (x, y * c + z * s, z * c - y * s),
              rotate_y: (x * c - z * s, y, z * c + x * s)}
    is_same_there(turn(SHAPE, angle), points[turn])


@pytest.mark.parametrize('quarters', [1, 3, 4, 1001, 10 ** 6 + 2])
def test_quarter_turns_of_many_turns_are_still_meant(quarters):
    quarter = [(0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0)][(quarters - 1) % 4]
    assert at(rotate(X, quarters * math.pi / 2.0), 0.25, 0.5) == 0.25 * quarter[0] + 0.5 * quarter[1]


@given(places, places, places)
def test_mirrors(x, y, z):
    for mirrored, axis, place in [(mirror_x(SHAPE, x), 0, x), (mirror_y(SHAPE, y), 1, y), (mirror_z(SHAPE, z), 2, z)]:
        points = SPACE.copy()
        points[axis] = 2.0 * place - points[axis]
        is_same_there(mirrored, points)


@given(places, places, places, places)
def test_reflections(nx, ny, nz, distance):
    normal = np.array([[nx], [ny], [nz]])
    size = np.linalg.norm(normal)
    assume(size > 0.0)
    normal /= size
    is_same_there(reflect(SHAPE, nx, ny, nz, distance=distance), SPACE - 2.0 * (normal.T @ SPACE - distance) * normal)


def test_reflections_along_axes_are_mirrors():
    assert reflect(SHAPE, 1, 0, distance=0.5) is mirror_x(SHAPE, 0.5)
    assert reflect(SHAPE, 0, -2) is mirror_y(SHAPE)
    assert_distance(values(reflect(rectangle(0.0, 1.0, 2.0, 4.0), 1, -1), PLANE), values(rectangle(1.0, 0.0, 4.0, 2.0), PLANE))


# ---- errors ----

@pytest.mark.parametrize('make, message', [
    (lambda: move(X, math.inf, 0.0), 'dx: expected a finite number, not inf'),
    (lambda: move(X, 0.0, 10 ** 400), 'dy: expected a finite number, not inf'),
    (lambda: scale(X, 0.0), 'factor: expected a number above 0, not 0.0'),
    (lambda: scale(X, (1.0, -1.0)), 'factor: expected a number above 0, not -1.0'),
    (lambda: scale(X, 1e-310), 'factor: expected a number above 0, not 1e-310'),
    (lambda: scale(X, [1.0]), 'factor: expected a number, or two or three, not 1'),
    (lambda: rotate(X, math.nan), 'angle: expected a finite number, not nan'),
    (lambda: reflect(X, 0, 0), 'a direction is needed'),
])
def test_measures_that_cannot_be(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize('make, message', [
    (lambda: move('a', 1.0, 1.0), 'an expression or a number is needed here'),
    (lambda: move(X, '1', 0.0), 'dx: expected a number, not a value of type str'),
    (lambda: scale(X, None), 'factor: expected a number, or two or three, not a value of type NoneType'),
    (lambda: scale(X, Y), 'factor: expected a number, or two or three, not a value of type Expression'),
    (lambda: scale(X, '12'), 'factor: expected a number, not a value of type str'),
])
def test_arguments_of_the_wrong_kind(make, message):
    with pytest.raises(TypeError, match=message):
        make()


def test_moving_twice_costs_nothing():
    shape = circle(0.25, 0.5, 1.0) & left_of(3.0)
    moved = move(move(shape, 1.0, 2.0), 0.5, -1.0)
    assert len(lines(moved.to_vm())) == len(lines(shape.to_vm()))
    assert moved.to_vm() == (circle(1.75, 1.5, 1.0) & left_of(4.5)).to_vm()


# ---- stacks ----

TURN = math.sqrt(0.5)

# No sine is so small that products of eight are no normal doubles: such maps would stay two.
# Each of them with the map that points go through, in numpy's words, and with the factor of the values.
TRANSFORMS = st.one_of(
    st.tuples(places, places, places).map(lambda by: (lambda s: move(s, *by), np.eye(3), np.negative(by), 1.0)),
    st.tuples(st.sampled_from([rotate_x, rotate_y, rotate_z]), angles.filter(lambda angle: not 0.0 < abs(angle) < 1e-30)).map(
        lambda turn: (lambda s: turn[0](s, turn[1]), rotation(*turn), np.zeros(3), 1.0)),
    st.sampled_from([0.5, 1.0, 1.25, 2.0]).map(lambda by: (lambda s: scale(s, by), np.eye(3) / by, np.zeros(3), by)),
    st.tuples(lengths, lengths, lengths).map(
        lambda by: (lambda s: scale(s, by), np.diag(np.reciprocal(by)), np.zeros(3), min(by))),
    st.tuples(st.sampled_from([mirror_x, mirror_y, mirror_z]), places).map(lambda mirror: (
        lambda s: mirror[0](s, mirror[1]), np.diag(1.0 - 2.0 * axis_of(mirror[0])), 2.0 * mirror[1] * axis_of(mirror[0]), 1.0)),
    places.map(lambda distance: (
        lambda s: reflect(s, 1, 1, distance=distance), np.array([[0.0, -1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
        2.0 * distance * np.array([TURN, TURN, 0.0]), 1.0)),
)


ONE_MAP = 3 * (3 + 3) + 1  # three products and three sums for each coordinate, and the factor


def axis_of(mirror):
    return np.eye(3)[[mirror_x, mirror_y, mirror_z].index(mirror)]


def rotation(turn, angle):
    c, s = math.cos(angle), math.sin(angle)
    return np.array({rotate_x: [[1, 0, 0], [0, c, s], [0, -s, c]], rotate_y: [[c, 0, -s], [0, 1, 0], [s, 0, c]],
                     rotate_z: [[c, s, 0], [-s, c, 0], [0, 0, 1]]}[turn])


def operations_of(shape):
    return [words[1] for words in lines(shape.to_vm()) if words[1] != 'const']


@given(st.lists(TRANSFORMS, min_size=1, max_size=8))
def test_stacks_of_any_transforms(stack):
    """A point goes through the last map first."""
    shape, points, size = SHAPE, SPACE, 1.0
    for transform, _, _, factor in stack:
        shape, size = transform(shape), size * factor
    for _, matrix, offset, _ in reversed(stack):
        points = matrix @ points + offset[:, None]
    np.testing.assert_allclose(values(shape, SPACE), size * values(SHAPE, points), rtol=1e-9, atol=1e-9 * max(size, 1.0))
    assert len(operations_of(shape)) <= len(operations_of(SHAPE)) + ONE_MAP


def stacked(shape, height):
    for _ in range(height):
        shape = rotate(move(shape, 0.001, 0.0), 0.01)
    return shape


@pytest.mark.parametrize('shape', [
    rectangle(0.0, 0.0, 0.1, 0.1), circle(0.2, 0.1, 0.5), box(-0.1, -0.2, -0.3, 0.2, 0.3, 0.4),
    parse('x var-x\ny var-y\na square x\nb square y\nc add a b\nd const 0.1\ne sub c d\nf sub y d\ng max e f'),
], ids=['rectangle', 'circle', 'box', 'loaded'])
def test_a_high_stack_takes_no_more_operations_than_one_map(shape):
    for height in (1, 2, 10, 400):
        one_map = move(rotate(shape, 0.01 * height), 0.1, 0.2)
        assert len(operations_of(stacked(shape, height))) <= len(operations_of(one_map))


def test_a_high_stack_is_where_it_should_be():
    turn, by = np.longdouble(0.01), np.longdouble(0.001)
    x, y = SPACE[:2].astype(np.longdouble)
    for _ in range(400):
        x, y = x * np.cos(turn) + y * np.sin(turn) - by, y * np.cos(turn) - x * np.sin(turn)
    shape = circle(0.2, 0.1, 0.5)
    assert np.abs(values(stacked(shape, 400), SPACE) - evaluate(shape.to_vm(), x.astype(float), y.astype(float))).max() < 1e-12


def calls(make, height):
    """How many functions of Python are called for the text of a stack."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event == 'call'

    sys.setprofile(profile)
    try:
        make(height).to_vm()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
@pytest.mark.parametrize('make', [
    lambda height: stacked(rectangle(0.0, 0.0, 0.1, 0.1), height),
    lambda height: functools.reduce(lambda a, i: move(a, 0.5, 0.0).rotate(1.0) | circle(0.1, 0.0, 0.2 + i), range(height), X),
], ids=['one shape', 'a shape at each step'])
def test_the_time_of_a_stack_grows_with_its_height(make):
    make(1).to_vm()  # what is made on first use
    low, middle, high = (calls(make, height) for height in (50, 100, 200))
    assert 0 < high - middle <= 2.2 * (middle - low)
