"""The canvas against a plain list of rows."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import rawmem
from pyfidget.image.canvas import Canvas
from tests.models import rows
from tests.replacing import replaced
from tests.strategies import scaled


class Drawing(object):
    """A canvas and a naive picture of it, drawn on alike."""

    def __init__(self, width, height):
        self.canvas = Canvas(width, height)
        self.naive = [['.'] * width for _ in range(height)]

    def set(self, column, row):
        self.canvas.set_inside(column, row)
        self.naive[row][column] = '#'

    def fill(self, left, top, right, bottom):
        self.canvas.fill(left, top, right, bottom)
        for row in range(top, bottom):
            for column in range(left, right):
                self.naive[row][column] = '#'

    def check(self):
        canvas = self.canvas
        naive = [''.join(row) for row in self.naive]
        assert rows(canvas) == naive
        padded = [row + '.' * (8 * canvas.stride - canvas.width) for row in naive]
        for j, row in enumerate(padded):
            as_bits = row.replace('#', '1').replace('.', '0')
            assert [canvas.row_byte(j, k) for k in range(canvas.stride)] == [
                int(as_bits[8 * k:8 * k + 8], 2) for k in range(canvas.stride)]
        canvas.release()


PLACES = st.integers(0, 70)


@scaled(300)
@given(st.integers(1, 70), st.integers(1, 6), st.lists(st.tuples(PLACES, PLACES, PLACES, PLACES), max_size=5))
def test_filling_rectangles_sets_their_pixels_and_no_others(width, height, rectangles):
    drawing = Drawing(width, height)
    for a, b, c, d in rectangles:
        left, right = sorted([a % (width + 1), c % (width + 1)])
        top, bottom = sorted([b % (height + 1), d % (height + 1)])
        drawing.fill(left, top, right, bottom)
    drawing.check()


def test_filling_any_run_of_a_row_sets_its_pixels_and_no_others():
    for left in range(26):
        for right in range(26):
            drawing = Drawing(25, 3)
            drawing.fill(left, 1, right, 2)
            drawing.check()


@given(st.integers(1, 70), st.integers(1, 6), st.lists(st.tuples(PLACES, PLACES), max_size=20))
def test_setting_pixels_sets_them_and_no_others(width, height, pixels):
    drawing = Drawing(width, height)
    for column, row in pixels:
        drawing.set(column % width, row % height)
    drawing.check()


@given(st.integers(1, 70), st.integers(1, 6))
def test_a_new_canvas_and_a_cleared_one_are_all_outside(width, height):
    drawing = Drawing(width, height)
    drawing.check()
    canvas = Canvas(width, height)
    canvas.fill(0, 0, width, height)
    assert rows(canvas) == ['#' * width] * height
    canvas.clear()
    assert rows(canvas) == ['.' * width] * height
    canvas.release()


def test_a_row_is_as_many_bytes_as_its_pixels_need():
    assert [Canvas(width, 1).stride for width in (1, 7, 8, 9, 16, 17, 1024)] == [1, 1, 1, 2, 2, 3, 128]


class _UsedPool(object):
    """Gives memory that somebody has left."""

    def __init__(self, most):
        self.most = most

    def can_spare(self, size):
        return size <= self.most

    def lasting_bytes(self, size):
        return bytearray([0x5A]) * size


def test_a_canvas_is_clear_wherever_its_memory_comes_from():
    freed = []
    with replaced(rawmem, free_bytes=freed.append):
        for most in (0, 19, 20):
            canvas = Canvas(25, 5, _UsedPool(most))
            assert rows(canvas) == ['.' * 25] * 5
            canvas.release()
    assert len(freed) == 2  # what is the pool's is left to it
