"""The tokens of a .vm text: positions in it, no token is copied.

Branches that depend on the text are what a scanner's time goes into: how long a token is, nothing can predict. So the usual
token, of at most LONGEST_WORD bytes, is read as one word of eight bytes, and its end is found by arithmetic (see Warren,
Hacker's Delight, section 6-1: find first 0-byte; here, first byte below '!'). All that is left to wait for is where the last
token ended, which is why these are functions of positions: what an object keeps goes through memory.
"""
from pyfidget.bytewise import EACH_BYTE, HIGH_BITS
from pyfidget.rpy import intmask, lowest_bit

LONGEST_WORD = 7
NO_WORD = 0

_FIRST_OF_TOKENS = 0x21 * EACH_BYTE  # blanks and control bytes are below it


class UnexpectedByte(Exception):
    """A byte that no text has, at a position."""

    def __init__(self, pos):
        self.pos = pos


def begin_of(text):
    """Where a text begins: some editors write a byte order mark before UTF-8."""
    return 3 if text[0] == '\xef' and text[1] == '\xbb' and text[2] == '\xbf' else 0


def next_token(text, pos):
    """Where the next token of a line begins, from a position on; the line's end if there is none. UnexpectedByte."""
    if text[pos] == ' ':
        pos += 1
    if text[pos] > '#':
        return pos  # most of all are behind one blank, or none
    return _skip_blanks(text, pos)


def _skip_blanks(text, pos):
    c = text[pos]
    while c <= ' ' and c != '\n':
        if c != ' ' and c != '\t' and c != '\r' and c != '\v' and c != '\f':
            raise UnexpectedByte(pos)
        pos += 1
        c = text[pos]
    if c == '#':
        return line_end(text, pos)
    return pos


def line_end(text, pos):
    """Where the line ends that a position is in."""
    while text[pos] != '\n':
        pos += 1
    return pos


def token_end(text, pos):
    """Where the token ends that begins at a position."""
    word = text.word(pos)
    ends = intmask(word - _FIRST_OF_TOKENS) & ~word & HIGH_BITS
    if ends != 0:
        return pos + (lowest_bit(ends) >> 3)
    while text[pos] > ' ':
        pos += 1
    return pos


def word_of(text, start, stop):
    """A token as one number (see word_number), by its ends; NO_WORD if it is too long."""
    if stop - start > LONGEST_WORD:
        return NO_WORD
    return intmask(text.word(start) << _shift(start, stop))


def ordinal_of(text, start, stop):
    """What a token says in hexadecimal behind its first byte: 31 for `_1f`. Of a token that says no number there, or is too
    long, it is some number, always the same; never negative."""
    if stop - start > LONGEST_WORD:
        return 0
    digits = (text.word(start) & ~0xff) << _shift(start, stop)
    halves = (digits & 0x0f * EACH_BYTE) + 9 * ((digits >> 6) & EACH_BYTE)
    pairs = ((halves << 4) + (halves >> 8)) & 0x00ff00ff00ff00ff
    # Three bytes, 16 bits apart, the first one lowest; the product has them side by side, the first one highest.
    return (intmask((pairs >> 16) * 0x1000001000001) >> 32) & 0xffffff


def _shift(start, stop):
    """How far a word that begins as a token does goes up, for the token to be highest and all else to be gone."""
    return 64 - 8 * (stop - start)


for _function in (next_token, token_end, word_of, ordinal_of, _shift):
    _function._always_inline_ = True


def word_number(word):
    """The number that word_of gives for a token of at most LONGEST_WORD bytes: these, the last of them highest in a word of
    eight, behind zeros. No two tokens have the same."""
    assert len(word) <= LONGEST_WORD
    number = 0
    for i in range(len(word)):
        number |= ord(word[i]) << 8 * (8 - len(word) + i)
    return intmask(number)


def line_of(text, pos):
    """The number of a position's line, from 1."""
    line = 1
    for i in range(pos):
        if text[i] == '\n':
            line += 1
    return line


def line_before(text, pos):
    """What stands before a position in its line, as a string."""
    start = pos
    while start > 0 and text[start - 1] != '\n':
        start -= 1
    return text.piece(start if start > 0 else min(begin_of(text), pos), pos)
