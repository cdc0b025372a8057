"""Where the edges of a leaf's cells cross the surface: to the last bit, and with the gradient there.

An edge whose ends differ is narrowed down, to two neighbouring doubles the first of which is inside and the second is not: that
is the crossing. Each step evaluates the shape, exactly, at a double between the two ends that are left, which then replaces the
end whose sign it has. It is the one where a line through the values at the ends is 0; of the end that stays twice or more the
value is halved each time, so that it moves, too (the Illinois method, M. Dowell and P. Jarratt, A Modified Regula Falsi Method,
1971). Each fourth step, and where the values are no help, it is the one in the middle, by the number of doubles that lie between:
64 such steps are always enough, and most edges take ten in all.

64 edges along one axis are narrowed down at a time, by the leaf's tape; what does not depend on their axis is computed once for
all steps. When few are left, these wait for the next ones.

The normal is that of normals.py, by all of the program's operations. In the border an edge has no length: the crossing is its
place, and the normal that of the box's face. Of every edge that a cell of the leaf has:

    edges   at 4 (axis * CORNERS + place): the coordinate along the axis, three of the normal
    place   of its first corner, (z * ACROSS + y) * ACROSS + x, counted from the leaf's lowest one

Raw memory only.
"""
from pyfidget.engines.wide.pixels import compute_axis
from pyfidget.lowering.entries import CODE_MASK, ENTRY_WORDS, INDEX_MASK, INDEX_SHIFT
from pyfidget.rawmem import get_int, set_int
from pyfidget.rpy import bits_to_float, float_to_bits, lowest_bit, without_lowest_bit
from pyfidget.space.boxes import DEEP, FRONT, LEFT, RESULT, SIZE, TOP
from pyfidget.space.gradients import differentiate, make_units
from pyfidget.space.signs import row_signs
from pyfidget.space.tape import COORDINATES, OF_X
from pyfidget.space.worker import ACROSS, AXES, BOX_WORDS, CORNERS, POINTS, SIDE

_SIGN_BIT = -(1 << 62) * 2
_FEW = 8  # edges of a batch that wait for the next ones
_MIDDLE = 3  # of four steps
_ONCE_INSIDE, _ONCE_OUTSIDE = 1.0, 2.0  # which end was replaced last


def find_crossings(w, level):
    at = BOX_WORDS * level
    left = w.boxes[at + LEFT]
    top = w.boxes[at + TOP]
    end = max(w.boxes[at + FRONT] - w.boxes[at + DEEP], 0)
    deep = w.boxes[at + FRONT] - end
    axis = 0
    while axis < AXES:
        _sort_entries(w, level, axis)
        w.batch = 0
        z = 0
        while z < deep + int(axis < 2):
            y = 0
            while y < SIDE + int(axis != 1):
                _cross_row(w, level, axis, left, top, end, y, z)
                y += 1
            z += 1
        _narrow_down(w, level, axis, 0)
        axis += 1


def _cross_row(w, level, axis, left, top, end, y, z):
    """The edges along an axis whose first corners are in a row of the leaf."""
    here = row_signs(w, left, top + y, end + z)
    if axis == 0:
        there = here >> 1
        crossing = (here ^ there) & 0xffff
    else:
        there = row_signs(w, left, top + y + int(axis == 1), end + z + int(axis == 2))
        crossing = here ^ there
    while crossing != 0:
        x = lowest_bit(crossing)
        crossing = without_lowest_bit(crossing)
        place = (z * ACROSS + y) * ACROSS + x
        if axis == 0:
            first = w.xs[left + x]
            second = w.xs[left + x + 1]
        elif axis == 1:
            first = w.ys[top + y]
            second = w.ys[top + y + 1]
        else:
            first = w.zs[end + z]
            second = w.zs[end + z + 1]
        starts_inside = here >> x & 1
        if first == second:
            _cross_border(w.edges, axis, 4 * (axis * CORNERS + place), first, starts_inside)
        else:
            i = w.batch
            w.points[i] = w.xs[left + x]
            w.points[POINTS + i] = w.ys[top + y]
            w.points[2 * POINTS + i] = w.zs[end + z]
            w.inner[i] = _ordinal(first if starts_inside else second)
            w.outer[i] = _ordinal(second if starts_inside else first)
            set_int(w.slots, i, place)
            w.batch = i + 1
            if w.batch == POINTS:
                _narrow_down(w, level, axis, _FEW)


def _cross_border(edges, axis, at, coordinate, starts_inside):
    edges[at] = coordinate
    i = 0
    while i < AXES:
        edges[at + 1 + i] = 0.0
        i += 1
    edges[at + 1 + axis] = 1.0 if starts_inside else -1.0


def _ordinal(value):
    """Whole numbers in the order of the doubles, neighbours of neighbours; both zeros are 0."""
    bits = float_to_bits(value)
    return bits if bits >= 0 else _SIGN_BIT - bits


def _double(ordinal):
    return bits_to_float(ordinal if ordinal >= 0 else _SIGN_BIT - ordinal)


def _sort_entries(w, level, axis):
    """List the entries that depend on an axis, and before them those that do not."""
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    size = w.boxes[BOX_WORDS * level + SIZE]
    count = 0
    entry = COORDINATES
    while entry < size:
        if words[at + ENTRY_WORDS * entry] & OF_X << axis == 0:
            set_int(w.order, count, entry)
            count += 1
        entry += 1
    w.still_entries = count
    entry = COORDINATES
    while entry < size:
        if words[at + ENTRY_WORDS * entry] & OF_X << axis:
            set_int(w.order, count, entry)
            count += 1
        entry += 1
    w.all_entries = count


