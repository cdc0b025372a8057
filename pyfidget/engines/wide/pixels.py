"""Values by the run: one kernel for each operation, form and length, made from the table of operations.

A kernel computes a run of numbers at v[c], element by element, from those at v[a] and v[b] and a constant, with the
operation's one meaning. Its length is a constant of the kernel and its memory is raw, which is what the C compiler turns into
vector instructions.
"""
from pyfidget import operations
from pyfidget.engines.wide.worker import BLOCK_POINTS, BLOCK_SIDE, BLOCKS_AT_ONCE, PIXELS, REGION_SIDE, SIDE
from pyfidget.lowering.entries import CONSTANT_VALUE, FORM_SHIFT, VALUE_CONSTANT, VALUES
from pyfidget.operations import FIRST_BINARY
from pyfidget.rpy import unrolling_iterable, we_are_translated


def _make_unary(meaning, count):
    def kernel(v, c, a, b, k):
        i = 0
        while i < count:
            v[c + i] = meaning(v[a + i])
            i += 1
    return kernel


def _make_binary(meaning, count):
    def kernel(v, c, a, b, k):
        i = 0
        while i < count:
            v[c + i] = meaning(v[a + i], v[b + i])
            i += 1
    return kernel


def _make_unary_row(row, count):
    def kernel(v, c, a, b, k):
        row(count, v, c, a)
    return kernel


def _make_binary_row(row, count):
    def kernel(v, c, a, b, k):
        row(count, v, c, a, b)
    return kernel


def _make_with_constant(meaning, count):
    def kernel(v, c, a, b, k):
        i = 0
        while i < count:
            v[c + i] = meaning(v[a + i], k)
            i += 1
    return kernel


def _make_of_constant(meaning, count):
    def kernel(v, c, a, b, k):
        i = 0
        while i < count:
            v[c + i] = meaning(k, v[a + i])
            i += 1
    return kernel


def _make_fill(count):
    def kernel(v, c, a, b, k):
        i = 0
        while i < count:
            v[c + i] = k
            i += 1
    return kernel


def _make_compute(count):
    """compute(code, v, c, a, b, k), for runs of `count`; code: an entry's operation without WIDE and SLOW_PATH."""
    kernels = {operations.CONST: _make_fill(count)}
    for opcode in range(operations.ABS, len(operations.OPERATIONS)):
        if opcode in operations.ROWS:
            make = _make_unary_row if opcode < FIRST_BINARY else _make_binary_row
            kernels[opcode | VALUES << FORM_SHIFT] = make(operations.ROWS[opcode], count)
        else:
            make = _make_unary if opcode < FIRST_BINARY else _make_binary
            kernels[opcode | VALUES << FORM_SHIFT] = make(operations.meaning_of(opcode), count)
    for opcode in (operations.ADD, operations.MUL, operations.DIV):
        kernels[opcode | VALUE_CONSTANT << FORM_SHIFT] = _make_with_constant(operations.meaning_of(opcode), count)
    for opcode in (operations.SUB, operations.DIV):
        kernels[opcode | CONSTANT_VALUE << FORM_SHIFT] = _make_of_constant(operations.meaning_of(opcode), count)
    cases = unrolling_iterable(sorted(kernels.items()))

    def compute(code, v, c, a, b, k):
        if not we_are_translated():
            kernels[code](v, c, a, b, k)
            return
        for case, kernel in cases:
            if code == case:
                kernel(v, c, a, b, k)
                return
    return compute


compute_axis = _make_compute(REGION_SIDE)
compute_row = _make_compute(SIDE)
compute_tile = _make_compute(PIXELS)


def spread_row(wide, c, axis_values, a):
    """16 numbers as they are."""
    i = 0
    while i < SIDE:
        wide[c + i] = axis_values[a + i]
        i += 1


def spread_number(wide, c, number):
    """16 times one number."""
    i = 0
    while i < SIDE:
        wide[c + i] = number
        i += 1


# Of blocks of 4 x 4 pixels; `blocks`: the lanes of four, four bits each.
# A block is read before it is written: otherwise the C compiler would have to think that the one changes the other.

def spread_block_columns(wide, c, axis_values, a, blocks, mirrored):
    """16 numbers by column over four blocks. mirrored: 1 if columns lie the other way round in each eight (samples.py)."""
    block = 0
    while block < BLOCKS_AT_ONCE:
        across = a + BLOCK_SIDE * ((blocks & 3) ^ mirrored)
        first = axis_values[across]
        second = axis_values[across + 1]
        third = axis_values[across + 2]
        fourth = axis_values[across + 3]
        row = 0
        while row < BLOCK_SIDE:
            put_row(wide, c, first, second, third, fourth)
            c += BLOCK_SIDE
            row += 1
        blocks >>= 4
        block += 1


def spread_block_rows(wide, c, axis_values, a, blocks):
    """16 numbers by row over four blocks."""
    block = 0
    while block < BLOCKS_AT_ONCE:
        down = a + (blocks & 12)
        first = axis_values[down]
        second = axis_values[down + 1]
        third = axis_values[down + 2]
        fourth = axis_values[down + 3]
        put_row(wide, c, first, first, first, first)
        put_row(wide, c + BLOCK_SIDE, second, second, second, second)
        put_row(wide, c + 2 * BLOCK_SIDE, third, third, third, third)
        put_row(wide, c + 3 * BLOCK_SIDE, fourth, fourth, fourth, fourth)
        c += BLOCK_POINTS
        blocks >>= 4
        block += 1


def put_row(wide, c, first, second, third, fourth):
    """A row of a block."""
    wide[c] = first
    wide[c + 1] = second
    wide[c + 2] = third
    wide[c + 3] = fourth


put_row._always_inline_ = True
assert BLOCK_SIDE == 4
