"""The picture of regions shows what the quadtree did, and reduced to two colours it is the plain picture."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.scalar import render_scalar
from pyfidget.grid import CHALLENGE, CONVENTIONS, View, make_grid
from pyfidget.parser import parse
from pyfidget.pictures import regions
from pyfidget.pictures.colours import INSIDE
from pyfidget.pictures.regions import BORDER, EVALUATED, LEVELS
from tests.engines.pictures import ROOTS, SIGNED_ZEROS, UNIONS, views
from tests.models import picture
from tests.pictures.drawing import draw_regions, indices, reduced
from tests.strategies import programs, scaled

SIZES = [(1, 1), (7, 7), (8, 8), (9, 9), (64, 64), (100, 37), (37, 100), (3, 60)]


def grid_of(width, height):
    return make_grid(width, height, CHALLENGE, View())


@scaled(100)
@given(programs(), st.integers(1, 30), st.integers(1, 30), st.integers(0, len(CONVENTIONS) - 1), views(), st.booleans())
def test_reduced_to_two_colours_it_is_the_plain_picture(program, width, height, convention, view, early_exit):
    grid = make_grid(width, height, convention, view)
    sheet = draw_regions(program, grid, early_exit)
    assert reduced(sheet) == picture(render_scalar, program, grid)


@pytest.mark.slow
@pytest.mark.parametrize('width, height', SIZES)
@pytest.mark.parametrize('text', [SIGNED_ZEROS, ROOTS, UNIONS], ids=['signed zeros', 'roots', 'unions'])
def test_it_is_the_plain_picture_at_any_size(text, width, height):
    program = parse(text, 'test.vm')
    sheet = draw_regions(program, grid_of(width, height))
    assert reduced(sheet) == picture(render_scalar, program, grid_of(width, height))


def test_no_colour_is_inside_and_outside_however_many_levels_there_are():
    for last_proven in range(LEVELS):
        palette = [-1] * 256
        # What is evaluated has its own stops; each pair of last levels need not be tried.
        regions.set_region_colours(palette, last_proven, LEVELS - 1 - last_proven)
        inside = [colour for colour in palette[INSIDE:] if colour >= 0]
        outside = [colour for colour in palette[:INSIDE] if colour >= 0]
        assert not set(inside) & set(outside)
        assert (len(inside), len(outside)) == (4 * LEVELS, 4 * LEVELS + 3)


# ---- kinds and borders ----

def kinds(text, width, height):
    """'+' inside and '-' outside where it is proven, '#' and '.' where it is evaluated."""
    sheet = draw_regions(parse(text, 'test.vm'), grid_of(width, height))
    return [''.join('-.+#'[(2 if index & INSIDE else 0) + (1 if index & EVALUATED else 0)] for index in row)
            for row in indices(sheet)]


LEFT_OF_A_LINE = '''
    x var-x
    k const 0.1
    r sub x k
    '''


def test_what_is_proven_is_told_from_what_is_evaluated():
    assert kinds(LEFT_OF_A_LINE, 24, 9) == ['++++++++' + '####....' + '--------'] * 9


def test_a_region_has_a_border_above_and_on_its_left_unless_it_is_small():
    sheet = draw_regions(parse(LEFT_OF_A_LINE, 'test.vm'), grid_of(20, 12))
    assert [''.join('x' if index & BORDER else ' ' for index in row) for row in indices(sheet)] == [
        'xxxxxxxxxxxxxxxx    '] + ['x       x           '] * 7 + [' ' * 20] * 4


def levels(text, size):
    """The sets of levels of what is proven and of what is evaluated."""
    sheet = draw_regions(parse(text, 'test.vm'), grid_of(size, size))
    found = set(index for row in indices(sheet) for index in row)
    return (set(index % EVALUATED for index in found if not index & EVALUATED),
            set(index % EVALUATED for index in found if index & EVALUATED))


def test_the_level_tells_how_many_operations_there_were():
    proven, evaluated = levels(UNIONS, 64)
    assert len(proven) > 1 and len(evaluated) > 1
    assert max(evaluated) < LEVELS - 1
    assert levels(LEFT_OF_A_LINE, 8) == (set(), set([LEVELS - 1]))
    assert levels('r const 1', 64) == (set([0]), set())


def test_the_level_is_logarithmic_from_one_operation_to_all():
    sheet = draw_regions(parse('r const 1', 'test.vm'), grid_of(1, 1))
    picture_of = regions.RegionPicture(sheet, None, 10000)
    assert [picture_of._level(size) for size in (1, 10, 100, 1000, 9000, 10000)] == [0, 7, 14, 21, 28, 28]


# ---- the legend ----

def captions(most, whole):
    return [(round(caption.place, 2), caption.text)
            for caption in regions.RegionPicture(None, None, whole)._entry('', most, 0).captions]


def test_the_legend_counts_in_tens_up_to_the_most():
    assert captions(10000, 10000) == [(0.02, '1'), (0.26, '10'), (0.5, '100'), (0.74, '1000'), (0.98, '10000')]
    assert captions(50, 10000) == [(0.04, '1'), (0.58, '10'), (0.95, '50')]
    assert captions(1, 1) == [(0.5, '1')]


def test_the_legend_says_so_where_there_is_nothing():
    assert captions(0, 100) == [(0.0, 'none')]
