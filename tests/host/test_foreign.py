"""What is advised instead of a function of numpy's computes what that does."""
import math

import numpy as np
import pytest

from pyfidget.host import api as pf
from pyfidget.host.foreign import _NAMES, COMPARISONS, OPERATORS
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
