"""Letters with accents, composed of a letter and a mark: drawn when they are asked for."""
from __future__ import annotations

import unicodedata
from typing import Callable, NamedTuple, Optional

from pyfidget.host.expression import Expression
from pyfidget.host.font.latin import LATIN, Row
from pyfidget.host.font.letters import LETTERS
from pyfidget.host.font.pen import ASCENDER, CAPITAL, SEAM, X_HEIGHT, bar, bowl, dot, on_grid, slant
from pyfidget.host.shapes import above, below, left_of, mirror_x, mirror_y, move, rectangle, right_of, union


class Mark(NamedTuple):
    """A mark around x = 0, where a letter that is X_HEIGHT high has it."""
    left: float
    right: float
    top: float
    draw: Callable[[], Expression]


def _acute() -> Expression:
    return slant(-9.25, 58.0, 0.75, 75.0, 8.5)


def _circumflex() -> Expression:
    half = slant(-13.75, 58.0, -4.25, 74.0, 8.5)
    return half | mirror_x(half)


def _tilde() -> Expression:
    wave = bowl(-22.5, 42.5, 7.5, 72.5, 6.5, 6.5, 6.5, 6.5) & (above(57.5) & (right_of(-15.0) & left_of(SEAM)))
    return wave | mirror_x(mirror_y(wave, 66.0))


def _breve() -> Expression:
    return bowl(-14.0, 58.0, 14.0, 86.0, 7.0, 7.0, 7.0, 7.0) & below(71.0)


def _cedilla() -> Expression:
    tail = bowl(-12.0, -21.0, 10.0, -3.0, 6.5, 6.5, 5.5, 5.5) & ((right_of(-3.5) | below(-12.0)) & right_of(-8.0))
    return rectangle(-3.5, -7.0, 3.0, 1.0) | tail


def _ogonek() -> Expression:
    return bowl(-8.0, -20.0, 14.0, 6.0, 6.5, 6.5, 6.0, 6.0) & ((left_of(0.0) | below(-10.0)) & (left_of(9.0) & below(1.0)))


def _hook() -> Expression:
    return (bowl(-7.5, 61.25, 7.5, 75.75, 6.0, 6.0, 6.0, 6.0) & (above(68.5) | right_of(0.0))) | rectangle(-3.0, 57.5, 3.5, 66.5)


def _horn() -> Expression:
    return bowl(-12.0, 0.0, 12.0, 24.0, 6.5, 6.5, 6.5, 6.5) & (right_of(0.0) & below(15.0))


_ABOVE = {
    '\u0300': Mark(-9.25, 9.25, 75.0, lambda: mirror_x(_acute())),
    '\u0301': Mark(-9.25, 9.25, 75.0, _acute),
    '\u0302': Mark(-13.75, 13.75, 74.0, _circumflex),
    '\u0303': Mark(-15.0, 15.0, 72.5, _tilde),
    '\u0304': Mark(-14.0, 14.0, 68.0, lambda: bar(61.0, -14.0, 14.0, 7.0)),
    '\u0306': Mark(-14.0, 14.0, 71.0, _breve),
    '\u0307': Mark(-5.5, 5.5, 70.5, lambda: dot(0.0, 65.0)),
    '\u0308': Mark(-15.0, 15.0, 70.0, lambda: dot(-10.0, 65.0, 5.0) | dot(10.0, 65.0, 5.0)),
    '\u0309': Mark(-7.5, 7.5, 76.0, _hook),
    '\u030a': Mark(-10.0, 10.0, 76.0, lambda: bowl(-10.0, 56.0, 10.0, 76.0, 6.0, 6.0, 6.0, 6.0)),
    '\u030b': Mark(-15.0, 15.0, 75.0, lambda: slant(-15.0, 58.0, -7.0, 75.0, 8.0) | slant(-1.0, 58.0, 7.0, 75.0, 8.0)),
    '\u030c': Mark(-13.75, 13.75, 74.0, lambda: mirror_y(_circumflex(), 66.0)),
    '\u0312': Mark(-5.5, 5.5, 74.0, lambda: slant(-5.5, 57.0, -2.5, 74.0, 8.0)),
}
_BELOW = {
    '\u0323': Mark(-5.5, 5.5, -8.5, lambda: dot(0.0, -14.0)),
    '\u0326': Mark(-5.5, 5.5, -5.0, lambda: slant(-5.5, -20.0, -2.5, -5.0, 8.0)),
    '\u0327': Mark(-8.0, 10.0, 1.0, _cedilla),
    '\u0328': Mark(-8.0, 9.0, 1.0, _ogonek),
}
_HORN_MARK, _HORN = '\u031b', Mark(0.0, 12.0, 15.0, _horn)
_CARON, _CEDILLA, _COMMA_BELOW, _TURNED_COMMA, _OGONEK = '\u030c', '\u0327', '\u0326', '\u0312', '\u0328'
_HORNED = {'o': (41.0, 40.0), 'u': (36.0, 41.0), 'O': (60.0, 55.5), 'U': (50.0, 61.0)}  # where the horn of a letter begins

