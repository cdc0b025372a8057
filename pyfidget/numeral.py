"""Reading the numbers of a .vm file: decimal or exponent form, inf and nan, each to the nearest double.

The short way serves nearly every numeral of a real model: at most 15 digits and a power of ten up to 10**22 are both
exact doubles, so that one multiplication or division rounds once, to the nearest double (Clinger, "How to read floating
point numbers accurately", PLDI 1990). Anything else goes to the library's reader, after its form has been checked here.
"""
from pyfidget.bytewise import EACH_BYTE, equal_bytes, read_digits
from pyfidget.libm import INFINITY, NAN
from pyfidget.rpy import intmask, lowest_bit, parse_float
from pyfidget.texts import text_of

_POWERS_OF_TEN = [float('1e%d' % _k) for _k in range(23)]
_EXACT_DIGITS = 15
_WORDS = {'inf': INFINITY, 'infinity': INFINITY, 'nan': NAN}


class BadNumeral(Exception):
    pass


def read_string(string):
    """The double that a string denotes; BadNumeral if it is none."""
    text = text_of(string)
    try:
        return read_numeral(text, 0, len(string))
    finally:
        text.release()


def read_numeral(text, start, stop):
    """The double that a piece of a Text denotes, from start to stop - 1; BadNumeral if it is none."""
    first = start + int(text[start] == '-')
    if 0 < stop - first <= 8:
        value = _read_short(text.word(first), stop - first)
        if value >= 0.0:
            return value if first == start else -value
    return _read_any(text, start, stop)


def _read_short(word, count):
    """The number that the first `count` bytes of a word denote, where these are digits and at most one point; else something
    negative."""
    word = intmask(word << 64 - 8 * count)  # what is there stands highest
    free = (1 << 64 - 8 * count) - 1
    fraction = 0
    points = equal_bytes(word, ord('.'))
    if points != 0:
        # What stands before the point takes its place.
        before = (points & -points) - 1
        upto = intmask(before << 8) | 0xff
        word = intmask((word & before) << 8) | word & ~upto
        free = free << 8 | 0xff
        fraction = 7 - (lowest_bit(points) >> 3)
        if count == 1:
            return -1.0
    digits = read_digits(word | free & ord('0') * EACH_BYTE)
    return float(digits) / _POWERS_OF_TEN[fraction]


def _read_any(text, start, stop):
    pos = start
    negative = False
    if pos < stop and (text[pos] == '-' or text[pos] == '+'):
        negative = text[pos] == '-'
        pos += 1
    unsigned = pos

    mantissa = 0
    digits = 0  # without leading zeros
    point = -1
    while pos < stop:
        c = text[pos]
        if '0' <= c <= '9':
            if digits <= _EXACT_DIGITS:
                mantissa = mantissa * 10 + (ord(c) - ord('0'))
            if mantissa > 0:
                digits += 1
        elif c == '.' and point < 0:
            point = pos
        else:
            break
        pos += 1
    fraction = pos - point - 1 if point >= 0 else 0
    if pos - unsigned == (1 if point >= 0 else 0):
        return _read_word(text, unsigned, stop, negative)

    exponent = -fraction
    if pos < stop:
        exponent += _read_exponent(text, pos, stop)
    if digits <= _EXACT_DIGITS and -22 <= exponent <= 22:
        value = float(mantissa)
        if exponent < 0:
            value /= _POWERS_OF_TEN[-exponent]
        else:
            value *= _POWERS_OF_TEN[exponent]
    else:
        value = parse_float(text.piece(unsigned, stop))
    return -value if negative else value


def _read_exponent(text, pos, stop):
    """The exponent text[pos:stop], 'e' included; only its form counts where it is too large for the short way."""
    if text[pos] != 'e' and text[pos] != 'E':
        raise BadNumeral()
    pos += 1
    negative = False
    if pos < stop and (text[pos] == '-' or text[pos] == '+'):
        negative = text[pos] == '-'
        pos += 1
    if pos == stop:
        raise BadNumeral()
    exponent = 0
    while pos < stop:
        c = text[pos]
        if not '0' <= c <= '9':
            raise BadNumeral()
        if exponent < 100000000:
            exponent = exponent * 10 + (ord(c) - ord('0'))
        pos += 1
    return -exponent if negative else exponent


def _read_word(text, start, stop, negative):
    word = text.piece(start, stop).lower()
    if word not in _WORDS:
        raise BadNumeral()
    value = _WORDS[word]
    return -value if negative else value
