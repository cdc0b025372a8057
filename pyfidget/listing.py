"""Programs in raw memory, as the parser writes them and the lowering reads them: no collector ever has to look at them."""
from pyfidget.pool import Bytes, Doubles, Ints, array, new_bytes, new_doubles, new_ints
from pyfidget.program import Program


class Listing(object):
    """A program, as program.Program, whose fields are arrays of a pool and go with it.

    Programs are what passes over regions make and throw away; a Listing is made once, of a whole model.
    """
    opcodes = array(Bytes, '_opcodes')
    first = array(Ints, '_first')
    second = array(Ints, '_second')
    constants = array(Doubles, '_constants')

    def __init__(self, pool, most):
        """most: how many operations it may get. MemoryError."""
        self.pool = pool
        self.size = 0
        self.opcodes = new_bytes(pool, most)
        self.first = new_ints(pool, most)
        self.second = new_ints(pool, most)
        self.constants = new_doubles(pool, most)

    def append(self, opcode, first, second, constant):
        index = self.size
        self.opcodes[index] = opcode
        self.first[index] = first
        self.second[index] = second
        self.constants[index] = constant
        self.size = index + 1

    append._always_inline_ = True

    def to_program(self):
        """The same as a Program, which outlives the pool."""
        opcodes = [0] * self.size
        first = [0] * self.size
        second = [0] * self.size
        constants = [0.0] * self.size
        for index in range(self.size):
            opcodes[index] = self.opcodes[index]
            first[index] = self.first[index]
            second[index] = self.second[index]
            constants[index] = self.constants[index]
        return Program(self.size, opcodes, first, second, constants)


def listing_of(program, pool):
    """The Listing of a Program; MemoryError."""
    listing = Listing(pool, program.size)
    for index in range(program.size):
        listing.append(program.opcodes[index], program.first[index], program.second[index], program.constants[index])
    return listing
