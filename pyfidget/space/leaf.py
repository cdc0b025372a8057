"""A leaf: 16 x 16 pixels and a few layers of voxels, evaluated front to back until every pixel has its height.

Its lanes are blocks of 4 x 4 pixels, analysed like any box's; those that are still open are evaluated, four blocks at a time, by
one tape for all of them:

    axis_values   what depends on x, y or z alone: 16 numbers by entry, one a column, a row or a layer, once for the leaf
    steps         the other entries, on registers of 64 numbers, one a pixel: first those that do not depend on z, once for four
                  blocks, then the rest for each layer. An axis value that one of them takes is spread over a register first

A step is STEP_WORDS words, where registers and axis values are places of their first numbers, and k is a constant's place:

    code | target << 32        a        b        k

A register whose number nobody needs any more is taken again, unless it holds what all layers need. Raw memory only.
"""
from pyfidget import rawmem
from pyfidget.elementary.rows import sin_and_cos_row
from pyfidget.engines.wide.pixels import compute_axis, compute_row, put_row, spread_block_columns, spread_block_rows
from pyfidget.engines.wide.worker import BLOCKS_AT_ONCE
from pyfidget.lowering.entries import CODE_MASK, ENTRY_WORDS, INDEX_MASK, INDEX_SHIFT, OPCODE_MASK
from pyfidget.operations import SIN
from pyfidget.rawmem import get_int, set_int
from pyfidget.rpy import lowest_bit, without_lowest_bit
from pyfidget.space.analyse import analyse, specialise
from pyfidget.space.boxes import (
    DEEP,
    FRONT,
    INSIDE,
    LEFT,
    OPEN,
    RESULT,
    SIZE,
    TOP,
    add_finished,
    add_found,
    fill,
    unfinished_blocks,
)
from pyfidget.space.samples import axis_of, size_along
from pyfidget.space.tape import COORDINATES, OF_MASK, OF_Y, OF_Z, SAMPLED, is_axis_value, is_before_twin
from pyfidget.space.worker import BLOCK_SIDE, BOX_WORDS, POINTS, SIDE, STEP_WORDS

_BLOCK_PIXELS = BLOCK_SIDE * BLOCK_SIDE
_FOR_EVER = (1 << 31) - 1  # the last use of what every layer needs
_NOWHERE = -1
_SPREAD = 1 << 11  # beyond all codes: the axis is in the lowest bits
_ON_X, _ON_Y, _ON_Z = _SPREAD, _SPREAD + 1, _SPREAD + 2
_SIN_AND_COS = 2 * _SPREAD  # b: the place of the cosine
assert _SPREAD > CODE_MASK


def evaluate_leaf(w, level):
    """Give the pixels of a leaf their heights, as far as they have none; False if there is no memory for it."""
    at = BOX_WORDS * level
    left = w.boxes[at + LEFT]
    top = w.boxes[at + TOP]
    analyse(w, level, unfinished_blocks(w, left, top), True)
    w.leaf_count += 1
    front = w.boxes[at + FRONT]
    inside = w.boxes[at + INSIDE]
    while inside != 0:
        lane = lowest_bit(inside)
        inside = without_lowest_bit(inside)
        fill(w, left + (lane & 3) * BLOCK_SIDE, top + (lane >> 2) * BLOCK_SIDE, BLOCK_SIDE, front)
    undecided = w.boxes[at + OPEN]
    if undecided == 0:
        return True
    specialise(w, level, lowest_bit(undecided))
    end = max(front - w.boxes[at + DEEP], 0)
    size = w.boxes[at + BOX_WORDS + SIZE]
    result = w.boxes[at + BOX_WORDS + RESULT]
    compute_axis_values(w, level + 1, size, left, top, front, end)
    if not plan(w, level + 1, size, result):
        return False
    while undecided != 0:
        undecided = _evaluate_blocks(w, undecided, left, top, front, end, get_int(w.place, result) * POINTS)
    return True


