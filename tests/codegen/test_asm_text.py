"""The code as text, assembled, is the code."""
import os

import pytest

from pyfidget.asm.encoder import R8, RDX, RSI, at
from pyfidget.codegen import emission, unit
from pyfidget.codegen.allocators import ALLOCATORS, allocate
from pyfidget.codegen.asm_text import assembly_lines
from pyfidget.codegen.instructions import INSTRUCTIONS, LEAF, has_two
from pyfidget.codegen.programs import add_program
from pyfidget.codegen.ssra import SINKS
from tests.asm.test_encoder import assemble  # noqa: F401
from tests.codegen.running import LANES, forward, new_unit
from tests.models import load


def everything_twice(lanes):
    """A unit in which every instruction has its turn, with few and with many values alive."""
    u = new_unit(4 * INSTRUCTIONS, lanes)
    unit.begin(u, 0)
    values = [unit.add_leaf(u, at(RSI, 0)), unit.add_leaf(u, at(RDX, 4096)), unit.add_constant(u, 0.5)]
    for instruction in list(range(4, INSTRUCTIONS)) * 2:
        a = values[-1 - instruction % 3]
        values.append(unit.add_operation(u, instruction, a, values[instruction % len(values)] if has_two(instruction) else a))
    total = values[3]
    for value in values[4:]:
        total = unit.add_operation(u, 21 + value % 2, value, total)
    unit.add_result(u, total, at(R8, 0))
    return u


def model_unit(path, lanes):
    program = load(path)
    u = new_unit(program.size + 4, lanes)
    unit.begin(u, 0)
    leaves = [unit.add_leaf(u, at(RSI, 0)), unit.add_fixed(u), unit.add_constant(u, 0.0)]
    add_program(u, program, [True] * program.size, leaves, at(R8, 0))
    return u


@pytest.mark.slow
@pytest.mark.parametrize('sink', range(len(SINKS)))
@pytest.mark.parametrize('allocator', range(len(ALLOCATORS)))
@pytest.mark.parametrize('lanes', LANES)
def test_the_text_assembles_to_the_code(assemble, own_models, lanes, allocator, sink):  # noqa: F811
    made = [everything_twice(lanes)] + [
        model_unit(os.path.join(own_models, name + '.vm'), lanes) for name in ('heart', 'draughts', 'shell')]
    for u in made:
        assert LEAF in [u.opcodes[value] for value in range(u.size)]
        allocate(u, allocator, sink)
        block = bytearray(emission.most_code(u) + 8)
        size = emission.write_code(u, block, u.vector, 0, 0, 4096)
        lines = assembly_lines(u, block, size, 'values')
        assert assemble(''.join(lines)) == list(block[:size])
        assert ''.join(lines).count('# ') == len(forward(u))
