"""The definitions in C that a program may need, and those that it does need.

Texts of C are cut at blank lines into pieces, each one definition. What a piece needs are the pieces whose names occur in it; it
stands behind them all.
"""
from pyfidget.codegen import c_accurate, c_fast, c_operations
from pyfidget.elementary import angle_table, arc_table, constants, exp_table, ln_table, sine_table
from pyfidget.rpy import float_to_bits

_FRACTION = (1 << 52) - 1
_TABLES = '/* ---- Constants and tables, as elementary/ has them. ---- */'


class Piece(object):
    """A definition: its text, or the numbers of a table. banner: the comment above its chapter."""

    def __init__(self, name, banner, text, values, limbs):
        self.name = name
        self.banner = banner
        self.text = text
        self.values = values
        self.limbs = limbs
        self.needs = []


def _pieces_of(text):
    banner = ''
    pieces = []
    for paragraph in text.strip('\n').split('\n\n'):
        if paragraph.startswith('/* ----'):
            banner = paragraph
            continue
        lines = paragraph.split('\n')
        # Definitions of a line each stand without blank lines between.
        for part in lines if all(line.startswith(('static ', 'enum {')) for line in lines) else [paragraph]:
            pieces.append(Piece(_name_in(part), banner, part, [], []))
    return pieces


def _code(text):
    """What is no comment."""
    parts = text.split('/*')
    return parts[0] + ''.join(part.split('*/')[1] for part in parts[1:])


def _name_in(text):
    """The name that a definition defines: the word before its first bracket or its value."""
    code = _code(text)
    if code.startswith('enum {'):
        code = code[len('enum {'):]
    for mark in '([{=':
        code = code.split(mark)[0]
    return code.split()[-1]


def _words_in(text):
    return ''.join(c if c.isalnum() or c == '_' else ' ' for c in _code(text)).split()


def _numbers():
    pieces = []
    for name, value in sorted(vars(constants).items()):
        if isinstance(value, float):
            pieces.append(Piece(name, _TABLES, 'static const double %s = %s;' % (name, hexadecimal(value)), [], []))
    for name, value in sorted(vars(constants).items()):
        if isinstance(value, list) and not name.startswith('_'):
            pieces.append(Piece(name, _TABLES, '', [], value))
    for module in [exp_table, ln_table, sine_table, angle_table, arc_table]:
        for name, value in sorted(vars(module).items()):
            if isinstance(value, list) and not name.startswith('_'):
                pieces.append(Piece(name, _TABLES, '', value, []))
    return pieces


def hexadecimal(value):
    """A double as a constant of C that every compiler reads alike: zero or a normal number."""
    bits = float_to_bits(value)
    if value == 0.0:
        return '-0.0' if bits < 0 else '0.0'
    digits = ''
    shift = 48
    while shift >= 0:
        digits += '0123456789abcdef'[(bits & _FRACTION) >> shift & 15]
        shift -= 4
    sign = '-' if bits < 0 else ''
    return '%s0x1.%sp%d' % (sign, digits, (bits >> 52 & 0x7FF) - 1023)


def _connected(pieces):
    """The same, each with the numbers of those that it needs."""
    numbers = {}
    for i, piece in enumerate(pieces):
        assert piece.name not in numbers, piece.name
        numbers[piece.name] = i
        piece.needs = sorted(set(numbers[word] for word in _words_in(piece.text) if word in numbers and word != piece.name))
    return pieces, numbers


_OPERATIONS = _pieces_of(c_operations.TEXT)
_PIECES, _NUMBERS = _connected(_OPERATIONS + _numbers() + _pieces_of(c_fast.PAIRS) + _pieces_of(c_accurate.TEXT)
                               + _pieces_of(c_fast.TEXT))
_ELEMENTARY = len(_OPERATIONS)  # the first piece that stands behind the program


def definitions(names):
    """(before, behind): lines to stand before and behind the functions that use these names."""
    needed = [False] * len(_PIECES)
    before = []
    behind = []
    declared = []
    for name in names:
        i = _NUMBERS[name]
        needed[i] = True
        if i >= _ELEMENTARY:
            declared.append(_head(_PIECES[i].text))
    i = len(_PIECES) - 1
    while i >= 0:
        if needed[i]:
            for need in _PIECES[i].needs:
                needed[need] = True
        i -= 1
    _append(before, needed, 0, _ELEMENTARY)
    if declared:
        before.append('\n/* Rounded to nearest, by the functions at the end. */\n')
    for head in declared:
        before.append(head + ';\n')
    _append(behind, needed, _ELEMENTARY, len(_PIECES))
    return before, behind


def _head(text):
    """The line of a function's text with its name."""
    start = text.find('static ')
    assert start >= 0
    end = text.find('\n', start)
    assert end >= 0
    return text[start:end]


def _append(lines, needed, start, end):
    banner = ''
    was_line = False
    for i in range(start, end):
        piece = _PIECES[i]
        if not needed[i]:
            continue
        if piece.banner != banner:
            banner = piece.banner
            lines.append('\n%s\n' % banner)
            was_line = False
        is_line = piece.text != '' and '\n' not in piece.text
        if not (is_line and was_line):
            lines.append('\n')
        was_line = is_line
        if piece.text == '':
            _append_table(lines, piece)
        else:
            lines.append(piece.text + '\n')


def _append_table(lines, piece):
    if piece.values:
        lines.append('static const double %s[%d] = {' % (piece.name, len(piece.values)))
        for i in range(len(piece.values)):
            lines.append('%s%s,' % (' ' if i % 5 else '\n    ', hexadecimal(piece.values[i])))
    else:
        lines.append('static const int64_t %s[%d] = {' % (piece.name, len(piece.limbs)))
        for i in range(len(piece.limbs)):
            lines.append('%s%d,' % (' ' if i % 10 else '\n    ', piece.limbs[i]))
    lines.append('\n};\n')
