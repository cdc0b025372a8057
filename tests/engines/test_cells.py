"""Cells that are proven: what a proof says is what every pixel of the cell is."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.cells import INSIDE, OPEN, OUTSIDE, Cells
from pyfidget.engines.scalar import render_scalar
from pyfidget.grid import CONVENTIONS, WIDEST, Rectangle, View, make_cells, make_window
from pyfidget.parser import parse
from tests.engines.pictures import views
from tests.models import picture
from tests.strategies import programs, scaled


def proven(program, width, height, convention, view, window, side):
    """The verdicts, in rows."""
    cells = Cells(program, make_cells(width, height, convention, view, window, side))
    while cells.has_more():
        cells.go_on()
    return [cells.verdicts[row * cells.columns:(row + 1) * cells.columns] for row in range(cells.rows)]


def cell_of(window, side, column, row):
    left, top = window.left + side * column, window.top + side * row
    return Rectangle(left, top, min(left + side, window.right), min(top + side, window.bottom))


@scaled(150)
@given(st.data(), programs(), st.sampled_from([60, 1000000, WIDEST]), st.integers(0, len(CONVENTIONS) - 1), views(),
       st.sampled_from([1, 3, 8]))
def test_a_proof_is_what_every_pixel_gives(data, program, size, convention, view, side):
    columns, rows = data.draw(st.integers(1, 30)), data.draw(st.integers(1, 30))
    left, top = data.draw(st.integers(0, size - columns)), data.draw(st.integers(0, size - rows))
    window = Rectangle(left, top, left + columns, top + rows)
    verdicts = proven(program, size, size, convention, view, window, side)
    assert (len(verdicts), len(verdicts[0])) == ((rows + side - 1) // side, (columns + side - 1) // side)
    for row, line in enumerate(verdicts):
        for column, verdict in enumerate(line):
            if verdict != OPEN:
                grid = make_window(size, size, convention, view, cell_of(window, side, column, row))
                drawn = ''.join(picture(render_scalar, program, grid))
                assert set(drawn) == set('#' if verdict == INSIDE else '.')


def test_a_disc_is_open_along_its_outline():
    program = parse('x var-x\ny var-y\na square x\nb square y\ns add a b\nr const 0.5\nd sub s r\n', 'test.vm')
    size = 1 << 20
    verdicts = proven(program, size, size, 2, View(), Rectangle(0, 0, size, size), size // 8)
    assert [''.join({OUTSIDE: '.', INSIDE: '#', OPEN: 'o'}[verdict] for verdict in row) for row in verdicts] == [
        '........',
        '..oooo..',
        '.o####o.',
        '.o####o.',
        '.o####o.',
        '.o####o.',
        '..oooo..',
        '........',
    ]
