"""The mesh's rows of cells and its triangles, layer by layer along z.

    stage COUNT   how many vertices each layer has, and how many quads; where the vertices of every 16 cells in a row begin
    stage FACES   for every edge that crosses the surface a quad, of the vertices of the four cells around it, as two triangles

Vertices are numbered by cells, in the order of z, y, x, and of a cell's sheets; quads by edges, likewise. So who does which layer
makes no difference. A quad is cut along that diagonal which leaves no triangle without an area, and folds least. Raw memory only.
"""
from pyfidget.rawmem import get_int, set_int
from pyfidget.rpy import count_bits, lowest_bit, no_collect, without_lowest_bit
from pyfidget.space.cells import sheet_count, sheet_of
from pyfidget.space.signs import CELL_BLOCK, code_of_cell, mixed_cells, row_signs, signs_of_cell

_TRIANGLE = 3  # words
_QUAD = 2 * _TRIANGLE


# ---- stage COUNT ----

@no_collect
def count_layer(w, k):
    """A layer of cells, and the quads of the edges that begin at their lowest corners."""
    vertices = 0
    quads = 0
    row = 0
    while row < w.height - 1:
        block = 0
        while block < w.blocks_across:
            set_int(w.row_starts, (k * w.height + row) * w.blocks_across + block, vertices)
            left = block * CELL_BLOCK
            first = row_signs(w, left, row, k)
            second = row_signs(w, left, row + 1, k)
            third = row_signs(w, left, row, k + 1)
            fourth = row_signs(w, left, row + 1, k + 1)
            cells = mixed_cells(first, second, third, fourth)
            while cells != 0:
                x = lowest_bit(cells)
                cells = without_lowest_bit(cells)
                vertices += sheet_count(code_of_cell(w, left + x, row, k, signs_of_cell(x, first, second, third, fourth)))
            quads += count_bits(_crossings(w, 0, left, row, k)) + count_bits(_crossings(w, 1, left, row, k))
            quads += count_bits(_crossings(w, 2, left, row, k))
            block += 1
        row += 1
    w.layer_starts[k] = vertices
    w.layer_quads[k] = quads


def _crossings(w, axis, left, row, k):
    """Of 16 edges along an axis, by their first corners: those that a quad belongs to."""
    here = row_signs(w, left, row, k)
    if axis == 0:
        crossing = here ^ here >> 1
        if w.is_open:
            crossing &= ~(int(left == 0) | _bit_of(w.width - 2 - left))
    elif axis == 1:
        crossing = here ^ row_signs(w, left, row + 1, k)
        if w.is_open and (row == 0 or row == w.height - 2):
            return 0
    else:
        crossing = here ^ row_signs(w, left, row, k + 1)
        if w.is_open and (k == 0 or k == w.depth - 2):
            return 0
    return crossing & 0xffff


def _bit_of(i):
    return 1 << i if 0 <= i < CELL_BLOCK else 0


# ---- stage FACES ----

@no_collect
def make_layer(w, k):
    """The triangles of the edges that begin in a layer of corners."""
    if k > 0:
        _look_up_cells(w, k - 1)
    _look_up_cells(w, k)
    w.face_at = w.layer_quads[k] * _QUAD
    row = 0
    while row < w.height - 1:
        left = 0
        while left < w.width - 1:
            here = row_signs(w, left, row, k)
            axis = 0
            while axis < 3:
                crossing = _crossings(w, axis, left, row, k)
                while crossing != 0:
                    x = lowest_bit(crossing)
                    crossing = without_lowest_bit(crossing)
                    _add_quad(w, axis, left + x, row, k, here >> x & 1)
                axis += 1
            left += CELL_BLOCK
        row += 1


