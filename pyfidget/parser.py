"""The text of a .vm file -> Program, in one pass.

    # a comment; it may also follow an instruction
    NAME const NUMBER
    NAME var-x                     var-y, var-z
    NAME OPERATION NAME [NAME]     the arguments are names of earlier lines
    NAME recip NAME                one over the argument, as other programs write it: a div of a constant
    NAME load-x NAME               load-y: another name of a value that depends on x alone, or on y alone (loads.py)

Names are any token that does not begin with '#'. Tokens are separated by blanks, instructions by line ends (LF or CRLF).
The result of the program is its last instruction.

A string is one of bytes; on Python 3 it is a str of characters up to U+00FF, each standing for one byte.
"""
from pyfidget import operations
from pyfidget.fast_lines import read_fast_lines
from pyfidget.listing import Listing
from pyfidget.loads import LOAD_X, LOAD_Y, drop_loads
from pyfidget.names import OPERATION_NAMES, NameTable
from pyfidget.numeral import BadNumeral, read_numeral
from pyfidget.pool import pool_for_text
from pyfidget.quote import printable, quote
from pyfidget.rpy import is_utf8
from pyfidget.scan import (
    UnexpectedByte,
    begin_of,
    find_odd_byte,
    line_before,
    line_end,
    line_of,
    next_token,
    ordinal_of,
    token_end,
    token_ends,
    word_number,
    word_of,
)
from pyfidget.system import as_text
from pyfidget.texts import text_of

_HEAD = 4096  # bytes of a faulty text in which a byte that no text has says that it is none
_RECIP = len(operations.OPERATIONS)  # no opcode: a spelling of div
_RECIP_WORD = word_number('recip')
_LOAD_X_WORD = word_number('load-x')
_LOAD_Y_WORD = word_number('load-y')
_PAUSE = 31  # lines that are not tried as fast ones after one that is none: most texts are of one form throughout


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
        return as_text(self.describe())


def parse(string, filename):
    """The Program that a string denotes; raises ParseError. The file name serves the messages alone. MemoryError."""
    text = text_of(string)
    try:
        pool = pool_for_text(text.size)
        try:
            return parse_text(text, filename, pool).to_program()
        finally:
            pool.release()
    finally:
        text.release()


def parse_text(text, filename, pool):
    """The Listing that a Text denotes, in a pool; as `parse`."""
    most = text.count_lines() + 1  # reciprocals have one constant
    listing = Listing(pool, most)
    mark = pool.mark()
    _Parser(text, filename, listing, NameTable(text, most, pool), token_ends(text, pool)).parse()
    pool.forget_since(mark)
    return listing


