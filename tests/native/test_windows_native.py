"""The binary draws windows of a picture: joined they are the whole, and of the largest pictures they are the scalar engine's."""
import pytest

from pyfidget.grid import CONVENTIONS, WIDEST
from tests.native.test_wide_native import _models, there  # noqa: F401 (a fixture)

CUTS = [0, 1, 64, 77, 333, 600]
VIEWS = [[], ['--center=0.3,0.2', '--scale=0.01'], ['--scale=-1', '--z=0.4']]


@pytest.mark.usefixtures('there')
@_models()
@pytest.mark.parametrize('view', VIEWS, ids=' '.join)
def test_windows_join_to_the_whole(binary, model, view):
    options = [model, '--width=600', '--height=333', *view]
    whole = binary.raster(*options)
    rows = []
    for top, bottom in zip(CUTS[:-1], CUTS[1:-1]):
        pieces = [binary.raster(*options, '--window=%d,%d,%d,%d' % (left, top, right - left, bottom - top))
                  for left, right in zip(CUTS, CUTS[1:])]
        widths = [right - left for left, right in zip(CUTS, CUTS[1:])]
        rows += [b''.join(piece[row * width:(row + 1) * width] for piece, width in zip(pieces, widths))
                 for row in range(bottom - top)]
    assert b''.join(rows) == whole


@pytest.mark.usefixtures('there')
@_models(['prospero', 'tempest', 'gear'])
@pytest.mark.parametrize('grid', CONVENTIONS)
@pytest.mark.parametrize('size, left, top', [
    (WIDEST, 0, 0), (WIDEST, WIDEST // 2 - 30, WIDEST // 2 - 20), (WIDEST, WIDEST - 64, WIDEST - 40), (1000000, 300000, 320000)])
def test_engines_agree_on_windows_of_the_largest_pictures(binary, model, grid, size, left, top):
    options = [model, '--size=%d' % size, '--grid=' + grid, '--window=%d,%d,64,40' % (left, top)]
    drawn = {engine: binary.raster(*options, '--engine=' + engine) for engine in ('wide', 'quadtree', 'scalar')}
    assert drawn['wide'] == drawn['scalar']
    assert drawn['quadtree'] == drawn['scalar']
