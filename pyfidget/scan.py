"""The tokens of a .vm text: one pass over its bytes, no token is copied.

Branches that depend on the text are what a scanner's time goes into, so that each token is read by one loop that learns
all that is asked of such a token on the way.
"""
from pyfidget.rpy import piece

LONGEST_WORD = 7
_LONGEST_ORDINAL = 9  # `_` and 32 bits
_NO_DIGIT = 16
_DIGITS = [_NO_DIGIT] * 256
for _value, _digit in enumerate('0123456789abcdef'):
    _DIGITS[ord(_digit)] = _value


class UnexpectedByte(Exception):
    """A byte that no text has, at scanner.pos."""


class Scanner(object):
    """pos      where the next token, or the end of the line, is
    ordinal  n, if the token that read_name read last is `_n` with n in hexadecimal, no zero in front; else -1
    """

    def __init__(self, text):
        self.text = text
        # Some editors write a byte order mark before UTF-8.
        self.begin = 3 if text.startswith('\xef\xbb\xbf') else 0
        self.pos = self.begin
        self.ordinal = -1

    def at_line_end(self):
        """Go on to the next token of the line; True if there is none, and then to the line's end. UnexpectedByte."""
        text = self.text
        pos = self.pos
        while pos < len(text):
            c = text[pos]
            if c > ' ':
                break
            if c == '\n':
                self.pos = pos
                return True
            if c != ' ' and c != '\t' and c != '\r' and c != '\v' and c != '\f':
                self.pos = pos
                raise UnexpectedByte()
            pos += 1
        if pos < len(text) and text[pos] != '#':
            self.pos = pos
            return False
        self.pos = pos
        self.skip_line()
        return True

    def skip_line(self):
        """Go to the end of the line."""
        text = self.text
        pos = self.pos
        while pos < len(text) and text[pos] != '\n':
            pos += 1
        self.pos = pos

    def skip_token(self):
        """Go past the token that begins here; gives its end."""
        text = self.text
        pos = self.pos
        while pos < len(text) and text[pos] > ' ':
            pos += 1
        self.pos = pos
        return pos

    def read_name(self):
        """As skip_token, and sets `ordinal`."""
        text = self.text
        start = self.pos
        pos = start + 1
        number = 0
        digits = 0
        while pos < len(text) and text[pos] > ' ':
            digit = _DIGITS[ord(text[pos])]
            number = ((number << 4) | digit) & 0xffffffff
            digits |= digit
            pos += 1
        self.pos = pos
        self.ordinal = -1
        if text[start] == '_' and digits < _NO_DIGIT and 2 <= pos - start <= _LONGEST_ORDINAL:
            if text[start + 1] != '0' or number == 0 and pos - start == 2:
                self.ordinal = number
        return pos

    def read_word(self):
        """As skip_token, but gives the token's bytes as one number (see word_number); -1 if they are too many."""
        text = self.text
        start = self.pos
        pos = start
        number = 0
        while pos < len(text) and text[pos] > ' ':
            if pos - start < LONGEST_WORD:
                number = (number << 8) | ord(text[pos])
            pos += 1
        self.pos = pos
        return number if pos - start <= LONGEST_WORD else -1

    def line_of(self, pos):
        """The number of a position's line, from 1."""
        assert pos >= 0
        return self.text.count('\n', 0, pos) + 1

    def line_before(self, pos):
        """What stands before a position in its line."""
        assert pos >= 0
        start = self.text.rfind('\n', 0, pos) + 1
        return piece(self.text, start if start > 0 else min(self.begin, pos), pos)


def word_number(word):
    """The bytes of a word of at most LONGEST_WORD, read as one number; no two words have the same."""
    assert len(word) <= LONGEST_WORD
    number = 0
    for c in word:
        number = (number << 8) | ord(c)
    return number
