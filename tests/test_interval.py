"""The interval domain: soundness of every transfer function, and bounds that are as good as they must be."""
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyfidget import interval, operations
from pyfidget.elementary import angles, arcs, circular, exponential
from pyfidget.interval import Interval, apply_interval, everything, fraction_interval, point, span, union
from pyfidget.operations import OPERATIONS, apply_operation
from tests.strategies import (
    BINARY,
    INFINITY,
    LARGEST,
    LEAST,
    NAN,
    PI,
    UNARY,
    doubles,
    from_bits,
    neighbour,
    numbers,
    same,
    scaled,
    to_bits,
)

OPCODES = dict((operation.name, opcode) for opcode, operation in enumerate(OPERATIONS))


def transfer(name, *arguments):
    """The resulting interval, arguments given as (lo, hi) or as an Interval."""
    made = [a if isinstance(a, Interval) else Interval(a[0], a[1], False) for a in arguments]
    return apply_interval(OPCODES[name], made[0], made[-1])


def name_of(opcode):
    return OPERATIONS[opcode].name


# ---- soundness ----

def _ordered(pair, maybe_nan):
    return Interval(min(pair), max(pair), maybe_nan)


def intervals():
    """From one point to everything: two numbers, a few neighbouring doubles, or a small width."""
    number = numbers()
    pairs = st.one_of(
        st.tuples(number, number),
        st.tuples(number, st.integers(0, 5)).map(lambda at: (at[0], neighbour(*at))),
        st.tuples(number, st.floats(0.0, 4.0)).map(lambda at: (at[0], at[0] + at[1])),
        st.tuples(st.floats(-50.0, 50.0), st.floats(0.0, 4.0)).map(lambda at: (at[0], at[0] + at[1])))
    return st.builds(_ordered, pairs, st.booleans())


def interval_pairs():
    """Two intervals, at times the same one, or the second one of a single point."""
    return st.one_of(
        st.tuples(intervals(), intervals()),
        intervals().map(lambda a: (a, a)),
        st.tuples(intervals(), numbers().map(point)))


def members(a, relatives, fraction):
    """Values in an interval where an operation may do something special, those of `relatives` that are in it, and one
    at a fraction of its way, counted in doubles."""
    chosen = [a.lo, a.hi, neighbour(a.lo, 1), neighbour(a.hi, -1), a.lo / 2 + a.hi / 2, 0.0, -0.0, LEAST, -LEAST, 1.0, -1.0]
    first, last = [to_bits(abs(end)) * (-1 if end < 0.0 else 1) for end in (a.lo, a.hi)]
    along = first + int(fraction * (last - first))
    chosen.append(from_bits(along) if along >= 0 else -from_bits(-along))
    for end, way in ((a.lo, 1), (a.hi, -1)):
        if abs(end) < 1e15:
            whole = math.floor(end)
            corner = (math.floor(end / (PI / 2)) + way) * (PI / 2)
            chosen += [whole + 0.5, whole + way, neighbour(corner, -1), corner, neighbour(corner, 1)]
    for relative in relatives:
        chosen.append(relative)
        quotient = a.hi / relative if relative else 0.0
        if abs(quotient) < 1e15:
            chosen += [math.floor(quotient) * relative, neighbour(math.floor(quotient) * relative, -1)]
    inside = dict((to_bits(value), value) for value in chosen if a.lo <= value <= a.hi)
    return list(inside.values()) + ([NAN] if a.maybe_nan else [])


def check(opcode, a, b, xs, ys):
    result = apply_interval(opcode, a, b)
    assert result.lo <= result.hi
    for x in xs:
        for y in ys:
            value = apply_operation(opcode, x, y)
            assert result.contains(value), '%s(%r, %r) is %r, outside [%r, %r]' % (
                name_of(opcode), x, y, value, result.lo, result.hi)


@pytest.mark.parametrize('opcode', UNARY, ids=name_of)
@scaled(400)
@given(intervals(), st.floats(0.0, 1.0))
def test_the_interval_of_an_operation_holds_its_value_at_every_member(opcode, a, fraction):
    check(opcode, a, a, members(a, [], fraction), [0.0])


@pytest.mark.parametrize('opcode', BINARY, ids=name_of)
@scaled(400)
@given(interval_pairs(), st.floats(0.0, 1.0))
def test_the_interval_of_an_operation_holds_its_value_at_every_pair_of_members(opcode, pair, fraction):
    a, b = pair
    check(opcode, a, b, members(a, [b.lo, b.hi], fraction), members(b, [a.lo, a.hi], 1.0 - fraction))


