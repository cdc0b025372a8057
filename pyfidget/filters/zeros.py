"""Where the sign of a zero cannot be seen: a backward pass from the result, whose own zeros are seen.

A value is *blind* if nothing changes in the result when a zero of it has the other sign. `b - a` is the negation of `a - b` but
for the sign of a zero, so where it is blind it may be replaced by it.

Soundness: let each blind value be altered by the sign of a zero, in all of them at once. By induction in the order of the
program, every value then is what it was, but for the sign of a zero where it is blind. That is why a sum's argument is only
blind where the other one is never a zero at all, and not just never the one of the signs: that one might be altered.
"""
from pyfidget.filters.signs import ZEROS
from pyfidget.operations import (
    ABS,
    ACOS,
    ADD,
    AND,
    ASIN,
    ATAN,
    CEIL,
    COMPARE,
    COS,
    DIV,
    EXP,
    FIRST_BINARY,
    FLOOR,
    LN,
    MAX,
    MIN,
    MOD,
    MUL,
    NEG,
    NOT,
    OR,
    ROUND,
    SIN,
    SQRT,
    SQUARE,
    SUB,
    TAN,
    VAR_Z,
)
from pyfidget.pool import new_bytes


def find_blind(program, uses, signs, pool):
    """A flag for each operation: whether the sign of its zeros cannot be seen. uses, signs: of each (uses.py, signs.py)."""
    blind = new_bytes(pool, program.size)
    for index in range(program.size):
        blind[index] = 1
    blind[program.size - 1] = 0
    for index in range(program.size - 1, -1, -1):
        opcode = program.opcodes[index]
        if opcode > VAR_Z and uses[index] > 0:
            a = program.first[index]
            seen = blind[index] == 0
            if opcode < FIRST_BINARY:
                blind[a] &= int(not _sees_argument(opcode, seen))
            else:
                b = program.second[index]
                blind[a] &= int(not _sees_first(opcode, seen, signs[b]))
                blind[b] &= int(not _sees_second(opcode, seen, signs[a]))
    return blind


# An operation that has no word below shows the sign: a new one, for all that is known of it here.

def _sees_argument(opcode, seen):
    """Whether an operation shows the sign of its argument's zeros, if that of its own can be seen or not."""
    if opcode == ABS or opcode == SQUARE or opcode == NOT or opcode == COS or opcode == ACOS or opcode == EXP or opcode == LN:
        return False  # the same for both zeros
    if opcode == NEG or opcode == SQRT or opcode == FLOOR or opcode == CEIL or opcode == ROUND:
        return seen  # a zero for a zero
    if opcode == SIN or opcode == TAN or opcode == ASIN or opcode == ATAN:
        return seen
    return True


def _sees_first(opcode, seen, other):
    if opcode == COMPARE or opcode == OR:
        return False
    if opcode == ADD or opcode == SUB:
        return seen and other & ZEROS != 0
    if opcode == MUL or opcode == DIV or opcode == MOD or opcode == MIN or opcode == MAX or opcode == AND:
        return seen  # of a product, a quotient, a remainder, a choice: a zero for a zero, or what does not depend on its sign
    return True


def _sees_second(opcode, seen, other):
    if opcode == COMPARE or opcode == MOD:
        return False
    if opcode == ADD or opcode == SUB:
        return seen and other & ZEROS != 0
    if opcode == MUL or opcode == MIN or opcode == MAX or opcode == AND or opcode == OR:
        return seen
    return True
