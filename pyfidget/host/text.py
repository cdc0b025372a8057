"""Text as a shape, and the command that writes it as a model:

    python3 -m pyfidget.host.text "some text" -o text.vm

Lines are set one below the other, and fitted into the picture, the square [-1, 1] x [-1, 1], or set at a size.
"""
from __future__ import annotations

import argparse
import os
import sys
import unicodedata
from dataclasses import dataclass
from typing import Any, NamedTuple, Optional, Sequence

from pyfidget.host.expression import Expression, X, Y, remap
from pyfidget.host.font import ABOVE, BELOW, Glyph, find_glyph, kerning
from pyfidget.host.font.pen import CAPITAL, on_grid, tidy
from pyfidget.host.measures import finite, positive
from pyfidget.host.shapes import move, union
from pyfidget.output import write_file
from pyfidget.system import from_bytes

ALIGNMENTS = ('left', 'center', 'right')

LEADING = 130.0  # from baseline to baseline, in font units

DEFAULT_MARGIN = 0.08  # in units of the picture


class TextError(ValueError):
    """The text cannot be set; the message is one line for the user.

    >>> try:
    ...     pf.text('')
    ... except pf.TextError as error:
    ...     print(error)
    the text is empty: there is nothing to draw
    """


@dataclass(frozen=True, eq=False)
class Block:
    """A shape and a box around it; lengths in font units."""
    shape: Expression
    left: float
    bottom: float
    right: float
    top: float


def set_lines(string: str, align: str = 'left', leading: float = LEADING) -> Block:
    """The lines of a text, the first baseline at y = 0; all x are counted from the left edge, middle or right edge."""
    texts = _checked(string)
    if align not in ALIGNMENTS:
        raise ValueError(f'align: {align!r} is none of {", ".join(ALIGNMENTS)}')
    lines = [_set_line(line) for line in texts]
    width = max(line.width for line in lines)
    share = ALIGNMENTS.index(align) / 2.0  # of the room that is left of a line
    # A line is a subtree of the union, and so is a word or a part of it: see shapes.union.
    shapes = [union(*[move(ink, on_grid(-share * line.width), -leading * row) for ink in line.inks])
              for row, line in enumerate(lines) if line.inks]
    # A line without ink takes room between others, but none before the first of them or behind the last.
    rows = [row for row, line in enumerate(lines) if line.inks]
    left, top = -share * width, max(lines[row].top - leading * row for row in rows)
    return Block(union(*shapes), left, -leading * rows[-1] - BELOW, left + width, top)


def fit(block: Block, margin: float = DEFAULT_MARGIN) -> Expression:
    """The block, as large as the square allows with a margin (in units of the picture) on all sides, and centred."""
    return place(block, *_fitted(block, margin))


def place(block: Block, x: float, y: float, units: float) -> Expression:
    """The block with its point (x, y) at the origin and so many font units in a unit of the picture."""
    factor = tidy(units)
    return remap(move(block.shape, -on_grid(x), -on_grid(y)), x=X * factor, y=Y * factor)


def text(string: str, align: str = 'left', margin: Optional[float] = None, size: Optional[float] = None) -> Expression:
    """A text of one or more lines; only the sign of its value counts.

    Without a size it is in the square, as large as fits with a margin (0.08) on all sides. With a size, the height of a capital
    in units of the picture, the first line stands on y = 0, and x = 0 is the left edge, the middle or the right edge.

    Characters: printable ASCII and Latin-1, other letters with one accent or two, typographic punctuation. align: 'left',
    'center' or 'right'. TextError, a ValueError: for a character that the font has not, which it names, or for a text without
    any ink.

    >>> pixels = pf.text('Hi').render(64)
    >>> bool(pixels.any())
    True
    """
    block = set_lines(string, align)
    return place(block, *_placing(block, margin, size))


def text_bounds(string: str, align: str = 'left', margin: Optional[float] = None,
                size: Optional[float] = None) -> tuple[float, float, float, float]:
    """(x0, y0, x1, y1) of a box around the text that `text` makes of the same arguments.

    From the first ink of the lines to the last; and from the room below the last baseline that letters such as g take, to the
    room above the first that letters such as b take, whether there are such letters or not: boxes of equal lines are equally
    high, but for accents of capitals, to whose top they go. Lines without ink at the beginning or the end, such as what a last
    line end begins, are not in it. Correct to 1e-5 of the text's size.

    >>> x0, y0, x1, y1 = pf.text_bounds('Hi', size=0.5)
    >>> bool(x0 == 0.0 and y1 > 0.5)
    True
    """
    block = set_lines(string, align)
    x, y, units = _placing(block, margin, size)
    return (block.left - x) / units, (block.bottom - y) / units, (block.right - x) / units, (block.top - y) / units


