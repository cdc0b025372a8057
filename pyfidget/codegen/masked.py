"""The operations of sequences.py for AVX-512: a comparison makes a mask, and an instruction works in its lanes alone. Here, too,
only the last instruction writes the target."""
from pyfidget.asm import encoder
from pyfidget.asm.encoder import EQUAL, GREATER_THAN, LESS_THAN, ORDERED, TO_ZERO, UNORDERED
from pyfidget.asm.evex import KORTEST, VBLENDMPD, ZEROED, masked, widened
from pyfidget.codegen.instructions import word_of
from pyfidget.codegen.sequences import write_exit, write_round
from pyfidget.codegen.steps import IN_MEMORY
from pyfidget.codegen.unit import MAGNITUDE, ONE, SIGN, WHOLE, ZERO, common
from pyfidget.codegen.writer import (
    immediate,
    jump_ahead,
    jump_ahead_if_carry,
    land,
    put,
    vector,
    vector_memory,
    wide_memory,
    wide_vector,
)
from pyfidget.operations import AND, COMPARE, MAX, MIN, MOD, NOT, OR, ROUND

_SCRATCH, _SCRATCH_2 = 30, 31
_K1, _K2, _K3 = 1, 2, 3
_CHOOSE = VBLENDMPD | masked(_K1)
_COMPARE = widened(encoder.VCMPPD)


def _operand(u, word, target, a, b, place):
    """An instruction of evex.py whose last argument is register b, or in memory at its place."""
    if b == IN_MEMORY:
        wide_memory(u, word, target, a, place)
    else:
        wide_vector(u, word, target, a, b)


def write_masked_sequence(u, instruction, target, a, b, place):
    """As sequences.write_sequence."""
    if instruction == MIN or instruction == MAX:
        # The processor's gives the second argument where the first one is NaN.
        _operand(u, widened(word_of(instruction)), _SCRATCH, a, b, place)
        _compare_registers(u, _K1, a, a, UNORDERED)
        wide_vector(u, _CHOOSE, target, _SCRATCH, a)
    elif instruction == ROUND:
        write_round(u, target, a, _SCRATCH)
    elif instruction == NOT:
        _compare_with_zero(u, a, EQUAL)
        wide_memory(u, widened(encoder.VMOVUPD) | masked(_K1) | ZEROED, target, 0, common(u, ONE))
    elif instruction == AND:
        _compare_with_zero(u, a, EQUAL)
        wide_vector(u, _CHOOSE, target, b, a)
    elif instruction == OR:
        _compare_with_zero(u, a, EQUAL)
        _operand(u, _CHOOSE, target, a, b, place)
    elif instruction == COMPARE:
        _compare(u, target, a, b, place)
    elif instruction == MOD:
        _remainder(u, target, a, b)


def _compare_registers(u, mask, a, b, predicate):
    wide_vector(u, _COMPARE, mask, a, b)
    immediate(u, predicate)


def _compare_with_zero(u, a, predicate):
    wide_memory(u, _COMPARE, _K1, a, common(u, ZERO))
    immediate(u, predicate)


def _compare(u, target, a, b, place):
    """1 where above, -1 where below, their sum, a NaN, where neither nor equal."""
    _operand(u, _COMPARE, _K1, a, b, place)
    immediate(u, GREATER_THAN)
    _operand(u, _COMPARE, _K2, a, b, place)
    immediate(u, LESS_THAN)
    _operand(u, _COMPARE, _K3, a, b, place)
    immediate(u, UNORDERED)
    wide_memory(u, widened(encoder.VMOVUPD) | masked(_K1) | ZEROED, _SCRATCH, 0, common(u, ONE))
    wide_memory(u, widened(encoder.VSUBPD) | masked(_K2), _SCRATCH, _SCRATCH, common(u, ONE))
    _operand(u, widened(encoder.VADDPD) | masked(_K3), _SCRATCH, a, b, place)
    vector(u, encoder.VMOVAPD, target, 0, _SCRATCH)


def _remainder(u, target, a, b):
    """As in sequences.py, which has the proof."""
    vector(u, encoder.VDIVPD, _SCRATCH, a, b)
    vector(u, encoder.VROUNDPD, _SCRATCH, 0, _SCRATCH)
    immediate(u, TO_ZERO)
    vector(u, encoder.VMOVAPD, _SCRATCH_2, 0, a)
    vector(u, encoder.VFNMADD231PD, _SCRATCH_2, _SCRATCH, b)
    vector_memory(u, encoder.VANDPD, _SCRATCH, _SCRATCH, common(u, MAGNITUDE))
    wide_memory(u, _COMPARE, _K1, _SCRATCH, common(u, WHOLE))
    immediate(u, LESS_THAN)
    wide_vector(u, _COMPARE | masked(_K1), _K1, _SCRATCH_2, _SCRATCH_2)  # of an infinite b it is NaN
    immediate(u, ORDERED)
    put(u, KORTEST, 4)
    good = jump_ahead_if_carry(u)
    write_exit(u, MOD, target, a, b)
    end = jump_ahead(u)
    land(u, good)
    vector_memory(u, encoder.VANDPD, _SCRATCH, b, common(u, MAGNITUDE))
    _compare_with_zero(u, _SCRATCH_2, LESS_THAN)
    wide_vector(u, widened(encoder.VADDPD) | masked(_K1), _SCRATCH_2, _SCRATCH_2, _SCRATCH)
    _compare_with_zero(u, _SCRATCH_2, EQUAL)
    wide_memory(u, widened(encoder.VANDPD) | masked(_K1) | ZEROED, _SCRATCH, a, common(u, SIGN))
    vector(u, encoder.VORPD, target, _SCRATCH, _SCRATCH_2)
    land(u, end)
