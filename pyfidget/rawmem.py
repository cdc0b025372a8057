"""Raw memory outside the garbage collector, under one interface: lltype when translated, a bytearray otherwise.

Raw-pointer code carries no bounds check and no collector code, and a raw block never moves, so that it can be handed to the
operating system as it is. Who allocates a block frees it.
"""
import os
import struct

from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import lltype, rffi, rposix

    _BYTES = rffi.CArray(rffi.UCHAR)


def alloc_bytes(size):
    """A block of `size` zero bytes; MemoryError if there is no room for it. A large one costs nothing until it is used."""
    if we_are_translated():
        return lltype.malloc(_BYTES, size, flavor='raw', zero=True)
    return bytearray(size)


def free_bytes(block):
    if we_are_translated():
        lltype.free(block, flavor='raw')


def get_byte(block, index):
    if we_are_translated():
        return rffi.cast(lltype.Signed, block[index])
    return block[index]


def set_byte(block, index, value):
    """value: 0 to 255."""
    if we_are_translated():
        block[index] = rffi.cast(rffi.UCHAR, value)
    else:
        block[index] = value


def set_word(block, index, value):
    """Set the 8 bytes from `index` on to a signed word of 64 bits, the least significant byte first."""
    if we_are_translated():
        rffi.cast(rffi.LONGP, rffi.ptradd(block, index))[0] = value
    else:
        struct.pack_into('<q', block, index, value)


def write_block(descriptor, block, size):
    """Write the first `size` bytes of a block; OSError."""
    start = 0
    while start < size:
        if we_are_translated():
            rest = rffi.cast(rffi.VOIDP, rffi.ptradd(block, start))
            start += rposix.handle_posix_error('write', rposix.c_write(descriptor, rest, size - start))
        else:
            start += os.write(descriptor, block[start:size])
