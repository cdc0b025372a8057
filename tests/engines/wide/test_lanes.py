"""Bounds of 16 lanes, and of 4 strips, are those of interval.py, one by one."""
import itertools

import pytest

from pyfidget import operations
from pyfidget.engines.wide import lanes
from pyfidget.engines.wide.slow_path import bounds_one_by_one, choice_one_by_one
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT, STRIPS
from pyfidget.interval import Interval, apply_interval, point
from pyfidget.lowering.entries import CONSTANT_VALUE, FORM_SHIFT, SPREAD, SPREAD_X, SPREAD_Y, VALUE_CONSTANT, VALUES
from pyfidget.operations import OPERATIONS, apply_operation
from tests.strategies import BINARY, HASHED, INFINITY, LARGEST, LEAST, NAN, UNARY, alike

NUMBERS = [-INFINITY, -LARGEST, -3.7, -1.0, -1.0 / 3, -1e-200, -LEAST, 0.0, LEAST, 0.1, 1.0, 1.0 + 2.0 ** -52, 2.5, 1e200,
           INFINITY]
INTERVALS = [Interval(lo, hi, False) for lo, hi in itertools.combinations_with_replacement(NUMBERS, 2)]
PAIRS = list(itertools.product(INTERVALS, INTERVALS))
POINTS = [point(number) for number in NUMBERS if abs(number) < INFINITY]
A, B, C = 0, 1, 2  # the entries


def name_of(opcode):
    return OPERATIONS[opcode].name


def bounds_of(pairs, count, step=1):
    """The bounds of three entries, two of them those of `count` pairs of intervals; and the masks that say where they may be NaN,
    by lane: pair i is lane step * i."""
    pairs = (pairs + [pairs[0]] * count)[:count]
    bounds = []
    masks = []
    for entry in zip(*pairs):
        bounds += [interval.lo for interval in entry] + [interval.hi for interval in entry] + [NAN] * (BOUNDS - 2 * count)
        masks.append(sum(interval.maybe_nan << (NAN_SHIFT + step * i) for i, interval in enumerate(entry)))
    return bounds + [NAN] * BOUNDS, masks + [0]


COUNTS = pytest.mark.parametrize('count', [LANES, STRIPS])
BOUND = {LANES: lanes.bound_lanes, STRIPS: lanes.bound_strips}


def assert_bounds(count, code, opcode, pairs, k=NAN):
    """The code of an operation gives its bounds of pairs, of which those where it may be NaN do not count."""
    pairs = [(a, b) for a, b in pairs if not apply_interval(opcode, a, b).maybe_nan]
    assert len(pairs) > 8
    for start in range(0, len(pairs), count):
        some = pairs[start:start + count]
        v, _ = bounds_of(some, count)
        BOUND[count](code, bytearray(BOUNDS), v, C * BOUNDS, A * BOUNDS, B * BOUNDS, k)
        for i, (a, b) in enumerate(some):
            expected = apply_interval(opcode, a, b)
            at = C * BOUNDS + i
            assert (v[at], v[at + count]) == (expected.lo, expected.hi), (a.lo, a.hi, b.lo, b.hi)
        assert all(value != value for value in v[C * BOUNDS + 2 * count:])


@COUNTS
@pytest.mark.parametrize('opcode', [operations.ADD, operations.SUB, operations.MUL, operations.MIN, operations.MAX], ids=name_of)
def test_two_values(count, opcode):
    assert_bounds(count, opcode, opcode, PAIRS)


@COUNTS
def test_a_value_divided_by_one_that_is_never_zero(count):
    assert_bounds(count, operations.DIV, operations.DIV, [(a, b) for a, b in PAIRS if not b.may_be_zero()])


@COUNTS
@pytest.mark.parametrize('opcode', [operations.NEG, operations.ABS, operations.SQUARE, operations.SQRT], ids=name_of)
def test_one_value(count, opcode):
    assert_bounds(count, opcode, opcode, [(a, a) for a in INTERVALS])


@COUNTS
@pytest.mark.parametrize('opcode', [operations.ADD, operations.MUL, operations.DIV], ids=name_of)
def test_a_value_and_a_constant(count, opcode):
    for k in POINTS:
        if opcode != operations.DIV or k.lo != 0.0:
            assert_bounds(count, opcode | VALUE_CONSTANT << FORM_SHIFT, opcode, [(a, k) for a in INTERVALS], k.lo)


@COUNTS
@pytest.mark.parametrize('opcode', [operations.SUB, operations.DIV], ids=name_of)
def test_a_constant_and_a_value(count, opcode):
    for k in POINTS:
        pairs = [(k, a) for a in INTERVALS if opcode != operations.DIV or not a.may_be_zero()]
        code = opcode | CONSTANT_VALUE << FORM_SHIFT
        for start in range(0, len(pairs), count):
            v, _ = bounds_of([(a, k) for k, a in pairs[start:start + count]], count)
            BOUND[count](code, bytearray(BOUNDS), v, C * BOUNDS, A * BOUNDS, B * BOUNDS, k.lo)
            for i, (_, a) in enumerate(pairs[start:start + count]):
                expected = apply_interval(opcode, k, a)
                at = C * BOUNDS + i
                assert expected.maybe_nan or (v[at], v[at + count]) == (expected.lo, expected.hi)


@COUNTS
def test_a_constant(count):
    v = [NAN] * BOUNDS
    assert BOUND[count](operations.CONST, bytearray(BOUNDS), v, 0, 0, 0, 0.1) == 0
    assert v[:2 * count] == [0.1] * 2 * count and all(value != value for value in v[2 * count:])


