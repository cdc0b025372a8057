"""The definition of a height map: every operation of the program at every voxel, in order, from the viewer's side.

The height of a pixel is the largest k for which the value at voxel k is below 0, and 0 where there is none.
"""
from pyfidget.engines.tape import Tape, load
from pyfidget.operations import apply_operation


class HeightDefinition(object):
    """Finds the heights of a program, one that sees through its matrix, over a lattice."""

    def __init__(self, program, lattice):
        self.lattice = lattice
        self.tape = Tape(program)
        self.registers = self.tape.loaded_registers(0.0)

    def height_at(self, column, row):
        lattice = self.lattice
        load(self.registers, self.tape.x_registers, lattice.xs[column])
        load(self.registers, self.tape.y_registers, lattice.ys[row])
        k = lattice.depth
        while k > 0 and not self._is_inside(lattice.zs[k - 1]):
            k -= 1
        return k

    def _is_inside(self, z):
        tape = self.tape
        registers = self.registers
        load(registers, tape.z_registers, z)
        for step in range(tape.length):
            registers[tape.targets[step]] = apply_operation(
                tape.opcodes[step], registers[tape.first[step]], registers[tape.second[step]])
        return registers[tape.registers - 1] < 0.0


def find_heights(program, lattice, heights):
    """All of them, into a HeightMap of the lattice's size."""
    definition = HeightDefinition(program, lattice)
    for row in range(lattice.height):
        for column in range(lattice.width):
            heights.set(column, row, definition.height_at(column, row))
