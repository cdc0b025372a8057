"""A box's 16 lanes at once: what is known of them, and what each still needs of the tape.

Forward, every entry's bounds in each lane, by the wide engine's loops, and which argument a min, max, abs, and, or is there.
Backward, what is asked of each entry in each lane: its value, or only whether it is below 0, or above. The rules are those of
passes/demand.py, for all lanes in one pass of words:

    asked     lanes in which the value is asked for | where `< 0` is << 16 | where `> 0` is << 32
    demands   lanes that need the entry | where it is its first argument << 16 | where it is its second << 32

Raw memory only.
"""
from pyfidget.engines.wide import lanes
from pyfidget.engines.wide.cases import make_analyse
from pyfidget.engines.wide.elementary import NOT_HERE, bound_sine_and_cosine
from pyfidget.engines.wide.lanes import bound_lanes, higher_of, lower_of
from pyfidget.engines.wide.masks import pack
from pyfidget.engines.wide.slow_path import choice_one_by_one
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT
from pyfidget.lowering.entries import (
    CODE_MASK,
    ENTRY_WORDS,
    FORM_MASK,
    FORM_SHIFT,
    INDEX_MASK,
    INDEX_SHIFT,
    OPCODE_MASK,
    SLOW_PATH,
    VALUES,
)
from pyfidget.operations import CONST, FIRST_BINARY, MAX, MIN, NEG, SIN
from pyfidget.rawmem import get_int, set_flag, set_int
from pyfidget.space.boxes import (
    ALL_LANES,
    CELL,
    INSIDE,
    LEFT,
    OPEN,
    RESULT,
    SIZE,
    TOP,
    kept_bits,
    lane_end,
    lane_front,
    lane_mask,
    lane_shift,
)
from pyfidget.space.samples import axis_of, bound_run, size_along
from pyfidget.space.slow_path import bound_some_lanes, copy_lanes
from pyfidget.space.tape import COORDINATES, OF_MASK, SAMPLED, is_before_twin
from pyfidget.space.worker import BOX_WORDS

_EACH = LANES - 1  # all bits of a lane's number
_BELOW, _ABOVE = 16, 32  # shifts of `asked`
FIRST, SECOND = 16, 32  # of `demands`
_analyse_lanes = make_analyse(LANES)


def analyse(w, level, wanted, together):
    """Find out which of the wanted lanes of a box are inside and which are open, and what these need: each by itself, or one tape
    for all of them together."""
    w.together = int(together)
    at = BOX_WORDS * level
    lanes_there = _bound_coordinates(w, level) & wanted
    w.lanes_there = lanes_there
    size = w.boxes[at + SIZE]
    result = w.boxes[at + RESULT]
    w.box_count += 1
    w.box_entries += size
    _bound(w, level, size)
    inside = 0
    outside = 0
    v = w.bounds
    i = 0
    while i < LANES:
        if v[result * BOUNDS + LANES + i] < 0.0:
            inside |= 1 << i
        if v[result * BOUNDS + i] >= 0.0:
            outside |= 1 << i
        i += 1
    # What may be NaN may be outside; what is else 0 or more is outside in any case.
    inside &= ~(w.masks[result] >> NAN_SHIFT)
    outside |= w.masks[result] >> (NAN_SHIFT + FALSE_SHIFT) & ALL_LANES  # where it is NaN and nothing else
    open_lanes = lanes_there & ~inside & ~outside
    w.boxes[at + INSIDE] = lanes_there & inside
    w.boxes[at + OPEN] = open_lanes
    if open_lanes != 0:
        _ask(w, level, size, result, open_lanes)


def _bound_coordinates(w, level):
    """The bounds of x, y and z; gives the lanes that have voxels. The others take those of a neighbour."""
    there = _bound_across(w, level, 0, w.xs, LEFT, w.width)
    there &= _bound_across(w, level, 1, w.ys, TOP, w.height)
    there &= _bound_layers(w, level)
    i = 0
    while i < COORDINATES:
        w.masks[i] = 0
        i += 1
    return there


def _bound_across(w, level, axis, coordinates, place, count):
    """Of x or of y: gives the lanes that are not beyond the last sample."""
    at = BOX_WORDS * level
    cell = w.boxes[at + CELL]
    start = w.boxes[at + place]
    mask = lane_mask(w, level, axis)
    there = 0
    run = 0
    while run <= mask:
        there |= int(start < count) << run
        _put_run(w, axis, run, coordinates, min(start, count - 1), min(start + cell + w.reach, count) - 1)
        start += cell
        run += 1
    return _spread_runs(w, level, axis, mask, there)


def _bound_layers(w, level):
    """The same of z."""
    mask = lane_mask(w, level, 2)
    shift = lane_shift(w, level, 2)
    there = 0
    run = 0
    while run <= mask:
        front = lane_front(w, level, run << shift)
        end = lane_end(w, level, run << shift)
        last = max(front - 1, 0)
        there |= int(front > end) << run
        _put_run(w, 2, run, w.zs, min(end, last), min(last + w.reach, w.depth - 1))
        run += 1
    return _spread_runs(w, level, 2, mask, there)


