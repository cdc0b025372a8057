"""The exact-boundary search against brute force over neighbouring doubles."""
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyfidget import operations
from pyfidget.libm import is_finite, is_nan, next_down, next_up
from pyfidget.lowering import boundary
from pyfidget.lowering.boundary import (
    NO_BOUNDARY,
    Step,
    at_place,
    is_partial,
    last_below,
    next_above,
    next_below,
    place,
)
from pyfidget.operations import (
    ACOS,
    ADD,
    ASIN,
    ATAN,
    CEIL,
    DIV,
    EXP,
    FLOOR,
    LN,
    MUL,
    OPERATIONS,
    ROUND,
    SQRT,
    SQUARE,
    SUB,
    apply_operation,
)
from tests.strategies import (
    BINARY,
    EDGES,
    INFINITY,
    LARGEST,
    LEAST,
    NAN,
    NUMBER_EDGES,
    PI,
    UNARY,
    neighbour,
    numbers,
    same,
    scaled,
)

EXACT = [SQRT, SQUARE, FLOOR, CEIL, ROUND]
ELEMENTARY = [EXP, LN, ATAN, ASIN, ACOS]
WITH_CONSTANT = [(ADD, False), (ADD, True), (SUB, False), (SUB, True), (MUL, False), (MUL, True), (DIV, False)]
NEIGHBOURS = 250  # on either side of a boundary
END = place(INFINITY)


def name_of(parameter):
    if isinstance(parameter, tuple):
        return OPERATIONS[parameter[0]].name + (' k, a' if parameter[1] else ' a, k')
    return OPERATIONS[parameter].name


# ---- doubles as integers ----

@scaled(200)
@given(numbers())
def test_a_double_is_found_again_at_its_place(value):
    assert same(at_place(place(value)), value + 0.0)  # 0.0 stands for both zeros


@scaled(200)
@given(st.integers(-END, END) | st.integers(-3, 3))
def test_a_place_is_that_of_its_double(position):
    assert place(at_place(position)) == position


@scaled(200)
@given(numbers(), numbers())
def test_places_are_in_the_order_of_the_doubles(a, b):
    assert (place(a) < place(b)) == (a < b)
    assert (place(a) == place(b)) == (a == b)


def test_infinities_and_zeros_have_their_places():
    assert [place(-INFINITY), place(-LEAST), place(-0.0), place(0.0), place(LEAST)] == [-END, -1, 0, 0, 1]
    assert [place(LARGEST), place(-LARGEST)] == [END - 1, 1 - END]


@scaled(200)
@given(numbers())
def test_the_next_double_is_one_place_on(value):
    assert same(next_above(value), next_up(value) + 0.0)
    assert same(next_below(value), next_down(value) + 0.0)


@scaled(200)
@given(numbers())
def test_the_next_above_and_the_next_below_undo_each_other(value):
    assert next_below(next_above(value)) == value or value == INFINITY
    assert next_above(next_below(value)) == value or value == -INFINITY


def test_infinities_are_the_ends():
    assert [next_above(INFINITY), next_above(LARGEST), next_above(-INFINITY)] == [INFINITY, INFINITY, -LARGEST]
    assert [next_below(-INFINITY), next_below(-LARGEST), next_below(INFINITY)] == [-INFINITY, -INFINITY, LARGEST]


# ---- steps ----

def unary_step(opcode):
    step = Step()
    return step if step.set_unary(opcode) else None


def binary_step(opcode, constant, constant_first):
    step = Step()
    return step if step.set_binary(opcode, constant, constant_first) else None


def result_of(step, value):
    """Of the operation itself, whatever the step makes of it."""
    if step.constant_first:
        return apply_operation(step.opcode, step.constant, value)
    return apply_operation(step.opcode, value, step.constant)


def constants_of(opcode):
    """The constants that a step of an operation can have."""
    return numbers().filter(lambda k: is_finite(k) and (k != 0.0 or opcode == ADD or opcode == SUB))