def _narrow_down(w, level, axis, few):
    """Find the crossings of the batch, but for so few that they may wait, and their normals."""
    count = w.batch
    if count == 0:
        return
    _fill_up(w, count)
    _compute(w, level, 0, w.still_entries)
    result = w.boxes[BOX_WORDS * level + RESULT] * POINTS
    moving = axis * POINTS
    _evaluate_ends(w, level, moving, result, w.inner, w.inner_values)
    _evaluate_ends(w, level, moving, result, w.outer, w.outer_values)
    step = 0
    while _count_open(w.inner, w.outer) > few:
        _aim(w.points, moving, w.inner, w.outer, w.inner_values, w.outer_values, int(step & 3 == _MIDDLE))
        _compute(w, level, w.still_entries, w.all_entries)
        _choose(w.points, moving, result, w.inner, w.outer, w.inner_values, w.outer_values, w.sides)
        w.slices += 1
        w.slice_entries += w.all_entries - w.still_entries
        step += 1
    _take_crossings(w, axis, count)


def _fill_up(w, count):
    """Make the rest of the batch like its first edge."""
    points = w.points
    i = count
    while i < POINTS:
        points[i] = points[0]
        points[POINTS + i] = points[POINTS]
        points[2 * POINTS + i] = points[2 * POINTS]
        w.inner[i] = w.inner[0]
        w.outer[i] = w.outer[0]
        i += 1
    i = 0
    while i < POINTS:
        w.sides[i] = 0.0
        i += 1


def _evaluate_ends(w, level, moving, result, ends, values):
    i = 0
    while i < POINTS:
        w.points[moving + i] = _double(ends[i])
        i += 1
    _compute(w, level, w.still_entries, w.all_entries)
    i = 0
    while i < POINTS:
        values[i] = w.points[result + i]
        i += 1


def _compute(w, level, start, stop):
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    points = w.points
    constants = w.constants
    i = start
    while i < stop:
        entry = get_int(w.order, i)
        word = words[at + ENTRY_WORDS * entry]
        rest = words[at + ENTRY_WORDS * entry + 1]
        compute_axis(word & CODE_MASK, points, entry * POINTS, (word >> INDEX_SHIFT) * POINTS, (rest & INDEX_MASK) * POINTS,
                       constants[rest >> INDEX_SHIFT])
        i += 1


def _count_open(inner, outer):
    """How many edges have doubles between their ends."""
    count = 0
    i = 0
    while i < POINTS:
        distance = inner[i] - outer[i]
        count += int(distance > 1) | int(distance < -1)
        i += 1
    return count


def _aim(points, moving, inner, outer, inner_values, outer_values, is_middle):
    """Put the doubles that come next among the points; of edges that are done their inner ends."""
    i = 0
    while i < POINTS:
        a = inner[i]
        b = outer[i]
        first = _double(a)
        last = _double(b)
        values = inner_values[i] - outer_values[i]
        x = first + inner_values[i] / values * (last - first) if values < 0.0 else last
        target = (a & b) + ((a ^ b) >> 1)
        least = min(first, last)
        largest = max(first, last)
        if not is_middle and least <= x <= largest:
            target = _ordinal(x)
        low = min(a, b) + 1
        high = max(a, b) - 1
        target = max(low, min(target, high)) if low <= high else a
        points[moving + i] = _double(target)
        i += 1


def _choose(points, moving, result, inner, outer, inner_values, outer_values, sides):
    """Replace an end of each edge that is not done; of the other end, where that stays once more, the value is halved."""
    i = 0
    while i < POINTS:
        target = _ordinal(points[moving + i])
        value = points[result + i]
        distance = inner[i] - outer[i]
        if distance > 1 or distance < -1:
            if value < 0.0:
                inner[i] = target
                inner_values[i] = value
                if sides[i] == _ONCE_INSIDE:
                    outer_values[i] *= 0.5
                sides[i] = _ONCE_INSIDE
            else:
                outer[i] = target
                outer_values[i] = value
                if sides[i] == _ONCE_OUTSIDE:
                    inner_values[i] *= 0.5
                sides[i] = _ONCE_OUTSIDE
        i += 1


def _take_crossings(w, axis, count):
    """Keep the crossings of the edges that are done, with their normals; the others are the beginning of the next batch."""
    points = w.points
    gradients = w.gradients
    done = 0
    active = 0
    i = 0
    while i < count:
        distance = w.inner[i] - w.outer[i]
        if distance > 1 or distance < -1:
            points[active] = points[i]
            points[POINTS + active] = points[POINTS + i]
            points[2 * POINTS + active] = points[2 * POINTS + i]
            w.inner[active] = w.inner[i]
            w.outer[active] = w.outer[i]
            set_int(w.slots, active, get_int(w.slots, i))
            active += 1
        else:
            points[axis * POINTS + i] = _double(w.inner[i])
            gradients[done] = points[i]
            gradients[POINTS + done] = points[POINTS + i]
            gradients[2 * POINTS + done] = points[2 * POINTS + i]
            at = 4 * (axis * CORNERS + get_int(w.slots, i))
            w.edges[at] = points[axis * POINTS + i]
            set_int(w.done_slots, done, at)
            done += 1
        i += 1
    w.batch = active
    if done > 0:
        differentiate(w, done)
        make_units(w)
    i = 0
    while i < done:
        at = get_int(w.done_slots, i)
        w.edges[at + 1] = gradients[i]
        w.edges[at + 2] = gradients[POINTS + i]
        w.edges[at + 3] = gradients[2 * POINTS + i]
        i += 1
