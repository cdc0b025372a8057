"""An encoder of x86-64 machine code: the instructions that the kernels use, and no others.

    assembler = Assembler(block)
    assembler.vector_memory(VADDPD, 3, 0, at(RSI, 64))        # vaddpd ymm3, ymm0, [rsi + 64]
    assembler.ret()

A vector instruction is a word: its prefix (VEX) and its opcode, from the processor's manual (Intel 64 and IA-32 Architectures
Software Developer's Manual, volume 2). Registers are numbers from 0 to 15. Memory operands always have a displacement, of 8
bits where that is enough, else of 32. Operands stand in the order of that manual: the destination first.
"""
from pyfidget import rawmem

RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15 = range(16)

# The bytes that a prefix implies before the opcode: an escape, and one of the older prefixes.
_ESCAPE_0F, _ESCAPE_0F38, _ESCAPE_0F3A = 1, 2, 3
_NO_PREFIX, _PREFIX_66 = 0, 1
_BITS_128, _BITS_256 = 0, 1


def _vector_instruction(opcode, escape, wide=0, length=_BITS_256, prefix=_PREFIX_66):
    """One form of a vector instruction, as its first four bytes would be if all its registers were 0: those stand inverted there.

    wide: the bit called W; length: of the vectors.
    """
    return 0xC4 | (0xE0 | escape) << 8 | (wide << 7 | 15 << 3 | length << 2 | prefix) << 16 | opcode << 24


