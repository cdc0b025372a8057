"""An encoder of x86-64 machine code: the instructions that the kernels use, and no others.

    assembler = Assembler(block)
    assembler.vector_memory(VADDPD, 3, 0, at(RSI, 64))        # vaddpd ymm3, ymm0, [rsi + 64]
    assembler.ret()

A vector instruction is a row of numbers: its opcode and the fields of its prefix (VEX), from the processor's manual (Intel 64 and
IA-32 Architectures Software Developer's Manual, volume 2). Registers are numbers from 0 to 15. Memory operands always have a
displacement of 32 bits. Operands stand in the order of that manual: the destination first.
"""
from pyfidget import rawmem

RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11 = range(12)

# The bytes that a prefix implies before the opcode: an escape, and one of the older prefixes.
_ESCAPE_0F, _ESCAPE_0F38, _ESCAPE_0F3A = 1, 2, 3
_NO_PREFIX, _PREFIX_66 = 0, 1
_BITS_128, _BITS_256 = 0, 1


class VectorInstruction(object):
    """One form of a vector instruction. wide: the bit called W; length: of the vectors."""

    def __init__(self, opcode, escape, wide=0, length=_BITS_256, prefix=_PREFIX_66):
        self.opcode = opcode
        self.escape = escape
        self.prefix = prefix
        self.wide = wide
        self.length = length


VMOVUPD = VectorInstruction(0x10, _ESCAPE_0F)  # ymm, memory
VMOVUPD_HALF = VectorInstruction(0x10, _ESCAPE_0F, length=_BITS_128)  # xmm, memory
VMOVUPD_STORE = VectorInstruction(0x11, _ESCAPE_0F)  # ymm, memory: to memory
VINSERTF128 = VectorInstruction(0x18, _ESCAPE_0F3A)  # ymm, ymm, memory of 128 bits, which half
VBROADCASTSD = VectorInstruction(0x19, _ESCAPE_0F38)  # ymm, memory
VPBROADCASTQ = VectorInstruction(0x59, _ESCAPE_0F38)  # ymm, memory or xmm
VPBROADCASTW = VectorInstruction(0x79, _ESCAPE_0F38)  # ymm, xmm
VMOVD = VectorInstruction(0x6E, _ESCAPE_0F, length=_BITS_128)  # xmm, r32
VMOVQ = VectorInstruction(0x6E, _ESCAPE_0F, wide=1, length=_BITS_128)  # xmm, r64
VPMOVMSKB = VectorInstruction(0xD7, _ESCAPE_0F)  # r32, ymm
VADDPD = VectorInstruction(0x58, _ESCAPE_0F)
VCMPPD = VectorInstruction(0xC2, _ESCAPE_0F)  # ymm, ymm, ymm or memory, predicate
VPACKSSDW = VectorInstruction(0x6B, _ESCAPE_0F)
VPACKSSWB = VectorInstruction(0x63, _ESCAPE_0F)
VPACKUSDW = VectorInstruction(0x2B, _ESCAPE_0F38)
VPACKUSWB = VectorInstruction(0x67, _ESCAPE_0F)
VSHUFPS = VectorInstruction(0xC6, _ESCAPE_0F, prefix=_NO_PREFIX)  # ymm, ymm, ymm or memory, which two of each one's quarters
VPERMQ = VectorInstruction(0x00, _ESCAPE_0F3A, wide=1)  # ymm, ymm, the order of the quarters
VPADDB = VectorInstruction(0xFC, _ESCAPE_0F)
VPAND = VectorInstruction(0xDB, _ESCAPE_0F)
VPOR = VectorInstruction(0xEB, _ESCAPE_0F)
VPXOR = VectorInstruction(0xEF, _ESCAPE_0F)
VPCMPEQQ = VectorInstruction(0x29, _ESCAPE_0F38)
VBLENDVPD = VectorInstruction(0x4B, _ESCAPE_0F3A)  # ymm, ymm, ymm, the register whose signs choose the last one << 4

LESS_THAN, LESS_OR_EQUAL, GREATER_OR_EQUAL, GREATER_THAN = 0x11, 0x12, 0x1D, 0x1E  # predicates; a NaN makes them false


# Of two registers and a count: the first one is `source`, and `destination` is this number.
VPSRLW = VectorInstruction(0x71, _ESCAPE_0F)
VPSRLW_NUMBER = 2


