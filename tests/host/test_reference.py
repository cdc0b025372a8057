import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.statistics import Statistics
from pyfidget.grid import CHALLENGE, CONVENTIONS, View, make_grid
from pyfidget.host import reference
from pyfidget.operations import CONST, OPERATIONS, VAR_X, VAR_Z, apply_operation
from pyfidget.parser import parse
from pyfidget.passes.switches import Switches
from pyfidget.program import Program
from tests.engines.pictures import noise
from tests.host.array_module import Array, ArrayModule
from tests.models import load, picture, read_golden, square_grid
from tests.passes.evaluation import coordinates
from tests.strategies import alike, programs

ROOT = Path(__file__).resolve().parents[2]
OWN_MODELS = sorted(path.name for path in (ROOT / 'models').glob('*.vm'))
MOST_MEMORY = 1.2e9  # bytes, for prospero.vm at 1024 x 1024

OPCODES = {operation.name: opcode for opcode, operation in enumerate(OPERATIONS)}

WAVES = parse("""
    x var-x
    y var-y
    z var-z
    k const 7.25
    a mul x k
    b round a
    c sub y z
    d mul b c
    e max d x
    r sub e k""", 'waves')


def without_hashes(program):
    """The program with another operation wherever the bits of a NaN of single precision show."""
    return replaced(program, {'rand': 'abs', 'mix': 'add'})


def plain(program):
    """The program with another operation wherever an array module needs more than one word."""
    return replaced(program, {'round': 'abs', 'floor': 'sqrt', 'ceil': 'square', 'not': 'neg', 'min': 'add', 'max': 'sub',
                              'compare': 'add', 'mod': 'div', 'and': 'mul', 'or': 'atan2', 'rand': 'abs', 'mix': 'sub'})


def replaced(program, names):
    opcodes = {OPCODES[old]: OPCODES[new] for old, new in names.items()}
    return Program(program.size, [opcodes.get(opcode, opcode) for opcode in program.opcodes], program.first, program.second,
                   program.constants)


def value_at(program, x, y, z, rounded=float):
    """The value at a point by the operations' definition, each result rounded."""
    values = []
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            value = program.constants[index]
        elif opcode <= VAR_Z:
            value = (x, y, z)[opcode - VAR_X]
        else:
            value = apply_operation(opcode, values[program.first[index]], values[program.second[index]])
        values.append(rounded(value))
    return values[-1]


def to_single(value):
    with np.errstate(all='ignore'):
        return float(np.float32(value))


def sha256(array):
    return hashlib.sha256(array.tobytes()).hexdigest()


def golden(folder, model, size):
    """The line of golden.txt on a square picture."""
    return [line for line in read_golden(folder) if (line.model, line.width, line.height) == (model, size, size)][0]


def engine_rows(array):
    """A picture as tests.models.picture gives it."""
    return [''.join('#' if value else '.' for value in row) for row in array.tolist()]


def quadtree(program, grid):
    return picture(Quadtree(Switches(), False, Statistics(False)).render, program, grid)


# ---- values ----

@pytest.mark.parametrize('dtype, rounded', [('float64', float), ('float32', to_single)])
def test_values_are_those_of_the_definition_to_the_bit(dtype, rounded):
    samples = st.lists(coordinates(), min_size=1, max_size=4)

    @given(programs().map(without_hashes) if dtype == 'float32' else programs(), samples, samples, coordinates())
    def holds(program, xs, ys, z):
        values = reference.evaluate(program, [xs], [[y] for y in ys], z, dtype=dtype)
        assert values.shape == (len(ys), len(xs)) and values.dtype == dtype
        for y, row in zip(ys, values.tolist()):
            for x, value in zip(xs, row):
                assert alike(value, value_at(program, x, y, z, rounded))
    holds()


@given(programs(), st.lists(st.tuples(coordinates(), coordinates(), coordinates()), min_size=1, max_size=4))
def test_rows_and_columns_give_what_points_give(program, drawn):
    xs, ys, zs = np.transpose(drawn)
    box = [xs, ys[:, None], zs[:, None, None]]
    points = [np.ascontiguousarray(part).ravel() for part in np.broadcast_arrays(*box)]
    apart, together = reference.evaluate(program, *box), reference.evaluate(program, *points)
    assert all(map(alike, apart.ravel().tolist(), together.tolist()))


@pytest.mark.slow
@pytest.mark.parametrize('of', ['x', 'y', 'both', 'constant'])
def test_noise_keeps_the_bits_of_mixes_that_are_nan(of):
    program = parse(noise(of), 'noise.vm')
    grid = square_grid(24)
    expected = picture(render_scalar, program, grid)
    assert engine_rows(reference.render(program, 24, 24)) == expected
    text = noise(of)
    mixes = parse(text[:text.index('n neg')], 'mixes.vm')
    values = reference.evaluate(mixes, [grid.xs], [[y] for y in grid.ys])
    assert all(alike(value, value_at(mixes, x, y, 0.0))
               for y, row in zip(grid.ys, values.tolist()) for x, value in zip(grid.xs, row))
    assert np.isnan(values).any()


