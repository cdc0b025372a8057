"""The compiled engine: every operation at every pixel, as the scalar engine, but by machine code, four or eight pixels at a
time.

The program is one function (`codegen/`), which computes a row. Or it is *memoised*: three functions, for what depends on x alone,
on y alone, and on both. A block of rows is computed in strips of columns then: the values of y once for a row, those of x once
for a strip, so that both stay in the processor's caches while all pixels of the block take them.

Without AVX2 and FMA, and untranslated, the rows come from `points.py`, by loops.
"""
from pyfidget import rawmem
from pyfidget.asm.encoder import R8, RSI, at
from pyfidget.codegen.allocators import allocate
from pyfidget.codegen.asm_text import assembly_lines
from pyfidget.codegen.emission import most_code, write_code
from pyfidget.codegen.memoize import Split
from pyfidget.codegen.memory import CodeMemory, widest_lanes
from pyfidget.codegen.programs import add_program, may_be_nan
from pyfidget.codegen.unit import (
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
from pyfidget.machine import call
from pyfidget.rpy import fixed_text
from pyfidget.system import now

_STRIP = 16  # vectors
_BLOCK = 32  # rows


class Compilation(object):
    """How a program is compiled. machine_code: False for loops, whatever the processor can run; allocator: one of
    allocators.ALLOCATORS, sink: one of ssra.SINKS, by their places; memoize: whether it is split; lanes: how many pixels at a
    time, of unit.py's, 0 for as many as the processor can; pool: whose passing memory compiling takes, if there is
    one."""

    def __init__(self, machine_code, allocator, sink, memoize, lanes=0, pool=None):
        self.machine_code = machine_code
        self.lanes = lanes if lanes > 0 else widest_lanes()
        self.allocator = allocator
        self.sink = sink
        self.memoize = memoize
        self.pool = pool


class Samples(object):
    """The coordinates of a grid in raw memory: each x, filled up to whole vectors by the last one, and each y as a vector."""

    def __init__(self, grid, lanes):
        """MemoryError."""
        self.lanes = lanes
        self.vectors = (grid.width + lanes - 1) // lanes
        self.xs = rawmem.alloc_doubles(lanes * self.vectors)
        self.ys = rawmem.alloc_doubles(lanes * grid.height)
        for i in range(lanes * self.vectors):
            self.xs[i] = grid.xs[min(i, grid.width - 1)]
        for i in range(lanes * grid.height):
            self.ys[i] = grid.ys[i // lanes]

    def release(self):
        rawmem.free_lines(self.xs)
        rawmem.free_lines(self.ys)


class Compiled(object):
    """A program's values over a grid, some rows at a time; `release` frees all memory.

    most_rows   how many rows may be asked for at once
    values      of those that were computed last, `stride` doubles a row: the width, and some that mean nothing
    seconds     that compiling took
    """

    def __init__(self, program, grid, how):
        """how: a Compilation. MemoryError."""
        self.grid = grid
        self.samples = Samples(grid, how.lanes)
        self.stride = how.lanes * self.samples.vectors
        self.size = program.size
        started = now()
        nans = _nans(program, grid, how.pool)
        if how.memoize:
            self.most_rows = _BLOCK
            self.code = _Memoised(program, nans, grid.z, how)
        else:
            self.most_rows = 1
            self.code = _Whole(program, nans, grid.z, how)
        if how.pool is None:
            rawmem.free_lines(nans)
        self.seconds = now() - started
        self.loops = None if self.code.exists else _Loops(program, grid)
        self.values = rawmem.alloc_doubles(self.stride * self.most_rows)

    def compute_rows(self, top, bottom):
        """Fill `values`; MemoryError."""
        if self.loops is not None:
            self.loops.compute_rows(top, bottom, self.values, self.stride)
        else:
            self.code.compute_rows(self.samples, top, bottom, rawmem.address_of(self.values))

    def assembly(self, title):
        """The code as text for GNU as, in pieces; on any processor."""
        pieces = ['# %s, written by pyfidget.  as --64 picture.s -o picture.o\n' % title,
                  '# Functions of C: frame, xs, ys, zs, out, vectors.\n', '        .intel_syntax noprefix\n', '        .text\n']
        return pieces + self.code.assembly()

    def lines(self):
        """What the code is made of, as lines of text."""
        if self.loops is not None:
            return ['no machine code']
        return self.code.lines() + ['compiled in %s ms, %d ns an operation' % (
            fixed_text(1e3 * self.seconds, 3), int(1e9 * self.seconds) // self.size)]

    def release(self):
        self.code.release()
        if self.loops is not None:
            self.loops.release()
        self.samples.release()
        rawmem.free_lines(self.values)


class _Code(object):
    """The functions of a program. exists: whether there are any."""

    def compute_rows(self, samples, top, bottom, out):
        """out: the address of room for the rows."""
        raise NotImplementedError

    def assembly(self):
        raise NotImplementedError

    def lines(self):
        raise NotImplementedError

    def release(self):
        raise NotImplementedError


class _Whole(_Code):
    def __init__(self, program, nans, z, how):
        self.unit = new_unit(program.size + 8, how.lanes, how.pool)
        self.y = fill_unit(self.unit, program, nans, z, how)
        self.memory = CodeMemory(how.machine_code, how.lanes, most_code(self.unit))
        set_exit(self.unit, self.memory.exit_address)
        self.address = self.memory.write(self.unit, self.unit.vector, 0, 0, self.unit.vector)
        self.exists = self.address != 0

    def compute_rows(self, samples, top, bottom, out):
        for row in range(top, bottom):
            compute_row(self.address, self.unit, self.y, samples, row, 0, samples.vectors, out)
            out += self.unit.vector * samples.vectors

    def assembly(self):
        return _assembly(self.unit, self.unit.vector, self.unit.vector, 'values')

    def lines(self):
        return [_line('code', self.unit)]

    def release(self):
        self.memory.release()
        release_unit(self.unit)


def fill_unit(u, program, nans, z, how):
    """Make the steps of a program's unit, for rows; gives the vector of the frame where y is to be."""
    begin(u, 0)
    x = add_leaf(u, at(RSI, 0))
    y = add_fixed(u)
    add_program(u, program, nans, [x, y, add_constant(u, z)], at(R8, 0))
    allocate(u, how.allocator, how.sink)
    return vector_of(u, y)


def compute_row(address, u, y, samples, row, left, vectors, out):
    """Run the code of such a unit for so many vectors of a row, from one vector on; out: the address of room for the values."""
    set_fixed(u, u.frame, y, samples.ys[samples.lanes * row])
    call(address, rawmem.address_of(u.frame), rawmem.address_of(samples.xs) + u.vector * left, 0, 0, out, vectors)


class _Memoised(_Code):
    def __init__(self, program, nans, z, how):
        self.x_unit = new_unit(program.size + 8, how.lanes, how.pool)
        self.y_unit = new_unit(program.size + 8, how.lanes, how.pool)
        self.unit = new_unit(2 * program.size + 8, how.lanes, how.pool)
        self.vector = self.unit.vector
        units = [self.x_unit, self.y_unit, self.unit]
        for u in units:
            begin(u, 0)
        split = Split(program, nans, z, self.x_unit, self.y_unit, self.unit)
        size = 0
        for u in units:
            allocate(u, how.allocator, how.sink)
            size += most_code(u) + self.vector
        self.memory = CodeMemory(how.machine_code, how.lanes, size)
        for u in units:
            set_exit(u, self.memory.exit_address)
        self.x_bytes = self.vector * split.x_exports
        self.y_bytes = self.vector * split.y_exports
        self.x_address = self.memory.write(self.x_unit, self.vector, 0, 0, self.x_bytes)
        self.y_address = self.memory.write(self.y_unit, self.vector, 0, 0, self.y_bytes)
        self.address = self.memory.write(self.unit, self.x_bytes, 0, 0, self.vector)
        self.exists = self.address != 0
        self.xs = rawmem.alloc_doubles(how.lanes * split.x_exports * _STRIP)
        self.ys = rawmem.alloc_doubles(how.lanes * split.y_exports * _BLOCK)

    def compute_rows(self, samples, top, bottom, out):
        xs = rawmem.address_of(self.xs)
        ys = rawmem.address_of(self.ys)
        frame = rawmem.address_of(self.unit.frame)
        vector = self.vector
        call(self.y_address, rawmem.address_of(self.y_unit.frame), rawmem.address_of(samples.ys) + vector * top, 0, 0, ys,
             bottom - top)
        strip = 0
        while strip < samples.vectors:
            count = min(_STRIP, samples.vectors - strip)
            call(self.x_address, rawmem.address_of(self.x_unit.frame), rawmem.address_of(samples.xs) + vector * strip, 0, 0, xs,
                 count)
            row = 0
            while row < bottom - top:
                call(self.address, frame, xs, ys + self.y_bytes * row, 0, out + vector * (samples.vectors * row + strip), count)
                row += 1
            strip += count

    def assembly(self):
        return (_assembly(self.x_unit, self.vector, self.x_bytes, 'values_of_x')
                + _assembly(self.y_unit, self.vector, self.y_bytes, 'values_of_y')
                + _assembly(self.unit, self.x_bytes, self.vector, 'values'))

    def lines(self):
        return [_line('x', self.x_unit), _line('y', self.y_unit), _line('both', self.unit),
                '%d values of x and %d of y exported' % (self.x_bytes // self.vector, self.y_bytes // self.vector)]

    def release(self):
        self.memory.release()
        release_unit(self.x_unit)
        release_unit(self.y_unit)
        release_unit(self.unit)
        rawmem.free_lines(self.xs)
        rawmem.free_lines(self.ys)


def _assembly(u, x_bytes, out_bytes, name):
    block = rawmem.alloc_bytes(most_code(u) + 8)
    size = write_code(u, block, x_bytes, 0, 0, out_bytes)
    pieces = assembly_lines(u, block, size, name)
    rawmem.free_bytes(block)
    return pieces


def _line(name, u):
    return '%s: %d instructions, %d loads, %d stores, %d loads sunk, %d slots, %d bytes' % (
        name, u.step_count, u.loads, u.stores, u.sunk, u.spill_slots, u.code_size)


class _Loops(object):
    """The rows without machine code."""

    def __init__(self, program, grid):
        self.grid = grid
        self.evaluator = Evaluator(program, False)
        self.xs = rawmem.alloc_doubles(grid.width)
        self.ys = rawmem.alloc_doubles(grid.width)
        self.zs = rawmem.alloc_doubles(grid.width)
        self.out = rawmem.alloc_doubles(grid.width)
        for i in range(grid.width):
            self.xs[i] = grid.xs[i]
            self.zs[i] = grid.z

    def compute_rows(self, top, bottom, values, stride):
        width = self.grid.width
        for row in range(top, bottom):
            for i in range(width):
                self.ys[i] = self.grid.ys[row]
            if evaluate_points(self.evaluator.record, 0, width, self.xs, self.ys, self.zs, self.out) < 0:
                raise MemoryError
            for i in range(width):
                values[(row - top) * stride + i] = self.out[i]

    def release(self):
        self.evaluator.release()
        rawmem.free_lines(self.xs)
        rawmem.free_lines(self.ys)
        rawmem.free_lines(self.zs)
        rawmem.free_lines(self.out)


def _nans(program, grid, pool):
    """may_be_nan on the grid."""
    x = span(grid.xs[0], grid.xs[grid.width - 1])
    y = span(grid.ys[0], grid.ys[grid.height - 1])
    return may_be_nan(program, x, y, point(grid.z), pool)


def render_compiled(compiled, canvas):
    """Set the pixels of a clear canvas, of the grid's size, that are inside; MemoryError."""
    top = 0
    while top < canvas.height:
        bottom = min(top + compiled.most_rows, canvas.height)
        draw_rows(compiled, canvas, top, bottom)
        top = bottom


def draw_rows(compiled, canvas, top, bottom):
    """Some of these rows, at most `most_rows`; MemoryError."""
    compiled.compute_rows(top, bottom)
    for row in range(top, bottom):
        put_signs(compiled.values, compiled.stride * (row - top), canvas, row, 0, canvas.width)


def find_compiled_values(compiled, receiver):
    """Tell a Receiver the value at every pixel; MemoryError."""
    grid = compiled.grid
    top = 0
    while top < grid.height:
        bottom = min(top + compiled.most_rows, grid.height)
        compiled.compute_rows(top, bottom)
        for row in range(top, bottom):
            for column in range(grid.width):
                receiver.receive(column, row, compiled.values[compiled.stride * (row - top) + column])
        top = bottom


def put_signs(values, start, canvas, row, left, right):
    """Set those pixels of columns left to right - 1 of a row whose values, from a place on, are negative; left: a multiple of
    8."""
    column = left
    while column + 8 <= right:
        bits = 0
        end = start + 8
        while start < end:
            bits = bits << 1 | int(values[start] < 0.0)
            start += 1
        rawmem.set_byte(canvas.block, row * canvas.stride + (column >> 3), bits)
        column += 8
    while column < right:
        if values[start] < 0.0:
            canvas.set_inside(column, row)
        column += 1
        start += 1
