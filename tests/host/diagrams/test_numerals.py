import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host.diagrams.numerals import short_numerals
from tests.strategies import doubles, same


@pytest.mark.parametrize('values, texts', [
    ([0.5, -2.0, 100.0, 0.0], ['0.5', '-2', '100', '0']),
    ([0.1 + 0.2], ['0.3']),
    ([0.1 + 0.2, 0.3], ['0.30000000000000004', '0.3']),
    ([1.0 / 3.0, 0.33333, 0.25], ['0.333333', '0.33333', '0.25']),
    ([123456.0], ['1.235e+05']),
    ([0.0, -0.0], ['0', '-0']),
    ([float('inf'), float('-inf'), float('nan')], ['inf', '-inf', 'nan']),
])
def test_numerals(values, texts):
    assert list(map(short_numerals(values), values)) == texts


@given(st.lists(doubles(), max_size=20))
def test_different_values_have_different_texts(values):
    numeral = short_numerals(values)
    for a in values:
        for b in values:
            assert (numeral(a) == numeral(b)) == same(a, b)


@given(doubles())
def test_a_value_alone_has_four_digits(value):
    assert short_numerals([value, value])(value) == f'{value:.4g}'
