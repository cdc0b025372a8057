"""Operations that are more than one instruction of the processor. Each sequence reads its arguments until its last instruction,
which alone writes the target: that may be the register of an argument. What comes between lies in two registers kept for it.

This is for AVX2; masked.py has the same for AVX-512, where comparisons make masks.
"""
from pyfidget.asm import encoder
from pyfidget.asm.encoder import EQUAL, GREATER_THAN, LESS_THAN, ORDERED, TO_ZERO, UNORDERED
from pyfidget.codegen.instructions import word_of
from pyfidget.codegen.steps import IN_MEMORY
from pyfidget.codegen.unit import EXCHANGE, MAGNITUDE, NEARLY_HALF, ONE, SIGN, WHOLE, ZERO, common, in_frame
from pyfidget.codegen.writer import (
    call_exit,
    immediate,
    jump_ahead,
    jump_ahead_if_equal,
    land,
    move_constant,
    put,
    vector,
    vector_memory,
)
from pyfidget.operations import AND, COMPARE, MAX, MIN, MOD, NOT, OR, ROUND

_SCRATCH, _SCRATCH_2 = 14, 15


def operand(u, instruction, target, a, b, place):
    """An instruction whose last argument is register b, or in memory at its place."""
    if b == IN_MEMORY:
        vector_memory(u, instruction, target, a, place)
    else:
        vector(u, instruction, target, a, b)


def write_sequence(u, instruction, target, a, b, place):
    """place: of the second argument, if b is IN_MEMORY."""
    if instruction == MIN or instruction == MAX:
        _choose(u, word_of(instruction), target, a, b, place)
    elif instruction == ROUND:
        write_round(u, target, a, _SCRATCH)
    elif instruction == NOT:
        _is_zero(u, _SCRATCH, a)
        vector_memory(u, encoder.VANDPD, target, _SCRATCH, common(u, ONE))
    elif instruction == AND:
        _is_zero(u, _SCRATCH, a)
        _blend(u, target, b, a, 0, _SCRATCH)
    elif instruction == OR:
        _is_zero(u, _SCRATCH, a)
        _blend(u, target, a, b, place, _SCRATCH)
    elif instruction == COMPARE:
        _compare(u, target, a, b, place)
    elif instruction == MOD:
        _remainder(u, target, a, b)


def write_exit(u, instruction, target, a, b):
    """Leave the code for the meaning in operations.py, lane by lane."""
    vector_memory(u, encoder.VMOVUPD_STORE, a, 0, in_frame(u, EXCHANGE))
    vector_memory(u, encoder.VMOVUPD_STORE, b, 0, in_frame(u, EXCHANGE + 1))
    move_constant(u, instruction)
    call_exit(u)
    vector_memory(u, encoder.VMOVUPD, target, 0, in_frame(u, EXCHANGE))


def _blend(u, target, otherwise, chosen, place, mask):
    """`chosen`, a register or in memory at a place, in the lanes of a mask."""
    operand(u, encoder.VBLENDVPD, target, otherwise, chosen, place)
    immediate(u, mask << 4)


def _is_zero(u, target, a):
    vector_memory(u, encoder.VCMPPD, target, a, common(u, ZERO))
    immediate(u, EQUAL)


def _choose(u, word, target, a, b, place):
    """min or max; where the first argument is NaN, that one."""
    operand(u, word, _SCRATCH, a, b, place)
    vector(u, encoder.VCMPPD, _SCRATCH_2, a, a)
    immediate(u, UNORDERED)
    _blend(u, target, _SCRATCH, a, 0, _SCRATCH_2)


def write_round(u, target, a, scratch):
    """As instructions.py has it, for any lanes."""
    vector_memory(u, encoder.VANDPD, scratch, a, common(u, SIGN))
    vector_memory(u, encoder.VORPD, scratch, scratch, common(u, NEARLY_HALF))
    vector(u, encoder.VADDPD, scratch, scratch, a)
    vector(u, encoder.VROUNDPD, target, 0, scratch)
    immediate(u, TO_ZERO)