# The marks that stand alone, too.
_ALONE = {'\u00b4': '\u0301', '\u00a8': '\u0308', '\u00af': '\u0304', '\u00b8': '\u0327', '\u02c6': '\u0302', '\u02dc': '\u0303',
          '\u02c7': '\u030c', '\u02d8': '\u0306', '\u02d9': '\u0307', '\u02da': '\u030a', '\u02db': '\u0328', '\u02dd': '\u030b'}

_TALL = 'bdfhklt'  # small letters that go on above X_HEIGHT

# Where the middle of a mark is, if it is not that of the letter's ink: above, below, and of an ogonek.
_HEADS = {'b': 4.5, 'c': 24.0, 'd': 42.5, 'h': 4.5, 'k': 4.5, 'l': 4.5, 'r': 14.0, 't': 13.0, 'ȷ': 12.5, 'C': 34.0, 'J': 24.0,
          'L': 6.0, 'Æ': 58.0}
_FEET = {'c': 24.0, 'C': 34.0, 'r': 5.5, 't': 18.0, 'y': 38.0, 'h': 36.5, 'H': 49.5}
_TAILS = {'a': 36.0, 'e': 33.0, 'u': 37.0, 'A': 54.0, 'E': 33.0}

_APOSTROPHES = {'d': 50.0, 'l': 12.0, 't': 25.0, 'L': 17.0}  # what a caron is beside these letters, and where

_CLEAR = 2.5    # of a mark that is wider than its letter, to what comes beside it
_MARKS = 58.0   # where marks above small letters begin, about
_STACKED = 2.5  # between two of them


def find_accented(character: str) -> Optional[tuple[Row, float]]:
    """The row of a mark alone, or of a letter with one mark or two, and the top of its ink; None if it is no such character."""
    if character in _ALONE:
        mark = {**_ABOVE, **_BELOW}[_ALONE[character]]
        return (4.0, mark.right - mark.left, 4.0, lambda: move(mark.draw(), -mark.left, 0.0)), mark.top
    letter, *marks = list(unicodedata.normalize('NFD', character))
    if not marks or not (letter in LETTERS or letter in LATIN):
        return None
    return _composed(letter, [_usual(letter, mark) for mark in marks])


def _usual(letter: str, accent: str) -> str:
    """Cedillas of Latvian letters are commas, and those of g above it."""
    if accent == _CEDILLA and letter in 'gklnrGKLNR':
        return _TURNED_COMMA if letter == 'g' else _COMMA_BELOW
    return accent


def _composed(letter: str, accents: list[str]) -> Optional[tuple[Row, float]]:
    if accents == [_CARON] and letter in _APOSTROPHES:
        return _with_apostrophe(letter), ASCENDER
    places = _placed(letter, accents)
    if places is None:
        return None
    left, width, right, draw = _row({'i': 'ı', 'j': 'ȷ'}.get(letter, letter) if any(a in _ABOVE for a in accents) else letter)
    overhang = max(0.0, *(-(x + mark.left) for mark, x, _ in places))
    further = max(0.0, *(x + mark.right - width for mark, x, _ in places))
    row = (left if overhang == 0.0 else max(left - overhang, _CLEAR), width + overhang + further,
           right if further == 0.0 else max(right - further, _CLEAR),
           lambda: union(move(draw(), overhang, 0.0), *(move(mark.draw(), x + overhang, y) for mark, x, y in places)))
    return row, max(mark.top + y for mark, _, y in places)


def _placed(letter: str, accents: list[str]) -> Optional[list[tuple[Mark, float, float]]]:
    """Each mark and how far it is moved; those above a letter stand one on the other. None for a mark that there is not."""
    places = []
    is_stack = sum(accent in _ABOVE for accent in accents) > 1
    up = _up(letter, is_stack)
    for accent in accents:
        if accent in _ABOVE:
            mark = _ABOVE[accent]
            places.append((mark, _middle(letter, _HEADS), up))
            up += mark.top - _MARKS + _STACKED
        elif accent in _BELOW:
            places.append((_BELOW[accent], _middle(letter, _TAILS if accent == _OGONEK else _FEET), 0.0))
        elif accent == _HORN_MARK and letter in _HORNED:
            places.append((_HORN, *_HORNED[letter]))
        else:
            return None
    return places


def _up(letter: str, is_stack: bool) -> float:
    """How much higher a mark above a letter is than one above x: a little less for the first of several, for the lines' sake."""
    if letter in _TALL or letter.isupper():
        return (ASCENDER if letter in _TALL else CAPITAL) - X_HEIGHT - (5.0 if is_stack else 2.0)
    return 0.0


def _middle(letter: str, places: dict[str, float]) -> float:
    _, width, _, _ = _row({'i': 'ı', 'j': 'ȷ'}.get(letter, letter))
    return places.get(letter, on_grid(width / 2.0))


def _with_apostrophe(letter: str) -> Row:
    left, width, _, draw = _row(letter)
    x = _APOSTROPHES[letter]
    return left, max(width, x + 12.5), _CLEAR, lambda: draw() | slant(x, 53.0, x + 4.0, ASCENDER, 8.5)


def _row(letter: str) -> Row:
    if letter in LATIN:
        return LATIN[letter]
    left, width, right, ink = LETTERS[letter]
    return left, width, right, lambda: ink
