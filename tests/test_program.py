"""Programs, their builder and their text."""
import pytest
from hypothesis import given

from pyfidget import operations
from pyfidget.parser import parse
from pyfidget.program import ProgramBuilder
from tests.strategies import BINARY, EDGES, UNARY, programs, same, same_program


@given(programs())
def test_a_program_is_the_same_after_printing_and_parsing(program):
    assert same_program(parse(program.to_vm(), 'printed'), program)


@pytest.mark.parametrize('value', EDGES)
def test_a_constant_is_the_same_after_printing_and_parsing(value):
    builder = ProgramBuilder()
    builder.constant(value)
    assert same(parse(builder.finish().to_vm(), 'printed').constants[0], value)


def test_every_operation_is_the_same_after_printing_and_parsing():
    builder = ProgramBuilder()
    for opcode in (operations.VAR_X, operations.VAR_Y, operations.VAR_Z):
        builder.variable(opcode)
    for opcode in UNARY:
        builder.unary(opcode, 1)
    for opcode in BINARY:
        builder.binary(opcode, 2, 1)
    program = builder.finish()
    assert same_program(parse(program.to_vm(), 'printed'), program)


def test_the_text_of_a_program_names_operations_in_hexadecimal():
    builder = ProgramBuilder()
    x = builder.variable(operations.VAR_X)
    for _ in range(10):
        x = builder.unary(operations.NEG, x)
    builder.binary(operations.SUB, x, builder.constant(-0.5))
    assert builder.finish().to_vm().split('\n') == (
        ['_0 var-x'] + ['_%s neg _%s' % pair for pair in zip('123456789a', '0123456789')]
        + ['_b const -0.5', '_c sub _a _b', ''])


def test_a_builder_gives_each_operation_its_index():
    builder = ProgramBuilder()
    assert builder.size() == 0
    assert [builder.variable(operations.VAR_Y), builder.constant(2.0), builder.unary(operations.ABS, 0),
            builder.binary(operations.DIV, 2, 1)] == [0, 1, 2, 3]
    assert builder.size() == 4
    program = builder.finish()
    assert program.size == 4
    assert program.opcodes == [operations.VAR_Y, operations.CONST, operations.ABS, operations.DIV]
    assert program.first == [0, 0, 0, 2]
    assert program.second == [0, 0, 0, 1]
    assert program.constants == [0.0, 2.0, 0.0, 0.0]


def test_a_builder_may_go_on_without_changing_what_it_has_finished():
    builder = ProgramBuilder()
    builder.constant(1.0)
    before = builder.finish()
    builder.unary(operations.NEG, 0)
    assert before.to_vm() == '_0 const 1.0\n'
    assert len(before.opcodes) == len(before.first) == len(before.second) == len(before.constants) == 1
    assert builder.finish().size == 2


@pytest.mark.parametrize('wrong', [
    lambda builder: builder.variable(operations.CONST), lambda builder: builder.variable(operations.ABS),
    lambda builder: builder.unary(operations.ADD, 0), lambda builder: builder.unary(operations.VAR_X, 0),
    lambda builder: builder.binary(operations.NEG, 0, 0), lambda builder: builder.unary(operations.NEG, 1),
    lambda builder: builder.unary(operations.NEG, -1), lambda builder: builder.binary(operations.ADD, 0, 1),
    lambda builder: builder.binary(operations.ADD, 1, 0), lambda builder: builder.binary(operations.ADD, -1, 0),
])
def test_a_builder_refuses_a_wrong_arity_or_an_argument_that_is_not_there_yet(wrong):
    builder = ProgramBuilder()
    builder.constant(1.0)
    with pytest.raises(AssertionError):
        wrong(builder)
    assert builder.size() == 1


def test_a_builder_refuses_an_empty_program():
    with pytest.raises(AssertionError):
        ProgramBuilder().finish()
