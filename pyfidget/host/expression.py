"""Formulas over X, Y and Z, written with Python's operators: what shapes are made of.

    >>> disc = sqrt(square(X) + square(Y)) - 1.0
    >>> print(disc.to_vm())

To write the same formula twice gives the same object. graph.py says what a formula is, and has the few things that become of
it on its way into a program. Here is every operation of the table, under its own name (with a '_' where Python has that name).
"""
from __future__ import annotations

from pyfidget import operations
from pyfidget.host.composable import Operand
from pyfidget.host.graph import Expression, X, Y, Z, binary, constant, operand, remap, unary

__all__ = [
    'Expression', 'Operand', 'X', 'Y', 'Z', 'abs_', 'acos', 'add', 'and_', 'asin', 'atan', 'atan2', 'ceil', 'compare',
    'constant', 'cos', 'div', 'exp', 'floor', 'ln', 'max_', 'min_', 'mix', 'mod', 'mul', 'neg', 'not_', 'operand', 'or_', 'rand',
    'remap', 'round_', 'sin', 'sqrt', 'square', 'sub', 'tan',
]


def abs_(a: Operand) -> Expression:
    """The magnitude of a value; `abs(a)` is the same.

    >>> float(pf.abs_(pf.X).eval(-2.0, 0.0))
    2.0
    """
    return unary(operations.ABS, a)


def neg(a: Operand) -> Expression:
    """The value with the other sign; `-a` is the same.

    >>> float(pf.neg(pf.X).eval(2.0, 0.0))
    -2.0
    """
    return unary(operations.NEG, a)


def sqrt(a: Operand) -> Expression:
    """The square root; NaN of what is negative.

    >>> float(pf.sqrt(2.0 * pf.X).eval(8.0, 0.0))
    4.0
    """
    return unary(operations.SQRT, a)


def square(a: Operand) -> Expression:
    """A value times itself; `a ** 2` is the same.

    >>> float(pf.square(pf.X).eval(-3.0, 0.0))
    9.0
    """
    return unary(operations.SQUARE, a)


def floor(a: Operand) -> Expression:
    """The largest whole number that is not above a value.

    >>> pf.floor(pf.X).eval([-0.5, 1.5], 0.0)
    array([-1.,  1.])
    """
    return unary(operations.FLOOR, a)


def ceil(a: Operand) -> Expression:
    """The smallest whole number that is not below a value.

    >>> pf.ceil(pf.X).eval([0.5, 1.5], 0.0)
    array([1., 2.])
    """
    return unary(operations.CEIL, a)


def round_(a: Operand) -> Expression:
    """The nearest whole number, halves away from zero.

    >>> pf.round_(pf.X).eval([-0.5, 1.4, 2.5], 0.0)
    array([-1.,  1.,  3.])
    """
    return unary(operations.ROUND, a)


def sin(a: Operand) -> Expression:
    """The sine of an angle in radians, rounded to nearest.

    >>> float(pf.sin(pf.X).eval(0.5, 0.0))
    0.479425538604203
    """
    return unary(operations.SIN, a)


def cos(a: Operand) -> Expression:
    """The cosine of an angle in radians, rounded to nearest.

    >>> float(pf.cos(pf.X).eval(0.5, 0.0))
    0.8775825618903728
    """
    return unary(operations.COS, a)


def tan(a: Operand) -> Expression:
    """The tangent of an angle in radians, rounded to nearest.

    >>> float(pf.tan(pf.X).eval(0.5, 0.0))
    0.5463024898437905
    """
    return unary(operations.TAN, a)


def asin(a: Operand) -> Expression:
    """The angle whose sine a value is, rounded to nearest; NaN outside [-1, 1].

    >>> float(pf.asin(pf.X).eval(1.0, 0.0))
    1.5707963267948966
    """
    return unary(operations.ASIN, a)


def acos(a: Operand) -> Expression:
    """The angle whose cosine a value is, rounded to nearest; NaN outside [-1, 1].

    >>> float(pf.acos(pf.X).eval(-1.0, 0.0))
    3.141592653589793
    """
    return unary(operations.ACOS, a)


def atan(a: Operand) -> Expression:
    """The angle whose tangent a value is, rounded to nearest.

    >>> float(pf.atan(pf.X).eval(1.0, 0.0))
    0.7853981633974483
    """
    return unary(operations.ATAN, a)


def exp(a: Operand) -> Expression:
    """e to the power of a value, rounded to nearest.

    >>> float(pf.exp(pf.X).eval(1.0, 0.0))
    2.718281828459045
    """
    return unary(operations.EXP, a)


