"""Blocks of bits by the library and by numpy: the same."""
import numpy as np
import pytest

from pyfidget.host import canvas_bits
from tests.host.native import needs_library


@pytest.fixture
def by_numpy(monkeypatch):
    def run(function, *arguments):
        with monkeypatch.context() as context:
            context.setattr(canvas_bits, '_widener', lambda: None)
            return function(*arguments)
    return run


@pytest.fixture
def bits():
    chance = np.random.default_rng(5)
    array = np.packbits(chance.integers(0, 2, (192, 256)).astype(np.uint8), axis=1)
    array[:64, :16] = 0
    array[64:, 8:24] = 255
    return array


@needs_library
def test_survey(bits, by_numpy):
    states = canvas_bits.survey(bits)
    assert states.tolist() == by_numpy(canvas_bits.survey, bits).tolist() == [[0, 0, 2, 2], [2, 1, 1, 2], [2, 1, 1, 2]]


@needs_library
def test_widen(bits, by_numpy):
    one, other = np.empty((2, 70, 88), np.uint8)
    canvas_bits.widen(bits[3:73, 2:13], one)
    by_numpy(canvas_bits.widen, bits[3:73, 2:13], other)
    assert (one == other).all() and (one == np.unpackbits(bits[3:73, 2:13], axis=1) * 255).all()


@needs_library
@pytest.mark.parametrize('level', [1, 2, 3])
def test_shrink_and_fill(bits, by_numpy, level):
    side = 64 >> level
    rows, columns = (axis.ravel() for axis in np.mgrid[:3, :4])
    sources = rows * 64 * bits.shape[1] + columns * 8
    targets = rows * side * 300 + columns * (side + 3) + 5
    one, other = np.zeros((2, 300 * 100), np.uint8)
    canvas_bits.shrink(bits, level, sources, targets, one, 300)
    by_numpy(canvas_bits.shrink, bits, level, sources, targets, other, 300)
    assert (one == other).all() and one.any()
    canvas_bits.fill(targets[::2].copy(), side, one, 300)
    by_numpy(canvas_bits.fill, targets[::2].copy(), side, other, 300)
    assert (one == other).all() and (one[targets[::2]] == 255).all()