def _put_run(w, axis, run, coordinates, first, last):
    """Note the samples of some lanes along an axis, and their bounds: of what lies between two of them, in either order."""
    set_int(w.runs, 2 * (LANES * axis + run), first)
    set_int(w.runs, 2 * (LANES * axis + run) + 1, last)
    a = coordinates[first]
    b = coordinates[last]
    w.run_bounds[run] = lower_of(a, b)
    w.run_bounds[LANES + run] = higher_of(a, b)


def _spread_runs(w, level, axis, mask, there):
    """Give all lanes the bounds of theirs; gives them by lane."""
    shift = lane_shift(w, level, axis)
    _spread_bounds(w.bounds, axis * BOUNDS, w.run_bounds, shift, mask)
    if there == (2 << mask) - 1:
        return ALL_LANES
    lanes_there = 0
    i = 0
    while i < LANES:
        lanes_there |= (there >> (i >> shift & mask) & 1) << i
        i += 1
    return lanes_there


def _spread_bounds(v, c, runs, shift, mask):
    """Give each lane the bounds of the run that its number names."""
    i = 0
    while i < LANES:
        run = i >> shift & mask
        v[c + i] = runs[run]
        v[c + LANES + i] = runs[LANES + run]
        i += 1


def _bound_samples(w, level, entry, axis, place):
    """Of what has a row of samples."""
    size = size_along(w, axis)
    mask = lane_mask(w, level, axis)
    run = 0
    while run <= mask:
        at = 2 * (LANES * axis + run)
        bound_run(w.samples, place, size, get_int(w.runs, at), get_int(w.runs, at + 1), w.run_bounds, run)
        run += 1
    _spread_bounds(w.bounds, entry * BOUNDS, w.run_bounds, lane_shift(w, level, axis), mask)


def _bound(w, level, size):
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    v = w.bounds
    masks = w.masks
    constants = w.constants
    flags = w.flags
    entry = COORDINATES
    while entry < size:
        word = words[at + ENTRY_WORDS * entry]
        rest = words[at + ENTRY_WORDS * entry + 1]
        a = word >> INDEX_SHIFT
        b = rest & INDEX_MASK
        k = constants[rest >> INDEX_SHIFT]
        if word & SLOW_PATH:
            if is_before_twin(words, at, entry, size) and kept_bits(w, level, word & OF_MASK) == _EACH:
                _bound_twins(w, word & OPCODE_MASK, entry, a)
                entry += 1
            else:
                masks[entry] = _bound_slowly(w, level, word, entry, a, b, k)
        else:
            masks[entry] = bound_lanes(word & CODE_MASK, flags, v, entry * BOUNDS, a * BOUNDS, b * BOUNDS, k)
        entry += 1


def _bound_twins(w, opcode, entry, a):
    """Of a sine and a cosine, in either order."""
    sine = entry + int(opcode != SIN)
    cosine = entry + int(opcode == SIN)
    own = bound_sine_and_cosine(w.bounds, w.flags, w.spare, sine * BOUNDS, cosine * BOUNDS, a * BOUNDS)
    w.masks[entry] = w.masks[entry + 1] = (w.masks[a] >> NAN_SHIFT | own) << NAN_SHIFT


def _bound_slowly(w, level, word, entry, a, b, k):
    if word & SAMPLED:
        _bound_samples(w, level, entry, axis_of(word), int(k))
        return 0
    opcode = word & OPCODE_MASK
    if opcode == CONST:
        if k == k:  # an infinity
            lanes.constant(LANES, w.bounds, entry * BOUNDS, 0, 0, k)
            return 0
        lanes.constant(LANES, w.bounds, entry * BOUNDS, 0, 0, 0.0)
        return -1 << NAN_SHIFT  # it is nothing else
    form = (word >> FORM_SHIFT) & FORM_MASK
    kept = kept_bits(w, level, word & OF_MASK)
    if kept == _EACH:
        mask = _analyse_lanes(w, opcode, form, entry, a, b, k, False)
        if mask != NOT_HERE:
            return mask
    lanes_there = w.lanes_there
    if kept != _EACH:
        lanes_there = 1
        i = 1
        while i < LANES:
            lanes_there |= int(i & kept == i) << i
            i += 1
    nans = bound_some_lanes(w.bounds, w.masks, opcode, form, entry, a, b, k, lanes_there)
    if kept != _EACH:
        nans = copy_lanes(w.bounds, entry, nans, kept)
    return choice_one_by_one(w.bounds, w.masks, opcode, a, b, LANES, 1) | nans << NAN_SHIFT


# ---- backward ----

