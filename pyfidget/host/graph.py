"""What formulas are made of: a graph of operations, in which no two are the same.

An expression is one operation and its arguments. Expressions are hash-consed: the same operation of the same arguments is the
same object, so that it is computed once. They are never changed. An operation becomes a node as it is written, but for what
gives the same value without one: constants (computed here, by the operation's own meaning), -(-a) and a | a.

Maps of a point wait. A shape that was moved, turned or scaled is a node, too: the shape, an affine map and a factor. Where
such a node gets another map, the two are made one, unless that has numbers too large or too small for doubles; only what becomes
a program, or gets coordinates of any other kind, has its maps carried out, each shape once for each map that it is seen through.
So a stack of maps takes time in proportion to its height, and its program no more operations than one map takes. The rounding is
that of the one map.
"""
from __future__ import annotations

import math
import weakref
from numbers import Real
from typing import Iterable, Iterator, Optional, Union

from pyfidget import operations
from pyfidget.host.affine import IDENTITY, Affine, axes_used, composed, product_of_factors
from pyfidget.host.composable import Composable, Operand
from pyfidget.host.notation import notation
from pyfidget.host.runnable import Runnable, make_runnable
from pyfidget.parser import parse
from pyfidget.program import Program, ProgramBuilder
from pyfidget.rpy import float_to_bits

PLACED = operations.OPERATIONS_AT_MOST  # the opcode of a shape with a map; no row of the table has it

_AXES = 7        # what an expression uses: bit i for axis i,
_MAPS = 1 << 3   # and this one where a map waits in it

_known: weakref.WeakValueDictionary[tuple[object, ...], Expression] = weakref.WeakValueDictionary()


class Expression(Composable):
    """One operation of the table and its arguments. Made by the operators and by functions.

    >>> disc = pf.sqrt(pf.X ** 2 + pf.Y ** 2) - 0.5
    >>> float(disc.eval(1.0, 0.0))
    0.5
    """

    __slots__ = ('opcode', 'arguments', 'value', 'place', 'uses', '_resolved', '_compiled', '__weakref__')

    opcode: int                        # a row of operations.OPERATIONS, or PLACED
    arguments: tuple[Expression, ...]  # as many as the operation takes
    value: float                       # of a CONST; 0.0 for every other operation
    place: Optional[Place]             # of a PLACED
    uses: int                          # axes and waiting maps, here and in the arguments
    _resolved: Optional[Expression]    # once it has been asked for
    _compiled: Optional[Runnable]      # likewise

    def __init__(self) -> None:
        raise TypeError('expressions are made from X, Y, Z, numbers and the functions of pyfidget')

    def expression(self) -> Expression:
        return self

    def resolved(self) -> Expression:
        """The same of operations of the table alone, all maps carried out."""
        if not self.uses & _MAPS:
            return self
        if self._resolved is None:
            self._resolved = _carry_out(self)
        return self._resolved

    def __reduce__(self) -> tuple[object, ...]:
        """How to pickle: as text, since the numbers of operations are not the same in every version."""
        return _restored, (self.to_vm(),)

    # ---- out ----

    def to_program(self) -> Program:
        """The program whose result is this expression; a subexpression appears once, however often it is used."""
        builder = ProgramBuilder()
        index: dict[Expression, int] = {}
        for node in walk(self.resolved()):
            if node.opcode == operations.CONST:
                index[node] = builder.constant(node.value)
            elif not node.arguments:
                index[node] = builder.variable(node.opcode)
            elif len(node.arguments) == 1:
                index[node] = builder.unary(node.opcode, index[node.arguments[0]])
            else:
                index[node] = builder.binary(node.opcode, *(index[argument] for argument in node.arguments))
        program: Program = builder.finish()
        return program

    def to_vm(self, comment: str = '') -> str:
        """The .vm text; each line of the comment becomes a line that begins with '#', before the program."""
        comments = ''.join(f'# {line}\n' for line in comment.splitlines())
        return f'{comments}{self.to_program().to_vm()}'

    def _runnable(self) -> Runnable:
        if self._compiled is None:
            self._compiled = make_runnable(self.to_vm().encode(), '')
        return self._compiled

    def __repr__(self) -> str:
        """The formula's beginning, as it may be written here; what is deeper is '...'."""
        return notation(self.resolved())

    # ---- what the operators make ----

    def _operate(self, opcode: int, *operands: Operand) -> Expression:
        return unary(opcode, *operands) if len(operands) == 1 else binary(opcode, *operands)

    def _power(self, exponent: int) -> Expression:
        if exponent < 0:
            return 1.0 / self._power(-exponent)
        if exponent == 0:
            return constant(1.0)
        power = self
        for bit in f'{exponent:b}'[1:]:
            power = unary(operations.SQUARE, power)
            if bit == '1':
                power = power * self
        return power


