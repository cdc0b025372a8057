"""Height maps of shapes, by the native library: every number is that of numpy on the whole lattice."""
import os
import signal
import time
from io import BytesIO

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st
from PIL import Image

import pyfidget as pf
from pyfidget.grid import CONVENTIONS
from pyfidget.host.fallback import PythonProgram
from pyfidget.host.space_view import make_space_view
from tests.conftest import ROOT
from tests.host.native import needs_library
from tests.strategies import programs, scaled

pytestmark = needs_library

VIEWS = [
    {}, {'center': (0.1, -0.2, 0.3), 'scale': 0.8}, {'rotate': (25, 30, 0)}, {'rotate': (-90, 0, 45), 'scale': 1.5},
    {'isometric': True, 'perspective': 0.3}, {'rotate': (10, 200, 3), 'perspective': 0.6, 'center': (0, 0.1)},
]
SOLIDS = {
    'sphere': pf.sphere(0, 0, 0, 0.8),
    'box': pf.box(-0.5, -0.4, -0.3, 0.6, 0.7, 0.2),
    'torus': pf.torus(0.1, 0, 0, 0.6, 0.2),
    'gyroid': pf.intersection(pf.sphere(0, 0, 0, 0.9), pf.abs_(
        pf.sin(pf.X * 8) * pf.cos(pf.Y * 8) + pf.sin(pf.Y * 8) * pf.cos(pf.Z * 8) + pf.sin(pf.Z * 8) * pf.cos(pf.X * 8)) - 0.4),
    'half of space': pf.Z - pf.X * 0.3,
    'nothing': pf.constant(1.0) + pf.Z,
}
models = os.path.join(ROOT, '..', 'shared', 'models')


def brute_force(shape, size, **view):
    """As the definition has it: `eval` on every voxel's world point, which the stated operations give."""
    width, height, depth = size
    seen = make_space_view(None, width, height, depth, view.get('center', (0, 0, 0)), view.get('scale', 1.0),
                           view.get('rotate', (0, 0, 0)), view.get('perspective', 0.0), view.get('isometric', False),
                           view.get('grid', 'challenge'))
    lattice = seen.to_lattice()
    samples = np.meshgrid(lattice.zs, lattice.ys, lattice.xs, indexing='ij')[::-1]
    rows = [_row(seen.matrix[4 * row:4 * row + 4], samples) for row in range(4)]
    if seen.matrix[12:] != (0.0, 0.0, 0.0, 1.0):
        rows = [row / rows[3] for row in rows]
    inside = shape.eval(*rows[:3]) < 0
    numbers = np.arange(1, depth + 1, dtype=np.uint32).reshape(-1, 1, 1)
    return (inside * numbers).max(axis=0).astype(np.uint32)


def _row(entries, samples):
    total = None
    for entry, sample in zip(entries, [*samples, np.ones_like(samples[0])]):
        if entry != 0.0:
            term = sample if entry == 1.0 else entry * sample
            total = term if total is None else total + term
    return np.zeros_like(samples[0]) if total is None else total


def check(shape, size, **view):
    width, height, depth = size
    heights = shape.heightmap(width=width, height=height, depth=depth, **view)
    assert heights.dtype == np.uint32 and heights.shape == (height, width)
    assert np.array_equal(heights, brute_force(shape, size, **view))
    for threads in (1, 3):
        assert np.array_equal(heights, shape.heightmap(width=width, height=height, depth=depth, threads=threads, **view))


@pytest.mark.parametrize('view', VIEWS, ids=repr)
@pytest.mark.parametrize('name', SOLIDS)
def test_solids(name, view):
    check(SOLIDS[name], (70, 45, 61), **view)


@pytest.mark.parametrize('size', [(1, 1, 1), (16, 16, 16), (17, 15, 300), (130, 129, 2), (64, 65, 63)], ids=str)
@pytest.mark.parametrize('grid', CONVENTIONS)
def test_sizes(size, grid):
    check(SOLIDS['gyroid'], size, grid=grid)


@pytest.mark.parametrize('name, view', [
    ('bear', {'scale': 1.0}), ('colonnade', {'rotate': (20, 30, 0)}), ('tanglecube', {'scale': 4.5, 'rotate': (25, 30, 0)}),
    ('tanglecube', {'scale': 4.0, 'perspective': 0.4}), ('colonnade', {}), ('bear', {'rotate': (0, 90, 0)})])
def test_models(name, view):
    path = os.path.join(models, name + '.vm')
    if not os.path.exists(path):
        pytest.skip('no ' + path)
    check(pf.load(path), (90, 70, 80), **view)