def test_strips_are_spread():
    for form, strip_of in [(SPREAD_X, lambda lane: lane % STRIPS), (SPREAD_Y, lambda lane: lane // STRIPS)]:
        v = [float(i) for i in range(2 * STRIPS)] + [NAN] * (2 * BOUNDS - 2 * STRIPS)
        assert lanes.bound_lanes(SPREAD | form << FORM_SHIFT, bytearray(BOUNDS), v, BOUNDS, 0, 0, NAN) == 0
        assert v[BOUNDS:BOUNDS + LANES] == [strip_of(lane) for lane in range(LANES)]
        assert v[BOUNDS + LANES:] == [STRIPS + strip_of(lane) for lane in range(LANES)]


@COUNTS
@pytest.mark.parametrize('opcode', [operations.MIN, operations.MAX, operations.ABS], ids=name_of)
def test_a_choice_of_numbers_is_the_slow_one(count, opcode):
    for start in range(0, len(PAIRS), count):
        v, masks = bounds_of(PAIRS[start:start + count], count)
        choice = BOUND[count](opcode, bytearray([7]) * BOUNDS, v, C * BOUNDS, A * BOUNDS, B * BOUNDS, NAN)
        assert choice == choice_one_by_one(v, masks, opcode, A, B, count, 1)


# ---- what needs cases ----

NAN_TOO = INTERVALS[::9] + [Interval(a.lo, a.hi, True) for a in INTERVALS[::5]]
SLOW_PAIRS = list(itertools.product(NAN_TOO, NAN_TOO)) + [(a, point(k)) for a in INTERVALS for k in (0.0, 1.0)]


# Lanes, columns and rows: how many there are, and from one to the next lane that has its bounds.
STEPS = pytest.mark.parametrize('count, step', [(LANES, 1), (STRIPS, 1), (STRIPS, STRIPS)])


def assert_slow_path(opcode, form, constant, pairs, count, step):
    """Gives how many may be NaN."""
    nans = 0
    for start in range(0, len(pairs), count):
        some = pairs[start:start + count]
        v, masks = bounds_of(some, count, step)
        found = bounds_one_by_one(v, masks, opcode, form, C, A, B, constant, count, step)
        for i, (a, b) in enumerate(some):
            if form == CONSTANT_VALUE:
                a, b = point(constant), a
            elif form == VALUE_CONSTANT:
                b = point(constant)
            expected = apply_interval(opcode, a, b)
            at = C * BOUNDS + i
            assert (v[at], v[at + count]) == (expected.lo, expected.hi)
            assert found >> i & 1 == expected.maybe_nan
            nans += expected.maybe_nan
    return nans


@STEPS
@pytest.mark.parametrize('opcode', UNARY + BINARY, ids=name_of)
def test_slow_bounds_are_those_of_the_interval(opcode, count, step):
    nans = assert_slow_path(opcode, VALUES, 0.0, SLOW_PAIRS, count, step)
    assert nans < len(SLOW_PAIRS)
    assert (nans == 0) == (opcode in (operations.NOT, operations.RAND))


@STEPS
@pytest.mark.parametrize('opcode, form', [
    (operations.ADD, VALUE_CONSTANT), (operations.MUL, VALUE_CONSTANT), (operations.DIV, VALUE_CONSTANT),
    (operations.SUB, CONSTANT_VALUE), (operations.DIV, CONSTANT_VALUE)])
def test_slow_bounds_with_a_constant(opcode, form, count, step):
    for constant in (0.0, -0.3, 1e300, INFINITY):
        assert assert_slow_path(opcode, form, constant, SLOW_PAIRS, count, step) > 0


def members(a):
    return [value for value in NUMBERS + [-0.0] if a.lo <= value <= a.hi] + ([NAN] + HASHED if a.maybe_nan else [])


CHOICES = [operations.MIN, operations.MAX, operations.ABS, operations.AND, operations.OR]


@STEPS
@pytest.mark.parametrize('opcode', CHOICES, ids=name_of)
def test_a_choice_is_one_of_its_arguments_to_the_bit(opcode, count, step):
    chosen = [0, 0]
    for start in range(0, len(SLOW_PAIRS), count):
        some = SLOW_PAIRS[start:start + count]
        v, masks = bounds_of(some, count, step)
        choice = choice_one_by_one(v, masks, opcode, A, B, count, step)
        for i, (a, b) in enumerate(some):
            results = [(apply_operation(opcode, one, other), one, other) for one in members(a) for other in members(b)]
            always = [all(alike(found[0], found[place]) for found in results) for place in (1, 2)]
            made = [choice >> (i + shift) & 1 == 1 for shift in (0, FALSE_SHIFT)]
            for place in (0, 1):
                chosen[place] += made[place]
                assert always[place] or not made[place]
            if not (a.maybe_nan or b.maybe_nan) and (a.hi < b.lo or b.hi < a.lo):
                assert made == (always if opcode != operations.ABS else [always[0], False])
    assert chosen[0] > 0 and (chosen[1] > 0) == (opcode != operations.ABS)


@pytest.mark.parametrize('opcode', [opcode for opcode in UNARY + BINARY if opcode not in CHOICES], ids=name_of)
def test_other_operations_are_no_choice(opcode):
    v, masks = bounds_of([(point(1.0), point(2.0)), (point(2.0), point(1.0)), (point(0.0), point(1.0))], LANES)
    assert choice_one_by_one(v, masks, opcode, A, B, LANES, 1) == 0
