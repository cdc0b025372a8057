"""The kernels in machine code (AVX2): comparing to masks and the like, which a C compiler does not turn plain loops into.

Each has the same meaning, to the bit, as the loop of engines/wide that it stands for, in truth.py, live_lanes.py, specialise.py,
lanes.py, masks.py, pixels.py or direct.py, or of image/raster.py. Arguments are words, most of them addresses; if nothing else
is said:

    RDI  where truths go        RSI  the numbers a       RDX  the numbers b       RCX  the constant k
"""
from pyfidget.asm.analysis import write_analysis_kernels
from pyfidget.asm.axis_values import write_axis_kernels
from pyfidget.asm.bounds import write_bounds_kernels
from pyfidget.asm.copying import copy_booleans
from pyfidget.asm.direct import combine_region, compare_columns_of_region, compare_rows_of_region, put_region
from pyfidget.asm.encoder import (
    GREATER_THAN,
    LESS_THAN,
    R8,
    R9,
    R10,
    R11,
    RAX,
    RCX,
    RDI,
    RDX,
    RSI,
    VADDPD,
    VBLENDVPD,
    VBROADCASTSD,
    VINSERTF128,
    VMOVD,
    VMOVQ,
    VMOVUPD,
    VMOVUPD_HALF,
    VMOVUPD_STORE,
    VPACKUSDW,
    VPACKUSWB,
    VPADDB,
    VPAND,
    VPBROADCASTQ,
    VPBROADCASTW,
    VPCMPEQQ,
    VPMOVMSKB,
    VPOR,
    VPSRLW,
    VPSRLW_NUMBER,
    VPXOR,
    VSHUFPS,
    Assembler,
    at,
    indexed,
)
from pyfidget.asm.fixed_point import compare_sums_of_region, compare_sums_of_tile
from pyfidget.asm.lane_compare import (
    LOWER_HALVES,
    ROW_BYTES,
    K,
    compare,
    compare_lanes,
    end,
    load,
    load_constant,
    pack,
    to_bits,
)
from pyfidget.asm.widening import widen_pixels
from pyfidget.lowering.entries import (
    ABOVE_CONSTANT,
    BELOW_CONSTANT,
    COMPARE_MASK,
    KINDS,
    LESS,
    SUM_ABOVE,
    SUM_BELOW,
    VALUE_KERNELS,
)

# The kernels by their places in a table: for each kind of comparison those that compare whole tiles, columns and rows, and the
# same of whole regions...
TILES, COLUMNS, ROWS, REGION_SUMS, REGION_COLUMNS, REGION_ROWS = [_place * KINDS for _place in range(6)]
# ...those that walk the booleans of a tile and of a region, the one that puts a region on the canvas, the one that transposes
# the matrix of entries and lanes, and the one that copies booleans for a lane; the one that makes bytes of a canvas's
# bits...
COMBINE, REGION_COMBINE, REGION_PUT, TRANSPOSE, COPY, WIDEN = range(6 * KINDS, 6 * KINDS + 6)
# ...for each kind and class, as they stand in a comparison's operation, the one that analyses it...
ANALYSE = WIDEN + 1
# ...and for each value with threaded kernels the one that bounds them, and the one that computes those of x or y alone.
BOUND = ANALYSE + COMPARE_MASK + 1
COMPUTE = BOUND + VALUE_KERNELS
KERNELS = COMPUTE + VALUE_KERNELS
CODE_BYTES = 16384

_TRUTHS = 32  # bytes of a tile's


