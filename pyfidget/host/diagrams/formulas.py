"""Arithmetic as formulas, with the parentheses that its order needs and no others: `v3 - 2·(x + y)²`.

Read as Python reads it, a formula gives the value to the last bit: a + -b is written a - b, and x * 2 as 2·x, because these
are the same, but a + (b + c) keeps its parentheses.
"""
import re
import textwrap
from dataclasses import dataclass

from pyfidget.host.diagrams.network import COMPARISONS, CONSTANT, X, Y, Z

_SUM, _PRODUCT, _POWER, _ATOM = range(4)  # how tightly a term holds together
_LETTERS = {X: 'x', Y: 'y', Z: 'z'}
_ROOT = '√'


@dataclass(frozen=True)
class _Term:
    """A piece of a formula; with a sign before it, if it is negative, which a sum never is."""
    text: str
    level: int
    negative: bool = False

    def whole(self):
        return '-' + self.text if self.negative else self.text

    def at_least(self, level):
        """The term as it stands where only this level or a higher one, and no sign, can stand."""
        return f'({self.whole()})' if self.negative or self.level < level else self.text


def formula(network, box, numeral):
    """The text of a box of arithmetic, or of a comparison. numeral(value) is the text of a constant."""
    terms = {index: _outside(network.nodes[index], numeral) for index in box.operands}
    for index in box.members:
        node = network.nodes[index]
        terms[index] = _term(node.operation, [terms[argument] for argument in node.arguments])
    return (terms[box.root] if box.members else _outside(network.nodes[box.root], numeral)).whole()


def wrapped(text, width):
    """The lines of a formula, each of so many characters if that can be; a line is broken before an operator or after a comma."""
    # A blank that must not be broken at stands behind each operator.
    return textwrap.wrap(re.sub(r' ([-+·/<>]) ', ' \\1\N{NO-BREAK SPACE}', text), width, break_long_words=False)


def operand_text(node, numeral):
    """What a formula calls a constant, a coordinate or the value of another box."""
    return _outside(node, numeral).whole()


def _outside(node, numeral):
    if node.operation == CONSTANT:
        text = numeral(node.value)
        return _Term(text.lstrip('-'), _ATOM, text.startswith('-'))
    return _Term(_LETTERS.get(node.operation, node.name), _ATOM)


def _term(operation, terms):
    if operation in ('add', 'sub'):
        return _sum(*terms, operation == 'sub')
    if operation == 'mul':
        return _product(*terms)
    if operation == 'div':
        return _quotient(*terms)
    if operation == 'neg':
        return _negated(*terms)
    if operation == 'square':
        return _Term(terms[0].at_least(_ATOM) + '²', _POWER)
    if operation in COMPARISONS:
        return _Term(f' {operation} '.join(term.whole() for term in terms), _SUM)
    name = _ROOT if operation == 'sqrt' else operation
    # Not an atom: the square of a root is (√(x))², which √(x)² might not be.
    return _Term(f'{name}({", ".join(term.whole() for term in terms)})', _POWER)


def _sum(a, b, minus):
    if b.negative:
        minus = not minus
    return _Term(f'{a.whole()} {"-" if minus else "+"} {_unsigned(b)}', _SUM)


def _unsigned(term):
    return term.text if term.level > _SUM else f'({term.text})'


def _product(a, b):
    if _is_number(b) and not _is_number(a):
        a, b = b, a
    return _Term(f'{_factor(a)}·{b.at_least(_POWER)}', _PRODUCT, a.negative)


def _quotient(a, b):
    return _Term(f'{_factor(a)} / {b.at_least(_POWER)}', _PRODUCT, a.negative)


def _factor(term):
    """A term that others are multiplied to on its right; its sign becomes that of the product."""
    return term.text if term.level >= _PRODUCT else f'({term.text})'


def _is_number(term):
    return term.level == _ATOM and term.text[0].isdigit()


def _negated(a):
    if a.negative:
        return _Term(f'({a.whole()})', _ATOM, True)
    return _Term(_unsigned(a), max(a.level, _PRODUCT), True)
