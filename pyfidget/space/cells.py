"""What the signs at a cell's corners say of the surface in it: which of its edges cross the surface, and in which sheet.

Corner dx + 2 dy + 4 dz of a cell lies dx, dy, dz cells beyond its lowest one. Edge 4 axis + du + 2 dv goes along an axis, from
the corner du and dv cells beyond that one, along the axis after it and the one after that, in turn. A sheet is a set of edges
that the surface joins through the cell's faces: a face with two crossings joins these. One with four has corners that alternate,
and joins the two at each of its corners that is inside.

The dual surface has a vertex for every sheet and a side for every crossing. It is a manifold unless, on a face with four
crossings, all of them are of one sheet in this cell and of one sheet in the other (R. Wenger, Isosurfaces, 2013). Where both
cells would have it so, both join the crossings at the corners outside instead: then each has two sheets there.
tests/space/test_cells.py goes through all pairs of cells.
"""
EDGES, FACES = 12, 6
SECOND = 256  # of a code: the cell's face of four crossings joins at the corners outside

_NONE = 15
_SHEET_BITS, _SHEET_MASK = 4, 15
_COUNT_SHIFT = EDGES * _SHEET_BITS


def _corner(place):
    return place[0] + 2 * place[1] + 4 * place[2]


def edge_place(edge):
    """The first corner of an edge, as three numbers of 0 or 1."""
    axis = edge // 4
    place = [0, 0, 0]
    place[(axis + 1) % 3] = edge & 1
    place[(axis + 2) % 3] = edge >> 1 & 1
    return place


def _edge_corners(edge):
    place = edge_place(edge)
    first = _corner(place)
    return first, first + (1 << edge // 4)


def _face_corners(face):
    """In their order around face 2 axis + side."""
    axis = face // 2
    corners = []
    for du, dv in [(0, 0), (1, 0), (1, 1), (0, 1)]:
        place = [0, 0, 0]
        place[axis] = face % 2
        place[(axis + 1) % 3] = du
        place[(axis + 2) % 3] = dv
        corners.append(_corner(place))
    return corners


def _face_edges(face):
    """Edge i lies between the face's corners i and i + 1."""
    corners = _face_corners(face)
    by_corners = dict([(frozenset(_edge_corners(edge)), edge) for edge in range(EDGES)])
    return [by_corners[frozenset((corners[i], corners[(i + 1) % 4]))] for i in range(4)]


def _is_inside(signs, corner):
    return signs >> corner & 1


def _crosses(signs, edge):
    first, second = _edge_corners(edge)
    return _is_inside(signs, first) != _is_inside(signs, second)


def _find_sheets(signs, second_way):
    """The sheet of each edge, numbered from 0 in the order of their first edges; _NONE where there is no crossing."""
    same = list(range(EDGES))

    def join(one, other):
        for edge in range(EDGES):
            if same[edge] == same[one]:
                marked.append(edge)
        for edge in marked:
            same[edge] = same[other]
        del marked[:]

    marked = []
    for face in range(FACES):
        edges = _face_edges(face)
        corners = _face_corners(face)
        crossing = [edge for edge in edges if _crosses(signs, edge)]
        if len(crossing) == 2:
            join(crossing[0], crossing[1])
        elif len(crossing) == 4:
            for i in range(4):
                if _is_inside(signs, corners[i]) != second_way:
                    join(edges[i], edges[i - 1])
    names = []
    sheets = []
    for edge in range(EDGES):
        if not _crosses(signs, edge):
            sheets.append(_NONE)
            continue
        if same[edge] not in names:
            names.append(same[edge])
        sheets.append(names.index(same[edge]))
    return sheets


def _find_doubtful_face(signs):
    """The face whose four crossings are of one sheet, -1 if there is none. A cell with one has no other face of four."""
    sheets = _find_sheets(signs, 0)
    found = -1
    for face in range(FACES):
        edges = _face_edges(face)
        if all([sheets[edge] == sheets[edges[0]] != _NONE for edge in edges]):
            found = face
    return found


def _word(sheets):
    word = 0
    for edge in range(EDGES):
        word |= sheets[edge] << _SHEET_BITS * edge
    return word | len(set(sheets) - set([_NONE])) << _COUNT_SHIFT


DOUBTFUL_FACES = [_find_doubtful_face(signs) for signs in range(256)]
# By a cell's code, which is its signs, or these and SECOND.
_WORDS = ([_word(_find_sheets(signs, 0)) for signs in range(256)]
          + [_word(_find_sheets(signs, 1 if DOUBTFUL_FACES[signs] >= 0 else 0)) for signs in range(256)])
_PLACES = [edge_place(_edge) for _edge in range(EDGES)]
EDGE_X = [_place[0] for _place in _PLACES]
EDGE_Y = [_place[1] for _place in _PLACES]
EDGE_Z = [_place[2] for _place in _PLACES]


def sheet_count(code):
    return _WORDS[code] >> _COUNT_SHIFT


def sheet_of(code, edge):
    """The number of an edge's sheet; more than there are if it does not cross the surface."""
    return _WORDS[code] >> _SHEET_BITS * edge & _SHEET_MASK
