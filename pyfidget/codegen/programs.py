"""Programs -> units.

What is known of each operation on the way lies in raw memory: it is too much to be the collector's, which would copy it, and
to take some for it may cause a collection, which copies the program.
"""
from pyfidget import rawmem
from pyfidget.codegen.instructions import PLAIN_MAX, PLAIN_MIN
from pyfidget.codegen.unit import add_constant, add_operation, add_result
from pyfidget.interval import Interval, apply_interval, point
from pyfidget.operations import CONST, FIRST_BINARY, MAX, MIN, VAR_X, VAR_Z


def needed_operations(program):
    """For each operation 1 if the result needs it, else 0: raw memory, which rawmem.free_lines frees. MemoryError."""
    needed = rawmem.alloc_ints(program.size)
    for i in range(program.size - 1):
        rawmem.set_int(needed, i, 0)
    rawmem.set_int(needed, program.size - 1, 1)
    for i in range(program.size - 1, -1, -1):
        if rawmem.get_int(needed, i) != 0:
            opcode = program.opcodes[i]
            if opcode > VAR_Z:
                rawmem.set_int(needed, program.first[i], 1)
            if opcode >= FIRST_BINARY:
                rawmem.set_int(needed, program.second[i], 1)
    return needed


def may_be_nan(program, x, y, z, pool=None):
    """For each operation a byte, 1 if it may be NaN where x, y and z lie in these intervals, else 0. pool: whose passing memory
    they take, if there is one; else rawmem.free_lines frees them. MemoryError."""
    nans = rawmem.alloc_flags(program.size) if pool is None else pool.passing_bytes(program.size)
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
            interval = apply_interval(opcode, Interval(bounds[2 * a], bounds[2 * a + 1], rawmem.get_byte(nans, a) != 0),
                                      Interval(bounds[2 * b], bounds[2 * b + 1], rawmem.get_byte(nans, b) != 0))
        bounds[2 * i] = interval.lo
        bounds[2 * i + 1] = interval.hi
        rawmem.set_flag(nans, i, interval.maybe_nan)
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
    """Add a whole program to a unit; nans: of may_be_nan; coordinates: the leaves of x, y and z; result: where the last value is
    to lie. MemoryError."""
    values = needed_operations(program)  # and in the place of each, once it is there, its number in the unit
    for i in range(program.size):
        opcode = program.opcodes[i]
        if rawmem.get_int(values, i) == 0:
            continue
        if opcode == CONST:
            value = add_constant(u, program.constants[i])
        elif opcode <= VAR_Z:
            value = coordinates[opcode - VAR_X]
        else:
            a = rawmem.get_int(values, program.first[i])
            b = rawmem.get_int(values, program.second[i]) if opcode >= FIRST_BINARY else a
            value = add_operation(u, instruction_for(opcode, rawmem.get_byte(nans, program.first[i]) != 0), a, b)
        rawmem.set_int(values, i, value)
    add_result(u, rawmem.get_int(values, program.size - 1), result)
    rawmem.free_lines(values)
