"""A vertex for each sheet of surface in a cell, where the planes at its crossings nearly meet.

With crossings p and unit normals n, the vertex v makes the sum of (n . (v - p))^2 least; nothing is left of it where three planes
meet, so that edges and corners are sharp. Where the planes say little or nothing of a direction, the vertex stays near the mean
of the crossings: it is taken from there in _ROUNDS steps, each of which adds _WEIGHT times the square of its own length. A plane
whose normal was moved by curvature alone hardly moves the vertex so.

A vertex lies in its own cell, _MARGIN of the cell's sides off its faces: so no two are ever the same, also where a surface goes
through a corner. In the border, whose cells are faces, edges and corners of the box, it lies in these. Where a bound is met, the
other coordinates are found once more with this one at its bound. Where two sheets of one cell had nearly the same vertex, all of
the cell's are the means of their crossings: those of two sheets are never the same, as long as no crossing is at a corner.

    quadric   mean of the crossings, each moved by the margin off its edge's ends; the sums of n n^T, six; of n (n . (p - mean));
              least and largest steps from the mean; the step; the sum of normals; a factored matrix; which axes are free

The vertex's normal is the sum of the crossings' normals, made as long as 1. Raw memory only.
"""
from pyfidget.rawmem import get_int
from pyfidget.rpy import lowest_bit, without_lowest_bit
from pyfidget.space.boxes import DEEP, FRONT, LEFT, TOP
from pyfidget.space.cells import EDGE_X, EDGE_Y, EDGE_Z, EDGES, sheet_count, sheet_of
from pyfidget.space.derivatives import unit_component
from pyfidget.space.signs import code_of_cell, mixed_cells, row_signs, signs_of_cell
from pyfidget.space.worker import ACROSS, BOX_WORDS, CORNERS, SIDE

_MEAN, _PRODUCTS, _RIGHT, _LEAST, _LARGEST, _STEP, _NORMAL, _FACTORS, _FREE = 0, 3, 9, 12, 15, 18, 21, 24, 33
QUADRIC = 36  # numbers

_ROUNDS = 6
_WEIGHT = 0.02
_MARGIN = 1.0 / 65536.0
_BOUNDS_MET = 3  # at most


def make_vertices(w, level):
    """The vertices of a leaf's cells, whose crossings are there."""
    at = BOX_WORDS * level
    left = w.boxes[at + LEFT]
    top = w.boxes[at + TOP]
    end = max(w.boxes[at + FRONT] - w.boxes[at + DEEP], 0)
    k = end
    while k < min(w.boxes[at + FRONT], w.depth - 1):
        row = top
        while row < min(top + SIDE, w.height - 1):
            _make_row(w, left, top, end, row, k)
            row += 1
        k += 1


