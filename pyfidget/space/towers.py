"""The box in towers of corners, as a picture is one of columns (columns.py): an octree without recursion, by interval proof.

    stage SIGNS      lanes that are inside are filled; a leaf's other corners are evaluated
    stage VERTICES   lanes where all cells' corners are alike are left out; in a leaf crossings are found, and vertices made

Bounds are those of the cells of a lane, which reach to the next lane's first corners. Raw memory only.
"""
from pyfidget.engines.wide.worker import BLOCKS_AT_ONCE
from pyfidget.rawmem import get_int
from pyfidget.rpy import lowest_bit, no_collect
from pyfidget.space.analyse import analyse, specialise
from pyfidget.space.boxes import (
    ALL_LANES,
    CELL,
    DEEP,
    FRONT,
    INSIDE,
    LEFT,
    OPEN,
    RESULT,
    SIZE,
    TOP,
    is_leaf,
    lane_end,
    lane_front,
    lane_left,
    lane_top,
    set_box,
)
from pyfidget.space.crossings import find_crossings
from pyfidget.space.leaf import compute_axis_values, plan, run_steps
from pyfidget.space.sheets import make_vertices
from pyfidget.space.signs import CELL_BLOCK, fill_signs, mixed_cells, row_signs, set_signs
from pyfidget.space.tape import COORDINATES
from pyfidget.space.worker import BLOCK_SIDE, BOX_WORDS, POINTS, SIDE


