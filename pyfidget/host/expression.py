"""Formulas over X, Y and Z, written with Python's operators: what shapes are made of.

    >>> disc = sqrt(square(X) + square(Y)) - 1.0
    >>> print(disc.to_vm())

Expressions are hash-consed: to write the same formula twice gives the same object, so that it is computed once. They are
never changed. A formula goes into the program operation by operation as it was written, but for what gives the same value
without one: constants (computed here, by the operation's own meaning), -(-a) and a | a. Only `remap` regroups sums.
"""
from __future__ import annotations

import weakref
from numbers import Real
from typing import Iterable, Iterator, Union

from pyfidget import operations
from pyfidget.host.composable import Composable, Operand
from pyfidget.host.notation import notation
from pyfidget.host.renderable import Runnable, make_runnable
from pyfidget.parser import parse
from pyfidget.program import Program, ProgramBuilder
from pyfidget.rpy import float_to_bits

_known: weakref.WeakValueDictionary[tuple[object, ...], Expression] = weakref.WeakValueDictionary()


class Expression(Composable):
    """One operation of the table and its arguments. Made by the operators and functions of this file."""

    __slots__ = ('opcode', 'arguments', 'value', '_compiled', '__weakref__')

    opcode: int                        # a row of operations.OPERATIONS
    arguments: tuple[Expression, ...]  # as many as the operation takes
    value: float                       # of a CONST; 0.0 for every other operation
    _compiled: Union[Runnable, None]   # once it has been asked for

    def __init__(self) -> None:
        raise TypeError('expressions are made from X, Y, Z, numbers and the functions of this module')

    def expression(self) -> Expression:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """How to pickle: as text, since the numbers of operations are not the same in every version."""
        return _restored, (self.to_vm(),)

    # ---- out ----

    def to_program(self) -> Program:
        """The program whose result is this expression; a subexpression appears once, however often it is used."""
        builder = ProgramBuilder()
        index: dict[Expression, int] = {}
        for node in walk(self):
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
        return notation(self)

    # ---- what the operators make ----

    def _operate(self, opcode: int, *operands: Operand) -> Expression:
        return _unary(opcode, *operands) if len(operands) == 1 else _binary(opcode, *operands)

    def _power(self, exponent: int) -> Expression:
        if exponent < 0:
            return 1.0 / self._power(-exponent)
        if exponent == 0:
            return constant(1.0)
        power = self
        for bit in f'{exponent:b}'[1:]:
            power = _unary(operations.SQUARE, power)
            if bit == '1':
                power = power * self
        return power


def walk(root: Expression) -> Iterator[Expression]:
    """Each expression that the root is made of, once, arguments before what uses them, first arguments first."""
    seen: set[Expression] = set()
    pending = [root]
    while pending:
        node = pending[-1]
        waiting = [argument for argument in node.arguments if argument not in seen]
        if waiting:
            pending.extend(reversed(waiting))
            continue
        pending.pop()
        if node not in seen:
            seen.add(node)
            yield node


# ---- making expressions ----

def constant(value: float) -> Expression:
    """A number as an expression; the operators and functions do this by themselves."""
    try:
        number = float(value)
    except OverflowError:
        raise ValueError('the integer is too large for a float') from None
    return _node(operations.CONST, (), number)


def _node(opcode: int, arguments: tuple[Expression, ...], value: float = 0.0) -> Expression:
    """The one expression with these parts."""
    # An id is good for a key: it belongs to an argument for as long as the expression lives, and the key goes with it.
    ids: Iterable[int] = map(id, arguments)
    if opcode in (operations.ADD, operations.MUL):
        ids = sorted(ids)  # a + b has the very bits of b + a; min and max differ where zeros have different signs
    key = (opcode, float_to_bits(value), *ids)  # 0.0 is not -0.0, and one NaN is not another
    node = _known.get(key)
    if node is None:
        node = object.__new__(Expression)
        node.opcode, node.arguments, node.value, node._compiled = opcode, arguments, value, None
        _known[key] = node
    return node


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