@pytest.mark.parametrize('opcode', UNARY + BINARY, ids=name_of)
@given(doubles(), doubles())
def test_the_interval_of_points_holds_the_value(opcode, x, y):
    check(opcode, point(x), point(y), [x], [y])


@pytest.mark.slow
def test_a_few_doubles_around_a_pole_hold_their_tangents():
    for odd in list(range(1, 70000, 6)) + list(range(10 ** 7 + 1, 6 * 10 ** 8, 10 ** 6)):
        pole = odd * (PI / 2)
        for steps in (-2, -1, 0, 1):
            a = Interval(neighbour(pole, steps), neighbour(pole, steps + 1), False)
            check(operations.TAN, a, a, [a.lo, a.hi], [0.0])


@pytest.mark.slow
@pytest.mark.parametrize('opcode', [operations.SIN, operations.COS, operations.TAN], ids=name_of)
def test_waves_far_from_zero_hold_their_values(opcode):
    for place in range(1000):
        lo = 1e13 * 1.01 ** place
        a = Interval(lo, lo + 0.75, False)
        check(opcode, a, a, [lo + part / 16.0 for part in range(13)], [0.0])


@pytest.mark.parametrize('name, arguments, bounds', [
    ('mul', [(0.0, 1.0), (-INFINITY, -1.0)], (-INFINITY, 0.0)), ('mul', [(0.0, 1.0), (1.0, INFINITY)], (0.0, INFINITY)),
    ('mul', [(-1.0, 0.0), (1.0, INFINITY)], (-INFINITY, 0.0)), ('div', [(1.0, INFINITY)] * 2, (0.0, INFINITY)),
    ('div', [(-INFINITY, -1.0), (1.0, INFINITY)], (-INFINITY, 0.0)),
], ids=str)
def test_a_corner_that_is_no_number_counts_as_zero(name, arguments, bounds):
    result = transfer(name, *arguments)
    assert (result.lo, result.hi) == bounds


# ---- bounds that are the best there are ----

EXACT = [
    ('abs', [(-3.0, 2.0)], (0.0, 3.0)), ('abs', [(-3.0, -2.0)], (2.0, 3.0)), ('abs', [(2.0, 3.0)], (2.0, 3.0)),
    ('neg', [(-3.0, 2.0)], (-2.0, 3.0)), ('sqrt', [(4.0, 9.0)], (2.0, 3.0)), ('square', [(-3.0, 2.0)], (0.0, 9.0)),
    ('square', [(-3.0, -2.0)], (4.0, 9.0)), ('floor', [(-0.5, 2.5)], (-1.0, 2.0)), ('ceil', [(-0.5, 2.5)], (0.0, 3.0)),
    ('round', [(-0.5, 2.5)], (-1.0, 3.0)), ('not', [(1.0, 2.0)], (0.0, 0.0)), ('not', [(0.0, 0.0)], (1.0, 1.0)),
    ('not', [(0.0, 2.0)], (0.0, 1.0)), ('add', [(1.0, 2.0), (10.0, 20.0)], (11.0, 22.0)),
    ('sub', [(1.0, 2.0), (10.0, 20.0)], (-19.0, -8.0)), ('mul', [(-2.0, 3.0), (5.0, 7.0)], (-14.0, 21.0)),
    ('mul', [(-2.0, 3.0), (-5.0, 7.0)], (-15.0, 21.0)), ('mul', [(-3.0, -2.0), (-7.0, -5.0)], (10.0, 21.0)),
    ('div', [(1.0, 2.0), (4.0, 8.0)], (0.125, 0.5)), ('div', [(-1.0, 2.0), (-8.0, -4.0)], (-0.5, 0.25)),
    ('min', [(1.0, 4.0), (2.0, 3.0)], (1.0, 3.0)), ('max', [(1.0, 4.0), (2.0, 3.0)], (2.0, 4.0)),
    ('compare', [(1.0, 2.0), (3.0, 4.0)], (-1.0, -1.0)), ('compare', [(1.0, 3.0), (3.0, 4.0)], (-1.0, 0.0)),
    ('compare', [(3.0, 3.0), (3.0, 3.0)], (0.0, 0.0)), ('compare', [(4.0, 5.0), (3.0, 4.0)], (0.0, 1.0)),
    ('compare', [(5.0, 6.0), (3.0, 4.0)], (1.0, 1.0)), ('compare', [(1.0, 4.0), (2.0, 3.0)], (-1.0, 1.0)),
    ('mod', [(5.25, 5.75), (2.0, 2.0)], (1.25, 1.75)), ('mod', [(-0.75, -0.25), (2.0, 2.0)], (1.25, 1.75)),
    ('mod', [(5.25, 5.75), (-2.0, -2.0)], (1.25, 1.75)), ('mod', [(5.5, 6.5), (2.0, 2.0)], (0.0, 2.0)),
    ('mod', [(1.0, 2.0), (INFINITY, INFINITY)], (1.0, 2.0)), ('mod', [(-1.0, 2.0), (INFINITY, INFINITY)], (0.0, INFINITY)),
    ('mod', [(5.0, 50.0), (1.0, 2.0)], (0.0, 2.0)), ('mod', [(5.0, 50.0), (-3.0, -2.0)], (0.0, 3.0)),
    ('and', [(1.0, 2.0), (3.0, 4.0)], (3.0, 4.0)), ('and', [(0.0, 0.0), (3.0, 4.0)], (0.0, 0.0)),
    ('and', [(0.0, 2.0), (3.0, 4.0)], (0.0, 4.0)), ('or', [(1.0, 2.0), (3.0, 4.0)], (1.0, 2.0)),
    ('or', [(0.0, 0.0), (3.0, 4.0)], (3.0, 4.0)), ('or', [(0.0, 2.0), (3.0, 4.0)], (0.0, 4.0)),
    ('rand', [(1.0, 1.0)], (7921061.0 / 2 ** 23, 7921061.0 / 2 ** 23)), ('rand', [(1.0, 2.0)], (0.0, 1.0 - 2.0 ** -23)),
    ('mix', [(2.0, 2.0), (1.0, 1.0)], (float.fromhex('0x1.f774540000000p+13'),) * 2),
]


