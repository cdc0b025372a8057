"""What a program is made of, in numbers."""
from pyfidget.filters.classes import BOTH, X_ONLY, Y_ONLY, classes_of
from pyfidget.filters.live import count_live
from pyfidget.filters.memoize import find_outputs
from pyfidget.operations import CONST, FIRST_BINARY, OPERATIONS, VAR_Z
from pyfidget.pool import all_ints

_BYTES = 8  # of a number in a buffer


class Measures(object):
    """operations   how many there are; kinds: how many of each opcode; constants: how many of them are constants
    of_x, of_y, of_both   how many depend on x alone, on y alone, on both
    depth        how many operations the longest chain of them has, leaves not counted
    live         how many values are live at once, at most (live.py)
    x_outputs, y_outputs   how many values of x alone, or of y alone, the rest takes (memoize.py)
    """

    def __init__(self, program):
        """Of a Listing, in whose pool it takes memory for a while. MemoryError."""
        self.operations = program.size
        self.kinds = [0] * len(OPERATIONS)
        for index in range(program.size):
            self.kinds[program.opcodes[index]] += 1
        self.constants = self.kinds[CONST]
        pool = program.pool
        mark = pool.mark()
        classes = classes_of(program, pool)
        outputs = find_outputs(program, classes, pool)
        counts = [0, 0, 0, 0]
        taken = [0, 0, 0, 0]
        for index in range(program.size):
            counts[classes[index]] += 1
            taken[classes[index]] += outputs[index]
        self.of_x = counts[X_ONLY]
        self.of_y = counts[Y_ONLY]
        self.of_both = counts[BOTH]
        self.x_outputs = taken[X_ONLY]
        self.y_outputs = taken[Y_ONLY]
        self.depth = _depth(program, pool)
        self.live = count_live(program, pool)
        pool.forget_since(mark)

    def buffer_bytes(self, size):
        """Bytes of the buffers that memoize would take for a picture of size x size pixels."""
        return _BYTES * size * (self.x_outputs + self.y_outputs)


def _depth(program, pool):
    depths = all_ints(pool, program.size, 0)
    deepest = 0
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode > VAR_Z:
            depth = depths[program.first[index]]
            if opcode >= FIRST_BINARY:
                depth = max(depth, depths[program.second[index]])
            depths[index] = depth + 1
            deepest = max(deepest, depth + 1)
    return deepest