def _look_up_cells(w, k):
    """The code and the first vertex of each cell of a layer where the signs differ."""
    at = (k & 1) * w.width * w.height
    row = 0
    while row < w.height - 1:
        block = 0
        while block < w.blocks_across:
            vertex = w.layer_starts[k] + get_int(w.row_starts, (k * w.height + row) * w.blocks_across + block)
            left = block * CELL_BLOCK
            first = row_signs(w, left, row, k)
            second = row_signs(w, left, row + 1, k)
            third = row_signs(w, left, row, k + 1)
            fourth = row_signs(w, left, row + 1, k + 1)
            cells = mixed_cells(first, second, third, fourth)
            while cells != 0:
                x = lowest_bit(cells)
                cells = without_lowest_bit(cells)
                code = code_of_cell(w, left + x, row, k, signs_of_cell(x, first, second, third, fourth))
                set_int(w.cell_codes, at + row * w.width + left + x, code)
                w.cell_vertices[at + row * w.width + left + x] = vertex
                vertex += sheet_count(code)
            block += 1
        row += 1


def _vertex(w, column, row, k, edge):
    """Of the cell's sheet that has an edge."""
    at = ((k & 1) * w.height + row) * w.width + column
    return w.cell_vertices[at] + sheet_of(get_int(w.cell_codes, at), edge)


def _add_quad(w, axis, column, row, k, starts_inside):
    """The four cells around an edge, counterclockwise as seen from the axis' end: that is outside if the edge starts inside."""
    if axis == 0:
        a = _vertex(w, column, row - 1, k - 1, 3)
        b = _vertex(w, column, row, k - 1, 2)
        c = _vertex(w, column, row, k, 0)
        d = _vertex(w, column, row - 1, k, 1)
    elif axis == 1:
        a = _vertex(w, column - 1, row, k - 1, 7)
        b = _vertex(w, column - 1, row, k, 6)
        c = _vertex(w, column, row, k, 4)
        d = _vertex(w, column, row, k - 1, 5)
    else:
        a = _vertex(w, column - 1, row - 1, k, 11)
        b = _vertex(w, column, row - 1, k, 10)
        c = _vertex(w, column, row, k, 8)
        d = _vertex(w, column - 1, row, k, 9)
    if not starts_inside:
        e = b
        b = d
        d = e
    if _is_cut_from_the_second(w.vertices, 3 * a, 3 * b, 3 * c, 3 * d):
        _add_triangle(w, a, b, d)
        _add_triangle(w, b, c, d)
    else:
        _add_triangle(w, a, b, c)
        _add_triangle(w, a, c, d)


def _add_triangle(w, a, b, c):
    at = w.face_at
    w.faces[at] = a
    w.faces[at + 1] = b
    w.faces[at + 2] = c
    w.face_at = at + _TRIANGLE


def _is_cut_from_the_second(v, a, b, c, d):
    """Whether a quad is cut between its corners b and d, not a and c: where the less favourable of the two triangles has more of
    its area on the quad's right side; or where the other cut would leave one without any."""
    # The quad's own area, as a vector: half of the product of its diagonals.
    x = _product(v, a, c, b, d, 1, 2)
    y = _product(v, a, c, b, d, 2, 0)
    z = _product(v, a, c, b, d, 0, 1)
    return _least_part(v, a, b, d, b, c, d, x, y, z) > _least_part(v, a, b, c, a, c, d, x, y, z)


def _product(v, a, b, c, d, i, j):
    """A component of the vector product of the ways from a to b and from c to d."""
    return (v[b + i] - v[a + i]) * (v[d + j] - v[c + j]) - (v[b + j] - v[a + j]) * (v[d + i] - v[c + i])


def _least_part(v, a, b, c, d, e, f, x, y, z):
    one = _part(v, a, b, c, x, y, z)
    other = _part(v, d, e, f, x, y, z)
    return one if one < other else other


def _part(v, a, b, c, x, y, z):
    """The area of a triangle towards a direction; less than any where it has none at all."""
    p = _product(v, a, b, a, c, 1, 2)
    q = _product(v, a, b, a, c, 2, 0)
    r = _product(v, a, b, a, c, 0, 1)
    if p == 0.0 and q == 0.0 and r == 0.0:
        return -1e300
    return p * x + q * y + r * z
