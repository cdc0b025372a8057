"""Bounds of 16 lanes are those of interval.py, lane by lane."""
import itertools

import pytest

from pyfidget import operations
from pyfidget.engines.wide import lanes
from pyfidget.engines.wide.careful import careful_bounds, careful_choice
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT
from pyfidget.interval import Interval, apply_interval, point
from pyfidget.lowering.entries import CONSTANT_VALUE, VALUE_CONSTANT, VALUES
from pyfidget.operations import OPERATIONS, apply_operation
from tests.strategies import BINARY, INFINITY, LARGEST, LEAST, NAN, UNARY, same

NUMBERS = [-INFINITY, -LARGEST, -3.7, -1.0, -1.0 / 3, -1e-200, -LEAST, 0.0, LEAST, 0.1, 1.0, 1.0 + 2.0 ** -52, 2.5, 1e200,
           INFINITY]
INTERVALS = [Interval(lo, hi, False) for lo, hi in itertools.combinations_with_replacement(NUMBERS, 2)]
PAIRS = list(itertools.product(INTERVALS, INTERVALS))
POINTS = [point(number) for number in NUMBERS if abs(number) < INFINITY]
A, B, C = 0, 1, 2  # the entries


def name_of(opcode):
    return OPERATIONS[opcode].name


def bounds_of(pairs):
    """The bounds of three entries, two of them those of 16 pairs of intervals; and the masks that say where they may be NaN."""
    pairs = (pairs + [pairs[0]] * LANES)[:LANES]
    bounds = []
    masks = []
    for entry in zip(*pairs):
        bounds += [interval.lo for interval in entry] + [interval.hi for interval in entry]
        masks.append(sum(interval.maybe_nan << (NAN_SHIFT + lane) for lane, interval in enumerate(entry)))
    return bounds + [NAN] * BOUNDS, masks + [0]


def assert_lanes(compute, opcode, pairs):
    """compute(v, c, a, b) gives the bounds of an operation on pairs, of which those where it may be NaN do not count."""
    pairs = [(a, b) for a, b in pairs if not apply_interval(opcode, a, b).maybe_nan]
    assert len(pairs) > 8
    for start in range(0, len(pairs), LANES):
        some = pairs[start:start + LANES]
        v, _ = bounds_of(some)
        compute(v, C * BOUNDS, A * BOUNDS, B * BOUNDS)
        for lane, (a, b) in enumerate(some):
            expected = apply_interval(opcode, a, b)
            at = C * BOUNDS + lane
            assert (v[at], v[at + LANES]) == (expected.lo, expected.hi), (a.lo, a.hi, b.lo, b.hi)


@pytest.mark.parametrize('kernel, opcode', [
    (lanes.add, operations.ADD), (lanes.subtract, operations.SUB), (lanes.multiply, operations.MUL),
    (lanes.minimum, operations.MIN), (lanes.maximum, operations.MAX)])
def test_two_values(kernel, opcode):
    assert_lanes(kernel, opcode, PAIRS)


def test_a_value_divided_by_one_that_is_never_zero():
    assert_lanes(lanes.divide, operations.DIV, [(a, b) for a, b in PAIRS if not b.may_be_zero()])


@pytest.mark.parametrize('kernel, opcode', [
    (lanes.negate, operations.NEG), (lanes.magnitude, operations.ABS), (lanes.square, operations.SQUARE),
    (lanes.root, operations.SQRT)])
def test_one_value(kernel, opcode):
    assert_lanes(lambda v, c, a, b: kernel(v, c, a), opcode, [(a, a) for a in INTERVALS])


@pytest.mark.parametrize('kernel, opcode', [
    (lanes.add_constant, operations.ADD), (lanes.multiply_constant, operations.MUL), (lanes.divide_by_constant, operations.DIV)])
def test_a_value_and_a_constant(kernel, opcode):
    for k in POINTS:
        if opcode != operations.DIV or k.lo != 0.0:
            assert_lanes(lambda v, c, a, b: kernel(v, c, a, k.lo), opcode, [(a, k) for a in INTERVALS])  # noqa: B023


@pytest.mark.parametrize('kernel, opcode', [
    (lanes.subtract_from_constant, operations.SUB), (lanes.divide_constant, operations.DIV)])
def test_a_constant_and_a_value(kernel, opcode):
    for k in POINTS:
        pairs = [(k, a) for a in INTERVALS if opcode != operations.DIV or not a.may_be_zero()]
        assert_lanes(lambda v, c, a, b: kernel(v, c, b, k.lo), opcode, pairs)  # noqa: B023


