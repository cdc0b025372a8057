"""How many values are live at once: computed, and still to be used. So many registers it takes; constants take none."""
from pyfidget.filters.uses import count_uses
from pyfidget.operations import CONST, FIRST_BINARY, VAR_Z


def count_live(program, pool):
    """The most values that are live at once, while the operations that the result needs are computed in their order."""
    left = count_uses(program, pool)
    left[program.size - 1] += 1  # the result stays
    live = 0
    most = 0
    for index in range(program.size):
        if left[index] > 0:
            opcode = program.opcodes[index]
            if opcode != CONST:
                live += 1  # beside its arguments: no operation overwrites them
                most = max(most, live)
            if opcode > VAR_Z:
                live -= _use(program, left, program.first[index])
                if opcode >= FIRST_BINARY:
                    live -= _use(program, left, program.second[index])
    return most


def _use(program, left, index):
    """Whether a value dies with one use of it, as 1 or 0; constants never lived."""
    left[index] -= 1
    return int(left[index] == 0 and program.opcodes[index] != CONST)