class _Parser(object):
    def __init__(self, text, filename, listing, names, ends):
        self.text = text
        self.filename = filename
        self.listing = listing
        self.names = names
        self.ends = ends
        self.one = -1  # the index of the constant of reciprocals
        self.load_indices = []
        self.load_places = []  # in the text

    def parse(self):
        try:
            self.instructions()
        except UnexpectedByte as unexpected:
            raise self.no_text(unexpected.pos)
        except ParseError as fault:
            # A picture, say, has bytes that may be tokens before the first one that no text has.
            pos = find_odd_byte(self.text, min(self.text.size, _HEAD))
            raise fault if pos < 0 else self.no_text(pos)
        if self.listing.size == 0:
            raise self.error(0, 'the program is empty: there is no instruction')
        if len(self.load_indices) > 0:
            self.drop_loads()

    def instructions(self):
        text = self.text
        pos = begin_of(text)
        pause = 0
        while pos < text.size:
            pos = next_token(text, pos)
            if text[pos] != '\n':
                pos = self.instruction(pos)
            pos += 1
            if pause > 0:
                pause -= 1
            elif self.names.has_fast_lines():
                start = pos
                pos = read_fast_lines(text, self.ends, self.names, self.listing, pos)
                if pos == start:
                    pause = _PAUSE

    def instruction(self, start):
        """Read the instruction that begins at a position; gives where its line ends."""
        text = self.text
        stop = token_end(text, start)
        begin = next_token(text, stop)
        if text[begin] == '\n':
            raise self.error(start, 'expected an operation after %s' % self.quoted(start, stop))
        pos = token_end(text, begin)
        opcode = OPERATION_NAMES.find(word_of(text, begin, pos))
        if opcode < 0:
            opcode = self.spelling(begin, pos)
        first = 0
        second = 0
        constant = 0.0
        if opcode == operations.CONST:
            begin = next_token(text, pos)
            if text[begin] == '\n':
                raise self.error(pos, _wants(opcode))
            pos = token_end(text, begin)
            constant = self.number(begin, pos)
        elif opcode >= operations.ABS:
            begin = next_token(text, pos)
            if text[begin] == '\n':
                raise self.error(pos, '%s, got 0' % _wants(opcode))
            pos = token_end(text, begin)
            first = self.argument(text, begin, pos)
            if operations.FIRST_BINARY <= opcode < _RECIP:
                begin = next_token(text, pos)
                if text[begin] == '\n':
                    raise self.error(pos, '%s, got 1' % _wants(opcode))
                pos = token_end(text, begin)
                second = self.argument(text, begin, pos)
        if text[pos] != '\n':
            pos = next_token(text, pos)
        if text[pos] != '\n':
            raise self.error(pos, '%s: unexpected %s' % (_wants(opcode), self.quoted(pos, token_end(text, pos))))
        if opcode == _RECIP:
            opcode = operations.DIV
            second = first
            first = self.constant_one()
        self.define(text, start, stop)
        self.listing.append(opcode, first, second, constant)
        return pos

    def spelling(self, start, stop):
        """What the text[start:stop], which is the name of no operation, stands for."""
        word = word_of(self.text, start, stop)
        if word == _RECIP_WORD:
            return _RECIP
        if word != _LOAD_X_WORD and word != _LOAD_Y_WORD:
            raise self.error(start, 'unknown operation %s' % self.quoted(start, stop))
        self.load_indices.append(self.listing.size)
        self.load_places.append(start)
        return LOAD_X if word == _LOAD_X_WORD else LOAD_Y

    def drop_loads(self):
        fault = drop_loads(self.listing)
        for i in range(len(self.load_indices)):
            if self.load_indices[i] == fault:
                place = self.load_places[i]
                axis = self.text[place + 5]  # of 'load-x'
                raise self.error(place, "'load-%s' takes what depends on %s alone" % (axis, axis))

    def constant_one(self):
        """The index of a constant 1 that has no name."""
        if self.one < 0:
            self.one = self.names.skip()
            self.listing.append(operations.CONST, 0, 0, 1.0)
        return self.one

    def define(self, text, start, stop):
        """Give the name text[start:stop] to the next operation."""
        if not self.names.add(start, stop, word_of(text, start, stop), ordinal_of(text, start, stop)):
            raise self.error(start, 'name %s is already defined on line %d' % (
                self.quoted(start, stop), self.first_definition(start, stop)))

    def argument(self, text, start, stop):
        """The index of the operation that has the name text[start:stop]."""
        index = self.names.find(start, stop, word_of(text, start, stop), ordinal_of(text, start, stop))
        if index < 0:
            raise self.error(start, 'undefined name %s' % self.quoted(start, stop))
        return index

    def number(self, start, stop):
        try:
            return read_numeral(self.text, start, stop)
        except BadNumeral:
            raise self.error(start, 'bad number %s' % self.quoted(start, stop))

    instruction._always_inline_ = True
    define._always_inline_ = True
    argument._dont_inline_ = True  # two copies of it want more registers than there are

    def quoted(self, start, stop):
        return quote(self.text.piece(start, stop))

    def first_definition(self, start, stop):
        """The number of the first line that begins with the name text[start:stop]."""
        text = self.text
        name = text.piece(start, stop)
        pos = begin_of(text)
        while True:
            pos = next_token(text, pos)
            if text[pos] != '\n' and name == text.piece(pos, token_end(text, pos)):
                return line_of(text, pos)
            pos = line_end(text, pos) + 1

    def no_text(self, pos):
        return self.error(pos, 'unexpected byte 0x%s: this is not a text file' % _hex_byte(ord(self.text[pos])))

    def error(self, pos, message):
        """A ParseError at a byte of the text; columns count characters where the line is UTF-8, bytes elsewhere."""
        before = line_before(self.text, pos)
        column = len(before) + 1
        if is_utf8(before):
            for c in before:
                if '\x80' <= c <= '\xbf':
                    column -= 1
        return ParseError(self.filename, line_of(self.text, pos), column, message)


def _wants(opcode):
    if opcode >= _RECIP:
        return "'%s' takes 1 argument" % ('load-y' if opcode == LOAD_Y else 'load-x' if opcode == LOAD_X else 'recip')
    name = operations.OPERATIONS[opcode].name
    if opcode == operations.CONST:
        return "'const' takes one number"
    arity = operations.OPERATIONS[opcode].arity
    if arity == 0:
        return "'%s' takes no argument" % name
    return "'%s' takes %d argument%s" % (name, arity, 's' if arity > 1 else '')


def _hex_byte(byte):
    return '0123456789abcdef'[byte >> 4] + '0123456789abcdef'[byte & 15]