VMOVUPD = _vector_instruction(0x10, _ESCAPE_0F)  # ymm, memory
VMOVUPD_HALF = _vector_instruction(0x10, _ESCAPE_0F, length=_BITS_128)  # xmm, memory
VMOVUPD_STORE = _vector_instruction(0x11, _ESCAPE_0F)  # ymm, memory: to memory
VINSERTF128 = _vector_instruction(0x18, _ESCAPE_0F3A)  # ymm, ymm, memory of 128 bits, which half
VBROADCASTSD = _vector_instruction(0x19, _ESCAPE_0F38)  # ymm, memory
VBROADCASTF128 = _vector_instruction(0x1A, _ESCAPE_0F38)  # ymm, memory of 128 bits
VPBROADCASTQ = _vector_instruction(0x59, _ESCAPE_0F38)  # ymm, memory or xmm
VPBROADCASTD = _vector_instruction(0x58, _ESCAPE_0F38)  # ymm, memory or xmm
VPBROADCASTW = _vector_instruction(0x79, _ESCAPE_0F38)  # ymm, xmm
VMOVD = _vector_instruction(0x6E, _ESCAPE_0F, length=_BITS_128)  # xmm, r32
VMOVQ = _vector_instruction(0x6E, _ESCAPE_0F, wide=1, length=_BITS_128)  # xmm, r64
VMOVQ_OUT = _vector_instruction(0x7E, _ESCAPE_0F, wide=1, length=_BITS_128)  # r64, xmm: `register` is the xmm
VPEXTRQ = _vector_instruction(0x16, _ESCAPE_0F3A, wide=1, length=_BITS_128)  # r64, xmm, which of two: the same
VEXTRACTI128 = _vector_instruction(0x39, _ESCAPE_0F3A)  # xmm, ymm, which half: `register` is the ymm
VMOVMSKPD = _vector_instruction(0x50, _ESCAPE_0F)  # r32, ymm
VPMOVMSKB = _vector_instruction(0xD7, _ESCAPE_0F)  # r32, ymm
VADDPD = _vector_instruction(0x58, _ESCAPE_0F)
VSUBPD = _vector_instruction(0x5C, _ESCAPE_0F)
VMULPD = _vector_instruction(0x59, _ESCAPE_0F)
VMINPD = _vector_instruction(0x5D, _ESCAPE_0F)
VMAXPD = _vector_instruction(0x5F, _ESCAPE_0F)
VDIVPD = _vector_instruction(0x5E, _ESCAPE_0F)
VANDPD = _vector_instruction(0x54, _ESCAPE_0F)
VORPD = _vector_instruction(0x56, _ESCAPE_0F)
VXORPD = _vector_instruction(0x57, _ESCAPE_0F)
VMOVAPD = _vector_instruction(0x28, _ESCAPE_0F)  # ymm, ymm
VROUNDPD = _vector_instruction(0x09, _ESCAPE_0F3A)  # ymm, ymm or memory, how
# One rounding of a product and a sum. The digits say which operands are multiplied, and which one is added: in 231 the first one
# becomes itself plus the others' product. FMS: the product less that one, FNM: that one less the product.
VFMADD213PD = _vector_instruction(0xA8, _ESCAPE_0F38, wide=1)
VFMADD231PD = _vector_instruction(0xB8, _ESCAPE_0F38, wide=1)
VFMSUB213PD = _vector_instruction(0xAA, _ESCAPE_0F38, wide=1)
VFMSUB231PD = _vector_instruction(0xBA, _ESCAPE_0F38, wide=1)
VFNMADD231PD = _vector_instruction(0xBC, _ESCAPE_0F38, wide=1)
VANDNPD = _vector_instruction(0x55, _ESCAPE_0F)  # the second one's bits that the first one does not have
VUNPCKLPD = _vector_instruction(0x14, _ESCAPE_0F)
VUNPCKHPD = _vector_instruction(0x15, _ESCAPE_0F)
VPADDQ = _vector_instruction(0xD4, _ESCAPE_0F)
VPSUBQ = _vector_instruction(0xFB, _ESCAPE_0F)
VSQRTPD = _vector_instruction(0x51, _ESCAPE_0F)  # ymm, ymm or memory
VCMPPD = _vector_instruction(0xC2, _ESCAPE_0F)  # ymm, ymm, ymm or memory, predicate
VPACKSSDW = _vector_instruction(0x6B, _ESCAPE_0F)
VPACKSSWB = _vector_instruction(0x63, _ESCAPE_0F)
VPACKUSDW = _vector_instruction(0x2B, _ESCAPE_0F38)
VPACKUSWB = _vector_instruction(0x67, _ESCAPE_0F)
VSHUFPS = _vector_instruction(0xC6, _ESCAPE_0F, prefix=_NO_PREFIX)  # ymm, ymm, ymm or memory, which two of each one's quarters
VPERMILPD = _vector_instruction(0x05, _ESCAPE_0F3A)  # ymm, ymm or memory, which one of two for each number, as bits
VPERMQ = _vector_instruction(0x00, _ESCAPE_0F3A, wide=1)  # ymm, ymm, the order of the quarters
VPSHUFD = _vector_instruction(0x70, _ESCAPE_0F)  # ymm, ymm or memory, the order of each half's quarters
VPSHUFB = _vector_instruction(0x00, _ESCAPE_0F38)  # ymm, ymm, ymm or memory, which byte of its half for each
VPUNPCKLBW = _vector_instruction(0x60, _ESCAPE_0F)
VPADDB = _vector_instruction(0xFC, _ESCAPE_0F)
VPSUBB = _vector_instruction(0xF8, _ESCAPE_0F)
VPSUBD = _vector_instruction(0xFA, _ESCAPE_0F)
VPABSB = _vector_instruction(0x1C, _ESCAPE_0F38)  # ymm, ymm or memory
VPMINUB = _vector_instruction(0xDA, _ESCAPE_0F)
VPCMPEQB = _vector_instruction(0x74, _ESCAPE_0F)
VPCMPGTB = _vector_instruction(0x64, _ESCAPE_0F)
VPCMPGTD = _vector_instruction(0x66, _ESCAPE_0F)
VPCMPGTQ = _vector_instruction(0x37, _ESCAPE_0F38)
VPMINSD = _vector_instruction(0x39, _ESCAPE_0F38)
VPMAXSD = _vector_instruction(0x3D, _ESCAPE_0F38)
VPUNPCKLWD = _vector_instruction(0x61, _ESCAPE_0F)
VPUNPCKHWD = _vector_instruction(0x69, _ESCAPE_0F)
VPUNPCKLDQ = _vector_instruction(0x62, _ESCAPE_0F)
VPUNPCKHDQ = _vector_instruction(0x6A, _ESCAPE_0F)
VPERM2I128 = _vector_instruction(0x46, _ESCAPE_0F3A)  # ymm, ymm, ymm or memory, which half of which for each half
VMOVMSKPS = _vector_instruction(0x50, _ESCAPE_0F, prefix=_NO_PREFIX)  # r32, ymm
VMOVLPS_STORE = _vector_instruction(0x13, _ESCAPE_0F, length=_BITS_128, prefix=_NO_PREFIX)  # xmm's lower half to memory
VMOVHPS_STORE = _vector_instruction(0x17, _ESCAPE_0F, length=_BITS_128, prefix=_NO_PREFIX)  # xmm's upper half to memory
VPAND = _vector_instruction(0xDB, _ESCAPE_0F)
VPOR = _vector_instruction(0xEB, _ESCAPE_0F)
VPXOR = _vector_instruction(0xEF, _ESCAPE_0F)
VPCMPEQQ = _vector_instruction(0x29, _ESCAPE_0F38)
VBLENDVPD = _vector_instruction(0x4B, _ESCAPE_0F3A)  # ymm, ymm, ymm, the register whose signs choose the last one << 4