class Memory(object):
    """The operand at base + index * scale + displacement; index -1: none."""

    def __init__(self, base, index, scale, displacement):
        self.base = base
        self.index = index
        self.scale = scale
        self.displacement = displacement


def at(base, displacement):
    return Memory(base, -1, 1, displacement)


def indexed(base, index, scale, displacement):
    """scale: 1, 2, 4 or 8."""
    return Memory(base, index, scale, displacement)


class Assembler(object):
    """Writes machine code to a raw block of bytes, which has to be large enough; `size` bytes so far."""

    def __init__(self, block):
        self.block = block
        self.size = 0

    def position(self):
        return self.size

    def code(self):
        """The bytes as a list of numbers."""
        return [rawmem.get_byte(self.block, i) for i in range(self.size)]

    # ---- vector instructions ----

    def vector(self, instruction, destination, source, other):
        """An instruction of registers; source: 0 if it has but two."""
        self._vex(instruction, destination, source, other, -1)
        self._registers(destination, other)

    def vector_memory(self, instruction, register, source, memory):
        """An instruction whose last operand is in memory; source: 0 if it has but two."""
        self._vex(instruction, register, source, memory.base, memory.index)
        self._memory(register, memory)

    def immediate(self, value):
        """The byte that ends an instruction which has one."""
        self._byte(value)

    def vzeroupper(self):
        self._byte(0xC5)
        self._byte(0xF8)
        self._byte(0x77)

    def _vex(self, instruction, register, source, base, index):
        index_bit = index >> 3 if index >= 0 else 0
        self._byte(0xC4)
        self._byte((register >> 3 ^ 1) << 7 | (index_bit ^ 1) << 6 | (base >> 3 ^ 1) << 5 | instruction.escape)
        self._byte(instruction.wide << 7 | (source ^ 15) << 3 | instruction.length << 2 | instruction.prefix)
        self._byte(instruction.opcode)

    # ---- general instructions; of 64 bits where nothing else is said ----

    def load_32(self, register, memory):
        """The upper half of the register becomes 0."""
        self._rex(0, register, memory.base, memory.index)
        self._byte(0x8B)
        self._memory(register, memory)

    def store_32(self, memory, register):
        self._rex(0, register, memory.base, memory.index)
        self._byte(0x89)
        self._memory(register, memory)

    def move(self, destination, source):
        self._general(0x89, source, destination)

    def bit_and(self, destination, source):
        self._general(0x21, source, destination)

    def lowest_bit(self, destination, source):
        """The place of the lowest bit of a word that is not 0, on any processor: tzcnt, which older ones take for bsf."""
        self._byte(0xF3)
        self._rex(1, destination, source, -1)
        self._byte(0x0F)
        self._byte(0xBC)
        self._registers(destination, source)

    def add(self, destination, source):
        self._general(0x01, source, destination)

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

    def shift_left(self, register, count):
        self._general(0xC1, 4, register)
        self.immediate(count)

    def ret(self):
        self._byte(0xC3)

    def jump_back_if_not_equal(self, target):
        self._byte(0x0F)
        self._byte(0x85)
        self._word_32(target - (self.position() + 4))

    def _general(self, opcode, register, other):
        self._rex(1, register, other, -1)
        self._byte(opcode)
        self._registers(register, other)

    def _rex(self, wide, register, base, index):
        index_bit = index >> 3 if index >= 0 else 0
        rex = wide << 3 | register >> 3 << 2 | index_bit << 1 | base >> 3
        if rex != 0:
            self._byte(0x40 | rex)

    # ---- operands ----

    def _registers(self, register, other):
        self._byte(0xC0 | (register & 7) << 3 | other & 7)

    def _memory(self, register, memory):
        if memory.index >= 0:
            scale = 0
            while 1 << scale < memory.scale:
                scale += 1
            self._byte(0x84 | (register & 7) << 3)
            self._byte(scale << 6 | (memory.index & 7) << 3 | memory.base & 7)
        else:
            assert memory.base & 7 != RSP  # which would need an index
            self._byte(0x80 | (register & 7) << 3 | memory.base & 7)
        self._word_32(memory.displacement)

    def _word_32(self, value):
        self.size += 4
        self._put_32(self.size - 4, value)

    def _put_32(self, position, value):
        for i in range(4):
            rawmem.set_byte(self.block, position + i, (value >> 8 * i) & 0xff)

    def _byte(self, value):
        rawmem.set_byte(self.block, self.size, value)
        self.size += 1
