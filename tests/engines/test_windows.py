"""Windows of a picture: cut in any way and joined again they are the whole, and in a picture of any size its pixels."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.wide.engine import render_wide
from pyfidget.grid import CONVENTIONS, WIDEST, Rectangle, View, make_grid, make_window
from pyfidget.parser import parse
from pyfidget.passes.switches import parse_switches
from tests.engines.pictures import ROOTS, SIGNED_ZEROS, UNIONS, views
from tests.models import picture
from tests.strategies import programs, scaled, to_bits

SIDES = st.integers(1, 70)
made = st.sampled_from([ROOTS, SIGNED_ZEROS, UNIONS]).map(lambda text: parse(text, 'test.vm'))
conventions = st.integers(0, len(CONVENTIONS) - 1)


def render_quadtree(program, grid, canvas):
    Quadtree(parse_switches('all'), False, Statistics(False)).render(program, grid, canvas)


ENGINES = [render_wide, render_quadtree, render_scalar]


@st.composite
def cuts(draw, side):
    """Where a side is cut, its ends included."""
    return [0] + sorted(draw(st.sets(st.integers(1, side - 1), max_size=3)) if side > 1 else []) + [side]


def joined(engine, program, width, height, convention, view, across, down):
    rows = []
    for top, bottom in zip(down, down[1:]):
        pieces = [picture(engine, program, make_window(width, height, convention, view, Rectangle(left, top, right, bottom)))
                  for left, right in zip(across, across[1:])]
        rows += [''.join(row) for row in zip(*pieces)]
    return rows


@scaled(150)
@given(st.data(), programs() | made, SIDES, SIDES, conventions, views(), st.sampled_from(ENGINES))
def test_windows_of_any_cut_join_to_the_whole(data, program, width, height, convention, view, engine):
    across, down = data.draw(cuts(width)), data.draw(cuts(height))
    whole = picture(render_scalar, program, make_grid(width, height, convention, view))
    assert joined(engine, program, width, height, convention, view, across, down) == whole


SIZES = st.integers(1, WIDEST) | st.sampled_from([1, 2, 3, 65536, 65537, 1 << 30, WIDEST - 1, WIDEST])


@st.composite
def windows(draw, width, height, most):
    columns, rows = draw(st.integers(1, min(most, width))), draw(st.integers(1, min(most, height)))
    left = draw(st.integers(0, width - columns) | st.sampled_from([0, width - columns, (width - columns) // 2]))
    top = draw(st.integers(0, height - rows) | st.sampled_from([0, height - rows, (height - rows) // 2]))
    return Rectangle(left, top, left + columns, top + rows)


@scaled(100)
@given(st.data(), programs(), SIZES, SIZES, conventions, views(), st.sampled_from(ENGINES))
def test_windows_of_the_largest_pictures_are_the_scalar_ones(data, program, width, height, convention, view, engine):
    grid = make_window(width, height, convention, view, data.draw(windows(width, height, 40)))
    assert picture(engine, program, grid) == picture(render_scalar, program, grid)


@given(st.data(), SIZES, SIZES, conventions)
def test_neighbours_are_distinct_up_to_the_largest_size(data, width, height, convention):
    window = data.draw(windows(width, height, 20))
    grid = make_window(width, height, convention, View(), window)
    assert (grid.width, grid.height) == (window.right - window.left, window.bottom - window.top)
    if min(width, height) > 1 or CONVENTIONS[convention] != 'challenge':  # of one row all columns lie at 0
        assert all(b > a for a, b in zip(grid.xs, grid.xs[1:]))
        assert all(b < a for a, b in zip(grid.ys, grid.ys[1:]))


@pytest.mark.parametrize('convention', range(len(CONVENTIONS)), ids=CONVENTIONS)
def test_the_first_and_last_samples_of_the_largest_picture(convention):
    last = Rectangle(WIDEST - 2, WIDEST - 2, WIDEST, WIDEST)
    first = make_window(WIDEST, WIDEST, convention, View(), Rectangle(0, 0, 2, 2))
    end = make_window(WIDEST, WIDEST, convention, View(), last)
    step = {'challenge': 2.0 / (WIDEST - 1), 'fidget': 2.0 / WIDEST, 'centers': 2.0 / WIDEST}[CONVENTIONS[convention]]
    start = {'challenge': -1.0, 'fidget': -1.0, 'centers': (0.5 - WIDEST / 2.0) * 2.0 / WIDEST}[CONVENTIONS[convention]]
    assert to_bits(first.xs[0]) == to_bits(start)
    assert abs(first.xs[1] - first.xs[0] - step) <= 2.0 ** -52
    assert abs(end.xs[1] - end.xs[0] - step) <= 2.0 ** -52
    if CONVENTIONS[convention] != 'fidget':
        assert (first.ys[0], end.ys[1]) == (-first.xs[0], -end.xs[1])
