"""Which blocks are of one colour, against a look at all pixels."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.image.canvas import Canvas
from pyfidget.image.survey import BLOCK, INSIDE, MIXED, OUTSIDE, survey

EDGES = st.integers(0, 3 * BLOCK)


@given(st.integers(1, 3), st.integers(1, 3), st.lists(st.tuples(EDGES, EDGES, EDGES, EDGES), max_size=4),
       st.booleans())
def test_states(rows, columns, rectangles, is_aligned):
    width, height = BLOCK * columns, BLOCK * rows
    canvas = Canvas(width, height)
    for a, b, c, d in rectangles:
        if is_aligned:
            a, b, c, d = (edge // BLOCK * BLOCK for edge in (a, b, c, d))
        left, right = sorted([min(a, width), min(c, width)])
        top, bottom = sorted([min(b, height), min(d, height)])
        canvas.fill(left, top, right, bottom)
    states = bytearray(rows * columns)
    survey(canvas.block, canvas.stride, rows, columns, states)
    for place, state in enumerate(states):
        row, column = divmod(place, columns)
        inside = sum(canvas.is_inside(BLOCK * column + i, BLOCK * row + j) for i in range(BLOCK) for j in range(BLOCK))
        assert state == (INSIDE if inside == BLOCK * BLOCK else MIXED if inside else OUTSIDE)
    canvas.release()
