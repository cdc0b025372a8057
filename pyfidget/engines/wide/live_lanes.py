"""The live entries of each lane, as bits: the matrix `live` (entries, each with its lanes) transposed.

    word block * LANES + lane of `live_entries`: bit i says whether that lane needs entry BLOCK * block + i

Who walks the entries of a lane takes a word at a time, and of it bit by bit: so that what a processor cannot foresee comes once a
word and not once an entry. Bits behind the last entry are noise; entries_of leaves them out.
"""
from pyfidget import rawmem
from pyfidget.asm.kernels import TRANSPOSE
from pyfidget.engines.wide.worker import BLOCK, BLOCK_SHIFT, LANES
from pyfidget.machine import call
from pyfidget.rpy import count_bits, intmask

_WORD = 8  # bytes
_BYTE = 8  # bits


def transpose(w, size):
    """Make `live_entries` of `live`, for so many entries."""
    if w.has_kernels:
        _turn_by_kernel(w, size)
    else:
        _turn_by_bytes(w, size)


def _turn_by_kernel(w, size):
    live = rawmem.address_of(w.live)
    end = live + _WORD * BLOCK * ((size + BLOCK - 1) >> BLOCK_SHIFT)
    call(w.kernels[TRANSPOSE], rawmem.address_of(w.live_entries), live, end, 0, 0, 0)


def _turn_by_bytes(w, size):
    live = w.live
    live_entries = w.live_entries
    entry = 0
    while entry < size:
        lower = 0
        upper = 0
        i = 0
        while i < _BYTE:
            lanes = live[entry + i]
            lower |= (lanes & 0xff) << _BYTE * i
            upper |= (lanes >> 8 & 0xff) << _BYTE * i
            i += 1
        at = (entry >> BLOCK_SHIFT) * (_WORD * LANES) + (entry & BLOCK - 1) // _BYTE
        _put_bytes(live_entries, at, transpose_word(intmask(lower)))
        _put_bytes(live_entries, at + _WORD * LANES // 2, transpose_word(intmask(upper)))
        entry += _BYTE


def transpose_word(word):
    """A matrix of 8 rows, bytes, of 8 bits each, transposed: blocks of 1, 2 and 4 rows and columns change places.

    No shift to the right lets a copy of the sign through, since none of the masks has the bits where these lie.
    """
    change = (word ^ word >> 7) & 0x00aa00aa00aa00aa
    word ^= change ^ change << 7
    change = (word ^ word >> 14) & 0x0000cccc0000cccc
    word ^= change ^ change << 14
    change = (word ^ word >> 28) & 0x00000000f0f0f0f0
    return word ^ change ^ change << 28


transpose_word._always_inline_ = True


def _put_bytes(block, at, word):
    """The bytes of a word to eight lanes' words."""
    lane = 0
    while lane < LANES // 2:
        rawmem.set_byte(block, at + _WORD * lane, word >> _BYTE * lane & 0xff)
        lane += 1


_put_bytes._always_inline_ = True


def entries_of(w, lane, block, begin, end):
    """The entries of a block that a lane needs, as bits, without those before `begin` and from `end` on.

    Some of the block lies between them, or it is the one where both are.
    """
    word = rawmem.get_word(w.live_entries, _WORD * (block * LANES + lane))
    first = max(begin - (block << BLOCK_SHIFT), 0)
    last = min(end - (block << BLOCK_SHIFT), BLOCK) - 1
    return intmask(word & -1 << first & ~(-2 << last))


entries_of._always_inline_ = True


def count_entries(w, lane, begin, end):
    """How many entries a lane needs of those from one to before another."""
    count = 0
    block = begin >> BLOCK_SHIFT
    while block << BLOCK_SHIFT < end:
        count += count_bits(entries_of(w, lane, block, begin, end))
        block += 1
    return count
