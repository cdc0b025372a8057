"""Rows of samples: which entries have one, what bounds it gives, and sines and cosines that go together."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.grid import CHALLENGE
from pyfidget.lowering.entries import ENTRY_WORDS, INDEX_SHIFT, OPCODE_MASK
from pyfidget.operations import COS, OPERATIONS, SIN, op_cos
from pyfidget.parser import parse
from pyfidget.space import samples
from pyfidget.space.lattice import make_lattice
from pyfidget.space.samples import bound_run, row_size, take_samples
from pyfidget.space.tape import COORDINATES, OF_MASK, OF_X, OF_Y, SAMPLED, SolidTape, is_before_twin
from pyfidget.space.worker import BOUNDS, LANES
from tests.space.test_heights import by_team, defined
from tests.strategies import scaled

NAMES = 'x var-x\ny var-y\nz var-z\n'
# Waves along all axes; the sine of x + y, and its cosine much later.
WAVES = NAMES + '''
    k const 5
    xs mul x k
    ys mul y k
    zs mul z k
    a sin xs
    b cos ys
    c sin zs
    ab mul a b
    m add xs ys
    sm sin m
    d cos xs
    e max ab c
    f add e sm
    cm cos m
    g mul cm d
    r sub f g
    '''


def sampled_tape(text, lattice):
    tape = SolidTape(parse(text, ''), lattice)
    take_samples(tape, lattice)
    return tape


def names_of(tape):
    """The operation of each entry but x, y and z, or SAMPLED."""
    words = [tape.words[ENTRY_WORDS * entry] for entry in range(COORDINATES, tape.size)]
    return ['SAMPLED' if word & SAMPLED else OPERATIONS[word & OPCODE_MASK].name for word in words]


@pytest.mark.parametrize('text, names', [
    ('a sin x\nb mul a y\n', ['SAMPLED', 'mul']), ('a sin x\n', ['SAMPLED']),
    ('a square x\nb sub a y\n', ['square', 'sub']),  # cheap
    ('a add x y\nb sin a\n', ['add', 'sin']),  # of two coordinates
    ('a sin x\nb square a\nc sub b y\n', ['SAMPLED', 'sub']),  # dear by its argument, which nobody else takes
    ('a sin x\nb square a\nc sub b y\nd mul a y\ne min c d\n', ['SAMPLED', 'SAMPLED', 'sub', 'mul', 'min']),
    ('a ln x\nb add a y\n', ['ln', 'add']),  # NaN
])
def test_what_is_dear_and_taken_has_a_row(text, names):
    tape = sampled_tape(NAMES + text, make_lattice(9, 9, 9, CHALLENGE))
    assert names_of(tape) == names
    tape.release()


def test_rows_have_the_values_in_the_order_of_samples():
    lattice = make_lattice(21, 5, 5, CHALLENGE)
    tape = sampled_tape(NAMES + 'k const 2\ns mul x k\na cos s\nb mul a y\n', lattice)
    word, rest = tape.words[ENTRY_WORDS * COORDINATES], tape.words[ENTRY_WORDS * COORDINATES + 1]
    assert word & SAMPLED and word & OF_MASK == OF_X and not word & OF_Y
    at = int(tape.constants[rest >> INDEX_SHIFT])
    size = row_size(21)
    expected = [op_cos(2.0 * lattice.xs[min(i, 20)]) for i in range(size)]
    assert size == 32 and [tape.samples[at + size + i] for i in range(size)] == expected
    tape.release()


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=70), st.data())
def test_a_run_has_its_least_and_its_largest_sample(numbers, data):
    size = row_size(len(numbers))
    row = [float(number) for number in numbers + [numbers[-1]] * (size - len(numbers))]
    block = [0.0] * 3 + [0.0] * size + row + [0.0] * (2 * size)
    samples._make_trees(block, 3, size)
    first = data.draw(st.integers(0, len(numbers) - 1))
    last = data.draw(st.integers(first, len(numbers) - 1))
    bounds = [0.0] * BOUNDS
    bound_run(block, 3, size, first, last, bounds, 2)
    assert (bounds[2], bounds[LANES + 2]) == (min(numbers[first:last + 1]), max(numbers[first:last + 1]))


def test_memory_of_rows_is_limited(monkeypatch):
    monkeypatch.setattr(samples, '_MOST_NUMBERS', 4 * 16)
    lattice = make_lattice(16, 16, 16, CHALLENGE)
    tape = sampled_tape(NAMES + 'a sin x\nb sin y\nc mul a b\n', lattice)
    assert names_of(tape) == ['SAMPLED', 'sin', 'mul']
    tape.release()


def test_a_sine_and_a_cosine_of_the_same_value_are_neighbours():
    tape = SolidTape(parse(WAVES, ''), make_lattice(9, 9, 9, CHALLENGE))
    first = [entry for entry in range(tape.size) if is_before_twin(tape.words, 0, entry, tape.size)]
    assert len(first) == 2
    for entry in first:
        assert {tape.words[ENTRY_WORDS * place] & OPCODE_MASK for place in (entry, entry + 1)} == {SIN, COS}
    tape.release()


@pytest.mark.slow
@pytest.mark.parametrize('size', [(16, 16, 16), (35, 17, 70), (4, 65, 33), (1, 1, 130)], ids='%dx%dx%d'.__mod__)
def test_heights_of_waves(size):
    lattice = make_lattice(size[0], size[1], size[2], CHALLENGE)
    assert by_team(parse(WAVES, ''), lattice, 2) == defined(parse(WAVES, ''), lattice)


operations = st.sampled_from(['add', 'sub', 'mul', 'min', 'max'])
waves = st.sampled_from(['sin', 'cos', 'ln', 'exp', 'sqrt', 'atan', 'abs'])


@st.composite
def programs_of_waves(draw):
    """Functions of one coordinate or of sums, joined."""
    lines = [NAMES, 'k const 3', 'xk mul x k', 'xy add xk y', 'yz mul y z']
    names = ['x', 'y', 'z', 'xk', 'xy', 'yz']
    for number in range(draw(st.integers(2, 8))):
        lines.append('w%d %s %s' % (number, draw(waves), draw(st.sampled_from(names))))
        names.append('w%d' % number)
    for number in range(draw(st.integers(1, 6))):
        lines.append('j%d %s %s %s' % (number, draw(operations), draw(st.sampled_from(names)), draw(st.sampled_from(names))))
        names.append('j%d' % number)
    lines.append('r sub %s %s' % (names[-1], draw(st.sampled_from(names))))
    return parse('\n'.join(lines), '')


@scaled(100)
@given(programs_of_waves(), st.integers(1, 40), st.integers(1, 20), st.integers(1, 40))
def test_random_programs_of_waves(program, width, height, depth):
    lattice = make_lattice(width, height, depth, CHALLENGE)
    assert by_team(program, lattice) == defined(program, lattice)
