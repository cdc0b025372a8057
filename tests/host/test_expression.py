import copy
import gc
import math
import operator
import pickle
from fractions import Fraction

import numpy as np
import pytest

from pyfidget import operations
from pyfidget.host import expression as e
from pyfidget.host import graph
from pyfidget.host.expression import X, Y, Z, constant, remap, sqrt, square
from pyfidget.parser import parse
from tests.host.evaluator import at, lines

POINTS = [(0.3, 0.7), (-0.25, 0.5), (0.9, -0.1), (-0.6, -0.8)]


@pytest.mark.parametrize('x, y', POINTS)
def test_operators_mean_what_they_say(x, y):
    for function in (operator.add, operator.sub, operator.mul, operator.truediv):
        assert at(function(X, Y), x, y) == function(x, y)
        assert at(function(X, 3), x, y) == function(x, 3.0)
        assert at(function(2.5, Y), x, y) == function(2.5, y)
    assert at(X % 0.4, x, y) == pytest.approx(x % 0.4, abs=1e-15)
    assert at(7 % (Y * Y), x, y) == pytest.approx(7 % (y * y), abs=1e-14)
    assert at(-X, x, y) == at(~X, x, y) == -x
    assert at(abs(X), x, y) == abs(x)
    assert at(X | Y, x, y) == min(x, y)
    assert at(X & Y, x, y) == max(x, y)
    assert at(0.25 | X, x, y) == min(0.25, x) and at(0.25 & X, x, y) == max(0.25, x)


@pytest.mark.parametrize('opcode', range(operations.ABS, len(operations.OPERATIONS)))
def test_every_operation_has_a_function(opcode):
    row = operations.OPERATIONS[opcode]
    function = getattr(e, row.name, None) or getattr(e, row.name + '_')
    arguments = [X, Y][:row.arity]
    node = function(*arguments)
    assert node.opcode == opcode
    assert all(given is kept for given, kept in zip(arguments, node.arguments))
    folded = function(*[0.25, 0.5][:row.arity])
    assert folded.opcode == operations.CONST
    assert folded.value == operations.apply_operation(opcode, 0.25, 0.5)


def test_a_mix_of_numbers_that_is_nan_stays_a_mix():
    """A numeral would not say which NaN it is."""
    assert lines(e.mix(1.5, 2.0).to_vm())[-1][1] == 'mix'
    assert at(e.rand(e.mix(1.5, 2.0)), 0.0, 0.0) == operations.op_rand(operations.op_mix(1.5, 2.0))
    assert e.mix(1.0, 2.0) is constant(operations.op_mix(1.0, 2.0)) and e.mix(0.0, math.nan).opcode == operations.CONST


def test_the_same_formula_is_the_same_object():
    assert square(X) + square(Y) is square(X) + square(Y)
    assert X + Y is Y + X and X * Y is Y * X
    assert X - Y is not Y - X
    assert X - 0.0 is not X - -0.0  # they differ for x = -0.0
    assert X - math.nan is X - math.nan
    assert e.neg(-X) is X


def test_a_shared_part_appears_once():
    distance = square(X) + square(Y)
    model = (distance - 1.0 | 0.5 - distance).to_vm()
    assert [words[1] for words in lines(model)].count('square') == 2
    assert len(lines(model)) == 10


@pytest.mark.slow
def test_forgotten_expressions_are_freed():
    before = len(graph._known)
    shape = square(X - 123.456) + 654.321
    assert len(graph._known) > before
    del shape
    gc.collect()
    assert len(graph._known) == before


def test_no_truth_value_and_no_comparison():
    with pytest.raises(TypeError, match='neither true nor false'):
        bool(X - 1.0)
    for compare in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError, match='cannot be compared'):
            compare(X, Y)
        with pytest.raises(TypeError, match='cannot be compared'):
            compare(X, 1.0)
    with pytest.raises(TypeError, match='an expression or a number is needed here, not a value of type str'):
        X + 'a'
    with pytest.raises(TypeError, match='made from X, Y, Z'):
        e.Expression()


def test_to_vm_and_to_program_agree():
    shape = (X - 0.5) * Z | ~Y
    text = shape.to_vm('two lines\nof comment')
    assert text.startswith('# two lines\n# of comment\n_0 var-x\n')
    assert parse(text, 'shape.vm').to_vm() == shape.to_program().to_vm()
    assert constant(2).to_vm() == '_0 const 2.0\n'


