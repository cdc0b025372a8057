"""Analysis: what each entry of a tape is worth in each of 16 lanes.

For a value its bounds, and

    masks[entry] = lanes where it is always its first argument | those where it is always its second << 16
                   | those where it may be NaN << 32 | those where it is nothing else << 48

for a comparison or a boolean

    masks[entry] = lanes where it is true at all samples | those where it is false at all << 16
"""
from pyfidget import rawmem
from pyfidget.asm.kernels import ANALYSE, BOUND
from pyfidget.engines.wide import lanes
from pyfidget.engines.wide.cases import make_analyse
from pyfidget.engines.wide.elementary import NOT_HERE
from pyfidget.engines.wide.fractions import clip, part_from_zero
from pyfidget.engines.wide.lanes import bound_lanes, bound_strips
from pyfidget.engines.wide.masks import (
    flag_above_constant,
    flag_below_constant,
    flag_less,
    flag_sum_above,
    flag_sum_below,
    lanes_of_columns,
    lanes_of_rows,
    pack,
)
from pyfidget.engines.wide.slow_path import bounds_one_by_one, choice_one_by_one
from pyfidget.engines.wide.threaded_code import run_kernels
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT, STRIPS
from pyfidget.interval import least_fraction
from pyfidget.lowering.entries import (
    ABOVE_CONSTANT,
    BELOW_CONSTANT,
    CLASS_MASK,
    CLASS_SHIFT,
    CODE_MASK,
    COMPARE_MASK,
    COMPARE_SLOW_PATH,
    ENTRY_WORDS,
    FIRST_VALUE,
    FORM_MASK,
    FORM_SHIFT,
    FRACTION,
    INDEX_MASK,
    INDEX_SHIFT,
    KIND_MASK,
    LESS,
    OF_Y,
    OPCODE_MASK,
    SLOW_PATH,
    SPREAD,
    SUM_ABOVE,
    SUM_BELOW,
    WIDE,
)
from pyfidget.lowering.graph import BOTH, X_ONLY, Y_ONLY
from pyfidget.machine import call
from pyfidget.operations import CONST, SUB

_ALL = (1 << LANES) - 1
_NOTHING_ELSE = -1 << NAN_SHIFT
_WORD = 8  # bytes
_analyse_lanes = make_analyse(LANES)
_analyse_strips = make_analyse(STRIPS)


def analyse(w, words, at, values, comparisons, size):
    """Fill bounds and masks of the worker for the tape at words[at]; those of entries 0 and 1, x and y, are there."""
    _analyse_values(w, words, at, values)
    analyse_comparisons(w, words, at, values, comparisons)
    analyse_booleans(w, words, at, comparisons, size)


# ---- values ----

def _analyse_values(w, words, at, values):
    if w.has_kernels:
        _bound_by_kernels(w, words, at, values)
    else:
        _bound_by_loops(w, words, at, values)


def _bound_by_kernels(w, words, at, values):
    """By the kernels as far as there are any; what they bound is never a choice of its arguments, nor NaN."""
    masks = w.masks
    entry = FIRST_VALUE
    while entry < values:
        masks[entry] = 0
        entry += 1
    entry = FIRST_VALUE
    while entry < values:
        if words[at + ENTRY_WORDS * entry] & (WIDE | SLOW_PATH) == 0:
            entry = run_kernels(w, BOUND, w.bounds, BOUNDS, words, at, entry, values)
            if entry == values:
                return
        masks[entry] = analyse_value(w, words, at, entry)
        entry += 1


def _bound_by_loops(w, words, at, values):
    masks = w.masks
    entry = FIRST_VALUE
    while entry < values:
        masks[entry] = analyse_value(w, words, at, entry)
        entry += 1


def analyse_value(w, words, at, entry):
    """Fill the bounds of a value; gives its mask."""
    word = words[at + ENTRY_WORDS * entry]
    rest = words[at + ENTRY_WORDS * entry + 1]
    if word & SLOW_PATH:
        return _analyse_slowly(w, words, at, word, rest, entry)
    code = word & CODE_MASK
    c = entry * BOUNDS
    a = (word >> INDEX_SHIFT) * BOUNDS
    b = (rest & INDEX_MASK) * BOUNDS
    k = w.constants[rest >> INDEX_SHIFT]
    if word & WIDE:
        return bound_lanes(code, w.flags, w.bounds, c, a, b, k)
    strips = bound_strips(code, w.flags, w.bounds, c, a, b, k)
    return _lanes_of(word, strips) if strips != 0 else 0


def _lanes_of(word, strips):
    """The lanes of strips, for a value of x alone or of y alone."""
    return lanes_of_rows(strips) if word & OF_Y else lanes_of_columns(strips)


def _analyse_slowly(w, words, at, word, rest, entry):
    v = w.bounds
    masks = w.masks
    opcode = word & OPCODE_MASK
    a = word >> INDEX_SHIFT
    if opcode == CONST:
        # A constant takes the slow path only if it is NaN.
        lanes.constant(STRIPS, v, entry * BOUNDS, 0, 0, 0.0)
        return _NOTHING_ELSE
    if opcode == SPREAD:
        bound_lanes(word & CODE_MASK, w.flags, v, entry * BOUNDS, a * BOUNDS, 0, 0.0)
        return masks[a] >> NAN_SHIFT << NAN_SHIFT
    form = (word >> FORM_SHIFT) & FORM_MASK
    b = rest & INDEX_MASK
    k = w.constants[rest >> INDEX_SHIFT]
    if word & WIDE:
        mask = _analyse_lanes(w, opcode, form, entry, a, b, k, False)
    else:
        mask = _analyse_strips(w, opcode, form, entry, a, b, k, word & OF_Y != 0)
    if mask == NOT_HERE:
        return _analyse_one_by_one(w, word, opcode, form, entry, a, b, k)
    if word & FRACTION:
        if word & WIDE:
            _narrow_down(LANES, w, words, at, opcode, entry, a, b)
        else:
            _narrow_down(STRIPS, w, words, at, opcode, entry, a, b)
    return mask