@pytest.mark.parametrize('opcode', UNARY, ids=name_of)
def test_there_is_a_step_where_the_table_calls_an_operation_monotone(opcode):
    """And for the square, but not for the negation, which has a rule of its own."""
    monotone = OPERATIONS[opcode].monotone[0] != 0 and opcode != operations.NEG
    assert (unary_step(opcode) is not None) == (monotone or opcode == SQUARE)


@pytest.mark.parametrize('opcode', BINARY, ids=name_of)
@pytest.mark.parametrize('constant_first', [False, True])
def test_few_operations_of_a_constant_have_a_step(opcode, constant_first):
    step = binary_step(opcode, 2.0, constant_first)
    assert (step is not None) == ((opcode, constant_first) in WITH_CONSTANT)


@pytest.mark.parametrize('which', WITH_CONSTANT, ids=name_of)
@pytest.mark.parametrize('constant', [INFINITY, -INFINITY, NAN])
def test_a_constant_that_is_not_finite_makes_no_step(which, constant):
    assert binary_step(which[0], constant, which[1]) is None


@pytest.mark.parametrize('constant', [0.0, -0.0])
def test_a_factor_of_zero_makes_no_step(constant):
    assert binary_step(MUL, constant, False) is None
    assert binary_step(MUL, constant, True) is None
    assert binary_step(DIV, constant, False) is None


@pytest.mark.parametrize('opcode', EXACT + ELEMENTARY, ids=name_of)
def test_a_step_is_partial_where_it_makes_nan_of_a_number(opcode):
    step = unary_step(opcode)
    assert is_partial(opcode) == any(is_nan(result_of(step, value)) for value in NUMBER_EDGES)


@pytest.mark.parametrize('opcode', EXACT + ELEMENTARY, ids=name_of)
def test_a_step_has_a_result_exactly_in_its_domain(opcode):
    """But for the square, which is a step above zero only because it falls below."""
    step = unary_step(opcode)
    for value in NUMBER_EDGES:
        assert is_nan(result_of(step, value)) != (step.least <= place(value) <= step.most) or opcode == SQUARE
    assert [step.least, step.most] == [0, END] or opcode != SQUARE


@pytest.mark.parametrize('which', WITH_CONSTANT, ids=name_of)
def test_a_step_of_a_constant_makes_nan_of_no_number(which):
    for constant in EDGES:
        step = binary_step(which[0], constant, which[1])
        if step is not None:
            assert not any(is_nan(result_of(step, value)) for value in NUMBER_EDGES)
            assert [step.least, step.most, is_partial(which[0])] == [-END, END, False]


# ---- the search ----

def thresholds():
    """A number, how many doubles from it, and whether a step's result at the number is meant."""
    return st.tuples(numbers(), st.integers(-3, 3), st.booleans())


def threshold_of(step, at):
    number, steps, as_result = at
    t = result_of(step, number) if as_result else number
    assume(t == t)
    return neighbour(t, steps) if steps else t


def holds(step, value, t, or_equal):
    result = result_of(step, value)
    if result == t:
        return or_equal
    return result < t if step.rising else result > t


def assert_is_last(last, step, t, or_equal, others):
    """Assert that the question is true of the doubles of the domain up to `last`, and false of those behind."""
    assert step.least - 1 <= last <= step.most
    for position in range(max(step.least, last - NEIGHBOURS), min(step.most, last + NEIGHBOURS) + 1):
        assert holds(step, at_place(position), t, or_equal) == (position <= last)
    for other in others:
        if step.least <= place(other) <= step.most:
            assert holds(step, other, t, or_equal) == (place(other) <= last)


@pytest.mark.parametrize('which', WITH_CONSTANT, ids=name_of)
@scaled(50)
@given(st.data(), thresholds(), st.booleans(), st.lists(numbers(), max_size=8))
def test_the_boundary_of_a_step_of_a_constant(which, data, at, or_equal, others):
    step = binary_step(which[0], data.draw(constants_of(which[0])), which[1])
    t = threshold_of(step, at)
    assert_is_last(last_below(step, t, or_equal), step, t, or_equal, others)


