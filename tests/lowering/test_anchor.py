"""What the difference of a limit and a number says of a sum is so, for every number of the intervals that an anchor is for."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.interval import Interval
from pyfidget.lowering.anchor import anchor
from tests.strategies import INFINITY, LARGEST, LEAST_NORMAL, NAN, doubles, neighbour, scaled, to_bits

_HALF = 1 << 31


def lower_half(value):
    """Of a double's bits, as a signed number."""
    return (to_bits(value) + _HALF) % (2 * _HALF) - _HALF


def difference(a, b, k, given_anchor):
    return lower_half((k + given_anchor) - b) - lower_half(a + given_anchor)


def interval(ends):
    return Interval(min(ends), max(ends), False)


@st.composite
def sums(draw):
    """Numbers of two intervals, and a constant that is near the sum of one of each, or that sum."""
    scale = draw(st.sampled_from([1.0, 1.0, 1e-3, 1e6, 1e-300, 1e290]))
    a, b = [[scale * (middle + spread * part) for part in draw(st.lists(st.floats(-1, 1), min_size=2, max_size=5))]
            for middle, spread in [(draw(st.floats(-2, 2)), draw(st.sampled_from([1.0, 0.1, 1e-6, 1e-12]))) for _ in 'ab']]
    k = neighbour(draw(st.sampled_from(a)) + draw(st.sampled_from(b)), draw(st.sampled_from([0, 0, 1, -1, 5, -2 ** 22, 2 ** 27])))
    return a, b, k


@st.composite
def sums_of_anything(draw):
    numbers = st.lists(doubles().filter(lambda value: value == value), min_size=1, max_size=4)
    return draw(numbers), draw(numbers), draw(doubles().filter(lambda value: value == value))


@scaled(1000)
@given(st.one_of(sums(), sums_of_anything()))
def test_a_difference_of_two_units_tells(given_sums):
    numbers_a, numbers_b, k = given_sums
    found = anchor(interval(numbers_a), interval(numbers_b), k)
    for a in numbers_a:
        for b in numbers_b:
            d = difference(a, b, k, found)
            assert -_HALF <= d < _HALF
            if d >= 2:
                assert a + b < k
            if d <= -2:
                assert a + b > k


@scaled(200)
@given(sums())
def test_what_an_anchor_cannot_tell_is_rare(given_sums):
    """Where there is one, it tells every sum from k that is not within a small part of the widest distance between them."""
    numbers_a, numbers_b, k = given_sums
    a, b = interval(numbers_a), interval(numbers_b)
    found = anchor(a, b, k)
    if found == found:
        spread = max(a.hi - a.lo, k - a.lo - b.lo, b.hi + a.hi - k)
        for one in numbers_a:
            for other in numbers_b:
                if abs(k - other - one) > spread * 2.0 ** -18:
                    assert abs(difference(one, other, k, found)) >= 2


@pytest.mark.parametrize('a, b, k', [
    ((0.0, 4.0), (0.0, 4.0), 1.0), ((-1.0, 1.0), (-1.0, 1.0), 0.0), ((1.0, 1.1), (7.0, 7.5), 8.3),
    ((0.0, 1e-9), (0.0, 1e-9), 1e-9), ((2.0, 2.0), (0.0, 1.0), 2.5), ((0.36, 0.36 + 1e-9), (0.64, 0.64 + 1e-9), 1.0)])
def test_usual_sums_have_an_anchor(a, b, k):
    assert anchor(interval(a), interval(b), k) > 0.0


@pytest.mark.parametrize('a, b, k', [
    ((0.0, 0.0), (0.0, 0.0), 0.0),  # nothing to tell apart
    ((0.0, INFINITY), (0.0, 1.0), 0.5), ((0.0, 1.0), (-INFINITY, INFINITY), 0.5), ((0.0, 1.0), (0.0, 1.0), INFINITY),
    ((0.0, 1.0), (0.0, 1.0), NAN), ((0.0, LARGEST), (0.0, 1.0), 0.5), ((0.0, LEAST_NORMAL), (0.0, 0.0), 0.0),
    ((1.0, neighbour(1.0, 3)), (1.0, neighbour(1.0, 3)), 2.0),  # the doubles themselves are not finer than units would be
    ((0.36, 0.36 + 1e-12), (0.64, 0.64 + 1e-12), 1.0), ((0.0, 1e-9), (1e6, 1e6 + 1e-9), 1e6),
])
def test_others_have_none(a, b, k):
    assert anchor(interval(a), interval(b), k) != anchor(interval(a), interval(b), k)


@pytest.mark.parametrize('nan_a, nan_b', [(True, False), (False, True)])
def test_what_may_be_no_number_has_none(nan_a, nan_b):
    found = anchor(Interval(0.0, 1.0, nan_a), Interval(0.0, 1.0, nan_b), 1.0)
    assert found != found


def test_without_one_nothing_is_told():
    for a in (0.0, 1.0, -INFINITY, 1e300):
        assert difference(a, 0.25, 0.5, NAN) == 0