@pytest.mark.parametrize('name, arguments, bounds', EXACT, ids=str)
def test_exact_operations_have_exact_bounds(name, arguments, bounds):
    result = transfer(name, *arguments)
    assert (result.lo, result.hi, result.maybe_nan) == bounds + (False,)


@pytest.mark.parametrize('zero', [0.0, -0.0])
def test_the_hash_of_a_zero_is_that_of_either(zero):
    rands = sorted(apply_operation(operations.RAND, a, 0.0) for a in (0.0, -0.0))
    found = transfer('rand', (zero, zero))
    assert [found.lo, found.hi, found.maybe_nan] == rands + [False]
    for a, b in [(zero, 3.0), (3.0, zero), (zero, zero)]:
        mixes = [apply_operation(operations.MIX, one, other) for one in ([a, -a] if a == 0.0 else [a])
                 for other in ([b, -b] if b == 0.0 else [b])]
        found = transfer('mix', (a, a), (b, b))
        assert (found.lo, found.hi, found.maybe_nan) == (min(mixes), max(mixes), False)


@pytest.mark.parametrize('a, b', [((0.25, 0.25), (1.0, 2.0)), ((1.0, 2.0), (0.25, 0.25)), (point(NAN), (1.0, 1.0))])
def test_of_the_hash_of_more_than_one_number_nothing_is_known(a, b):
    found = transfer('mix', a, b)
    assert (found.lo, found.hi, found.maybe_nan) == (-INFINITY, INFINITY, True)
    assert not transfer('rand', a).maybe_nan and transfer('rand', (1.0, 2.0)).lo == 0.0


ELEMENTARY = [
    ('sin', [(0.1, 0.2)], circular.sin(0.1), circular.sin(0.2)), ('sin', [(2.0, 3.0)], circular.sin(3.0), circular.sin(2.0)),
    ('sin', [(1.0, 2.0)], circular.sin(1.0), 1.0), ('sin', [(4.0, 5.0)], -1.0, circular.sin(4.0)),
    ('sin', [(1000.1, 1000.2)], circular.sin(1000.1), circular.sin(1000.2)),
    ('cos', [(0.1, 0.2)], circular.cos(0.2), circular.cos(0.1)),
    ('cos', [(-1.0, 0.5)], circular.cos(-1.0), 1.0), ('cos', [(3.0, 4.0)], -1.0, circular.cos(4.0)),
    ('tan', [(-1.5, 1.5)], circular.tan(-1.5), circular.tan(1.5)), ('tan', [(2.0, 4.0)], circular.tan(2.0), circular.tan(4.0)),
    ('asin', [(-0.5, 1.0)], arcs.asin(-0.5), arcs.asin(1.0)), ('acos', [(-0.5, 0.5)], arcs.acos(0.5), arcs.acos(-0.5)),
    ('acos', [(0.5, 1.0)], 0.0, arcs.acos(0.5)), ('atan', [(-1.0, INFINITY)], angles.atan(-1.0), PI / 2),
    ('exp', [(-1.0, 2.0)], exponential.exp(-1.0), exponential.exp(2.0)), ('exp', [(-INFINITY, 0.0)], 0.0, 1.0),
    ('ln', [(0.5, 2.0)], exponential.ln(0.5), exponential.ln(2.0)), ('ln', [(0.0, 2.0)], -INFINITY, exponential.ln(2.0)),
    ('atan2', [(1.0, 2.0), (1.0, 2.0)], angles.atan2(1.0, 2.0), angles.atan2(2.0, 1.0)),
    ('atan2', [(1.0, 2.0), (-2.0, -1.0)], angles.atan2(2.0, -1.0), angles.atan2(1.0, -2.0)),
    ('atan2', [(-2.0, -1.0), (-1.0, 1.0)], angles.atan2(-1.0, -1.0), angles.atan2(-1.0, 1.0)),
    ('atan2', [(-1.0, 1.0), (1.0, 2.0)], angles.atan2(-1.0, 1.0), angles.atan2(1.0, 1.0)),
]


