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
    return unary(operations.ABS, a)


def neg(a: Operand) -> Expression:
    return unary(operations.NEG, a)


def sqrt(a: Operand) -> Expression:
    return unary(operations.SQRT, a)


def square(a: Operand) -> Expression:
    return unary(operations.SQUARE, a)


def floor(a: Operand) -> Expression:
    return unary(operations.FLOOR, a)


def ceil(a: Operand) -> Expression:
    return unary(operations.CEIL, a)


def round_(a: Operand) -> Expression:
    return unary(operations.ROUND, a)


def sin(a: Operand) -> Expression:
    return unary(operations.SIN, a)


def cos(a: Operand) -> Expression:
    return unary(operations.COS, a)


def tan(a: Operand) -> Expression:
    return unary(operations.TAN, a)


def asin(a: Operand) -> Expression:
    return unary(operations.ASIN, a)


def acos(a: Operand) -> Expression:
    return unary(operations.ACOS, a)


def atan(a: Operand) -> Expression:
    return unary(operations.ATAN, a)


def exp(a: Operand) -> Expression:
    return unary(operations.EXP, a)


def ln(a: Operand) -> Expression:
    return unary(operations.LN, a)


def not_(a: Operand) -> Expression:
    return unary(operations.NOT, a)


def rand(a: Operand) -> Expression:
    """A number in [0, 1) by a's bits in single precision: the same for the same number, on any machine."""
    return unary(operations.RAND, a)


def add(a: Operand, b: Operand) -> Expression:
    return binary(operations.ADD, a, b)


def sub(a: Operand, b: Operand) -> Expression:
    return binary(operations.SUB, a, b)


def mul(a: Operand, b: Operand) -> Expression:
    return binary(operations.MUL, a, b)


def div(a: Operand, b: Operand) -> Expression:
    return binary(operations.DIV, a, b)


def min_(a: Operand, b: Operand) -> Expression:
    return binary(operations.MIN, a, b)


def max_(a: Operand, b: Operand) -> Expression:
    return binary(operations.MAX, a, b)


def atan2(y: Operand, x: Operand) -> Expression:
    return binary(operations.ATAN2, y, x)


def compare(a: Operand, b: Operand) -> Expression:
    return binary(operations.COMPARE, a, b)


def mod(a: Operand, b: Operand) -> Expression:
    return binary(operations.MOD, a, b)


def and_(a: Operand, b: Operand) -> Expression:
    return binary(operations.AND, a, b)


def or_(a: Operand, b: Operand) -> Expression:
    return binary(operations.OR, a, b)


def mix(a: Operand, b: Operand) -> Expression:
    """Both numbers hashed to one, the argument of another mix or of rand: rand(mix(a, b)) is a number in [0, 1) by both.

    It is any number of single precision, small or large, and in one of 256 cases NaN, which rand and mix take like a number.
    """
    return binary(operations.MIX, a, b)
