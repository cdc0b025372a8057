"""Formulas as a reader would write them in Python."""
from __future__ import annotations

from typing import TYPE_CHECKING

from pyfidget import operations

if TYPE_CHECKING:
    from pyfidget.host.expression import Expression

_DEPTH = 5  # operations inside each other

# How it is written between its arguments, and how tightly it binds, as in Python.
_BETWEEN = {operations.MIN: ('|', 1), operations.MAX: ('&', 2), operations.ADD: ('+', 3), operations.SUB: ('-', 3),
            operations.MUL: ('*', 4), operations.DIV: ('/', 4), operations.MOD: ('%', 4)}
_MINUS = 5
_TIGHTEST = 6

# Python has these names already.
_OTHERWISE = {'round': 'round_', 'not': 'not_', 'and': 'and_', 'or': 'or_'}


def notation(expression: Expression) -> str:
    """The formula to a depth; deeper parts are '...'."""
    return _written(expression, _DEPTH)[0]


def _written(node: Expression, depth: int) -> tuple[str, int]:
    """The formula, and how tightly its outermost operation binds."""
    if node.opcode == operations.CONST:
        return repr(node.value), _MINUS if repr(node.value).startswith('-') else _TIGHTEST
    name = operations.OPERATIONS[node.opcode].name
    if not node.arguments:
        return name[-1].upper(), _TIGHTEST
    if depth == 0:
        return '...', _TIGHTEST
    parts = [_written(argument, depth - 1) for argument in node.arguments]
    if node.opcode == operations.NEG:
        return f'-{_within(parts[0], _MINUS)}', _MINUS
    if node.opcode in _BETWEEN:
        sign, tightness = _BETWEEN[node.opcode]
        # What stands on the right binds tighter: a - (b - c) is not a - b - c.
        return f'{_within(parts[0], tightness)} {sign} {_within(parts[1], tightness + 1)}', tightness
    return f'{_OTHERWISE.get(name, name)}({", ".join(text for text, _ in parts)})', _TIGHTEST


def _within(part: tuple[str, int], tightness: int) -> str:
    text, own = part
    return text if own >= tightness else f'({text})'
