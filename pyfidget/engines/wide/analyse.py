"""Analysis: what each entry of a tape is worth in each of 16 lanes.

For a value its bounds, and

    masks[entry] = lanes where it is always its first argument | those where it is always its second << 16
                   | those where it may be NaN << 32

for a comparison or a boolean

    masks[entry] = lanes where it is true at all samples | those where it is false at all << 16
"""
from pyfidget import rawmem
from pyfidget.asm.kernels import ANALYSE
from pyfidget.asm.machine import call
from pyfidget.engines.wide import lanes
from pyfidget.engines.wide.careful import careful_bounds, careful_choice
from pyfidget.engines.wide.truth import pack_row
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT
from pyfidget.lowering.entries import (
    ABOVE_CONSTANT,
    BELOW_CONSTANT,
    COMPARE_CAREFUL,
    CONSTANT_VALUE,
    ENTRY_WORDS,
    FIRST_VALUE,
    FORM_MASK,
    FORM_SHIFT,
    INDEX_MASK,
    INDEX_SHIFT,
    KIND_MASK,
    LESS,
    OPCODE_MASK,
    SPREAD,
    SPREAD_Y,
    SUM_ABOVE,
    SUM_BELOW,
    VALUE_CONSTANT,
    WIDE,
)
from pyfidget.operations import ABS, ADD, CONST, DIV, MAX, MIN, MUL, NEG, SQRT, SQUARE, SUB

_ALL = (1 << LANES) - 1


def pack_lanes(flags, at):
    """16 bytes for true and 16 for false, as a mask of lanes."""
    return pack_row(flags, at) | pack_row(flags, at + LANES) << FALSE_SHIFT


pack_lanes._always_inline_ = True


def analyse(w, words, at, values, comparisons, size):
    """Fill bounds and masks of the worker for the tape at words[at]; those of entries 0 and 1, x and y, are there."""
    _analyse_values(w, words, at, values)
    _analyse_comparisons(w, words, at, values, comparisons)
    _analyse_booleans(w, words, at, comparisons, size)


# ---- values ----

