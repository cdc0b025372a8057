"""Showing a piece of somebody's file inside a message of one line."""
from pyfidget.rpy import is_utf8, piece

LONGEST_PATH = 4096

_HEX = '0123456789abcdef'


def quote(text, longest=40):
    """The text in quotes, on one line: cut after so many bytes, those spelled out that are not printable or not UTF-8."""
    if len(text) <= longest:
        return "'%s'" % printable(text)
    stop = longest
    while stop > longest - 3 and '\x80' <= text[stop] <= '\xbf':  # never inside a character of UTF-8
        stop -= 1
    return "'%s...'" % printable(piece(text, 0, stop))


def printable(text):
    """The text on one line: its bytes spelled out where they are not printable or not UTF-8."""
    wide = is_utf8(text) and not _has_wide_controls(text)
    pieces = []
    for c in text:
        byte = ord(c)
        if 0x20 <= byte < 0x7f or (byte >= 0x80 and wide):
            pieces.append(c)
        else:
            pieces.append('\\x' + _HEX[byte >> 4] + _HEX[byte & 15])
    return ''.join(pieces)


def _has_wide_controls(text):
    """Whether UTF-8 text has controls beyond ASCII: U+0080 to U+009F, or any of U+2000 to U+207F, among which are line ends
    and marks that turn the direction of writing."""
    for i in range(1, len(text)):
        if text[i - 1] == '\xc2' and text[i] < '\xa0' or text[i - 1] == '\xe2' and '\x80' <= text[i] <= '\x81':
            return True
    return False
