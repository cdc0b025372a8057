"""The width of bands: a round number near the one that is wanted."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.pictures.bandwidth import BandWidth


@pytest.mark.parametrize('wanted, value, texts', [
    (0.0625, 0.05, ['0.05', '0.25', '1']), (0.1, 0.1, ['0.1', '0.5', '2']), (0.099, 0.05, ['0.05', '0.25', '1']),
    (0.02, 0.02, ['0.02', '0.1', '0.4']), (0.045, 0.02, ['0.02', '0.1', '0.4']), (0.99, 0.5, ['0.5', '2.5', '10']),
    (1.0, 1.0, ['1', '5', '20']), (70000.0, 5e4, ['50000', '250000', '1000000']),
    (6e-11, 5e-11, ['5e-11', '2.5e-10', '1e-09']), (1e-6, 1e-6, ['1e-06', '5e-06', '2e-05']),
])
def test_it_is_a_round_number(wanted, value, texts):
    width = BandWidth(wanted)
    assert width.value == value
    assert [width.text(count) for count in (1, 5, 20)] == texts


@given(st.floats(1e-280, 1e280) | st.integers(-270, 270).map(lambda exponent: 10.0 ** exponent))
def test_it_is_not_far_below_what_is_wanted(wanted):
    width = BandWidth(wanted)
    assert 0.39 * wanted < width.value <= wanted
    assert len(width.text(1)) <= len('5000000000000000')


@given(st.floats(0.0, float('inf')))
def test_any_number_may_be_wanted(wanted):
    width = BandWidth(wanted)
    assert 0.0 < width.value < float('inf')
    assert 0.0 < float(width.text(1)) == width.value
    assert float(width.text(20)) < float('inf')
