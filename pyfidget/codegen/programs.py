"""Programs -> units."""
from pyfidget.codegen.instructions import PLAIN_MAX, PLAIN_MIN
from pyfidget.codegen.unit import add_constant, add_operation, add_result
from pyfidget.interval import apply_interval, everything, point
from pyfidget.operations import CONST, FIRST_BINARY, MAX, MIN, OPERATIONS, VAR_X, VAR_Z


def needed_operations(program):
    """For each operation whether the result needs it."""
    needed = [False] * program.size
    needed[program.size - 1] = True
    for i in range(program.size - 1, -1, -1):
        if needed[i]:
            arity = OPERATIONS[program.opcodes[i]].arity
            if arity >= 1:
                needed[program.first[i]] = True
            if arity >= 2:
                needed[program.second[i]] = True
    return needed


def may_be_nan(program, x, y, z):
    """For each operation whether it may be NaN where x, y and z lie in these intervals."""
    intervals = []
    for i in range(program.size):
        opcode = program.opcodes[i]
        if opcode == CONST:
            intervals.append(point(program.constants[i]))
        elif opcode <= VAR_Z:
            intervals.append(x if opcode == VAR_X else z if opcode == VAR_Z else y)
        elif opcode < FIRST_BINARY:
            intervals.append(apply_interval(opcode, intervals[program.first[i]], everything()))
        else:
            intervals.append(apply_interval(opcode, intervals[program.first[i]], intervals[program.second[i]]))
    return [interval.maybe_nan for interval in intervals]


def instruction_for(opcode, first_may_be_nan):
    """The instruction for an operation, given whether its first argument may be NaN."""
    if not first_may_be_nan:
        if opcode == MIN:
            return PLAIN_MIN
        if opcode == MAX:
            return PLAIN_MAX
    return opcode


def add_program(u, program, nans, coordinates, result):
    """Add a whole program to a unit; coordinates: the leaves of x, y and z; result: where the last value is to lie."""
    needed = needed_operations(program)
    values = [0] * program.size
    for i in range(program.size):
        opcode = program.opcodes[i]
        if not needed[i]:
            continue
        if opcode == CONST:
            values[i] = add_constant(u, program.constants[i])
        elif opcode <= VAR_Z:
            values[i] = coordinates[opcode - VAR_X]
        else:
            a = values[program.first[i]]
            b = values[program.second[i]] if opcode >= FIRST_BINARY else a
            values[i] = add_operation(u, instruction_for(opcode, nans[program.first[i]]), a, b)
    last = values[program.size - 1]
    add_result(u, last, result)
