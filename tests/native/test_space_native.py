"""The binary's pictures of space: heights are the definition's, whatever the threads; files are what other programs read."""
import io
import os
import sys

import hypothesis
import pytest
from hypothesis import strategies as st
from PIL import Image

from tests.conftest import ROOT
from tests.space.test_heights import BALL, CAVES
from tests.strategies import programs, scaled

VIEWS = [[], ['--rotate', '25,30,10'], ['--isometric', '--perspective=0.3', '--scale=1.4'],
         ['--center=0.1,0.2,-0.3', '--depth=70']]


@pytest.fixture(params=[BALL, CAVES], ids=['ball', 'caves'])
def model(request, folder):
    (folder / 'model.vm').write_text(request.param)
    return 'model.vm'


def output(binary, *options):
    done = binary.run(*options, '-o', '-')
    assert (done.status, done.err) == (0, b'')
    return done.out


def heights(binary, *options):
    """The bytes of a PGM behind its head."""
    head = output(binary, *options, '--mode=height', '--format=pgm').split(b'\n', 3)
    assert (head[0], head[2]) == (b'P5', b'65535')
    return head[3]


@pytest.mark.parametrize('view', VIEWS, ids=' '.join)
def test_heights_are_those_of_the_definition(binary, model, view):
    size = ['--width=61', '--height=40']
    expected = heights(binary, model, *size, *view, '--engine=scalar')
    assert len(expected) == 2 * 61 * 40
    for threads in ('1', '2', '7'):
        assert heights(binary, model, *size, *view, '--threads', threads) == expected


def test_a_larger_picture_does_not_depend_on_the_threads(binary, model):
    pictures = [output(binary, model, '--size=300', '--mode', mode, '--threads', threads, '--repeat=3')
                for mode in ('height', 'normals', 'shaded') for threads in ('1', '3')]
    assert pictures[0] == pictures[1] and pictures[2] == pictures[3] and pictures[4] == pictures[5]


def test_grey_of_16_bits(binary, folder):
    (folder / 'wedge.vm').write_text('x var-x\nthree const 3\nxx mul x three\nz var-z\nr add xx z\n')
    size = ['--size=40', '--depth=5']
    image = Image.open(io.BytesIO(output(binary, 'wedge.vm', '--mode=height', *size)))
    assert image.mode == 'I;16'
    assert {image.getpixel((column, 0)) for column in range(40)} == {round(65535 * k / 5) for k in range(6)}
    raster = heights(binary, 'wedge.vm', *size)
    assert [raster[i] << 8 | raster[i + 1] for i in range(0, 80, 2)] == [image.getpixel((column, 0)) for column in range(40)]


@pytest.mark.parametrize('mode', ['normals', 'shaded'])
def test_png_and_ppm_have_the_same_colours(binary, model, mode):
    png = Image.open(io.BytesIO(output(binary, model, '--mode', mode, '--size=50')))
    ppm = Image.open(io.BytesIO(output(binary, model, '--mode', mode, '--size=50', '--format=ppm')))
    assert (png.mode, png.size) == ('RGB', (50, 50)) and png.tobytes() == ppm.tobytes()
    assert len(png.getcolors(2500)) > 10


@pytest.mark.parametrize('options', [['--mode=height'], ['--mode=height', '--engine=scalar'], ['--mode=normals'],
                                     ['--mode=shaded', '--ambient-occlusion'], ['--mode=height', '--format=pgm']], ids=' '.join)
def test_the_untranslated_program_writes_the_same_bytes(binary, model, options, monkeypatch):
    monkeypatch.setenv('PYTHONPATH', ROOT)
    options = [model, '--width=23', '--height=18', '--rotate=20,30,0', *options]
    untranslated = type(binary)(sys.executable)
    assert output(binary, *options) == output(untranslated, '-m', 'pyfidget.untranslated', *options)


@scaled(60)
@hypothesis.given(programs(), st.sampled_from(VIEWS), st.integers(1, 40), st.integers(1, 40), st.integers(1, 60))
def test_random_programs(binary, tmp_path_factory, program, view, width, height, depth):
    path = os.path.join(str(tmp_path_factory.getbasetemp()), 'space.vm')
    with open(path, 'w', encoding='ascii') as text:
        text.write(program.to_vm())
    options = [path, '--width=%d' % width, '--height=%d' % height, *view, '--depth=%d' % depth]
    assert heights(binary, *options, '--threads=2') == heights(binary, *options, '--engine=scalar')


@pytest.mark.parametrize('options, message', [
    (['--rotate=1,2,3'], '--rotate: --mode plain is flat (see --mode height)'),
    (['--mode=sdf', '--depth=3'], '--depth: --mode sdf is flat (see --mode height)'),
    (['--mode=height', '--z=1'], '--z: --mode height shows all of them: --center X,Y,Z moves it'),
    (['--mode=height', '--rotate=1,2'], "--rotate: expected PITCH,YAW,ROLL, not '1,2'"),
    (['--mode=height', '--rotate=1,2,3', '--isometric'], 'give --rotate or --isometric, not both'),
    (['--mode=height', '--perspective=1'], "--perspective: expected a number from 0 to below 1, not '1'"),
    (['--mode=height', '--depth=65536'], "--depth: expected a whole number from 1 to 65535, not '65536'"),
    (['--mode=height', '--engine=quadtree'], '--engine: --mode height is by wide or scalar, not by quadtree'),
    (['--mode=normals', '--engine=scalar'], '--engine: --mode normals is by wide alone'),
    (['--mode=height', '--format=ppm'], '--mode height is grey, and a ppm has no greys: png or pgm'),
    (['--mode=shaded', '--format=pgm'], '--mode shaded is in colour, and a pgm has none: png or ppm'),
    (['--mode=height', '--ambient-occlusion'], '--ambient-occlusion: not of --mode height, but of --mode shaded'),
    (['--mode=height', '--no-legend'], '--no-legend: --mode height has no legend'),
])
def test_wrong_use_is_one_line(binary, options, message):
    done = binary.run('model.vm', *options)
    assert (done.status, done.out, done.err.decode()) == (2, b'', 'pyfidget: %s\n' % message)
