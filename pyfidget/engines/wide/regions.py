"""Regions: squares of 64 * 4**k pixels that are cut into 4 x 4 subregions, the lanes, until these are tiles, or regions with a
tape so short that they are evaluated directly.

    lane   0  1  2  3      A region may reach beyond the picture; lanes that lie outside altogether are left out.
           4  5  6  7
           8  9 10 11      A region is a node: left, top, shift (its side is 1 << shift), and its tape: where in memory that
          12 13 14 15      begins, where on it comparisons and booleans begin, and how long it is.
"""
from pyfidget import rawmem
from pyfidget.engines.wide.analyse import analyse
from pyfidget.engines.wide.axis_values import compute_shared
from pyfidget.engines.wide.blocks import evaluate_by_blocks, is_dear
from pyfidget.engines.wide.direct import evaluate_region, is_short
from pyfidget.engines.wide.masks import lanes_of_columns, lanes_of_rows
from pyfidget.engines.wide.samples import lane_of
from pyfidget.engines.wide.select import select
from pyfidget.engines.wide.specialise import specialise_booleans, specialise_comparisons, specialise_values
from pyfidget.engines.wide.stopping import is_to_stop
from pyfidget.engines.wide.tile_analysis import enter_tiles, leave_tiles
from pyfidget.engines.wide.tiles import evaluate_tile
from pyfidget.engines.wide.work_stealing import AT, COMPARISONS, LEFT, SHIFT, SIZE, TOP, VALUES, pop, publish, push, reserve
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT, REGION_SIDE, STRIPS
from pyfidget.libm import INFINITY
from pyfidget.lowering.entries import ENTRY_WORDS
from pyfidget.rpy import lowest_bit

TILE_SHIFT = 4
_SPLIT_SHIFT = 2  # a region's side is 4 lanes


def top_shift(width, height):
    """The shift of the least region that holds a whole picture."""
    shift = TILE_SHIFT + _SPLIT_SHIFT
    while 1 << shift < max(width, height):
        shift += _SPLIT_SHIFT
    return shift


def divide_picture(w):
    """Deal with the lanes of the whole picture, whose tape a thread pool's first worker has."""
    w.arena_used = 0
    divide(w, w.tape, False, 0, w.tape_values, w.tape_comparisons, w.tape_size, 0, 0, top_shift(w.width, w.height))


def render_worklist(w):
    """Put all regions on the canvas that wait for a worker, with all their subregions; or as many as there are until it is to
    stop. Whether that is so is asked for each region."""
    while not w.failed and not is_to_stop(w):
        node = pop(w)
        if node < 0:
            return
        _render(w, node)


def _render(w, node):
    nodes = w.nodes
    at = nodes[node + AT]
    values = nodes[node + VALUES]
    comparisons = nodes[node + COMPARISONS]
    size = nodes[node + SIZE]
    left = nodes[node + LEFT]
    top = nodes[node + TOP]
    shift = nodes[node + SHIFT]
    # What lies behind this tape belonged to regions that are done.
    w.arena_used = at + ENTRY_WORDS * size
    is_least = shift == TILE_SHIFT + _SPLIT_SHIFT
    is_whole = left + REGION_SIDE <= w.width and top + REGION_SIDE <= w.height
    if is_least and is_whole and is_short(w, w.arena, at, values, comparisons, size):
        evaluate_region(w, w.arena, at, values, comparisons, size, left, top)
        w.done += REGION_SIDE * REGION_SIDE
    else:
        divide(w, w.arena, True, at, values, comparisons, size, left, top, shift)


