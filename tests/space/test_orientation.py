"""Where a picture of space looks from: turns, exact ones along an axis, and the stated operations of a world point."""
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.parser import parse
from pyfidget.space.orientation import ISOMETRIC_PITCH, ISOMETRIC_YAW, Orientation, seen_through
from tests.passes.evaluation import values_of
from tests.strategies import programs, same

IDENTITY = [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]


def world(orientation, x, y, z):
    """By plain sums of all terms."""
    m = orientation.matrix()
    sums = [m[4 * row] * x + m[4 * row + 1] * y + m[4 * row + 2] * z + m[4 * row + 3] for row in range(4)]
    return [sums[row] / sums[3] for row in range(3)]


def close(one, other):
    return all(abs(a - b) < 1e-12 for a, b in zip(one, other))


def test_the_usual_view_is_the_grid_itself():
    assert Orientation().matrix() == IDENTITY


@given(programs())
def test_the_usual_view_changes_no_value(program):
    seen = seen_through(program, IDENTITY)
    assert same(values_of(seen, 0.3, -0.7, 0.9)[-1], values_of(program, 0.3, -0.7, 0.9)[-1])


@pytest.mark.parametrize('orientation, sample, point', [
    (Orientation(yaw=90.0), (1, 0, 0), (0, 0, 1)),  # what was in front is at the right
    (Orientation(pitch=90.0), (0, 0, 1), (0, 1, 0)),  # the top is in front
    (Orientation(roll=90.0), (0, 1, 0), (1, 0, 0)),  # what was at the right is at the top
    (Orientation(1.0, 2.0, 3.0, 0.5), (1, -1, 1), (1.5, 1.5, 3.5)),
    (Orientation(pitch=180.0, yaw=-90.0), (0, 0, 1), (-1, 0, 0)),
    (Orientation(perspective=0.5), (0.75, 0, 1), (0.5, 0, 2 / 3.0)),  # nearer is larger
    (Orientation(1.0, 0.0, 0.0, 2.0, perspective=0.5), (0, 0, 0), (1, 0, 0)),
])
def test_where_a_sample_lies(orientation, sample, point):
    assert close(world(orientation, *sample), point)


def test_along_an_axis_all_is_exact():
    for quarter in range(-4, 5):
        for angles in ({'pitch': 90.0 * quarter}, {'yaw': 90.0 * quarter}, {'roll': 90.0 * quarter}):
            assert set(map(abs, Orientation(**angles).matrix())) == {0.0, 1.0}


def test_isometric_shows_all_axes_equally_long():
    m = Orientation(pitch=ISOMETRIC_PITCH, yaw=ISOMETRIC_YAW).matrix()
    # The columns of the inverse are where the axes' ends go; their lengths in the picture:
    assert all(abs(math.hypot(m[4 * axis], m[4 * axis + 1]) - math.sqrt(2 / 3.0)) < 1e-15 for axis in range(3))


def test_the_stated_operations():
    program = parse('x var-x', '')
    m = [0.5, 0.0, 1.0, 0.25, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.125, 1.0]
    x, z = 0.1, 0.7
    assert values_of(seen_through(program, m), x, 5.0, z)[-1] == ((0.5 * x + z) + 0.25) / (0.125 * z + 1.0)


def test_a_row_of_zeros_is_a_zero():
    assert same(values_of(seen_through(parse('y var-y', ''), [0.0] * 15 + [1.0]), 0.5, -0.5, 1.0)[-1], 0.0)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_rotation_keeps_lengths(pitch, yaw, roll):
    m = Orientation(pitch=pitch, yaw=yaw, roll=roll).matrix()
    for one in range(3):
        for other in range(3):
            product = sum(m[4 * one + i] * m[4 * other + i] for i in range(3))
            assert abs(product - (one == other)) < 1e-12
