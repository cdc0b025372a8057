"""The scalar engine: every operation at every pixel, in order. It is the definition of a correct picture.

A register machine with one loop, so that a meta-tracing JIT can follow it from pixel to pixel: the position on the tape is
constant in a trace, and a trace of one pixel closes where the next pixel begins.
"""
from pyfidget.engines.tape import Tape, load
from pyfidget.grid import all_pixels
from pyfidget.operations import apply_operation
from pyfidget.rpy import JitDriver


def _location(step, tape):
    if step == tape.length:
        return 'next pixel'
    return tape.step_text(step)


driver = JitDriver(greens=['step', 'tape'], reds=['column', 'row', 'left', 'right', 'bottom', 'registers', 'grid', 'canvas'],
                   get_printable_location=_location, name='scalar')


def render_scalar(program, grid, canvas):
    """Set the pixels of a clear canvas, of the grid's size, that lie inside the program's shape."""
    evaluate_pixels(Tape(program), grid, canvas, all_pixels(grid))


def evaluate_pixels(tape, grid, canvas, pixels):
    """Set those of the pixels, a Rectangle, that are inside."""
    registers = tape.loaded_registers(grid.z)
    left = pixels.left
    right = pixels.right
    bottom = pixels.bottom
    column = left
    row = pixels.top
    load(registers, tape.x_registers, grid.xs[column])
    load(registers, tape.y_registers, grid.ys[row])
    step = 0
    while True:
        driver.jit_merge_point(step=step, tape=tape, column=column, row=row, left=left, right=right, bottom=bottom,
                               registers=registers, grid=grid, canvas=canvas)
        if step < tape.length:
            registers[tape.targets[step]] = apply_operation(
                tape.opcodes[step], registers[tape.first[step]], registers[tape.second[step]])
            step += 1
            continue
        if registers[tape.registers - 1] < 0.0:
            canvas.set_inside(column, row)
        column += 1
        if column == right:
            column = left
            row += 1
            if row == bottom:
                return
            load(registers, tape.y_registers, grid.ys[row])
        load(registers, tape.x_registers, grid.xs[column])
        step = 0
        driver.can_enter_jit(step=step, tape=tape, column=column, row=row, left=left, right=right, bottom=bottom,
                             registers=registers, grid=grid, canvas=canvas)
