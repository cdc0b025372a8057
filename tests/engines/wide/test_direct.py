"""Regions that are evaluated directly have the pixels that dividing them gives, and the scalar engine."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.wide import regions
from pyfidget.engines.wide.engine import render_wide
from pyfidget.grid import CENTERS, CONVENTIONS, View, make_grid
from pyfidget.image.canvas import Canvas
from pyfidget.parser import parse
from tests.engines.wide.memory import new_wide
from tests.models import picture
from tests.replacing import replaced
from tests.strategies import neighbour, scaled

SIZES = [64, 65, 66, 128, 130]

STEPS = ['neg', 'abs', 'square', 'add {0} c{1}', 'sub c{1} {0}', 'mul {0} c{1}', 'min {0} c{1}', 'exp']
CONSTANTS = [0.25, -0.375, 0.5, 3.0, 1e-3]


@st.composite
def narrow_values(draw, coordinate, part):
    """The name of a value of one coordinate, and the lines that make it, with names of that part."""
    name = coordinate
    lines = []
    for step in draw(st.lists(st.sampled_from(STEPS), max_size=3)):
        new = '%s_%d_%d' % (coordinate, part, len(lines))
        text = step.format(name, draw(st.integers(0, len(CONSTANTS) - 1)))
        lines.append('%s %s' % (new, text if ' ' in text else '%s %s' % (text, name)))
        name = new
    return name, lines


@st.composite
def shapes(draw):
    """The text of min and max of comparisons with values of x, of y, and of sums of both; some are reached exactly."""
    lines = ['x var-x', 'y var-y'] + ['c%d const %r' % pair for pair in enumerate(CONSTANTS)]
    parts = []
    for part in range(draw(st.integers(1, 6))):
        (x, of_x), (y, of_y) = draw(narrow_values('x', part)), draw(narrow_values('y', part))
        lines += of_x + of_y
        k = neighbour(draw(st.sampled_from([0.0, 0.5, 0.125, -0.25, 1.0, 0.75])), draw(st.sampled_from([0, 0, 1, -1])))
        lines += ['k%d const %r' % (part, k), 's%d add %s %s' % (part, x, y),
                  'p%d %s' % (part, draw(st.sampled_from(['sub s{0} k{0}', 'sub k{0} s{0}', 'sub %s k{0}' % x, 'sub k{0} %s' % y,
                                                          'sub %s c{0}' % y if part < len(CONSTANTS) else 'neg s{0}']))
                   .format(part))]
        parts.append('p%d' % part)
    while len(parts) > 1:
        one, other = parts.pop(draw(st.integers(0, len(parts) - 1))), parts.pop(draw(st.integers(0, len(parts) - 1)))
        parts.append('m%d' % len(lines))
        lines.append('%s %s %s %s' % (parts[-1], draw(st.sampled_from(['min', 'max'])), one, other))
    if lines[-1].split()[0] != parts[0]:
        lines.append('r abs %s' % parts[0])
    return '\n'.join(lines)


@scaled(60)
@given(shapes(), st.sampled_from(SIZES), st.sampled_from(SIZES), st.integers(0, len(CONVENTIONS) - 1),
       st.sampled_from([View(), View(), View(0.25, -0.5, 0.125), View(0.3, 0.2, 2.0 ** -30)]))
def test_the_picture_is_the_scalar_one(text, width, height, convention, view):
    program = parse(text, 'test.vm')
    grid = make_grid(width, height, convention, view)
    assert picture(render_wide, program, grid) == picture(render_scalar, program, grid)


DISC = 'x var-x\ny var-y\nxx square x\nyy square y\ns add xx yy\nk const %s\nr sub s k'


def direct_regions(text, width, height, view=None):
    """How many regions are evaluated directly, once the picture has been found to be right."""
    program = parse(text, 'test.vm')
    grid = make_grid(width, height, CENTERS, view or View())
    wide = new_wide(program, grid, 1)
    assert picture(lambda program, grid, canvas: wide.render(canvas), program, grid) == picture(render_scalar, program, grid)
    return wide.renderer.thread_pool.workers[0].direct_regions


def test_undecided_regions_of_a_short_tape_are_evaluated_directly():
    assert direct_regions(DISC % 0.3, 256, 256) == 12


@pytest.mark.parametrize('width, height, count', [(128, 65, 2), (127, 128, 2), (64, 65, 1), (63, 130, 0), (64, 64, 0)])
def test_those_that_reach_beyond_the_picture_are_not(width, height, count):
    assert direct_regions(DISC % 0.5, width, height) == count


def test_those_with_values_of_x_and_y_are_not():
    assert direct_regions('x var-x\ny var-y\np mul x y\nk const 0.25\nr sub p k', 128, 128) == 0


def test_those_with_sums_that_have_no_anchor_are_not():
    assert direct_regions('x var-x\ny var-y\ni div x y\ns sub i i\nn square y\nm add x n\nk const 0.5\nr sub m k', 128, 128) > 0
    assert direct_regions('x var-x\ny var-y\nl ln x\nn ln y\nm add l n\nk const -0.5\nr sub m k', 128, 128) == 0


def test_those_with_a_long_tape_are_not():
    with replaced(regions, is_short=lambda w, words, at, values, comparisons, size: size - values <= 2):
        assert direct_regions(DISC % 0.5, 128, 128) > 0
    wide = new_wide(parse(DISC % 0.5, 'test.vm'), make_grid(128, 128, CENTERS, View()), 1)
    worker, = wide.renderer.thread_pool.workers
    worker.most_direct = 0
    wide.render(Canvas(128, 128))
    assert worker.direct_regions == 0 and worker.tiles > 0