@pytest.mark.parametrize('name, arguments, lo, hi', ELEMENTARY, ids=str)
def test_elementary_functions_have_exact_bounds(name, arguments, lo, hi):
    result = transfer(name, *arguments)
    assert (result.lo, result.hi, result.maybe_nan) == (lo, hi, False)


@pytest.mark.parametrize('name', ['sin', 'cos'])
def test_waves_stay_within_one_however_wide_or_far_their_argument(name):
    for bounds in [(-1e4, 1e4), (1e300, 2e300), (-INFINITY, 0.0)]:
        result = transfer(name, bounds)
        assert (result.lo, result.hi) == (-1.0, 1.0)


@pytest.mark.parametrize('opcode', UNARY + BINARY, ids=name_of)
@given(numbers(), numbers())
def test_an_exact_operation_on_points_gives_a_point(opcode, x, y):
    value = apply_operation(opcode, x, y)
    assume(value == value)
    assume(not (name_of(opcode) == 'div' and y == 0.0))
    assume(name_of(opcode) not in ('rand', 'mix') or x != 0.0 and y != 0.0)  # the zeros have hashes of their own
    assume(not (name_of(opcode) == 'atan2' and x == 0.0 and y <= 0.0))  # and angles
    result = apply_interval(opcode, point(x), point(y))
    assert (result.lo, result.hi) == (value, value)


# ---- where a NaN may come from ----

NEVER_NAN = [
    ('sqrt', [(0.0, INFINITY)]), ('sqrt', [(-0.0, 4.0)]), ('square', [(-INFINITY, INFINITY)]), ('sin', [(-1e300, 1e300)]),
    ('tan', [(-1e300, 1e300)]), ('asin', [(-1.0, 1.0)]), ('acos', [(-1.0, 1.0)]), ('atan', [(-INFINITY, INFINITY)]),
    ('exp', [(-INFINITY, INFINITY)]), ('ln', [(0.0, INFINITY)]), ('not', [everything()]), ('rand', [everything()]),
    ('mix', [(1.0, 1.0), (2.0, 2.0)]), ('add', [(1.0, INFINITY)] * 2),
    ('sub', [(1.0, INFINITY), (-INFINITY, 1.0)]), ('mul', [(1.0, INFINITY), (-INFINITY, -1.0)]),
    ('mul', [(-1e308, 1e308)] * 2),
    ('div', [(1.0, 2.0), (-1.0, 1.0)]), ('div', [(-1.0, 1.0), (1.0, INFINITY)]), ('mod', [(-9.0, 9.0), (1.0, INFINITY)]),
    ('atan2', [(-INFINITY, INFINITY)] * 2), ('compare', [(-INFINITY, INFINITY)] * 2), ('and', [everything(), (1.0, 2.0)]),
]
MAYBE_NAN = [
    ('sqrt', [(-LEAST, 4.0)]), ('sin', [(0.0, INFINITY)]), ('cos', [(-INFINITY, 0.0)]), ('tan', [(0.0, INFINITY)]),
    ('asin', [(0.0, 1.5)]), ('acos', [(-1.5, 0.0)]), ('ln', [(-1.0, 1.0)]), ('add', [(0.0, INFINITY), (-INFINITY, 0.0)]),
    ('sub', [(0.0, INFINITY)] * 2), ('mul', [(0.0, 1.0), (1.0, INFINITY)]), ('div', [(0.0, 1.0), (0.0, 1.0)]),
    ('div', [(1.0, INFINITY)] * 2), ('mod', [(1.0, 2.0), (0.0, 1.0)]), ('mod', [(1.0, INFINITY), (1.0, 2.0)]),
    ('mix', [(1.0, 2.0)] * 2), ('mix', [(1.5, 1.5), (2.0, 2.0)]),
]


