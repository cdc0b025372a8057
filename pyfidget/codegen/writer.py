"""Machine code written to a unit's code memory: the few instructions that values take, each in its shortest form, as assemblers
write it, for vectors of the unit's lanes. No objects: threads write code, too."""
from pyfidget import rawmem
from pyfidget.asm.encoder import can_be_short, memory_bytes, prefixed, register_operand, shortened
from pyfidget.asm.evex import evex_memory_bytes, evex_prefixed, widened
from pyfidget.codegen.unit import AVX512_LANES

_NO_INDEX = 0xff


def put(u, word, count):
    """The lowest bytes of a word."""
    rawmem.set_word(u.code, u.code_size, word)
    u.code_size += count


def vector(u, instruction, destination, source, other):
    """An instruction of registers; source: 0 if it has but two."""
    if u.lanes == AVX512_LANES:
        wide_vector(u, widened(instruction), destination, source, other)
        return
    _put_prefixed(u, prefixed(instruction, destination, source, other, _NO_INDEX))
    put(u, register_operand(destination, other), 1)


def vector_memory(u, instruction, register, source, memory):
    """An instruction whose last operand is in memory, without an index."""
    if u.lanes == AVX512_LANES:
        wide_memory(u, widened(instruction), register, source, memory)
        return
    base = memory & 0xff
    _put_prefixed(u, prefixed(instruction, register, source, base, _NO_INDEX))
    if memory >> 32 == 0:  # of a base that may go without: rdi, rsi, rdx, rcx, r8
        put(u, (register & 7) << 3 | base & 7, 1)
    else:
        operand = memory_bytes(register, memory)
        put(u, operand, operand >> 56)


def wide_vector(u, word, destination, source, other):
    """The same for an instruction of evex.py."""
    put(u, evex_prefixed(word, destination, source, other) | register_operand(destination, other) << 40, 6)


def wide_memory(u, word, register, source, memory):
    put(u, evex_prefixed(word, register, source, memory & 0xff), 5)
    operand = evex_memory_bytes(register, memory)
    put(u, operand, operand >> 56)


def _put_prefixed(u, word):
    if can_be_short(word):
        put(u, shortened(word), 3)
    else:
        put(u, word, 4)


def immediate(u, value):
    put(u, value, 1)


def add_constant(u, register, constant):
    """add r64, constant of 32 bits."""
    put(u, 0x48 | register >> 3, 1)
    if -128 <= constant < 128:
        put(u, 0x83 | (0xC0 | register & 7) << 8 | (constant & 0xff) << 16, 3)
    else:
        put(u, 0x81 | (0xC0 | register & 7) << 8 | (constant & 0xffffffff) << 16, 6)


def move_constant(u, constant):
    """mov eax, constant."""
    put(u, 0xB8 | constant << 8, 5)


def call_exit(u):
    """call [rdi]"""
    put(u, 0x17FF, 2)


def jump_back_if_not_equal(u, target):
    distance = target - (u.code_size + 2)
    if distance >= -128:
        put(u, 0x75 | (distance & 0xff) << 8, 2)
    else:
        put(u, 0x850F | (distance - 4 & 0xffffffff) << 16, 6)


def jump_ahead_if_equal(u):
    """To where `land` is called with what it gives, at most 127 bytes from here."""
    put(u, 0x0074, 2)
    return u.code_size


def jump_ahead_if_carry(u):
    put(u, 0x0072, 2)
    return u.code_size


def jump_ahead(u):
    put(u, 0x00EB, 2)
    return u.code_size


def land(u, jump):
    rawmem.set_byte(u.code, jump - 1, u.code_size - jump)
