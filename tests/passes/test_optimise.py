"""The forward pass: winners decided, constants folded; and its soundness, stated as a property."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.interval import span
from pyfidget.passes.counters import Counters
from pyfidget.passes.draft import Region
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import Switches
from tests.passes.evaluation import bounds, coordinates, samples_of, values_of
from tests.passes.rewriting import becomes, draft_of, stays
from tests.strategies import alike, programs, scaled

DECIDE, FOLD = 'decide,dead', 'fold,dead'


# ---- decide ----

def extremum(operation):
    return '''
        x var-x
        y var-y
        r %s x y
        ''' % operation


@pytest.mark.parametrize('operation, x, y, winner', [
    ('min', (0.0, 1.0), (2.0, 3.0), 'x'), ('min', (2.0, 3.0), (0.0, 1.0), 'y'),
    ('max', (0.0, 1.0), (2.0, 3.0), 'y'), ('max', (2.0, 3.0), (0.0, 1.0), 'x'),
])
def test_the_argument_that_always_wins_replaces_a_min_or_max(operation, x, y, winner):
    becomes(DECIDE, extremum(operation), 'r var-%s' % winner, ['decide'], x=x, y=y)


@pytest.mark.parametrize('operation, x, y', [('min', (1.0, 2.0), (0.0, 1.0)), ('max', (0.0, 1.0), (1.0, 2.0))])
def test_the_second_argument_wins_where_it_ties_at_most(operation, x, y):
    becomes(DECIDE, extremum(operation), 'r var-y', ['decide'], x=x, y=y)


@pytest.mark.parametrize('operation, x, y', [('min', (0.0, 1.0), (1.0, 2.0)), ('max', (1.0, 2.0), (0.0, 1.0))])
def test_the_first_argument_does_not_win_where_it_may_tie(operation, x, y):
    """A tie may be one of zeros of different sign."""
    stays(DECIDE, extremum(operation), x=x, y=y)


@pytest.mark.parametrize('operation', ['min', 'max'])
def test_overlapping_arguments_decide_nothing(operation):
    stays(DECIDE, extremum(operation), x=(0.0, 2.0), y=(1.0, 3.0))


@pytest.mark.parametrize('operation', ['min', 'max'])
@pytest.mark.parametrize('arguments', ['s five', 'five s'])
def test_what_may_be_nan_neither_wins_nor_loses(operation, arguments):
    """The root lies in [0, 1] wherever it is a number."""
    stays(DECIDE, '''
        x var-x
        s sqrt x
        five const 5
        r %s %s
        ''' % (operation, arguments))


def test_a_min_of_winners_is_decided_by_the_winners():
    becomes(DECIDE, '''
        x var-x
        five const 5
        six const 6
        a min x five
        b min a six
        r neg b
        ''', '''
        x var-x
        r neg x
        ''', ['decide', 'decide'])


# ---- fold ----

@pytest.mark.parametrize('instruction, value', [
    ('add two three', '5'), ('sub two three', '-1'), ('min two three', '2'), ('neg two', '-2'), ('square three', '9'),
    ('div two zero', 'inf'), ('neg zero', '-0.0'), ('mul zero two', '0'),
])
def test_an_operation_of_constants_is_a_constant(instruction, value):
    becomes(FOLD, '''
        zero const 0
        two const 2
        three const 3
        r %s
        ''' % instruction, 'r const ' + value, ['fold'])


@pytest.mark.parametrize('instruction', ['sqrt minus', 'div zero zero'])
def test_an_operation_of_constants_may_fold_to_nan(instruction):
    becomes(FOLD, '''
        zero const 0
        minus const -1
        r %s
        ''' % instruction, 'r const nan', ['fold'])


def test_constants_fold_on_and_on():
    becomes(FOLD, '''
        x var-x
        two const 2
        four square two
        sixteen square four
        r sub x sixteen
        ''', '''
        x var-x
        sixteen const 16
        r sub x sixteen
        ''', ['fold', 'fold'])


def test_a_value_with_one_possible_value_is_that_constant():
    becomes(FOLD, '''
        x var-x
        r floor x
        ''', 'r const 1', ['fold'], x=(1.0, 1.5))


def test_a_coordinate_is_no_constant_though_it_has_one_value():
    stays(FOLD, 'z var-z', z=(2.0, 2.0))


def test_an_operation_of_a_coordinate_with_one_value_folds():
    becomes(FOLD, '''
        z var-z
        r neg z
        ''', 'r const -2', ['fold'], z=(2.0, 2.0))


def test_a_value_that_is_always_a_zero_stays_because_its_sign_is_not_known():
    """floor(0.0) is 0.0, floor(-0.0) is -0.0, and [0, 0.5] may hold both."""
    stays(FOLD, '''
        x var-x
        r floor x
        ''', x=(0.0, 0.5))


def test_a_value_with_one_possible_number_stays_where_it_may_be_nan():
    """The root is at most 1 wherever it is a number."""
    stays(FOLD, '''
        x var-x
        s sqrt x
        two const 2
        r compare s two
        ''')


def test_an_operation_of_one_constant_and_one_variable_stays():
    stays(FOLD, '''
        x var-x
        two const 2
        r add x two
        ''')


# ---- together ----

def test_deciding_comes_before_folding():
    """Both rules know the value; one of them is counted."""
    becomes('decide,fold,dead', '''
        two const 2
        three const 3
        r min two three
        ''', 'r const 2', ['decide'])


@pytest.mark.parametrize('passes', ['peephole,sign,dead', 'none'])
def test_a_pass_that_is_off_fires_no_rule(passes):
    stays(passes, '''
        two const 2
        three const 3
        r max three two
        ''')


def test_the_result_has_an_interval_that_proves_a_region_inside():
    draft, _ = draft_of('''
        x var-x
        one const 1
        r sub x one
        ''', 'all', x=(-1.0, 0.5))
    assert draft.result_interval().always_negative()


def test_a_region_is_not_proved_inside_where_the_result_may_be_nan():
    draft, _ = draft_of('''
        x var-x
        s sqrt x
        five const 5
        r sub s five
        ''', 'all', x=(-1.0, 1.0))
    assert not draft.result_interval().always_negative()
    assert not draft.result_interval().never_negative()


# ---- soundness ----

@scaled(200)
@given(programs(), bounds(), st.lists(coordinates(), max_size=4), st.tuples(*[st.booleans()] * 3))
def test_every_entry_has_at_every_sample_the_value_that_it_has_in_the_program(program, within, inner, passes):
    left, right, top, bottom, z = within
    region = Region(span(left, right), span(top, bottom), span(z, z))
    draft = optimise(program, region, Switches(*passes), Counters())
    for x, y in samples_of(left, right, top, bottom, inner):
        expected = values_of(program, x, y, z)
        values = values_of(draft, x, y, z)
        for index in range(program.size):
            assert alike(values[draft.same[index]], expected[index]), index
            assert draft.intervals[draft.same[index]].contains(expected[index]), index
