"""Programs: straight-line lists of operations, each naming earlier ones (SSA); the last one is the result.

    _0 var-x              opcodes   [VAR_X, CONST, SUB]
    _1 const 0.5          first     [0,     0,     0  ]
    _2 sub _0 _1          second    [0,     0,     1  ]
                          constants [0.0,   0.5,   0.0]
"""
from pyfidget import operations
from pyfidget.rpy import float_text


class Program(object):
    """`size` operations, at least one, in four lists whose entry i describes operation i; longer lists have room to spare.

    opcodes    rows of operations.OPERATIONS
    first      index of the first argument, below i; 0 where there is none
    second     index of the second argument, below i; 0 where there is none
    constants  the value of a CONST; 0.0 for every other operation

    A Program is never changed once it is made.
    """
    _immutable_fields_ = ['size', 'opcodes[*]', 'first[*]', 'second[*]', 'constants[*]']

    def __init__(self, size, opcodes, first, second, constants):
        self.size = size
        self.opcodes = opcodes
        self.first = first
        self.second = second
        self.constants = constants

    def to_vm(self):
        """The program as .vm text, names `_0`, `_1`, ... in hexadecimal; parsing it gives the same program."""
        return ''.join([self.line(index, name_of(index), name_of(self.first[index]), name_of(self.second[index]))
                        for index in range(self.size)])

    def line(self, index, name, first, second):
        """The line of an operation, where it and its arguments have these names."""
        opcode = self.opcodes[index]
        operation = operations.OPERATIONS[opcode]
        line = '%s %s' % (name, operation.name)
        if opcode == operations.CONST:
            line += ' ' + float_text(self.constants[index])
        if operation.arity >= 1:
            line += ' ' + first
        if operation.arity >= 2:
            line += ' ' + second
        return line + '\n'


def name_of(index):
    """The name that text gives to operation `index`."""
    return '_%x' % index


class ProgramBuilder(object):
    """Collects operations one by one; each method returns the index of the operation that it adds."""

    def __init__(self):
        self._opcodes = []
        self._first = []
        self._second = []
        self._constants = []

    def size(self):
        return len(self._opcodes)

    def constant(self, value):
        return self._add(operations.CONST, 0, 0, value)

    def variable(self, opcode):
        """opcode: VAR_X, VAR_Y or VAR_Z."""
        assert operations.VAR_X <= opcode <= operations.VAR_Z
        return self._add(opcode, 0, 0, 0.0)

    def unary(self, opcode, a):
        assert operations.OPERATIONS[opcode].arity == 1
        return self._add(opcode, a, 0, 0.0)

    def binary(self, opcode, a, b):
        assert operations.OPERATIONS[opcode].arity == 2
        return self._add(opcode, a, b, 0.0)

    def _add(self, opcode, a, b, value):
        index = len(self._opcodes)
        assert 0 <= a < index or operations.OPERATIONS[opcode].arity == 0
        assert 0 <= b < index or operations.OPERATIONS[opcode].arity <= 1
        self._opcodes.append(opcode)
        self._first.append(a)
        self._second.append(b)
        self._constants.append(value)
        return index

    def end_with(self, index):
        """Make an operation the last one, by adding it once more if it is not: a result is the last operation."""
        if index != self.size() - 1:
            self._add(self._opcodes[index], self._first[index], self._second[index], self._constants[index])

    def finish(self):
        """The Program of all that was added; there must be something. The builder may go on afterwards."""
        assert len(self._opcodes) > 0
        return Program(len(self._opcodes), self._opcodes[:], self._first[:], self._second[:], self._constants[:])
