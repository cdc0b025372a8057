"""Pictures, values and bounds of shapes by the native library, and by what stands in for it."""
import gc
import io
import os
import pickle
import subprocess
import sys
import threading
import warnings

import numpy as np
import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.scalar import render_scalar
from pyfidget.grid import CONVENTIONS, WIDEST, Rectangle, View, make_grid, make_window
from pyfidget.host import native, renderable
from pyfidget.host.copies import array_polar
from pyfidget.host.expression import X, Y, sqrt, square
from pyfidget.host.fallback import PythonProgram
from pyfidget.host.parse_error import ParseError
from pyfidget.host.shape import Shape, load, parse
from pyfidget.host.shapes import circle
from tests.host.native import needs_library
from tests.models import load as load_program
from tests.models import picture, raster_sha256, read_golden
from tests.passes.evaluation import values_of
from tests.strategies import alike, doubles_and_mixes, programs

pytestmark = needs_library

DISC = 'x var-x\ny var-y\nxx square x\nyy square y\ns add xx yy\nr const 0.5\nd sub s r\n'
disc = square(X) + square(Y) - 0.5


def rows_of(array):
    assert set(np.unique(array)) <= {0, 255}
    return [''.join('#' if value else '.' for value in row) for row in array]


def expected(program, width, height, grid='challenge', view=None):
    return picture(render_scalar, program, make_grid(width, height, CONVENTIONS.index(grid), view or View()))


# ---- pictures ----

@given(programs(), st.integers(1, 40), st.integers(1, 40), st.sampled_from(CONVENTIONS), st.sampled_from(native.ENGINES),
       st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(-2, 2).filter(bool), st.floats(-1, 1)))
def test_a_picture_is_the_scalar_one(program, width, height, grid, engine, view):
    shape = parse(program.to_vm())
    center_x, center_y, scale, z = view
    drawn = shape.render(width=width, height=height, center=(center_x, center_y), scale=scale, z=z, grid=grid, engine=engine)
    assert (drawn.dtype, drawn.shape) == (np.uint8, (height, width))
    assert rows_of(drawn) == expected(program, width, height, grid, View(center_x, center_y, scale, z))


@pytest.mark.slow
@pytest.mark.parametrize('options', [
    {}, {'threads': 1}, {'threads': 3}, {'machine_code': False}, {'progress': lambda part: None}])
def test_real_models_give_their_golden_pictures(shared_models, options):
    for golden in read_golden(shared_models):
        if golden.width * golden.height <= 1024 * 1024:
            shape = load(f'{shared_models}/{golden.model}.vm')
            rows = rows_of(shape.render(width=golden.width, height=golden.height, **options))
            assert raster_sha256(rows) == golden.sha256, golden


@given(programs(), st.data(), st.sampled_from([40, 100000, WIDEST]), st.sampled_from(CONVENTIONS),
       st.sampled_from(native.ENGINES))
def test_a_window_is_the_scalar_one(program, data, size, grid, engine):
    shape = parse(program.to_vm())
    for _ in range(3):  # of one tape
        width, height = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 40))
        left, top = data.draw(st.integers(0, size - width)), data.draw(st.integers(0, size - height))
        drawn = shape.render(size, grid=grid, engine=engine, window=(left, top, width, height))
        pixels = make_window(size, size, CONVENTIONS.index(grid), View(), Rectangle(left, top, left + width, top + height))
        assert rows_of(drawn) == picture(render_scalar, program, pixels)


@pytest.mark.parametrize('window, error, message', [
    ((0, 0, 5), TypeError, 'window: expected (left, top, width, height), four whole numbers, not (0, 0, 5)'),
    (7, TypeError, 'window: expected (left, top, width, height), four whole numbers, not 7'),
    ((0, 0, 1.5, 5), TypeError, 'window: expected (left, top, width, height), four whole numbers, not (0, 0, 1.5, 5)'),
    ((0, 0, 0, 5), ValueError, 'window: expected sides from 1 to 65536, not 0 and 5'),
    ((0, 0, 5, 65537), ValueError, 'window: expected sides from 1 to 65536, not 5 and 65537'),
    ((-1, 0, 5, 5), ValueError, 'window: (-1, 0, 5, 5) is not inside of 100 x 100 pixels'),
    ((0, 96, 5, 5), ValueError, 'window: (0, 96, 5, 5) is not inside of 100 x 100 pixels'),
])
def test_wrong_windows_are_told(window, error, message):
    with pytest.raises(error) as raised:
        disc.render(100, window=window)
    assert str(raised.value) == message
    with pytest.raises(ValueError, match='expected 1 to 2147483647, not 2147483648'):
        disc.render(2147483648, window=(0, 0, 5, 5))