@pytest.mark.parametrize('text', ['a var-x', 'a const 2.5', 'a var-z', 'a var-x\nb neg a', 'a var-x\nb var-y\nc add a b'])
@pytest.mark.parametrize('x, y, shape', [
    (0.5, 0.25, ()), ([0.5, 1.0], 0.25, (2,)), ([], 0.5, (0,)), (np.zeros((3, 1)), np.zeros((1, 4)), (3, 4)),
    (np.zeros((2, 1, 1)), [1.0], (2, 1, 1))])
def test_the_answer_is_a_new_array_of_the_whole_shape(text, x, y, shape):
    given_arrays = [np.asarray(x, dtype=float), np.asarray(y, dtype=float)]
    values = reference.evaluate(parse(text, 'text'), *given_arrays)
    assert values.shape == shape and values.flags.writeable and values.flags.c_contiguous
    assert not any(np.shares_memory(values, array) for array in given_arrays)


def test_a_program_may_have_room_to_spare():
    assert reference.evaluate(Program(1, [CONST, 99], [0, 7], [0, 7], [1.5, 0.0]), 0.0, 0.0) == 1.5


# ---- what is held ----

def most_held(program):
    """The most values that there must be at once: the one just computed, and what is used then or later. Without constants,
    coordinates and what is computed from constants alone."""
    arguments = [[program.first[i], program.second[i]][:OPERATIONS[program.opcodes[i]].arity] for i in range(program.size)]
    needed = {program.size - 1}
    for index in reversed(range(program.size)):
        if index in needed:
            needed.update(arguments[index])
    varying = set()
    for index in range(program.size):
        if VAR_X <= program.opcodes[index] <= VAR_Z or varying.intersection(arguments[index]):
            varying.add(index)
    computed = sorted(index for index in needed & varying if arguments[index])
    return max([0] + [
        len([value for value in computed if value == now or value < now and any(
            value in arguments[user] for user in needed if user >= now)])
        for now in computed])


@given(programs().map(plain))
def test_no_value_is_held_after_its_last_use(program):
    xp = ArrayModule()
    x, y, z = [Array(np.full((2, 3), 0.5)) for _ in range(3)]
    reference.evaluate(program, x, y, z, xp=xp)
    assert xp.most_held == most_held(program)


def test_a_long_chain_holds_two_values():
    program = parse('a var-x\n' + ''.join(f'b{i} sqrt {"a" if i == 0 else f"b{i - 1}"}\n' for i in range(50)), 'chain')
    xp = ArrayModule()
    reference.evaluate(program, xp.asarray([0.5, 0.25]), xp.asarray(0.0), xp=xp)
    assert xp.most_held == most_held(program) == 2


def test_values_that_nothing_needs_are_not_computed():
    program = parse('a var-x\nb sqrt a\nc exp b\nd neg a', 'unused')
    xp = ArrayModule()
    xp.sqrt = xp.exp = None
    assert reference.evaluate(program, 2.0, 0.0, xp=xp).get() == -2.0


@pytest.mark.slow
def test_the_memory_for_prospero(shared_models):
    program = f"""if True:
        import hashlib
        from pyfidget.host.reference import render
        from tests.models import load
        print(hashlib.sha256(render(load({shared_models + '/prospero.vm'!r}), 1024, 1024).tobytes()).hexdigest())
        print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"""
    run = subprocess.run([sys.executable, '-c', program], cwd=ROOT, check=True, capture_output=True, text=True)
    digest, peak = run.stdout.split()
    assert digest == golden(shared_models, 'prospero', 1024).sha256
    assert int(peak) * 1024 < MOST_MEMORY / 10


# ---- pictures ----

@pytest.mark.slow
def test_golden_pictures(shared_models):
    lines = [line for line in read_golden(shared_models) if line.width * line.height <= 333 * 333]
    assert len(lines) >= 15
    for line in lines:
        drawn = reference.render(load(f'{shared_models}/{line.model}.vm'), line.width, line.height)
        assert ((drawn == 255).sum(), sha256(drawn)) == (line.white, line.sha256), line


@pytest.mark.slow
def test_prospero_in_single_precision_gives_the_same_pixels(shared_models):
    """Not by right: at 64, 333, 512, 1024 and 2048 no sample lies so near an edge that it shows."""
    drawn = reference.render(load(f'{shared_models}/prospero.vm'), 333, 333, dtype='float32')
    assert sha256(drawn) == golden(shared_models, 'prospero', 333).sha256


