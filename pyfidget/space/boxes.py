"""Boxes of voxels, and how each is cut into at most 16: its lanes.

    LEFT, TOP, FRONT   the first column and row, and the number of the voxel nearest to the viewer
    SIDE_LONG, DEEP    how many pixels wide and high, and how many voxels deep: at the picture's edges less of that is there
    CUT                which of the cuts below
    CELL, CELL_DEEP    the same of its lanes
    INSIDE, OPEN       the lanes that are inside as a whole, and those that are undecided, until their turn comes
    SIZE, RESULT       of the box's tape

Lanes are numbered from the viewer's side: all of a layer come before those behind it. So a box within a box is done before what
it may hide.
"""
from pyfidget.rawmem import get_int, set_int
from pyfidget.rpy import unrolling_iterable
from pyfidget.space.tape import OF_X, OF_Y, OF_Z
from pyfidget.space.worker import AXES, BLOCK_SIDE, BOX_WORDS, LANES, SIDE

LEFT, TOP, FRONT, SIDE_LONG, DEEP, CUT, CELL, CELL_DEEP, INSIDE, OPEN, SIZE, RESULT = range(12)

# Lanes along each axis: 16 layers; 4 x 4 columns, of 4 x 4 pixels each in a leaf; 2 x 2 columns in four layers.
_LAYERS, _COLUMNS, _BLOCKS = range(3)

# By cut and axis: how many lanes there are along it, less one, and where in a lane's number it begins.
_LANE_MASKS = [0, 0, 15, 3, 3, 0, 1, 1, 3]
_LANE_SHIFTS = [0, 0, 0, 0, 2, 0, 0, 1, 2]

_AXES = unrolling_iterable([(0, OF_X), (1, OF_Y), (2, OF_Z)])
ALL_LANES = (1 << LANES) - 1  # of a leaf: all blocks of its tile


def set_box(w, level, left, top, front, side, deep):
    """The box of a level, and how it is cut."""
    at = BOX_WORDS * level
    boxes = w.boxes
    boxes[at + LEFT] = left
    boxes[at + TOP] = top
    boxes[at + FRONT] = front
    boxes[at + SIDE_LONG] = side
    boxes[at + DEEP] = deep
    cut = _LAYERS
    if is_leaf(w, level):
        cut = _COLUMNS
    elif side > SIDE and deep <= 4 * side:
        cut = _COLUMNS if side >= 4 * SIDE and 2 * deep <= side else _BLOCKS
    boxes[at + CUT] = cut
    if cut == _LAYERS:
        boxes[at + CELL] = side
        boxes[at + CELL_DEEP] = (deep + LANES - 1) // LANES
        if side == SIDE:
            # Leaves that are as deep as a leaf can be, though there be fewer lanes.
            boxes[at + CELL_DEEP] = max(boxes[at + CELL_DEEP], min(deep, w.leaf_deep))
    elif cut == _COLUMNS:
        boxes[at + CELL] = side // 4
        boxes[at + CELL_DEEP] = deep
    else:
        boxes[at + CELL] = side // 2
        boxes[at + CELL_DEEP] = (deep + 3) // 4


def is_leaf(w, level):
    at = BOX_WORDS * level
    return w.boxes[at + SIDE_LONG] == SIDE and w.boxes[at + DEEP] <= w.leaf_deep


def lane_mask(w, level, axis):
    """How many lanes of a box there are along an axis, less one: all bits of the number of one of these."""
    return _LANE_MASKS[AXES * w.boxes[BOX_WORDS * level + CUT] + axis]


def lane_shift(w, level, axis):
    """Where in a lane's number that is."""
    return _LANE_SHIFTS[AXES * w.boxes[BOX_WORDS * level + CUT] + axis]


def _along(w, level, lane, axis):
    return lane >> lane_shift(w, level, axis) & lane_mask(w, level, axis)


def lane_left(w, level, lane):
    at = BOX_WORDS * level
    return w.boxes[at + LEFT] + _along(w, level, lane, 0) * w.boxes[at + CELL]


def lane_top(w, level, lane):
    at = BOX_WORDS * level
    return w.boxes[at + TOP] + _along(w, level, lane, 1) * w.boxes[at + CELL]


def lane_front(w, level, lane):
    at = BOX_WORDS * level
    return w.boxes[at + FRONT] - _along(w, level, lane, 2) * w.boxes[at + CELL_DEEP]


def lane_end(w, level, lane):
    """The number of the voxel behind a lane's last one; 0 or more."""
    at = BOX_WORDS * level
    end = max(lane_front(w, level, lane) - w.boxes[at + CELL_DEEP], w.boxes[at + FRONT] - w.boxes[at + DEEP])
    return end if end > 0 else 0


def kept_bits(w, level, of):
    """Lane i has the bounds of lane i & kept, in an entry that depends on so much (tape.py)."""
    kept = 0
    for axis, bit in _AXES:
        if of & bit:
            kept |= lane_mask(w, level, axis) << lane_shift(w, level, axis)
    return kept


# ---- which pixels have their heights ----

def is_hidden(w, left, top, side):
    """Whether every pixel of a square of whole tiles has its height."""
    column = left // SIDE
    last_column = min(column + side // SIDE, w.tiles_across)
    row = top // SIDE
    last_row = min(row + side // SIDE, (w.height + SIDE - 1) // SIDE)
    while row < last_row:
        i = column
        while i < last_column:
            if get_int(w.missing, row * w.tiles_across + i) != 0:
                return False
            i += 1
        row += 1
    return True


def fill(w, left, top, side, front):
    """Give all pixels of a square that have none yet a height. The square is one of whole tiles, or lies in one."""
    row = top
    while row < top + side:
        column = left
        while column < left + side:
            _fill_in_tile(w, column, row, min(side, SIDE), front)
            column += SIDE
        row += SIDE


def _fill_in_tile(w, left, top, side, front):
    heights = w.heights
    right = min(left + side, w.width)
    bottom = min(top + side, w.height)
    filled = 0
    row = top
    while row < bottom:
        i = row * w.width + left
        end = row * w.width + right
        while i < end:
            if get_int(heights, i) == 0:
                set_int(heights, i, front)
                filled += 1
            i += 1
        row += 1
    if filled > 0:
        add_found(w, left, top, filled)
        add_finished(w, left, top, ALL_LANES if side == SIDE else 1 << _block_at(left, top))


def add_found(w, left, top, count):
    """Say that so many more pixels of a tile have their heights."""
    tile = _tile_at(w, left, top)
    set_int(w.missing, tile, get_int(w.missing, tile) - count)


def add_finished(w, left, top, blocks):
    """Say that all pixels of these blocks of a tile have their heights."""
    tile = _tile_at(w, left, top)
    set_int(w.finished, tile, get_int(w.finished, tile) | blocks)


def unfinished_blocks(w, left, top):
    """The blocks of a tile that have a pixel without a height."""
    return ALL_LANES & ~get_int(w.finished, _tile_at(w, left, top))


def _tile_at(w, left, top):
    return top // SIDE * w.tiles_across + left // SIDE


def _block_at(left, top):
    return (top % SIDE // BLOCK_SIDE) * BLOCK_SIDE + left % SIDE // BLOCK_SIDE


assert SIDE == BLOCK_SIDE * BLOCK_SIDE
for _function in [lane_mask, lane_shift, _along, _tile_at, _block_at]:
    _function._always_inline_ = True
