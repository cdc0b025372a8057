"""Instructions of AVX-512: those of encoder.py for vectors of 512 bits, 32 registers and seven masks.

Most have the opcode that they have for 256 bits, behind a prefix of four bytes (EVEX), so that they are made from encoder.py's
words. An instruction here is a word of five bytes, prefix and opcode, as it would be if all its registers were 0. The source is
that of encoder.py.
"""
from pyfidget.asm import encoder

_PREFIX, _INVERTED, _DOUBLES, _512_BITS = 0x62, 0xF0, 0x84 | 15 << 3, 0x48
_COMPRESSED = 64  # bytes: what a displacement of one byte counts, for an operand of 512 bits

ZEROED = 1 << 31  # lanes outside a mask become 0; else they stay as they are


def widened(instruction):
    """encoder.py's instruction of doubles, for 512 bits."""
    return without_registers(instruction >> 8, instruction >> 16, instruction >> 24 & 0xff)


def without_registers(first, second, opcode):
    """The instruction with this opcode, as the bytes behind the first one of a prefix say: their last three and two bits."""
    return (_PREFIX | (_INVERTED | first & 7) << 8 | (_DOUBLES | second & 3) << 16 | _512_BITS << 24 | opcode << 32)


def masked(mask):
    """What is added to an instruction that works in the lanes of a mask, 1 to 7."""
    return mask << 24


def evex_prefixed(word, register, source, other):
    """An instruction of three registers, of which `other` may be the base of an operand in memory: five bytes."""
    return word ^ ((register >> 3 & 1) << 15 | (other >> 4) << 14 | (other >> 3 & 1) << 13 | (register >> 4) << 12
                   | (source & 15) << 19 | (source >> 4) << 27)


def evex_memory_bytes(register, memory):
    """The bytes of an operand in memory without an index, at most six, and << 56 how many they are."""
    base = memory & 7
    displacement = memory >> 32
    word = (register & 7) << 3 | base
    count = 1
    if base == encoder.RSP:
        word |= 0x24 << 8
        count = 2
    if displacement == 0 and base != encoder.RBP:
        return word | count << 56
    if displacement & _COMPRESSED - 1 == 0 and -128 * _COMPRESSED <= displacement < 128 * _COMPRESSED:
        return word | 0x40 | (displacement // _COMPRESSED & 0xff) << 8 * count | count + 1 << 56
    return word | 0x80 | (displacement & 0xffffffff) << 8 * count | count + 4 << 56


VBLENDMPD = without_registers(2, 1, 0x65)  # of its mask the last one

# kortestb k1, k1, four bytes: the carry flag tells whether all eight lanes are set.
KORTEST = 0xC998F9C5
