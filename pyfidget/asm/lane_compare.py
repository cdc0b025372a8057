"""What most kernels are made of: comparing sixteen numbers, the lanes of a region or the pixels of a tile's row.

Sixteen numbers are four registers. A comparison fills 64 bits of each with its outcome, and packing halves them until they
are as short as they have to be. Packing works on the halves of registers, so that the numbers are loaded in such an order
that they lie right afterwards:

    register 0: numbers 0 1 8 9    1: 2 3 10 11    2: 4 5 12 13    3: 6 7 14 15
"""
from pyfidget.asm.encoder import (
    GREATER_THAN,
    LESS_THAN,
    RAX,
    RCX,
    RDX,
    RSI,
    VBROADCASTSD,
    VCMPPD,
    VINSERTF128,
    VMOVUPD_HALF,
    VPACKSSDW,
    VPACKSSWB,
    VPERMQ,
    VPMOVMSKB,
    at,
)
from pyfidget.lowering.entries import BELOW_CONSTANT, LESS

ROW_BYTES = 128  # sixteen doubles: lanes, or the pixels of a row
HALVES_OF_ROWS = 0xD8  # for VPERMQ and VPSHUFD: quarters 0 2 1 3
LOWER_HALVES = 0x88  # for VSHUFPS: quarters 0 and 2
K = 15  # the register of the constant


def end(a):
    """The last instructions of a kernel."""
    a.vzeroupper()
    a.ret()


def load_constant(a, kind):
    if kind != LESS:
        a.vector_memory(VBROADCASTSD, K, 0, at(RCX, 0))


def load(a, register, base, offset):
    """16 numbers, from that many bytes behind an address on, to four registers."""
    for i in range(4):
        a.vector_memory(VMOVUPD_HALF, register + i, 0, at(base, offset + 16 * i))
        a.vector_memory(VINSERTF128, register + i, register + i, at(base, offset + 64 + 16 * i))
        a.immediate(1)


def compare(a, register, one, other, predicate):
    """Of 16 numbers in four registers with 16 in four others, or with the constant."""
    for i in range(4):
        a.vector(VCMPPD, register + i, one + i, K if other == K else other + i)
        a.immediate(predicate)


def pack(a, register):
    """16 outcomes of 64 bits in four registers to 16 of 16 bits in the first."""
    a.vector(VPACKSSDW, register, register, register + 1)
    a.vector(VPACKSSDW, register + 2, register + 2, register + 3)
    a.vector(VPACKSSDW, register, register, register + 2)


def to_bits(a, one, other):
    """EAX: the 16 outcomes of a packed register, lowest, and those of another one."""
    a.vector(VPACKSSWB, one, one, other)
    a.vector(VPERMQ, one, 0, one)
    a.immediate(HALVES_OF_ROWS)
    a.vector(VPMOVMSKB, RAX, 0, one)


def compare_lanes(a, kind, register, offset):
    """16 numbers from so many bytes behind RSI on with those behind RDX, or with the constant, to a packed register. Registers
    8 to 11 are lost."""
    load(a, register, RSI, offset)
    if kind == LESS:
        load(a, 8, RDX, offset)
        compare(a, register, register, 8, LESS_THAN)
    else:
        compare(a, register, register, K, LESS_THAN if kind == BELOW_CONSTANT else GREATER_THAN)
    pack(a, register)