@pytest.mark.slow
def test_one_shape_draws_many_views_in_any_order(own_models):
    shape = load(f'{own_models}/gear.vm')
    program = load_program(f'{own_models}/gear.vm')
    views = [View(0.3, 0.2, 0.25), View(), View(0.3, 0.2, 0.25), View(5.0, 0.0, 9.0), View(), View(0.0, 0.0, -1.0),
             View(z=0.5)]
    for view in views:
        drawn = shape.render(50, center=(view.center_x, view.center_y), scale=view.scale, z=view.z)
        assert rows_of(drawn) == expected(program, 50, 50, view=view)


def test_a_picture_goes_where_the_caller_wants_it():
    frame = np.full((30, 40), 7, np.uint8)
    part = frame[5:18, 9:30]
    assert disc.render(width=21, height=13, out=part) is part
    assert (part == disc.render(width=21, height=13)).all()
    frame[5:18, 9:30] = 7
    assert (frame == 7).all()


@pytest.mark.parametrize('width', range(1, 18))
def test_nothing_is_written_beside_the_picture(width):
    frame = np.full((9, width + 16), 7, np.uint8)
    everything = parse('a const -1')
    everything.render(width=width, height=9, out=frame[:, 8:8 + width])
    assert (frame[:, 8:8 + width] == 255).all()
    frame[:, 8:8 + width] = 7
    assert (frame == 7).all()