# What the prefix of two bytes cannot say, and what it stands for.
_LONG_PREFIX_BITS = 0x807F00
_SHORT_PREFIX_BITS = 0x006100

LESS_THAN, LESS_OR_EQUAL, GREATER_OR_EQUAL, GREATER_THAN = 0x11, 0x12, 0x1D, 0x1E  # predicates; a NaN makes them false
EQUAL, UNORDERED, ORDERED = 0, 3, 7  # and these: of a NaN the second alone is true
NOT_EQUAL, NOT_LESS, NOT_GREATER = 0x04, 0x15, 0x1A  # and these; a NaN makes them true
DOWN, UP, TO_ZERO = 9, 10, 11  # how to round; an inexact result is no exception


# Of two registers and a count: the first one is `source`, and `destination` is this number.
VPSRLW = _vector_instruction(0x71, _ESCAPE_0F)
VPSRLW_NUMBER = 2
VPSRLDQ = _vector_instruction(0x73, _ESCAPE_0F)  # of bytes, in each half
VPSRLDQ_NUMBER = 3
VPSLLQ = _vector_instruction(0x73, _ESCAPE_0F)
VPSLLQ_NUMBER = 6
VPSRLQ = _vector_instruction(0x73, _ESCAPE_0F)
VPSRLQ_NUMBER = 2


# An operand in memory is a word, since an object for each would be memory to touch at every start:
#
#     base | index << 8 | the scale's binary logarithm << 16 | whether it is in the code << 18 | displacement << 32

_NO_INDEX = 0xff
_IN_CODE = RBP | _NO_INDEX << 8 | 1 << 18


def at(base, displacement):
    """The operand at base + displacement."""
    return base | _NO_INDEX << 8 | displacement << 32


def indexed(base, index, scale, displacement):
    """The operand at base + index * scale + displacement; scale: 1, 2, 4 or 8."""
    return base | index << 8 | (scale >> 1) - (scale >> 3) << 16 | displacement << 32


def ahead():
    """An operand in the code itself, where `land` is told of the place behind this instruction, which has no immediate byte."""
    return _IN_CODE


# ---- the bytes of instructions and operands, as words, for whoever writes them without an object ----

def prefixed(instruction, register, source, base, index):
    """A vector instruction's prefix and opcode, four bytes."""
    return instruction ^ ((register >> 3) << 15 | _index_bit(index) << 14 | (base >> 3) << 13 | source << 19)


def can_be_short(word):
    """Whether the prefix of two bytes says as much."""
    return word & _LONG_PREFIX_BITS == _SHORT_PREFIX_BITS


def shortened(word):
    """The same with that prefix: three bytes."""
    return 0xC5 | (word >> 8 & 0x80 | word >> 16 & 0x7F) << 8 | (word >> 24) << 16


def register_operand(register, other):
    """The byte for two registers."""
    return 0xC0 | (register & 7) << 3 | other & 7


def _base(memory):
    return memory & 0xff


def _index(memory):
    return memory >> 8 & 0xff


def _index_bit(index):
    return 0 if index == _NO_INDEX else index >> 3


