"""Bits, counts and shares."""
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host.posters.counting import count_bits, counts_of, halved, present, shares


@given(st.integers(0, 2 ** 32), st.integers(1, 3))
def test_counts_are_those_of_squares(seed, level):
    pixels = np.random.default_rng(seed).integers(0, 2, (3, 64, 64), np.uint8)
    side = 64 >> level
    expected = pixels.reshape(3, side, 1 << level, side, 1 << level).sum(axis=(2, 4))
    assert (count_bits(np.packbits(pixels, axis=2), level) == expected).all()


def test_halved_sums_two_by_two():
    assert halved(np.arange(8, dtype=np.uint32).reshape(2, 4)).tolist() == [[10, 18]]


@given(st.integers(1, 3), st.integers(1, 8), st.integers(1, 8))
def test_shares_are_the_nearest_and_tell_their_counts(level, rows, columns):
    rows, columns = min(rows, 1 << level), min(columns, 1 << level)
    total = rows * columns
    counts = np.arange(total + 1)[:, None]
    down, across = np.full(total + 1, rows), np.array([columns])
    found = shares(counts, down, across)
    assert found[:, 0].tolist() == [(2 * 255 * count + total) // (2 * total) for count in range(total + 1)]
    assert (counts_of(found.astype(np.int64), down, across) == counts).all()


def test_pixels_behind_the_end_are_none():
    assert present(21, 0, 4, 3).tolist() == [8, 8, 5, 0]
    assert present(2 ** 31 - 1, 2 ** 28 - 1, 2, 3).tolist() == [7, 0]
