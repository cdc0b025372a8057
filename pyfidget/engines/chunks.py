"""The compiled engine by chunks: a picture cut into N x N regions, each with a function of its own, of the program that the
passes leave there (passes/). What is proved needs none.
"""
from pyfidget import rawmem
from pyfidget.codegen.emission import most_code
from pyfidget.codegen.memory import CodeMemory
from pyfidget.codegen.programs import may_be_nan
from pyfidget.codegen.unit import new_unit, release_unit, set_exit
from pyfidget.engines.compiled import Samples, compute_row, fill_unit, put_signs
from pyfidget.engines.regions import region_of, shorten
from pyfidget.engines.scalar import evaluate_pixels
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.tape import Tape
from pyfidget.grid import Rectangle
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import parse_switches

_PIXELS = 8  # chunks begin at multiples of so many columns


class Chunks(object):
    """A program to be drawn by chunks, again and again; `release` frees all memory."""

    def __init__(self, program, grid, how, count):
        """how: a compiled.Compilation; count: of chunks along either side. MemoryError."""
        self.program = program
        self.grid = grid
        self.how = how
        self.count = count
        self.samples = Samples(grid, how.lanes)
        self.values = rawmem.alloc_doubles(how.lanes * self.samples.vectors)
        self.unit = new_unit(program.size + 8, how.lanes, how.pool)
        self.memory = None
        self._forget()

    def _forget(self):
        self.functions = self.decided = self.instructions = self.bytes = 0

    def render(self, canvas):
        """Set the pixels of a clear canvas, of the grid's size, that are inside; MemoryError."""
        self._forget()
        width = self.grid.width
        height = self.grid.height
        for j in range(self.count):
            for i in range(self.count):
                left = _cut(width, i, self.count)
                right = width if i == self.count - 1 else _cut(width, i + 1, self.count)
                pixels = Rectangle(left, height * j // self.count, right, height * (j + 1) // self.count)
                if pixels.left < pixels.right and pixels.top < pixels.bottom:
                    self._draw(canvas, pixels)

    def _draw(self, canvas, pixels):
        region = region_of(self.grid, pixels)
        statistics = Statistics(False)
        switches = parse_switches('all')
        draft = optimise(self.program, region, switches, statistics.counters)
        result = draft.result_interval()
        if result.always_negative():
            canvas.fill(pixels.left, pixels.top, pixels.right, pixels.bottom)
        if result.always_negative() or result.never_negative():
            self.decided += 1
        else:
            self._evaluate(canvas, pixels, region, shorten(draft, switches, statistics, 0))

    def _evaluate(self, canvas, pixels, region, program):
        u = self.unit
        nans = may_be_nan(program, region.x, region.y, region.z)
        y = fill_unit(u, program, nans, self.grid.z, self.how)
        rawmem.free_lines(nans)
        address = self._write(u)
        if address == 0:
            evaluate_pixels(Tape(program), self.grid, canvas, pixels)
            return
        self.functions += 1
        self.instructions += u.step_count
        self.bytes += u.code_size
        lanes = self.how.lanes
        vectors = (pixels.right - pixels.left + lanes - 1) // lanes
        for row in range(pixels.top, pixels.bottom):
            compute_row(address, u, y, self.samples, row, pixels.left // lanes, vectors, rawmem.address_of(self.values))
            put_signs(self.values, 0, canvas, row, pixels.left, pixels.right)

    def _write(self, u):
        """The address of a unit's code, in memory that is large enough for any of them; 0 if there is none."""
        if self.memory is None:
            self.memory = CodeMemory(self.how.machine_code, u.lanes, max(most_code(u), _LEAST_MEMORY))
        address = self.memory.write(u, u.vector, 0, 0, u.vector)
        if address == 0 and self.memory.exists:
            self.memory.release()
            self.memory = CodeMemory(self.how.machine_code, u.lanes, 2 * most_code(u))
            address = self.memory.write(u, u.vector, 0, 0, u.vector)
        set_exit(u, self.memory.exit_address)
        return address

    def lines(self):
        """What the last frame took, as lines of text."""
        return ['%d functions, %d instructions, %d bytes; %d chunks decided' % (
            self.functions, self.instructions, self.bytes, self.decided)]

    def release(self):
        if self.memory is not None:
            self.memory.release()
        self.samples.release()
        rawmem.free_lines(self.values)
        release_unit(self.unit)


_LEAST_MEMORY = 1 << 20


def _cut(width, i, count):
    return width * i // count // _PIXELS * _PIXELS
