"""The painting against a plain list of rows."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.image.painting import COLOURS, Painting

PLACES = st.integers(0, 70)
INDICES = st.integers(0, COLOURS - 1)


def pixels(painting):
    return [[painting.get(i, j) for i in range(painting.width)] for j in range(painting.height)]


@given(st.integers(1, 40), st.integers(1, 6), st.lists(st.tuples(PLACES, PLACES, PLACES, PLACES, INDICES), max_size=5),
       st.lists(st.tuples(PLACES, PLACES, INDICES), max_size=5))
def test_filling_and_setting_change_their_pixels_and_no_others(width, height, rectangles, points):
    painting = Painting(width, height)
    naive = [[0] * width for _ in range(height)]
    for a, b, c, d, colour in rectangles:
        left, right = sorted([a % (width + 1), c % (width + 1)])
        top, bottom = sorted([b % (height + 1), d % (height + 1)])
        painting.fill(left, top, right, bottom, colour)
        for row in naive[top:bottom]:
            row[left:right] = [colour] * (right - left)
    for column, row, colour in points:
        painting.set(column % width, row % height, colour)
        naive[row % height][column % width] = colour
    assert pixels(painting) == naive
    painting.release()


def test_a_new_painting_is_of_colour_0_and_its_palette_black():
    painting = Painting(3, 2)
    assert pixels(painting) == [[0] * 3] * 2
    assert painting.palette == [0] * 256
    painting.release()
