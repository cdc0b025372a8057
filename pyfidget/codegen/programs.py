"""Programs -> units.

What is known of each operation on the way lies in raw memory: it is too much to be the collector's, which would copy it.
"""
from pyfidget import rawmem
from pyfidget.codegen.instructions import PLAIN_MAX, PLAIN_MIN
from pyfidget.codegen.unit import add_constant, add_operation, add_result
from pyfidget.interval import Interval, apply_interval, point
from pyfidget.operations import CONST, FIRST_BINARY, MAX, MIN, VAR_X, VAR_Z


def needed_operations(program):
    """For each operation whether the result needs it."""
    needed = [False] * program.size
    needed[program.size - 1] = True
    for i in range(program.size - 1, -1, -1):
        if needed[i]:
            opcode = program.opcodes[i]
            if opcode > VAR_Z:
                needed[program.first[i]] = True
            if opcode >= FIRST_BINARY:
                needed[program.second[i]] = True
    return needed


def may_be_nan(program, x, y, z, pool=None):
    """For each operation whether it may be NaN where x, y and z lie in these intervals; pool: whose passing memory it takes on
    the way, if there is one."""
    nans = [False] * program.size
    mark = 0 if pool is None else pool.mark()
    bounds = rawmem.alloc_doubles(2 * program.size) if pool is None else pool.passing_doubles(2 * program.size)
    for i in range(program.size):
        opcode = program.opcodes[i]
        if opcode == CONST:
            interval = point(program.constants[i])
        elif opcode <= VAR_Z:
            known = x if opcode == VAR_X else z if opcode == VAR_Z else y
            interval = Interval(known.lo, known.hi, known.maybe_nan)
        else:
            a = program.first[i]
            b = program.second[i] if opcode >= FIRST_BINARY else a
            interval = apply_interval(opcode, Interval(bounds[2 * a], bounds[2 * a + 1], nans[a]),
                                      Interval(bounds[2 * b], bounds[2 * b + 1], nans[b]))
        bounds[2 * i] = interval.lo
        bounds[2 * i + 1] = interval.hi
        nans[i] = interval.maybe_nan
    if pool is None:
        rawmem.free_lines(bounds)
    else:
        pool.forget_since(mark)
    return nans


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
    values = rawmem.alloc_ints(program.size)
    for i in range(program.size):
        opcode = program.opcodes[i]
        if not needed[i]:
            continue
        if opcode == CONST:
            value = add_constant(u, program.constants[i])
        elif opcode <= VAR_Z:
            value = coordinates[opcode - VAR_X]
        else:
            a = rawmem.get_int(values, program.first[i])
            b = rawmem.get_int(values, program.second[i]) if opcode >= FIRST_BINARY else a
            value = add_operation(u, instruction_for(opcode, nans[program.first[i]]), a, b)
        rawmem.set_int(values, i, value)
    add_result(u, rawmem.get_int(values, program.size - 1), result)
    rawmem.free_lines(values)
