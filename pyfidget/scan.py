"""The tokens of a .vm text: one pass over its bytes, no token is copied.

Branches that depend on the text are what a scanner's time goes into: how long a token is, nothing can predict. So the usual
token, of at most LONGEST_WORD bytes, is read as one word of eight bytes, and its end is found by arithmetic (see Warren,
Hacker's Delight, section 6-1: find first 0-byte; here, first byte below '!').
"""
from pyfidget.rpy import intmask, lowest_bit

LONGEST_WORD = 7
NO_WORD = 0

_EACH_BYTE = 0x0101010101010101
_HIGH_BITS = -0x7f7f7f7f7f7f7f80  # 0x80 in each byte
_FIRST_OF_TOKENS = 0x21 * _EACH_BYTE  # blanks and control bytes are below it


class UnexpectedByte(Exception):
    """A byte that no text has, at scanner.pos."""


class Scanner(object):
    """pos      where the next token, or the end of the line, is
    word     the token that read_word read last as a number (see word_number); NO_WORD if it is too long
    ordinal  what that token says in hexadecimal behind its first byte: 31 for `_1f`. Of a token that says no number there, or of
             NO_WORD, it is some number, always the same; never negative
    """

    def __init__(self, text):
        self.text = text
        # Some editors write a byte order mark before UTF-8.
        self.begin = 3 if text[0] == '\xef' and text[1] == '\xbb' and text[2] == '\xbf' else 0
        self.pos = self.begin
        self.word = NO_WORD
        self.ordinal = 0

    def at_line_end(self):
        """Go on to the next token of the line; True if there is none, and then to the line's end. UnexpectedByte."""
        text = self.text
        pos = self.pos
        c = text[pos]
        while c <= ' ':
            if c == '\n':
                self.pos = pos
                return True
            if c != ' ' and c != '\t' and c != '\r' and c != '\v' and c != '\f':
                self.pos = pos
                raise UnexpectedByte()
            pos += 1
            c = text[pos]
        self.pos = pos
        if c != '#':
            return False
        self.skip_line()
        return True

    def skip_line(self):
        """Go to the end of the line."""
        text = self.text
        pos = self.pos
        while text[pos] != '\n':
            pos += 1
        self.pos = pos

    def skip_token(self):
        """Go past the token that begins here; gives its end."""
        text = self.text
        pos = self.pos
        while text[pos] > ' ':
            pos += 1
        self.pos = pos
        return pos

    def read_word(self):
        """As skip_token, and sets `word` and `ordinal`."""
        word = self.text.word(self.pos)
        ends = intmask(word - _FIRST_OF_TOKENS) & ~word & _HIGH_BITS
        if ends == 0:
            self.word = NO_WORD
            self.ordinal = 0
            return self.skip_token()
        length = lowest_bit(ends) >> 3
        shift = 64 - 8 * length
        self.word = intmask(word << shift)
        self.ordinal = _hexadecimal((word & ~0xff) << shift)
        self.pos += length
        return self.pos

    def line_of(self, pos):
        """The number of a position's line, from 1."""
        line = 1
        for i in range(pos):
            if self.text[i] == '\n':
                line += 1
        return line

    def line_before(self, pos):
        """What stands before a position in its line."""
        start = pos
        while start > 0 and self.text[start - 1] != '\n':
            start -= 1
        return self.text.piece(start if start > 0 else min(self.begin, pos), pos)

    at_line_end._always_inline_ = True
    read_word._always_inline_ = True


def _hexadecimal(digits):
    """The number that eight bytes say, the last of them highest in the word; a byte that is 0 counts as the digit 0."""
    halves = (digits & 0x0f * _EACH_BYTE) + 9 * ((digits >> 6) & _EACH_BYTE)
    bytes_ = ((halves << 4) + (halves >> 8)) & 0x00ff00ff00ff00ff
    pairs = ((bytes_ << 8) + (bytes_ >> 16)) & 0x0000ffff0000ffff
    return ((pairs << 16) + (pairs >> 32)) & 0xffffffff


_hexadecimal._always_inline_ = True


def word_number(word):
    """The number that read_word makes of a token of at most LONGEST_WORD bytes: these, the last of them highest in a word of
    eight, behind zeros. No two tokens have the same."""
    assert len(word) <= LONGEST_WORD
    number = 0
    for i in range(len(word)):
        number |= ord(word[i]) << 8 * (8 - len(word) + i)
    return intmask(number)