def _evaluate_blocks(w, undecided, left, top, front, end, place):
    """Evaluate the first blocks that have a pixel without a height; gives those that are left."""
    blocks = 0
    count = 0
    while undecided != 0 and count < BLOCKS_AT_ONCE:
        lane = lowest_bit(undecided)
        undecided = without_lowest_bit(undecided)
        if _load_block(w, count, left + (lane & 3) * BLOCK_SIDE, top + (lane >> 2) * BLOCK_SIDE):
            blocks |= lane << 4 * count
            count += 1
    if count == 0:
        return 0
    i = count * _BLOCK_PIXELS
    while i < POINTS:
        w.found[i] = 1.0
        i += 1
    run_steps(w, 0, w.shared_steps, blocks, 0)
    missing = _count_missing(w.found, 0, POINTS)
    to_do = missing
    k = front
    while k > end and to_do > 0:
        run_steps(w, w.shared_steps, w.step_count, blocks, front - k)
        to_do = _find(w.registers, place, w.found, float(k))
        w.slices += 1
        w.slice_entries += w.step_count - w.shared_steps
        k -= 1
    finished = 0
    i = 0
    while i < count:
        lane = (blocks >> 4 * i) & 15
        _store_block(w, i, left + (lane & 3) * BLOCK_SIDE, top + (lane >> 2) * BLOCK_SIDE)
        if _count_missing(w.found, i * _BLOCK_PIXELS, _BLOCK_PIXELS) == 0:
            finished |= 1 << lane
        i += 1
    add_found(w, left, top, missing - to_do)
    add_finished(w, left, top, finished)
    return undecided


# ---- the tape ----

def compute_axis_values(w, level, size, left, top, front, end):
    axis_values = w.axis_values
    i = 0
    while i < SIDE:
        axis_values[i] = w.xs[min(left + i, w.width - 1)]
        axis_values[SIDE + i] = w.ys[min(top + i, w.height - 1)]
        axis_values[2 * SIDE + i] = w.zs[max(front - 1 - i, end)]
        i += 1
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    entry = COORDINATES
    while entry < size:
        word = words[at + ENTRY_WORDS * entry]
        if word & SAMPLED:
            _copy_samples(w, axis_of(word), entry * SIDE, int(w.constants[words[at + ENTRY_WORDS * entry + 1] >> INDEX_SHIFT]),
                          left, top, front, end)
        elif is_axis_value(word):
            rest = words[at + ENTRY_WORDS * entry + 1]
            compute_row(word & CODE_MASK, axis_values, entry * SIDE, (word >> INDEX_SHIFT) * SIDE, (rest & INDEX_MASK) * SIDE,
                        w.constants[rest >> INDEX_SHIFT])
        entry += 1


def _copy_samples(w, axis, to, place, left, top, front, end):
    """Of an entry that has a row of samples."""
    axis_values = w.axis_values
    values = place + size_along(w, axis)
    i = 0
    if axis == 2:
        while i < SIDE:
            axis_values[to + i] = w.samples[values + max(front - 1 - i, end)]
            i += 1
        return
    values += left if axis == 0 else top
    while i < SIDE:
        axis_values[to + i] = w.samples[values + i]
        i += 1


def plan(w, level, size, result):
    """Make the steps, unless they are those of the leaf before; False if there is no memory for their registers."""
    if _is_planned(w, level, size, result):
        return True
    w.planned_size = 0
    _find_last_uses(w, level, size, result)
    w.registers_used = 0
    w.free_count = 0
    w.step_count = 0
    _add_steps(w, level, size, result, 0)
    w.shared_steps = w.step_count
    _add_steps(w, level, size, result, OF_Z)
    if w.registers_used > w.room:
        rawmem.free_lines(w.registers)
        w.registers = rawmem.try_doubles(POINTS * w.registers_used)
        w.room = w.registers_used
        if rawmem.is_missing(w.registers):
            w.room = 0
            return False
    _keep_plan(w, level, size, result)
    return True


