"""Kernels of regions of 64 x 64 pixels that are evaluated directly. Truths are those of 16 tiles, one tile after the other."""
from pyfidget.asm.encoder import (
    R8,
    R10,
    R11,
    RAX,
    RCX,
    RDI,
    RDX,
    RSI,
    VMOVD,
    VMOVHPS_STORE,
    VMOVLPS_STORE,
    VMOVUPD,
    VMOVUPD_STORE,
    VPAND,
    VPBROADCASTD,
    VPBROADCASTW,
    VPERM2I128,
    VPSUBD,
    VPUNPCKHDQ,
    VPUNPCKHWD,
    VPUNPCKLDQ,
    VPUNPCKLWD,
    VPXOR,
    at,
    indexed,
)
from pyfidget.asm.lane_compare import ROW_BYTES, compare_lanes, end, load_constant, to_bits

_TRUTHS = 32  # bytes of a tile's
_GROUPS = 4  # of 16 columns and rows of a region
_ROW_OF_TILES = _GROUPS * _TRUTHS
_REGION_SHIFT = 9  # a region's truths are 512 bytes
_UPPER_HALF = 1  # for VPERM2I128


def compare_columns_of_region(a, kind):
    """RSI, RDX: 64 numbers of x alone; the same bits for every row, to the region at RDI."""
    loop = _begin_groups(a, kind, _TRUTHS)
    to_bits(a, 0, 0)
    a.vector(VMOVD, 0, 0, RAX)
    a.vector(VPBROADCASTW, 0, 0, 0)
    for row in range(_GROUPS):
        a.vector_memory(VMOVUPD_STORE, 0, 0, at(RDI, row * _ROW_OF_TILES))
    _end_groups(a, loop, _TRUTHS)


def compare_rows_of_region(a, kind):
    """RSI, RDX: 64 numbers of y alone; each outcome for all bits of its row, to the region at RDI."""
    loop = _begin_groups(a, kind, _ROW_OF_TILES)
    for column in range(_GROUPS):
        a.vector_memory(VMOVUPD_STORE, 0, 0, at(RDI, column * _TRUTHS))
    _end_groups(a, loop, _ROW_OF_TILES)


def _begin_groups(a, kind, step):
    """Compare four times 16 numbers, the outcome in register 0; step: the bytes from the truths of 16 to those of the next 16.
    Gives the place that _end_groups goes back to."""
    load_constant(a, kind)
    a.move(R10, RDI)
    a.add_large_constant(R10, _GROUPS * step)
    loop = a.position()
    compare_lanes(a, kind, 0, 0)
    return loop


def _end_groups(a, loop, step):
    a.add_large_constant(RSI, ROW_BYTES)
    a.add_large_constant(RDX, ROW_BYTES)
    a.add_large_constant(RDI, step)
    a.compare(RDI, R10)
    a.jump_back_if_not_equal(loop)
    end(a)


def combine_region(a):
    """Walk booleans, at least one: RSI the tape from the first of them on, RDX where it ends, RDI where the truths of entry 0
    would be, RCX where those of the first boolean go.

    An OR is an AND with arguments and outcome changed to their opposites, so that one loop serves both.
    """
    opposite, zero = 4, 5
    a.vector(VPXOR, zero, zero, zero)
    loop = a.position()
    a.load_32(R8, at(RSI, 4))
    a.shift_left(R8, _REGION_SHIFT)
    a.add(R8, RDI)
    a.load_32(R10, at(RSI, 8))
    a.shift_left(R10, _REGION_SHIFT)
    a.add(R10, RDI)
    a.load_32(RAX, at(RSI, 0))
    a.and_constant(RAX, 1)
    a.vector(VMOVD, opposite, 0, RAX)
    a.vector(VPBROADCASTD, opposite, 0, opposite)
    a.vector(VPSUBD, opposite, zero, opposite)
    a.move(R11, RCX)
    a.add_large_constant(R11, 1 << _REGION_SHIFT)
    tiles = a.position()
    for tile in range(_GROUPS):
        a.vector_memory(VPXOR, 0, opposite, at(R8, tile * _TRUTHS))
        a.vector_memory(VPXOR, 1, opposite, at(R10, tile * _TRUTHS))
        a.vector(VPAND, 0, 0, 1)
        a.vector(VPXOR, 0, 0, opposite)
        a.vector_memory(VMOVUPD_STORE, 0, 0, at(RCX, tile * _TRUTHS))
    for pointer in [R8, R10, RCX]:
        a.add_large_constant(pointer, _ROW_OF_TILES)
    a.compare(RCX, R11)
    a.jump_back_if_not_equal(tiles)
    a.add_constant(RSI, 16)
    a.compare(RSI, RDX)
    a.jump_back_if_not_equal(loop)
    end(a)


def put_region(a):
    """Put the region whose truths are at RSI on a canvas: RDI the address of its first 64 pixels, RDX the bytes from a row to the
    next."""
    a.move(R11, RDX)
    a.add(R11, RDX)
    a.move(R10, RSI)
    a.add_large_constant(R10, 1 << _REGION_SHIFT)
    loop = a.position()
    _turn_row_of_tiles(a)
    for half in range(2):
        for i in range(4):
            if half == 1:
                a.vector(VPERM2I128, i, i, i)
                a.immediate(_UPPER_HALF)
            a.vector_memory(VMOVLPS_STORE, i, 0, at(RDI, 0))
            a.vector_memory(VMOVHPS_STORE, i, 0, indexed(RDI, RDX, 1, 0))
            a.add(RDI, R11)
    a.add_large_constant(RSI, _ROW_OF_TILES)
    a.compare(RSI, R10)
    a.jump_back_if_not_equal(loop)
    end(a)


def _turn_row_of_tiles(a):
    """16 rows of 64 bits, of the four tiles at RSI, to registers 0 to 3: rows 0 1, 8 9; 2 3, 10 11; and so on."""
    for i in range(4):
        a.vector_memory(VMOVUPD, i, 0, at(RSI, i * _TRUTHS))
    for i, unpack in enumerate([VPUNPCKLWD, VPUNPCKHWD]):
        a.vector(unpack, 4 + i, 0, 1)
        a.vector(unpack, 6 + i, 2, 3)
    for i in range(2):
        a.vector(VPUNPCKLDQ, 2 * i, 4 + i, 6 + i)
        a.vector(VPUNPCKHDQ, 2 * i + 1, 4 + i, 6 + i)