def _placing(block: Block, margin: Optional[float], size: Optional[float]) -> tuple[float, float, float]:
    """The point of the block that is the origin, and font units in a unit of the picture."""
    if size is None:
        return _fitted(block, DEFAULT_MARGIN if margin is None else margin)
    if margin is not None:
        raise ValueError('give margin or size, not both')
    return 0.0, 0.0, CAPITAL / positive('size', size)


def _fitted(block: Block, margin: float) -> tuple[float, float, float]:
    if not 0.0 <= finite('margin', margin) < 1.0:
        raise ValueError(f'margin: {margin} is not in [0, 1)')
    room = 2.0 - 2.0 * margin
    units = max(block.right - block.left, block.top - block.bottom) / room
    return (block.left + block.right) / 2.0, (block.bottom + block.top) / 2.0, units


def _checked(string: str) -> list[str]:
    """The lines, letters and their accents being one character each."""
    if not isinstance(string, str):
        raise TypeError(f'the text: expected a str, not a value of type {type(string).__name__}')
    lines = unicodedata.normalize('NFC', string).split('\n')
    for row, line in enumerate(lines, 1):
        for column, character in enumerate(line, 1):
            if find_glyph(character) is None:
                name = f'U+{ord(character):04X} {unicodedata.name(character, "")}'.rstrip()
                raise TextError(f'line {row}, column {column}: the font has no {character!r} ({name})')
    if all(_glyph(character).ink is None for line in lines for character in line):
        raise TextError('the text is empty: there is nothing to draw')
    return lines


def _glyph(character: str) -> Glyph:
    glyph = find_glyph(character)
    assert glyph is not None, 'texts are checked'
    return glyph


class _Line(NamedTuple):
    inks: list[Expression]  # of the glyphs, the first at x = 0
    width: float            # from the first ink to the last
    top: float              # what no ink is above


def _set_line(line: str) -> _Line:
    inks: list[Expression] = []
    pen = end = 0.0
    origin: Optional[float] = None
    for before, character in zip(' ' + line, line):
        glyph = _glyph(character)
        pen += kerning(before, character)
        if glyph.ink is not None:
            if origin is None:
                origin = pen + glyph.left
            inks.append(move(glyph.ink, pen + glyph.left - origin, 0.0))
            end = pen + glyph.left + glyph.width - origin
        pen += glyph.advance
    return _Line(inks, end, max([ABOVE, *(_glyph(character).top for character in line)]))


# ---- the command ----

class _Parser(argparse.ArgumentParser):
    def print_help(self, file: Any = None) -> None:
        write_file('-', self.format_help())


def _margin(argument: str) -> float:
    value = float(argument)
    if not 0.0 <= value < 1.0:
        raise argparse.ArgumentTypeError(f'{argument} is not in [0, 1)')
    return value


def _size(argument: str) -> float:
    try:
        return positive('size', float(argument))
    except ValueError:
        raise argparse.ArgumentTypeError(f'{argument} is not a number above 0') from None


def main(arguments: Optional[Sequence[str]] = None, name: str = 'python3 -m pyfidget.host.text') -> int:
    """The exit status: 0, 1 if the file cannot be written, 2 for a text or an option that cannot be."""
    parser = _Parser(prog=name, description='Write a text as a .vm model.')
    parser.add_argument('text', help='line ends begin a new line')
    parser.add_argument('-o', '--output', metavar='FILE', required=True, help="the model; '-' is the standard output")
    parser.add_argument('--align', choices=ALIGNMENTS, default='left')
    room = parser.add_mutually_exclusive_group()
    room.add_argument('--margin', type=_margin, help=f'on all sides, the picture being 2 wide ({DEFAULT_MARGIN})')
    room.add_argument('--size', type=_size, help='height of a capital, the picture being 2 high; the text begins at the origin')
    try:
        options = parser.parse_args(arguments)
    except OSError as error:
        print(f'text: cannot write standard output: {error.strerror}', file=sys.stderr)
        return 1
    try:
        shape = text(options.text, options.align, options.margin, options.size)
    except TextError as error:
        print(f'text: {error}', file=sys.stderr)
        return 2
    model = shape.to_vm(f'A text, made by python3 -m pyfidget.host.text:\n{options.text}')
    try:
        write_file(from_bytes(os.fsencode(options.output)), from_bytes(model.encode('utf-8')))
    except OSError as error:
        target = 'standard output' if options.output == '-' else repr(options.output)
        print(f'text: cannot write {target}: {error.strerror}', file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
