"""Pixels of a bit each to pixels of a byte each, 32 at a time.

    RDI  where the bytes go     RSI, RDX  where the bits begin and end, whole groups of four bytes, at least one
    RCX  the bit of each of eight pixels, as bytes
"""
from pyfidget.asm.encoder import (
    RAX,
    RCX,
    RDI,
    RDX,
    RSI,
    VMOVD,
    VMOVQ,
    VMOVUPD_STORE,
    VPAND,
    VPBROADCASTD,
    VPBROADCASTQ,
    VPCMPEQB,
    VPERMQ,
    VPSHUFB,
    VPSHUFD,
    VPUNPCKLBW,
    VPUNPCKLWD,
    at,
)
from pyfidget.asm.lane_compare import end

_FOUR_IN_ORDER = 0x03020100
_EACH_TWICE = 0x50  # of four quarters: 0, 0, 1, 1


def widen_pixels(a):
    """Write the kernel: the eight bytes that one byte becomes are copies of it, each with one bit left, and then all or none."""
    pixels, order = 1, 2
    a.vector(VMOVQ, pixels, 0, RCX)
    a.vector(VPBROADCASTQ, pixels, 0, pixels)
    a.move_constant(RAX, _FOUR_IN_ORDER)
    a.vector(VMOVD, order, 0, RAX)
    for instruction in [VPUNPCKLBW, VPUNPCKLWD]:
        a.vector(instruction, order, order, order)
    for instruction in [VPERMQ, VPSHUFD]:
        a.vector(instruction, order, 0, order)
        a.immediate(_EACH_TWICE)
    loop = a.position()
    a.vector_memory(VPBROADCASTD, 0, 0, at(RSI, 0))
    a.vector(VPSHUFB, 0, 0, order)
    a.vector(VPAND, 0, 0, pixels)
    a.vector(VPCMPEQB, 0, 0, pixels)
    a.vector_memory(VMOVUPD_STORE, 0, 0, at(RDI, 0))
    a.add_constant(RDI, 32)
    a.add_constant(RSI, 4)
    a.compare(RSI, RDX)
    a.jump_back_if_not_equal(loop)
    end(a)
