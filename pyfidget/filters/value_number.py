"""The pass `value-number`: the same operation on the same arguments is there once.

Commutative operations have their arguments in one order, the earlier one first, where that changes nothing:
    add, mul    always: of two NaN a quiet one comes out, and all of these are one
    min, max    if the two are never zeros of different sign, of which the second would win; nor NaN of a mix, of which the first
                would
A difference that is there the other way round becomes a negation: b - a = -(a - b), where the sign of a zero cannot be seen
(zeros.py). Where a = b both are +0, and the negation is -0: so it is not exact for every input anywhere else.

What such a negation alters is the sign of a zero, where that is blind. So a min whose arguments are altered is blind, too, and
whichever of two zeros it gives; and an altered value never stands for one whose zeros are seen: it is noted as a negation.

Idempotent, but for what is blind only because of it.
"""
from pyfidget.filters.numbering import Numbering, word_of_arguments
from pyfidget.filters.signs import HELD, MINUS_ZERO, PLUS_ZERO, signs_of
from pyfidget.filters.uses import count_uses
from pyfidget.filters.workbench import Workbench
from pyfidget.filters.zeros import find_blind
from pyfidget.operations import ADD, CONST, FIRST_BINARY, MAX, MIN, MUL, NEG, SUB, VAR_Z
from pyfidget.pool import new_ints

RULES = ['same operation', 'b - a = -(a - b)']
_SAME, _TURNED = range(2)


def value_number(program, setting, tally):
    pool = setting.pool
    signs = signs_of(program, pool)
    blind = find_blind(program, count_uses(program, pool), signs, pool)
    bench = Workbench(pool, program.size)
    known = Numbering(pool, program.size)
    renamed = new_ints(pool, program.size)
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            size = bench.size
            renamed[index] = bench.constant(program.constants[index])
            if bench.size == size:
                tally.count(_SAME)
            continue
        a = renamed[program.first[index]] if opcode > VAR_Z else 0
        b = renamed[program.second[index]] if opcode >= FIRST_BINARY else 0
        if opcode >= FIRST_BINARY and a > b and _may_swap(opcode, signs[program.first[index]], signs[program.second[index]]):
            a, b = b, a
        found = known.find(opcode, word_of_arguments(a, b))
        if found < 0 and opcode == SUB and blind[index]:
            turned = known.find(SUB, word_of_arguments(b, a))
            if turned >= 0:
                tally.count(_TURNED)
                opcode, a, b = NEG, turned, 0
                found = known.find(NEG, word_of_arguments(a, b))
        if found >= 0:
            tally.count(_SAME)
        else:
            found = bench.add(opcode, a, b)
            known.put(opcode, word_of_arguments(a, b), found)
        renamed[index] = found
    return bench.finish(renamed[program.size - 1])


def _may_swap(opcode, a, b):
    """Whether the two arguments of an operation, with these signs, may change places."""
    if opcode == ADD or opcode == MUL:
        return True
    if opcode != MIN and opcode != MAX or (a | b) & HELD:
        return False
    return not (a & MINUS_ZERO and b & PLUS_ZERO or a & PLUS_ZERO and b & MINUS_ZERO)
