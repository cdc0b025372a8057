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
    'fmin': 'min_(a, b)', 'fmax': 'max_(a, b)', 'invert': '~a', 'floor_divide': 'floor(a / b)', 'sign': 'compare(a, 0.0)',
    'radians': 'a * (math.pi / 180.0)', 'deg2rad': 'a * (math.pi / 180.0)', 'degrees': 'a * (180.0 / math.pi)',
    'rad2deg': 'a * (180.0 / math.pi)',
    'logical_not': 'not_(a)', 'logical_and': 'and_(a, b)', 'logical_or': 'or_(a, b)',
}

# Functions that are no operations of an array's elements.
_OF_ARRAYS = {'round': 'round_(a)', 'around': 'round_(a)', 'clip': 'min_(max_(a, low), high)'}


def advice(name: str) -> str:
    """What to write for a function of numpy's, as one line."""
    if name in OPERATORS:
        return f'numpy.{name} takes expressions and numbers only, and has no options with them'
    words = _NAMES.get(name) or _OF_ARRAYS.get(name)
    if words:
        return f'numpy.{name} takes no expressions: write {words}, with the functions of pyfidget'
    return f'numpy.{name} takes no expressions, and pyfidget has nothing like it'
