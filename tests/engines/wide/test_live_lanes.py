"""The matrix of entries and lanes transposed over, and its rows read in parts."""
import random

from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.wide.live_lanes import count_entries, entries_of, transpose, transpose_word
from pyfidget.engines.wide.worker import BLOCK, LANES
from pyfidget.rpy import intmask
from tests.strategies import scaled

WORD = (1 << 64) - 1


class Matrix(object):
    """What a worker has of it, with noise behind the last entry and above the lanes."""

    def __init__(self, size, seed):
        chosen = random.Random(seed)
        blocks = (size + BLOCK - 1) // BLOCK
        self.has_kernels = 0
        self.live = [chosen.getrandbits(63) & chosen.choice([-1, 0, -1 << LANES]) for _ in range(BLOCK * blocks)]
        self.live_entries = bytearray(chosen.getrandbits(8) for _ in range(BLOCK // 8 * LANES * blocks))

    def entries(self, lane, begin, end):
        return [entry for entry in range(begin, end) if self.live[entry] >> lane & 1]


@st.composite
def parts_of_matrices(draw):
    """A matrix, its size, and a part of it from one entry to before another."""
    size = draw(st.integers(1, 3 * BLOCK + 1))
    begin = draw(st.integers(0, size))
    return Matrix(size, draw(st.integers(0, 2 ** 32 - 1))), size, begin, draw(st.integers(begin, size))


def entries_by_block(matrix, lane, begin, end):
    """The words of a part of a lane, as entries."""
    for block in range(begin // BLOCK, (end + BLOCK - 1) // BLOCK):
        word = entries_of(matrix, lane, block, begin, end)
        assert -2 ** 63 <= word < 2 ** 63
        for i in range(BLOCK):
            if word >> i & 1:
                yield BLOCK * block + i


@scaled(100)
@given(parts_of_matrices())
def test_a_lane_has_the_entries_that_have_the_lane(part):
    matrix, size, begin, end = part
    transpose(matrix, size)
    for lane in range(LANES):
        entries = matrix.entries(lane, begin, end)
        assert list(entries_by_block(matrix, lane, begin, end)) == entries
        assert count_entries(matrix, lane, begin, end) == len(entries)


@given(st.integers(0, WORD))
def test_a_word_of_eight_bytes_is_transposed(word):
    transposed = transpose_word(intmask(word))
    assert -2 ** 63 <= transposed < 2 ** 63
    for row in range(8):
        for column in range(8):
            assert transposed >> (8 * column + row) & 1 == word >> (8 * row + column) & 1
