"""The peephole's rules: where each fires, and where it must not because it would not be exact."""
import pytest

from pyfidget.interval import Interval
from tests.passes.rewriting import MAYBE_NAN, becomes, stays

PASSES = 'peephole,dead'
POSITIVE, NEGATIVE = (0.5, 2.0), (-2.0, -0.5)
FROM_ZERO, TO_ZERO = (0.0, 2.0), (-2.0, 0.0)
INFINITY = float('inf')

X_ALONE = 'x var-x'


# ---- neg and square ----

def test_a_double_negation_is_the_value():
    becomes(PASSES, '''
        x var-x
        a neg x
        r neg a
        ''', X_ALONE, ['--x'], x=MAYBE_NAN)


def test_a_triple_negation_is_one():
    becomes(PASSES, '''
        x var-x
        a neg x
        b neg a
        r neg b
        ''', '''
        x var-x
        a neg x
        ''', ['--x'])


def test_a_single_negation_stays():
    stays(PASSES, '''
        x var-x
        r neg x
        ''')


def test_the_square_of_a_negation_is_the_square():
    becomes(PASSES, '''
        x var-x
        a neg x
        r square a
        ''', '''
        x var-x
        r square x
        ''', ['(-x)^2'], x=MAYBE_NAN)


def test_the_square_of_anything_else_stays():
    stays(PASSES, '''
        x var-x
        a abs x
        r square a
        ''')


# ---- abs ----

ABS = '''
    x var-x
    r abs x
    '''


def test_the_absolute_value_of_a_positive_value_is_the_value():
    becomes(PASSES, ABS, X_ALONE, ['abs, sign known'], x=POSITIVE)


def test_the_absolute_value_of_a_negative_value_is_its_negation():
    becomes(PASSES, ABS, '''
        x var-x
        r neg x
        ''', ['abs, sign known'], x=NEGATIVE)


def test_the_absolute_value_of_a_negation_that_is_negative_is_the_value():
    becomes(PASSES, '''
        x var-x
        a neg x
        r abs a
        ''', X_ALONE, ['--x', 'abs, sign known'], x=POSITIVE)


@pytest.mark.parametrize('x', [(-1.0, 1.0), FROM_ZERO, TO_ZERO, (0.0, 0.0), Interval(1.0, 2.0, True), Interval(-2.0, -1.0, True)])
def test_the_absolute_value_of_what_may_be_zero_or_nan_stays(x):
    """abs turns -0.0 into 0.0, and neg turns 0.0 into -0.0. A NaN has a sign, which may be part of a mix."""
    stays(PASSES, ABS, x=x)


# ---- min and max ----

@pytest.mark.parametrize('operation', ['min', 'max'])
def test_an_extremum_of_one_value_is_the_value(operation):
    becomes(PASSES, '''
        x var-x
        r %s x x
        ''' % operation, X_ALONE, ['%s(x,x)' % operation], x=MAYBE_NAN)


@pytest.mark.parametrize('operation', ['min', 'max'])
@pytest.mark.parametrize('arguments, x, y', [
    ('x m', MAYBE_NAN, MAYBE_NAN), ('m y', MAYBE_NAN, MAYBE_NAN), ('y m', MAYBE_NAN, (-1.0, 1.0)),
    ('y m', (-1.0, 1.0), MAYBE_NAN)])
def test_an_extremum_absorbs_its_own_argument(operation, arguments, x, y):
    becomes(PASSES, '''
        x var-x
        y var-y
        m {0} x y
        r {0} {1}
        '''.format(operation, arguments), '''
        x var-x
        y var-y
        m %s x y
        ''' % operation, ['{0}(x,{0}(x,y))'.format(operation)], x=x, y=y)


@pytest.mark.parametrize('operation', ['min', 'max'])
def test_an_extremum_does_not_absorb_its_second_argument_before_it_where_both_may_be_nan(operation):
    """With x and y two mixes that are NaN, m is x: min(y, m) is y."""
    stays(PASSES, '''
        x var-x
        y var-y
        m {0} x y
        r {0} y m
        '''.format(operation), x=MAYBE_NAN, y=MAYBE_NAN)


M_X = '''
    x var-x
    y var-y
    m %s x y
    r %s m x
    '''


@pytest.mark.parametrize('operation', ['min', 'max'])
@pytest.mark.parametrize('x', [(-1.0, 1.0), FROM_ZERO, TO_ZERO, MAYBE_NAN])
def test_an_extremum_does_not_absorb_its_first_argument_behind_it_where_that_may_be_zero(operation, x):
    """With x = 0.0 and y = -0.0, m is y: min(m, x) is x."""
    stays(PASSES, M_X % (operation, operation), x=x)


@pytest.mark.parametrize('operation', ['min', 'max'])
@pytest.mark.parametrize('x', [POSITIVE, NEGATIVE])
def test_an_extremum_absorbs_its_first_argument_behind_it_where_that_is_not_zero(operation, x):
    becomes(PASSES, M_X % (operation, operation), '''
        x var-x
        y var-y
        m %s x y
        ''' % operation, ['{0}(x,{0}(x,y))'.format(operation)], x=x, y=MAYBE_NAN)


@pytest.mark.parametrize('inner, outer', [('min', 'max'), ('max', 'min')])
def test_a_min_does_not_absorb_a_max(inner, outer):
    """It would be right but for NaN; nobody has found it worth a rule."""
    stays(PASSES, '''
        x var-x
        y var-y
        m %s x y
        r %s y m
        ''' % (inner, outer))


