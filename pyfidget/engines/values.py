"""The value at every pixel, not only its sign: by the definition, or by the quadtree's recursion without its shortcuts.

A region's program is made shorter by those passes alone that keep the value of the result; no region is filled. Which NaN a
value is, if it is one, may differ; nothing else does, down to the sign of a zero.
"""
from pyfidget.engines.regions import quarters_of, region_of, shorten
from pyfidget.engines.tape import Tape, load
from pyfidget.grid import all_pixels
from pyfidget.operations import apply_operation
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import Switches


class Receiver(object):
    """Is told the value at each pixel, in any order."""

    def receive(self, column, row, value):
        raise NotImplementedError


def find_all_values(program, grid, receiver):
    """Every operation at every pixel, in order: the definition."""
    _evaluate(Tape(program), grid, all_pixels(grid), receiver)


class ValueQuadtree(object):
    """switches: which passes run, but never the demanded sign; statistics: an observer of the recursion."""

    def __init__(self, switches, statistics):
        self.switches = Switches(switches.decide, switches.fold, switches.peephole, False, switches.dead)
        self.statistics = statistics

    def find_values(self, program, grid, receiver):
        """Tell the receiver the value of the program at each of the grid's pixels."""
        self._visit(program, grid, all_pixels(grid), receiver, 0)

    def _visit(self, program, grid, pixels, receiver, level):
        draft = optimise(program, region_of(grid, pixels), self.switches, self.statistics.counters)
        if self.statistics.counting:
            self.statistics.count_region(level, program.size, False, False)
        shorter = shorten(draft, self.switches, self.statistics, level)
        quarters = quarters_of(pixels)
        if len(quarters) == 1:
            if self.statistics.counting:
                self.statistics.count_leaf(level)
            _evaluate(Tape(shorter), grid, pixels, receiver)
        else:
            for quarter in quarters:
                self._visit(shorter, grid, quarter, receiver, level + 1)


def _evaluate(tape, grid, pixels, receiver):
    registers = tape.loaded_registers(grid.z)
    for row in range(pixels.top, pixels.bottom):
        load(registers, tape.y_registers, grid.ys[row])
        for column in range(pixels.left, pixels.right):
            load(registers, tape.x_registers, grid.xs[column])
            for step in range(tape.length):
                registers[tape.targets[step]] = apply_operation(
                    tape.opcodes[step], registers[tape.first[step]], registers[tape.second[step]])
            receiver.receive(column, row, registers[tape.registers - 1])
