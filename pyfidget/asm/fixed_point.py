"""Kernels that compare sums of one number of x and one of y with a constant, as whole numbers of 32 bits (lowering/anchor.py).

Behind the constant k lies its anchor, which defines fixed-point numbers and limits. Each column has a number, each row a limit,
and the difference of the two says, if it is not -1, 0 or 1, whether their sum is below k or above. Differences are packed to
bytes, which keeps their signs and whether they are as small as that. So a tile takes 8 steps of two columns, and not 64 additions
and 64 comparisons of doubles, of which a processor does fewer at a time. Where a difference is too small, it is left to these.

The bits of a tile's rows are collected in the sixteen 16-bit parts of one register, column by column; until they are complete
the rows lie in the order 0 1 4 5 8 9 12 13, 2 3 6 7 10 11 14 15, which is what shortening and packing do to them.
"""
from pyfidget.asm.encoder import (
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
    VBROADCASTSD,
    VMOVMSKPS,
    VMOVUPD,
    VMOVUPD_STORE,
    VPABSB,
    VPACKSSDW,
    VPACKSSWB,
    VPADDB,
    VPAND,
    VPBROADCASTD,
    VPCMPEQB,
    VPCMPGTB,
    VPCMPGTD,
    VPERM2I128,
    VPERMQ,
    VPMAXSD,
    VPMINSD,
    VPMINUB,
    VPMOVMSKB,
    VPOR,
    VPSHUFD,
    VPSRLDQ,
    VPSRLDQ_NUMBER,
    VPSUBB,
    VPSUBD,
    VPUNPCKHDQ,
    VPUNPCKLBW,
    VPUNPCKLDQ,
    VPXOR,
    VSHUFPS,
    VSUBPD,
    at,
    indexed,
)
from pyfidget.asm.lane_compare import HALVES_OF_ROWS, LOWER_HALVES, ROW_BYTES, end
from pyfidget.lowering.entries import SUM_BELOW

# Registers: limits of 16 rows are in 0 and 1; up to 6 they are for what passes.
_NEAREST, _BITS, _ZERO, _ANCHOR, _TOP = 7, 12, 13, 14, 15

# What lies in the scratch memory: a whole number of 32 bits for each column and for each row, and one that is all ones or 0 for
# each tile of a region.
_NUMBERS, _LIMITS, _VERDICTS = 0, 256, 512
SCRATCH_BYTES = 576

_ROW_INT_BYTES = 64  # of sixteen whole numbers
_TRUTHS = 32  # bytes of a tile's
_GROUPS = 4  # of 16 columns and rows of a region
_TILES = 16

# For VPERM2I128: the lower halves of two registers, the upper ones.
_LOWER, _UPPER = 0x20, 0x31
_HALF_EXCHANGED = 0x4E  # for VPSHUFD: quarters 2 3 0 1
# For VPERMQ: quarters 0 2 0 2, 0 0 1 1, 2 2 3 3.
_EVEN_TWICE, _EACH_OF_LOWER, _EACH_OF_UPPER = 0x88, 0x50, 0xFA


def compare_sums_of_tile(a, kind, exact):
    """RSI: 16 numbers of x; RDX: 16 of y; RCX: the constant and its anchor; R8: scratch memory; to the tile at RDI.

    exact: where the kernel begins that compares the sums as they are; it goes on if a difference is too small. Gives where this
    one begins.
    """
    start = a.position()
    _load_anchor(a)
    _round_numbers(a, 0, VADDPD, _ANCHOR, RSI, 0)
    _store(a, 0, _NUMBERS)
    _round_numbers(a, 0, VSUBPD, _TOP, RDX, 0)
    a.vector(VPXOR, _ZERO, _ZERO, _ZERO)
    _compare(a, kind, R8)
    a.jump_back_if_not_equal(exact)
    a.vector_memory(VMOVUPD_STORE, _BITS, 0, at(RDI, 0))
    end(a)
    return start