def test_several_threads_draw_one_shape_at_once(own_models):
    shape = load(f'{own_models}/shell.vm')
    sizes = [130, 140, 130, 150, 130, 140]
    pictures = {size: shape.render(size) for size in set(sizes)}
    wrong = []

    def draw(size):
        for _ in range(20):
            if not (shape.render(size, threads=2) == pictures[size]).all():
                wrong.append(size)

    threads = [threading.Thread(target=draw, args=(size,)) for size in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize('known, cores', [(3, 3), (None, 1)])
def test_where_the_system_does_not_tell_which_processors_may_be_used(monkeypatch, known, cores):
    expected = disc.render(60)
    monkeypatch.delattr(os, 'sched_getaffinity')
    monkeypatch.setattr(os, 'cpu_count', lambda: known)
    assert renderable.usable_cores() == cores
    assert (disc.render(60) == expected).all()


def test_python_goes_on_while_a_picture_is_drawn(own_models):
    shape = load(f'{own_models}/tempest.vm')
    counted = []
    thread = threading.Thread(target=shape.render, args=(4096,), kwargs={'engine': 'quadtree'})
    thread.start()
    while thread.is_alive():
        counted.append(1)
    assert len(counted) > 1000


def test_progress_rises_to_the_whole():
    parts = []
    disc.render(3000, progress=parts.append)
    assert parts == sorted(parts) and 0.0 <= parts[0] and parts[-1] == 1.0


def test_progress_that_fails_fails_the_render_and_nothing_else():
    def fail(part):
        raise KeyError('mine')

    with pytest.raises(KeyError):
        disc.render(500, progress=fail)
    assert disc.render(500).any()


def test_a_bar_shows_on_request(capsys):
    disc.render(64, progress=True)
    assert 'rendering: 100%' in capsys.readouterr().err


def test_an_image_and_what_a_notebook_shows():
    image = disc.image(64)
    assert image.mode == 'L' and image.size == (64, 64)
    shown = PIL.Image.open(io.BytesIO(disc._repr_png_()))
    assert shown.format == 'PNG' and (np.asarray(shown) == disc.render(512)).all()


def test_shapes_that_nobody_holds_are_freed(own_models):
    forgotten = []
    library = native._load()
    call = library.call

    def watched(name, *arguments):
        if name == 'forget':
            forgotten.append(arguments[0])
        return call(name, *arguments)

    library.call = watched
    try:
        shape = load(f'{own_models}/heart.vm')
        shape.render(20)
        number = shape._runnable()._number
        del shape
        gc.collect()
    finally:
        del library.call
    assert number in forgotten


# ---- values and bounds ----

@given(programs(), st.lists(st.tuples(*[doubles_and_mixes()] * 3), min_size=1, max_size=5))
def test_values_are_those_of_the_program(program, samples):
    values = parse(program.to_vm()).eval(*np.array(samples).T)
    for value, sample in zip(values, samples):
        assert alike(value, values_of(program, *sample)[-1])


def test_coordinates_broadcast():
    x = np.linspace(-1, 1, 7)
    y = np.arange(5.0)[:, None]
    values = disc.eval(x, y)
    assert values.shape == (5, 7) and values[2, 3] == disc.eval(x[3], 2.0)
    assert disc.eval(0.0, 0.0).shape == () and disc.eval([], 0.0).shape == (0,)
    assert (disc.eval(np.float32(x)[::-1], [[1], [0]]) == disc.eval(np.float32(x), [[1], [0]])[:, ::-1]).all()


def test_coordinates_that_do_not_fit_are_refused():
    with pytest.raises(ValueError):
        disc.eval([1.0, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises((ValueError, TypeError)):
        disc.eval('here', 0.0)


@given(programs(), st.tuples(*[st.tuples(st.floats(-2, 2), st.floats(-2, 2)).map(sorted).map(tuple)] * 3), st.randoms())
def test_values_lie_in_their_bounds(program, box, random):
    shape = parse(program.to_vm())
    bounds = shape.interval(*box)
    value = shape.eval(*[random.uniform(*side) for side in box])
    assert bounds.maybe_nan if np.isnan(value) else bounds.lo <= value <= bounds.hi


def test_bounds_of_a_box_and_of_a_point():
    assert disc.interval((0.0, 1.0), (-1.0, 2.0)) == (-0.5, 4.5, False)
    assert disc.interval(1, 1) == (1.5, 1.5, False)


@pytest.mark.parametrize('box, fault', [
    ((0, 'a'), TypeError), ((1, 0), ValueError), ((0, float('nan')), ValueError), ((1, 2, 3), TypeError)])
def test_a_box_that_is_none_is_refused(box, fault):
    with pytest.raises(fault):
        disc.interval(box, 0)


# ---- text and faults ----

def test_text_goes_round(own_models):
    shape = load(f'{own_models}/moon.vm')
    again = parse(shape.to_vm())
    assert again.to_vm() == shape.to_vm() and (again.render(99) == shape.render(99)).all()


def test_formulas_and_text_are_one_shape():
    assert (disc.render(77) == parse(DISC).render(77)).all() == (parse(disc.to_vm()).render(77) == disc.render(77)).all()
    assert disc._runnable() is disc._runnable()


@pytest.mark.parametrize('make', [parse, lambda text: Shape(text.encode(), 'here.vm')])
def test_a_fault_in_a_program_has_its_place(make):
    with pytest.raises(ParseError) as raised:
        make('x var-x\n\nü foo x\n')
    fault = raised.value
    assert (fault.line, fault.column, fault.message) == (3, 3, "unknown operation 'foo'")
    assert str(fault).endswith(":3:3: unknown operation 'foo'")


def test_text_may_be_bytes():
    for data in (DISC.encode(), bytearray(DISC.encode()), memoryview(DISC.encode())):
        assert parse(data).to_vm() == parse(DISC).to_vm()
    for text in ('\ud800 neg x', b'\xff neg x'):
        with pytest.raises(ParseError, match="undefined name 'x'"):
            parse(text)
    for odd in (None, 7, ['x var-x']):
        with pytest.raises(TypeError, match='text: expected a str or bytes'):
            parse(odd)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / 'nothing.vm')


def test_text_of_any_bytes_does_not_crash():
    for text in [b'', b'\0', b'\xff\xfe', b'x var-x\0', b'x var-x\n' * 3]:
        with pytest.raises(ParseError):
            Shape(text, 'odd.vm')


@pytest.mark.parametrize('options, fault', [
    ({'size': 0}, ValueError), ({'size': 65537}, ValueError), ({'size': -1}, ValueError), ({'size': 2.5}, TypeError),
    ({'size': '9'}, TypeError), ({'size': 9, 'width': 9, 'height': 9}, ValueError), ({'width': 9}, ValueError),
    ({'height': 9}, ValueError), ({'width': 9, 'height': 1 << 70}, ValueError), ({'grid': 'mine'}, ValueError),
    ({'engine': 'jet'}, ValueError), ({'threads': 0}, ValueError), ({'threads': 1025}, ValueError), ({'threads': 1.5}, TypeError),
    ({'center': 3}, ValueError), ({'center': (0, 0, 0)}, ValueError), ({'center': (0, float('nan'))}, ValueError),
    ({'center': ('a', 0)}, TypeError), ({'scale': 0}, ValueError), ({'scale': float('inf')}, ValueError),
    ({'z': 'up'}, TypeError),
    ({'size': 4, 'out': [0]}, TypeError), ({'size': 4, 'out': np.zeros((4, 4))}, TypeError),
    ({'size': 4, 'out': np.zeros((4, 5), np.uint8)}, ValueError),
    ({'size': 4, 'out': np.zeros((4, 8), np.uint8)[:, ::2]}, ValueError),
    ({'size': 4, 'out': np.zeros((4, 4), np.uint8)[::-1]}, ValueError),
    ({'size': 4, 'out': np.broadcast_to(np.zeros(4, np.uint8), (4, 4))}, ValueError),
    ({'size': 4, 'out': np.frombuffer(bytes(16), np.uint8).reshape(4, 4)}, ValueError),
])
def test_a_wrong_argument_is_refused(options, fault):
    with pytest.raises(fault):
        disc.render(**options)


def test_a_picture_too_large_for_the_memory_is_a_memory_error(monkeypatch):
    succeed = native._Library.succeed
    monkeypatch.setattr(native._Library, 'call', lambda self, name, *arguments, call=native._Library.call: (
        0 if name == 'prepare_window' else native.MEMORY_FAULT if name == 'fault_kind' else call(self, name, *arguments)))
    assert native._Library.succeed is succeed
    with pytest.raises(MemoryError):
        disc.render(8)


def test_handles_that_are_none_are_refused_by_the_library():
    library = native._load()
    with library.lock:
        assert [library.call(name, 10 ** 9) for name in ('runnable', 'bits', 'finish', 'evaluator', 'forget')] == [0] * 5
        assert library.call('prepare', -5, 0, 8, 8, 0, 0.0, 0.0, 1.0, 0.0, 1, 1, 0) == 0
        with pytest.raises(RuntimeError):
            library.succeed(library.call('finish', 0))


TWO_LOADERS = """
import os, threading
from pyfidget.host import native

barrier = threading.Barrier(8)
programs = []

def load():
    barrier.wait()
    programs.append(native.NativeProgram(b'x var-x', ''))

threads = [threading.Thread(target=load) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(programs) == 8 and len(native._running) == 1
native._Library(os.environ.get(native.VARIABLE) or native.PATH)
for _ in range(2):
    child = os.fork()
    if child == 0:
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
"""


def test_a_library_is_started_once_whoever_loads_it():
    """A second start would be a second collector, and each fork would wait for itself."""
    environment = {**os.environ, 'PYTHONPATH': os.pathsep.join(path for path in sys.path if path)}
    subprocess.run([sys.executable, '-W', 'error', '-c', TWO_LOADERS], env=environment, check=True, timeout=60)


# ---- without the library ----

@pytest.fixture
def no_library(monkeypatch, tmp_path):
    native._load.cache_clear()
    monkeypatch.setenv(native.VARIABLE, str(tmp_path / 'nothing.so'))
    yield
    native._load.cache_clear()


def test_without_the_library_the_answers_are_the_same(no_library, own_models):
    with pytest.warns(RuntimeWarning, match='nothing.so.*numpy instead'):
        slow = load(f'{own_models}/heart.vm')
    assert isinstance(slow._runnable(), PythonProgram)
    native._load.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(native.VARIABLE)
        quick = load(f'{own_models}/heart.vm')
        quick.render(8)
    for options in [{'size': 60}, {'width': 20, 'height': 31, 'center': (0.1, -0.2), 'scale': 0.5, 'grid': 'fidget'}]:
        assert (slow.render(**options) == quick.render(**options)).all()
    box = (-0.5, 0.25), (0.125, 0.5)
    assert slow.interval(*box) == quick.interval(*box)
    assert slow.eval([0.1, 0.2], 0.3).tobytes() == quick.eval([0.1, 0.2], 0.3).tobytes()


def test_without_the_library_faults_are_the_same(no_library):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        with pytest.raises(ParseError) as raised:
            parse('x fo\xf6')
    assert (raised.value.line, raised.value.column, raised.value.message) == (1, 3, "unknown operation 'fo\xf6'")


def test_the_reason_why_there_is_none_is_told(monkeypatch, tmp_path):
    (tmp_path / 'libpyfidget.missing').write_text('no C compiler\n')
    monkeypatch.delenv(native.VARIABLE, raising=False)
    monkeypatch.setattr(native, 'PATH', tmp_path / 'libpyfidget.so')
    monkeypatch.setattr(native, 'REASON', tmp_path / 'libpyfidget.missing')
    with pytest.raises(native.MissingLibrary, match='^no native library: no C compiler$'):
        native._load.__wrapped__()


def test_a_file_that_is_no_library_is_a_missing_one(monkeypatch, tmp_path):
    (tmp_path / 'odd.so').write_bytes(b'no library')
    with pytest.raises(native.MissingLibrary):
        native._Library(tmp_path / 'odd.so')


def test_every_renderable_says_how_it_is_made():
    with pytest.raises(TypeError):
        renderable.Renderable()
    assert sqrt(X)._compiled is None


@pytest.mark.parametrize('call', [
    lambda big: circle(0, 0, 1).eval(big, 0), lambda big: circle(0, 0, 1).eval(0, [big, 1]),
    lambda big: circle(0, 0, 1).interval(big, 0), lambda big: circle(0, 0, 1).interval(0, (0, big)),
    lambda big: circle(0, 0, 1).render(4, scale=big), lambda big: circle(0, 0, 1).render(4, center=(0, big)),
    lambda big: circle(0, 0, 1).render(big), lambda big: circle(0, 0, 1).render(4, threads=big),
    lambda big: circle(0, 0, 1) + big, lambda big: big * circle(0, 0, 1), lambda big: circle(0, 0, big),
    lambda big: array_polar(circle(0, 0, 1), big),
])
def test_an_integer_that_no_float_holds_is_a_value_error(call):
    with pytest.raises(ValueError):
        call(10**400)


def test_an_endless_or_large_file_is_not_read(tmp_path):
    with pytest.raises(ValueError, match='has more than 268435456 bytes'):
        load('/dev/zero')
    path = tmp_path / 'm.vm'
    path.write_text('x var-x')
    assert load(path, largest=7).to_vm()
    with pytest.raises(ValueError, match='has more than 6 bytes'):
        load(path, largest=6)


@pytest.mark.parametrize('name', ['gr\xfcn.vm', '\u6a21\u578b.vm', '\udcff.vm'])
def test_a_fault_in_a_model_of_any_name_is_text(name):
    with pytest.raises(ParseError) as raised:
        parse('x \u6a21', name)
    fault = raised.value
    assert (fault.filename, fault.line, fault.column, fault.message) == (name, 1, 3, "unknown operation '\u6a21'")
    assert str(fault).endswith(":1:3: unknown operation '\u6a21'")
    str(fault).encode()
    again = pickle.loads(pickle.dumps(fault))
    assert (str(again), vars(again)) == (str(fault), vars(fault))


def test_the_path_of_a_model_may_be_bytes(tmp_path):
    path = os.fsencode(tmp_path / 'gr\xfcn.vm')
    with open(path, 'w') as file:
        file.write('x var')
    with pytest.raises(ParseError) as raised:
        load(path)
    assert raised.value.filename == os.fsdecode(path)
