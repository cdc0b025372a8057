"""The tokens of a .vm text: positions in it, no token is copied.

Branches that depend on the text are what a scanner's time goes into: how long a token is, nothing can predict. So the usual
token, of at most LONGEST_WORD bytes, is read as one word of eight bytes, and its end is found by arithmetic (see Warren,
Hacker's Delight, section 6-1: find first 0-byte; here, first byte below '!'). All that is left to wait for is where the last
token ended, which is why these are functions of positions: what an object keeps goes through memory.
"""
from pyfidget import rawmem
from pyfidget.bytewise import EACH_BYTE, HIGH_BITS
from pyfidget.rpy import intmask, lowest_bit

LONGEST_WORD = 7
ORDINALS = 1 << 24  # how many there are
NO_WORD = 0

_FIRST_OF_TOKENS = 0x21 * EACH_BYTE  # blanks and control bytes are below it
_ALL_BUT_HIGHEST = (1 << 56) - 1  # bytes of a word
_BLANK = ord(' ') << 56
_EACH_DIGIT = EACH_BYTE >> 8  # a byte of a word each, but not of the highest one


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
        if _is_odd(c):
            raise UnexpectedByte(pos)
        pos += 1
        c = text[pos]
    if c == '#':
        return line_end(text, pos)
    return pos


def _is_odd(c):
    return c < ' ' and c != '\t' and c != '\n' and c != '\r' and c != '\v' and c != '\f'


def find_odd_byte(text, stop):
    """The position of the first byte that no text has, comments apart, before `stop`; -1 if there is none."""
    in_comment = False
    for pos in range(stop):
        c = text[pos]
        if c == '#':
            in_comment = True
        elif c == '\n':
            in_comment = False
        elif not in_comment and _is_odd(c):
            return pos
    return -1


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
    return word_to_end(text.word(start), stop - start) & _ALL_BUT_HIGHEST | _BLANK


def ordinal_of(text, start, stop):
    """What a token says in hexadecimal behind its first byte: 31 for `_1f`. Of a token that says no number there, or is too
    long, it is some number, always the same; never negative."""
    if stop - start > LONGEST_WORD:
        return 0
    return ordinal_to_end(text.word(start), stop - start)


def word_to_end(word, count):
    """Of a word of text the first `count` bytes and the one behind them, highest, and zeros before: of a token that a blank
    ends its word_number. More than LONGEST_WORD bytes make no token's: what is highest then is of the token itself."""
    return intmask(word << _shift(count))


def ordinal_to_end(word, count):
    """As ordinal_of, of the first `count` bytes of a word of text."""
    digits = (word & ~0xff) << _shift(count)
    halves = (digits & 0x0f * _EACH_DIGIT) + 9 * ((digits >> 6) & _EACH_DIGIT)
    pairs = (halves << 4) + (halves >> 8) & 0x0000ff00ff00ff00
    # Three bytes, 16 bits apart, the first one lowest; the product has them side by side, the first one highest.
    return (intmask((pairs >> 8) * 0x1000001000001) >> 32) & 0xffffff


def _shift(count):
    return (56 - 8 * count) & 63


def token_ends(text, pool):
    """A bit for each byte of a Text, the first one lowest, and for 64 more: set where the byte is a blank, a line end or a
    control byte. In a pool's passing memory; MemoryError."""
    words = (text.size >> 3) + 1
    block = text.block
    ends = pool.passing_bytes(words + 8)
    for i in range(words):
        rawmem.set_byte(ends, i, _ends_of(rawmem.get_word(block, 8 * i)))
    rawmem.fill_bytes(ends, words, 8, 0xff)
    return ends


def _ends_of(word):
    """A bit for each byte of a word, the first one lowest: whether it is below '!'."""
    ends = ~((word & 0x7f * EACH_BYTE) + (0x80 - 0x21) * EACH_BYTE | word) & HIGH_BITS
    # Each byte's bit goes up to its place in the highest byte: words are signed, and vectors shift such to the left alone.
    ends |= intmask(ends << 7)
    ends |= intmask(ends << 14)
    return (ends | intmask(ends << 28)) >> 56 & 0xff


for _function in (next_token, token_end, word_of, ordinal_of, word_to_end, ordinal_to_end, _shift, _ends_of):
    _function._always_inline_ = True


def word_number(word):
    """The number that word_of gives for a token of at most LONGEST_WORD bytes: these and a blank, highest in a word of eight,
    behind zeros. No two tokens have the same."""
    assert len(word) <= LONGEST_WORD
    number = _BLANK
    for i in range(len(word)):
        number |= ord(word[i]) << 8 * (7 - len(word) + i)
    return number


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
