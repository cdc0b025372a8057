"""The elementary functions give the double nearest to the true value: against MPFR, to the last bit."""
import os

import pytest

from pyfidget.elementary import angles, arcs, circular, exponential
from tests.conftest import ROOT
from tests.elementary.arguments import UNARY, arguments_of, ascending
from tests.strategies import EDGES, INFINITY, LARGEST, NAN, PI, from_bits, same

FUNCTIONS = {'exp': exponential.exp, 'ln': exponential.ln, 'sin': circular.sin, 'cos': circular.cos, 'tan': circular.tan,
             'asin': arcs.asin, 'acos': arcs.acos, 'atan': angles.atan, 'atan2': angles.atan2}
ARGUMENTS = 20000
NEIGHBOURS = 20000

with open(os.path.join(ROOT, 'tests', 'elementary', 'hard_cases.txt')) as _file:
    HARD_CASES = [(_line.split()[0], [float.fromhex(_word) for _word in _line.split()[1:]]) for _line in _file]


@pytest.fixture
def nearest():
    """The double nearest to the value of a function, by MPFR, rounded once."""
    pytest.importorskip('gmpy2')
    from tools.hard_cases import nearest
    return nearest


@pytest.mark.slow
@pytest.mark.parametrize('name', sorted(FUNCTIONS))
def test_values_are_the_nearest_doubles(nearest, name):
    for arguments in arguments_of(name, ARGUMENTS):
        value = FUNCTIONS[name](*arguments)
        assert same(value, nearest(name, arguments)), (name, arguments)


@pytest.mark.parametrize('name', sorted(FUNCTIONS))
def test_values_at_edges_are_the_nearest_doubles(nearest, name):
    """Signs of zeros, infinities and NaN, as IEEE 754 and C23 have them; MPFR has them so."""
    points = [(a, b) for a in EDGES for b in EDGES] if name == 'atan2' else [(a,) for a in EDGES]
    for arguments in points:
        assert same(FUNCTIONS[name](*arguments), nearest(name, arguments)), (name, arguments)


@pytest.mark.parametrize('name', sorted(FUNCTIONS))
def test_values_nearest_to_midpoints(name):
    """The 50 hardest arguments that tools/hard_cases.py has found, with their values."""
    cases = [numbers for case, numbers in HARD_CASES if case == name]
    assert len(cases) == 50
    for numbers in cases:
        assert same(FUNCTIONS[name](*numbers[:-1]), numbers[-1]), numbers


@pytest.mark.slow
@pytest.mark.parametrize('name', UNARY)
def test_values_never_turn_back(name):
    falls = name in ('cos', 'acos')
    for a, b in ascending(name, NEIGHBOURS):
        one, other = FUNCTIONS[name](a), FUNCTIONS[name](b)
        assert one >= other if falls else one <= other, (a, b)


def test_exact_values():
    assert [exponential.exp(0.0), exponential.ln(1.0), circular.sin(0.0), circular.cos(-0.0), arcs.acos(1.0)] == [
        1.0, 0.0, 0.0, 1.0, 0.0]
    for odd in [circular.sin, circular.tan, arcs.asin, angles.atan]:
        assert same(odd(-0.0), -0.0)


def test_results_that_overflow_or_are_subnormal_are_rounded_once():
    assert exponential.exp(709.782712893384) == 1.7976931348622732e308 and exponential.exp(709.7827128933841) == INFINITY
    # Its fast path does not decide between two values, both of which overflow.
    for x in ('0x1.62ffffff78af7p+9', '0x1.62e44b5237a19p+9'):
        assert exponential.exp(float.fromhex(x)) == INFINITY
    assert exponential.exp(-745.1332191019411) == 5e-324 and exponential.exp(-745.1332191019412) == 0.0
    # 1.5, 2.5 and 3.5 of the smallest subnormal, less next to nothing.
    assert [angles.atan2(half * 5e-324, 2.0) / 5e-324 for half in (3.0, 5.0, 7.0)] == [1.0, 2.0, 3.0]
    assert angles.atan2(5e-324, 1.0) == 5e-324 and angles.atan2(5e-324, 2.0) == 0.0


def test_angles_on_axes_and_of_infinities():
    table = [(0.0, 1.0, 0.0), (0.0, 0.0, 0.0), (0.0, -0.0, PI), (0.0, -1.0, PI), (1.0, 0.0, PI / 2), (1.0, -0.0, PI / 2),
             (INFINITY, 1.0, PI / 2), (1.0, INFINITY, 0.0), (1.0, -INFINITY, PI), (INFINITY, INFINITY, PI / 4),
             (INFINITY, -INFINITY, 3 * PI / 4), (NAN, 1.0, NAN), (1.0, NAN, NAN), (INFINITY, NAN, NAN)]
    for y, x, angle in table:
        assert same(angles.atan2(y, x), angle), (y, x)
        assert same(angles.atan2(-y, x), -angle) or angle != angle, (y, x)


@pytest.mark.parametrize('name', UNARY)
def test_a_signalling_nan_gives_a_quiet_one(name):
    value = FUNCTIONS[name](from_bits(0x7FF4000000000000))
    assert value != value and FUNCTIONS[name](LARGEST) is not None
