"""The quadtree engine draws the scalar engine's picture, whatever is switched on."""
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.statistics import Statistics
from pyfidget.grid import CENTERS, CHALLENGE, CONVENTIONS, FIDGET, View, make_grid
from pyfidget.image.canvas import Canvas
from pyfidget.parser import parse
from pyfidget.passes.switches import NAMES, Switches, parse_switches
from tests.engines.pictures import ROOTS, SIGNED_ZEROS, UNIONS, views
from tests.models import picture
from tests.strategies import programs, scaled

SIZES = [1, 2, 5, 8, 9, 16, 17, 23]
SWITCHES = [Switches(*flags) for flags in itertools.product([True, False], repeat=len(NAMES))]


def quadtree(switches, early_exit=False, counting=False):
    return Quadtree(switches, early_exit, Statistics(counting)).render


def assert_same_picture(program, grid, *engine):
    assert picture(quadtree(*engine), program, grid) == picture(render_scalar, program, grid)


# ---- random programs ----

@scaled(200)
@given(programs(), st.sampled_from(SIZES), st.sampled_from(SIZES), st.integers(0, len(CONVENTIONS) - 1), views(),
       st.sampled_from(SWITCHES), st.booleans(), st.booleans())
def test_the_picture_is_the_scalar_one(program, width, height, convention, view, switches, early_exit, counting):
    assert_same_picture(program, make_grid(width, height, convention, view), switches, early_exit, counting)


# ---- every combination ----

@pytest.mark.slow
@pytest.mark.parametrize('text', [SIGNED_ZEROS, ROOTS, UNIONS], ids=['signed zeros', 'roots', 'unions'])
@pytest.mark.parametrize('convention', [CHALLENGE, FIDGET, CENTERS], ids=CONVENTIONS)
def test_no_combination_of_passes_changes_the_picture(text, convention):
    program = parse(text, 'test.vm')
    grid = make_grid(21, 19, convention, View())
    expected = picture(render_scalar, program, grid)
    assert '#' in ''.join(expected) and '.' in ''.join(expected)
    for switches in SWITCHES:
        for early_exit in (False, True):
            assert picture(quadtree(switches, early_exit), program, grid) == expected, (vars(switches), early_exit)


# ---- how regions are cut ----

def shapes_evaluated(width, height):
    """What is evaluated of a picture of which nothing can be proved, as left, top, right, bottom."""
    evaluated = []
    engine = Quadtree(parse_switches('none'), False, Statistics(False))
    engine._evaluate = lambda program, region, grid, canvas, pixels, level: evaluated.append(
        (pixels.left, pixels.top, pixels.right, pixels.bottom))
    unknown = parse('''
        c const inf
        r tan c
        ''', 'test.vm')
    engine.render(unknown, make_grid(width, height, CHALLENGE, View()), Canvas(width, height))
    return evaluated


def test_a_small_picture_is_one_leaf():
    assert shapes_evaluated(8, 5) == [(0, 0, 8, 5)]


def test_one_pixel_is_one_leaf():
    engine = quadtree(Switches())
    assert picture(engine, parse('x var-x', 'test.vm'), make_grid(1, 1, CHALLENGE, View())) == ['#']


def test_a_long_strip_is_cut_along_its_length_only():
    assert shapes_evaluated(20, 3) == [(0, 0, 8, 3), (8, 0, 16, 3), (16, 0, 20, 3)]
    assert shapes_evaluated(3, 20) == [(0, 0, 3, 8), (0, 8, 3, 16), (0, 16, 3, 20)]


@pytest.mark.parametrize('width', SIZES + [33, 64, 100])
@pytest.mark.parametrize('height', [1, 9, 24, 70])
def test_the_leaves_cover_every_pixel_once(width, height):
    pixels = [(i, j) for left, top, right, bottom in shapes_evaluated(width, height)
              for j in range(top, bottom) for i in range(left, right)]
    assert len(pixels) == width * height
    assert set(pixels) == set(itertools.product(range(width), range(height)))


def test_leaves_begin_at_multiples_of_eight():
    """Their rows are then whole bytes of the canvas."""
    assert all(left % 8 == 0 and top % 8 == 0 for left, top, _, _ in shapes_evaluated(100, 70))


# ---- what is proved ----

def test_a_region_that_is_proved_is_not_evaluated():
    engine = Quadtree(Switches(), False, Statistics(False))
    engine._evaluate = None
    program = parse('''
        x var-x
        two const 2
        r sub x two
        ''', 'test.vm')
    assert picture(engine.render, program, make_grid(9, 9, CHALLENGE, View())) == ['#########'] * 9
