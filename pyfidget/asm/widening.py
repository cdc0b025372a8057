"""Pixels of a bit each to pixels of a byte each, 32 at a time.

    RDI  where the bytes go     RSI, RDX  where the bits begin and end, whole groups of four bytes, at least one
    RCX  the bit of each of eight pixels, as bytes
"""
from pyfidget.asm.encoder import (
    RCX,
    RDI,
    RDX,
    RSI,
    VMOVQ,
    VMOVUPD_STORE,
    VPAND,
    VPBROADCASTD,
    VPBROADCASTQ,
    VPCMPEQB,
    VPERMQ,
    VPSHUFD,
    VPUNPCKLBW,
    VPUNPCKLWD,
    at,
)
from pyfidget.asm.sixteen import end

_EACH_TWICE = 0x50  # of four quarters: 0, 0, 1, 1


def widen_pixels(a):
    """Write the kernel: the eight bytes that one byte becomes are copies of it, each with one bit left, and then all or none."""
    pixels = 1
    a.vector(VMOVQ, pixels, 0, RCX)
    a.vector(VPBROADCASTQ, pixels, 0, pixels)
    loop = a.position()
    a.vector_memory(VPBROADCASTD, 0, 0, at(RSI, 0))
    a.vector(VPUNPCKLBW, 0, 0, 0)
    a.vector(VPUNPCKLWD, 0, 0, 0)
    a.vector(VPERMQ, 0, 0, 0)
    a.immediate(_EACH_TWICE)
    a.vector(VPSHUFD, 0, 0, 0)
    a.immediate(_EACH_TWICE)
    a.vector(VPAND, 0, 0, pixels)
    a.vector(VPCMPEQB, 0, 0, pixels)
    a.vector_memory(VMOVUPD_STORE, 0, 0, at(RDI, 0))
    a.add_constant(RDI, 32)
    a.add_constant(RSI, 4)
    a.compare(RSI, RDX)
    a.jump_back_if_not_equal(loop)
    end(a)
