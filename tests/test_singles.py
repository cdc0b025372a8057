"""Bit patterns of single precision in doubles, and their hash."""
import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyfidget.singles import bits_of_single, hashed, single_of_bits
from tests.strategies import INFINITY, LARGEST, LEAST, NAN, doubles, from_bits, neighbour, scaled, to_bits

LEAST_SINGLE = 2.0 ** -149
LARGEST_SINGLE = 2.0 ** 128 - 2.0 ** 104
PATTERNS = st.integers(0, 2 ** 32 - 1) | st.integers(0x7F800000, 0x7FFFFFFF) | st.integers(0xFF800000, 0xFFFFFFFF)


def by_struct(value):
    """What the system's own conversion gives, of a number."""
    try:
        return struct.unpack('<I', struct.pack('<f', value))[0]
    except OverflowError:
        return 0xFF800000 if value < 0.0 else 0x7F800000


def near_singles():
    """Singles, and what lies halfway between two or next to that: all exponents from below the least one to above the largest."""
    return st.tuples(st.integers(1023 - 152, 1023 + 130), st.integers(0, 2 ** 24), st.sampled_from([0, 1, -1]),
                     st.integers(0, 1)).map(lambda at: neighbour(
                         from_bits(at[3] << 63 | at[0] << 52) * (1.0 + at[1] * 2.0 ** -24), at[2]))


@scaled(400)
@given(doubles().filter(lambda value: value == value) | near_singles())
@example(LEAST_SINGLE / 2)
@example(neighbour(LEAST_SINGLE / 2, 1))
@example(1.5 * LEAST_SINGLE)
@example(2.0 ** -126 - LEAST_SINGLE / 2)
@example(LARGEST_SINGLE + 2.0 ** 103)
@example(neighbour(LARGEST_SINGLE + 2.0 ** 103, -1))
@example(LARGEST)
@example(LEAST)
@example(-0.0)
@example(-INFINITY)
def test_a_number_is_rounded_to_the_nearest_single_ties_to_even(value):
    assert bits_of_single(value) == by_struct(value)


@scaled(400)
@given(PATTERNS)
@example(0x7F800001)
@example(0x7FC00000)
@example(0xFFC00000)
@example(0xFFFFFFFF)
@example(1)
@example(0x80000000)
def test_a_pattern_comes_back_to_the_last_bit(pattern):
    value = single_of_bits(pattern)
    assert bits_of_single(value) == pattern
    if pattern & 0x7FFFFFFF <= 0x7F800000:
        assert to_bits(value) == to_bits(struct.unpack('<f', struct.pack('<I', pattern))[0])
    else:
        assert value != value and to_bits(value) >> 63 == pattern >> 31 and not to_bits(value) & 1 << 51


@pytest.mark.parametrize('value', [NAN, -NAN, INFINITY - INFINITY, from_bits(0x7FF8123456789ABC),
                                   single_of_bits(0xFF812345) + 1.0])
def test_any_nan_of_arithmetic_is_one_pattern(value):
    assert bits_of_single(value) == 0x7FC00000


def test_the_hash_is_that_of_pcg():
    """By the generator itself: its state takes a step, of which the output is made."""
    for pattern in [0, 1, 2, 0x3F800000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]:
        state = (pattern * 747796405 + 2891336453) % 2 ** 32
        word = (state >> (state // 2 ** 28 + 4) ^ state) * 277803737 % 2 ** 32
        assert hashed(pattern) == word // 2 ** 22 ^ word
    assert [hashed(pattern) for pattern in (0, 1, 0xFFFFFFFF)] == [129708002, 2831084092, 3861530882]