@scaled(100)
@hypothesis.given(programs(), st.sampled_from(VIEWS), st.integers(1, 40), st.integers(1, 40), st.integers(1, 300))
def test_random_programs(program, view, width, height, depth):
    check(pf.parse(program.to_vm()), (width, height, min(depth, 20000 // (width * height) + 1)), **view)


@pytest.mark.parametrize('view', VIEWS, ids=repr)
def test_numpy_stands_in_for_the_library(view):
    shape = SOLIDS['box']
    seen = make_space_view(None, 30, 20, 17, view.get('center', (0, 0, 0)), view.get('scale', 1.0), view.get('rotate', (0, 0, 0)),
                           view.get('perspective', 0.0), view.get('isometric', False), 'challenge')
    out = np.zeros((20, 30), np.uint32)
    PythonProgram(shape.to_vm().encode(), '').find_heights(out, seen, 'wide', 1, None)
    assert np.array_equal(out, shape.heightmap(width=30, height=20, depth=17, **view))
    assert np.array_equal(out, shape.heightmap(width=30, height=20, depth=17, engine='scalar', **view))


def test_progress_ends_with_1():
    parts = []
    SOLIDS['gyroid'].heightmap(300, threads=2, progress=parts.append)
    assert parts[0] == 0.0 and parts[-1] == 1.0 and parts == sorted(parts)


def test_ctrl_c_comes_soon_and_harms_nothing():
    def stop(_number, _frame):
        raise KeyboardInterrupt

    shape = SOLIDS['gyroid']
    before = signal.signal(signal.SIGALRM, stop)
    try:
        for engine in ('wide', 'scalar'):
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            started = time.monotonic()
            with pytest.raises(KeyboardInterrupt):
                shape.heightmap(4096 if engine == 'wide' else 300, engine=engine, threads=2)
            assert time.monotonic() - started < 2.0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    check(shape, (40, 40, 40))


@pytest.mark.parametrize('options, message', [
    ({'depth': 0}, 'depth: expected 1 to 65535, not 0'), ({'depth': 65536}, 'depth: expected 1 to 65535, not 65536'),
    ({'center': (1,)}, r'center: expected \(x, y, z\), not \(1,\)'), ({'center': 3}, r'center: expected \(x, y, z\), not 3'),
    ({'rotate': (1, 2)}, r'rotate: expected \(pitch, yaw, roll\), not \(1, 2\)'),
    ({'rotate': (1, 2, float('nan'))}, 'rotate: nan is not finite'),
    ({'rotate': (1, 2, 3), 'isometric': True}, 'give rotate or isometric, not both'),
    ({'perspective': 1.0}, 'perspective: expected 0 to below 1, not 1.0'),
    ({'engine': 'quadtree'}, "engine: 'quadtree' is none of wide, scalar"), ({'scale': 0}, 'scale: must not be 0'),
])
def test_wrong_use(options, message):
    with pytest.raises(ValueError, match=message):
        SOLIDS['box'].heightmap(8, **options)


# ---- normals and shaded pictures ----

@pytest.mark.parametrize('view', VIEWS, ids=repr)
@pytest.mark.parametrize('name', SOLIDS)
def test_normals_are_those_of_the_definition(name, view):
    shape = SOLIDS[name]
    normals = shape.normals(width=31, height=22, depth=25, **view)
    assert normals.shape == (22, 31, 3) and normals.dtype == np.float64
    seen = make_space_view(None, 31, 22, 25, view.get('center', (0, 0, 0)), view.get('scale', 1.0), view.get('rotate', (0, 0, 0)),
                           view.get('perspective', 0.0), view.get('isometric', False), 'challenge')
    expected = np.zeros_like(normals)
    PythonProgram(shape.to_vm().encode(), '').find_normals(expected, seen, 1, None)
    assert normals.tobytes() == expected.tobytes()
    assert normals.tobytes() == shape.normals(width=31, height=22, depth=25, threads=3, **view).tobytes()


def test_a_plane_looks_one_way():
    normals = SOLIDS['half of space'].normals(40)
    assert np.allclose(normals, np.array([-0.3, 0, 1]) / np.hypot(0.3, 1), atol=1e-15)


@pytest.mark.parametrize('has_occlusion', [False, True])
def test_numpy_shades_like_the_library(has_occlusion):
    shape = SOLIDS['torus']
    seen = make_space_view(24, None, None, None, (0, 0, 0), 1.0, (40, 0, 0), 0.0, False, 'challenge')
    out = np.empty((24, 24, 3), np.uint8)
    PythonProgram(shape.to_vm().encode(), '').shade(out, seen, has_occlusion, 1, None)
    image = shape.shaded(24, rotate=(40, 0, 0), ambient_occlusion=has_occlusion)
    assert (image.mode, image.size) == ('RGB', (24, 24))
    assert np.array_equal(np.asarray(image), out)


def test_light_comes_from_the_upper_left_and_corners_are_dark():
    ball = np.asarray(SOLIDS['sphere'].shaded(101).convert('L'), int)
    assert ball[30, 30] > ball[30, 70] > ball[70, 70]
    step = pf.Z + 0.5 | (pf.X & pf.Z + 0.1)  # higher on the left
    plain, dark = (np.asarray(step.shaded(101, ambient_occlusion=on).convert('L'), int) for on in (False, True))
    assert plain[50, 53] == plain[50, 90] and dark[50, 53] < dark[50, 90] - 10


def test_a_notebook_shows_what_uses_z_in_the_light():
    assert Image.open(BytesIO(SOLIDS['sphere']._repr_png_())).mode == 'RGB'
    assert Image.open(BytesIO(pf.circle(0, 0, 0.5)._repr_png_())).mode == 'L'
    assert Image.open(BytesIO(pf.parse(SOLIDS['torus'].to_vm())._repr_png_())).mode == 'RGB'


def test_an_unknown_argument_of_a_view():
    with pytest.raises(TypeError, match='zoom: no argument of a view of space'):
        SOLIDS['box'].shaded(8, zoom=2)