def memory_bytes(register, memory):
    """The bytes of an operand in memory, at most six, and << 56 how many they are."""
    base = _base(memory) & 7
    if memory == _IN_CODE:
        return (register & 7) << 3 | base | 5 << 56
    index = _index(memory)
    displacement = memory >> 32
    is_short = -128 <= displacement < 128
    word = (0x40 if is_short else 0x80) | (register & 7) << 3
    count = 1
    if index != _NO_INDEX:
        word |= 4 | ((memory >> 16 & 3) << 6 | (index & 7) << 3 | base) << 8
        count = 2
    elif base == RSP:
        word |= 4 | 0x24 << 8
        count = 2
    else:
        word |= base
    if is_short:
        return word | (displacement & 0xff) << 8 * count | count + 1 << 56
    return word | (displacement & 0xffffffff) << 8 * count | count + 4 << 56


class Assembler(object):
    """Writes machine code to a raw block of bytes, which has to be as large and 8 bytes larger; `size` bytes so far.

    short: vector instructions get the prefix of two bytes where that says enough, and not always that of three
    """

    def __init__(self, block, short=False):
        self.block = block
        self.size = 0
        self.short = short

    def position(self):
        return self.size

    def code(self):
        """The bytes as a list of numbers."""
        return [rawmem.get_byte(self.block, i) for i in range(self.size)]

    # ---- vector instructions ----

    def vector(self, instruction, destination, source, other):
        """An instruction of registers; source: 0 if it has but two."""
        self._vex(instruction, destination, source, other, _NO_INDEX)
        self._registers(destination, other)

    def vector_memory(self, instruction, register, source, memory):
        """An instruction whose last operand is in memory; source: 0 if it has but two."""
        self._vex(instruction, register, source, _base(memory), _index(memory))
        self._memory(register, memory)

    def immediate(self, value):
        """The byte that ends an instruction which has one."""
        self._byte(value)

    def vzeroupper(self):
        self._put(0x77F8C5, 3)

    def _vex(self, instruction, register, source, base, index):
        word = prefixed(instruction, register, source, base, index)
        if self.short and can_be_short(word):
            self._put(shortened(word), 3)
        else:
            self._put(word, 4)

    # ---- general instructions; of 64 bits where nothing else is said ----

    def load_32(self, register, memory):
        """The upper half of the register becomes 0."""
        self._general_memory(0, 0x8B, register, memory)

    def load_64(self, register, memory):
        self._general_memory(1, 0x8B, register, memory)

    def load_address(self, register, memory):
        """The address itself; flags stay as they are."""
        self._general_memory(1, 0x8D, register, memory)

    def store_32(self, memory, register):
        self._general_memory(0, 0x89, register, memory)

    def store_64(self, memory, register):
        self._general_memory(1, 0x89, register, memory)

    def test_32(self, memory, register):
        """Compare the bits that both have with 0."""
        self._general_memory(0, 0x85, register, memory)

    def push(self, register):
        self._rex(0, 0, register, _NO_INDEX)
        self._byte(0x50 | register & 7)

    def pop(self, register):
        self._rex(0, 0, register, _NO_INDEX)
        self._byte(0x58 | register & 7)

    def move(self, destination, source):
        self._general(0x89, source, destination)

    def bit_and(self, destination, source):
        self._general(0x21, source, destination)

    def bit_or(self, destination, source):
        self._general(0x09, source, destination)

    def lowest_bit(self, destination, source):
        """The place of the lowest bit of a word that is not 0, on any processor: tzcnt, which older ones take for bsf."""
        self._byte(0xF3)
        self._rex(1, destination, source, _NO_INDEX)
        self._put(0xBC0F, 2)
        self._registers(destination, source)

    def add(self, destination, source):
        self._general(0x01, source, destination)

    def exclusive_or(self, destination, source):
        self._general(0x31, source, destination)

    def compare(self, one, other):
        self._general(0x39, other, one)

    def add_constant(self, register, constant):
        """constant: -128 to 127."""
        self._general(0x83, 0, register)
        self.immediate(constant & 0xff)

    def add_large_constant(self, register, constant):
        """constant: of 32 bits."""
        self._general(0x81, 0, register)
        self._word_32(constant)

    def compare_constant(self, register, constant):
        """constant: -128 to 127."""
        self._general(0x83, 7, register)
        self.immediate(constant & 0xff)

    def and_constant(self, register, constant):
        """constant: -128 to 127."""
        self._general(0x83, 4, register)
        self.immediate(constant & 0xff)

    def move_word(self, register, word):
        """word: any constant of 64 bits."""
        self._rex(1, 0, register, _NO_INDEX)
        self._byte(0xB8 | register & 7)
        self._put(word, 8)

    def move_constant(self, register, constant):
        """constant: of 32 bits, not negative. Flags stay as they are."""
        self._rex(0, 0, register, _NO_INDEX)
        self._byte(0xB8 | register & 7)
        self._word_32(constant)

    def move_if_equal(self, destination, source):
        self._move_if(0x44, destination, source)

    def move_if_not_equal(self, destination, source):
        self._move_if(0x45, destination, source)

    def and_large_constant(self, register, constant):
        """constant: of 32 bits."""
        self._general(0x81, 4, register)
        self._word_32(constant)

    def multiply_constant(self, register, constant):
        """constant: of 32 bits."""
        self._general(0x69, register, register)
        self._word_32(constant)

    def shift_left(self, register, count):
        self._general(0xC1, 4, register)
        self.immediate(count)

    def ret(self):
        self._byte(0xC3)

    def jump_back_if_equal(self, target):
        self._jump(0x84, target)

    def jump_back_if_not_equal(self, target):
        self._jump(0x85, target)

    def jump_to_address_at(self, memory):
        """To the address that stands in memory."""
        self._rex(0, 0, _base(memory), _index(memory))
        self._byte(0xFF)
        self._memory(4, memory)

    def jump_back(self, target):
        self._byte(0xE9)
        self._word_32(target - (self.position() + 4))

    def jump_ahead_if_not_equal(self):
        """To what `land` is told about; gives what it takes."""
        self._put(0x850F, 2)
        self._word_32(0)
        return self.position()

    def land(self, jump):
        """Here a jump ahead goes; or here is what an operand `ahead` was to be."""
        distance = self.position() - jump
        for byte in range(4):
            rawmem.set_byte(self.block, jump - 4 + byte, distance >> 8 * byte & 0xff)

    def call(self, register):
        """The function whose address a register has."""
        self._rex(0, 0, register, _NO_INDEX)
        self._byte(0xFF)
        self._registers(2, register)

    def align(self, size):
        """Go on at a multiple of a power of two; what lies between is not to be run."""
        while self.size & size - 1 != 0:
            self._byte(0xCC)

    def data(self, word):
        """8 bytes that are no instruction."""
        self._put(word, 8)

    def bytes(self, word, count):
        """The lowest bytes of a word, of an instruction that another room makes."""
        self._put(word, count)

    def call_address_at(self, memory):
        """The function whose address stands in memory."""
        self._rex(0, 0, _base(memory), _index(memory))
        self._byte(0xFF)
        self._memory(2, memory)

    def _jump(self, opcode, target):
        self._put(0x0F | opcode << 8, 2)
        self._word_32(target - (self.position() + 4))

    def _general(self, opcode, register, other):
        self._rex(1, register, other, _NO_INDEX)
        self._byte(opcode)
        self._registers(register, other)

    def _general_memory(self, wide, opcode, register, memory):
        self._rex(wide, register, _base(memory), _index(memory))
        self._byte(opcode)
        self._memory(register, memory)

    def _move_if(self, opcode, destination, source):
        self._rex(1, destination, source, _NO_INDEX)
        self._put(0x0F | opcode << 8, 2)
        self._registers(destination, source)

    def _rex(self, wide, register, base, index):
        rex = wide << 3 | register >> 3 << 2 | _index_bit(index) << 1 | base >> 3
        if rex != 0:
            self._byte(0x40 | rex)

    # ---- operands ----

    def _registers(self, register, other):
        self._byte(register_operand(register, other))

    def _memory(self, register, memory):
        operand = memory_bytes(register, memory)
        self._put(operand, operand >> 56)

    # ---- bytes ----

    def _word_32(self, value):
        self._put(value & 0xffffffff, 4)

    def _byte(self, value):
        self._put(value, 1)

    def _put(self, word, count):
        """The lowest bytes of a word, the least significant one first."""
        rawmem.set_word(self.block, self.size, word)
        self.size += count