def compare_sums_of_region(a, kind):
    """RSI: 64 numbers of x; RDX: 64 of y; RCX: the constant and its anchor; R8: scratch memory; to the 16 tiles at RDI.

    A tile whose differences all lie on one side, as those of its least and largest numbers say, is filled. Returns, as bits, the
    tiles that are not done since a difference is too small. Gives where the kernel begins.
    """
    done = a.position()
    a.move(RAX, R9)
    end(a)
    start = a.position()
    _load_anchor(a)
    least_numbers, most_numbers = 12, 13
    _round_region(a, VADDPD, _ANCHOR, RSI, _NUMBERS)
    for found, kept in [(4, least_numbers), (8, most_numbers)]:
        a.vector(VPERMQ, kept, 0, found)
        a.immediate(_EVEN_TWICE)
    _round_region(a, VSUBPD, _TOP, RDX, _LIMITS)
    _decide_tiles(a, kind, least_numbers, most_numbers, 4, 8)
    a.exclusive_or(R9, R9)
    a.bit_and(RDX, RDX)
    a.jump_back_if_equal(done)
    a.vector(VPXOR, _ZERO, _ZERO, _ZERO)
    loop = a.position()
    _split_lowest_bit(a)
    _load_tile(a)
    _compare(a, kind, R11)
    a.vector_memory(VMOVUPD_STORE, _BITS, 0, at(R10, 0))
    # If a difference is too small, the tile's bit goes to those that are not done.
    a.move_constant(R11, 0)
    a.move_if_not_equal(R11, RDX)
    a.bit_or(R9, R11)
    a.move(RDX, RCX)
    a.bit_and(RDX, RDX)
    a.jump_back_if_not_equal(loop)
    a.move(RAX, R9)
    end(a)
    return start


def _load_anchor(a):
    """The anchor, and what numbers of y are subtracted from."""
    a.vector_memory(VBROADCASTSD, _ANCHOR, 0, at(RCX, 8))
    a.vector_memory(VBROADCASTSD, _TOP, 0, at(RCX, 0))
    a.vector(VADDPD, _TOP, _ANCHOR, _TOP)


def _round_numbers(a, register, instruction, one, base, offset):
    """Numbers or limits of the 16 numbers at so many bytes behind an address, to two registers; the two behind these are lost."""
    for i in range(4):
        a.vector_memory(instruction, register + i, one, at(base, offset + 32 * i))
    for i in range(2):
        a.vector(VSHUFPS, register + i, register + 2 * i, register + 2 * i + 1)
        a.immediate(LOWER_HALVES)


def _store(a, register, offset):
    for i in range(2):
        a.vector_memory(VMOVUPD_STORE, register + i, 0, at(R8, offset + 32 * i))


def _compare(a, kind, numbers):
    """The rows whose limits are in registers 0 and 1 with the 16 columns whose numbers are at an address, to the bits of a tile.
    EAX is not 0 if a difference is too small."""
    a.vector(VPXOR, _BITS, _BITS, _BITS)
    a.vector(VPCMPEQB, _NEAREST, _ZERO, _ZERO)
    for column in range(7, -1, -1):
        # This column and the one eight further on, whose differences are halves of a register.
        for half in range(2):
            differences = 2 + 2 * half
            a.vector_memory(VPBROADCASTD, 6, 0, at(numbers, _place_of(column) + 32 * half))
            for i in range(2):
                one, other = (6, i) if kind == SUM_BELOW else (i, 6)
                a.vector(VPSUBD, differences + i, one, other)
            a.vector(VPACKSSDW, differences, differences, differences + 1)
        a.vector(VPACKSSWB, 2, 2, 4)
        # Their signs go behind the bits so far; and the nearest of them all is kept.
        a.vector(VPCMPGTB, 3, _ZERO, 2)
        a.vector(VPADDB, _BITS, _BITS, _BITS)
        a.vector(VPSUBB, _BITS, _BITS, 3)
        a.vector(VPABSB, 2, 0, 2)
        a.vector(VPMINUB, _NEAREST, _NEAREST, 2)
    _order_bits(a)
    # Whether a byte is 0 or 1.
    a.vector(VPCMPEQB, 3, _ZERO, _ZERO)
    a.vector(VPADDB, 3, 3, 3)
    a.vector(VPAND, 3, 3, _NEAREST)
    a.vector(VPCMPEQB, 3, 3, _ZERO)
    a.vector(VPMOVMSKB, RAX, 0, 3)
    a.bit_and(RAX, RAX)


def _place_of(column):
    """Where the number of one of the first eight columns is, in bytes: shortening has left them in the order 0 1 4 5 2 3 6 7."""
    return 4 * (column & 1) + 8 * (column >> 2) + 16 * (column >> 1 & 1)


