"""Units that tests draw, and what holds for the steps of any allocator."""
from hypothesis import strategies as st

from pyfidget.asm.encoder import R8, RSI, at
from pyfidget.codegen import unit
from pyfidget.codegen.instructions import has_two, may_be_in_memory
from pyfidget.codegen.steps import COMPUTE, IN_MEMORY, first_of, kind_of, second_of, value_of
from pyfidget.operations import ADD, MUL, NEG, SQRT, SUB
from tests.codegen.running import LANES, forward, new_unit, replay
from tests.strategies import BINARY, UNARY

OUT = at(R8, 0)


@st.composite
def units(draw, most=60):
    """A unit of leaves and operations of any kind, with some results; gives it and the values at their places."""
    leaves = draw(st.integers(1, 8))
    count = draw(st.integers(1, most))
    u = new_unit(leaves + count + 4, draw(st.sampled_from(LANES)))
    unit.begin(u, 0)
    for leaf in range(leaves):
        if draw(st.booleans()):
            unit.add_leaf(u, at(RSI, u.vector * leaf))
        else:
            unit.add_constant(u, 0.5)
    for _ in range(count):
        size = u.size
        near = st.integers(max(0, size - 6), size - 1)
        a = draw(near | st.integers(0, size - 1))
        opcode = draw(st.sampled_from([ADD, SUB, MUL, NEG, SQRT] + UNARY + BINARY))
        unit.add_operation(u, opcode, a, draw(near | st.integers(0, size - 1)) if has_two(opcode) else a)
    results = draw(st.lists(st.integers(0, u.size - 1), min_size=1, max_size=3)) + [u.size - 1]
    places = {}
    for i, value in enumerate(results):
        size = u.size
        unit.add_result(u, value, at(R8, u.vector * i))
        places[at(R8, u.vector * i)] = value if u.size == size else size
    return u, places


def assert_operands(u):
    """Only what may be in memory is."""
    for step in forward(u):
        if kind_of(step) == COMPUTE:
            value = value_of(step)
            allowed = may_be_in_memory(u.opcodes[value])
            assert first_of(step) != IN_MEMORY or allowed & 1
            assert second_of(step) != IN_MEMORY or allowed & 2 or not has_two(u.opcodes[value])


def assert_right(u, places, registers):
    """Each read gets the value that the tape says, only what may be in memory is, and each result lies at its place."""
    memory = replay(u, registers)
    for place, value in places.items():
        assert memory[place] == value
    assert_operands(u)
