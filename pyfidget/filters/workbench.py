"""A program that a pass is making, operation by operation; it may leave some that nothing needs."""
from pyfidget.filters.needed import keep_needed
from pyfidget.filters.numbering import Numbering, word_of_constant
from pyfidget.operations import CONST
from pyfidget.program import Program


class Workbench(object):
    """size operations in the lists opcodes, first, second and constants, as in Program; the lists have room for more."""

    def __init__(self, expected):
        """expected: about how many operations there will be."""
        self.size = 0
        self.opcodes = [0] * expected
        self.first = [0] * expected
        self.second = [0] * expected
        self.constants = [0.0] * expected
        self._numbers = Numbering(expected // 8)

    def add(self, opcode, a, b):
        """The index of a new operation on earlier ones, or of a coordinate."""
        index = self.size
        if index == len(self.opcodes):
            self._grow()
        self.opcodes[index] = opcode
        self.first[index] = a
        self.second[index] = b
        self.size = index + 1
        return index

    def constant(self, value):
        """The index of a constant, which is there only once."""
        word = word_of_constant(value)
        index = self._numbers.find(CONST, word)
        if index < 0:
            index = self.add(CONST, 0, 0)
            self.constants[index] = value
            self._numbers.put(CONST, word, index)
        return index

    def is_constant(self, index):
        return self.opcodes[index] == CONST

    def finish(self, result):
        """The Program of what an operation needs, which becomes the last one."""
        return keep_needed(Program(result + 1, self.opcodes, self.first, self.second, self.constants))

    def _grow(self):
        size = self.size
        more = size + 16
        self.opcodes = self.opcodes + [0] * more
        self.first = self.first + [0] * more
        self.second = self.second + [0] * more
        self.constants = self.constants + [0.0] * more
