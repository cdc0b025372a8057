"""The signs at the corners of all cells, a bit each: 1 inside.

The lattice has a border: a layer of corners on every side that lie where those next to them do, and are outside. A shape that
goes on beyond the box is so closed by a cap in its face.

Rows lie along x, 8 corners a byte, with room behind each for whoever reads words; stage SIGNS writes them, by boxes whose corners
are nobody else's. Raw memory only.
"""
from pyfidget.rawmem import get_byte, get_word, set_byte
from pyfidget.space.cells import DOUBTFUL_FACES, SECOND

_SPARE = 8  # bytes behind a row
CELL_BLOCK = 16  # cells whose rows are looked at at once
_BLOCK_MASK = (1 << CELL_BLOCK) - 1


def row_bytes(width):
    return 2 * ((width + CELL_BLOCK - 1) // CELL_BLOCK) + _SPARE


def _row_at(w, row, k):
    return (k * w.height + row) * w.sign_stride


def set_signs(w, first_byte, row, k, bits):
    """Add the signs of 8 corners, but for those of the border."""
    if row == 0 or k == 0 or row >= w.height - 1 or k >= w.depth - 1:
        return
    if first_byte == 0:
        bits &= ~1
    beyond = 8 * first_byte + 8 - (w.width - 1)
    if beyond > 0:
        bits &= 255 >> min(beyond, 8)
    at = _row_at(w, row, k) + first_byte
    set_byte(w.signs, at, get_byte(w.signs, at) | bits)


def fill_signs(w, left, top, side, front, end):
    """A box of corners that are inside, `side` being 4 or a multiple of 8; the numbers of its voxels are front to end + 1."""
    k = end
    while k < front:
        row = top
        while row < min(top + side, w.height):
            if side < 8:
                set_signs(w, left >> 3, row, k, 15 << (left & 7))
            else:
                byte = left >> 3
                while byte < min(left + side, w.width + 7) >> 3:
                    set_signs(w, byte, row, k, 255)
                    byte += 1
            row += 1
        k += 1


def row_signs(w, left, row, k):
    """17 corners of a row, from the multiple of 16 `left` on; beyond the lattice they are outside."""
    if row >= w.height or k >= w.depth:
        return 0
    return get_word(w.signs, _row_at(w, row, k) + (left >> 3)) & (_BLOCK_MASK << 1 | 1)


def mixed_cells(first, second, third, fourth):
    """Of 16 cells in a row, by the signs along their four edges in it: those whose corners are not all alike."""
    some = first | second | third | fourth
    all_of = first & second & third & fourth
    return (some | some >> 1) & ~(all_of & all_of >> 1) & _BLOCK_MASK


def signs_of_cell(i, first, second, third, fourth):
    """The signs at the corners of one of these cells."""
    return first >> i & 3 | (second >> i & 3) << 2 | (third >> i & 3) << 4 | (fourth >> i & 3) << 6


def code_of_cell(w, column, row, k, signs):
    """A cell's code, as cells.py has it: by its signs, and those of the cell behind its doubtful face."""
    face = DOUBTFUL_FACES[signs]
    if face < 0:
        return signs
    step = 2 * (face & 1) - 1
    axis = face >> 1
    if axis == 0:
        column += step
    elif axis == 1:
        row += step
    else:
        k += step
    # Behind a border's face is no cell; but there its corners are all outside.
    other = DOUBTFUL_FACES[_read_cell(w, column, row, k)]
    return signs | SECOND if other == face ^ 1 else signs


def _read_cell(w, column, row, k):
    at = _row_at(w, row, k) + (column >> 3)
    up = w.sign_stride
    behind = w.height * w.sign_stride
    i = column & 7
    return signs_of_cell(i, get_word(w.signs, at), get_word(w.signs, at + up), get_word(w.signs, at + behind),
                         get_word(w.signs, at + behind + up))
