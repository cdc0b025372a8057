"""Lines: that they are the operations they stand for, and that their boundary is that of the general search."""
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyfidget.lowering.boundary import NO_BOUNDARY, Step, last_below
from pyfidget.lowering.linear import addend, falls, last_below_of_line, multiplier
from pyfidget.operations import ADD, MUL, OPERATIONS, SUB, apply_operation
from tests.strategies import EDGES, INFINITY, LARGEST, LEAST, NAN, doubles, neighbour, numbers, same, scaled

SUM, PRODUCT, DIFFERENCE = ADD, MUL, SUB  # a + k, a * k, k - a
KINDS = [SUM, PRODUCT, DIFFERENCE]


def name_of(kind):
    return OPERATIONS[kind].name


def line_of(kind, k):
    """The m and c of a line."""
    if kind == DIFFERENCE:
        return -1.0, k
    return multiplier(int(kind == SUM), k), addend(int(kind == SUM), k)


def result_of(kind, k, a):
    return apply_operation(kind, k, a) if kind == DIFFERENCE else apply_operation(kind, a, k)


def step_of(kind, k):
    step = Step()
    return step if step.become_binary(kind, k, kind == DIFFERENCE) else None


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
def test_a_boundary_that_is_found_is_that_of_the_general_search(kind, k, number, steps, or_equal):
    step = step_of(kind, k)
    t = thresholds_near(kind, k, number, steps)
    m, c = line_of(kind, k)
    last = last_below_of_line(m, c, t, int(or_equal))
    assert last == NO_BOUNDARY or step is not None and last == last_below(step, t, or_equal)


@pytest.mark.parametrize('kind', KINDS, ids=name_of)
@scaled(50)
@given(st.floats(0.01, 100.0), st.sampled_from([1.0, -1.0]), st.floats(0.25, 4.0), st.integers(-1, 1), st.booleans())
def test_an_ordinary_boundary_is_found(kind, k, sign, ratio, steps, or_equal):
    """Where no digits are lost, as in a sum of much larger numbers; but for a double further away, as roundings may put it."""
    m, c = line_of(kind, sign * k)
    number = k * ratio * (sign if kind == SUM else -sign if kind == DIFFERENCE else 1.0)
    t = thresholds_near(kind, sign * k, number, steps)
    last = last_below_of_line(m, c, t, int(or_equal))
    if last == NO_BOUNDARY:
        found = last_below(step_of(kind, sign * k), t, or_equal)
        guess = last_below_of_line(1.0, 0.0, (t - c) / m, 1)  # its place
        assert found not in (guess - 1, guess)
    else:
        assert last == last_below(step_of(kind, sign * k), t, or_equal)


@pytest.mark.parametrize('kind, k, t, last', [
    (SUM, -1.0, 0.25, 1.25), (SUM, 1.0, -0.25, -1.25), (PRODUCT, 2.0, 3.0, 1.5), (PRODUCT, -2.0, 3.0, -1.5),
    (DIFFERENCE, 1.0, -0.25, 1.25), (DIFFERENCE, -1.0, 0.25, -1.25),
])
def test_boundaries_of_lines_that_do_not_round(kind, k, t, last):
    m, c = line_of(kind, k)
    at = last_below(step_of(SUM, 0.0), last, True)  # its place
    assert last_below_of_line(m, c, t, 1) == at
    assert last_below_of_line(m, c, t, 0) == at - 1


@pytest.mark.parametrize('kind', KINDS, ids=name_of)
@pytest.mark.parametrize('k', [INFINITY, -INFINITY, NAN])
def test_a_constant_that_is_not_finite_has_no_boundary(kind, k):
    m, c = line_of(kind, k)
    assert all(last_below_of_line(m, c, t, 0) == NO_BOUNDARY for t in EDGES)


def test_a_factor_of_zero_has_no_boundary():
    for k in [0.0, -0.0]:
        assert all(last_below_of_line(k, -0.0, t, 0) == NO_BOUNDARY for t in EDGES)