def _analyse_values(w, words, at, values):
    v = w.bounds
    masks = w.masks
    constants = w.constants
    entry = FIRST_VALUE
    while entry < values:
        word = words[at + ENTRY_WORDS * entry]
        code = word & INDEX_MASK & ~WIDE
        a = (word >> INDEX_SHIFT) * BOUNDS
        word = words[at + ENTRY_WORDS * entry + 1]
        b = (word & INDEX_MASK) * BOUNDS
        k = word >> INDEX_SHIFT
        c = entry * BOUNDS
        masks[entry] = 0
        if code == ADD:
            lanes.add(v, c, a, b)
        elif code == ADD | VALUE_CONSTANT << FORM_SHIFT:
            lanes.add_constant(v, c, a, constants[k])
        elif code == SUB:
            lanes.subtract(v, c, a, b)
        elif code == SUB | CONSTANT_VALUE << FORM_SHIFT:
            lanes.subtract_from_constant(v, c, a, constants[k])
        elif code == MUL:
            lanes.multiply(v, c, a, b)
        elif code == MUL | VALUE_CONSTANT << FORM_SHIFT:
            lanes.multiply_constant(v, c, a, constants[k])
        elif code == DIV:
            lanes.divide(v, c, a, b)
        elif code == DIV | VALUE_CONSTANT << FORM_SHIFT:
            lanes.divide_by_constant(v, c, a, constants[k])
        elif code == DIV | CONSTANT_VALUE << FORM_SHIFT:
            lanes.divide_constant(v, c, a, constants[k])
        elif code == SQUARE:
            lanes.square(v, c, a)
        elif code == SQRT:
            lanes.root(v, c, a)
        elif code == NEG:
            lanes.negate(v, c, a)
        elif code == ABS:
            lanes.magnitude(v, c, a)
            _flag_above_constant(w.flags, 0, v, a, 0.0)
            masks[entry] = pack_lanes(w.flags, 0) & _ALL
        elif code == MIN:
            lanes.minimum(v, c, a, b)
            masks[entry] = _below(w.flags, v, a, b)
        elif code == MAX:
            lanes.maximum(v, c, a, b)
            masks[entry] = _not_below(w.flags, v, a, b)
        elif code == CONST:
            lanes.constant(v, c, constants[k])
        elif code == SPREAD or code == SPREAD | SPREAD_Y << FORM_SHIFT:
            lanes.copy(v, c, a)
        else:
            _analyse_carefully(w, code, entry, a // BOUNDS, b // BOUNDS, constants[k])
        entry += 1


def _analyse_carefully(w, code, entry, a, b, constant):
    opcode = code & OPCODE_MASK
    if opcode == CONST:
        # A constant is handled carefully only if it is NaN.
        lanes.constant(w.bounds, entry * BOUNDS, 0.0)
        w.masks[entry] = _ALL << NAN_SHIFT
    elif opcode == SPREAD:
        lanes.copy(w.bounds, entry * BOUNDS, a * BOUNDS)
        w.masks[entry] = w.masks[a] >> NAN_SHIFT << NAN_SHIFT
    else:
        form = (code >> FORM_SHIFT) & FORM_MASK
        choice = careful_choice(w.bounds, w.masks, opcode, a, b)
        nans = careful_bounds(w.bounds, w.masks, opcode, form, entry, a, b, constant)
        w.masks[entry] = choice | nans << NAN_SHIFT


# Which of two values, both numbers, is below the other; the first mask is strict, the second holds for equal ones, too: min
# and max give their second argument then. As functions of flags, since that is what the C compiler can turn into vector
# instructions.

def _below(flags, v, a, b):
    i = 0
    while i < LANES:
        rawmem.set_flag(flags, i, v[a + LANES + i] < v[b + i])
        rawmem.set_flag(flags, LANES + i, v[a + i] >= v[b + LANES + i])
        i += 1
    return pack_lanes(flags, 0)


def _not_below(flags, v, a, b):
    i = 0
    while i < LANES:
        rawmem.set_flag(flags, i, v[a + i] > v[b + LANES + i])
        rawmem.set_flag(flags, LANES + i, v[a + LANES + i] <= v[b + i])
        i += 1
    return pack_lanes(flags, 0)


# ---- comparisons ----

def _analyse_comparisons(w, words, at, values, comparisons):
    if w.has_kernels:
        _analyse_by_kernels(w, words, at, values, comparisons)
    else:
        _analyse_by_flags(w, words, at, values, comparisons)
    entry = values
    while entry < comparisons:
        if words[at + ENTRY_WORDS * entry] & COMPARE_CAREFUL:
            w.masks[entry] &= ~_possible_nans(w, words, at, entry)
        entry += 1


def _analyse_by_kernels(w, words, at, values, comparisons):
    bounds = rawmem.address_of(w.bounds)
    constants = rawmem.address_of(w.constants)
    masks = w.masks
    kernels = w.kernels
    entry = values
    while entry < comparisons:
        word = words[at + ENTRY_WORDS * entry]
        rest = words[at + ENTRY_WORDS * entry + 1]
        masks[entry] = call(kernels[ANALYSE + (word & KIND_MASK)], 0, bounds + (word >> INDEX_SHIFT) * (8 * BOUNDS),
                            bounds + (rest & INDEX_MASK) * (8 * BOUNDS), constants + (rest >> INDEX_SHIFT) * 8, 0, 0)
        entry += 1


def _analyse_by_flags(w, words, at, values, comparisons):
    """First all flags, then all masks: two short loops, each with nothing but its own kind of work."""
    v = w.bounds
    flags = w.flags
    constants = w.constants
    f = 0
    entry = values
    while entry < comparisons:
        word = words[at + ENTRY_WORDS * entry]
        kind = word & KIND_MASK
        a = (word >> INDEX_SHIFT) * BOUNDS
        word = words[at + ENTRY_WORDS * entry + 1]
        b = (word & INDEX_MASK) * BOUNDS
        k = constants[word >> INDEX_SHIFT]
        if kind == BELOW_CONSTANT:
            _flag_below_constant(flags, f, v, a, k)
        elif kind == ABOVE_CONSTANT:
            _flag_above_constant(flags, f, v, a, k)
        elif kind == SUM_BELOW:
            _flag_sum_below(flags, f, v, a, b, k)
        elif kind == SUM_ABOVE:
            _flag_sum_above(flags, f, v, a, b, k)
        else:
            _flag_less(flags, f, v, a, b)
        f += BOUNDS
        entry += 1
    masks = w.masks
    f = 0
    entry = values
    while entry < comparisons:
        masks[entry] = pack_lanes(flags, f)
        f += BOUNDS
        entry += 1


def _possible_nans(w, words, at, entry):
    """The lanes in which a comparison may be one with NaN. It is not true there, though it may be false."""
    result = w.masks[words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT]
    kind = words[at + ENTRY_WORDS * entry] & KIND_MASK
    if kind >= LESS:
        result |= w.masks[words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK]
    return result >> NAN_SHIFT


def _flag_below_constant(flags, f, v, a, k):
    i = 0
    while i < LANES:
        rawmem.set_flag(flags, f + i, v[a + LANES + i] < k)
        rawmem.set_flag(flags, f + LANES + i, v[a + i] >= k)
        i += 1


def _flag_above_constant(flags, f, v, a, k):
    i = 0
    while i < LANES:
        rawmem.set_flag(flags, f + i, v[a + i] > k)
        rawmem.set_flag(flags, f + LANES + i, v[a + LANES + i] <= k)
        i += 1


def _flag_less(flags, f, v, a, b):
    i = 0
    while i < LANES:
        rawmem.set_flag(flags, f + i, v[a + LANES + i] < v[b + i])
        rawmem.set_flag(flags, f + LANES + i, v[a + i] >= v[b + LANES + i])
        i += 1


def _flag_sum_below(flags, f, v, a, b, k):
    i = 0
    while i < LANES:
        rawmem.set_flag(flags, f + i, v[a + LANES + i] + v[b + LANES + i] < k)
        rawmem.set_flag(flags, f + LANES + i, v[a + i] + v[b + i] >= k)
        i += 1


def _flag_sum_above(flags, f, v, a, b, k):
    i = 0
    while i < LANES:
        rawmem.set_flag(flags, f + i, v[a + i] + v[b + i] > k)
        rawmem.set_flag(flags, f + LANES + i, v[a + LANES + i] + v[b + LANES + i] <= k)
        i += 1


# ---- booleans ----

def _analyse_booleans(w, words, at, comparisons, size):
    """An AND is true where both are and false where one is; an OR is the same with true and false changed over. One
    expression serves both: `both` has the bits in which the arguments have to agree."""
    masks = w.masks
    entry = comparisons
    while entry < size:
        word = words[at + ENTRY_WORDS * entry]
        a = masks[word >> INDEX_SHIFT]
        b = masks[words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK]
        both = _ALL << (FALSE_SHIFT * (word & 1))
        masks[entry] = (a & b) | ((a | b) & ~both)
        entry += 1
