"""What the result of a program needs."""
from pyfidget.listing import Listing
from pyfidget.operations import FIRST_BINARY, VAR_Z
from pyfidget.pool import all_ints, new_ints


def count_uses(program, pool):
    """How many arguments of live operations each operation is; one more for the result, and 0 for what is dead."""
    uses = all_ints(pool, program.size, 0)
    uses[program.size - 1] = 1
    for index in range(program.size - 1, -1, -1):
        opcode = program.opcodes[index]
        if uses[index] > 0 and opcode > VAR_Z:  # what has fewer arguments names operation 0, which it does not use
            uses[program.first[index]] += 1
            if opcode >= FIRST_BINARY:
                uses[program.second[index]] += 1
    return uses


def keep_live(program, pool):
    """The Listing of what the result needs, in the same order."""
    uses = count_uses(program, pool)
    count = 0
    for index in range(program.size):
        count += int(uses[index] > 0)
    renamed = new_ints(pool, program.size)
    kept = Listing(pool, count)
    for index in range(program.size):
        if uses[index] > 0:
            opcode = program.opcodes[index]
            first = renamed[program.first[index]] if opcode > VAR_Z else 0
            second = renamed[program.second[index]] if opcode >= FIRST_BINARY else 0
            renamed[index] = kept.size
            kept.append(opcode, first, second, program.constants[index])
    return kept
