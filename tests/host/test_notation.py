"""How formulas are shown."""
import math

import pytest
from hypothesis import assume, given

from pyfidget import operations
from pyfidget.host import api as pf
from pyfidget.host.api import X, Y, Z
from pyfidget.host.graph import from_program, walk
from tests.host.evaluator import at
from tests.strategies import programs, same


@pytest.mark.parametrize('formula, shown', [
    (X, 'X'), (pf.constant(2), '2.0'), (pf.constant(-0.0), '-0.0'), (X - 0.5, 'X - 0.5'),
    (pf.circle(0.25, -1.0, 0.5), 'sqrt(square(X - 0.25) + square(Y - -1.0)) - 0.5'),
    (X - (Y - Z), 'X - (Y - Z)'), (X - Y - Z, 'X - Y - Z'), (X + (Y + Z), 'X + (Y + Z)'), ((X | Y) & Z, '(X | Y) & Z'),
    (X | Y & Z, 'X | Y & Z'), (X * 2.0 / Y, 'X * 2.0 / Y'),
    (-(X + 1.0), '-(X + 1.0)'), (-X * Y, '-X * Y'), (-(X * Y), '-(X * Y)'), (X / (Y % Z), 'X / (Y % Z)'),
    (abs(X) ** 2, 'square(abs(X))'), (pf.atan2(Y, X + 1.0), 'atan2(Y, X + 1.0)'), (~(X | Y), '-(X | Y)'),
    (pf.round_(pf.not_(X)), 'round_(not_(X))'), (pf.and_(X, pf.or_(Y, Z)), 'and_(X, or_(Y, Z))'),
    (pf.sqrt(pf.sin(pf.cos(pf.tan(pf.exp(pf.ln(X)))))), 'sqrt(sin(cos(tan(exp(...)))))'),
])
def test_a_formula_is_shown_as_it_is_written(formula, shown):
    assert repr(formula) == shown


@given(programs())
def test_what_is_shown_whole_is_the_formula(program):
    expression = from_program(program)
    # Python itself would calculate with two numbers.
    assume(not any(node.arguments and all(a.opcode == operations.CONST for a in node.arguments) for node in walk(expression)))
    shown = repr(expression)
    if '...' not in shown:
        again = eval(shown, {**{name: getattr(pf, name) for name in pf.__all__}, 'inf': math.inf, 'nan': math.nan})
        for point in [(0.3, 0.7), (-0.25, 0.5), (2.0, -3.0)]:
            assert same(at(pf.max_(again, again), *point), at(expression, *point))


@pytest.mark.slow
def test_a_large_formula_is_not_shown_whole():
    assert 0 < len(repr(pf.text('A page of text, and more of it'))) < 1000
    deep = X
    for _ in range(100000):
        deep = Y - deep
    assert repr(deep) == 'Y - (Y - (Y - (Y - (Y - ...))))'
