"""Eight bytes at once are the same as one after the other."""
import struct

from hypothesis import given
from hypothesis import strategies as st

from pyfidget.bytewise import EACH_BYTE, HIGH_BITS, equal_bytes, read_digits
from tests.strategies import scaled

eight = st.lists(st.integers(0, 255) | st.sampled_from([0x2f, 0x30, 0x39, 0x3a, 0x80, 0xb0]), min_size=8, max_size=8)
digits = st.lists(st.integers(ord('0'), ord('9')), min_size=8, max_size=8)


def word_of(codes):
    return struct.unpack('<q', struct.pack('<8B', *codes))[0]


def test_constants():
    assert [word_of([1] * 8), word_of([0x80] * 8)] == [EACH_BYTE, HIGH_BITS]


@scaled(200)
@given(eight, st.integers(0, 255) | st.sampled_from([0, 0x7f, 0x80, 0xff]), st.lists(st.integers(0, 7)))
def test_equal_bytes_are_marked(codes, byte, places):
    for place in places:
        codes[place] = byte
    assert equal_bytes(word_of(codes), byte) == word_of([int(code == byte) for code in codes])


@scaled(200)
@given(digits)
def test_digits_are_a_number(codes):
    assert read_digits(word_of(codes)) == int(''.join(chr(code) for code in codes))


@scaled(200)
@given(digits, st.integers(0, 7), eight)
def test_anything_else_is_none(codes, place, others):
    codes[place] = others[place]
    is_number = ord('0') <= others[place] <= ord('9')
    assert (read_digits(word_of(codes)) >= 0) == is_number
    assert read_digits(word_of(others)) == -1 or all(ord('0') <= code <= ord('9') for code in others)
