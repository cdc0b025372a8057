"""Reading models and pictures in tests; plain functions, for Python 2.7 and 3."""
import collections
import hashlib
import io
import os

from pyfidget.grid import CHALLENGE, View, make_grid
from pyfidget.image.canvas import Canvas
from pyfidget.parser import parse

Golden = collections.namedtuple('Golden', 'model width height white sha256')


def read_golden(folder):
    """The lines of golden.txt."""
    with io.open(os.path.join(folder, 'golden.txt'), encoding='ascii') as lines:
        rows = [line.split() for line in lines if not line.startswith('#')]
    return [Golden(model, int(width), int(height), int(white), digest) for model, width, height, white, digest in rows]


def read_text(path):
    """A file as pyfidget.parser wants it: a string of bytes."""
    with io.open(path, encoding='latin-1', newline='') as model:
        return str(model.read())


def load(path):
    return parse(read_text(path), os.path.basename(path))


def square_grid(size):
    return make_grid(size, size, CHALLENGE, View())


def picture(render, program, grid):
    """The picture of `render(program, grid, canvas)` as rows of '#' (inside) and '.'."""
    canvas = Canvas(grid.width, grid.height)
    try:
        render(program, grid, canvas)
        return rows(canvas)
    finally:
        canvas.release()


def rows(canvas):
    return [''.join('#' if canvas.is_inside(i, j) else '.' for i in range(canvas.width)) for j in range(canvas.height)]


def raster_sha256(picture_rows):
    """The hash that golden.txt gives: of one byte a pixel, 255 inside, 0 outside, row 0 first."""
    raster = ''.join(picture_rows).replace('#', u'\xff').replace('.', u'\x00')
    return hashlib.sha256(raster.encode('latin-1')).hexdigest()