def _compare(u, target, a, b, place):
    """1 where above, less 1 where below; all bits, a NaN, where neither nor equal."""
    operand(u, encoder.VCMPPD, _SCRATCH, a, b, place)
    immediate(u, GREATER_THAN)
    vector_memory(u, encoder.VANDPD, _SCRATCH, _SCRATCH, common(u, ONE))
    operand(u, encoder.VCMPPD, _SCRATCH_2, a, b, place)
    immediate(u, LESS_THAN)
    vector_memory(u, encoder.VANDPD, _SCRATCH_2, _SCRATCH_2, common(u, ONE))
    vector(u, encoder.VSUBPD, _SCRATCH, _SCRATCH, _SCRATCH_2)
    operand(u, encoder.VCMPPD, _SCRATCH_2, a, b, place)
    immediate(u, UNORDERED)
    vector(u, encoder.VORPD, target, _SCRATCH, _SCRATCH_2)


def _remainder(u, target, a, b):
    """The least non-negative remainder, exact where |a / b| < 2**53 and b is finite; elsewhere by an exit.

    q = trunc(fl(a / b)). Rounding never reverses an order, and below 2**53 whole numbers are doubles; so if the quotient lies
    from n to n + 1, its rounding does, and q is the right n or n + 1, away from zero. r = a - q b, rounded once. For the right n
    that is the remainder of fmod, which is a double. For n + 1 the rounding has bridged what is at most 2**-53 of the quotient,
    so that |r| is at most some 2**-53 |a|, and less than |b|. It is a multiple of the least place of b, of which it is fewer
    than 2**53: exact, too. (Of a's, where |a| < |b|; then n + 1 is 1, and a - b is exact since both lie close together.)

    If r is negative, |b| is added, in one rounding. For the right n that is how the operation is defined. For n + 1 of a positive
    quotient r is fmod's less |b|, in size, and the sum is fmod's, a double; of a negative a, r is positive and is fmod's plus
    |b|, as the definition lifts it.

    fmod's zero has the sign of a, and r = 0 is positive from a difference: a's sign is added to zeros.
    """
    vector(u, encoder.VDIVPD, _SCRATCH, a, b)
    vector(u, encoder.VROUNDPD, _SCRATCH, 0, _SCRATCH)
    immediate(u, TO_ZERO)
    vector(u, encoder.VMOVAPD, _SCRATCH_2, 0, a)
    vector(u, encoder.VFNMADD231PD, _SCRATCH_2, _SCRATCH, b)
    vector_memory(u, encoder.VANDPD, _SCRATCH, _SCRATCH, common(u, MAGNITUDE))
    vector_memory(u, encoder.VCMPPD, _SCRATCH, _SCRATCH, common(u, WHOLE))
    immediate(u, LESS_THAN)
    vector(u, encoder.VMOVMSKPD, encoder.RAX, 0, _SCRATCH)
    vector(u, encoder.VCMPPD, _SCRATCH, _SCRATCH_2, _SCRATCH_2)  # of an infinite b it is NaN
    immediate(u, ORDERED)
    vector(u, encoder.VMOVMSKPD, encoder.R10, 0, _SCRATCH)
    put(u, 0xD02144, 3)  # and eax, r10d
    put(u, 0x0FF883, 3)  # cmp eax, 15
    good = jump_ahead_if_equal(u)
    write_exit(u, MOD, target, a, b)
    end = jump_ahead(u)
    land(u, good)
    vector_memory(u, encoder.VMOVUPD, _SCRATCH, 0, common(u, MAGNITUDE))
    vector(u, encoder.VANDPD, _SCRATCH, _SCRATCH, b)
    vector(u, encoder.VADDPD, _SCRATCH, _SCRATCH, _SCRATCH_2)
    _blend(u, _SCRATCH_2, _SCRATCH_2, _SCRATCH, 0, _SCRATCH_2)
    _is_zero(u, _SCRATCH, _SCRATCH_2)
    vector(u, encoder.VANDPD, _SCRATCH, _SCRATCH, a)
    vector_memory(u, encoder.VANDPD, _SCRATCH, _SCRATCH, common(u, SIGN))
    vector(u, encoder.VORPD, target, _SCRATCH, _SCRATCH_2)
    land(u, end)