def _is_planned(w, level, size, result):
    """Whether the steps are there for a tape that has the same entries: mostly it is as the last leaf's."""
    if size != w.planned_size or result != w.planned_result:
        return False
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    i = ENTRY_WORDS * size - 1
    while i >= 0 and words[at + i] == w.planned[i]:
        i -= 1
    return i < 0


def _keep_plan(w, level, size, result):
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    w.planned_size = size
    w.planned_result = result
    i = 0
    while i < ENTRY_WORDS * size:
        w.planned[i] = words[at + i]
        i += 1


def _find_last_uses(w, level, size, result):
    """By steps alone: the arguments of an axis value are axis values."""
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    last = w.last
    entry = size - 1
    while entry >= 0:
        set_int(last, entry, 0)
        set_int(w.place, entry, _NOWHERE)
        entry -= 1
    entry = size - 1
    while entry >= COORDINATES:
        word = words[at + ENTRY_WORDS * entry]
        if not is_axis_value(word):
            _use(words, at, last, entry, word, word >> INDEX_SHIFT)
            _use(words, at, last, entry, word, words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK)
        entry -= 1
    set_int(last, result, _FOR_EVER)


def _use(words, at, last, entry, word, argument):
    if word & OF_Z and words[at + ENTRY_WORDS * argument] & OF_Z == 0:
        set_int(last, argument, _FOR_EVER)
    elif get_int(last, argument) < entry:
        set_int(last, argument, entry)


def _add_steps(w, level, size, result, of_z):
    """The steps of those entries that depend on z, or of those that do not, and of what these spread."""
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    last = w.last
    place = w.place
    entry = 0
    while entry < size:
        word = words[at + ENTRY_WORDS * entry]
        if word & OF_Z == of_z and not is_axis_value(word):
            rest = words[at + ENTRY_WORDS * entry + 1]
            a = word >> INDEX_SHIFT
            b = rest & INDEX_MASK
            _spread(w, words, at, a)
            _spread(w, words, at, b)
            if is_before_twin(words, at, entry, size):
                _add_twins(w, word & OPCODE_MASK, entry, a)
                entry += 2
                continue
            if get_int(last, a) == entry:
                _give_back(w, get_int(place, a))
            if get_int(last, b) == entry and a != b:
                _give_back(w, get_int(place, b))
            set_int(place, entry, _take(w))
            _add_step(w, word & CODE_MASK, entry, get_int(place, a) * POINTS, get_int(place, b) * POINTS, rest >> INDEX_SHIFT)
        elif of_z == 0 and word & OF_Z == 0 and get_int(last, entry) == _FOR_EVER:
            _spread(w, words, at, entry)
        entry += 1
    if of_z:
        _spread(w, words, at, result)


def _add_twins(w, opcode, entry, a):
    """One step for a sine and a cosine, in either order."""
    if get_int(w.last, a) == entry + 1:
        _give_back(w, get_int(w.place, a))
    set_int(w.place, entry, _take(w))
    set_int(w.place, entry + 1, _take(w))
    sine = entry + int(opcode != SIN)
    cosine = entry + int(opcode == SIN)
    _add_step(w, _SIN_AND_COS, sine, get_int(w.place, a) * POINTS, get_int(w.place, cosine) * POINTS, 0)


def _spread(w, words, at, entry):
    """See that an entry that may be an axis value is in a register."""
    if get_int(w.place, entry) != _NOWHERE:
        return
    of = words[at + ENTRY_WORDS * entry] & OF_MASK
    code = _ON_X
    if of == OF_Y:
        code = _ON_Y
    elif of == OF_Z:
        code = _ON_Z
    set_int(w.place, entry, _take(w))
    _add_step(w, code, entry, entry * SIDE, 0, 0)


def _add_step(w, code, entry, a, b, constant):
    at = STEP_WORDS * w.step_count
    w.steps[at] = code | get_int(w.place, entry) * POINTS << INDEX_SHIFT
    w.steps[at + 1] = a
    w.steps[at + 2] = b
    w.steps[at + 3] = constant
    w.step_count += 1


