"""Machine code, run for real, gives the table's values to the last bit, in all lanes and for all operations."""
import random

import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget import rawmem
from pyfidget.asm.encoder import R8, RCX, RDX, RSI, at
from pyfidget.codegen import unit
from pyfidget.codegen.emission import free_registers
from pyfidget.codegen.instructions import COPY, PLAIN_MAX, PLAIN_MIN, has_two
from pyfidget.codegen.programs import add_program, may_be_nan
from pyfidget.codegen.ssra import SINK_ALL, SINKS, allocate_ssra
from pyfidget.interval import everything
from pyfidget.operations import ABS, AND, CEIL, COMPARE, FLOOR, MAX, MIN, MOD, NEG, NOT, OPERATIONS, OR, ROUND, apply_operation
from tests.codegen.running import LANES, Machine, new_unit
from tests.passes.evaluation import values_of
from tests.strategies import BINARY, EDGES, HASHED, UNARY, alike, doubles_and_mixes, from_bits, programs, scaled, to_bits

OUT = at(R8, 0)
COORDINATES = [at(RSI, 0), at(RDX, 0), at(RCX, 0)]


@pytest.fixture(scope='module', params=LANES)
def machine(request):
    return Machine(request.param)


def words(machine, values):
    """Whole vectors, the last one filled up."""
    values = values + [0.5] * (-len(values) % machine.lanes)
    return [to_bits(value) for value in values]


def run_operation(machine, opcode, pairs):
    u = new_unit(8, machine.lanes)
    unit.begin(u, machine.address)
    a, b = [unit.add_leaf(u, place) for place in COORDINATES[:2]]
    unit.add_result(u, unit.add_operation(u, opcode, a, b if has_two(opcode) else a), OUT)
    allocate_ssra(u, free_registers(u), SINK_ALL)
    xs, ys = words(machine, [one for one, _ in pairs]), words(machine, [other for _, other in pairs])
    return [from_bits(word) for word in machine.run(u, [u.vector] * 4, xs, ys, xs, 1)][:len(pairs)]


SEQUENCES = [ABS, NEG, FLOOR, CEIL, ROUND, NOT, AND, OR, MIN, MAX, COMPARE, MOD]


@pytest.mark.parametrize('opcode', UNARY + BINARY, ids=lambda opcode: OPERATIONS[opcode].name)
def test_an_operation_of_edges(machine, opcode):
    edges = EDGES + HASHED
    pairs = [(a, b) for a in edges for b in (edges if has_two(opcode) else [0.5])]
    check(opcode, pairs, run_operation(machine, opcode, pairs))


def check(opcode, pairs, found):
    for (a, b), value in zip(pairs, found):
        assert alike(value, apply_operation(opcode, a, b)), (OPERATIONS[opcode].name, a, b, value)


@scaled(60)
@hypothesis.given(st.sampled_from(SEQUENCES), st.lists(doubles_and_mixes(), min_size=3, max_size=40), st.integers(0, 2 ** 32))
def test_an_operation_of_any_doubles(machine, opcode, values, seed):
    choose = random.Random(seed).choice
    pairs = [(choose(values), choose(values)) for _ in range(200)]
    check(opcode, pairs, run_operation(machine, opcode, pairs))


def near_multiples(count):
    """Pairs whose quotient is a whole number, nearly, of any size."""
    source = random.Random(18)
    for _ in range(count):
        b = source.choice([source.uniform(-2.0, 2.0), 2.0 ** source.randint(-1074, 900), from_bits(source.getrandbits(62))])
        a = float(source.randint(-2 ** source.randint(1, 53), 2 ** source.randint(1, 53))) * b
        yield from_bits((to_bits(a) + source.randint(-2, 2)) & 2 ** 64 - 1), b


def test_remainders_near_multiples(machine):
    pairs = list(near_multiples(20000))
    check(MOD, pairs, run_operation(machine, MOD, pairs))


@pytest.mark.parametrize('plain, opcode', [(PLAIN_MIN, MIN), (PLAIN_MAX, MAX)])
def test_the_processors_minimum_of_a_number_first(machine, plain, opcode):
    pairs = [(a, b) for a in EDGES[:-1] for b in EDGES + HASHED]
    check(opcode, pairs, run_operation(machine, plain, pairs))


@scaled(150)
@hypothesis.given(programs(), st.lists(st.tuples(*[doubles_and_mixes()] * 3), min_size=1, max_size=9),
                  st.integers(5, 32), st.sampled_from(range(len(SINKS))))
def test_a_program(machine, program, points, registers, sink):
    u = new_unit(program.size + 3, machine.lanes)
    unit.begin(u, machine.address)
    leaves = [unit.add_leaf(u, place) for place in COORDINATES]
    nans = may_be_nan(program, everything(), everything(), everything())
    add_program(u, program, nans, leaves, OUT)
    rawmem.free_lines(nans)
    allocate_ssra(u, min(registers, free_registers(u)), sink)
    found = machine.run(u, [u.vector] * 4, *[words(machine, [point[i] for point in points]) for i in range(3)] + [1])
    for point, word in zip(points, found):
        assert alike(from_bits(word), values_of(program, *point)[-1])


def test_what_is_fixed_is_set_in_a_frame(machine):
    u = new_unit(8, machine.lanes)
    unit.begin(u, 0)
    fixed = unit.add_fixed(u)
    unit.add_result(u, unit.add_operation(u, COPY, fixed, fixed), OUT)
    allocate_ssra(u, 16, SINK_ALL)
    unit.set_fixed(u, u.frame, unit.vector_of(u, fixed), 2.5)
    assert machine.run(u, (0, 0, 0, u.vector), words(machine, [0.0] * 16), [0], [0], 1) == words(machine, [2.5] * 16)
