"""Shards: zarr-python reads them, and damage is seen."""
import numpy as np
import pytest

pytest.importorskip('zarr', '3')

from pyfidget.host.posters.shards import encode, is_sound, tiles_of  # noqa: E402
from pyfidget.image.survey import INSIDE, MIXED, OUTSIDE  # noqa: E402


@pytest.fixture
def shard():
    states = np.array([[OUTSIDE, INSIDE, MIXED], [MIXED, INSIDE, OUTSIDE], [OUTSIDE] * 3], np.uint8)
    return encode(states, lambda row, column: bytes([10 * row + column] * 16), b'\xff' * 16)


def test_a_shard_is_what_was_put_in(shard):
    assert list(tiles_of(shard, 3)) == [(0, 1, b'\xff' * 16), (0, 2, b'\x02' * 16), (1, 0, b'\x0a' * 16), (1, 1, b'\xff' * 16)]
    assert list(tiles_of(None, 3)) == []


def test_tiles_that_are_inside_are_one():
    index = 16 * 64 * 64 + 4
    assert len(encode(np.full((64, 64), INSIDE, np.uint8), lambda row, column: b'', b'\xff' * 10000)) < index + 100


@pytest.mark.parametrize('damage', [
    lambda shard: b'', lambda shard: shard[:-1], lambda shard: shard[1:], lambda shard: shard + b'x', lambda shard: shard[:40],
    lambda shard: bytes(len(shard)), lambda shard: shard[:-30] + bytes(30),
])
def test_a_file_that_was_cut_off_or_zeroed_is_not_sound(tmp_path, shard, damage):
    path = tmp_path / 'shard'
    path.write_bytes(shard)
    assert is_sound(path, 3)
    path.write_bytes(damage(shard))
    assert not is_sound(path, 3)
    assert not is_sound(tmp_path / 'none', 3)
