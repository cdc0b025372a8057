"""A program laid out for a register machine.

Register i holds the value of operation i of the program. Constants and coordinates are loaded before the machine runs:
constants once, y once a row, x once a pixel. The rest are the steps, in order:

    register[target] = operation(register[first], register[second])
"""
from pyfidget.operations import CONST, OPERATIONS, VAR_X, VAR_Y, VAR_Z


class Tape(object):
    """registers  how many there are; the result is in the last one
    length     how many steps there are
    opcodes, targets, first, second     the steps
    x_registers, y_registers, z_registers            where the coordinates go
    """
    _immutable_fields_ = ['program', 'registers', 'length', 'opcodes[*]', 'targets[*]', 'first[*]', 'second[*]',
                          'x_registers[*]', 'y_registers[*]', 'z_registers[*]']

    def __init__(self, program):
        self.program = program
        self.registers = program.size
        steps = [i for i in range(program.size) if program.opcodes[i] > VAR_Z]
        self.length = len(steps)
        self.targets = steps[:]
        self.opcodes = [program.opcodes[i] for i in steps]
        self.first = [program.first[i] for i in steps]
        self.second = [program.second[i] for i in steps]
        self.x_registers = _where(program, VAR_X)
        self.y_registers = _where(program, VAR_Y)
        self.z_registers = _where(program, VAR_Z)

    def loaded_registers(self, z):
        """Fresh registers with the constants and z in place; the rest is 0.0."""
        program = self.program
        registers = [0.0] * self.registers
        for i in range(self.registers):
            opcode = program.opcodes[i]
            if opcode == CONST:
                registers[i] = program.constants[i]
            elif opcode == VAR_Z:
                registers[i] = z
        return registers

    def step_text(self, step):
        """One step as text, for logs: 'r7 = mul r3 r5'."""
        operation = OPERATIONS[self.opcodes[step]]
        text = 'r%d = %s r%d' % (self.targets[step], operation.name, self.first[step])
        if operation.arity == 2:
            text += ' r%d' % self.second[step]
        return text


def _where(program, opcode):
    return [i for i in range(program.size) if program.opcodes[i] == opcode]


def load(registers, places, value):
    """Put a coordinate into each of its registers."""
    for place in places:
        registers[place] = value