@no_collect
def begin_tower(w, number):
    """Begin a worker's next tower."""
    w.boxes[SIZE] = w.capacity
    w.boxes[RESULT] = w.tape_result
    set_box(w, 0, number % w.columns_across * w.side, number // w.columns_across * w.side, w.depth, w.side, w.depth)
    analyse(w, 0, ALL_LANES, False)
    w.count = 1


@no_collect
def find_signs(w):
    """Do a lane of the tower that a worker is at, in stage SIGNS."""
    level = w.count - 1
    lane = _take_lane(w, level)
    if lane < 0:
        return
    left = lane_left(w, level, lane)
    top = lane_top(w, level, lane)
    front = lane_front(w, level, lane)
    side = w.boxes[BOX_WORDS * level + CELL]
    end = lane_end(w, level, lane)
    if not w.is_undecided:
        fill_signs(w, left, top, side, front, end)
        return
    specialise(w, level, lane)
    set_box(w, level + 1, left, top, front, side, front - end)
    if not is_leaf(w, level + 1):
        analyse(w, level + 1, ALL_LANES, False)
        w.count = level + 2
    elif not _evaluate_leaf(w, level + 1):
        w.failed = 1


@no_collect
def find_vertices(w):
    """Do a lane of the tower that a worker is at, in stage VERTICES."""
    level = w.count - 1
    lane = _take_lane(w, level)
    if lane < 0:
        return
    is_inside = not w.is_undecided
    left = lane_left(w, level, lane)
    top = lane_top(w, level, lane)
    front = lane_front(w, level, lane)
    side = w.boxes[BOX_WORDS * level + CELL]
    end = lane_end(w, level, lane)
    if not _has_mixed_cells(w, left, top, side, front, end):
        return
    if not is_inside:
        specialise(w, level, lane)
    set_box(w, level + 1, left, top, front, side, front - end)
    above = BOX_WORDS * (level + 1)
    if is_inside:
        # Its mixed cells are the border's, for which there is nothing to compute.
        w.boxes[above + SIZE] = COORDINATES
        w.boxes[above + RESULT] = 0
        w.boxes[above + INSIDE] = ALL_LANES
        w.boxes[above + OPEN] = 0
    if is_leaf(w, level + 1):
        find_crossings(w, level + 1)
        make_vertices(w, level + 1)
        w.leaf_count += 1
        return
    if not is_inside:
        analyse(w, level + 1, ALL_LANES, False)
    w.count = level + 2


def _take_lane(w, level):
    """The box's next lane, -1 when there is none left; is_undecided says which kind it is."""
    at = BOX_WORDS * level
    inside = w.boxes[at + INSIDE]
    undecided = w.boxes[at + OPEN]
    if inside | undecided == 0:
        w.count = level
        return -1
    lane = lowest_bit(inside | undecided)
    bit = 1 << lane
    w.boxes[at + INSIDE] = inside & ~bit
    w.boxes[at + OPEN] = undecided & ~bit
    w.is_undecided = int(undecided & bit != 0)
    return lane


def _has_mixed_cells(w, left, top, side, front, end):
    k = end
    while k < front:
        row = top
        while row < min(top + side, w.height):
            column = left
            while column < min(left + side, w.width):
                if mixed_cells(row_signs(w, column, row, k), row_signs(w, column, row + 1, k),
                               row_signs(w, column, row, k + 1), row_signs(w, column, row + 1, k + 1)) != 0:
                    return True
                column += CELL_BLOCK
            row += 1
        k += 1
    return False


# ---- the signs in a leaf ----

def _evaluate_leaf(w, level):
    """False if there is no memory for it."""
    at = BOX_WORDS * level
    left = w.boxes[at + LEFT]
    top = w.boxes[at + TOP]
    front = w.boxes[at + FRONT]
    end = max(front - w.boxes[at + DEEP], 0)
    analyse(w, level, ALL_LANES, True)
    w.leaf_count += 1
    inside = w.boxes[at + INSIDE]
    for lane in range(SIDE):
        if inside >> lane & 1:
            fill_signs(w, left + (lane & 3) * BLOCK_SIDE, top + (lane >> 2) * BLOCK_SIDE, BLOCK_SIDE, front, end)
    undecided = w.boxes[at + OPEN]
    if undecided == 0:
        return True
    specialise(w, level, lowest_bit(undecided))
    size = w.boxes[at + BOX_WORDS + SIZE]
    result = w.boxes[at + BOX_WORDS + RESULT]
    compute_axis_values(w, level + 1, size, left, top, front, end)
    if not plan(w, level + 1, size, result):
        return False
    while undecided != 0:
        undecided = _evaluate_blocks(w, undecided, left, top, front, end, get_int(w.place, result) * POINTS)
    return True


def _evaluate_blocks(w, undecided, left, top, front, end, place):
    """Evaluate the first blocks of 4 x 4 columns; gives those that are left."""
    blocks = 0
    count = 0
    while undecided != 0 and count < BLOCKS_AT_ONCE:
        lane = lowest_bit(undecided)
        undecided &= ~(1 << lane)
        blocks |= lane << 4 * count
        count += 1
    run_steps(w, 0, w.shared_steps, blocks, 0)
    k = front
    while k > end:
        run_steps(w, w.shared_steps, w.step_count, blocks, front - k)
        w.slices += 1
        w.slice_entries += w.step_count - w.shared_steps
        k -= 1
        _store_signs(w, w.registers, place, blocks, count, left, top, k)
    return undecided


def _store_signs(w, r, place, blocks, count, left, top, k):
    block = 0
    while block < count:
        lane = (blocks >> 4 * block) & 15
        column = left + (lane & 3) * BLOCK_SIDE
        row = top + (lane >> 2) * BLOCK_SIDE
        down = 0
        while down < BLOCK_SIDE:
            at = place + (block * BLOCK_SIDE + down) * BLOCK_SIDE
            bits = (int(r[at] < 0.0) | int(r[at + 1] < 0.0) << 1 | int(r[at + 2] < 0.0) << 2 | int(r[at + 3] < 0.0) << 3)
            if bits != 0:
                set_signs(w, column >> 3, row + down, k, bits << (column & 7))
            down += 1
        block += 1


assert POINTS == BLOCKS_AT_ONCE * BLOCK_SIDE * BLOCK_SIDE
