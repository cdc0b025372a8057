"""The picture of values: its sign is the plain picture's, its bands are as wide as they say, its contour is where the sign is
another beside it."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.scalar import render_scalar
from pyfidget.grid import CHALLENGE, CONVENTIONS, View, make_grid
from pyfidget.parser import parse
from pyfidget.pictures import bands
from pyfidget.pictures.bands import BANDS, CONTOUR, INFINITE, NOT_A_NUMBER, SHADES, BandPicture, fitting_width
from pyfidget.pictures.bandwidth import BandWidth
from pyfidget.pictures.colours import INSIDE
from tests.engines.pictures import ROOTS, SIGNED_ZEROS, UNIONS, views
from tests.models import picture
from tests.pictures.drawing import draw_bands, indices, reduced
from tests.strategies import doubles, programs, scaled

INFINITY = float('inf')
NAN = float('nan')
SIZES = [(1, 1), (7, 7), (8, 8), (9, 9), (64, 64), (100, 37), (37, 100), (3, 60)]


@scaled(100)
@given(programs(), st.integers(1, 30), st.integers(1, 30), st.integers(0, len(CONVENTIONS) - 1), views())
def test_its_sign_is_the_plain_picture_and_both_engines_give_the_same(program, width, height, convention, view):
    grid = make_grid(width, height, convention, view)
    one, other = [draw_bands(program, grid, view.scale, by_definition) for by_definition in (False, True)]
    assert indices(one) == indices(other)
    assert reduced(one) == picture(render_scalar, program, grid)


@pytest.mark.slow
@pytest.mark.parametrize('width, height', SIZES)
@pytest.mark.parametrize('text', [SIGNED_ZEROS, ROOTS, UNIONS], ids=['signed zeros', 'roots', 'unions'])
def test_its_sign_is_the_plain_picture_at_any_size(text, width, height):
    program = parse(text, 'test.vm')
    grid = make_grid(width, height, CHALLENGE, View())
    sheet = draw_bands(program, grid)
    assert reduced(sheet) == picture(render_scalar, program, grid)


def test_no_colour_is_inside_and_outside():
    palette = [-1] * 256
    bands.set_band_colours(palette)
    inside = set(colour for colour in palette[INSIDE:] if colour >= 0)
    outside = set(colour for colour in palette[:INSIDE] if colour >= 0)
    assert not inside & outside


# ---- values ----

def colour_of(value, width=0.05):
    return BandPicture(None, BandWidth(width))._colour(value)


@pytest.mark.parametrize('value, colour', [
    (0.0, 0), (-0.0, 0), (5e-324, 0), (-5e-324, INSIDE), (0.049, SHADES - 1), (0.051, SHADES), (-0.049, INSIDE + SHADES - 1),
    (-0.051, INSIDE + SHADES), (0.5001, 10 * SHADES), (1.199, BANDS * SHADES - 1),
    (1.201, (BANDS - 1) * SHADES), (7.049, BANDS * SHADES - 1), (-1e300, INSIDE + (BANDS - 1) * SHADES),
    (INFINITY, INFINITE), (-INFINITY, INSIDE + INFINITE), (NAN, NOT_A_NUMBER),
])
def test_the_colour_of_a_value(value, colour):
    assert colour_of(value) == colour


def test_bands_are_as_wide_as_is_wanted():
    assert colour_of(0.11, width=0.1) == colour_of(0.0011, width=0.001) == SHADES


@scaled(300)
@given(doubles(), st.sampled_from([1.0, 0.03, 1e-300, 1e300]))
def test_any_value_has_a_colour_of_its_side(value, width):
    colour = colour_of(value, width)
    assert 0 <= colour < 256
    assert (colour >= INSIDE) == (value < 0.0)
    assert colour & ~INSIDE <= (NOT_A_NUMBER if value != value else INFINITE)


DISTANCE = '''
    x var-x
    r const 0.25
    d sub x r
    k const %s
    s mul d k
    '''


@pytest.mark.parametrize('steepness, scale, text', [
    ('1', 1.0, '0.05'), ('-1', 1.0, '0.05'), ('1', -0.1, '0.005'), ('1000', 1.0, '50'), ('0', 1.0, '0.05'), ('nan', 16.0, '1'),
])
def test_bands_fit_the_view_and_the_model(steepness, scale, text):
    program = parse(DISTANCE % steepness, 'test.vm')
    for width, height in [(64, 64), (100, 40), (2, 9)]:
        assert fitting_width(program, make_grid(width, height, CHALLENGE, View(scale=scale)), scale).text(1) == text


# ---- the contour ----

def contour(text, width, height):
    """'o' outside and 'x' inside on the contour, '#' and '.' beside it, '?' for no number, '^' for infinities."""
    sheet = draw_bands(parse(text, 'test.vm'), make_grid(width, height, CHALLENGE, View()))
    signs = {CONTOUR: 'o', CONTOUR | INSIDE: 'x', NOT_A_NUMBER: '?', INFINITE: '^', INFINITE | INSIDE: '^'}
    return [''.join(signs.get(index, '#' if index & INSIDE else '.') for index in row) for row in indices(sheet)]


def test_the_contour_is_on_both_sides_of_a_change_of_sign():
    assert contour('''
        x var-x
        y var-y
        ax abs x
        ay abs y
        m max ax ay
        k const 0.6
        r sub m k
        ''', 9, 9) == [
            '.........',
            '..ooooo..',
            '.oxxxxxo.',
            '.ox###xo.',
            '.ox###xo.',
            '.ox###xo.',
            '.oxxxxxo.',
            '..ooooo..',
            '.........',
        ]


def test_what_is_not_finite_keeps_its_colour_beside_the_contour():
    assert contour('''
        x var-x
        s sqrt x
        k const 0.6
        r sub s k
        ''', 9, 2) == ['????xo...'] * 2
    assert contour('''
        x var-x
        one const 1
        q div one x
        ''', 5, 5) == ['#x^..'] * 5


def test_a_picture_of_one_side_has_no_contour():
    assert contour('r const -1', 4, 3) == ['####'] * 3
    assert contour('r const 0', 1, 1) == ['.']
