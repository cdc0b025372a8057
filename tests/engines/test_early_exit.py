"""Evaluation that stops at a pixel as soon as its sign is decided."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.early_exit import INSIDE, OUTSIDE, evaluate_pixels_early, find_exits
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.tape import Tape
from pyfidget.grid import Grid, Rectangle, all_pixels
from pyfidget.image.canvas import Canvas
from pyfidget.interval import span
from pyfidget.parser import parse
from pyfidget.passes.draft import Region
from tests.models import picture, rows, square_grid
from tests.passes.rewriting import region
from tests.strategies import doubles, programs

BOTH = INSIDE | OUTSIDE


def exits_of(text, **bounds):
    """The sides on which each operation that is not a leaf decides."""
    program = parse(text, 'test.vm')
    tape = Tape(program)
    exits = find_exits(program, region(**bounds))
    return [exits[target] for target in tape.targets]


def test_the_result_decides_on_both_sides():
    assert exits_of('''
        x var-x
        r abs x
        ''') == [BOTH]


SIDES = '''
    x var-x
    y var-y
    a neg x
    b neg y
    r %s a b
    '''


def test_a_negative_argument_of_a_min_decides():
    assert exits_of(SIDES % 'min') == [INSIDE, INSIDE, BOTH]


def test_an_argument_of_a_max_that_is_not_negative_decides():
    assert exits_of(SIDES % 'max') == [OUTSIDE, OUTSIDE, BOTH]


@pytest.mark.parametrize('operation', ['add', 'sub', 'mul', 'compare', 'and', 'or'])
def test_an_argument_of_anything_else_decides_nothing(operation):
    assert exits_of(SIDES % operation) == [0, 0, BOTH]


ROOT = '''
    x var-x
    y var-y
    a sqrt x
    b neg y
    r %s %s
    '''


@pytest.mark.parametrize('arguments', ['a b', 'b a'])
def test_beside_what_may_be_nan_a_negative_argument_of_a_min_does_not_decide(arguments):
    assert exits_of(ROOT % ('min', arguments)) == [INSIDE, 0, BOTH]


@pytest.mark.parametrize('arguments', ['a b', 'b a'])
def test_beside_what_may_be_nan_an_argument_of_a_max_still_decides(arguments):
    """A max of NaN is NaN, which is outside."""
    assert exits_of(ROOT % ('max', arguments)) == [OUTSIDE, OUTSIDE, BOTH]


def test_where_it_is_never_nan_a_root_is_like_any_other_value():
    assert exits_of(ROOT % ('min', 'a b'), x=(0.0, 1.0)) == [INSIDE, INSIDE, BOTH]


CHAIN = '''
    x var-x
    y var-y
    a neg x
    b neg y
    c abs x
    m %s a b
    r %s m c
    '''


@pytest.mark.parametrize('operation, side', [('min', INSIDE), ('max', OUTSIDE)])
def test_a_chain_passes_the_question_down(operation, side):
    assert exits_of(CHAIN % (operation, operation)) == [side, side, side, side, BOTH]


@pytest.mark.parametrize('inner, outer, side', [('min', 'max', OUTSIDE), ('max', 'min', INSIDE)])
def test_below_a_min_of_a_max_nothing_decides(inner, outer, side):
    assert exits_of(CHAIN % (inner, outer)) == [0, 0, side, side, BOTH]


def test_a_negation_passes_nothing_down():
    assert exits_of('''
        x var-x
        y var-y
        a abs x
        m min a y
        r neg m
        ''') == [0, 0, BOTH]


def test_one_value_can_decide_on_different_sides_through_different_uses():
    assert exits_of('''
        x var-x
        y var-y
        a abs x
        b neg y
        l min a b
        h max a l
        r min h a
        ''') == [INSIDE, 0, 0, INSIDE, BOTH]


def early_picture(program, grid, where):
    canvas = Canvas(grid.width, grid.height)
    try:
        evaluate_pixels_early(Tape(program), find_exits(program, where), grid, canvas, all_pixels(grid))
        return rows(canvas)
    finally:
        canvas.release()


def test_a_program_of_a_leaf_alone_is_evaluated():
    assert early_picture(parse('y var-y', 'test.vm'), square_grid(3), region()) == ['...', '...', '###']


def test_operations_behind_the_one_that_decides_are_not_evaluated():
    """Their registers keep what they held: the second pixel's are never written."""
    program = parse(SIDES % 'min', 'test.vm')
    grid = square_grid(2)
    tape = Tape(program)
    registers = tape.loaded_registers(0.0)
    tape.loaded_registers = lambda z: registers
    evaluate_pixels_early(tape, find_exits(program, region()), grid, Canvas(2, 2), Rectangle(1, 0, 2, 1))
    assert registers == [grid.xs[1], grid.ys[0], -1.0, 0.0, 0.0]


@given(programs(), st.lists(doubles(), min_size=1, max_size=4), st.lists(doubles(), min_size=1, max_size=4), doubles())
def test_the_picture_is_the_scalar_one(program, xs, ys, z):
    grid = Grid(len(xs), len(ys), xs, ys, z)
    where = Region(_hull(xs), _hull(ys), span(z, z))
    assert early_picture(program, grid, where) == picture(render_scalar, program, grid)


def _hull(values):
    if any(value != value for value in values):
        return span(values[0], float('nan'))
    return span(min(values), max(values))
