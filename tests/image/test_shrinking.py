"""Blocks made smaller, against a count of bits one by one."""
import random

from hypothesis import given
from hypothesis import strategies as st

from pyfidget.image.shrinking import fill, shrink

STRIDE = 24  # three blocks beside each other


def is_set(bits, row, column):
    return bits[row * STRIDE + column // 8] >> (7 - column % 8) & 1


@given(st.integers(0, 2 ** 32), st.integers(1, 3), st.permutations(range(6)), st.sampled_from([0, 40, 128, 250, 256]))
def test_shares_of_squares(seed, level, order, density):
    chance = random.Random(seed)
    bits = bytearray(sum((chance.randrange(256) < density) << place for place in range(8)) for _ in range(128 * STRIDE))
    side = 64 >> level
    pitch = 2 * side + 1
    pixels = bytearray([77]) * (3 * side * pitch)
    sources = [row * 64 * STRIDE + 8 * column for row in range(2) for column in range(3)]
    targets = [row * side * pitch + column * side for row in range(3) for column in range(2)]
    shrink(bits, STRIDE, level, sources, [targets[place] for place in order], 6, pixels, pitch)
    for block, place in enumerate(order):
        top, left = 64 * (block // 3), 64 * (block % 3)
        for j in range(side):
            for i in range(side):
                rows, columns = (range(place << level, place + 1 << level) for place in (j, i))
                count = sum(is_set(bits, top + row, left + column) for row in rows for column in columns)
                share = (510 * count + (1 << 2 * level)) // (2 << 2 * level)
                assert pixels[targets[place] + j * pitch + i] == share
    assert all(pixels[row * pitch + pitch - 1] == 77 for row in range(3 * side))


def test_blocks_that_are_filled():
    pixels = bytearray(5 * 8)
    fill([0, 21], 2, 2, pixels, 8)
    assert [place for place, value in enumerate(pixels) if value] == [0, 1, 8, 9, 21, 22, 29, 30]
    assert set(pixels) == {0, 255}
