"""Bounds with cases, of all lanes at once, are those of interval.py, one by one."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import operations
from pyfidget.engines.wide import analyse, cases
from pyfidget.engines.wide.cases import needs_numbers
from pyfidget.engines.wide.elementary import NOT_HERE
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT, SPARE_BOUNDS, STRIPS
from pyfidget.interval import Interval, apply_interval, point
from pyfidget.lowering.entries import (
    CONSTANT_VALUE,
    FORM_SHIFT,
    INDEX_SHIFT,
    OF_Y,
    OPCODE_MASK,
    VALUE_CONSTANT,
    VALUES,
    WIDE,
)
from tests.engines.wide.test_lanes import COUNTS, PAIRS, SLOW_PAIRS, A, B, C, bounds_of, name_of
from tests.engines.wide.test_lanes import INTERVALS as INTERVALS_OF_NUMBERS
from tests.strategies import BINARY, INFINITY, NAN, UNARY, numbers

BOUND = {count: cases._make_bound(count) for count in (LANES, STRIPS)}
LEFT_OUT = [operations.RAND, operations.MIX]
MAY_BE_NAN = (1 << NAN_SHIFT + LANES) - 1  # what of a mask says where it is nothing else is left out
COVERED = [opcode for opcode in UNARY + BINARY if opcode not in LEFT_OUT]


class Worker(object):
    """What an analysis takes of a worker."""

    has_functions = 0

    def __init__(self, bounds, masks, constant=0.0):
        self.spare = len(bounds)
        self.bounds = bounds + [NAN] * (SPARE_BOUNDS * BOUNDS)
        self.masks = masks
        self.flags = bytearray([7]) * BOUNDS
        self.constants = [constant]


def is_never_a_number(result, a):
    """Whether it may be that there is no number, so that bounds say nothing."""
    return result.maybe_nan and (result.lo == result.hi or a.lo == a.hi)


def assert_bounds(opcode, count, pairs):
    for start in range(0, len(pairs), count):
        some = pairs[start:start + count]
        w = Worker(*bounds_of(some, count))
        nans = BOUND[count](w, opcode, C * BOUNDS, A * BOUNDS, B * BOUNDS)
        for i, (a, b) in enumerate(some):
            expected = apply_interval(opcode, a, b)
            assert nans >> i & 1 == expected.maybe_nan, (a.lo, a.hi, b.lo, b.hi)
            if not is_never_a_number(expected, a):
                at = C * BOUNDS + i
                assert (w.bounds[at], w.bounds[at + count]) == (expected.lo, expected.hi), (a.lo, a.hi, b.lo, b.hi)


@COUNTS
@pytest.mark.parametrize('opcode', COVERED, ids=name_of)
def test_bounds_are_those_of_the_transfer_functions(opcode, count):
    assert_bounds(opcode, count, PAIRS[::7] if opcode >= operations.FIRST_BINARY else PAIRS[::len(PAIRS) // 120])


# Of each function that is for some numbers alone: the member of an interval that is one of them if any member is.
PARTIAL = [(operations.SQRT, lambda a: a.hi), (operations.LN, lambda a: a.hi),
           (operations.ASIN, lambda a: min(max(a.lo, 0.0), a.hi)), (operations.ACOS, lambda a: min(max(a.lo, 0.0), a.hi))]


@COUNTS
@pytest.mark.parametrize('opcode, best', PARTIAL, ids=lambda value: name_of(value) if isinstance(value, int) else '')
def test_what_is_never_a_number_is_known(opcode, best, count):
    some = [(a, a) for a in INTERVALS_OF_NUMBERS]
    for start in range(0, len(some), count):
        w = Worker(*bounds_of(some[start:start + count], count))
        nans = BOUND[count](w, opcode, C * BOUNDS, A * BOUNDS, B * BOUNDS) >> FALSE_SHIFT
        for i, (a, _) in enumerate(some[start:start + count]):
            value = operations.apply_operation(opcode, best(a), 0.0)
            assert nans >> i & 1 == (value != value), (a.lo, a.hi)


@COUNTS
def test_what_is_made_of_it_is_none_either(count):
    everywhere = (1 << LANES) - 1
    for opcode in COVERED:
        pairs = [(Interval(-2.0, -1.0, False), Interval(0.5, 1.0, False))] * count
        bounds, masks = bounds_of(pairs, count)
        w = Worker(bounds, [-1 << NAN_SHIFT, 0, 0])
        mask = cases.make_analyse(count)(w, opcode, VALUES, C, A, B, 0.0, False)
        assert mask == (NOT_HERE if needs_numbers(opcode) else -1 << NAN_SHIFT)
        if opcode >= operations.FIRST_BINARY:
            w = Worker(bounds, [0, -1 << NAN_SHIFT, 0])
            mask = cases.make_analyse(count)(w, opcode, VALUES, C, A, B, 0.0, False)
            if needs_numbers(opcode):
                assert mask >> NAN_SHIFT & ~everywhere == 0
            else:
                assert mask == -1 << NAN_SHIFT


ENDS = st.floats(-8.0, 8.0) | st.floats(-1.0, 1.0) | st.floats(0.0, 1e3) | st.integers(-9, 9).map(float) | numbers()
INTERVALS = st.tuples(ENDS, ENDS).map(lambda ends: Interval(min(ends), max(ends), False))


@pytest.mark.slow
@COUNTS
@pytest.mark.parametrize('opcode', COVERED, ids=name_of)
def test_bounds_of_random_intervals_are_too(opcode, count):
    @given(st.lists(st.tuples(INTERVALS, INTERVALS), min_size=count, max_size=count))
    def holds(pairs):
        assert_bounds(opcode, count, pairs)
    holds()


@COUNTS
@pytest.mark.parametrize('opcode', LEFT_OUT, ids=name_of)
def test_hashes_are_left(opcode, count):
    w = Worker(*bounds_of(PAIRS[:count], count))
    assert BOUND[count](w, opcode, C * BOUNDS, A * BOUNDS, B * BOUNDS) == NOT_HERE
    assert cases.make_analyse(count)(w, opcode, VALUES, C, A, B, 0.0, False) == NOT_HERE


# ---- with arguments that may be NaN ----

def analysed(bounds, masks, word, rest, constant, one_by_one):
    w = Worker(list(bounds), list(masks), constant)
    if one_by_one:
        form = (word >> FORM_SHIFT) & 3
        mask = analyse._analyse_one_by_one(w, word, word & OPCODE_MASK, form, C, A, rest, constant)
    else:
        mask = analyse._analyse_slowly(w, [], 0, word, rest, C) & MAY_BE_NAN
    return w.bounds[C * BOUNDS:(C + 1) * BOUNDS], mask


SHAPES = pytest.mark.parametrize('flags, count, step', [(WIDE, LANES, 1), (0, STRIPS, 1), (OF_Y, STRIPS, STRIPS)])


def assert_like_one_by_one(opcode, form, constant, flags, count, step):
    word = opcode | form << FORM_SHIFT | flags | A << INDEX_SHIFT
    pairs = [pair for pair in SLOW_PAIRS if not (pair[0].lo == pair[0].hi and pair[0].maybe_nan)][::3]
    for start in range(0, len(pairs) - count, count):
        some = pairs[start:start + count]
        bounds, masks = bounds_of(some, count, 1)
        if flags != WIDE:
            spread = analyse.lanes_of_rows if flags == OF_Y else analyse.lanes_of_columns
            masks = [spread(mask >> 32) << 32 for mask in masks]
        second = B if form == VALUES and opcode >= operations.FIRST_BINARY else 0
        found, mask = analysed(bounds, masks, word, second, constant, False)
        expected, expected_mask = analysed(bounds, masks, word, second, constant, True)
        assert mask == expected_mask
        for i, (a, b) in enumerate(some):
            one = point(constant) if form == CONSTANT_VALUE else a
            other = a if form == CONSTANT_VALUE else point(constant) if form == VALUE_CONSTANT else b
            result = apply_interval(opcode, one, other)
            if not is_never_a_number(result, one):
                assert (found[i], found[count + i]) == (expected[i], expected[count + i])


@SHAPES
@pytest.mark.parametrize('opcode', COVERED, ids=name_of)
def test_what_may_be_nan_is_as_it_is_one_by_one(opcode, flags, count, step):
    assert_like_one_by_one(opcode, VALUES, 0.0, flags, count, step)


@SHAPES
@pytest.mark.parametrize('opcode, form', [
    (operations.ADD, VALUE_CONSTANT), (operations.MUL, VALUE_CONSTANT), (operations.DIV, VALUE_CONSTANT),
    (operations.SUB, CONSTANT_VALUE), (operations.DIV, CONSTANT_VALUE)])
def test_constants_are_too(opcode, form, flags, count, step):
    for constant in (0.0, -0.3, 1e300, INFINITY):
        assert_like_one_by_one(opcode, form, constant, flags, count, step)


def test_logic_asks_for_numbers():
    assert [opcode for opcode in UNARY + BINARY if needs_numbers(opcode)] == [operations.NOT, operations.AND, operations.OR]
