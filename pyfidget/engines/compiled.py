"""The compiled engine: every operation at every pixel, as the scalar engine, but by machine code, four pixels at a time.

The program is one function (`codegen/`), which computes a row. Without AVX2 and FMA, and untranslated, the rows come from
`points.py`, by loops.
"""
from pyfidget import machine, rawmem
from pyfidget.asm.encoder import R8, RSI, at
from pyfidget.codegen.emission import free_registers, most_code
from pyfidget.codegen.memory import CodeMemory
from pyfidget.codegen.programs import add_program, may_be_nan
from pyfidget.codegen.ssra import allocate_ssra
from pyfidget.codegen.unit import (
    LANES,
    VECTOR,
    add_constant,
    add_fixed,
    add_leaf,
    begin,
    new_unit,
    release_unit,
    set_exit,
    set_fixed,
    vector_of,
)
from pyfidget.engines.points import Evaluator, evaluate_points
from pyfidget.interval import point, span


class Compiled(object):
    """A program's values over a grid, row by row; `release` frees all memory.

    values: of the row that was computed last, width doubles and some that mean nothing
    """

    def __init__(self, program, grid, machine_code, sink):
        """machine_code: False for loops, whatever the processor can run; sink: one of ssra.SINKS, by its place. MemoryError."""
        self.grid = grid
        self.vectors = (grid.width + LANES - 1) // LANES
        self.unit = new_unit(program.size + 8)
        begin(self.unit, 0)
        x = add_leaf(self.unit, at(RSI, 0))
        self.y = add_fixed(self.unit)
        coordinates = [x, self.y, add_constant(self.unit, grid.z)]
        add_program(self.unit, program, _nans(program, grid), coordinates, at(R8, 0))
        allocate_ssra(self.unit, free_registers(self.unit), sink)
        self.memory = CodeMemory(machine_code, most_code(self.unit))
        set_exit(self.unit, self.memory.exit_address)
        self.code = self.memory.write(self.unit, VECTOR, 0, 0, VECTOR)
        self.evaluator = None if self.code else Evaluator(program)
        self.values = rawmem.alloc_doubles(LANES * self.vectors)
        self.xs = rawmem.alloc_doubles(LANES * self.vectors)
        self.ys = rawmem.alloc_doubles(grid.width)
        self.zs = rawmem.alloc_doubles(grid.width)
        for i in range(LANES * self.vectors):
            self.xs[i] = grid.xs[min(i, grid.width - 1)]
        for i in range(grid.width):
            self.zs[i] = grid.z

    def compute_row(self, row):
        """Fill `values`; MemoryError."""
        if self.evaluator is None:
            set_fixed(self.unit.frame, vector_of(self.unit, self.y), self.grid.ys[row])
            machine.call(self.code, rawmem.address_of(self.unit.frame), rawmem.address_of(self.xs), 0, 0,
                         rawmem.address_of(self.values), self.vectors)
            return
        for i in range(self.grid.width):
            self.ys[i] = self.grid.ys[row]
        if evaluate_points(self.evaluator.record, 0, self.grid.width, self.xs, self.ys, self.zs, self.values) < 0:
            raise MemoryError

    def lines(self):
        """What the code is made of, as lines of text."""
        u = self.unit
        if self.evaluator is not None:
            return ['no machine code']
        return ['%d bytes of code: %d steps, of which %d loads, %d stores; %d loads sunk; %d slots' % (
            u.code_size, u.step_count, u.loads, u.stores, u.sunk, u.spill_slots)]

    def release(self):
        self.memory.release()
        release_unit(self.unit)
        if self.evaluator is not None:
            self.evaluator.release()
        rawmem.free_lines(self.values)
        rawmem.free_lines(self.xs)
        rawmem.free_lines(self.ys)
        rawmem.free_lines(self.zs)


def _nans(program, grid):
    """For each operation whether it may be NaN somewhere on the grid."""
    x = span(grid.xs[0], grid.xs[grid.width - 1])
    y = span(grid.ys[0], grid.ys[grid.height - 1])
    return may_be_nan(program, x, y, point(grid.z))


def render_compiled(compiled, canvas):
    """Set the pixels of a clear canvas, of the grid's size, that are inside; MemoryError."""
    for row in range(canvas.height):
        compiled.compute_row(row)
        _put_signs(compiled.values, canvas, row)


def find_compiled_values(compiled, receiver):
    """Tell a Receiver the value at every pixel; MemoryError."""
    grid = compiled.grid
    for row in range(grid.height):
        compiled.compute_row(row)
        for column in range(grid.width):
            receiver.receive(column, row, compiled.values[column])


def _put_signs(values, canvas, row):
    column = 0
    while column + 8 <= canvas.width:
        bits = 0
        i = 0
        while i < 8:
            bits = bits << 1 | int(values[column + i] < 0.0)
            i += 1
        rawmem.set_byte(canvas.block, row * canvas.stride + (column >> 3), bits)
        column += 8
    while column < canvas.width:
        if values[column] < 0.0:
            canvas.set_inside(column, row)
        column += 1