def _ask(w, level, size, result, open_lanes):
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    asked = w.asked
    demands = level * w.capacity
    entry = 0
    while entry < result:
        asked[entry] = 0
        entry += 1
    asked[result] = open_lanes << _BELOW
    entry = result
    while entry >= COORDINATES:
        wanted = asked[entry]
        w.demands[demands + entry] = 0
        if wanted != 0:
            word = words[at + ENTRY_WORDS * entry]
            w.demands[demands + entry] = _pass_on(
                w, word, entry, word >> INDEX_SHIFT, words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK, wanted)
        entry -= 1


def _pass_on(w, word, entry, a, b, wanted):
    """Ask an entry's arguments for what is asked of it; gives its demands."""
    asked = w.asked
    below = (wanted >> _BELOW) & ALL_LANES
    above = wanted >> _ABOVE
    value = wanted & ALL_LANES
    everywhere = value | below | above
    opcode = word & OPCODE_MASK
    if opcode == CONST:
        return everywhere
    # Where one question about the sign is asked alone; both together are as good as the value.
    sign = (below ^ above) & ~value
    value = everywhere & ~sign
    below &= sign
    above &= sign
    masks = w.masks[entry]
    first = masks & everywhere
    second = (masks >> FALSE_SHIFT) & everywhere
    if (opcode == MIN or opcode == MAX) and sign & ~(first | second) != 0:
        second |= _cannot_matter(w, opcode, a, below, above) & ~first
        first |= _cannot_matter(w, opcode, b, below, above) & ~second
    if w.together:
        first = first if first == everywhere else 0
        second = second if second == everywhere else 0
    kept = everywhere & ~first & ~second
    asked[a] |= _only(value, below, above, first)
    if opcode >= FIRST_BINARY:
        asked[b] |= _only(value, below, above, second)
    if opcode == NEG:
        asked[a] |= _only(value, above, below, kept)
    elif opcode == MIN or opcode == MAX:
        asked[a] |= _only(value, below, above, kept)
        asked[b] |= _only(value, below, above, kept)
    else:
        asked[a] |= kept
        if opcode >= FIRST_BINARY and (word >> FORM_SHIFT) & FORM_MASK == VALUES:
            asked[b] |= kept
    return kept | first << FIRST | second << SECOND


def _only(value, below, above, chosen):
    """What is asked, in some lanes only."""
    return value & chosen | (below & chosen) << _BELOW | (above & chosen) << _ABOVE


def _cannot_matter(w, opcode, argument, below, above):
    """The lanes in which an argument of a min or max can never change the answer to what is asked of it: passes/demand.py."""
    if opcode == MIN:
        _flag_lower(w.flags, w.bounds, argument * BOUNDS)
    else:
        _flag_upper(w.flags, w.bounds, argument * BOUNDS + LANES)
    answers = pack(LANES, w.flags, 0)
    return (answers & below | answers >> FALSE_SHIFT & above) & ~(w.masks[argument] >> NAN_SHIFT)


def _flag_lower(flags, v, at):
    """Where `< 0` is answered by a lower bound, and where `> 0` is."""
    i = 0
    while i < LANES:
        set_flag(flags, i, v[at + i] >= 0.0)
        set_flag(flags, LANES + i, v[at + i] > 0.0)
        i += 1


def _flag_upper(flags, v, at):
    i = 0
    while i < LANES:
        set_flag(flags, i, v[at + i] < 0.0)
        set_flag(flags, LANES + i, v[at + i] <= 0.0)
        i += 1


# ---- a lane's own tape ----

def specialise(w, level, lane):
    """Put a lane's tape on the level above its box's: what it needs, in the same order."""
    words = w.tapes
    at = level * w.capacity * ENTRY_WORDS
    to = (level + 1) * w.capacity * ENTRY_WORDS
    demands = level * w.capacity
    renamed = w.renamed
    result = w.boxes[BOX_WORDS * level + RESULT]
    i = 0
    while i < COORDINATES:
        set_int(renamed, i, i)
        words[to + ENTRY_WORDS * i] = words[at + ENTRY_WORDS * i]
        i += 1
    size = COORDINATES
    entry = COORDINATES
    while entry <= result:
        demand = w.demands[demands + entry] >> lane
        if demand & 1:
            word = words[at + ENTRY_WORDS * entry]
            rest = words[at + ENTRY_WORDS * entry + 1]
            words[to + ENTRY_WORDS * size] = word & INDEX_MASK | get_int(renamed, word >> INDEX_SHIFT) << INDEX_SHIFT
            words[to + ENTRY_WORDS * size + 1] = rest >> INDEX_SHIFT << INDEX_SHIFT | get_int(renamed, rest & INDEX_MASK)
            set_int(renamed, entry, size)
            size += 1
        elif (demand >> FIRST) & 1:
            set_int(renamed, entry, get_int(renamed, words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT))
        elif (demand >> SECOND) & 1:
            set_int(renamed, entry, get_int(renamed, words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK))
        entry += 1
    above = BOX_WORDS * (level + 1)
    w.boxes[above + SIZE] = size
    w.boxes[above + RESULT] = get_int(renamed, result)
