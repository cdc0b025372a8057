"""Evaluation that stops at a pixel as soon as its sign is decided.

The result's own sign decides; and with m = min(a, b) or m = max(a, b) that decides on some side, so may its arguments:

    m decides INSIDE when it is negative    and is a min: a negative a makes m negative, if b is not NaN
    m decides OUTSIDE when it is not        and is a max: an a that is not negative, or NaN, makes m so, too
"""
from pyfidget.engines.tape import load
from pyfidget.interval import apply_interval, point
from pyfidget.operations import CONST, MAX, MIN, VAR_Z, apply_operation

INSIDE, OUTSIDE = 1, 2


def find_exits(program, region):
    """For each operation the sides, as bits of INSIDE and OUTSIDE, on which its value alone decides the pixel."""
    may_be_nan = _find_nans(program, region)
    exits = [0] * program.size
    exits[program.size - 1] = INSIDE | OUTSIDE
    index = program.size - 1
    while index >= 0:
        a = program.first[index]
        b = program.second[index]
        if program.opcodes[index] == MIN:
            if not may_be_nan[b]:
                exits[a] |= exits[index] & INSIDE
            if not may_be_nan[a]:
                exits[b] |= exits[index] & INSIDE
        elif program.opcodes[index] == MAX:
            exits[a] |= exits[index] & OUTSIDE
            exits[b] |= exits[index] & OUTSIDE
        index -= 1
    return exits


def _find_nans(program, region):
    intervals = [point(0.0)] * program.size
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            intervals[index] = point(program.constants[index])
        elif opcode <= VAR_Z:
            intervals[index] = region.coordinate(opcode)
        else:
            intervals[index] = apply_interval(
                opcode, intervals[program.first[index]], intervals[program.second[index]])
    return [interval.maybe_nan for interval in intervals]


def evaluate_pixels_early(tape, exits, grid, canvas, pixels):
    """As scalar.evaluate_pixels, with the exits that find_exits gave for the tape's program."""
    registers = tape.loaded_registers(grid.z)
    step_exits = [exits[target] for target in tape.targets]
    for row in range(pixels.top, pixels.bottom):
        load(registers, tape.y_registers, grid.ys[row])
        for column in range(pixels.left, pixels.right):
            load(registers, tape.x_registers, grid.xs[column])
            if _is_inside(tape, step_exits, registers):
                canvas.set_inside(column, row)


def _is_inside(tape, step_exits, registers):
    for step in range(tape.length):
        value = apply_operation(tape.opcodes[step], registers[tape.first[step]], registers[tape.second[step]])
        registers[tape.targets[step]] = value
        sides = step_exits[step]
        if sides != 0:
            if value < 0.0:
                if sides & INSIDE:
                    return True
            elif sides & OUTSIDE:
                return False
    return registers[tape.registers - 1] < 0.0
