"""What is advised instead of a function of numpy's computes what that does."""
import math

import numpy as np
import pytest

from pyfidget.host import api as pf
from pyfidget.host.foreign import _NAMES, _OF_ARRAYS, COMPARISONS, OPERATORS
from tests.host.evaluator import at

TRUTHS = ['logical_not', 'logical_and', 'logical_or']  # ours give 0 or one of their arguments
OF_SHAPES = ['invert']


def test_every_name_is_a_function_of_numpy():
    assert all(isinstance(getattr(np, name), np.ufunc) for name in [*_NAMES, *OPERATORS, *COMPARISONS])


@pytest.mark.parametrize('name', sorted(set(_NAMES) - set(TRUTHS + OF_SHAPES)))
def test_the_advice_is_right(name):
    function = getattr(np, name)
    a, b = 0.75, 2.0
    names = {**{word: getattr(pf, word) for word in pf.__all__}, 'math': math}
    if _NAMES[name] == 'a ** b':
        made = eval(_NAMES[name], names, {'a': pf.X, 'b': b})
    else:
        made = eval(_NAMES[name], names, {'a': pf.X, 'b': pf.Y})
    assert at(made, a, b) == pytest.approx(function(*[a, b][:function.nin]), rel=1e-15)


@pytest.mark.parametrize('call, words', [
    (lambda: np.round(pf.X), r'numpy.round takes no expressions: write round_\(a\)'),
    (lambda: np.around(pf.X, 2), 'numpy.a?round takes no expressions: write round_'),
    (lambda: np.clip(pf.X, 0.0, 1.0), r'numpy.clip takes no expressions: write min_\(max_\(a, low\), high\)'),
    (lambda: np.interp(pf.X, [0.0, 1.0], [0.0, 1.0]), 'numpy.interp takes no expressions, and pyfidget has nothing like it'),
    (lambda: np.sign(pf.X), r'write compare\(a, 0.0\)'), (lambda: np.floor_divide(pf.X, 2.0), r'write floor\(a / b\)'),
    (lambda: round(pf.X), r'write round_\(a\)'), (lambda: round(pf.X, 2), r'write round_\(a\)'),
    (lambda: pf.X // 2.0, r'write floor\(a / b\)'), (lambda: 2.0 // pf.X, r'write floor\(a / b\)'),
    (lambda: divmod(pf.X, 2.0), r'write floor\(a / b\)'), (lambda: int(pf.X), 'eval tells it at points'),
    (lambda: math.trunc(pf.X), 'eval tells it at points'), (lambda: np.float64(2.0) // pf.X, r'write floor\(a / b\)'),
])
def test_what_is_no_operation_says_what_to_write(call, words):
    with pytest.raises(TypeError, match=words):
        call()


def test_what_is_advised_for_functions_of_arrays_is_right():
    assert _OF_ARRAYS['clip'] == 'min_(max_(a, low), high)' and _OF_ARRAYS['round'] == 'round_(a)'
    for x in (-0.7, 0.25, 2.5):
        assert at(pf.min_(pf.max_(pf.X, 0.0), 1.0), x, 0.0) == np.clip(x, 0.0, 1.0)
        assert at(pf.round_(pf.X), x, 0.0) in (np.round(x), np.floor(x + 0.5))
