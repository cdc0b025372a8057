"""The elementary functions by the native library, and for numpy: millions of them, against MPFR."""
import os

import gmpy2
import numpy as np
import pytest

import pyfidget as pf
from pyfidget.elementary import angles, arcs, circular, exponential
from pyfidget.host import elementary, native
from tests.elementary.arguments import SPECIAL, UNARY
from tools.hard_cases import FUNCTIONS

NAMES = [*UNARY, 'atan2']
IS_SOAK = os.environ.get('HYPOTHESIS_PROFILE') == 'soak'
ARGUMENTS = 10 ** 7 if IS_SOAK else 20000  # of each function
NEIGHBOURS = 10 ** 6
PIECE = 10 ** 5
MEANINGS = {'exp': exponential.exp, 'ln': exponential.ln, 'sin': circular.sin, 'cos': circular.cos, 'tan': circular.tan,
            'asin': arcs.asin, 'acos': arcs.acos, 'atan': angles.atan, 'atan2': angles.atan2}


@pytest.fixture(scope='module', autouse=True)
def library():
    if not native.is_available():
        pytest.skip('there is no native library')


def numbers(name, count, chance):
    """Uniform in their bits, over usual ranges, in their magnitudes, and around what is special, each a quarter."""
    special = np.array(SPECIAL[name] + [0.0, 1.0])
    kinds = [
        chance.integers(0, 1 << 64, count, np.uint64).view(np.float64),
        chance.uniform(-10.0, 10.0, count) * np.where(chance.random(count) < 0.5, 1.0, 0.1),
        np.where(chance.random(count) < 0.5, 1.0, -1.0) * 2.0 ** chance.uniform(-70.0, 70.0, count),
        chance.choice(special, count) * (1.0 + chance.choice([-1.0, 1.0], count) * 2.0 ** chance.uniform(-54.0, -1.0, count)),
    ]
    return np.choose(chance.integers(0, 4, count), kinds)


def evaluate(name, *arguments):
    formula = getattr(pf, name)(*[pf.X, pf.Y][:len(arguments)])
    return formula.eval(arguments[0], arguments[-1])


@pytest.mark.slow
@pytest.mark.parametrize('name', NAMES)
def test_values_are_the_nearest_doubles(name):
    chance = np.random.default_rng(NAMES.index(name))
    function = getattr(gmpy2, FUNCTIONS[name])
    with gmpy2.context(precision=53, emax=1024, emin=-1073, subnormalize=True):
        for _ in range(0, ARGUMENTS, PIECE):
            count = min(PIECE, ARGUMENTS)
            arguments = [numbers(name, count, chance) for _ in range(2 if name == 'atan2' else 1)]
            with np.errstate(all='ignore'):
                if name == 'atan2':  # every other point has coordinates of similar magnitudes
                    arguments[0][::2] = arguments[1][::2] * chance.uniform(-2.0, 2.0, count)[::2]
                values = evaluate(name, *arguments)
            expected = np.array([float(function(*map(gmpy2.mpfr, point))) for point in zip(*[a.tolist() for a in arguments])])
            same = (values.view(np.int64) == expected.view(np.int64)) | np.isnan(values) & np.isnan(expected)
            assert same.all(), [argument[~same][:3] for argument in arguments]


@pytest.mark.slow
@pytest.mark.parametrize('name', UNARY)
def test_neighbours_are_never_the_wrong_way_round(name):
    chance = np.random.default_rng(NAMES.index(name))
    least, most = {'exp': (-745.0, 709.0), 'ln': (0.0, 1e3), 'sin': (-np.pi / 2, np.pi / 2), 'cos': (0.0, np.pi),
                   'tan': (-np.pi / 2, np.pi / 2), 'asin': (-1.0, 1.0), 'acos': (-1.0, 1.0), 'atan': (-1e3, 1e3)}[name]
    a = chance.uniform(least, most, NEIGHBOURS)
    a[::2] = np.clip(a[::2] * 2.0 ** -chance.uniform(0.0, 60.0, NEIGHBOURS // 2), least, most)
    b = np.minimum(np.nextafter(a, np.inf), most)
    rise = evaluate(name, b) - evaluate(name, a)
    assert (rise <= 0.0).all() if name in ('cos', 'acos') else (rise >= 0.0).all()


@pytest.mark.parametrize('kind', [np.float64, np.float32])
@pytest.mark.parametrize('name', NAMES)
def test_arrays_have_the_values_of_the_functions_with_the_library_and_without(name, kind, monkeypatch):
    chance = np.random.default_rng(3)
    with np.errstate(all='ignore'):
        arguments = [numbers(name, 2000, chance).astype(kind) for _ in range(2 if name == 'atan2' else 1)]
        expected = np.array([MEANINGS[name](*point) for point in zip(*[a.tolist() for a in arguments])]).astype(kind)
        by_library = elementary.nearest(name, *arguments)
        monkeypatch.setattr(elementary, '_program', lambda name, arity: None)
        without = elementary.nearest(name, *arguments)
    for values in (by_library, without):
        assert values.dtype == kind
        np.testing.assert_array_equal(values, expected)
        assert (np.signbit(values) == np.signbit(expected))[~np.isnan(expected)].all()


def test_two_arrays_broadcast():
    values = elementary.nearest('atan2', np.array([[1.0], [2.0]]), np.array([[1.0, 2.0, 3.0]]))
    assert values.shape == (2, 3) and values[1, 2] == angles.atan2(2.0, 3.0)
    assert elementary.nearest('sin', np.zeros((0, 3))).shape == (0, 3)
