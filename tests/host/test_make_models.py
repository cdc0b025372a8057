"""The models that are made by program; what tempest.vm looks like is in test_text.py."""
import numpy as np

from pyfidget.host.expression import X, Y
from tests.host.evaluator import lines
from tests.host.test_text import MODELS
from tools import make_models


def test_islands_are_reproduced():
    assert (MODELS / 'islands.vm').read_bytes() == make_models.islands().encode('ascii')


def test_islands_are_made_of_hashes():
    assert {'rand', 'mix'} < {words[1] for words in lines(make_models.islands())}


def test_noise_is_smooth_and_zero_at_whole_coordinates():
    noise = make_models._perlin(X, Y, 1)
    i, j = np.mgrid[-5:5, -5:5].astype(float)
    assert (noise.eval(i, j) == 0.0).all()
    x = np.linspace(-3.0, 3.0, 60001)
    values = noise.eval(x, 0.3)
    assert np.abs(values).max() < 1.0 and values.std() > 0.1
    assert np.abs(np.diff(values)).max() < 5.0 * (x[1] - x[0])
    assert np.abs(np.diff(values, 2)).max() < 50.0 * (x[1] - x[0]) ** 2
