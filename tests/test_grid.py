"""Where the samples lie, bit for bit."""
import fractions

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.grid import CENTERS, CHALLENGE, CONVENTIONS, FIDGET, View, make_grid
from tests.strategies import same, to_bits

SIDES = st.integers(1, 70) | st.integers(1, 5000)
SIZES = st.tuples(SIDES, SIDES)
EVERY_CONVENTION = pytest.mark.parametrize('convention', [CHALLENGE, FIDGET, CENTERS], ids=CONVENTIONS.__getitem__)


def bits(values):
    return [to_bits(value) for value in values]


def linspace(count):
    """numpy's linspace(-1, 1, count): the last sample is set, not computed."""
    if count == 1:
        return [-1.0]
    step = 2.0 / (count - 1)
    return [i * step + -1.0 for i in range(count - 1)] + [1.0]


def long_axis(count, shorter):
    step = 2.0 / (shorter - 1) if shorter > 1 else 0.0
    return [i * step - step * (count - 1) / 2.0 for i in range(count)]


def negated(values):
    return [-value for value in values]


@given(st.integers(1, 70) | st.integers(1, 65536))
def test_a_square_challenge_grid_is_numpys_linspace(size):
    numpy = pytest.importorskip('numpy')
    grid = make_grid(size, size, CHALLENGE, View())
    assert bits(grid.xs) == bits(numpy.linspace(-1, 1, size).tolist())
    assert bits(grid.ys) == bits((-numpy.linspace(-1, 1, size)).tolist())


@given(SIZES)
def test_a_challenge_grid_spans_its_shorter_side_and_keeps_its_step_on_the_longer_one(size):
    width, height = size
    grid = make_grid(width, height, CHALLENGE, View())
    across = linspace(width) if width <= height else long_axis(width, height)
    down = linspace(height) if height <= width else long_axis(height, width)
    assert bits(grid.xs) == bits(across)
    assert bits(grid.ys) == bits(negated(down))


@given(SIZES)
def test_a_fidget_grid_puts_zero_at_half_the_size(size):
    width, height = size
    grid = make_grid(width, height, FIDGET, View())
    assert bits(grid.xs) == bits([(i - width / 2.0) * 2.0 / min(size) for i in range(width)])
    assert bits(grid.ys) == bits([(height / 2.0 - 1 - j) * 2.0 / min(size) for j in range(height)])


@given(SIZES)
def test_a_grid_of_centers_samples_each_pixel_in_its_middle(size):
    width, height = size
    grid = make_grid(width, height, CENTERS, View())
    assert grid.xs == [float(fractions.Fraction(2 * i + 1 - width, min(size))) for i in range(width)]
    assert grid.ys == [float(fractions.Fraction(height - 1 - 2 * j, min(size))) for j in range(height)]


@EVERY_CONVENTION
@given(SIZES)
def test_columns_run_to_the_right_and_rows_downwards(convention, size):
    grid = make_grid(size[0], size[1], convention, View())
    step = 0.0 if convention == CHALLENGE and min(size) == 1 else 1e-9
    assert all(b - a >= step for a, b in zip(grid.xs, grid.xs[1:]))
    assert all(a - b >= step for a, b in zip(grid.ys, grid.ys[1:]))


@EVERY_CONVENTION
@given(SIZES, st.floats(-5, 5), st.floats(-5, 5), st.floats(-9, 9))
def test_no_view_makes_an_axis_turn(convention, size, center_x, center_y, scale):
    grid = make_grid(size[0], size[1], convention, View(center_x, center_y, scale, 0.0))
    for axis in (grid.xs, grid.ys):
        assert axis in (sorted(axis), sorted(axis, reverse=True))


@EVERY_CONVENTION
@given(SIZES, st.floats(-5, 5), st.floats(-5, 5), st.floats(-9, 9), st.floats(-5, 5))
def test_a_view_scales_and_then_moves_rounding_twice(convention, size, center_x, center_y, scale, z):
    plain = make_grid(size[0], size[1], convention, View())
    grid = make_grid(size[0], size[1], convention, View(center_x, center_y, scale, z))
    assert same(grid.z, z)
    if (center_x, center_y, scale) != (0.0, 0.0, 1.0):
        scaled_xs = [scale * x for x in plain.xs]
        scaled_ys = [scale * y for y in plain.ys]
        assert bits(grid.xs) == bits([center_x + x for x in scaled_xs])
        assert bits(grid.ys) == bits([center_y + y for y in scaled_ys])


@pytest.mark.parametrize('view', [View(), View(0.0, 0.0, 1.0, 5.0), View(-0.0, -0.0, 1.0)])
def test_the_default_view_leaves_the_sign_of_a_zero(view):
    grid = make_grid(3, 3, CHALLENGE, view)
    assert bits(grid.xs) == bits([-1.0, 0.0, 1.0])
    assert bits(grid.ys) == bits([1.0, -0.0, -1.0])


def test_a_view_that_moves_one_axis_gives_the_other_a_positive_zero():
    assert bits(make_grid(3, 3, CHALLENGE, View(1.0, 0.0, 1.0)).ys) == bits([1.0, 0.0, -1.0])


@pytest.mark.parametrize('width, height, convention, xs, ys', [
    (1, 1, CHALLENGE, [-1.0], [1.0]), (1, 1, FIDGET, [-1.0], [-1.0]), (1, 1, CENTERS, [0.0], [-0.0]),
    (2, 2, CHALLENGE, [-1.0, 1.0], [1.0, -1.0]), (2, 2, FIDGET, [-1.0, 0.0], [0.0, -1.0]),
    (2, 2, CENTERS, [-0.5, 0.5], [0.5, -0.5]), (1, 3, CHALLENGE, [-1.0], [-0.0, -0.0, -0.0]),
    (3, 1, CHALLENGE, [0.0, 0.0, 0.0], [1.0]), (3, 1, FIDGET, [-3.0, -1.0, 1.0], [-1.0]),
    (1, 3, CENTERS, [0.0], [2.0, -0.0, -2.0]), (4, 2, CHALLENGE, [-3.0, -1.0, 1.0, 3.0], [1.0, -1.0]),
])
def test_small_grids(width, height, convention, xs, ys):
    grid = make_grid(width, height, convention, View())
    assert (grid.width, grid.height) == (width, height)
    assert bits(grid.xs) == bits(xs)
    assert bits(grid.ys) == bits(ys)
    assert same(grid.z, 0.0)


def test_conventions_are_named_in_order():
    assert [CONVENTIONS[convention] for convention in (CHALLENGE, FIDGET, CENTERS)] == ['challenge', 'fidget', 'centers']