@pytest.mark.slow
def test_deep_formulas_need_no_deep_stack():
    shape = X
    for _ in range(20000):
        shape = shape * 0.5 + Y
    assert len(lines(remap(shape, x=X - 1.0).to_vm())) > 40000


def test_remap_carries_constants_outward():
    assert remap(2.0 - X, x=X - 3.0) is 5.0 - X
    assert remap(X - Y, x=4.0 - X, y=1.0 - Y).to_vm() == (Y - X - -3.0).to_vm()


@pytest.mark.parametrize('x, y', POINTS)
def test_remap_reads_the_shape_elsewhere(x, y):
    shape = square(X - 0.5) * 3.0 - (2.0 - Y) / 4.0 + Z
    there = remap(shape, x=Y * 2.0 + 1.0, y=0.25 - X, z=X + Y)
    assert at(there, x, y) == pytest.approx(at(shape, 2.0 * y + 1.0, 0.25 - x, x + y), abs=1e-14)


@pytest.mark.parametrize('exponent', [-7, -2, -1, 0, 1, 2, 3, 4, 7, 12, 3.0, 0.5])
def test_powers(exponent):
    for x in (0.5, 0.75, 3.0):
        assert at(X ** exponent, x, 0.0) == pytest.approx(x ** exponent, rel=1e-14)
        assert at(constant(x) ** exponent, 0.0, 0.0) == pytest.approx(x ** exponent, rel=1e-14)
    if exponent == int(exponent):
        assert at(X ** exponent, -1.5, 0.0) == pytest.approx((-1.5) ** exponent, rel=1e-14)


def test_powers_are_squares_and_products():
    assert X ** 2 is square(X) and X ** 0.5 is sqrt(X) and X ** 1 is X and X ** 6 is square(square(X) * X)


@pytest.mark.parametrize('exponent, error, message', [
    (1.5, ValueError, r'1.5 is neither a whole exponent nor 0.5: write exp\(ln\(a\) \* 1.5\)'),
    (math.nan, ValueError, 'nan is neither'), (math.inf, ValueError, 'inf is neither'), ('2', TypeError, 'unsupported operand'),
    (10 ** 400, ValueError, 'too large'), (-10 ** 400, ValueError, 'too large'),
    (Fraction(10 ** 6000 + 1, 4 * 10 ** 6000), ValueError, '0.25 is neither'),
    (Y, TypeError, r'an expression is no exponent: write exp\(ln\(a\) \* b\)'),
])
def test_powers_that_there_are_not(exponent, error, message):
    with pytest.raises(error, match=message):
        X ** exponent


@pytest.mark.parametrize('base', [2, 2.5, np.float64(2.0), np.arange(3.0)])
def test_an_expression_is_no_exponent(base):
    with pytest.raises(TypeError, match='no exponent: write exp'):
        base ** X


def test_a_huge_power_is_a_thousand_squares():
    assert len(lines((X ** 10 ** 300).to_vm())) < 2000
    assert at(X ** 10 ** 300, 1.0, 0.0) == 1.0 and at(X ** -10 ** 300, 0.5, 0.0) == math.inf


def test_numbers_of_numpy_are_numbers():
    for number in (np.float64(2.0), np.float32(2.0), np.int64(2)):
        assert number * X is X * number is X * 2.0 and X - number is X - 2.0 and number - X is 2.0 - X
    for mixed in (lambda: np.arange(3) * X, lambda: X * np.arange(3)):
        with pytest.raises(TypeError, match='not a value of type ndarray'):
            mixed()
    for number in (np.float64(2.0), np.float32(2.0), np.int64(2)):
        assert number / X is 2.0 / X and number % X is 2.0 % X and number + X is X + 2.0 and X / number is X / 2.0
        assert number | X is e.min_(2.0, X) and number & X is e.max_(2.0, X)
        for comparison in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
            with pytest.raises(TypeError, match='cannot be compared'):
                comparison(number, X)


@pytest.mark.slow
def test_copies_are_the_same_object():
    shape = square(X - 0.5) + Y * math.nan | Z
    assert copy.copy(shape) is copy.deepcopy(shape) is pickle.loads(pickle.dumps(shape)) is shape
    text = pickle.dumps(shape)
    model = shape.to_vm()
    del shape
    gc.collect()
    assert pickle.loads(text).to_vm() == model
    deep = X
    for _ in range(5000):
        deep = deep * 0.5 + Y
    assert pickle.loads(pickle.dumps(deep)) is deep


def test_min_and_max_of_python_say_what_to_write():
    with pytest.raises(TypeError, match='min_ and max_'):
        min(X, Y)
