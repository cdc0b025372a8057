"""Sheets of a cell: whatever the signs of two neighbours, each side of their vertices belongs to exactly two quads."""
from pyfidget.space import cells
from pyfidget.space.cells import DOUBTFUL_FACES, EDGES, SECOND, edge_place, sheet_count, sheet_of


def corner(x, y, z):
    return x + 2 * y + 4 * z


def crosses(signs, edge):
    place = edge_place(edge)
    first = corner(*place)
    return signs >> first & 1 != signs >> first + (1 << edge // 4) & 1


def on_face(edge, face):
    place = edge_place(edge)
    return edge // 4 != face // 2 and place[face // 2] == face % 2


def test_a_sheet_is_made_of_crossings():
    for signs in range(256):
        for code in (signs, signs | SECOND):
            sheets = [sheet_of(code, edge) for edge in range(EDGES)]
            assert [sheet < sheet_count(code) for sheet in sheets] == [crosses(signs, edge) for edge in range(EDGES)]
            for sheet in range(sheet_count(code)):
                # A closed way through the cell's faces.
                assert sheets.count(sheet) >= 3


def test_a_single_corner_has_one_sheet_and_two_that_are_opposite_have_two():
    assert sheet_count(1) == sheet_count(254) == 1 and sheet_count(0) == sheet_count(255) == 0
    assert sheet_count(1 | 128) == 2 and sheet_count(1 | 8) == 2 and sheet_count(1 | 8 | 32 | 64) == 4


def test_a_face_is_doubtful_where_all_four_crossings_are_one_sheet():
    assert sum(face >= 0 for face in DOUBTFUL_FACES) == 36
    for signs in range(256):
        for face in range(cells.FACES):
            edges = [edge for edge in range(EDGES) if on_face(edge, face) and crosses(signs, edge)]
            is_one = len(edges) == 4 and len(set(sheet_of(signs, edge) for edge in edges)) == 1
            assert is_one == (DOUBTFUL_FACES[signs] == face)
            if is_one:
                assert len(set(sheet_of(signs | SECOND, edge) for edge in edges)) == 2


def codes(signs, face, other_is_doubtful):
    """The codes that a cell may have, whatever lies behind its faces but the given one."""
    if DOUBTFUL_FACES[signs] < 0:
        return [signs]
    if DOUBTFUL_FACES[signs] == face:
        return [signs | SECOND if other_is_doubtful else signs]
    return [signs, signs | SECOND]


def test_the_vertices_of_two_neighbours_have_each_side_in_two_quads():
    for axis in range(3):
        step = 1 << axis
        shared = [number for number in range(8) if number & step]
        for signs in range(256):
            for far in range(16):
                # The neighbour's corners: those of the shared face, and four of its own.
                other = sum((signs >> number & 1) << number - step for number in shared)
                other |= sum((far >> i & 1) << number for i, number in enumerate(shared))
                near_face, far_face = 2 * axis + 1, 2 * axis
                is_doubtful = DOUBTFUL_FACES[signs] == near_face, DOUBTFUL_FACES[other] == far_face
                for code in codes(signs, near_face, is_doubtful[1]):
                    for other_code in codes(other, far_face, is_doubtful[0]):
                        check_face(signs, code, other_code, axis)


def check_face(signs, code, other_code, axis):
    sides = []
    for edge in range(EDGES):
        if on_face(edge, 2 * axis + 1) and crosses(signs, edge):
            place = edge_place(edge)
            place[axis] = 0
            twin = [number for number in range(EDGES) if number // 4 == edge // 4 and edge_place(number) == place]
            sides.append((sheet_of(code, edge), sheet_of(other_code, twin[0])))
    assert all(sides.count(side) == 2 for side in sides)