def _unary(opcode: int, argument: Operand) -> Expression:
    a = operand(argument)
    if a.opcode == operations.CONST:
        return constant(operations.apply_operation(opcode, a.value, 0.0))
    if opcode == operations.NEG and a.opcode == operations.NEG:
        return a.arguments[0]
    return _node(opcode, (a,))


def _binary(opcode: int, left: Operand, right: Operand) -> Expression:
    a, b = operand(left), operand(right)
    if a.opcode == b.opcode == operations.CONST:
        return constant(operations.apply_operation(opcode, a.value, b.value))
    if a is b and opcode in (operations.MIN, operations.MAX):
        return a
    return _node(opcode, (a, b))


X, Y, Z = (_node(_opcode, ()) for _opcode in (operations.VAR_X, operations.VAR_Y, operations.VAR_Z))


# ---- every operation of the table, under its own name (with a '_' where Python has that name already) ----

def abs_(a: Operand) -> Expression:
    return _unary(operations.ABS, a)


def neg(a: Operand) -> Expression:
    return _unary(operations.NEG, a)


def sqrt(a: Operand) -> Expression:
    return _unary(operations.SQRT, a)


def square(a: Operand) -> Expression:
    return _unary(operations.SQUARE, a)


def floor(a: Operand) -> Expression:
    return _unary(operations.FLOOR, a)


def ceil(a: Operand) -> Expression:
    return _unary(operations.CEIL, a)


def round_(a: Operand) -> Expression:
    return _unary(operations.ROUND, a)


def sin(a: Operand) -> Expression:
    return _unary(operations.SIN, a)


def cos(a: Operand) -> Expression:
    return _unary(operations.COS, a)


def tan(a: Operand) -> Expression:
    return _unary(operations.TAN, a)


def asin(a: Operand) -> Expression:
    return _unary(operations.ASIN, a)


def acos(a: Operand) -> Expression:
    return _unary(operations.ACOS, a)


def atan(a: Operand) -> Expression:
    return _unary(operations.ATAN, a)


def exp(a: Operand) -> Expression:
    return _unary(operations.EXP, a)


def ln(a: Operand) -> Expression:
    return _unary(operations.LN, a)


def not_(a: Operand) -> Expression:
    return _unary(operations.NOT, a)


def add(a: Operand, b: Operand) -> Expression:
    return _binary(operations.ADD, a, b)


def sub(a: Operand, b: Operand) -> Expression:
    return _binary(operations.SUB, a, b)


def mul(a: Operand, b: Operand) -> Expression:
    return _binary(operations.MUL, a, b)


def div(a: Operand, b: Operand) -> Expression:
    return _binary(operations.DIV, a, b)


def min_(a: Operand, b: Operand) -> Expression:
    return _binary(operations.MIN, a, b)


def max_(a: Operand, b: Operand) -> Expression:
    return _binary(operations.MAX, a, b)


def atan2(y: Operand, x: Operand) -> Expression:
    return _binary(operations.ATAN2, y, x)


def compare(a: Operand, b: Operand) -> Expression:
    return _binary(operations.COMPARE, a, b)


def mod(a: Operand, b: Operand) -> Expression:
    return _binary(operations.MOD, a, b)


def and_(a: Operand, b: Operand) -> Expression:
    return _binary(operations.AND, a, b)


def or_(a: Operand, b: Operand) -> Expression:
    return _binary(operations.OR, a, b)


# ---- other coordinates ----

_Sum = tuple[Union[Expression, None], float]  # (rest, constant): their sum; no rest means the constant alone


def remap(shape: Operand, x: Operand = X, y: Operand = Y, z: Operand = Z) -> Expression:
    """The shape with other formulas in the places of X, Y and Z: a point goes through them before it meets the shape.

    Constants are carried outward through sums on the way: with x = X - 3, the shape 2 - X becomes 5 - X, not 2 - (X - 3).
    So moving a shape costs nothing, however often it is done; a sum may round differently in its last bit.
    """
    coordinates = {X: _split(operand(x)), Y: _split(operand(y)), Z: _split(operand(z))}
    done: dict[Expression, _Sum] = {}
    root = operand(shape)
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
        return _unary(node.opcode, operands[0]), 0.0
    return _binary(node.opcode, operands[0], operands[1]), 0.0


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
