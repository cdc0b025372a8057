"""Boxes and formulas evaluated at a point, the plain way: by what they say, not by the network behind them."""
import functools
import re

from pyfidget.host.diagrams.boxes import group
from pyfidget.host.diagrams.formulas import formula
from pyfidget.host.diagrams.network import ALL, ANY, CONSTANT, FALSE, SPINE, TRUE
from pyfidget.operations import OPERATIONS, meaning_of

MEANINGS = {row.name: meaning_of(opcode) for opcode, row in enumerate(OPERATIONS) if row.arity > 0}
MEANINGS.update({'<': lambda a, b: a < b, '>': lambda a, b: a > b, ANY: lambda a, b: a or b, ALL: lambda a, b: a and b})


def result_by_boxes(network, x, y, z):
    """The result, each box computed from its operands alone, a min of many from the first to the last. What no earlier box gives
    is a KeyError."""
    results = {}
    for box in group(network):
        values = {index: leaf_value(network.nodes[index], x, y, z) if network.nodes[index].is_leaf() else results[index]
                  for index in box.operands}
        if network.nodes[box.root].operation in SPINE:
            meaning = MEANINGS[network.nodes[box.root].operation]
            results[box.root] = functools.reduce(meaning, [values[index] for index in box.operands])
        elif not box.members:
            results[box.root] = leaf_value(network.nodes[box.root], x, y, z)
        else:
            for index in box.members:
                node = network.nodes[index]
                values[index] = MEANINGS[node.operation](*[values[argument] for argument in node.arguments])
            results[box.root] = values[box.root]
    return results[network.result]


def leaf_value(node, x, y, z):
    if node.operation == CONSTANT:
        return node.value
    return {'var-x': x, 'var-y': y, 'var-z': z, TRUE: True, FALSE: False}[node.operation]


def result_by_formulas(network, x, y, z):
    """The result, each box of arithmetic computed from its text, which Python reads; its numbers in full."""
    names = {'x': Value(x), 'y': Value(y), 'z': Value(z), 'inf': Value(float('inf')), 'nan': Value(float('nan'))}
    names.update({f'op_{name}': _lifted(meaning) for name, meaning in MEANINGS.items()})
    for box in group(network):
        node = network.nodes[box.root]
        if node.operation in SPINE:
            texts = [formula(network, type(box)(index, [], []), repr) if network.nodes[index].is_leaf()
                     else network.nodes[index].name for index in box.operands]
            text = functools.reduce(lambda a, b: f'{node.operation}({a}, {b})', texts)
        else:
            text = formula(network, box, repr)
        names[node.name] = eval(_as_python(text), {'Value': Value}, names)
    return names[network.nodes[network.result].name].number


def _as_python(text):
    text = re.sub(r'\b([a-z]+[0-9]?)\(', r'op_\1(', text.replace('√', 'sqrt'))
    text = re.sub(r'(?<![\w.])(\d[\d.]*(e[-+]?\d+)?)', r'Value(\1)', text)
    return text.replace('²', '**2').replace('·', '*')


class Value:
    """A double with the operators of a formula, as operations.py means them."""

    def __init__(self, number):
        self.number = number

    def __add__(self, other):
        return Value(MEANINGS['add'](self.number, other.number))

    def __sub__(self, other):
        return Value(MEANINGS['sub'](self.number, other.number))

    def __mul__(self, other):
        return Value(MEANINGS['mul'](self.number, other.number))

    def __truediv__(self, other):
        return Value(MEANINGS['div'](self.number, other.number))

    def __pow__(self, two):
        assert two == 2
        return Value(MEANINGS['square'](self.number))

    def __neg__(self):
        return Value(MEANINGS['neg'](self.number))


def _lifted(meaning):
    return lambda *values: Value(meaning(*[value.number for value in values]))