def _make_row(w, left, top, end, row, k):
    first = row_signs(w, left, row, k)
    second = row_signs(w, left, row + 1, k)
    third = row_signs(w, left, row, k + 1)
    fourth = row_signs(w, left, row + 1, k + 1)
    cells = mixed_cells(first, second, third, fourth)
    vertex = w.layer_starts[k] + get_int(w.row_starts, (k * w.height + row) * w.blocks_across + left // SIDE)
    while cells != 0:
        x = lowest_bit(cells)
        cells = without_lowest_bit(cells)
        code = code_of_cell(w, left + x, row, k, signs_of_cell(x, first, second, third, fourth))
        place = ((k - end) * ACROSS + row - top) * ACROSS + x
        _make_cell(w, code, left + x, row, k, place, vertex, False)
        if _has_vertices_alike(w, vertex, sheet_count(code), left + x, row, k):
            _make_cell(w, code, left + x, row, k, place, vertex, True)
        vertex += sheet_count(code)


def _make_cell(w, code, column, row, k, place, vertex, as_means):
    """The vertices of a cell's sheets, the first one given; or the means of their crossings."""
    sheet = 0
    while sheet < sheet_count(code):
        _add_crossings(w, code, sheet, column, row, k, place)
        _set_bounds(w.quadric, 0, w.xs[column], w.xs[column + 1])
        _set_bounds(w.quadric, 1, w.ys[row], w.ys[row + 1])
        _set_bounds(w.quadric, 2, w.zs[k], w.zs[k + 1])
        if not as_means:
            _solve(w.quadric)
        _put_vertex(w, vertex + sheet)
        sheet += 1


def _has_vertices_alike(w, vertex, count, column, row, k):
    """Whether some of a cell's vertices, the first one given, are hardly apart."""
    x = (w.xs[column + 1] - w.xs[column]) * _MARGIN
    y = (w.ys[row + 1] - w.ys[row]) * _MARGIN
    z = (w.zs[k + 1] - w.zs[k]) * _MARGIN
    v = w.vertices
    a = 3 * vertex
    while a < 3 * (vertex + count):
        b = a + 3
        while b < 3 * (vertex + count):
            if abs(v[a] - v[b]) <= x and abs(v[a + 1] - v[b + 1]) <= y and abs(v[a + 2] - v[b + 2]) <= z:
                return True
            b += 3
        a += 3
    return False


def _add_crossings(w, code, sheet, column, row, k, place):
    """Sum up the planes of a sheet."""
    q = w.quadric
    i = 0
    while i < QUADRIC:
        q[i] = 0.0
        i += 1
    count = 0
    edge = 0
    while edge < EDGES:
        if sheet_of(code, edge) == sheet:
            _add_point(w, q, edge, column, row, k, place)
            count += 1
        edge += 1
    i = 0
    while i < 3:
        q[_MEAN + i] /= float(count)
        i += 1
    edge = 0
    while edge < EDGES:
        if sheet_of(code, edge) == sheet:
            _add_plane(w, q, edge, column, row, k, place)
        edge += 1


def _edge_at(edge, place):
    return 4 * (edge // 4 * CORNERS + place + (EDGE_Z[edge] * ACROSS + EDGE_Y[edge]) * ACROSS + EDGE_X[edge])


def _add_point(w, q, edge, column, row, k, place):
    along = w.edges[_edge_at(edge, place)]
    axis = edge // 4
    q[_MEAN] += _off_ends(along, w.xs, column) if axis == 0 else w.xs[column + EDGE_X[edge]]
    q[_MEAN + 1] += _off_ends(along, w.ys, row) if axis == 1 else w.ys[row + EDGE_Y[edge]]
    q[_MEAN + 2] += _off_ends(along, w.zs, k) if axis == 2 else w.zs[k + EDGE_Z[edge]]


def _off_ends(along, coordinates, first):
    """A crossing's coordinate, moved off the ends of its edge by the margin."""
    low = coordinates[first]
    high = coordinates[first + 1]
    margin = (high - low) * _MARGIN
    return max(low + margin, min(along, high - margin))


def _add_plane(w, q, edge, column, row, k, place):
    at = _edge_at(edge, place)
    along = w.edges[at]
    nx = w.edges[at + 1]
    ny = w.edges[at + 2]
    nz = w.edges[at + 3]
    axis = edge // 4
    x = (along if axis == 0 else w.xs[column + EDGE_X[edge]]) - q[_MEAN]
    y = (along if axis == 1 else w.ys[row + EDGE_Y[edge]]) - q[_MEAN + 1]
    z = (along if axis == 2 else w.zs[k + EDGE_Z[edge]]) - q[_MEAN + 2]
    distance = nx * x + ny * y + nz * z
    q[_PRODUCTS] += nx * nx
    q[_PRODUCTS + 1] += nx * ny
    q[_PRODUCTS + 2] += nx * nz
    q[_PRODUCTS + 3] += ny * ny
    q[_PRODUCTS + 4] += ny * nz
    q[_PRODUCTS + 5] += nz * nz
    q[_RIGHT] += nx * distance
    q[_RIGHT + 1] += ny * distance
    q[_RIGHT + 2] += nz * distance
    q[_NORMAL] += nx
    q[_NORMAL + 1] += ny
    q[_NORMAL + 2] += nz


def _set_bounds(q, axis, low, high):
    """How far a vertex may be from the mean along an axis, and whether it may move at all."""
    margin = (high - low) * _MARGIN
    q[_LEAST + axis] = low + margin - q[_MEAN + axis]
    q[_LARGEST + axis] = high - margin - q[_MEAN + axis]
    q[_FREE + axis] = 1.0 if low < high else 0.0


def _solve(q):
    """Find the step from the mean to the vertex."""
    i = 0
    while i < _BOUNDS_MET and _is_beyond_a_bound(q):
        i += 1
    i = 0
    while i < 3:
        q[_STEP + i] = max(q[_LEAST + i], min(q[_STEP + i], q[_LARGEST + i]))
        i += 1


def _is_beyond_a_bound(q):
    """Find the best step along what is free; where it goes too far, stop it at the bound that it passes by most, which is then
    free no more, and give True."""
    _factor(q)
    i = 0
    while i < _ROUNDS:
        _improve(q)
        i += 1
    most = 0.0
    axis = -1
    i = 0
    while i < 3:
        beyond = max(q[_LEAST + i] - q[_STEP + i], q[_STEP + i] - q[_LARGEST + i])
        if q[_FREE + i] != 0.0 and beyond > most:
            most = beyond
            axis = i
        i += 1
    if axis < 0:
        return False
    bound = q[_LEAST + axis] if q[_STEP + axis] < q[_LEAST + axis] else q[_LARGEST + axis]
    i = 0
    while i < 3:
        q[_STEP + i] = bound if i == axis else q[_STEP + i] if q[_FREE + i] == 0.0 else 0.0
        i += 1
    q[_FREE + axis] = 0.0
    return True


def _factor(q):
    """The matrix of the free coordinates, in factors L D L^T: d, d, d, l10, l20, l21."""
    x = q[_FREE]
    y = q[_FREE + 1]
    z = q[_FREE + 2]
    d0 = q[_PRODUCTS] + _WEIGHT if x != 0.0 else 1.0
    l10 = q[_PRODUCTS + 1] * x * y / d0
    l20 = q[_PRODUCTS + 2] * x * z / d0
    d1 = (q[_PRODUCTS + 3] + _WEIGHT if y != 0.0 else 1.0) - l10 * l10 * d0
    l21 = (q[_PRODUCTS + 4] * y * z - l20 * l10 * d0) / d1
    d2 = (q[_PRODUCTS + 5] + _WEIGHT if z != 0.0 else 1.0) - l20 * l20 * d0 - l21 * l21 * d1
    q[_FACTORS] = d0
    q[_FACTORS + 1] = d1
    q[_FACTORS + 2] = d2
    q[_FACTORS + 3] = l10
    q[_FACTORS + 4] = l20
    q[_FACTORS + 5] = l21


def _improve(q):
    """One step more along what is free."""
    x = q[_STEP]
    y = q[_STEP + 1]
    z = q[_STEP + 2]
    g0 = (q[_RIGHT] - q[_PRODUCTS] * x - q[_PRODUCTS + 1] * y - q[_PRODUCTS + 2] * z) * q[_FREE]
    g1 = (q[_RIGHT + 1] - q[_PRODUCTS + 1] * x - q[_PRODUCTS + 3] * y - q[_PRODUCTS + 4] * z) * q[_FREE + 1]
    g2 = (q[_RIGHT + 2] - q[_PRODUCTS + 2] * x - q[_PRODUCTS + 4] * y - q[_PRODUCTS + 5] * z) * q[_FREE + 2]
    g1 -= q[_FACTORS + 3] * g0
    g2 -= q[_FACTORS + 4] * g0 + q[_FACTORS + 5] * g1
    s2 = g2 / q[_FACTORS + 2]
    s1 = g1 / q[_FACTORS + 1] - q[_FACTORS + 5] * s2
    s0 = g0 / q[_FACTORS] - q[_FACTORS + 3] * s1 - q[_FACTORS + 4] * s2
    q[_STEP] = x + s0
    q[_STEP + 1] = y + s1
    q[_STEP + 2] = z + s2


def _put_vertex(w, vertex):
    q = w.quadric
    x = q[_NORMAL]
    y = q[_NORMAL + 1]
    z = q[_NORMAL + 2]
    i = 0
    while i < 3:
        w.vertices[3 * vertex + i] = q[_MEAN + i] + q[_STEP + i]
        w.vertex_normals[3 * vertex + i] = unit_component(q[_NORMAL + i], x, y, z)
        i += 1
