"""Operators and methods: other spellings of the package's functions."""
import inspect
import math
import pydoc

import numpy as np
import pytest

import pyfidget
from pyfidget.host import api as pf
from pyfidget.host.composable import Composable
from tests.host.native import needs_library

DISC = pf.circle(0.25, 0.0, 0.5)
SQUARE = pf.rectangle(0.0, 0.0, 0.5, 0.5)

CALLS = [
    ('union', SQUARE), ('union', [SQUARE, pf.X]), ('intersection', SQUARE, pf.X), ('difference', SQUARE),
    ('difference', [SQUARE]), ('inverse',),
    ('blend', SQUARE, 0.1), ('offset', 0.1), ('shell', 0.1), ('move', 0.5, 0.25), ('move', 0.5, 0.25, 1.0),
    ('scale', 2.0), ('scale', (1.0, 2.0)), ('rotate', 1.0), ('rotate_x', 1.0), ('rotate_y', 1.0), ('rotate_z', 1.0),
    ('mirror_x',), ('mirror_x', 0.5), ('mirror_y', 0.5), ('mirror_z', 0.5), ('reflect', 1.0, 2.0), ('reflect', 1.0, 2.0, 3.0),
    ('remap', pf.Y), ('repeat', 2.0), ('repeat', 2.0, 3), ('repeat', 2.0, 3, 1), ('array_polar', 5),
    ('array_polar', 5, 0.5, 0.25), ('extrude', 0.0, 1.0), ('revolve',), ('revolve', 0.5, 0.0, 1.0),
]


@needs_library
@pytest.mark.parametrize('call', CALLS, ids=lambda call: call[0])
def test_a_method_is_the_function_of_its_name(call):
    name, *arguments = call
    expected = getattr(pf, name)(DISC, *arguments)
    assert getattr(DISC, name)(*arguments) is expected
    assert getattr(pf.parse(DISC.to_vm()), name)(*arguments) is expected


@pytest.mark.parametrize('name', sorted({call[0] for call in CALLS} - {'remap'}))
def test_a_method_takes_what_its_function_takes(name):
    own, general = ([(parameter.name, parameter.kind, parameter.default)
                     for parameter in inspect.signature(function).parameters.values()]
                    for function in (getattr(Composable, name), getattr(pf, name)))
    if own[-1][1] is inspect.Parameter.VAR_POSITIONAL:
        assert general[-1][1] is inspect.Parameter.VAR_POSITIONAL
    else:
        assert own[1:] == general[1:]


def test_every_method_is_tested():
    functions = {name for name, value in vars(Composable).items() if inspect.isfunction(value) and not name.startswith('_')}
    assert functions - {'expression', 'optimise', 'widget'} == {call[0] for call in CALLS}


def test_methods_chain():
    chained = DISC.move(0.5, 0.0).rotate(1.0).difference(SQUARE).scale(0.5)
    assert chained is pf.scale(pf.difference(pf.rotate(pf.move(DISC, 0.5, 0.0), 1.0), SQUARE), 0.5)


def test_remap_takes_coordinates_by_name():
    assert DISC.remap(y=pf.X, x=pf.Y) is pf.remap(DISC, x=pf.Y, y=pf.X) and DISC.remap(x=0.0) is pf.remap(DISC, x=0.0)


def test_minus_subtracts_numbers_and_a_difference_is_one_of_shapes():
    plate, hole = pf.rectangle(-1.0, -1.0, 1.0, 1.0), pf.circle(0.0, 0.0, 0.5)
    assert plate.difference(hole) is plate & ~hole
    assert float((plate - hole).eval(0.0, 0.0)) == -1.0 - -0.5  # inside, though the hole is there
    assert float(plate.difference(hole).eval(0.0, 0.0)) == 0.5
    assert 'a.difference(b)' in Composable.__sub__.__doc__ and 'a.difference(b)' in Composable.__doc__


@pytest.mark.parametrize('call', [math.sqrt, math.sin, math.floor, float, lambda a: math.hypot(a, 1.0)])
def test_functions_of_math_say_what_to_write(call):
    with pytest.raises(TypeError, match=r'write pyfidget.sqrt\(a\) instead of math.sqrt\(a\)'):
        call(DISC)


@pytest.mark.parametrize('call, message', [
    (np.sqrt, r'numpy.sqrt takes no expressions: write sqrt\(a\)'), (np.abs, r'write abs_\(a\)'), (np.log, r'write ln\(a\)'),
    (np.arcsin, r'write asin\(a\)'), (np.square, r'write square\(a\)'),
    (np.tanh, 'numpy.tanh takes no expressions, and pyfidget has'),
    (lambda a: np.minimum(a, 1.0), r'write min_\(a, b\)'), (lambda a: np.maximum(np.ones(3), a), r'write max_\(a, b\)'),
    (lambda a: np.hypot(a, a), r'write sqrt\(a \*\* 2 \+ b \*\* 2\)'), (lambda a: np.power(a, 2), r'write a \*\* b'),
    (lambda a: np.add(1.0, a, out=np.zeros(3)), 'no options'), (np.add.reduce, 'no options'),
    (lambda a: np.ones(3) + a, 'not a value of type ndarray'),
])
def test_functions_of_numpy_say_what_to_write(call, message):
    with pytest.raises(TypeError, match=message):
        call(DISC)


def test_help_lists_the_names_of_the_package():
    shown = pydoc.render_doc(pyfidget, renderer=pydoc.plaintext)
    assert sorted(pyfidget.__all__) == sorted(pf.__all__) and set(pf.__all__) <= set(dir(pyfidget))
    assert [name for name in pf.__all__ if name not in shown] == []
    assert '    union(*shapes' in shown and '    circle(x' in shown and 'a.difference(b)' in shown


def test_everything_can_be_imported_at_once():
    names = {}
    exec('from pyfidget import *', names)  # noqa: S102
    assert names['circle'] is pf.circle and names['X'] is pf.X
