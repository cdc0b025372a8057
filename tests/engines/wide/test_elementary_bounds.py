"""Bounds of the elementary functions in all lanes at once are those of interval.py."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import operations
from pyfidget.engines.wide.elementary import elementary_bounds
from pyfidget.engines.wide.worker import BOUNDS, LANES, NAN_SHIFT, STRIPS
from pyfidget.interval import Interval, apply_interval
from pyfidget.operations import OPERATIONS
from tests.strategies import numbers

FUNCTIONS = [operations.SIN, operations.COS, operations.TAN, operations.ASIN, operations.ACOS, operations.ATAN, operations.EXP,
             operations.LN]
ENDS = st.floats(-8.0, 8.0) | st.floats(-1.0, 1.0) | st.floats(0.0, 1e3) | numbers()


def bounds_of(opcode, intervals, nans=0):
    """What elementary_bounds gives for so many intervals; None if it leaves them."""
    count = len(intervals)
    v = [0.0] * (2 * BOUNDS)
    for i, (lo, hi) in enumerate(intervals):
        v[i], v[count + i] = lo, hi
    if not elementary_bounds(v, [nans << NAN_SHIFT, 0], opcode, 1, 0, count):
        return None
    return list(zip(v[BOUNDS:BOUNDS + count], v[BOUNDS + count:BOUNDS + 2 * count]))


def expected_of(opcode, intervals):
    found = [apply_interval(opcode, Interval(lo, hi, False), Interval(lo, hi, False)) for lo, hi in intervals]
    assert not any(bounds.maybe_nan for bounds in found)
    return [(bounds.lo, bounds.hi) for bounds in found]


@pytest.mark.parametrize('opcode', FUNCTIONS, ids=lambda opcode: OPERATIONS[opcode].name)
@pytest.mark.parametrize('count', [STRIPS, LANES])
def test_bounds_in_all_lanes_are_those_of_the_transfer_functions(opcode, count):
    @given(st.lists(st.tuples(ENDS, ENDS).map(sorted), min_size=count, max_size=count))
    def holds(intervals):
        found = bounds_of(opcode, intervals)
        assert found is None or found == expected_of(opcode, intervals)
    holds()
    ordinary = [(0.01 * i, 0.01 * i + 0.3) for i in range(1, count + 1)]
    assert bounds_of(opcode, ordinary) == expected_of(opcode, ordinary)


@pytest.mark.parametrize('opcode, lo, hi', [
    (operations.LN, -1.0, 1.0), (operations.ASIN, -1.5, 0.0), (operations.ACOS, 0.0, 1.5), (operations.SIN, 0.0, float('inf')),
])
def test_arguments_that_may_give_no_number_are_left(opcode, lo, hi):
    intervals = [(0.25, 0.5)] * 15 + [(lo, hi)]
    assert bounds_of(opcode, intervals) is None


def test_what_may_be_no_number_is_left():
    assert bounds_of(operations.EXP, [(0.0, 1.0)] * 16, nans=1 << 15) is None


@pytest.mark.parametrize('opcode', [operations.ADD, operations.FLOOR, operations.ATAN2])
def test_other_operations_are_left(opcode):
    assert bounds_of(opcode, [(0.0, 1.0)] * 16) is None
