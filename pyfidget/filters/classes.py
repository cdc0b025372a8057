"""Which coordinates a value depends on. A render has one z, so that var-z counts as a constant."""
from pyfidget.operations import CONST, FIRST_BINARY, VAR_X, VAR_Y, VAR_Z

NEITHER, X_ONLY, Y_ONLY, BOTH = range(4)  # bits: what takes two values depends on what either of them does


def classes_of(program):
    """The class of each operation."""
    classes = [NEITHER] * program.size
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode > VAR_Z:
            classes[index] = classes[program.first[index]]
            if opcode >= FIRST_BINARY:
                classes[index] |= classes[program.second[index]]
        elif opcode == VAR_X:
            classes[index] = X_ONLY
        elif opcode == VAR_Y:
            classes[index] = Y_ONLY
        else:
            assert opcode == VAR_Z or opcode == CONST
    return classes