@pytest.mark.parametrize('name, arguments', NEVER_NAN, ids=str)
def test_no_nan_is_feared_where_none_can_be(name, arguments):
    assert not transfer(name, *arguments).maybe_nan


@pytest.mark.parametrize('name, arguments', MAYBE_NAN, ids=str)
def test_a_nan_that_can_be_is_said(name, arguments):
    assert transfer(name, *arguments).maybe_nan


# ---- the domain itself ----

@given(numbers(), numbers(), st.booleans(), doubles())
def test_an_interval_contains_what_lies_between_its_bounds_and_nan_if_it_says_so(a, b, maybe_nan, value):
    holds = _ordered((a, b), maybe_nan).contains(value)
    assert holds == (maybe_nan if value != value else min(a, b) <= value <= max(a, b))


@given(numbers(), doubles())
def test_a_point_contains_its_own_value_alone(value, other):
    assert point(value).contains(value)
    assert point(value).contains(other) == (value == other)


def test_the_point_of_nan_contains_it_and_proves_that_nothing_is_negative():
    assert point(NAN).contains(NAN)
    assert point(NAN).never_negative()
    assert not point(NAN).always_negative()


@given(numbers(), numbers())
def test_a_span_runs_from_the_lesser_to_the_greater_in_either_order(a, b):
    for result in (span(a, b), span(b, a)):
        assert (result.lo, result.hi, result.maybe_nan) == (min(a, b), max(a, b), False)


def test_a_span_from_nan_is_everything():
    for result in (span(NAN, 1.0), span(1.0, NAN)):
        assert same(result.lo, -INFINITY) and same(result.hi, INFINITY) and result.maybe_nan


@given(intervals(), intervals(), doubles())
def test_a_union_is_the_least_interval_around_both(a, b, value):
    result = union(a, b)
    assert result.contains(value) or not (a.contains(value) or b.contains(value))
    assert result.lo in (a.lo, b.lo) and result.hi in (a.hi, b.hi)
    assert result.maybe_nan == (a.maybe_nan or b.maybe_nan)


@pytest.mark.parametrize('bounds, maybe_nan, always_negative, never_negative', [
    ((-2.0, -1.0), False, True, False), ((-2.0, -LEAST), False, True, False), ((-2.0, -1.0), True, False, False),
    ((-2.0, -0.0), False, False, False), ((-LEAST, 1.0), False, False, False), ((-0.0, 1.0), False, False, True),
    ((0.0, 1.0), True, False, True), ((1.0, INFINITY), False, False, True),
])
def test_negative_means_below_zero_and_no_nan(bounds, maybe_nan, always_negative, never_negative):
    a = Interval(bounds[0], bounds[1], maybe_nan)
    assert (a.always_negative(), a.never_negative()) == (always_negative, never_negative)


@pytest.mark.parametrize('bounds, zero, infinite', [
    ((-1.0, 1.0), True, False), ((-0.0, -0.0), True, False), ((LEAST, LARGEST), False, False),
    ((1.0, INFINITY), False, True),
    ((-INFINITY, -1.0), False, True),
])
def test_zeros_and_infinities_are_seen_in_the_bounds(bounds, zero, infinite):
    a = Interval(bounds[0], bounds[1], False)
    assert (a.may_be_zero(), a.may_be_infinite()) == (zero, infinite)


def test_everything_contains_everything():
    for value in (0.0, -INFINITY, INFINITY, NAN, LARGEST):
        assert everything().contains(value)


def test_the_transfer_table_has_a_row_for_every_operation_that_is_not_a_leaf():
    assert sorted(interval._TRANSFERS) == sorted(OPERATIONS[opcode].name for opcode in UNARY + BINARY)
    assert all(OPERATIONS[opcode].arity == 0 for opcode in range(operations.ABS))


@pytest.mark.parametrize('opcode', [operations.FLOOR, operations.CEIL, operations.ROUND], ids=name_of)
@scaled(400)
@given(intervals(), st.floats(0.0, 1.0))
def test_fractions_lie_where_they_can(opcode, a, fraction):
    whole = apply_interval(opcode, a, a)
    difference = apply_interval(operations.SUB, a, whole)
    result = fraction_interval(opcode, difference)
    assert 0.0 <= result.hi - result.lo <= 1.0
    for x in members(a, (), fraction):
        assert result.contains(x - apply_operation(opcode, x, 0.0))
