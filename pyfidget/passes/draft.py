"""A program on its way to a shorter one that gives the same picture in one region."""
from pyfidget import operations
from pyfidget.interval import point
from pyfidget.program import Program


class Region(object):
    """The intervals of the three coordinates over the samples of a region."""
    _immutable_ = True

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def coordinate(self, opcode):
        """opcode: VAR_X, VAR_Y or VAR_Z."""
        if opcode == operations.VAR_X:
            return self.x
        if opcode == operations.VAR_Y:
            return self.y
        return self.z


class Draft(object):
    """The entries of a program, each with what is known of its value; passes rewrite entries in place.

    opcodes, first, second, constants   as in Program
    intervals   where the value lies in the region
    same        the index of an earlier entry with the same value, which stands for this one, or the entry's own index

    An entry that others stand for never stands for one itself: `same` needs no second step, until the backward pass.
    """

    def __init__(self, size):
        self.size = size
        self.opcodes = [0] * size
        self.first = [0] * size
        self.second = [0] * size
        self.constants = [0.0] * size
        self.intervals = [_UNKNOWN] * size
        self.same = [0] * size

    def put(self, index, opcode, a, b, interval):
        self.opcodes[index] = opcode
        self.first[index] = a
        self.second[index] = b
        self.intervals[index] = interval
        self.same[index] = index

    def put_constant(self, index, value):
        self.put(index, operations.CONST, 0, 0, point(value))
        self.constants[index] = value

    def is_constant(self, index):
        return self.opcodes[index] == operations.CONST

    def result(self):
        """The index of the entry that stands for the result."""
        return self.same[self.size - 1]

    def result_interval(self):
        return self.intervals[self.result()]

    def keep(self, wanted, count):
        """The Program of the entries with a true flag, of which there are `count`; every one they need is among them."""
        renamed = [0] * self.size
        opcodes = [0] * count
        first = [0] * count
        second = [0] * count
        constants = [0.0] * count
        position = 0
        for index in range(self.size):
            if wanted[index]:
                opcodes[position] = self.opcodes[index]
                first[position] = renamed[self.first[index]]
                second[position] = renamed[self.second[index]]
                constants[position] = self.constants[index]
                renamed[index] = position
                position += 1
            else:
                # Also resolves chains: the entry that stands for this one comes earlier.
                renamed[index] = renamed[self.same[index]]
        assert position == count
        return Program(count, opcodes, first, second, constants)


_UNKNOWN = point(0.0)
