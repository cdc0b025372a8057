"""Linear scan: each read gets the value that the tape says, however few registers there are."""
import hypothesis
from hypothesis import strategies as st

from pyfidget.asm.encoder import RSI, at
from pyfidget.codegen import unit
from pyfidget.codegen.linear_scan import allocate_linear_scan
from pyfidget.codegen.steps import LOAD, kind_of
from pyfidget.operations import SQRT, SUB
from tests.codegen.running import forward, new_unit, replay
from tests.codegen.units import OUT, assert_right, units
from tests.strategies import scaled


@scaled(300)
@hypothesis.given(units(), st.integers(3, 16), st.booleans())
def test_each_read_gets_the_value_that_the_tape_says(made, registers, is_sinking):
    u, places = made
    allocate_linear_scan(u, registers, is_sinking)
    assert_right(u, places, registers)


@scaled(50)
@hypothesis.given(units())
def test_where_nothing_is_sunk_each_read_is_of_a_register(made):
    u, _ = made
    allocate_linear_scan(u, 5, False)
    assert u.sunk == 0


def test_the_value_that_ends_last_is_spilled():
    """Of five that live at once and four registers, two of which are kept."""
    u = new_unit(16)
    unit.begin(u, 0)
    leaf = unit.add_leaf(u, at(RSI, 0))
    values = [unit.add_operation(u, SQRT, leaf, leaf) for _ in range(3)]
    total = values[-1]
    for value in reversed(values[:-1]):
        total = unit.add_operation(u, SUB, total, value)
    unit.add_result(u, total, OUT)
    allocate_linear_scan(u, 4, False)
    replay(u, 4)
    assert u.spill_slots == 1 and u.places[values[0]] != 0
    assert [kind_of(step) for step in forward(u)].count(LOAD) == u.loads
