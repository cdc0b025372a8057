"""A program that a pass is making, operation by operation; it may leave some that nothing needs."""
from pyfidget.filters.numbering import Numbering, word_of_constant
from pyfidget.filters.uses import keep_live
from pyfidget.listing import Listing
from pyfidget.operations import CONST
from pyfidget.pool import longer_bytes, longer_doubles, longer_ints


class Workbench(Listing):
    """A Listing that has room for any number of operations."""

    def __init__(self, pool, expected):
        """expected: about how many operations there will be. MemoryError, as of all that adds."""
        Listing.__init__(self, pool, expected)
        self.room = expected
        self._numbers = Numbering(pool, expected // 8)

    def add(self, opcode, a, b):
        """The index of a new operation on earlier ones, or of a coordinate."""
        if self.size == self.room:
            self._grow()
        self.append(opcode, a, b, 0.0)
        return self.size - 1

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

    def clear(self):
        """Begin anew, in the same memory."""
        self.size = 0
        self._numbers.clear()

    def end_with(self, result):
        """Let an operation be the last one."""
        self.size = result + 1

    def finish(self, result):
        """The Listing of what an operation needs, which becomes the last one."""
        self.end_with(result)
        return keep_live(self, self.pool)

    def _grow(self):
        room = 2 * self.room + 16
        self.opcodes = longer_bytes(self.pool, self.opcodes, self.size, room)
        self.first = longer_ints(self.pool, self.first, self.size, room)
        self.second = longer_ints(self.pool, self.second, self.size, room)
        self.constants = longer_doubles(self.pool, self.constants, self.size, room)
        self.room = room
