"""Letters beyond ASCII that are no letter with an accent: drawn when they are asked for."""
from __future__ import annotations

from typing import Callable

from pyfidget.host.expression import Expression
from pyfidget.host.font.letters import LETTERS
from pyfidget.host.font.pen import (
    ASCENDER,
    BAR,
    CAPITAL,
    DESCENDER,
    OVERSHOOT,
    SEAM,
    STEM,
    X_HEIGHT,
    arch,
    bar,
    basin,
    bowl,
    lobe,
    ramp,
    slant,
    stem,
)
from pyfidget.host.shapes import above, below, left_of, move, right_of, union

Row = tuple[float, float, float, Callable[[], Expression]]  # as in LETTERS, but for a function that draws the ink

_LOW, _HIGH, _TALL = -OVERSHOOT, X_HEIGHT + OVERSHOOT, CAPITAL + OVERSHOOT


def ink(letter: str) -> Expression:
    return LETTERS[letter][3]


def _AE() -> Expression:
    back = union(bar(CAPITAL - BAR, 34.0, 86.0), stem(43.0, 0.0, CAPITAL), bar(32.0, 43.0, 82.0), bar(0.0, 43.0, 86.0))
    return union(slant(0.0, 0.0, 34.0, CAPITAL, 11.0), bar(17.0, 14.0, 44.0), back)


def _ae() -> Expression:
    return ink('a') | move(ink('e'), 31.0, 0.0)


def _OE() -> Expression:
    back = union(bar(CAPITAL - BAR, 35.0, 85.0), stem(43.0, 0.0, CAPITAL), bar(32.0, 43.0, 81.0), bar(0.0, 35.0, 85.0))
    return (bowl(0.0, 0.0, 70.0, CAPITAL) & left_of(35.0 + SEAM)) | back


def _oe() -> Expression:
    return ink('o') | move(ink('e'), 41.0, 0.0)


def _barred_D() -> Expression:
    return move(ink('D'), 7.0, 0.0) | bar(31.5, 0.0, 33.0)


def _barred(letter: str, left: float, right: float) -> Expression:
    """A letter with a bar through its ascender."""
    return ink(letter) | bar(58.0, left, right, 7.0)


def _eth() -> Expression:
    back = slant(29.5, 40.0, 8.0, ASCENDER, 10.5)
    return union(bowl(0.0, _LOW, 48.0, 49.0), back, ramp(6.0, 55.0, 38.0, 65.0, 7.0))


def _Thorn() -> Expression:
    return stem(0.0, 0.0, CAPITAL) | (lobe(14.0, 45.0, 56.0, 24.5) & right_of(0.0))


def _thorn() -> Expression:
    return stem(0.0, DESCENDER, ASCENDER) | ink('p')


def _sharp_s() -> Expression:
    upper = bowl(0.0, 36.0, 40.0, ASCENDER + OVERSHOOT) & (above(56.0) | right_of(20.0))
    lower = bowl(-1.0, _LOW, 46.0, 44.0) & (right_of(21.0) | (below(20.0) & right_of(15.0)))
    return union(stem(0.0, 0.0, 57.0), upper, lower)


def _florin() -> Expression:
    upper = arch(15.0, 48.0, ASCENDER + OVERSHOOT, 58.0) & (left_of(36.0) & above(0.0))
    lower = basin(-9.0, 24.0, DESCENDER, -4.0) & (right_of(3.0) & below(SEAM))
    return move(union(upper, lower, bar(X_HEIGHT - BAR, 6.0, 33.0)), -3.0, 0.0)


def _crossed_l(top: float, width: float) -> Expression:
    return stem(8.0, 0.0, top) | ramp(0.0, 25.0, width, 40.0, 8.5)


LATIN: dict[str, Row] = {
    'Æ': (1.5, 86.0, 4.0, _AE),
    'æ': (4.0, 81.0, 4.0, _ae),
    'Œ': (5.0, 85.0, 4.0, _OE),
    'œ': (4.0, 91.0, 4.0, _oe),
    'Ø': (5.0, 70.0, 5.0, lambda: ink('O') | slant(6.0, -4.0, 56.0, 74.0, 8.0)),
    'ø': (4.0, 50.0, 4.0, lambda: ink('o') | slant(4.0, -4.0, 38.5, 54.0, 7.5)),
    'Ð': (1.0, 68.0, 5.0, _barred_D),
    'Đ': (1.0, 68.0, 5.0, _barred_D),
    'ð': (4.0, 48.0, 4.0, _eth),
    'đ': (4.0, 54.0, 1.0, lambda: _barred('d', 22.0, 54.0)),
    'ħ': (1.0, 47.0, 6.5, lambda: move(_barred('h', -6.0, 26.0), 6.0, 0.0)),
    'Ħ': (1.5, 68.0, 1.5, lambda: move(ink('H') | bar(49.0, -7.0, 61.0, 7.0), 7.0, 0.0)),
    'Þ': (8.0, 45.0, 4.0, _Thorn),
    'þ': (7.0, 47.0, 4.0, _thorn),
    'ß': (7.0, 46.0, 4.0, _sharp_s),
    'ƒ': (1.0, 33.0, 0.0, _florin),
    'ı': (7.0, STEM, 7.0, lambda: stem(0.0, 0.0, X_HEIGHT)),
    'ȷ': (-2.0, 17.0, 7.0, lambda: ink('j') & below(X_HEIGHT)),
    'Ł': (1.0, 47.0, 2.0, lambda: move(ink('L'), 8.0, 0.0) | _crossed_l(CAPITAL, 31.0)),
    'ł': (1.0, 25.0, 1.0, lambda: _crossed_l(ASCENDER, 25.0)),
    'µ': (7.0, 41.0, 7.0, lambda: stem(0.0, DESCENDER, X_HEIGHT) | ink('u')),
}
