"""The backward pass: what is demanded of each entry, and what a demanded sign makes superfluous."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.interval import span
from pyfidget.passes.counters import Counters
from pyfidget.passes.dead_code import keep_all, keep_demanded
from pyfidget.passes.demand import NEGATIVE, NOTHING, POSITIVE, VALUE, count_demanded, count_live, demand
from pyfidget.passes.draft import Region
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import Switches, parse_switches
from tests.passes.evaluation import bounds, coordinates, samples_of, sign_of, values_of
from tests.passes.rewriting import MAYBE_NAN, becomes, draft_of, stays
from tests.strategies import programs, scaled

PASSES = 'sign,dead'
BELOW, ABOVE = (-3.0, -0.5), (0.5, 3.0)
TO_ZERO, FROM_ZERO = (-3.0, 0.0), (0.0, 3.0)


def demands_of(text, passes='sign'):
    draft, counters = draft_of(text, passes)
    return demand(draft, parse_switches(passes), counters)


def extremum(operation, arguments='x y'):
    return '''
        x var-x
        y var-y
        r %s %s
        ''' % (operation, arguments)


# ---- demands ----

def test_of_the_result_the_sign_is_demanded():
    assert demands_of('x var-x') == [NEGATIVE]


def test_without_the_pass_the_value_of_the_result_is_demanded():
    assert demands_of('x var-x', 'none') == [VALUE]


@pytest.mark.parametrize('operation', ['min', 'max'])
def test_a_min_or_max_passes_the_question_on(operation):
    assert demands_of(extremum(operation)) == [NEGATIVE, NEGATIVE, NEGATIVE]


def test_a_negation_turns_the_question_round():
    assert demands_of('''
        x var-x
        a neg x
        b neg a
        ''') == [NEGATIVE, POSITIVE, NEGATIVE]


@pytest.mark.parametrize('operation', ['add', 'sub', 'mul', 'compare', 'and'])
def test_any_other_operation_demands_values(operation):
    assert demands_of(extremum(operation)) == [VALUE, VALUE, NEGATIVE]


def test_an_operation_of_one_argument_demands_its_value_alone():
    assert demands_of('''
        y var-y
        x var-x
        r abs x
        ''') == [NOTHING, VALUE, NEGATIVE]


def test_what_nothing_needs_is_not_demanded():
    assert demands_of('''
        x var-x
        y var-y
        r abs x
        ''') == [VALUE, NOTHING, NEGATIVE]


def test_demands_of_both_signs_add_up():
    assert demands_of('''
        x var-x
        a neg x
        r max a x
        ''') == [NEGATIVE | POSITIVE, NEGATIVE, NEGATIVE]


def test_what_is_demanded_in_both_ways_demands_the_values_of_its_arguments():
    assert demands_of('''
        x var-x
        y var-y
        m min x y
        a neg m
        r max a m
        ''') == [VALUE, VALUE, NEGATIVE | POSITIVE, NEGATIVE, NEGATIVE]


def test_counting_what_is_needed_changes_nothing():
    draft, _ = draft_of(extremum('min'), 'sign', x=ABOVE)
    assert count_live(draft) == 3
    assert draft.same == [0, 1, 2]


def test_demanded_entries_are_counted():
    assert count_demanded([NEGATIVE, NOTHING, VALUE, NOTHING, NEGATIVE | VALUE]) == 3


# ---- one argument cannot matter ----

Y_ALONE = 'y var-y'
WIDE = (-4.0, 4.0)


@pytest.mark.parametrize('operation, x', [('min', ABOVE), ('min', FROM_ZERO), ('min', (0.0, 0.0)), ('max', BELOW)])
def test_the_sign_of_a_min_or_max_is_that_of_the_argument_that_matters(operation, x):
    becomes(PASSES, extremum(operation), Y_ALONE, ['sign'], x=x, y=WIDE)
    becomes(PASSES, extremum(operation, 'y x'), Y_ALONE, ['sign'], x=x, y=WIDE)


@pytest.mark.parametrize('operation, x', [
    ('min', TO_ZERO), ('min', BELOW), ('max', TO_ZERO), ('max', ABOVE), ('max', (0.0, 0.0)),
])
def test_both_arguments_stay_where_each_may_give_the_sign(operation, x):
    stays(PASSES, extremum(operation), x=x, y=WIDE)
    stays(PASSES, extremum(operation, 'y x'), x=x, y=WIDE)


@pytest.mark.parametrize('operation, shift', [('min', 'add'), ('max', 'sub')])
def test_an_argument_that_may_be_nan_is_not_dropped(operation, shift):
    """The shifted root is always positive, or always negative, wherever it is a number."""
    stays(PASSES, '''
        x var-x
        s sqrt x
        three const 3
        t %s s three
        y var-y
        r %s t y
        ''' % (shift, operation), y=WIDE)


@pytest.mark.parametrize('operation, x', [('min', ABOVE), ('max', BELOW)])
def test_an_argument_is_dropped_though_the_other_may_be_nan(operation, x):
    becomes(PASSES, extremum(operation), Y_ALONE, ['sign'], x=x, y=MAYBE_NAN)


@pytest.mark.parametrize('operation, x', [('min', ABOVE), ('max', BELOW)])
def test_without_the_pass_an_argument_that_cannot_matter_stays(operation, x):
    stays('decide,fold,peephole,dead', extremum(operation), x=x, y=WIDE)


# ---- behind a negation, where the question is whether a value is positive ----

def negated(operation, arguments='x y'):
    return '''
        x var-x
        y var-y
        m %s %s
        r neg m
        ''' % (operation, arguments)


@pytest.mark.parametrize('operation, x', [('min', ABOVE), ('max', BELOW), ('max', TO_ZERO), ('max', (0.0, 0.0))])
def test_behind_a_negation_zero_counts_as_not_positive(operation, x):
    after = '''
        y var-y
        r neg y
        '''
    becomes(PASSES, negated(operation), after, ['sign'], x=x, y=WIDE)
    becomes(PASSES, negated(operation, 'y x'), after, ['sign'], x=x, y=WIDE)


@pytest.mark.parametrize('operation, x', [
    ('min', FROM_ZERO), ('min', BELOW), ('max', FROM_ZERO), ('max', ABOVE), ('min', (0.0, 0.0)),
])
def test_behind_a_negation_both_arguments_stay_where_each_may_matter(operation, x):
    stays(PASSES, negated(operation), x=x, y=WIDE)
    stays(PASSES, negated(operation, 'y x'), x=x, y=WIDE)


# ---- where more than a sign is demanded ----

@pytest.mark.parametrize('use', ['abs m', 'add m y', 'sub m m', 'square m', 'not m', 'or m y', 'atan2 y m'])
def test_no_argument_is_dropped_where_the_value_counts(use):
    stays(PASSES, '''
        x var-x
        y var-y
        m min x y
        r %s
        ''' % use, x=FROM_ZERO, y=WIDE)


def test_no_argument_is_dropped_where_both_signs_count():
    stays(PASSES, '''
        x var-x
        y var-y
        m min x y
        a neg m
        r max a m
        ''', x=ABOVE, y=WIDE)


def test_no_argument_is_dropped_where_one_use_of_several_needs_the_value():
    stays(PASSES, '''
        x var-x
        y var-y
        m min x y
        one const 1
        a sub m one
        r max a m
        ''', x=ABOVE, y=WIDE)


# ---- together ----

def test_a_chain_of_replacements_ends_at_the_argument_that_matters():
    becomes(PASSES, '''
        x var-x
        y var-y
        z var-z
        a min x y
        b min a z
        r min b x
        ''', Y_ALONE, ['sign', 'sign', 'sign'], x=ABOVE, y=WIDE, z=ABOVE)


def test_what_uses_a_dropped_operation_uses_the_argument_that_matters():
    becomes(PASSES, '''
        z var-z
        x var-x
        y var-y
        m min x y
        r max z m
        ''', '''
        z var-z
        y var-y
        r max z y
        ''', ['sign'], x=ABOVE, y=WIDE, z=WIDE)


def test_the_first_argument_is_dropped_where_neither_can_matter():
    becomes(PASSES, extremum('min'), Y_ALONE, ['sign'], x=ABOVE, y=ABOVE)


# ---- soundness ----

@scaled(200)
@given(programs(), bounds(), st.lists(coordinates(), max_size=4), st.tuples(*[st.booleans()] * 5))
def test_the_result_is_negative_or_nan_exactly_where_the_original_is(program, within, inner, passes):
    left, right, top, bottom, z = within
    region = Region(span(left, right), span(top, bottom), span(z, z))
    switches = Switches(*passes)
    draft = optimise(program, region, switches, Counters())
    demands = demand(draft, switches, Counters())
    shorter = keep_demanded(draft, demands)
    same_length = keep_all(draft, demands)
    assert shorter.size <= same_length.size <= program.size
    for x, y in samples_of(left, right, top, bottom, inner):
        expected = sign_of(values_of(program, x, y, z)[-1])
        assert sign_of(values_of(shorter, x, y, z)[-1]) == expected
        assert sign_of(values_of(same_length, x, y, z)[-1]) == expected
