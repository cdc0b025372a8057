"""The native library where it cannot do what is asked: by its own functions, and in a process of little memory."""
import ctypes
import subprocess
import sys

import pytest

from pyfidget.host import native
from pyfidget.library.state import HANDLE_FAULT, NUMBER_FAULT
from tests.conftest import ROOT
from tests.host.native import needs_library

pytestmark = needs_library

NOBODY = 1 << 40
NAN = float('nan')


FAILING = [
    ('parse', (0, -1), NUMBER_FAULT), ('bound', (NOBODY, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0), HANDLE_FAULT),
    ('evaluator', (NOBODY,), HANDLE_FAULT), ('prepare', (NOBODY, 0, 4, 4, 0, 0.0, 0.0, 1.0, 0.0, 1, 0, 0), HANDLE_FAULT),
    ('prepare_window', (NOBODY, 0, 8, 8, 0, 0, 4, 4, 0, 0.0, 0.0, 1.0, 0.0, 1, 0, 0), HANDLE_FAULT),
    ('prepare_proofs', (NOBODY, 8, 8, 0, 0, 4, 4, 4, 0, 0.0, 0.0, 1.0, 0.0, 0), HANDLE_FAULT),
    ('finish', (NOBODY,), HANDLE_FAULT), ('advance', (NOBODY, 5), HANDLE_FAULT), ('abandon', (NOBODY,), None),
    ('forget', (NOBODY,), None), ('runnable', (NOBODY,), None), ('bits', (NOBODY,), None),
    ('forget_recording', (NOBODY,), None), ('command', (0, -1), NUMBER_FAULT),
    ('widener', (0,), None), ('fault_message', (0, -1), None),
    ('prepare_heights', (NOBODY, 0, 4, 4, 4, 0, 0, 1, 0, 0, 0), HANDLE_FAULT), ('shade', (NOBODY, 0, 0, 5), HANDLE_FAULT),
    ('prepare_mesh', (NOBODY, 0, 4, 4, 4, 0, 1, 0), HANDLE_FAULT), ('next_stage', (NOBODY,), HANDLE_FAULT),
    ('mesh_part', (NOBODY, 0), None),
    ('normals', (NOBODY,), None), ('colours', (NOBODY,), None),
    ('record', (NOBODY, 4, 4, 0, 0.0, 0.0, 1.0, 0.0, 31, 0, 0), HANDLE_FAULT), ('record_on', (NOBODY, 5), HANDLE_FAULT),
    ('recorded', (NOBODY, 0, 0, 0, 0), None),
]
NEVER_FAILING = {'start', 'fault_kind', 'fault_line', 'fault_column', 'disown'}
RAW = {'run', 'done', 'area', 'run_heights', 'done_heights', 'area_heights', 'widen', 'survey', 'shrink', 'fill',
       'evaluate'}  # of raw memory alone


def test_every_function_that_may_fail_is_made_to():
    assert {name for name, _, _ in FAILING} == set(native._FUNCTIONS) - NEVER_FAILING - RAW


@pytest.mark.parametrize('name, words, kind', FAILING)
def test_a_function_that_fails_says_so(name, words, kind):
    library = native._load()
    with library.lock:
        assert library.call(name, *words) == (-1 if name == 'recorded' else 0)
        assert kind in (None, library.call('fault_kind'))


@pytest.mark.parametrize('numbers', [
    (7, 4, 4, 0, 1), (-1, 4, 4, 0, 1), (0, 0, 4, 0, 1), (0, 4, NOBODY, 0, 1), (0, -4, 4, 0, 1), (0, 4, 4, 9, 1), (0, 4, 4, 0, 0),
    (0, 4, 4, 0, 100000),
])
def test_no_picture_has_such_numbers(numbers):
    library = native._load()
    program = native.NativeProgram(b'x var-x', '')
    engine, width, height, convention, threads = numbers
    with library.lock:
        assert library.call(
            'prepare', program._number, engine, width, height, convention, 0.0, 0.0, 1.0, 0.0, threads, 0, 0) == 0
        assert library.call('fault_kind') == NUMBER_FAULT


@pytest.mark.parametrize('numbers', [
    (1, 4, 4, 4, 0, 1), (3, 4, 4, 4, 0, 1), (0, 0, 4, 4, 0, 1), (0, 4, NOBODY, 4, 0, 1), (0, 4, 4, 0, 0, 1),
    (0, 4, 4, 65536, 0, 1), (0, 4, 4, 4, 9, 1), (0, 4, 4, 4, 0, 0), (2, 4, 4, -1, 0, 1),
])
def test_no_picture_of_space_has_such_numbers(numbers):
    library = native._load()
    program = native.NativeProgram(b'x var-x', '')
    *places, threads = numbers
    with library.lock:
        assert library.call('prepare_heights', program._number, *places, 0, threads, 0, 0, 0) == 0
        assert library.call('fault_kind') == NUMBER_FAULT


