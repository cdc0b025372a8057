"""What differs between the worlds, untranslated: the bits of numbers."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.rpy import bits_to_float, count_bits, float_to_bits, intmask, lowest_bit, without_lowest_bit
from tests.strategies import INFINITY, LARGEST, LEAST, doubles, same, to_bits


@given(doubles())
def test_the_bits_of_a_double_are_a_signed_word(value):
    bits = float_to_bits(value)
    assert -2 ** 63 <= bits < 2 ** 63
    assert bits % 2 ** 64 == to_bits(value)


@given(st.integers(-2 ** 63, 2 ** 63 - 1))
def test_bits_are_a_double_and_its_bits_again(bits):
    value = bits_to_float(bits)
    assert same(value, bits_to_float(float_to_bits(value)))
    assert value != value or float_to_bits(value) == bits


@pytest.mark.parametrize('value, bits', [
    (0.0, 0), (-0.0, -2 ** 63), (LEAST, 1), (-LEAST, 1 - 2 ** 63), (1.0, 0x3ff << 52), (LARGEST, (0x7ff << 52) - 1),
    (INFINITY, 0x7ff << 52), (-INFINITY, (0x7ff << 52) - 2 ** 63)])
def test_some_doubles_and_their_bits(value, bits):
    assert float_to_bits(value) == bits
    assert same(bits_to_float(bits), value)


@given(st.integers(-2 ** 63, 2 ** 63 - 1), st.integers(0, 63))
def test_the_lowest_bit_of_a_word(word, place):
    word = word >> place << place | 1 << place
    assert lowest_bit(word if word < 2 ** 63 else word - 2 ** 64) == place


@given(st.sets(st.integers(0, 63), min_size=1))
def test_the_bits_of_a_word_are_taken_one_by_one(places):
    word = intmask(sum(1 << place for place in places))
    assert count_bits(word) == len(places)
    taken = []
    while word != 0:
        taken.append(lowest_bit(word))
        word = without_lowest_bit(word)
        assert -2 ** 63 <= word < 2 ** 63
    assert taken == sorted(places)


def test_a_word_without_bits_has_none():
    assert count_bits(0) == 0
