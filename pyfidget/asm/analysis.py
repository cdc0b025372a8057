"""Kernels that analyse comparisons: the loops of engines/wide/masks.py.

They walk a tape's comparisons (threaded_code.py). RDI is where the masks go: of the lanes where one is true, and << 16 of those
where it is false.
"""
from pyfidget.asm.bounds import BOUNDS_SHIFT, UPPER
from pyfidget.asm.encoder import (
    GREATER_OR_EQUAL,
    GREATER_THAN,
    LESS_OR_EQUAL,
    LESS_THAN,
    R10,
    R11,
    RAX,
    RDI,
    VADDPD,
    VBROADCASTF128,
    VCMPPD,
    VMOVMSKPD,
    VMOVUPD,
    VPACKSSDW,
    VPERMILPD,
    VPERMQ,
    VPMOVMSKB,
    at,
)
from pyfidget.asm.lane_compare import HALVES_OF_ROWS, ROW_BYTES, K, compare, end, load, pack, to_bits
from pyfidget.asm.threaded_code import FIRST, SECOND, go_on_to_comparison, load_entry_constant, point_to_argument
from pyfidget.lowering.entries import (
    ABOVE_CONSTANT,
    BELOW_CONSTANT,
    CLASS_SHIFT,
    LESS,
    SUM_ABOVE,
    SUM_BELOW,
)
from pyfidget.lowering.graph import BOTH, X_ONLY, Y_ONLY

_EACH_COLUMN = 0x1111  # all lanes of the first column
_BOTH_OF_PAIRS = 0b1111  # for VPERMILPD: the second number of each two, twice


def write_analysis_kernels(a, starts, first):
    """Write them by an Assembler; that of a comparison's kind and class is kernel `first` + its operation without its flags."""
    done = a.position()
    end(a)
    for kind in [BELOW_CONSTANT, ABOVE_CONSTANT, LESS]:
        _begin(a, starts, first, kind, X_ONLY)
        _compare_strips(a, kind)
        _columns_to_lanes(a)
        _go_on(a, done)
        _begin(a, starts, first, kind, Y_ONLY)
        _compare_strips(a, kind)
        _rows_to_lanes(a)
        _go_on(a, done)
        _begin(a, starts, first, kind, BOTH)
        _compare_lanes(a, kind)
        _pack_lanes(a)
        _go_on(a, done)
    for kind in [SUM_BELOW, SUM_ABOVE]:
        _begin(a, starts, first, kind, BOTH)
        _compare_sums_of_strips(a, kind)
        _pack_lanes(a)
        _go_on(a, done)


def _begin(a, starts, first, kind, classes):
    """R10, R11: where the bounds of its arguments are."""
    starts[first + (kind | classes << CLASS_SHIFT)] = a.position()
    point_to_argument(a, R10, FIRST, BOUNDS_SHIFT)
    if kind >= LESS:
        point_to_argument(a, R11, SECOND, BOUNDS_SHIFT)
    if kind != LESS:
        load_entry_constant(a, K)


def _go_on(a, done):
    """Store the mask, which is in RAX, and go on to the next comparison's kernel, or to the end."""
    a.store_64(at(RDI, 0), RAX)
    go_on_to_comparison(a, 8, done)


def _compare_strips(a, kind):
    """Of 4 strips: register 0 where it is true, 1 where it is false."""
    if kind == LESS:
        a.vector_memory(VMOVUPD, 0, 0, at(R10, UPPER))
        a.vector_memory(VMOVUPD, 1, 0, at(R10, 0))
        _compare_with_memory(a, 0, 0, at(R11, 0), LESS_THAN)
        _compare_with_memory(a, 1, 1, at(R11, UPPER), GREATER_OR_EQUAL)
    elif kind == BELOW_CONSTANT:
        _compare_with_memory(a, 0, K, at(R10, UPPER), GREATER_THAN)
        _compare_with_memory(a, 1, K, at(R10, 0), LESS_OR_EQUAL)
    else:
        _compare_with_memory(a, 0, K, at(R10, 0), LESS_THAN)
        _compare_with_memory(a, 1, K, at(R10, UPPER), GREATER_OR_EQUAL)


def _compare_with_memory(a, register, one, memory, predicate):
    a.vector_memory(VCMPPD, register, one, memory)
    a.immediate(predicate)


def _columns_to_lanes(a):
    a.vector(VMOVMSKPD, R10, 0, 0)
    a.vector(VMOVMSKPD, RAX, 0, 1)
    a.shift_left(RAX, 16)
    a.bit_or(RAX, R10)
    a.multiply_constant(RAX, _EACH_COLUMN)


def _rows_to_lanes(a):
    """A row's outcome is 64 bits, and packed to 32 one byte for each of its lanes."""
    a.vector(VPACKSSDW, 0, 0, 1)
    a.vector(VPERMQ, 0, 0, 0)
    a.immediate(HALVES_OF_ROWS)
    a.vector(VPMOVMSKB, RAX, 0, 0)


def _compare_lanes(a, kind):
    """Of 16 lanes: registers 0 to 3 where it is true, 4 to 7 where it is false."""
    if kind == LESS:
        load(a, 0, R10, ROW_BYTES)
        load(a, 4, R11, 0)
        compare(a, 0, 0, 4, LESS_THAN)
        load(a, 4, R10, 0)
        load(a, 8, R11, ROW_BYTES)
        compare(a, 4, 4, 8, GREATER_OR_EQUAL)
    else:
        load(a, 4, R10, 0)
        load(a, 8, R10, ROW_BYTES)
        _compare_bounds(a, kind == BELOW_CONSTANT)


def _compare_sums_of_strips(a, kind):
    """The same of the sums of bounds of columns, a, and of rows, b."""
    _add_strips(a, 4, 0)
    _add_strips(a, 8, UPPER)
    _compare_bounds(a, kind == SUM_BELOW)


def _add_strips(a, register, offset):
    """16 sums to four registers, in the order of `load`; registers 0 to 3 are lost."""
    for i in range(2):
        a.vector_memory(VBROADCASTF128, i, 0, at(R10, offset + 16 * i))
        a.vector_memory(VPERMILPD, 2 + i, 0, at(R11, offset))
        a.immediate(_BOTH_OF_PAIRS * i)
    for i in range(4):
        a.vector(VADDPD, register + i, i & 1, 2 + (i >> 1))


def _compare_bounds(a, is_below):
    """Of 16 lower bounds from register 4 on and 16 upper ones from register 8 on with the constant."""
    if is_below:
        compare(a, 0, 8, K, LESS_THAN)
        compare(a, 4, 4, K, GREATER_OR_EQUAL)
    else:
        compare(a, 0, 4, K, GREATER_THAN)
        compare(a, 4, 8, K, LESS_OR_EQUAL)


def _pack_lanes(a):
    pack(a, 0)
    pack(a, 4)
    to_bits(a, 0, 4)
