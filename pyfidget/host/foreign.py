"""Functions of numpy by the names that they have here: an expression is not one of numpy's numbers."""
from __future__ import annotations

from pyfidget import operations

# What an operator between a number of numpy's and an expression calls.
OPERATORS = {'add': operations.ADD, 'subtract': operations.SUB, 'multiply': operations.MUL, 'divide': operations.DIV,
             'remainder': operations.MOD, 'bitwise_or': operations.MIN, 'bitwise_and': operations.MAX}
COMPARISONS = {'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'}

_SAME = ['sqrt', 'square', 'floor', 'ceil', 'sin', 'cos', 'tan', 'exp']
_NAMES = {
    **{name: f'{name}(a)' for name in _SAME},
    'absolute': 'abs_(a)', 'fabs': 'abs_(a)', 'negative': 'neg(a)', 'rint': 'round_(a)', 'arcsin': 'asin(a)',
    'arccos': 'acos(a)', 'arctan': 'atan(a)', 'arctan2': 'atan2(a, b)', 'log': 'ln(a)', 'log2': 'ln(a) / math.log(2.0)',
    'log10': 'ln(a) / math.log(10.0)', 'exp2': 'exp(a * math.log(2.0))', 'reciprocal': '1.0 / a', 'power': 'a ** b',
    'float_power': 'a ** b', 'hypot': 'sqrt(a ** 2 + b ** 2)', 'minimum': 'min_(a, b)', 'maximum': 'max_(a, b)',
    'fmin': 'min_(a, b)', 'fmax': 'max_(a, b)', 'invert': '~a',
    'logical_not': 'not_(a)', 'logical_and': 'and_(a, b)', 'logical_or': 'or_(a, b)',
}


def advice(name: str) -> str:
    """What to write for a function of numpy's, as one line."""
    if name in OPERATORS:
        return f'numpy.{name} takes expressions and numbers only, and has no options with them'
    if name in _NAMES:
        return f'numpy.{name} takes no expressions: write {_NAMES[name]}, with the functions of pyfidget'
    return f'numpy.{name} takes no expressions, and pyfidget has nothing like it'