def walk(root: Expression) -> Iterator[Expression]:
    """Each expression that the root is made of, once, arguments before what uses them, first arguments first."""
    seen: set[Expression] = set()
    pending = [root]
    while pending:
        node = pending[-1]
        missing = [argument for argument in node.arguments if argument not in seen]
        if missing:
            pending.extend(reversed(missing))
            continue
        pending.pop()
        if node not in seen:
            seen.add(node)
            yield node


# ---- making expressions ----

def constant(value: float) -> Expression:
    """A number as an expression; the operators and functions do this by themselves.

    >>> float(pf.constant(0.5).eval(0.0, 0.0))
    0.5
    """
    try:
        number = float(value)
    except OverflowError:
        raise ValueError('the integer is too large for a float') from None
    return _node(operations.CONST, (), number)


def _node(opcode: int, arguments: tuple[Expression, ...], value: float = 0.0, place: Optional[Place] = None) -> Expression:
    """The one expression with these parts."""
    # An id is good for a key: it belongs to an argument for as long as the expression lives, and the key goes with it.
    ids: Iterable[int] = map(id, arguments)
    if opcode in (operations.ADD, operations.MUL):
        ids = sorted(ids)  # a + b has the very bits of b + a; min and max differ where zeros have different signs
    key = (opcode, float_to_bits(value), place, *ids)  # 0.0 is not -0.0, and one NaN is not another
    node = _known.get(key)
    if node is None:
        node = object.__new__(Expression)
        node.opcode, node.arguments, node.value, node.place = opcode, arguments, value, place
        node.uses = _uses(node)
        node._resolved = node._compiled = None
        _known[key] = node
    return node


def _uses(node: Expression) -> int:
    if operations.VAR_X <= node.opcode <= operations.VAR_Z:
        return 1 << node.opcode - operations.VAR_X
    if node.place is not None:
        return axes_used(node.arguments[0].uses, node.place[0]) | _MAPS
    used = 0
    for argument in node.arguments:
        used |= argument.uses
    return used


def from_program(program: Program) -> Expression:
    """The result of a program, operation by operation as it is there; what the result does not need is left out."""
    nodes: list[Expression] = []
    for index in range(program.size):
        opcode = program.opcodes[index]
        arguments = (program.first[index], program.second[index])[:operations.OPERATIONS[opcode].arity]
        nodes.append(_node(opcode, tuple(nodes[argument] for argument in arguments), program.constants[index]))
    return nodes[-1]


def _restored(text: str) -> Expression:
    return from_program(parse(text, '<pickle>'))


def operand(value: Operand) -> Expression:
    """What stands for an expression: itself, or a number of any kind, numpy's included."""
    if isinstance(value, Composable):
        return value.expression()
    if isinstance(value, Real):
        return constant(value)
    raise TypeError(f'an expression or a number is needed here, not a value of type {type(value).__name__}')


