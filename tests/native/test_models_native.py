"""The binary on our own models: its engines agree with each other and with the untranslated program."""
import os
import sys

import pytest

from tests.conftest import ROOT

FOLDER = os.path.join(ROOT, 'models')
MODELS = sorted(name for name in os.listdir(FOLDER) if name.endswith('.vm'))
LARGE = ['tempest.vm']  # for which scalar evaluation of large pictures takes long
SIZES = [(1, 1), (2, 2), (15, 15), (16, 16), (17, 17), (63, 63), (64, 64), (65, 65), (100, 70), (70, 100)]
VIEWS = [['--center=0.3,-0.2', '--scale=0.37'], ['--scale=-1.5'], ['--grid=fidget'], ['--grid=centers', '--z=0.4'],
         ['--center=1e3,1e-3', '--scale=1e4'], ['--scale=1e-12', '--center=0.1,0.1']]

models = pytest.mark.parametrize('model', MODELS)


def size_options(width, height):
    return ['--width=%d' % width, '--height=%d' % height]


def assert_same_by_all_engines(binary, model, *options):
    path = os.path.join(FOLDER, model)
    drawn = binary.raster(path, *options)
    for engine in ['scalar', 'quadtree', 'compiled']:
        assert drawn == binary.raster(path, '--engine=' + engine, *options)
    return drawn


@models
@pytest.mark.parametrize('size', SIZES, ids='%dx%d'.__mod__)
def test_all_engines_draw_the_same_picture(binary, model, size):
    assert len(assert_same_by_all_engines(binary, model, *size_options(*size))) == size[0] * size[1]


@models
@pytest.mark.parametrize('view', VIEWS, ids=' '.join)
def test_all_engines_agree_in_any_view(binary, model, view):
    assert_same_by_all_engines(binary, model, '--size=61', *view)


@pytest.mark.parametrize('model', [name for name in MODELS if name not in LARGE])
def test_all_engines_agree_at_full_size(binary, model):
    drawn = assert_same_by_all_engines(binary, model, '--size=1024')
    assert b'\xff' in drawn and b'\x00' in drawn


@models
@pytest.mark.parametrize('options', [
    ['--passes=none'], ['--passes=decide'], ['--passes=all,-sign'], ['--early-exit'], ['--early-exit', '--passes=none'],
], ids=' '.join)
def test_no_switch_changes_a_picture(binary, model, options):
    path = os.path.join(FOLDER, model)
    drawn = binary.raster(path, '--engine=quadtree', '--size=150')
    assert binary.raster(path, '--engine=quadtree', '--size=150', *options) == drawn


@models
def test_the_untranslated_program_writes_the_same_bytes(binary, model, folder, monkeypatch):
    monkeypatch.setenv('PYTHONPATH', ROOT)
    path = os.path.join(FOLDER, model)
    untranslated = type(binary)(sys.executable)
    for extension in ['pgm', 'png']:
        assert binary.run(path, '--size=40', '-o', 'native.' + extension) == (0, b'', b'')
        assert untranslated.run('-m', 'pyfidget.untranslated', path, '--size=40', '-o', 'python.' + extension) == (0, b'', b'')
        assert (folder / ('native.' + extension)).read_bytes() == (folder / ('python.' + extension)).read_bytes()