class Kernels(object):
    """All kernels in one piece of code; starts[i] is where that of place i begins, 0 if there is none."""

    def __init__(self, block, starts):
        """block: raw memory of CODE_BYTES or more, which the code is written to; starts: KERNELS words of raw memory."""
        self.assembler = Assembler(block)
        self.starts = starts
        for kernel in range(KERNELS):
            starts[kernel] = 0
        write_bounds_kernels(self.assembler, self.starts, BOUND)
        write_analysis_kernels(self.assembler, self.starts, ANALYSE)
        write_axis_kernels(self.assembler, self.starts, COMPUTE)
        for kind in [SUM_BELOW, SUM_ABOVE]:
            exact = self.assembler.position()
            self._compare_sums(kind)
            self.starts[TILES + kind] = compare_sums_of_tile(self.assembler, kind, exact)
            self.starts[REGION_SUMS + kind] = compare_sums_of_region(self.assembler, kind)
        for kind in [BELOW_CONSTANT, ABOVE_CONSTANT, LESS]:
            self._begin(TILES + kind)
            self._compare_tile(kind)
            self._begin(COLUMNS + kind)
            self._compare_columns(kind)
            self._begin(ROWS + kind)
            self._compare_rows(kind)
            self._begin(REGION_COLUMNS + kind)
            compare_columns_of_region(self.assembler, kind)
            self._begin(REGION_ROWS + kind)
            compare_rows_of_region(self.assembler, kind)
        self._begin(COMBINE)
        self._combine()
        self._begin(REGION_COMBINE)
        combine_region(self.assembler)
        self._begin(REGION_PUT)
        put_region(self.assembler)
        self._begin(TRANSPOSE)
        self._transpose()
        self._begin(COPY)
        copy_booleans(self.assembler)
        self._begin(WIDEN)
        widen_pixels(self.assembler)

    def _begin(self, kernel):
        self.starts[kernel] = self.assembler.position()

    # ---- tiles: 16 rows of 16 bits, two rows at a time ----

    def _begin_rows(self):
        """Gives the place that _end_rows goes back to."""
        a = self.assembler
        a.move(R10, RDI)
        a.add_constant(R10, _TRUTHS)
        return a.position()

    def _end_rows(self, loop):
        """Store the two rows of registers 0 and 4."""
        a = self.assembler
        to_bits(a, 0, 4)
        a.store_32(at(RDI, 0), RAX)
        a.add_constant(RDI, 4)
        a.compare(RDI, R10)
        a.jump_back_if_not_equal(loop)
        end(a)

    def _compare_sums(self, kind):
        """a: 16 numbers of x alone; b: 16 of y alone."""
        a = self.assembler
        load_constant(a, kind)
        load(a, 8, RSI, 0)
        loop = self._begin_rows()
        for row in range(2):
            a.vector_memory(VBROADCASTSD, 12, 0, at(RDX, 8 * row))
            for i in range(4):
                a.vector(VADDPD, 4 * row + i, 8 + i, 12)
            compare(a, 4 * row, 4 * row, K, LESS_THAN if kind == SUM_BELOW else GREATER_THAN)
            pack(a, 4 * row)
        a.add_constant(RDX, 16)
        self._end_rows(loop)

    def _compare_tile(self, kind):
        """a, b: 256 numbers."""
        a = self.assembler
        load_constant(a, kind)
        loop = self._begin_rows()
        compare_lanes(a, kind, 0, 0)
        compare_lanes(a, kind, 4, ROW_BYTES)
        a.add_large_constant(RSI, 2 * ROW_BYTES)
        a.add_large_constant(RDX, 2 * ROW_BYTES)
        self._end_rows(loop)

    def _compare_columns(self, kind):
        """a, b: 16 numbers of x alone; the same bits for every row."""
        a = self.assembler
        load_constant(a, kind)
        compare_lanes(a, kind, 0, 0)
        to_bits(a, 0, 0)
        a.vector(VMOVD, 0, 0, RAX)
        a.vector(VPBROADCASTW, 0, 0, 0)
        a.vector_memory(VMOVUPD_STORE, 0, 0, at(RDI, 0))
        end(a)

    def _compare_rows(self, kind):
        """a, b: 16 numbers of y alone; each outcome for all 16 bits of its row."""
        a = self.assembler
        load_constant(a, kind)
        compare_lanes(a, kind, 0, 0)
        a.vector_memory(VMOVUPD_STORE, 0, 0, at(RDI, 0))
        end(a)

    # ---- booleans ----

    def _combine(self):
        """Walk booleans: RDI which of 64 entries, as bits, at least one; RSI the first of the 64, RDX the tape, RCX the bits that
        say of an argument's mask that it is known, R8 the masks, R9 where the truths of entry 0 would be. See truth.combine.
        """
        a = self.assembler
        known_bits, ones, zero = 10, 11, 12
        a.vector(VMOVQ, known_bits, 0, RCX)
        a.vector(VPBROADCASTQ, known_bits, 0, known_bits)
        a.vector(VPXOR, zero, zero, zero)
        a.vector(VPCMPEQQ, ones, zero, zero)
        loop = a.position()
        a.lowest_bit(R10, RDI)
        a.add(R10, RSI)
        a.move(R11, R10)
        a.shift_left(R11, 4)
        for i in range(2):
            # Registers 0 and 1: the arguments of an OR, 2 and 3: those of an AND. A known one counts as what changes nothing.
            a.load_32(RAX, indexed(RDX, R11, 1, 4 + 4 * i))
            a.vector_memory(VPBROADCASTQ, 4, 0, indexed(R8, RAX, 8, 0))
            a.vector(VPAND, 4, 4, known_bits)
            a.vector(VPCMPEQQ, 4, 4, zero)
            a.shift_left(RAX, 5)
            a.vector_memory(VMOVUPD, 5, 0, indexed(R9, RAX, 1, 0))
            a.vector(VPAND, i, 5, 4)
            a.vector(VPXOR, 4, 4, ones)
            a.vector(VPOR, 2 + i, 5, 4)
        a.vector(VPOR, 0, 0, 1)
        a.vector(VPAND, 2, 2, 3)
        a.load_32(RAX, indexed(RDX, R11, 1, 0))
        a.shift_left(RAX, 63)
        a.vector(VMOVQ, 4, 0, RAX)
        a.vector(VPBROADCASTQ, 4, 0, 4)
        a.vector(VBLENDVPD, 0, 2, 0)
        a.immediate(4 << 4)
        a.shift_left(R10, 5)
        a.vector_memory(VMOVUPD_STORE, 0, 0, indexed(R9, R10, 1, 0))
        a.move(RAX, RDI)
        a.add_constant(RAX, -1)
        a.bit_and(RDI, RAX)
        a.jump_back_if_not_equal(loop)
        end(a)

    # ---- lanes ----

    def _transpose(self):
        """Turn a matrix of bits over: RSI words by entry, of whose lower halves the lowest 16 bits are lanes and the others 0;
        RDX where they end, whole blocks of 64 entries, at least one. To RDI 16 words for each block: the bits of its entries,
        lane by lane. See live_lanes.py.
        """
        a = self.assembler
        lower_bytes = 15
        a.vector(VPCMPEQQ, lower_bytes, lower_bytes, lower_bytes)
        a.vector(VPSRLW, VPSRLW_NUMBER, lower_bytes, lower_bytes)
        a.immediate(8)
        loop = a.position()
        for half in range(2):
            self._load_lanes(256 * half)
            for i in range(2):
                a.vector(VPAND, 2 + i, i, lower_bytes)
                a.vector(VPSRLW, VPSRLW_NUMBER, i, i)
                a.immediate(8)
            a.vector(VPACKUSWB, 2, 2, 3)
            a.vector(VPACKUSWB, 0, 0, 1)
            for register, first in [(2, 0), (0, 8)]:
                self._store_bits(register, 8 * first + 4 * half)
        a.add_large_constant(RSI, 512)
        a.add_large_constant(RDI, 128)
        a.compare(RSI, RDX)
        a.jump_back_if_not_equal(loop)
        end(a)

    def _load_lanes(self, offset):
        """The lower halves of 32 words, as 16 bits each, to registers 0 and 1, in the order that packing once more puts right."""
        a = self.assembler
        for i in range(8):
            a.vector_memory(VMOVUPD_HALF, i, 0, at(RSI, offset + 16 * i))
            a.vector_memory(VINSERTF128, i, i, at(RSI, offset + 128 + 16 * i))
            a.immediate(1)
        for i in range(4):
            a.vector(VSHUFPS, i, 2 * i, 2 * i + 1)
            a.immediate(LOWER_HALVES)
        for i in range(2):
            a.vector(VPACKUSDW, i, 2 * i, 2 * i + 1)

    def _store_bits(self, register, offset):
        """Of 32 bytes each one's bit 0, bit 1 and so on, as 32 bits, to every second 32 bits from RDI + offset on."""
        a = self.assembler
        for bit in range(7, -1, -1):
            a.vector(VPMOVMSKB, RAX, 0, register)
            a.store_32(at(RDI, offset + 8 * bit), RAX)
            if bit > 0:
                a.vector(VPADDB, register, register, register)