@pytest.mark.slow
@pytest.mark.parametrize('name', OWN_MODELS)
def test_our_own_models(own_models, name):
    program = load(f'{own_models}/{name}')
    drawn = reference.render(program, 33, 33)
    assert engine_rows(drawn) == quadtree(program, square_grid(33))
    assert drawn.dtype == np.uint8 and set(drawn.ravel().tolist()) == {0, 255}


@pytest.mark.parametrize('convention', CONVENTIONS)
@pytest.mark.parametrize('width, height', [(17, 17), (30, 11), (5, 24), (1, 1)])
@pytest.mark.parametrize('center, scale, z', [((0.0, 0.0), 1.0, 0.0), ((0.25, -0.5), 3.5, -0.3), ((0, 7), -0.1, 1)])
def test_views(convention, width, height, center, scale, z):
    drawn = reference.render(WAVES, width, height, grid=convention, center=center, scale=scale, z=z)
    grid = make_grid(width, height, CONVENTIONS.index(convention), View(float(center[0]), float(center[1]), scale, float(z)))
    assert engine_rows(drawn) == picture(render_scalar, WAVES, grid)


@pytest.mark.parametrize('text', ['a const -1', 'a const 1', 'a const nan', 'a var-x', 'a var-y', 'a var-z'])
def test_a_picture_of_a_single_value(text):
    program = parse(text, 'text')
    grid = make_grid(8, 6, CHALLENGE, View(z=-0.5))
    assert engine_rows(reference.render(program, 8, 6, z=-0.5)) == picture(render_scalar, program, grid)


@pytest.mark.parametrize('band_rows', [1, 7, 40, 41, 65536])
def test_bands_do_not_show(band_rows):
    assert (reference.render(WAVES, 50, 41, band_rows=band_rows) == reference.render(WAVES, 50, 41)).all()


def test_progress():
    done = []
    reference.render(WAVES, 10, 10, band_rows=4, progress=done.append)
    assert done == [0.4, 0.8, 1.0]


# ---- other array modules ----

@pytest.mark.parametrize('dtype', reference.DTYPES)
def test_the_array_module_does_everything(own_models, dtype):
    program = load(f'{own_models}/gear.vm')
    drawn = reference.render(program, 33, 20, xp=ArrayModule(), dtype=dtype, band_rows=6)
    assert isinstance(drawn, np.ndarray)
    assert (drawn == reference.render(program, 33, 20, dtype=dtype)).all()
    values = reference.evaluate(program, [[0.25, 0.5]], [[0.5]], xp=ArrayModule(), dtype=dtype)
    assert isinstance(values, Array) and values.dtype == dtype


@pytest.mark.parametrize('model', ['prospero', 'bear', 'hi', 'quarter', 'colonnade', 'tanglecube'])
def test_golden_pictures_by_cupy(shared_models, model):
    cupy = pytest.importorskip('cupy', reason='CuPy is not installed')
    if not cupy.cuda.is_available():
        pytest.skip('CuPy finds no device')
    program = load(f'{shared_models}/{model}.vm')
    drawn = reference.render(program, 333, 333, xp=cupy, band_rows=333)
    assert (drawn == reference.render(program, 333, 333)).all()


# ---- faults ----

@pytest.mark.parametrize('options, error, message', [
    ({'dtype': 'float16'}, ValueError, "dtype: 'float16' is none of float64, float32"),
    ({'dtype': 'double trouble'}, ValueError, "dtype: 'double trouble' is none of float64, float32"),
    ({'xp': 'cupy'}, TypeError, "xp: expected a module such as numpy, not 'cupy'"),
])
def test_wrong_use_of_both(options, error, message):
    for call in (reference.evaluate, reference.render):
        with pytest.raises(error) as caught:
            call(WAVES, 4, 4, **options)
        assert str(caught.value) == message


@pytest.mark.parametrize('options, error, message', [
    ({'width': 0}, ValueError, 'width: expected 1 to 65536, not 0'),
    ({'height': 2.5}, TypeError, 'height: expected a whole number, not 2.5'),
    ({'band_rows': 0}, ValueError, 'band_rows: expected 1 to 65536, not 0'),
    ({'band_rows': 'all'}, TypeError, "band_rows: expected a whole number, not 'all'"),
    ({'grid': 'hexagons'}, ValueError, "grid: 'hexagons' is none of challenge, fidget, centers"),
    ({'center': 3}, ValueError, 'center: expected (x, y), not 3'),
    ({'scale': 0}, ValueError, 'scale: must not be 0'),
    ({'z': float('inf')}, ValueError, 'z: inf is not finite'),
])
def test_wrong_use_of_render(options, error, message):
    with pytest.raises(error) as caught:
        reference.render(WAVES, **{'width': 4, 'height': 4, **options})
    assert str(caught.value) == message


def test_points_that_do_not_fit_together():
    with pytest.raises(ValueError, match='shape mismatch'):
        reference.evaluate(WAVES, [1.0, 2.0], [1.0, 2.0, 3.0])