def unary(opcode: int, argument: Operand) -> Expression:
    a = operand(argument)
    if a.opcode == operations.CONST:
        return constant(operations.apply_operation(opcode, a.value, 0.0))
    if opcode == operations.NEG and a.opcode == operations.NEG:
        return a.arguments[0]
    return _node(opcode, (a,))


def binary(opcode: int, left: Operand, right: Operand) -> Expression:
    a, b = operand(left), operand(right)
    if a.opcode == b.opcode == operations.CONST:
        value = operations.apply_operation(opcode, a.value, b.value)
        if opcode != operations.MIX or not math.isnan(value):  # no numeral says which NaN it is
            return constant(value)
    if a is b and opcode in (operations.MIN, operations.MAX):
        return a
    return _node(opcode, (a, b))


X, Y, Z = (_node(_opcode, ()) for _opcode in (operations.VAR_X, operations.VAR_Y, operations.VAR_Z))


def linear(a: float, b: float, c: float, offset: float = 0.0) -> Expression:
    """a*X + b*Y + c*Z + offset, without the terms that are 0 and the products with 1."""
    terms = sorted(((factor, axis) for factor, axis in zip((a, b, c), (X, Y, Z)) if factor != 0.0),
                   key=lambda term: term[0] < 0.0)  # beginning with one that is not taken away, if there is any
    if not terms:
        return constant(offset)
    (factor, axis), *others = terms
    total = _product(axis, factor)
    if factor < 0.0:
        total, offset = offset - total if offset != 0.0 else -total, 0.0
    for factor, axis in others:
        total = total - _product(axis, factor) if factor < 0.0 else total + _product(axis, factor)
    # Always a subtraction: x - c and c - x, the two sides of an edge, then share their constant.
    return total - -offset if offset != 0.0 else total


def _product(axis: Expression, factor: float) -> Expression:
    return axis if abs(factor) == 1.0 else axis * abs(factor)


# ---- other coordinates ----

_Sum = tuple[Union[Expression, None], float]  # (rest, constant): their sum; no rest means the constant alone


def remap(shape: Operand, x: Operand = X, y: Operand = Y, z: Operand = Z) -> Expression:
    """The shape with other formulas in the places of X, Y and Z: a point goes through them before it meets the shape.

    Constants are carried outward through sums on the way: with x = X - 3, the shape 2 - X becomes 5 - X, not 2 - (X - 3).
    So moving a shape costs nothing, however often it is done; a sum may round differently in its last bit.

    >>> float(pf.remap(pf.circle(0.0, 0.0, 0.5), x=2.0 * pf.X).eval(0.25, 0.0))
    0.0
    """
    coordinates = {axis: _split(operand(formula).resolved()) for axis, formula in ((X, x), (Y, y), (Z, z))}
    done: dict[Expression, _Sum] = {}
    root = operand(shape).resolved()
    for node in walk(root):
        done[node] = coordinates[node] if node in coordinates else _remapped(node, [done[a] for a in node.arguments])
    return _joined(done[root])


def _remapped(node: Expression, arguments: list[_Sum]) -> _Sum:
    if node.opcode == operations.CONST:
        return None, node.value
    if node.opcode == operations.NEG:
        return _minus(arguments[0])
    if node.opcode == operations.ADD:
        return _plus(arguments[0], arguments[1])
    if node.opcode == operations.SUB:
        return _plus(arguments[0], _minus(arguments[1]))
    operands = [_joined(argument) for argument in arguments]
    if len(operands) == 1:
        return unary(node.opcode, operands[0]), 0.0
    return binary(node.opcode, operands[0], operands[1]), 0.0


def _split(expression: Expression) -> _Sum:
    if expression.opcode in (operations.CONST, operations.ADD, operations.SUB):
        parts: list[_Sum] = [(None, a.value) if a.opcode == operations.CONST else (a, 0.0)
                             for a in expression.arguments]
        return _remapped(expression, parts)
    return expression, 0.0


