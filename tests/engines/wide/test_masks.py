"""Masks of lanes from comparing bounds, the plain way."""
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.wide import masks
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT, STRIPS
from tests.strategies import NAN

NUMBERS = [-1.0, -0.0, 0.0, 1.0, 2.0, NAN]
FLAGS = 12  # where flags begin

PAIRS = [('below_constant', lambda a, k: a[1] < k, lambda a, k: a[0] >= k),
         ('above_constant', lambda a, k: a[0] > k, lambda a, k: a[1] <= k)]
COMPARED = [('less', lambda a, b: a[1] < b[0], lambda a, b: a[0] >= b[1]),
            ('greater', lambda a, b: a[0] > b[1], lambda a, b: a[1] <= b[0])]
SUMS = [('sum_below', lambda a, b, k: a[1] + b[1] < k, lambda a, b, k: a[0] + b[0] >= k),
        ('sum_above', lambda a, b, k: a[0] + b[0] > k, lambda a, b, k: a[1] + b[1] <= k)]


def bounds(count):
    """Lower and upper ones, in any order."""
    return st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS)), min_size=count, max_size=count)


def memory(*values):
    """Each value's bounds at a multiple of BOUNDS, but not at 0."""
    result = [NAN] * BOUNDS
    for pairs in values:
        result += ([lower for lower, _ in pairs] + [upper for _, upper in pairs] + [NAN] * BOUNDS)[:BOUNDS]
    return result


def expected(outcomes):
    """A mask of pairs: whether it is true, whether it is false."""
    return sum((1 if true else 0) << place | (1 if false else 0) << (FALSE_SHIFT + place)
               for place, (true, false) in enumerate(outcomes))


@pytest.mark.parametrize('count', [LANES, STRIPS])
@pytest.mark.parametrize('name, is_true, is_false', PAIRS)
@given(st.data())
def test_bounds_compared_with_a_constant(count, name, is_true, is_false, data):
    a, k = data.draw(bounds(count)), data.draw(st.sampled_from(NUMBERS))
    flags = bytearray([7]) * (FLAGS + BOUNDS)
    getattr(masks, 'flag_' + name)(count, flags, FLAGS, memory(a), BOUNDS, k)
    assert masks.pack(count, flags, FLAGS) == expected([(is_true(one, k), is_false(one, k)) for one in a])


@pytest.mark.parametrize('count', [LANES, STRIPS])
@pytest.mark.parametrize('name, is_true, is_false', COMPARED)
@given(st.data())
def test_bounds_compared_with_each_other(count, name, is_true, is_false, data):
    a, b = data.draw(bounds(count)), data.draw(bounds(count))
    flags = bytearray([7]) * (FLAGS + BOUNDS)
    getattr(masks, 'flag_' + name)(count, flags, FLAGS, memory(a, b), BOUNDS, 2 * BOUNDS)
    assert masks.pack(count, flags, FLAGS) == expected([(is_true(*pair), is_false(*pair)) for pair in zip(a, b)])


@pytest.mark.parametrize('name, is_true, is_false', SUMS)
@given(bounds(STRIPS), bounds(STRIPS), st.sampled_from(NUMBERS))
def test_sums_of_columns_and_rows_compared_with_a_constant(name, is_true, is_false, columns, rows, k):
    flags = bytearray([7]) * (FLAGS + BOUNDS)
    getattr(masks, 'flag_' + name)(flags, FLAGS, memory(columns, rows), BOUNDS, 2 * BOUNDS, k)
    lanes = [(column, row, k) for row in rows for column in columns]
    assert masks.pack(LANES, flags, FLAGS) == expected([(is_true(*lane), is_false(*lane)) for lane in lanes])


def test_strips_become_lanes():
    """Of what is true, of what is false and of what may be NaN alike."""
    for true, false, nan in itertools.product(range(1 << STRIPS), repeat=3):
        columns = rows = 0
        for shift, strips in [(0, true), (FALSE_SHIFT, false), (NAN_SHIFT, nan)]:
            for lane in range(LANES):
                columns |= (strips >> lane % STRIPS & 1) << (shift + lane)
                rows |= (strips >> lane // STRIPS & 1) << (shift + lane)
        strips = true | false << FALSE_SHIFT | nan << NAN_SHIFT
        assert masks.lanes_of_columns(strips) == columns
        assert masks.lanes_of_rows(strips) == rows
