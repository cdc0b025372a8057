import math

import numpy as np
import pytest
from hypothesis import assume, given

from pyfidget.host.expression import X, Y
from pyfidget.host.graph import linear
from pyfidget.host.halves import above, below, half_plane, left_of, right_of
from tests.host.evaluator import at, evaluate, lines
from tests.host.geometry import PLANE, SPACE, assert_distance, places, values


@given(places)
def test_halves_along_the_axes(place):
    x, y = PLANE
    for shape, exact in [(left_of(place), x - place), (right_of(place), place - x), (below(place), y - place),
                         (above(place), place - y)]:
        np.testing.assert_array_equal(values(shape, PLANE), exact)


@given(places, places, places, places)
def test_half_planes(x, y, nx, ny):
    assume(nx or ny)
    exact = ((PLANE[0] - x) * nx + (PLANE[1] - y) * ny) / math.hypot(nx, ny)
    assert_distance(values(half_plane(x, y, nx, ny), PLANE), exact)


def test_the_length_of_a_direction_does_not_count():
    for size in (1e-320, 1e-200, 1.0, 1e200, 1e308):
        assert at(half_plane(1.0, 0.0, 0.75 * size, size), 2.0, 1.0) == pytest.approx(1.4, rel=1e-3)


@pytest.mark.parametrize('make, error, message', [
    (lambda: half_plane(0.0, 0.0, 0.0, 0.0), ValueError, 'a direction is needed'),
    (lambda: half_plane(0.0, 0.0, 1.0, math.inf), ValueError, 'ny: expected a finite number, not inf'),
    (lambda: half_plane(0.0, None, 1.0, 0.0), TypeError, 'y: expected a number, not a value of type NoneType'),
    (lambda: left_of(math.nan), ValueError, 'x: expected a finite number, not nan'),
    (lambda: above('1'), TypeError, 'y: expected a number, not a value of type str'),
])
def test_arguments_that_make_no_half(make, error, message):
    with pytest.raises(error, match=message):
        make()


# ---- the formula of a plane ----

@given(places, places, places, places)
def test_a_linear_formula(a, b, c, offset):
    formula = linear(a, b, c, offset)
    assert_distance(values(formula, SPACE), a * SPACE[0] + b * SPACE[1] + c * SPACE[2] + offset)
    operations = [words[1] for words in lines(formula.to_vm())]
    assert operations.count('mul') == len([part for part in (a, b, c) if abs(part) not in (0.0, 1.0)])


def test_a_linear_formula_is_written_as_one_would():
    assert linear(1.0, 0.0, 0.0) is X and linear(0.0, -1.0, 0.0) is -Y and linear(-1.0, 1.0, 0.0) is Y - X
    assert linear(1.0, 0.0, 0.0, -0.5) is X - 0.5 and linear(-1.0, 0.0, 0.0, 0.5) is 0.5 - X
    assert evaluate(linear(0.0, 0.0, 0.0, 0.25).to_vm(), 1.0, 1.0) == 0.25
