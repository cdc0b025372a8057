"""The binary's pictures in colour: reduced to two colours they are the plain one; the untranslated program writes the same."""
import io
import os
import resource
import sys

import hypothesis
import pytest
from hypothesis import strategies as st
from PIL import Image

from pyfidget.pictures.colours import INSIDE
from tests.conftest import ROOT
from tests.strategies import programs, scaled

FOLDER = os.path.join(ROOT, 'models')
MODELS = sorted(name for name in os.listdir(FOLDER) if name.endswith('.vm'))
SIZES = [(1, 1), (7, 7), (8, 8), (9, 9), (64, 64), (100, 37)]
MODES = ['regions', 'sdf']

models = pytest.mark.parametrize('model', MODELS)
modes = pytest.mark.parametrize('mode', MODES)


def coloured(binary, model, mode, *options):
    """A picture in colour without its legend, as Pillow reads it."""
    done = binary.run(model, '--mode', mode, '--no-legend', '-o', '-', *options)
    assert (done.status, done.err) == (0, b'')
    return Image.open(io.BytesIO(done.out))


def reduced(image):
    """One byte a pixel, 255 inside: what bit 7 of the index says, and what the colour alone says, too."""
    indices = image.tobytes()
    colours = image.convert('RGB').tobytes()
    pairs = {(index, colours[3 * at:3 * at + 3]) for at, index in enumerate(indices)}
    assert not {colour for index, colour in pairs if index & INSIDE} & {colour for index, colour in pairs if not index & INSIDE}
    return bytes(255 if index & INSIDE else 0 for index in indices)


@models
@modes
@pytest.mark.parametrize('size', SIZES, ids='%dx%d'.__mod__)
def test_reduced_to_two_colours_it_is_the_plain_picture(binary, model, mode, size):
    path = os.path.join(FOLDER, model)
    options = ['--width=%d' % size[0], '--height=%d' % size[1]]
    image = coloured(binary, path, mode, *options)
    assert image.size == size
    assert reduced(image) == binary.raster(path, *options)


@models
@modes
def test_it_is_the_plain_picture_at_a_larger_size(binary, model, mode):
    path = os.path.join(FOLDER, model)
    view = ['--size=400', '--center=0.1,-0.1', '--scale=0.7']
    assert reduced(coloured(binary, path, mode, *view)) == binary.raster(path, *view)


@pytest.mark.parametrize('model, name', [(model, 'a.png') for model in MODELS] + [('gear.vm', 'a.ppm')])
@modes
def test_the_untranslated_program_writes_the_same_bytes(binary, model, name, mode, folder, monkeypatch):
    monkeypatch.setenv('PYTHONPATH', ROOT)
    options = [os.path.join(FOLDER, model), '--mode', mode, '--width=50', '--height=30', '-o']
    untranslated = type(binary)(sys.executable)
    assert binary.run(*options, 'native-' + name) == (0, b'', b'')
    assert untranslated.run('-m', 'pyfidget.untranslated', *options, 'python-' + name) == (0, b'', b'')
    assert (folder / ('native-' + name)).read_bytes() == (folder / ('python-' + name)).read_bytes()


@scaled(40)
@hypothesis.given(programs(), st.integers(1, 40), st.integers(1, 40))
def test_random_programs(binary, tmp_path_factory, program, width, height):
    model = os.path.join(str(tmp_path_factory.getbasetemp()), 'random.vm')
    with open(model, 'w', encoding='ascii') as text:
        text.write(program.to_vm())
    size = ['--width=%d' % width, '--height=%d' % height]
    plain = binary.raster(model, *size)
    for mode in MODES:
        assert reduced(coloured(binary, model, mode, *size)) == plain
    values = [coloured(binary, model, 'sdf', *size, *how).tobytes() for how in (
        [], ['--engine=scalar'], ['--passes=none'], ['--repeat=2'])]
    assert values == [values[0]] * 4


@modes
def test_the_legend_is_below_the_picture_and_does_not_touch_it(binary, mode, folder):
    path = os.path.join(FOLDER, 'gear.vm')
    bare = coloured(binary, path, mode, '--size=200')
    assert binary.run(path, '--mode', mode, '--size=200') == (0, b'', b'')
    with Image.open('gear.png') as whole:
        assert whole.width == 200 and whole.height > 300
        assert whole.crop((0, 0, 200, 200)).convert('RGB').tobytes() == bare.convert('RGB').tobytes()


@modes
def test_a_picture_that_does_not_fit_into_memory(binary, mode, folder):
    done = binary.run(os.path.join(FOLDER, 'moon.vm'), '--mode', mode, '--size=32768', preexec_fn=_with_little_memory)
    assert done == (1, b'', b'pyfidget: not enough memory\n')
    assert os.listdir(folder) == []


def _with_little_memory():
    resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
