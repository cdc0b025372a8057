"""The typical slope of a value."""
import pytest
from hypothesis import given

from pyfidget.grid import CHALLENGE, View, make_grid
from pyfidget.parser import parse
from pyfidget.pictures.slope import typical_slope
from tests.engines.pictures import views
from tests.strategies import programs, scaled

PLANE = '''
    x var-x
    y var-y
    a const %s
    b const %s
    ax mul a x
    by mul b y
    r add ax by
    '''


def slope(text, width, height, scale=1.0):
    return typical_slope(parse(text, 'test.vm'), make_grid(width, height, CHALLENGE, View(0.5, 0.25, scale)))


@pytest.mark.parametrize('width, height', [(2, 2), (3, 7), (64, 64), (1000, 300)])
def test_that_of_a_plane_is_the_length_of_its_gradient(width, height):
    for scale in (1.0, -0.001):
        assert slope(PLANE % ('3', '-4'), width, height, scale) == pytest.approx(5.0, rel=1e-9)


def test_it_is_that_of_most_places():
    mostly_steep = '''
        x var-x
        k const 100
        a mul x k
        k2 const -20
        r max a k2
        '''
    assert slope(mostly_steep, 65, 65) == pytest.approx(100.0)


def test_places_without_a_finite_slope_do_not_count():
    half_a_number = '''
        x var-x
        s sqrt x
        q square s
        '''
    assert slope(half_a_number, 65, 65) == pytest.approx(1.0)


@pytest.mark.parametrize('text', ['c const 3', 'c const nan', 'c const inf', 'z var-z'])
def test_what_has_no_slope_anywhere_is_taken_for_a_distance(text):
    assert slope(text, 64, 64) == 1.0


def test_a_picture_of_one_pixel_has_none():
    assert slope(PLANE % ('3', '4'), 1, 1) == 1.0


@scaled(50)
@given(programs(), views())
def test_it_is_a_number_above_0(program, view):
    assert 0.0 < typical_slope(program, make_grid(9, 5, CHALLENGE, view)) < float('inf')