def test_a_copy_and_a_constant():
    v, _ = bounds_of(list(zip(INTERVALS, INTERVALS)))
    before = v[:BOUNDS]
    lanes.copy(v, C * BOUNDS, A * BOUNDS)
    assert v[:BOUNDS] == v[C * BOUNDS:] == before
    lanes.constant(v, C * BOUNDS, 0.1)
    assert v[C * BOUNDS:] == [0.1] * BOUNDS


# ---- what needs cases ----

NAN_TOO = INTERVALS[::9] + [Interval(a.lo, a.hi, True) for a in INTERVALS[::5]]
CAREFUL_PAIRS = list(itertools.product(NAN_TOO, NAN_TOO)) + [(a, point(k)) for a in INTERVALS for k in (0.0, 1.0)]


def assert_careful(opcode, form, constant, pairs):
    """Gives how many lanes may be NaN, and of how many."""
    nans = 0
    for start in range(0, len(pairs), LANES):
        some = pairs[start:start + LANES]
        v, masks = bounds_of(some)
        found = careful_bounds(v, masks, opcode, form, C, A, B, constant)
        for lane, (a, b) in enumerate(some):
            if form == CONSTANT_VALUE:
                a, b = point(constant), a
            elif form == VALUE_CONSTANT:
                b = point(constant)
            expected = apply_interval(opcode, a, b)
            at = C * BOUNDS + lane
            assert (v[at], v[at + LANES]) == (expected.lo, expected.hi)
            assert found >> lane & 1 == expected.maybe_nan
            nans += expected.maybe_nan
    return nans


@pytest.mark.parametrize('opcode', UNARY + BINARY, ids=name_of)
def test_careful_bounds_are_those_of_the_interval(opcode):
    nans = assert_careful(opcode, VALUES, 0.0, CAREFUL_PAIRS)
    assert nans < len(CAREFUL_PAIRS)
    assert (nans == 0) == (opcode == operations.NOT)


@pytest.mark.parametrize('opcode, form', [
    (operations.ADD, VALUE_CONSTANT), (operations.MUL, VALUE_CONSTANT), (operations.DIV, VALUE_CONSTANT),
    (operations.SUB, CONSTANT_VALUE), (operations.DIV, CONSTANT_VALUE)])
def test_careful_bounds_with_a_constant(opcode, form):
    for constant in (0.0, -0.3, 1e300, INFINITY):
        assert assert_careful(opcode, form, constant, CAREFUL_PAIRS) > 0


def members(a):
    return [value for value in NUMBERS + [-0.0] if a.lo <= value <= a.hi] + ([NAN] if a.maybe_nan else [])


CHOICES = [operations.MIN, operations.MAX, operations.ABS, operations.AND, operations.OR]


@pytest.mark.parametrize('opcode', CHOICES, ids=name_of)
def test_a_choice_is_one_of_its_arguments_to_the_bit(opcode):
    chosen = [0, 0]
    for start in range(0, len(CAREFUL_PAIRS), LANES):
        some = CAREFUL_PAIRS[start:start + LANES]
        v, masks = bounds_of(some)
        choice = careful_choice(v, masks, opcode, A, B)
        for lane, (a, b) in enumerate(some):
            results = [(apply_operation(opcode, one, other), one, other) for one in members(a) for other in members(b)]
            always = [all(same(found[0], found[place]) for found in results) for place in (1, 2)]
            made = [choice >> (lane + shift) & 1 == 1 for shift in (0, FALSE_SHIFT)]
            for place in (0, 1):
                chosen[place] += made[place]
                assert always[place] or not made[place]
            if not (a.maybe_nan or b.maybe_nan) and (a.hi < b.lo or b.hi < a.lo):
                assert made == (always if opcode != operations.ABS else [always[0], False])
    assert chosen[0] > 0 and (chosen[1] > 0) == (opcode != operations.ABS)


@pytest.mark.parametrize('opcode', [opcode for opcode in UNARY + BINARY if opcode not in CHOICES], ids=name_of)
def test_other_operations_are_no_choice(opcode):
    v, masks = bounds_of([(point(1.0), point(2.0)), (point(2.0), point(1.0)), (point(0.0), point(1.0))])
    assert careful_choice(v, masks, opcode, A, B) == 0
