"""A unit's steps -> machine code: a loop over vectors of samples.

    code(frame, xs, ys, zs, out, count)        as a function of C, all of them words; count: vectors, at least 1

The frame is that of the unit or a copy. Each time around, the code computes one vector of every value, with leaves and results
that lie at xs, ys, zs and out; then those four go on by as many bytes as `write_code` is told.
"""
from pyfidget import rawmem
from pyfidget.asm import encoder
from pyfidget.asm.encoder import R8, R9, RCX, RDX, RSI
from pyfidget.codegen.instructions import (
    EXIT,
    MASKED,
    ONE,
    ROUNDED,
    SEQUENCE,
    TWICE,
    TWO,
    detail_of,
    takes_scratch,
    way_of,
    word_of,
)
from pyfidget.codegen.masked import write_masked_sequence
from pyfidget.codegen.sequences import operand, write_exit, write_sequence
from pyfidget.codegen.steps import IN_MEMORY, LOAD, STORE, first_of, kind_of, second_of, target_of, value_of
from pyfidget.codegen.unit import AVX512_LANES, SCRATCHES, common, registers_of
from pyfidget.codegen.writer import add_constant, immediate, jump_back_if_not_equal, put, vector, vector_memory

_MOST_BYTES = 256  # of a step's code
_FRAME_BYTES = 64


def free_registers(u):
    """How many registers may hold values: all, or all but those that sequences use on the way."""
    value = 0
    while value < u.size:
        if takes_scratch(rawmem.get_int(u.opcodes, value)):
            return registers_of(u.lanes) - SCRATCHES
        value += 1
    return registers_of(u.lanes)


def most_code(u):
    """How many bytes the code of the unit's steps may take."""
    return _MOST_BYTES * u.step_count + _FRAME_BYTES


def write_code(u, code, x_bytes, y_bytes, z_bytes, out_bytes):
    """Write the code of the unit's steps to a block of most_code bytes; gives how many it takes. `links` then says where each
    step's begins. The last four: how far xs, ys,
    zs and out go on after each vector."""
    u.code = code
    u.code_size = 0
    at = u.step_count - 1 if u.is_backward else 0
    on = -1 if u.is_backward else 1
    while 0 <= at < u.step_count:
        rawmem.set_int(u.links, at, u.code_size)
        _write_step(u, u.steps[at])
        at += on
    _go_on(u, RSI, x_bytes)
    _go_on(u, RDX, y_bytes)
    _go_on(u, RCX, z_bytes)
    _go_on(u, R8, out_bytes)
    add_constant(u, R9, -1)
    jump_back_if_not_equal(u, 0)
    put(u, 0x77F8C5, 3)  # vzeroupper
    put(u, 0xC3, 1)  # ret
    return u.code_size


def _go_on(u, register, count):
    if count != 0:
        add_constant(u, register, count)


def _write_step(u, step):
    value = value_of(step)
    kind = kind_of(step)
    target = target_of(step)
    if kind == LOAD:
        vector_memory(u, encoder.VMOVUPD, target, 0, u.places[value])
    elif kind == STORE:
        vector_memory(u, encoder.VMOVUPD_STORE, target, 0, u.places[value])
    else:
        _compute(u, value, target, first_of(step), second_of(step))


def _compute(u, value, target, a, b):
    instruction = rawmem.get_int(u.opcodes, value)
    word = word_of(instruction)
    way = way_of(instruction)
    first_place = u.places[rawmem.get_int(u.first, value)]
    second_place = u.places[rawmem.get_int(u.second, value)]
    if way == TWO:
        if a == IN_MEMORY:  # of a sum or product, which may be turned
            vector_memory(u, word, target, b, first_place)
        else:
            operand(u, word, target, a, b, second_place)
    elif way == ONE:
        operand(u, word, target, 0, a, first_place)
    elif way == ROUNDED:
        operand(u, word, target, 0, a, first_place)
        immediate(u, detail_of(instruction))
    elif way == MASKED:
        vector_memory(u, word, target, a, common(u, detail_of(instruction)))
    elif way == TWICE:
        vector(u, word, target, a, a)
    elif way == SEQUENCE:
        if u.lanes == AVX512_LANES:
            write_masked_sequence(u, instruction, target, a, b, second_place)
        else:
            write_sequence(u, instruction, target, a, b, second_place)
    elif way == EXIT:
        write_exit(u, instruction, target, a, b)
