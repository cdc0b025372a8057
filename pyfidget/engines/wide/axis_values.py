"""Values of x alone and of y alone, over the 64 columns or rows of a region: 64 numbers by entry, for all its tiles."""
from pyfidget.asm.kernels import COMPUTE
from pyfidget.engines.wide.threaded_code import run_kernels
from pyfidget.engines.wide.vectors import values_of_strip
from pyfidget.engines.wide.worker import REGION_SIDE
from pyfidget.lowering.entries import CODE_MASK, ENTRY_WORDS, FIRST_VALUE, INDEX_MASK, INDEX_SHIFT, WIDE


def compute_shared(w, words, at, values, left, top):
    """Those that a lane needs, for the region whose first pixel is (left, top)."""
    live = w.live
    _set_samples(w, left, top)
    entry = FIRST_VALUE
    while entry < values:
        word = words[at + ENTRY_WORDS * entry]
        if live[entry] != 0 and word & WIDE == 0:
            _compute(w, entry, word, words[at + ENTRY_WORDS * entry + 1])
        entry += 1


def compute_all(w, words, at, values, left, top):
    """All on a tape without values of x and y."""
    _set_samples(w, left, top)
    entry = FIRST_VALUE
    while entry < values:
        if w.has_kernels:
            entry = run_kernels(w, COMPUTE, w.axis_values, REGION_SIDE, words, at, entry, values)
            if entry == values:
                return
        _compute(w, entry, words[at + ENTRY_WORDS * entry], words[at + ENTRY_WORDS * entry + 1])
        entry += 1


def _set_samples(w, left, top):
    axis_values = w.axis_values
    i = 0
    while i < REGION_SIDE:
        axis_values[i] = w.xs[left + i]
        axis_values[REGION_SIDE + i] = w.ys[top + i]
        i += 1


def _compute(w, entry, word, rest):
    values_of_strip(w, word & CODE_MASK, w.axis_values, entry * REGION_SIDE, (word >> INDEX_SHIFT) * REGION_SIDE,
                    (rest & INDEX_MASK) * REGION_SIDE, w.constants[rest >> INDEX_SHIFT])


_compute._always_inline_ = True