@pytest.mark.parametrize('numbers', [(0, 4, 4, 1), (4, -4, 4, 1), (4, 4, 2049, 1), (4, 4, 4, 0), (4, 4, 4, 1025)])
def test_no_mesh_has_such_numbers(numbers):
    library = native._load()
    program = native.NativeProgram(b'x var-x', '')
    *cells, threads = numbers
    with library.lock:
        assert library.call('prepare_mesh', program._number, 0, *cells, 0, threads, 0) == 0
        assert library.call('fault_kind') == NUMBER_FAULT


@pytest.mark.parametrize('engine', [0, 1, 2])
@pytest.mark.parametrize('numbers', [
    (NAN, 0.0, 1.0, 0.0), (0.0, float('inf'), NAN, NAN), (0.0, 0.0, 0.0, 0.0), (1e308, 0.0, 1e308, 1.0),
])
def test_a_view_of_any_doubles_is_drawn_or_refused(engine, numbers):
    library = native._load()
    program = native.NativeProgram(b'x var-x\ny var-y\nz var-z\na mul x y\nb div a z\nc sqrt b\nr max c x', '')
    with library.lock:
        place = ctypes.c_long(0)
        job = library.call('prepare', program._number, engine, 40, 30, 0, *numbers, 1, 1, ctypes.addressof(place))
        assert place.value == job
        if job:
            while library.call('advance', job, 50) == 2:
                pass
            runnable = library.call('runnable', job)
            while runnable and not library.call('run', runnable, 50):
                pass
            assert library.call('finish', job) == 1


def test_a_closed_shape_is_none_any_more():
    library = native._load()
    text = ctypes.create_string_buffer(b'x var-x')
    with library.lock:
        number = library.call('parse', ctypes.addressof(text), 7)
        library.call('forget', number)
        library.call('forget', number)
        assert (library.call('evaluator', number), library.call('fault_kind')) == (0, HANDLE_FAULT)


_LITTLE_MEMORY = r"""
import resource, sys
import numpy as np
import pyfidget as pf
shape = pf.union(*(pf.circle(0.1 * i, 0.1, 0.05) for i in range(9)))
solid = shape & pf.Z
solid.shaded(4)
pf.parse('x var-x').eval(0.1, 0.1)
text = shape.to_vm()
reference = shape.render(64, threads=1)
out = np.empty((512, 512), np.uint8)
WORK = {
    'wide': lambda: shape.render(512, threads=3, out=out),
    'quadtree': lambda: shape.render(512, engine='quadtree', out=out),
    'scalar': lambda: shape.render(64, engine='scalar'),
    'parse': lambda: [pf.parse(text) for _ in range(30)],
    'eval': lambda: pf.parse(text).eval(np.linspace(-1, 1, 1000), 0.5),
    'interval': lambda: shape.interval((-1, 1), (-1, 1)),
    'views': lambda: [shape.render(300, center=(i * 1e-3, 0)) for i in range(20)],
    'heights': lambda: solid.heightmap(200, threads=3),
    'normals': lambda: solid.normals(100),
    'shaded': lambda: solid.shaded(100, ambient_occlusion=True),
    'voxels': lambda: solid.heightmap(20, engine='scalar'),
    'mesh': lambda: solid.mesh(60),
}
room = int(open('/proc/self/statm').read().split()[0]) * 4096 + (int(sys.argv[2]) << 10)
resource.setrlimit(resource.RLIMIT_AS, (room, resource.RLIM_INFINITY))
try:
    WORK[sys.argv[1]]()
except MemoryError:
    print('MemoryError')
resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert (shape.render(64, threads=1) == reference).all()
print('whole')
"""


@pytest.mark.slow
@pytest.mark.parametrize('work', [
    'wide', 'quadtree', 'scalar', 'parse', 'eval', 'interval', 'views', 'heights', 'normals', 'shaded', 'voxels',
    'mesh'])
def test_with_little_memory_there_is_a_picture_or_a_memory_error_and_the_next_one_is_whole(work):
    for room in (0, 300, 2500):
        done = subprocess.run([sys.executable, '-c', _LITTLE_MEMORY, work, str(room)], cwd=ROOT, capture_output=True, text=True,
                              check=False)
        assert (done.returncode, done.stderr) == (0, '') and done.stdout in ('whole\n', 'MemoryError\nwhole\n')


@pytest.mark.slow
def test_no_variable_of_the_toolchain_is_read(tmp_path):
    code = f'import sys; sys.path.insert(0, {ROOT!r}); import pyfidget as pf; pf.circle(0, 0, 1).render(8)'
    done = subprocess.run([sys.executable, '-c', code], cwd=tmp_path, capture_output=True, check=False,
                          env={'PYPYLOG': 'log', 'PYPY_GC_DEBUG': '2', 'PYPY_GC_NURSERY': '1'})
    assert (done.returncode, done.stdout, done.stderr, list(tmp_path.iterdir())) == (0, b'', b'', [])
