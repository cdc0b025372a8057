"""The picture in columns of pixels, each as deep as the picture: one is rendered by one worker, from the viewer's side.

    the column --analyse--> 16 lanes --+--> inside: its pixels have their height
                                       +--> outside, or hidden by what is nearer: nothing
                                       +--> undecided: a tape of its own; a leaf is evaluated, a larger box analysed

The boxes that are at work, one in the other, are levels of the worker's memory. So there is no recursion, and a worker may look
at something else between any two lanes. Raw memory only.
"""
from pyfidget.rpy import lowest_bit, no_collect
from pyfidget.space.analyse import analyse, specialise
from pyfidget.space.boxes import (
    ALL_LANES,
    CELL,
    INSIDE,
    LEFT,
    OPEN,
    RESULT,
    SIZE,
    TOP,
    fill,
    is_hidden,
    is_leaf,
    lane_end,
    lane_front,
    lane_left,
    lane_top,
    set_box,
)
from pyfidget.space.leaf import evaluate_leaf
from pyfidget.space.normals import find_normals
from pyfidget.space.worker import BOX_WORDS, SIDE, SQUARE

_COLUMNS_ACROSS = 16  # at least, of a picture that is large enough: enough for many threads
_LARGEST_SIDE = 1024


def column_side(width, height):
    """How many pixels wide and high a picture's columns are."""
    side = 4 * SIDE
    while side < _LARGEST_SIDE and 4 * side * _COLUMNS_ACROSS <= max(width, height):
        side *= 4
    return side


@no_collect
def begin_column(w, number):
    """Begin a worker's next column."""
    w.boxes[SIZE] = w.capacity
    w.boxes[RESULT] = w.tape_result
    set_box(w, 0, number % w.columns_across * w.side, number // w.columns_across * w.side, w.depth, w.side, w.depth)
    analyse(w, 0, ALL_LANES, False)
    w.count = 1


def is_at_column(w):
    """Whether a worker's column is not done yet."""
    return w.count > 0 or w.normal_row < w.normal_end


@no_collect
def go_on_with_column(w):
    """Do a lane of the column that a worker is at; or a square of its normals, when all its heights are there."""
    if w.count > 0:
        _go_on_with_heights(w)
        if w.count == 0 and w.has_normals:
            w.normal_left = w.normal_column = w.boxes[LEFT]
            w.normal_right = min(w.normal_left + w.side, w.width)
            w.normal_row = w.boxes[TOP]
            w.normal_end = min(w.normal_row + w.side, w.height)
    else:
        find_normals(w, w.normal_column, w.normal_row, w.normal_right, w.normal_end)
        w.normal_column += SQUARE
        if w.normal_column >= w.normal_right:
            w.normal_column = w.normal_left
            w.normal_row += SQUARE


def _go_on_with_heights(w):
    level = w.count - 1
    at = BOX_WORDS * level
    inside = w.boxes[at + INSIDE]
    undecided = w.boxes[at + OPEN]
    if inside | undecided == 0:
        w.count = level
        return
    lane = lowest_bit(inside | undecided)
    bit = 1 << lane
    w.boxes[at + INSIDE] = inside & ~bit
    w.boxes[at + OPEN] = undecided & ~bit
    left = lane_left(w, level, lane)
    top = lane_top(w, level, lane)
    side = w.boxes[at + CELL]
    if is_hidden(w, left, top, side):
        return
    front = lane_front(w, level, lane)
    if inside & bit:
        fill(w, left, top, side, front)
        return
    specialise(w, level, lane)
    set_box(w, level + 1, left, top, front, side, front - lane_end(w, level, lane))
    if not is_leaf(w, level + 1):
        analyse(w, level + 1, ALL_LANES, False)
        w.count = level + 2
    elif not evaluate_leaf(w, level + 1):
        w.failed = 1