@pytest.mark.parametrize('opcode', EXACT, ids=name_of)
@scaled(50)
@given(thresholds(), st.booleans(), st.lists(numbers(), max_size=8))
def test_the_boundary_of_an_exact_step(opcode, at, or_equal, others):
    step = unary_step(opcode)
    t = threshold_of(step, at)
    assert_is_last(last_below(step, t, or_equal), step, t, or_equal, others)


@pytest.mark.parametrize('opcode', ELEMENTARY, ids=name_of)
@scaled(50)
@given(thresholds(), st.floats(-4.0, 4.0), st.booleans(), st.booleans(), st.lists(numbers(), max_size=8))
def test_the_boundary_of_an_elementary_function(opcode, at, moderate, is_moderate, or_equal, others):
    step = unary_step(opcode)
    t = threshold_of(step, (moderate,) + at[1:] if is_moderate else at)
    assert_is_last(last_below(step, t, or_equal), step, t, or_equal, others)


@pytest.mark.parametrize('opcode, t, last', [
    (EXP, 2.0, 0.6931471805599453), (LN, 1.0, 2.718281828459045), (ATAN, 0.5, 0.5463024898437905),
    (ASIN, 0.5, 0.479425538604203), (ACOS, 1.0, 0.5403023058681398),
])
def test_elementary_functions_have_boundaries_next_to_where_algebra_puts_them(monkeypatch, opcode, t, last):
    monkeypatch.setattr(boundary, '_bisect', None)
    found = last_below(unary_step(opcode), t, True)
    assert abs(found - place(last)) <= 2


def test_the_logarithm_passes_zero_at_one():
    assert last_below(unary_step(LN), 0.0, True) == place(1.0)
    assert last_below(unary_step(LN), 0.0, False) == place(next_below(1.0))


@pytest.mark.parametrize('opcode, t', [(EXP, 1.0), (EXP, 0.0), (ACOS, PI / 2), (ATAN, INFINITY), (LN, -INFINITY)])
@pytest.mark.parametrize('or_equal', [False, True])
def test_a_threshold_that_many_doubles_reach_is_passed_at_one_place(opcode, t, or_equal):
    step = unary_step(opcode)
    assert_is_last(last_below(step, t, or_equal), step, t, or_equal, NUMBER_EDGES)


@pytest.mark.parametrize('value', EDGES)
def test_a_boundary_that_is_not_there_is_behind_every_double(value):
    assert place(value) < NO_BOUNDARY or value != value


def test_a_step_is_used_again_for_another_operation():
    step = Step()
    assert step.set_unary(ACOS)
    assert step.set_binary(ADD, 0.5, False)
    assert [step.rising, step.least, step.most] == [True, -END, END]
    assert last_below(step, 1.0, True) == place(neighbour(0.5, 1))


@pytest.mark.parametrize('t, or_equal, last', [
    (0.0, False, -1), (0.0, True, 0), (-1.0, True, -1), (INFINITY, False, END - 1), (INFINITY, True, END),
])
def test_a_question_may_be_true_or_false_all_over_the_domain(t, or_equal, last):
    assert last_below(unary_step(SQRT), t, or_equal) == last


def test_mostly_a_few_doubles_are_looked_at(monkeypatch):
    """The bisection takes 64 evaluations; next to the algebraic guess a handful is enough."""
    monkeypatch.setattr(boundary, '_bisect', None)
    assert last_below(binary_step(ADD, 0.1, False), 0.3, True) == place(neighbour(0.2, -1))
    assert last_below(binary_step(MUL, 3.0, False), 1.0, False) == place(neighbour(1.0 / 3.0, -1))
    assert last_below(unary_step(SQRT), 0.5, True) == place(neighbour(0.25, 1))