def _order_bits(a):
    """The bytes of each row to each other, and the rows to their places."""
    a.vector(VPSRLDQ, VPSRLDQ_NUMBER, 3, _BITS)
    a.immediate(8)
    a.vector(VPUNPCKLBW, _BITS, _BITS, 3)
    a.vector(VPERMQ, _BITS, 0, _BITS)
    a.immediate(HALVES_OF_ROWS)
    a.vector(VPSHUFD, _BITS, 0, _BITS)
    a.immediate(HALVES_OF_ROWS)


# ---- regions ----

def _round_region(a, instruction, one, base, place):
    """Numbers or limits of 64 numbers, to the scratch memory. The least ones of each 16 to the halves of register 4, in the order
    0 1 0 1, 2 3 2 3, and the largest to register 8."""
    for group in range(_GROUPS):
        _round_numbers(a, 0, instruction, one, base, group * ROW_BYTES)
        _store(a, 0, place + group * _ROW_INT_BYTES)
        a.vector(VPMINSD, 4 + group, 0, 1)
        a.vector(VPMAXSD, 8 + group, 0, 1)
    for first, extreme in [(4, VPMINSD), (8, VPMAXSD)]:
        for i in range(2):
            for register, halves in [(0, _LOWER), (1, _UPPER)]:
                a.vector(VPERM2I128, register, first + i, first + 2 + i)
                a.immediate(halves)
            a.vector(extreme, 2 + i, 0, 1)
        a.vector(VPUNPCKLDQ, 0, 2, 3)
        a.vector(VPUNPCKHDQ, 1, 2, 3)
        a.vector(extreme, 0, 0, 1)
        a.vector(VPSHUFD, 1, 0, 0)
        a.immediate(_HALF_EXCHANGED)
        a.vector(extreme, first, 0, 1)


def _decide_tiles(a, kind, least_numbers, most_numbers, least_limits, most_limits):
    """Fill tiles whose differences all lie on one side with its outcome, all others with anything; RDX gets those, as bits."""
    for limits in [least_limits, most_limits]:
        a.vector(VPUNPCKLDQ, limits, limits, limits)
    minus_one, one = 3, 2
    a.vector(VPCMPEQB, minus_one, minus_one, minus_one)
    a.vector(VPXOR, one, one, one)
    a.vector(VPSUBD, one, one, minus_one)
    for i, rows in enumerate([_EACH_OF_LOWER, _EACH_OF_UPPER]):
        below, above = 0, 1
        a.vector(VPERMQ, below, 0, least_limits)
        a.immediate(rows)
        a.vector(VPSUBD, below, below, most_numbers)
        a.vector(VPCMPGTD, below, below, one)
        a.vector(VPERMQ, above, 0, most_limits)
        a.immediate(rows)
        a.vector(VPSUBD, above, above, least_numbers)
        a.vector(VPCMPGTD, above, minus_one, above)
        a.vector_memory(VMOVUPD_STORE, below if kind == SUM_BELOW else above, 0, at(R8, _VERDICTS + 32 * i))
        a.vector(VPOR, 5 + i, below, above)
        a.vector(VPXOR, 5 + i, 5 + i, minus_one)
    for tile in range(_TILES):
        a.vector_memory(VPBROADCASTD, 0, 0, at(R8, _VERDICTS + 4 * tile))
        a.vector_memory(VMOVUPD_STORE, 0, 0, at(RDI, _TRUTHS * tile))
    a.vector(VMOVMSKPS, RDX, 0, 6)
    a.shift_left(RDX, 8)
    a.vector(VMOVMSKPS, RAX, 0, 5)
    a.bit_or(RDX, RAX)


def _split_lowest_bit(a):
    """Of RDX: which it is to R10, all others to RCX; RDX keeps it alone."""
    a.lowest_bit(R10, RDX)
    a.move(RCX, RDX)
    a.add_constant(RCX, -1)
    a.bit_and(RCX, RDX)
    a.exclusive_or(RDX, RCX)


def _load_tile(a):
    """Of the tile whose number is in R10: the limits of its rows to registers 0 and 1, the address of its columns' numbers to
    R11, that of its truths to R10."""
    a.move(R11, R10)
    a.and_constant(R11, _GROUPS - 1)
    a.shift_left(R11, 6)
    a.add(R11, R8)
    a.move(RAX, R10)
    a.and_constant(RAX, -_GROUPS)
    a.shift_left(RAX, 4)
    for i in range(2):
        a.vector_memory(VMOVUPD, i, 0, indexed(R8, RAX, 1, _LIMITS + 32 * i))
    a.shift_left(R10, 5)
    a.add(R10, RDI)