def _narrow_down(count, w, words, at, opcode, entry, a, b):
    """What is known besides of a fraction, or of a distance, whose argument is one."""
    if opcode == SUB:
        clip(count, w.bounds, entry * BOUNDS, least_fraction(words[at + ENTRY_WORDS * b] & OPCODE_MASK))
    else:
        u = words[at + ENTRY_WORDS * a] >> INDEX_SHIFT
        whole = words[at + ENTRY_WORDS * a + 1] & INDEX_MASK
        part_from_zero(count, w.bounds, entry * BOUNDS, u * BOUNDS, whole * BOUNDS)


_narrow_down._annspecialcase_ = 'specialize:arg(0)'


def _analyse_one_by_one(w, word, opcode, form, entry, a, b, k):
    count = LANES if word & WIDE else STRIPS
    step = STRIPS if word & OF_Y else 1
    nans = bounds_one_by_one(w.bounds, w.masks, opcode, form, entry, a, b, k, count, step)
    result = choice_one_by_one(w.bounds, w.masks, opcode, a, b, count, step) | nans << NAN_SHIFT
    return result if word & WIDE else _lanes_of(word, result)


# ---- comparisons ----

def analyse_comparisons(w, words, at, values, comparisons):
    if w.has_kernels:
        _analyse_by_kernels(w, words, at, values, comparisons)
    else:
        _analyse_by_flags(w, words, at, values, comparisons)
    # Comparisons lie by operation, so that those of the slow path are the last.
    entry = comparisons - 1
    while entry >= values and words[at + ENTRY_WORDS * entry] & COMPARE_SLOW_PATH:
        nans = _nans(w, words, at, entry)
        # Where one may be NaN it is not true, though it may be false; where one is nothing else it is false.
        w.masks[entry] = w.masks[entry] & ~(nans & _ALL) | nans & _ALL << FALSE_SHIFT
        entry -= 1


def _analyse_by_kernels(w, words, at, values, comparisons):
    """All of them with one call: each kernel goes on to the next one's, and there is at least one."""
    kernel = w.kernels[ANALYSE + (words[at + ENTRY_WORDS * values] & COMPARE_MASK)]
    tape = rawmem.address_of(words) + _WORD * at
    call(kernel, rawmem.address_of(w.masks) + _WORD * values, tape + _WORD * ENTRY_WORDS * values,
         tape + _WORD * ENTRY_WORDS * comparisons, rawmem.address_of(w.constants), rawmem.address_of(w.bounds),
         rawmem.address_of(w.kernels) + _WORD * ANALYSE)


def _analyse_by_flags(w, words, at, values, comparisons):
    """First all flags, then all masks: two short loops, each with nothing but its own kind of work."""
    v = w.bounds
    flags = w.flags
    constants = w.constants
    f = 0
    entry = values
    while entry < comparisons:
        word = words[at + ENTRY_WORDS * entry]
        a = (word >> INDEX_SHIFT) * BOUNDS
        rest = words[at + ENTRY_WORDS * entry + 1]
        b = (rest & INDEX_MASK) * BOUNDS
        k = constants[rest >> INDEX_SHIFT]
        kind = word & KIND_MASK
        if kind == SUM_BELOW:
            flag_sum_below(flags, f, v, a, b, k)
        elif kind == SUM_ABOVE:
            flag_sum_above(flags, f, v, a, b, k)
        elif (word >> CLASS_SHIFT) & CLASS_MASK == BOTH:
            _flag(LANES, kind, flags, f, v, a, b, k)
        else:
            _flag(STRIPS, kind, flags, f, v, a, b, k)
        f += BOUNDS
        entry += 1
    masks = w.masks
    f = 0
    entry = values
    while entry < comparisons:
        classes = (words[at + ENTRY_WORDS * entry] >> CLASS_SHIFT) & CLASS_MASK
        if classes == X_ONLY:
            masks[entry] = lanes_of_columns(pack(STRIPS, flags, f))
        elif classes == Y_ONLY:
            masks[entry] = lanes_of_rows(pack(STRIPS, flags, f))
        else:
            masks[entry] = pack(LANES, flags, f)
        f += BOUNDS
        entry += 1


def _flag(count, kind, flags, f, v, a, b, k):
    if kind == BELOW_CONSTANT:
        flag_below_constant(count, flags, f, v, a, k)
    elif kind == ABOVE_CONSTANT:
        flag_above_constant(count, flags, f, v, a, k)
    else:
        flag_less(count, flags, f, v, a, b)


_flag._annspecialcase_ = 'specialize:arg(0)'


def _nans(w, words, at, entry):
    """The lanes in which a comparison may be one with NaN, and << FALSE_SHIFT those in which it is."""
    result = w.masks[words[at + ENTRY_WORDS * entry] >> INDEX_SHIFT]
    kind = words[at + ENTRY_WORDS * entry] & KIND_MASK
    if kind >= LESS:
        result |= w.masks[words[at + ENTRY_WORDS * entry + 1] & INDEX_MASK]
    return result >> NAN_SHIFT


# ---- booleans ----

def analyse_booleans(w, words, at, comparisons, size):
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
