"""Noise by the binary: rand and mix in compiled loops and in machine code, where mixes are NaN, too."""
import pytest

from pyfidget.engines.scalar import render_scalar
from pyfidget.parser import parse
from tests.engines.pictures import noise
from tests.models import picture, square_grid

SIZE = 150
UNTRANSLATED = 24


@pytest.fixture(params=['x', 'y', 'both', 'constant'])
def text(request, folder):
    text = noise(request.param)
    (folder / 'noise.vm').write_text(text, encoding='ascii')
    return text


def test_the_binary_draws_the_noise_of_the_definition(binary, text):
    drawn = ''.join(picture(render_scalar, parse(text, 'noise.vm'), square_grid(UNTRANSLATED)))
    for engine in ['scalar', 'wide', 'quadtree']:
        raster = binary.raster('noise.vm', '--size=%d' % UNTRANSLATED, '--engine=' + engine)
        assert raster == drawn.replace('#', '\xff').replace('.', '\0').encode('latin-1')


@pytest.mark.parametrize('options', [
    [], ['--no-machine-code'], ['--threads=3'], ['--engine=quadtree'], ['--engine=quadtree', '--passes=none'],
    ['--engine=quadtree', '--passes=all,-sign', '--early-exit'],
], ids=' '.join)
def test_every_way_draws_the_same_noise(binary, text, options):
    view = ['--size=%d' % SIZE, '--center=0.3,-0.2', '--scale=0.37']
    drawn = binary.raster('noise.vm', '--engine=scalar', *view)
    assert 0.3 < drawn.count(b'\xff') / SIZE ** 2 < 0.7
    assert binary.raster('noise.vm', *options, *view) == drawn
