"""A program in three tapes: run one after the other they give what the program gives."""
import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget import rawmem
from pyfidget.codegen import unit
from pyfidget.codegen.allocators import ALLOCATORS, allocate
from pyfidget.codegen.memoize import NEITHER, OF_BOTH, OF_X, OF_Y, Split, dependences
from pyfidget.codegen.programs import may_be_nan
from pyfidget.codegen.ssra import SINKS
from pyfidget.interval import everything
from pyfidget.parser import parse
from tests.codegen.running import LANES, Machine, new_unit
from tests.filters.programs import memoized_text_of, run
from tests.passes.evaluation import values_of
from tests.strategies import alike, doubles_and_mixes, from_bits, programs, scaled, to_bits


@pytest.fixture(scope='module', params=LANES)
def machine(request):
    return Machine(request.param)


def test_what_an_operation_depends_on():
    program = parse('x var-x\ny var-y\nz var-z\nk const 2\na mul x k\nb add y z\nc sub z k\nd min a b\ne max d c\n', 'test.vm')
    assert dependences(program) == [OF_X, OF_Y, NEITHER, NEITHER, OF_X, OF_Y, NEITHER, OF_BOTH, OF_BOTH]


def split(program, z, exit_address, lanes=unit.AVX2_LANES):
    units = [new_unit(2 * program.size, lanes) for _ in range(3)]
    for u in units:
        unit.begin(u, exit_address)
    nans = may_be_nan(program, everything(), everything(), everything())
    made = Split(program, nans, z, *units)
    rawmem.free_lines(nans)
    return units, made


def test_what_is_exported():
    program = parse('x var-x\ny var-y\nk const 2\na mul x k\nb square a\nc add b y\nd sub c a\n', 'test.vm')
    (x_unit, y_unit, both), made = split(program, 0.0, 0)
    assert (made.x_exports, made.y_exports) == (2, 1)
    assert (x_unit.size, y_unit.size) == (4, 2)  # y itself is copied
    assert both.size == 5


@scaled(100)
@hypothesis.given(programs())
def test_the_loads_in_the_text_of_memoize_are_what_is_exported(program):
    """The text is read back, and split in the same way."""
    program = run('memoize', program)[0]
    hypothesis.assume('nan' not in program.to_vm())
    text = memoized_text_of(program)
    result = dependences(program)[-1]  # of one coordinate it is exported, and nothing loads it
    _, made = split(parse(text, 'test.vm'), 0.0, 0)
    assert made.x_exports == text.count(' load-x ') + (result == OF_X)
    assert made.y_exports == text.count(' load-y ') + (result == OF_Y)


@scaled(100)
@hypothesis.given(programs(), doubles_and_mixes(), doubles_and_mixes(), doubles_and_mixes(),
                  st.integers(0, len(ALLOCATORS) - 1), st.integers(0, len(SINKS) - 1))
def test_three_tapes_give_what_the_program_gives(machine, program, x, y, z, allocator, sink):
    (x_unit, y_unit, both), made = split(program, z, machine.address, machine.lanes)
    for u in (x_unit, y_unit, both):
        allocate(u, allocator, sink)
    exports = []
    for u, count, value in ((x_unit, made.x_exports, x), (y_unit, made.y_exports, y)):
        exports.append(machine.run(u, (0, 0, 0, u.vector), [to_bits(value)] * u.lanes, [0], [0], count) if count else [0])
    found = machine.run_once(both, exports[0], exports[1])
    for word in found:
        assert alike(from_bits(word), values_of(program, x, y, z)[-1])
