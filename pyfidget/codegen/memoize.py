"""A program as three tapes: what depends on x alone, what depends on y alone, and what depends on both and takes from the others.

What depends on neither is computed here, by the operations' meanings. A value of one coordinate that an operation of both takes,
or that is the result, is *exported*: a result of its tape, a leaf of the third. Exports of one sample lie side by side, so that
the third tape goes through memory in one direction.
"""
from pyfidget import rawmem
from pyfidget.asm.encoder import R8, RDX, RSI, at
from pyfidget.codegen.programs import instruction_for, needed_operations
from pyfidget.codegen.unit import add_constant, add_leaf, add_operation, add_result
from pyfidget.operations import CONST, FIRST_BINARY, OPERATIONS, VAR_X, VAR_Y, VAR_Z, apply_operation

NEITHER, OF_X, OF_Y, OF_BOTH = range(4)


def dependences(program):
    """For each operation whether it depends on x, y, both or neither of them."""
    found = [NEITHER] * program.size
    for i in range(program.size):
        opcode = program.opcodes[i]
        arity = OPERATIONS[opcode].arity
        if opcode == VAR_X:
            found[i] = OF_X
        elif opcode == VAR_Y:
            found[i] = OF_Y
        if arity >= 1:
            found[i] = found[program.first[i]]
        if arity >= 2:
            found[i] |= found[program.second[i]]
    return found


class Split(object):
    """x_unit, y_unit: with their samples at [rsi] and exports from [r8] on; unit: with exports of x from [rsi] on, of y from
    [rdx] on, and the result at [r8]; x_exports, y_exports: how many there are."""

    def __init__(self, program, nans, z, x_unit, y_unit, unit):
        """Fills three units that have begun, of room for program.size + 8 values, the last of twice as many. nans: of may_be_nan;
        z: the number. MemoryError."""
        self.program = program
        self.nans = nans
        self.kinds = dependences(program)
        self.needed = needed_operations(program)
        self.numbers = _numbers(program, self.kinds, z)
        self.exports = [-1] * program.size
        self.x_exports = self._number_exports(OF_X)
        self.y_exports = self._number_exports(OF_Y)
        self._fill(x_unit, OF_X, VAR_X)
        self._fill(y_unit, OF_Y, VAR_Y)
        self._fill(unit, OF_BOTH, -1)
        rawmem.free_lines(self.needed)

    def _number_exports(self, kind):
        program = self.program
        count = 0
        for i in range(program.size):
            if self.kinds[i] == OF_BOTH and rawmem.get_int(self.needed, i) != 0:
                count = self._export(program.first[i], kind, count)
                if program.opcodes[i] >= FIRST_BINARY:
                    count = self._export(program.second[i], kind, count)
        return self._export(program.size - 1, kind, count)

    def _export(self, i, kind, count):
        if self.kinds[i] != kind or self.exports[i] >= 0:
            return count
        self.exports[i] = count
        return count + 1

    def _fill(self, u, kind, variable):
        program = self.program
        values = [-1] * program.size
        for i in range(program.size):
            opcode = program.opcodes[i]
            if self.kinds[i] != kind or rawmem.get_int(self.needed, i) == 0:
                continue
            if opcode == variable:
                values[i] = add_leaf(u, at(RSI, 0))
            else:
                a = self._value(u, values, program.first[i])
                b = self._value(u, values, program.second[i]) if opcode >= FIRST_BINARY else a
                may_be_nan = rawmem.get_byte(self.nans, program.first[i]) != 0
                values[i] = add_operation(u, instruction_for(opcode, may_be_nan), a, b)
        if kind == OF_BOTH:
            add_result(u, self._value(u, values, program.size - 1), at(R8, 0))
            return
        for i in range(program.size):
            if self.kinds[i] == kind and self.exports[i] >= 0:
                add_result(u, values[i], at(R8, u.vector * self.exports[i]))

    def _value(self, u, values, i):
        """An argument: computed before, or a leaf that is made where it is needed first."""
        if values[i] < 0:
            if self.kinds[i] == NEITHER:
                values[i] = add_constant(u, self.numbers[i])
            else:
                values[i] = add_leaf(u, at(RSI if self.kinds[i] == OF_X else RDX, u.vector * self.exports[i]))
        return values[i]


def _numbers(program, kinds, z):
    """The values of what depends on neither x nor y; 0 for the rest."""
    numbers = [0.0] * program.size
    for i in range(program.size):
        opcode = program.opcodes[i]
        if kinds[i] != NEITHER:
            continue
        if opcode == CONST:
            numbers[i] = program.constants[i]
        elif opcode == VAR_Z:
            numbers[i] = z
        else:
            b = numbers[program.second[i]] if opcode >= FIRST_BINARY else 0.0
            numbers[i] = apply_operation(opcode, numbers[program.first[i]], b)
    return numbers