def _take(w):
    if w.free_count > 0:
        w.free_count -= 1
        return get_int(w.free, w.free_count)
    w.registers_used += 1
    return w.registers_used - 1


def _give_back(w, register):
    set_int(w.free, w.free_count, register)
    w.free_count += 1


# ---- pixels ----

def run_steps(w, start, end, blocks, layer):
    steps = w.steps
    r = w.registers
    constants = w.constants
    i = start
    while i < end:
        word = steps[STEP_WORDS * i]
        code = word & INDEX_MASK
        target = word >> INDEX_SHIFT
        a = steps[STEP_WORDS * i + 1]
        if code & _SPREAD:
            _spread_axis_value(code, r, target, w.axis_values, a, blocks, layer)
        elif code == _SIN_AND_COS:
            sin_and_cos_row(POINTS, r, target, steps[STEP_WORDS * i + 2], a)
        else:
            compute_axis(code, r, target, a, steps[STEP_WORDS * i + 2], constants[steps[STEP_WORDS * i + 3]])
        i += 1


def _spread_axis_value(code, r, target, axis_values, a, blocks, layer):
    """A number a column, a row or a layer over a register."""
    if code == _ON_Z:
        value = axis_values[a + layer]
        i = 0
        while i < POINTS:
            r[target + i] = value
            i += 1
    elif code == _ON_X:
        spread_block_columns(r, target, axis_values, a, blocks, 0)
    else:
        spread_block_rows(r, target, axis_values, a, blocks)


def _load_block(w, block, left, top):
    """The heights of a block's pixels, as doubles; False if all have one. Pixels beyond the picture have one."""
    found = w.found
    i = block * _BLOCK_PIXELS
    row = top
    is_whole = left + BLOCK_SIDE <= w.width
    while row < top + BLOCK_SIDE:
        if is_whole and row < w.height:
            _load_row(found, i, w.heights, row * w.width + left)
        else:
            column = 0
            while column < BLOCK_SIDE:
                is_there = left + column < w.width and row < w.height
                found[i + column] = float(get_int(w.heights, row * w.width + left + column)) if is_there else 1.0
                column += 1
        i += BLOCK_SIDE
        row += 1
    return _count_missing(found, block * _BLOCK_PIXELS, _BLOCK_PIXELS) > 0


def _load_row(found, i, heights, at):
    first = float(get_int(heights, at))
    second = float(get_int(heights, at + 1))
    third = float(get_int(heights, at + 2))
    fourth = float(get_int(heights, at + 3))
    put_row(found, i, first, second, third, fourth)


def _store_block(w, block, left, top):
    found = w.found
    i = block * _BLOCK_PIXELS
    right = min(BLOCK_SIDE, w.width - left)
    row = top
    while row < min(top + BLOCK_SIDE, w.height):
        if right == BLOCK_SIDE:
            _store_row(w.heights, row * w.width + left, found, i)
        else:
            column = 0
            while column < right:
                set_int(w.heights, row * w.width + left + column, int(found[i + column]))
                column += 1
        i += BLOCK_SIDE
        row += 1


def _store_row(heights, at, found, i):
    first = int(found[i])
    second = int(found[i + 1])
    third = int(found[i + 2])
    fourth = int(found[i + 3])
    set_int(heights, at, first)
    set_int(heights, at + 1, second)
    set_int(heights, at + 2, third)
    set_int(heights, at + 3, fourth)


def _find(r, at, found, k):
    """Give the pixels whose value is below 0 the height k, where they have none; gives how many still have none."""
    i = 0
    while i < POINTS:
        found[i] = k if (r[at + i] < 0.0) & (found[i] == 0.0) else found[i]
        i += 1
    return _count_missing(found, 0, POINTS)


def _count_missing(found, at, count):
    missing = 0
    i = 0
    while i < count:
        missing += int(found[at + i] == 0.0)
        i += 1
    return missing


for _function in [_load_row, _store_row, _count_missing]:
    _function._always_inline_ = True
assert BLOCK_SIDE == 4
