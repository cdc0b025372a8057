"""Which coordinates a value depends on. A render has one z, so that var-z counts as a constant."""
from pyfidget.operations import CONST, FIRST_BINARY, VAR_X, VAR_Y, VAR_Z
from pyfidget.pool import new_bytes

NEITHER, X_ONLY, Y_ONLY, BOTH = range(4)  # bits: what takes two values depends on what either of them does


def classes_of(program, pool):
    """The class of each operation."""
    classes = new_bytes(pool, program.size)
    for index in range(program.size):
        opcode = program.opcodes[index]
        kind = NEITHER
        if opcode > VAR_Z:
            kind = classes[program.first[index]]
            if opcode >= FIRST_BINARY:
                kind |= classes[program.second[index]]
        elif opcode == VAR_X:
            kind = X_ONLY
        elif opcode == VAR_Y:
            kind = Y_ONLY
        else:
            assert opcode == VAR_Z or opcode == CONST
        classes[index] = kind
    return classes