def ln(a: Operand) -> Expression:
    """The natural logarithm, rounded to nearest; NaN of what is negative.

    >>> float(pf.ln(pf.X).eval(10.0, 0.0))
    2.302585092994046
    """
    return unary(operations.LN, a)


def not_(a: Operand) -> Expression:
    """1 where a value is 0, and 0 elsewhere.

    >>> pf.not_(pf.X).eval([0.0, 0.5], 0.0)
    array([1., 0.])
    """
    return unary(operations.NOT, a)


def rand(a: Operand) -> Expression:
    """A number in [0, 1) by a's bits in single precision: the same for the same number, on any machine.

    >>> pf.rand(pf.floor(pf.X)).eval([0.0, 1.0, 1.5], 0.0).round(6)
    array([0.0302  , 0.944264, 0.944264])
    """
    return unary(operations.RAND, a)


def add(a: Operand, b: Operand) -> Expression:
    """The sum; `a + b` is the same.

    >>> float(pf.add(pf.X, pf.Y).eval(0.5, 0.25))
    0.75
    """
    return binary(operations.ADD, a, b)


def sub(a: Operand, b: Operand) -> Expression:
    """The difference of two values; `a - b` is the same. The shape a without b is `difference(a, b)`.

    >>> float(pf.sub(pf.X, pf.Y).eval(0.5, 0.25))
    0.25
    """
    return binary(operations.SUB, a, b)


def mul(a: Operand, b: Operand) -> Expression:
    """The product; `a * b` is the same.

    >>> float(pf.mul(pf.X, pf.Y).eval(0.5, 0.25))
    0.125
    """
    return binary(operations.MUL, a, b)


def div(a: Operand, b: Operand) -> Expression:
    """The quotient; `a / b` is the same.

    >>> float(pf.div(pf.X, pf.Y).eval(0.5, 0.25))
    2.0
    """
    return binary(operations.DIV, a, b)


def min_(a: Operand, b: Operand) -> Expression:
    """The smaller of two values, the union of two shapes; `a | b` is the same.

    >>> float(pf.min_(pf.X, pf.Y).eval(0.5, 0.25))
    0.25
    """
    return binary(operations.MIN, a, b)


def max_(a: Operand, b: Operand) -> Expression:
    """The larger of two values, the intersection of two shapes; `a & b` is the same.

    >>> float(pf.max_(pf.X, pf.Y).eval(0.5, 0.25))
    0.5
    """
    return binary(operations.MAX, a, b)


def atan2(y: Operand, x: Operand) -> Expression:
    """The angle of the point (x, y), from -pi to pi, rounded to nearest.

    >>> float(pf.atan2(pf.Y, pf.X).eval(-1.0, 0.0))
    3.141592653589793
    """
    return binary(operations.ATAN2, y, x)


def compare(a: Operand, b: Operand) -> Expression:
    """-1 where a is below b, 0 where they are equal, 1 where a is above b.

    >>> pf.compare(pf.X, 1.0).eval([0.0, 1.0, 2.0], 0.0)
    array([-1.,  0.,  1.])
    """
    return binary(operations.COMPARE, a, b)


def mod(a: Operand, b: Operand) -> Expression:
    """The remainder of a division, never negative; `a % b` is the same.

    >>> pf.mod(pf.X, 3.0).eval([-1.0, 4.0], 0.0)
    array([2., 1.])
    """
    return binary(operations.MOD, a, b)


def and_(a: Operand, b: Operand) -> Expression:
    """a where a is 0, elsewhere b.

    >>> pf.and_(pf.X, 5.0).eval([0.0, 2.0], 0.0)
    array([0., 5.])
    """
    return binary(operations.AND, a, b)


def or_(a: Operand, b: Operand) -> Expression:
    """a where a is not 0, elsewhere b.

    >>> pf.or_(pf.X, 5.0).eval([0.0, 2.0], 0.0)
    array([5., 2.])
    """
    return binary(operations.OR, a, b)


def mix(a: Operand, b: Operand) -> Expression:
    """Both numbers hashed to one, the argument of another mix or of rand: rand(mix(a, b)) is a number in [0, 1) by both.

    It is any number of single precision, small or large, and in one of 256 cases NaN, which rand and mix take like a number.

    >>> float(pf.rand(pf.mix(pf.X, pf.Y)).eval(3.0, 4.0).round(6))
    0.853416
    """
    return binary(operations.MIX, a, b)
