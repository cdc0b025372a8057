"""Registers: each read gets the value that the tape says, whatever the policy and however few registers there are."""
import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget.asm.encoder import RSI, at
from pyfidget.codegen import unit
from pyfidget.codegen.instructions import COPY, LEAF
from pyfidget.codegen.ssra import SINK_ALL, SINK_NONE, SINKS, allocate_ssra
from pyfidget.codegen.steps import STORE, kind_of, value_of
from pyfidget.operations import ADD, MUL, SQRT, SUB
from tests.codegen.running import forward, new_unit, replay
from tests.codegen.units import OUT, assert_right, units
from tests.strategies import scaled


@scaled(300)
@hypothesis.given(units(), st.integers(3, 16), st.sampled_from(range(len(SINKS))))
def test_each_read_gets_the_value_that_the_tape_says(made, registers, sink):
    u, places = made
    allocate_ssra(u, registers, sink)
    assert_right(u, places, registers)


@scaled(100)
@hypothesis.given(units(), st.integers(3, 6), st.sampled_from(range(len(SINKS))))
def test_a_value_is_stored_once(made, registers, sink):
    u, _ = made
    allocate_ssra(u, registers, sink)
    stores = [value_of(step) for step in forward(u) if kind_of(step) == STORE]
    assert len(stores) == len(set(stores)) == u.stores


@scaled(50)
@hypothesis.given(units(most=10))
def test_with_a_register_for_each_value_nothing_is_spilled(made):
    u, places = made
    allocate_ssra(u, 32, SINK_NONE)
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
