"""The engine in WebAssembly, in Node: its pictures are those of the native library, bit for bit."""
import hashlib
import pathlib
import random

import numpy as np
import pytest

import pyfidget
from pyfidget.host import native
from pyfidget.host.random_programs import random_program
from pyfidget.host.viewer.frames import HEADER, draw_frame
from pyfidget.host.viewer.requests import FrameRequest
from tests.web.conftest import LINES, SHARED
from tests.web.engine import Fault

SCALAR_PIXELS = 64 * 64  # of a picture that the scalar engine draws quickly
VIEWS = [
    {'width': 333, 'height': 333},
    {'width': 700, 'height': 301, 'x': 0.21, 'y': -0.34, 'scale': 0.37},
    {'width': 97, 'height': 640, 'x': -0.5, 'y': 0.125, 'scale': 0.011, 'z': 0.25},
]


@pytest.fixture(autouse=True)
def library():
    if not native.is_available():
        pytest.skip('there is no native library: `make library` makes it')


def native_picture(shape, width, height, x=0.0, y=0.0, z=0.0, scale=1.0):
    """The pixels, True inside."""
    return shape.render(width=width, height=height, center=(x, y), scale=scale, z=z) == 255


@pytest.mark.parametrize('by', ['wide', 'quadtree', 'scalar'])
@pytest.mark.parametrize('line', LINES, ids=lambda line: f'{line.model}-{line.width}x{line.height}')
def test_golden_pictures(engine, line, by):
    if by == 'scalar' and line.width * line.height > SCALAR_PIXELS:
        pytest.skip('every operation at every pixel: small pictures only')
    engine.parse((SHARED / f'{line.model}.vm').read_text())
    drawn = engine.draw(line.width, line.height, by=by)
    assert drawn.sum() == line.white
    assert hashlib.sha256((drawn * np.uint8(255)).tobytes()).hexdigest() == line.sha256


@pytest.mark.parametrize('by', ['wide', 'quadtree'])
@pytest.mark.parametrize('view', VIEWS, ids=lambda view: f'{view["width"]}x{view["height"]}')
def test_our_own_models_are_as_the_library_draws_them(engine, own_model, view, by):
    engine.parse(own_model.read_text())
    expected = native_picture(pyfidget.load(own_model), **view)
    assert expected.any() or view.get('scale', 1.0) < 0.1
    assert (engine.draw(**view, by=by) == expected).all()


@pytest.mark.parametrize('seed', range(100))
def test_random_programs_of_all_functions(engine, seed):
    text = random_program(random.Random(seed)).to_vm()
    engine.parse(text)
    view = {'width': 130, 'height': 97, 'x': 0.1 * seed, 'y': -0.3, 'scale': 1.7}
    expected = native_picture(pyfidget.parse(text), **view)
    for by in ('wide', 'quadtree'):
        assert (engine.draw(**view, by=by) == expected).all()


@pytest.mark.parametrize('mode', ['height', 'normals', 'shaded'])
@pytest.mark.parametrize('view', [
    {'x': 0.0, 'y': 0.0, 'z': 0.0, 'scale': 1.5, 'pitch': 25.0, 'yaw': -30.0},
    {'x': 0.1, 'y': -0.2, 'z': 0.3, 'scale': 0.7, 'pitch': -90.0, 'yaw': 179.5},
    {'x': 0.0, 'y': 0.0, 'z': 0.0, 'scale': 1.0, 'pitch': 0.0, 'yaw': 0.0},
], ids=['usual', 'from below', 'straight'])
@pytest.mark.parametrize('name', ['link.vm', 'draughts.vm', 'gear.vm'])
def test_pictures_of_space_are_the_viewers(engine, own_models, name, view, mode):
    path = pathlib.Path(own_models, name)
    engine.parse(path.read_text())
    request = FrameRequest(number=0, width=121, height=90, mode=mode, **view)
    program = native.NativeProgram(path.read_bytes(), name)
    expected = draw_frame(program, request, 1, lambda: True)[HEADER.size:]
    assert len(set(expected[768 if mode == 'height' else 0:])) > 1
    assert engine.draw_space(mode, 121, 90, view) == expected


def test_values_are_those_of_the_library(engine, own_model):
    engine.parse(own_model.read_text())
    shape = pyfidget.load(own_model)
    for x, y, z in [(0.0, 0.0, 0.0), (0.3, -0.71, 0.2), (1e300, -5.0, 1.0)]:
        expected = float(shape.eval(x, y, z))
        found = engine.value(x, y, z)
        assert found == expected or found != found and expected != expected


def test_a_syntax_error_has_its_place(engine):
    with pytest.raises(Fault) as caught:
        engine.parse('x var-x\ny square q\n')
    line, column, message = caught.value.args
    assert (line, column) == (2, 10)
    assert 'q' in message
    engine.parse('x var-x\n')
    assert engine.draw(4, 2).tolist() == [[True, True, False, False]] * 2


def test_numbers_that_no_picture_has_are_a_fault(engine):
    engine.parse('x var-x\n')
    with pytest.raises(Fault, match='no picture has such numbers'):
        engine.draw(70000, 1)


def test_memory_does_not_grow_with_models(engine, own_models):
    texts = [path.read_text() for path in sorted(pathlib.Path(own_models).iterdir())]

    def all_of_them():
        for text in texts:
            engine.parse(text)
            engine.draw(500, 500)

    all_of_them()
    all_of_them()
    before = engine.memory()
    for _ in range(8):
        all_of_them()
    assert engine.memory() <= before + (1 << 20)