def divide(w, words, own, at, values, comparisons, size, left, top, shift):
    """Analyse a region and deal with its lanes: fill, leave, evaluate tiles, put larger ones that are undecided on the stack.

    own: whether the tape lies in the worker's own arena, which may move.
    """
    inner = shift - _SPLIT_SHIFT
    inside = _set_coordinates(w, left, top, inner)
    analyse(w, words, at, values, comparisons, size)
    w.regions += 1
    w.region_entries += size
    result = w.masks[size - 1]
    filled = inside & result
    while filled != 0:
        lane = lowest_bit(filled)
        _fill(w, _lane_left(left, lane, inner), _lane_top(top, lane, inner), 1 << inner)
        filled &= filled - 1
    undecided = inside & ~(result | result >> FALSE_SHIFT)
    if undecided == 0:
        w.done += LANES << 2 * inner
        return
    has_tiles = inner == TILE_SHIFT
    select(w, words, at, values, comparisons, size, undecided, has_tiles)
    if has_tiles:
        compute_shared(w, words, at, values, left, top)
        if w.has_blocks and is_dear(words, at, values):
            enter_tiles(w)
            while undecided != 0:
                lane = lowest_bit(undecided)
                undecided &= undecided - 1
                evaluate_by_blocks(w, words, at, values, comparisons, size, lane, _lane_left(left, lane, inner),
                                   _lane_top(top, lane, inner))
            leave_tiles(w)
    pushed = 0
    while undecided != 0:
        lane = lowest_bit(undecided)
        undecided &= undecided - 1
        lane_left = _lane_left(left, lane, inner)
        lane_top = _lane_top(top, lane, inner)
        if has_tiles:
            evaluate_tile(w, words, at, values, comparisons, size, lane, lane_left, lane_top)
        else:
            reserve(w, ENTRY_WORDS * size)  # as much as the lane's tape can take
            if w.failed:
                return
            if own:
                words = w.arena
            _push(w, words, at, values, comparisons, size, lane, lane_left, lane_top, inner)
            publish(w)
            pushed += 1
    w.done += (LANES - pushed) << 2 * inner


def _push(w, words, at, values, comparisons, size, lane, left, top, shift):
    """Specialise a lane and put it on the stack."""
    target = w.arena_used
    own_values = specialise_values(w, words, at, lane, target, values)
    own_comparisons = specialise_comparisons(w, words, at, lane, target, own_values, values, comparisons)
    own_size = specialise_booleans(w, words, at, lane, target, own_comparisons, comparisons, size)
    w.copies += 1
    w.copied_entries += own_size
    w.arena_used = target + ENTRY_WORDS * own_size
    push(w, left, top, shift, target, own_values, own_comparisons, own_size)


def _lane_left(left, lane, shift):
    return left + ((lane & 3) << shift)


def _lane_top(top, lane, shift):
    return top + ((lane >> 2) << shift)


def _set_coordinates(w, left, top, shift):
    """The bounds of x by column and of y by row of lanes, of 1 << shift pixels a side; gives the lanes that have a pixel of the
    picture."""
    columns = 0
    rows = 0
    nans_x = 0
    nans_y = 0
    strip = 0
    while strip < STRIPS:
        first = left + (strip << shift)
        columns |= (first < w.width) << strip
        last = min(first + (1 << shift), w.width) - 1
        first = min(first, w.width - 1)
        nans_x |= _set_bounds(w.bounds, strip, w.xs[lane_of(first)], w.xs[lane_of(last)]) << strip
        first = top + (strip << shift)
        rows |= (first < w.height) << strip
        last = min(first + (1 << shift), w.height) - 1
        first = min(first, w.height - 1)
        nans_y |= _set_bounds(w.bounds, BOUNDS + strip, w.ys[first], w.ys[last]) << strip
        strip += 1
    w.masks[0] = lanes_of_columns(nans_x) << NAN_SHIFT
    w.masks[1] = lanes_of_rows(nans_y) << NAN_SHIFT
    return lanes_of_columns(columns) & lanes_of_rows(rows)


def _set_bounds(v, at, first, last):
    """The bounds of samples from one to another, which rise or fall; gives 1 if they may be no numbers, else 0."""
    if first <= last:
        v[at] = first
        v[at + STRIPS] = last
        return 0
    if first > last:
        v[at] = last
        v[at + STRIPS] = first
        return 0
    v[at] = -INFINITY
    v[at + STRIPS] = INFINITY
    return 1


def _fill(w, left, top, side):
    """Set a square inside, as far as there is picture; `left` is a multiple of 16."""
    columns = min(side, w.width - left)
    bottom = min(top + side, w.height)
    whole = columns >> 3
    rest = (0xff00 >> (columns & 7)) & 0xff
    row = top
    if columns == 1 << TILE_SHIFT:
        # A tile is two bytes a row, for which the library's function would not be worth its call.
        while row < bottom:
            place = row * w.stride + (left >> 3)
            rawmem.set_byte(w.bits, place, 0xff)
            rawmem.set_byte(w.bits, place + 1, 0xff)
            row += 1
        return
    while row < bottom:
        place = row * w.stride + (left >> 3)
        rawmem.fill_bytes(w.bits, place, whole, 0xff)
        if columns & 7:
            rawmem.set_byte(w.bits, place + whole, rest)
        row += 1