def _minus(a: _Sum) -> _Sum:
    rest, offset = a
    return (None if rest is None else -rest), -offset


def _plus(a: _Sum, b: _Sum) -> _Sum:
    (rest, a_offset), (other, b_offset) = a, b
    if rest is None or other is None:
        return (other if rest is None else rest), a_offset + b_offset
    if other.opcode == operations.NEG:
        return rest - other.arguments[0], a_offset + b_offset
    if rest.opcode == operations.NEG:
        return other - rest.arguments[0], a_offset + b_offset
    return rest + other, a_offset + b_offset


def _joined(a: _Sum) -> Expression:
    rest, offset = a
    if rest is None:
        return constant(offset)
    if offset == 0.0:
        return rest
    if rest.opcode == operations.NEG:
        return offset - rest.arguments[0]
    # Always a subtraction: x - c and c - x, the two sides of an edge, then share their constant.
    return rest - -offset


# ---- maps ----

Place = tuple[Affine, float]  # a point goes through the map before it meets the shape, whose value is then multiplied

_Seen = tuple[Expression, Optional[Affine]]  # a shape, and the map through which it is seen


def placed(shape: Operand, map_: Affine, factor: float = 1.0) -> Expression:
    """The shape behind a map, its values multiplied by a factor above 0."""
    root = operand(shape)
    if root.place is not None:
        one, both = composed(map_, root.place[0]), product_of_factors(root.place[1], factor)
        if one is not None and both is not None:
            root, map_, factor = root.arguments[0], one, both
    is_everywhere_the_same = map_ == IDENTITY or not root.uses & _AXES
    return root if factor == 1.0 and is_everywhere_the_same else _node(PLACED, (root,), place=(map_, factor))


def _carry_out(root: Expression) -> Expression:
    """Each part of the root, seen through the maps above it, once for each map; without a map it stays as it is."""
    done: dict[_Seen, _Sum] = {}
    coordinates: dict[Affine, dict[Expression, _Sum]] = {}
    pending: list[_Seen] = [(root, None)]
    while pending:
        node, map_ = pending[-1]
        if map_ is not None and map_ not in coordinates:
            coordinates[map_] = {axis: _split(linear(*map_[4 * i:4 * i + 4])) for i, axis in enumerate((X, Y, Z))}
        parts = _parts(node, map_, done)
        missing = [part for part in parts if part not in done]
        if missing:
            pending.extend(reversed(missing))
            continue
        pending.pop()
        arguments = [done[part] for part in parts]
        if node.place is not None:
            done[node, map_] = _multiplied(arguments[-1], 1.0 if len(arguments) > 1 else node.place[1])
        elif map_ is not None:
            done[node, map_] = coordinates[map_][node] if node in coordinates[map_] else _remapped(node, arguments)
        elif not node.uses & _MAPS:
            done[node, map_] = node, 0.0
        else:
            done[node, map_] = node._operate(node.opcode, *map(_joined, arguments)), 0.0
    return _joined(done[root, None])


def _parts(node: Expression, map_: Optional[Affine], done: dict[_Seen, _Sum]) -> list[_Seen]:
    """What has to be done before a node that is seen through a map."""
    if node.place is not None:
        shape, (own, factor) = node.arguments[0], node.place
        if map_ is None:
            return [(shape, own)]
        one = composed(map_, own)
        if one is not None:
            return [(shape, one)]
        # Two maps that cannot be one: the inner one is carried out, and what comes of it is seen through the other.
        inner = shape, own
        return [inner, (_joined(_multiplied(done[inner], factor)), map_)] if inner in done else [inner]
    if map_ is None and not node.uses & _MAPS:
        return []
    return [(argument, map_) for argument in node.arguments]


def _multiplied(a: _Sum, factor: float) -> _Sum:
    return a if factor == 1.0 else (_joined(a) * factor, 0.0)
