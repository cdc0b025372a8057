"""Registers: each read gets the value that the tape says, whatever the policy and however few registers there are."""
import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget.asm.encoder import R8, RSI, at
from pyfidget.codegen import unit
from pyfidget.codegen.instructions import COPY, LEAF, has_two, may_be_in_memory
from pyfidget.codegen.ssra import SINK_ALL, SINK_NONE, SINKS, allocate_ssra
from pyfidget.codegen.steps import COMPUTE, IN_MEMORY, first_of, kind_of, second_of, value_of
from pyfidget.operations import ADD, MUL, NEG, SQRT, SUB
from tests.codegen.running import forward, new_unit, replay
from tests.strategies import BINARY, UNARY, scaled

OUT = at(R8, 0)


@st.composite
def units(draw, most=60):
    """A unit of leaves and operations of any kind, with some results; gives it and the values at their places."""
    leaves = draw(st.integers(1, 8))
    count = draw(st.integers(1, most))
    u = new_unit(leaves + count + 4)
    unit.begin(u, 0)
    for leaf in range(leaves):
        if draw(st.booleans()):
            unit.add_leaf(u, at(RSI, 32 * leaf))
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
        unit.add_result(u, value, at(R8, 32 * i))
        places[at(R8, 32 * i)] = value if u.size == size else size
    return u, places


@scaled(300)
@hypothesis.given(units(), st.integers(3, 16), st.sampled_from(range(len(SINKS))))
def test_each_read_gets_the_value_that_the_tape_says(made, registers, sink):
    u, places = made
    allocate_ssra(u, registers, sink)
    memory = replay(u, registers)
    for place, value in places.items():
        assert memory[place] == value
    assert_operands(u)


def assert_operands(u):
    """Only what may be in memory is."""
    for step in forward(u):
        if kind_of(step) == COMPUTE:
            value = value_of(step)
            allowed = may_be_in_memory(u.opcodes[value])
            assert first_of(step) != IN_MEMORY or allowed & 1
            assert second_of(step) != IN_MEMORY or allowed & 2 or not has_two(u.opcodes[value])


@scaled(100)
@hypothesis.given(units(), st.integers(3, 6), st.sampled_from(range(len(SINKS))))
def test_a_value_is_stored_once(made, registers, sink):
    u, _ = made
    allocate_ssra(u, registers, sink)
    stores = [value_of(step) for step in forward(u) if kind_of(step) == 2]
    assert len(stores) == len(set(stores)) == u.stores


@scaled(50)
@hypothesis.given(units())
def test_with_a_register_for_each_value_nothing_is_spilled(made):
    u, places = made
    hypothesis.assume(u.size <= 16)
    allocate_ssra(u, 16, SINK_NONE)
    assert u.spill_slots == 0
    assert u.stores == len(places)


def sums(count):
    """A sum of sums, which needs `count` values at once: of all pairs of neighbours, from the outermost inward."""
    u = new_unit(3 * count)
    unit.begin(u, 0)
    leaf = unit.add_leaf(u, at(RSI, 0))
    values = [unit.add_operation(u, SQRT, leaf, leaf)]
    while len(values) < count:
        values.append(unit.add_operation(u, SQRT, values[-1], values[-1]))
    total = values[0]
    for value in values[1:]:
        total = unit.add_operation(u, SUB, value, total)
    unit.add_result(u, total, OUT)
    return u


def test_what_does_not_fit_is_stored_once_and_read_once():
    u = sums(20)
    allocate_ssra(u, 16, SINK_NONE)
    replay(u, 16)
    assert (u.spill_slots, u.stores) == (4, 5)
    assert u.loads == 5  # and the leaf


@pytest.mark.parametrize('sink', range(1, len(SINKS)))
def test_a_load_for_one_use_is_that_use(sink):
    u = new_unit(8)
    unit.begin(u, 0)
    leaf = unit.add_leaf(u, at(RSI, 0))
    total = unit.add_operation(u, COPY, leaf, leaf)
    total = unit.add_operation(u, ADD, leaf, total)
    unit.add_result(u, total, OUT)
    allocate_ssra(u, 16, sink)
    replay(u, 16)
    assert u.loads <= 1


def test_all_uses_of_a_load_are_sunk_by_all():
    counts = []
    for sink in (SINK_NONE, SINK_ALL):
        u = sums(30)
        allocate_ssra(u, 4, sink)
        replay(u, 4)
        counts.append((u.loads, u.sunk))
    assert counts[0][1] == 0 and counts[1][1] > 0 and counts[1][0] < counts[0][0]


def test_a_leaf_is_loaded_before_its_first_use():
    u = new_unit(8)
    unit.begin(u, 0)
    leaf = unit.add_leaf(u, at(RSI, 0))
    squared = unit.add_operation(u, MUL, leaf, leaf)
    unit.add_result(u, squared, OUT)
    allocate_ssra(u, 16, SINK_ALL)
    assert u.loads == 1 and u.opcodes[leaf] == LEAF
    replay(u, 16)
