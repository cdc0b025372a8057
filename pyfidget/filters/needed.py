"""What the result of a program needs."""
from pyfidget.operations import FIRST_BINARY, VAR_Z
from pyfidget.program import Program


def count_uses(program):
    """How many arguments of needed operations each operation is; one more for the result, and 0 for what is not needed."""
    uses = [0] * program.size
    uses[program.size - 1] = 1
    for index in range(program.size - 1, -1, -1):
        opcode = program.opcodes[index]
        if uses[index] > 0 and opcode > VAR_Z:  # what has fewer arguments names operation 0, which it does not use
            uses[program.first[index]] += 1
            if opcode >= FIRST_BINARY:
                uses[program.second[index]] += 1
    return uses


def keep_needed(program):
    """The Program of what the result needs, in the same order."""
    uses = count_uses(program)
    count = 0
    for number in uses:
        count += int(number > 0)
    renamed = [0] * program.size
    opcodes = [0] * count
    first = [0] * count
    second = [0] * count
    constants = [0.0] * count
    position = 0
    for index in range(program.size):
        if uses[index] > 0:
            opcode = program.opcodes[index]
            opcodes[position] = opcode
            constants[position] = program.constants[index]
            if opcode > VAR_Z:
                first[position] = renamed[program.first[index]]
                if opcode >= FIRST_BINARY:
                    second[position] = renamed[program.second[index]]
            renamed[index] = position
            position += 1
    return Program(count, opcodes, first, second, constants)