# ---- sub ----

DIFFERENCE = '''
    x var-x
    r sub x x
    '''


def test_a_finite_value_minus_itself_is_zero():
    becomes(PASSES, DIFFERENCE, 'r const 0', ['x-x'])


@pytest.mark.parametrize('x', [MAYBE_NAN, (0.0, INFINITY), (-INFINITY, 0.0)])
def test_what_may_be_infinite_or_nan_minus_itself_stays(x):
    stays(PASSES, DIFFERENCE, x=x)


def test_a_root_minus_itself_stays_where_it_may_be_nan():
    stays(PASSES, '''
        x var-x
        s sqrt x
        r sub s s
        ''')


SUB_CONSTANT = '''
    x var-x
    zero const %s
    r sub x zero
    '''


def test_zero_can_be_taken_from_any_number():
    """-0.0 - 0.0 is -0.0."""
    becomes(PASSES, SUB_CONSTANT % '0.0', X_ALONE, ['x+0'], x=(-INFINITY, INFINITY))


def test_zero_taken_from_what_may_be_nan_stays():
    """A mix that is NaN has other bits then."""
    stays(PASSES, SUB_CONSTANT % '0.0', x=Interval(1.0, 2.0, True))


def test_minus_zero_can_be_taken_from_what_is_not_zero():
    becomes(PASSES, SUB_CONSTANT % '-0.0', X_ALONE, ['x+0'], x=NEGATIVE)


def test_minus_zero_stays_where_it_would_change_the_sign_of_a_zero():
    """-0.0 - -0.0 is 0.0."""
    stays(PASSES, SUB_CONSTANT % '-0.0', x=TO_ZERO)


def test_a_value_taken_from_zero_stays():
    stays(PASSES, '''
        x var-x
        zero const 0
        r sub zero x
        ''')


# ---- add ----

@pytest.mark.parametrize('arguments', ['x zero', 'zero x'])
def test_minus_zero_can_be_added_to_any_number(arguments):
    becomes(PASSES, '''
        x var-x
        zero const -0.0
        r add %s
        ''' % arguments, X_ALONE, ['x+0'], x=(-INFINITY, INFINITY))


@pytest.mark.parametrize('zero', ['0.0', '-0.0'])
@pytest.mark.parametrize('arguments', ['x zero', 'zero x'])
def test_a_zero_added_to_what_may_be_nan_stays(zero, arguments):
    stays(PASSES, '''
        x var-x
        zero const %s
        r add %s
        ''' % (zero, arguments), x=Interval(1.0, 2.0, True))


@pytest.mark.parametrize('arguments', ['x zero', 'zero x'])
def test_zero_can_be_added_to_what_is_not_zero(arguments):
    becomes(PASSES, '''
        x var-x
        zero const 0.0
        r add %s
        ''' % arguments, X_ALONE, ['x+0'], x=POSITIVE)


@pytest.mark.parametrize('arguments', ['x zero', 'zero x'])
def test_adding_zero_stays_where_it_would_change_the_sign_of_a_zero(arguments):
    """-0.0 + 0.0 is 0.0."""
    stays(PASSES, '''
        x var-x
        zero const 0.0
        r add %s
        ''' % arguments, x=TO_ZERO)


def test_the_sum_of_zeros_of_different_sign_is_zero():
    becomes(PASSES, '''
        minus const -0.0
        zero const 0.0
        r add minus zero
        ''', 'zero const 0.0', ['x+0'])


def test_adding_a_small_constant_stays():
    stays(PASSES, '''
        x var-x
        tiny const 5e-324
        r add x tiny
        ''', x=POSITIVE)


# ---- mul and div ----

ONES = pytest.mark.parametrize('instruction', ['mul x one', 'mul one x', 'div x one'])


@ONES
def test_multiplying_a_number_by_one_and_dividing_it_does_nothing(instruction):
    becomes(PASSES, '''
        x var-x
        one const 1
        r %s
        ''' % instruction, X_ALONE, ['x*1'], x=(-INFINITY, INFINITY))


@ONES
def test_what_may_be_nan_times_one_stays(instruction):
    """A mix that is NaN has other bits then."""
    stays(PASSES, '''
        x var-x
        one const 1
        r %s
        ''' % instruction, x=Interval(1.0, 2.0, True))


def test_a_reciprocal_stays():
    stays(PASSES, '''
        one const 1
        x var-x
        r div one x
        ''', x=POSITIVE)


@pytest.mark.parametrize('factor', ['-1', '0', '0.9999999999999999', 'nan'])
@pytest.mark.parametrize('operation', ['mul', 'div'])
def test_any_other_factor_stays(operation, factor):
    stays(PASSES, '''
        x var-x
        c const %s
        r %s x c
        ''' % (factor, operation), x=POSITIVE)


def test_a_quotient_of_one_value_stays():
    stays(PASSES, '''
        x var-x
        r div x x
        ''', x=POSITIVE)


# ---- together ----

def test_a_rule_sees_what_another_has_made():
    becomes(PASSES, '''
        x var-x
        one const 1
        a mul x one
        b min x a
        ''', X_ALONE, ['min(x,x)', 'x*1'])


def test_without_the_peephole_no_rule_fires():
    stays('decide,fold,sign,dead', '''
        x var-x
        a neg x
        b neg a
        c min b b
        one const 1
        d mul c one
        ''')
