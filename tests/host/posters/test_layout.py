"""How a poster is cut."""
import pytest

from pyfidget.host.posters.layout import Layout
from pyfidget.host.view import View


def layout(width, height, chunk=8192):
    return Layout(View(width, height, 0, 0.0, 0.0, 1.0, 0.0), chunk)


def test_sides_of_chunks_and_tiles_by_level():
    assert [layout(10 ** 6, 10 ** 6).side(level) for level in range(8)] == [8192, 4096, 2048, 1024, 4096, 2048, 1024, 4096]
    assert [layout(100, 100, 64).side(level) for level in range(5)] == [64, 32, 16, 8, 32]
    assert [layout(100, 100, 64).tile(level) for level in range(5)] == [64, 32, 16, 8, 32]
    assert layout(100, 100).tile(3) == 256


@pytest.mark.parametrize('width, height, levels, last', [
    (1024, 1024, 1, (1024, 1024)), (1025, 3, 2, (2, 513)), (1000000, 1000000, 11, (977, 977)),
    (2147483647, 1, 22, (1, 1024)),
])
def test_levels_go_on_until_the_picture_is_small(width, height, levels, last):
    cut = layout(width, height)
    assert (cut.levels, cut.size(levels - 1)) == (levels, last)


def test_levels_come_in_groups():
    cut = layout(1000000, 1000000)
    assert [list(cut.group(base)) for base in (0, *cut.bases())] == [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10]]
    assert (cut.chunks(0), cut.chunks(3), cut.chunks(6)) == ((123, 123), (123, 123), (16, 16))


def test_the_last_chunks_end_with_the_picture():
    assert layout(10000, 9000).window(1, 1).window == (8192, 8192, 1808, 808)
