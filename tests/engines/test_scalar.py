"""The scalar engine: the definition of a correct picture, held against evaluation in the plainest words and pictures."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.scalar import evaluate_pixels, render_scalar
from pyfidget.engines.tape import Tape
from pyfidget.grid import CHALLENGE, Grid, Rectangle, View, make_grid
from pyfidget.image.canvas import Canvas
from pyfidget.parser import parse
from tests.models import picture, rows, square_grid
from tests.passes.evaluation import values_of
from tests.strategies import doubles, programs


def scalar_picture(text, grid):
    return picture(render_scalar, parse(text, 'test.vm'), grid)


def drawing(text):
    """The rows of a picture that is drawn in a test."""
    return text.split()


def test_a_disc():
    assert scalar_picture('''
        x var-x
        y var-y
        xx square x
        yy square y
        rr add xx yy
        limit const 0.81
        disc sub rr limit
        ''', square_grid(11)) == drawing('''
        ...........
        ...#####...
        ..#######..
        .#########.
        .#########.
        .#########.
        .#########.
        .#########.
        ..#######..
        ...#####...
        ...........
        ''')


def test_y_points_up_and_x_to_the_right():
    assert scalar_picture('''
        x var-x
        y var-y
        m min x y
        r neg m
        ''', square_grid(5)) == drawing('''
        ...##
        ...##
        .....
        .....
        .....
        ''')


def test_a_ring_with_a_wedge_cut_out():
    assert scalar_picture('''
        x var-x
        y var-y
        xx square x
        yy square y
        rr add xx yy
        radius sqrt rr
        middle const 0.65
        off sub radius middle
        away abs off
        half const 0.2
        ring sub away half
        ay abs y
        wedge sub x ay
        r max ring wedge
        ''', make_grid(21, 13, CHALLENGE, View())) == drawing('''
        .....................
        .........###.........
        .......#######.......
        ......#######........
        ......###............
        .....###.............
        .....###.............
        .....###.............
        ......###............
        ......#######........
        .......#######.......
        .........###.........
        .....................
        ''')


def test_zero_is_outside():
    assert scalar_picture('x var-x', square_grid(3)) == ['#..'] * 3


def test_minus_zero_is_outside():
    assert scalar_picture('''
        x var-x
        zero const -0.0
        r mul x zero
        ''', square_grid(3)) == ['...'] * 3


def test_nan_is_outside():
    assert scalar_picture('r const nan', square_grid(2)) == ['..'] * 2


def test_a_root_is_outside_where_it_is_not_a_number():
    assert scalar_picture('''
        x var-x
        s sqrt x
        two const 2
        r sub s two
        ''', square_grid(5)) == ['..###'] * 5


def test_z_is_the_same_for_every_pixel():
    assert scalar_picture('''
        x var-x
        z var-z
        r sub x z
        ''', make_grid(5, 5, CHALLENGE, View(z=0.75))) == ['####.'] * 5


def test_only_the_pixels_that_are_asked_for_are_set():
    canvas = Canvas(6, 4)
    evaluate_pixels(Tape(parse('r const -1', 'test.vm')), make_grid(6, 4, CHALLENGE, View()), canvas,
                    Rectangle(1, 2, 5, 3))
    assert rows(canvas) == drawing('''
        ......
        ......
        .####.
        ......
        ''')


@given(programs(), st.lists(doubles(), min_size=1, max_size=4), st.lists(doubles(), min_size=1, max_size=4), doubles())
def test_a_pixel_is_inside_where_the_value_of_the_last_operation_is_negative(program, xs, ys, z):
    expected = [''.join('#' if values_of(program, x, y, z)[-1] < 0.0 else '.' for x in xs) for y in ys]
    assert picture(render_scalar, program, Grid(len(xs), len(ys), xs, ys, z)) == expected
