"""Lines: that they are the operations they stand for, and that their boundary is that of the general search."""
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyfidget.lowering.boundary import Step, at_place, last_below, place
from pyfidget.lowering.linear import addend, falls, multiplier, threshold_of_line
from pyfidget.operations import ADD, MUL, OPERATIONS, SUB, apply_operation
from tests.strategies import EDGES, INFINITY, LARGEST, LEAST, NAN, doubles, neighbour, numbers, same, scaled

SUM, PRODUCT, DIFFERENCE = ADD, MUL, SUB  # a + k, a * k, k - a
KINDS = [SUM, PRODUCT, DIFFERENCE]


def name_of(kind):
    return OPERATIONS[kind].name


def line_of(kind, k):
    """The m and c of a line."""
    return multiplier(kind, k), addend(kind, k)


def result_of(kind, k, a):
    return apply_operation(kind, k, a) if kind == DIFFERENCE else apply_operation(kind, a, k)


def step_of(kind, k):
    step = Step()
    return step if step.set_binary(kind, k, kind == DIFFERENCE) else None


def passed(kind, k, t, is_above):
    """The threshold that the quick search finds, or NaN."""
    m, c = line_of(kind, k)
    return threshold_of_line(m, c, t, int(is_above))


def threshold_of_step(step, t, is_above):
    """The same by the general search."""
    return at_place(last_below(step, t, is_above) + (0 if is_above else 1))


@pytest.mark.parametrize('kind', KINDS, ids=name_of)
@scaled(200)
@given(doubles(), doubles())
def test_a_line_is_its_operation_to_the_last_bit_and_the_sign_of_a_zero(kind, k, a):
    m, c = line_of(kind, k)
    assert same(a * m + c, result_of(kind, k, a))


@pytest.mark.parametrize('kind', KINDS, ids=name_of)
@pytest.mark.parametrize('k', [2.0, -2.0, LEAST, -LEAST, LARGEST, -LARGEST])
def test_a_line_falls_where_its_step_does(kind, k):
    assert falls(line_of(kind, k)[0]) == int(not step_of(kind, k).rising)


def thresholds_near(kind, k, number, steps):
    """A result of the line, or a double some steps from it."""
    t = result_of(kind, k, number)
    assume(t == t)
    return neighbour(t, steps) + 0.0 if steps else t + 0.0


@pytest.mark.parametrize('kind', KINDS, ids=name_of)
@scaled(200)
@given(numbers(), numbers(), st.integers(-3, 3), st.booleans())
def test_a_threshold_that_is_found_is_that_of_the_general_search(kind, k, number, steps, is_above):
    step = step_of(kind, k)
    t = thresholds_near(kind, k, number, steps)
    found = passed(kind, k, t, is_above)
    assert found != found or step is not None and same(found, threshold_of_step(step, t, is_above))


@pytest.mark.parametrize('kind', KINDS, ids=name_of)
@scaled(50)
@given(st.floats(0.01, 100.0), st.sampled_from([1.0, -1.0]), st.floats(0.25, 4.0), st.integers(-1, 1), st.booleans())
def test_an_ordinary_threshold_is_found(kind, k, sign, ratio, steps, is_above):
    """Where no digits are lost, as in a sum of much larger numbers; but for a double further away, as roundings may put it."""
    m, c = line_of(kind, sign * k)
    number = k * ratio * (sign if kind == SUM else -sign if kind == DIFFERENCE else 1.0)
    t = thresholds_near(kind, sign * k, number, steps)
    found = passed(kind, sign * k, t, is_above)
    expected = threshold_of_step(step_of(kind, sign * k), t, is_above)
    if found == found:
        assert found == expected
    else:
        assert place(expected) - place((t - c) / m) not in ((-1, 0) if is_above else (0, 1))


@pytest.mark.parametrize('kind, k, t, threshold', [
    (SUM, -1.0, 0.25, 1.25), (SUM, 1.0, -0.25, -1.25), (PRODUCT, 2.0, 3.0, 1.5), (PRODUCT, -2.0, 3.0, -1.5),
    (DIFFERENCE, 1.0, -0.25, 1.25), (DIFFERENCE, -1.0, 0.25, -1.25),
])
def test_thresholds_of_lines_that_do_not_round(kind, k, t, threshold):
    assert passed(kind, k, t, False) == passed(kind, k, t, True) == threshold


@pytest.mark.parametrize('kind', KINDS, ids=name_of)
@pytest.mark.parametrize('k', [INFINITY, -INFINITY, NAN])
def test_a_constant_that_is_not_finite_has_no_threshold(kind, k):
    for t in EDGES:
        assert math.isnan(passed(kind, k, t, False))


def test_a_factor_of_zero_has_no_threshold():
    for k in [0.0, -0.0]:
        for t in EDGES:
            assert math.isnan(passed(PRODUCT, k, t, False))
