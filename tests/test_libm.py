"""The C library's functions: no argument makes them raise, and neighbours of doubles are neighbours."""
import math
import sys

import pytest
from hypothesis import assume, given

from pyfidget import libm
from tests.strategies import EDGES, INFINITY, LARGEST, LEAST, NAN, doubles, neighbour, numbers, same

UNARY = ['sqrt', 'next_up', 'next_down']
BINARY = ['fmod', 'copysign']


@pytest.mark.parametrize('name', UNARY)
@given(doubles())
def test_a_function_of_one_double_gives_a_double(name, x):
    assert isinstance(getattr(libm, name)(x), float)


@pytest.mark.parametrize('name', UNARY)
def test_a_function_of_an_edge_gives_a_double(name):
    for x in EDGES:
        assert isinstance(getattr(libm, name)(x), float)


@pytest.mark.parametrize('name', BINARY)
@given(doubles(), doubles())
def test_a_function_of_two_doubles_gives_a_double(name, x, y):
    assert isinstance(getattr(libm, name)(x, y), float)


@pytest.mark.parametrize('name', BINARY)
def test_a_function_of_two_edges_gives_a_double(name):
    for x in EDGES:
        for y in EDGES:
            assert isinstance(getattr(libm, name)(x, y), float)


@given(numbers())
def test_the_next_number_is_one_step_further_in_the_bits(x):
    assume(abs(x) < LARGEST)
    assert libm.next_up(x) == neighbour(x, 1)
    assert libm.next_down(x) == neighbour(x, -1)


@given(numbers())
def test_the_number_below_mirrors_the_number_above(x):
    assert same(libm.next_down(x), -libm.next_up(-x))


@pytest.mark.skipif(sys.version_info < (3, 9), reason='math.nextafter is new in Python 3.9')
@given(doubles())
def test_neighbours_are_those_of_nextafter(x):
    assert same(libm.next_up(x), math.nextafter(x, INFINITY))
    assert same(libm.next_down(x), math.nextafter(x, -INFINITY))


@pytest.mark.parametrize('x, above', [
    (0.0, LEAST), (-0.0, LEAST), (-LEAST, -0.0), (LEAST, 2 * LEAST), (1.0, 1.0 + 2.0 ** -52), (-1.0, -1.0 + 2.0 ** -53),
    (LARGEST, INFINITY), (-INFINITY, -LARGEST), (INFINITY, INFINITY), (NAN, NAN),
])
def test_the_next_number_of_an_edge(x, above):
    assert same(libm.next_up(x), above)


@pytest.mark.parametrize('x, nan, finite', [
    (0.0, False, True), (LARGEST, False, True), (INFINITY, False, False), (-INFINITY, False, False), (NAN, True, False),
])
def test_nan_and_the_infinities_are_told_apart(x, nan, finite):
    assert (libm.is_nan(x), libm.is_finite(x)) == (nan, finite)


@pytest.mark.parametrize('a, b, remainder', [
    (5.5, 2.0, 1.5), (-5.5, 2.0, -1.5), (5.5, -2.0, 1.5), (-6.0, 2.0, -0.0), (1.0, INFINITY, 1.0), (1.0, 0.0, NAN),
    (INFINITY, 1.0, NAN), (NAN, 1.0, NAN), (1.0, NAN, NAN),
])
def test_fmod_has_the_sign_of_its_first_argument(a, b, remainder):
    assert same(libm.fmod(a, b), remainder)


@pytest.mark.parametrize('magnitude, sign, result', [
    (1.0, -0.0, -1.0), (-1.0, 0.0, 1.0), (0.0, -5.0, -0.0), (INFINITY, -1.0, -INFINITY),
])
def test_copysign_looks_at_the_sign_of_a_zero_too(magnitude, sign, result):
    assert same(libm.copysign(magnitude, sign), result)
