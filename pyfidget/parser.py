"""The text of a .vm file -> Program, in one pass.

    # a comment; it may also follow an instruction
    NAME const NUMBER
    NAME var-x                     var-y, var-z
    NAME OPERATION NAME [NAME]     the arguments are names of earlier lines

Names are any token that does not begin with '#'. Tokens are separated by blanks, instructions by line ends (LF or CRLF).
The result of the program is its last instruction.

A string is one of bytes; on Python 3 it is a str of characters up to U+00FF, each standing for one byte.
"""
from pyfidget import operations
from pyfidget.listing import Listing
from pyfidget.names import NameTable, WordTable
from pyfidget.numeral import BadNumeral, read_numeral
from pyfidget.pool import pool_for
from pyfidget.quote import printable, quote
from pyfidget.rpy import is_utf8
from pyfidget.scan import Scanner, UnexpectedByte
from pyfidget.texts import text_of


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


def parse(string, filename):
    """The Program that a string denotes; raises ParseError. The file name serves the messages alone. MemoryError."""
    text = text_of(string)
    try:
        pool = pool_for(0)
        try:
            return parse_text(text, filename, pool).to_program()
        finally:
            pool.release()
    finally:
        text.release()


def parse_text(text, filename, pool):
    """The Listing that a Text denotes, in a pool; as `parse`."""
    most = text.count_lines()
    listing = Listing(pool, most)
    mark = pool.mark()
    _Parser(text, filename, listing, NameTable(text, most, pool)).parse()
    pool.forget_since(mark)
    return listing


class _Parser(object):
    def __init__(self, text, filename, listing, names):
        self.text = text
        self.filename = filename
        self.scanner = Scanner(text)
        self.listing = listing
        self.names = names

    def parse(self):
        scanner = self.scanner
        try:
            while scanner.pos < self.text.size:
                if not scanner.at_line_end():
                    self.instruction(scanner)
                scanner.pos += 1
        except UnexpectedByte:
            byte = ord(self.text[scanner.pos])
            raise self.error(scanner.pos, 'unexpected byte 0x%s: this is not a text file' % _hex_byte(byte))
        if self.listing.size == 0:
            raise self.error(0, 'the program is empty: there is no instruction')

    def instruction(self, scanner):
        start = scanner.pos
        stop = scanner.read_word()
        word = scanner.word
        ordinal = scanner.ordinal
        if scanner.at_line_end():
            raise self.error(start, 'expected an operation after %s' % self.quoted(start, stop))
        opcode = self.operation(scanner)
        first = 0
        second = 0
        constant = 0.0
        if opcode == operations.CONST:
            constant = self.number(scanner)
        elif opcode >= operations.ABS:
            first = self.argument(scanner, opcode, 0)
            if opcode >= operations.FIRST_BINARY:
                second = self.argument(scanner, opcode, 1)
        if not scanner.at_line_end():
            extra = scanner.pos
            raise self.error(extra, '%s: unexpected %s' % (_wants(opcode), self.quoted(extra, scanner.skip_token())))

        if self.names.find(start, stop, word, ordinal) >= 0:
            raise self.error(start, 'name %s is already defined on line %d' % (
                self.quoted(start, stop), self.first_definition(start, stop)))
        self.names.add(start, stop, word, ordinal)
        self.listing.append(opcode, first, second, constant)

    def operation(self, scanner):
        """The opcode that the next token names."""
        start = scanner.pos
        scanner.read_word()
        opcode = _OPERATION_NAMES.find(scanner.word)
        if opcode < 0:
            raise self.error(start, 'unknown operation %s' % self.quoted(start, scanner.pos))
        return opcode

    def argument(self, scanner, opcode, count):
        """The index that the next token names; count: how many arguments stand before it."""
        last = scanner.pos  # the end of the last token
        if scanner.at_line_end():
            raise self.error(last, '%s, got %d' % (_wants(opcode), count))
        start = scanner.pos
        stop = scanner.read_word()
        index = self.names.find(start, stop, scanner.word, scanner.ordinal)
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
        return quote(self.text.piece(start, stop))

    def first_definition(self, start, stop):
        """The number of the first line that begins with the name text[start:stop]."""
        name = self.text.piece(start, stop)
        scanner = Scanner(self.text)
        while True:
            if not scanner.at_line_end():
                line_start = scanner.pos
                if name == self.text.piece(line_start, scanner.skip_token()):
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
