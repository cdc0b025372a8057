"""The text of a .vm file -> Program, in one pass.

    # a comment; it may also follow an instruction
    NAME const NUMBER
    NAME var-x                     var-y, var-z
    NAME OPERATION NAME [NAME]     the arguments are names of earlier lines

Names are any token that does not begin with '#'. Tokens are separated by blanks, instructions by line ends (LF or CRLF).
The result of the program is its last instruction.

Text is a string of bytes; on Python 3 it is a str of characters up to U+00FF, each standing for one byte.
"""
from pyfidget import operations
from pyfidget.names import NameTable, WordTable
from pyfidget.numeral import BadNumeral, read_numeral
from pyfidget.program import Program
from pyfidget.quote import printable, quote
from pyfidget.rpy import is_utf8, piece
from pyfidget.scan import Scanner, UnexpectedByte


class ParseError(Exception):
    """A fault in a model: where (line and column count from 1) and what."""

    def __init__(self, filename, line, column, message):
        self.filename = filename
        self.line = line
        self.column = column
        self.message = message

    def describe(self):
        """One line: `model.vm:12:7: unknown operation 'foo'`."""
        return '%s:%d:%d: %s' % (printable(self.filename), self.line, self.column, self.message)

    def __str__(self):
        return self.describe()


def parse(text, filename):
    """The Program that a text denotes; raises ParseError. The file name serves the messages alone."""
    return _Parser(text, filename).parse()


class _Parser(object):
    def __init__(self, text, filename):
        self.text = text
        self.filename = filename
        self.scanner = Scanner(text)
        # Lists that never grow: fresh memory costs more than all the rest of parsing.
        most = text.count('\n') + 1
        self.size = 0
        self.opcodes = [0] * most
        self.first = [0] * most
        self.second = [0] * most
        self.constants = [0.0] * most
        self.names = NameTable(text, most)

    def parse(self):
        scanner = self.scanner
        try:
            while scanner.pos < len(self.text):
                if not scanner.at_line_end():
                    self.instruction(scanner)
                scanner.pos += 1
        except UnexpectedByte:
            byte = ord(self.text[scanner.pos])
            raise self.error(scanner.pos, 'unexpected byte 0x%s: this is not a text file' % _hex_byte(byte))
        if self.size == 0:
            raise self.error(0, 'the program is empty: there is no instruction')
        return Program(self.size, self.opcodes, self.first, self.second, self.constants)

    def instruction(self, scanner):
        index = self.size
        start = scanner.pos
        stop = scanner.read_name()
        ordinal = scanner.ordinal
        if scanner.at_line_end():
            raise self.error(start, 'expected an operation after %s' % self.quoted(start, stop))
        opcode = self.operation(scanner)
        self.opcodes[index] = opcode
        if opcode == operations.CONST:
            self.constants[index] = self.number(scanner)
        elif opcode >= operations.ABS:
            self.first[index] = self.argument(scanner, opcode, 0)
            if opcode >= operations.FIRST_BINARY:
                self.second[index] = self.argument(scanner, opcode, 1)
        if not scanner.at_line_end():
            extra = scanner.pos
            raise self.error(extra, '%s: unexpected %s' % (_wants(opcode), self.quoted(extra, scanner.skip_token())))

        if self.names.find(start, stop, ordinal) >= 0:
            raise self.error(start, 'name %s is already defined on line %d' % (
                self.quoted(start, stop), self.first_definition(start, stop)))
        self.names.add(start, stop, ordinal)
        self.size = index + 1

    def operation(self, scanner):
        """The opcode that the next token names."""
        start = scanner.pos
        opcode = _OPERATION_NAMES.find(scanner.read_word())
        if opcode < 0:
            raise self.error(start, 'unknown operation %s' % self.quoted(start, scanner.pos))
        return opcode

    def argument(self, scanner, opcode, count):
        """The index that the next token names; count: how many arguments stand before it."""
        last = scanner.pos  # the end of the last token
        if scanner.at_line_end():
            raise self.error(last, '%s, got %d' % (_wants(opcode), count))
        start = scanner.pos
        stop = scanner.read_name()
        index = self.names.find(start, stop, scanner.ordinal)
        if index < 0:
            raise self.error(start, 'undefined name %s' % self.quoted(start, stop))
        return index

    def number(self, scanner):
        last = scanner.pos
        if scanner.at_line_end():
            raise self.error(last, _wants(operations.CONST))
        start = scanner.pos
        stop = scanner.skip_token()
        try:
            return read_numeral(self.text, start, stop)
        except BadNumeral:
            raise self.error(start, 'bad number %s' % self.quoted(start, stop))

    def quoted(self, start, stop):
        return quote(piece(self.text, start, stop))

    def first_definition(self, start, stop):
        """The number of the first line that begins with the name text[start:stop]."""
        name = piece(self.text, start, stop)
        scanner = Scanner(self.text)
        while True:
            if not scanner.at_line_end():
                line_start = scanner.pos
                if name == piece(self.text, line_start, scanner.skip_token()):
                    return scanner.line_of(line_start)
                scanner.skip_line()
            scanner.pos += 1

    def error(self, pos, message):
        """A ParseError at a byte of the text; columns count characters where the line is UTF-8, bytes elsewhere."""
        before = self.scanner.line_before(pos)
        column = len(before) + 1
        if is_utf8(before):
            for c in before:
                if '\x80' <= c <= '\xbf':
                    column -= 1
        return ParseError(self.filename, self.scanner.line_of(pos), column, message)


def _wants(opcode):
    name = operations.OPERATIONS[opcode].name
    if opcode == operations.CONST:
        return "'const' takes one number"
    arity = operations.OPERATIONS[opcode].arity
    if arity == 0:
        return "'%s' takes no argument" % name
    return "'%s' takes %d argument%s" % (name, arity, 's' if arity > 1 else '')


def _hex_byte(byte):
    return '0123456789abcdef'[byte >> 4] + '0123456789abcdef'[byte & 15]


_OPERATION_NAMES = WordTable([_operation.name for _operation in operations.OPERATIONS])
