"""The functions of single operations give what the loops of pixels.py give."""
import random

import pytest

from pyfidget.codegen import unit
from pyfidget.codegen.vectors import CODES, CONSTANT, FRAME_DOUBLES, LANES, set_constant, write_operation
from pyfidget.engines.wide.pixels import compute_row
from pyfidget.lowering.entries import FORM_SHIFT, OPCODE_MASK
from pyfidget.operations import OPERATIONS
from tests.codegen.running import Machine, new_unit
from tests.strategies import EDGES, HASHED, alike, from_bits, to_bits


@pytest.fixture(scope='module')
def machine():
    return Machine(LANES)


def name_of(code):
    return '%s-%d' % (OPERATIONS[code & OPCODE_MASK].name, code >> FORM_SHIFT)


@pytest.mark.parametrize('code', CODES, ids=name_of)
def test_a_function_gives_what_the_loop_gives(machine, code):
    choose = random.Random(code).choice
    u = new_unit(8)
    write_operation(u, code)
    unit.set_exit(u, machine.address)
    for constant in [0.3, -2.0, 1.0, 1e-310]:
        values = [choose(EDGES + HASHED) for _ in range(32)] + [0.0] * 16
        compute_row(code, values, 32, 0, 16, constant)
        set_constant(u.frame, constant)
        words = [to_bits(value) for value in values]
        found = machine.run(u, (32, 32, 0, 32), words[:16], words[16:32], [0], 1)
        for value, word in zip(values[32:], found):
            assert alike(from_bits(word), value)


def test_a_frame_has_room_for_the_constant():
    u = new_unit(8)
    for code in CODES:
        write_operation(u, code)
        assert u.slots == CONSTANT + 1 == FRAME_DOUBLES // LANES
