"""Digits, punctuation and signs. Digits are all equally wide, so that columns of numbers stand straight."""
from __future__ import annotations

from pyfidget.host.expression import Expression
from pyfidget.host.font.letters import ess
from pyfidget.host.font.pen import (
    ASCENDER,
    BAR,
    CAPITAL,
    DOT,
    OVERSHOOT,
    SEAM,
    arch,
    bar,
    basin,
    bowl,
    dot,
    hook,
    slant,
    stem,
)
from pyfidget.host.shapes import above, below, left_of, mirror_x, mirror_y, move, rectangle, right_of, union

_LOW, _TALL = -OVERSHOOT, CAPITAL + OVERSHOOT


# ---- digits ----

def _1() -> Expression:
    return stem(15.0, 0.0, CAPITAL) | (slant(-6.0, 46.0, 13.0, CAPITAL, 11.0) & right_of(0.0) & left_of(20.0))


def _2() -> Expression:
    return (hook(21.5, 49.5, 21.5, 1.0, 1) & (right_of(0.0) & above(0.0))) | bar(0.0, 0.0, 44.0)


def _3() -> Expression:
    upper = bowl(-6.0, 33.0, 42.0, _TALL) & ((right_of(18.0) | above(52.0)) & right_of(4.5))
    lower = bowl(-8.0, _LOW, 45.0, 41.0) & ((right_of(18.0) | below(20.0)) & right_of(3.0))
    return move(union(upper, bar(33.0, 13.0, 19.0), lower), -3.0, 0.0)


def _4() -> Expression:
    return union(stem(29.0, 0.0, CAPITAL), slant(0.0, 15.0, 28.0, CAPITAL, 10.0), bar(15.0, 0.0, 47.0))


def _5() -> Expression:
    belly = bowl(-16.0, _LOW, 40.0, 45.5) & (right_of(2.0) | below(20.0))
    return union(bar(CAPITAL - BAR, 2.0, 35.0), stem(2.0, 37.5, CAPITAL), belly & right_of(0.0))


def _6() -> Expression:
    return hook(22.5, 21.5, 22.5, 0.6, -1) & below(CAPITAL)


def _7() -> Expression:
    return bar(CAPITAL - BAR, 0.0, 43.0) | slant(7.0, 0.0, 31.0, 66.0, 11.0)


def _8() -> Expression:
    return bowl(2.5, 33.5, 42.5, _TALL) | bowl(0.0, _LOW, 45.0, 41.5)


def _9() -> Expression:
    return mirror_y(mirror_x(_6(), 22.5), CAPITAL / 2.0)


# ---- marks ----

def comma() -> Expression:
    return slant(0.0, -11.0, 4.0, 9.5, 9.0)


def _quote(x: float) -> Expression:
    return rectangle(x, 50.0, x + 8.0, ASCENDER)


def question() -> Expression:
    curve = bowl(-11.0, 28.0, 37.0, _TALL) & ((right_of(13.0) | above(50.0)) & right_of(0.0))
    return union(curve, stem(8.5, 18.0, 36.0), dot(13.0, DOT - 0.5))


def _bracket() -> Expression:
    return union(rectangle(0.0, 71.0, 18.0, 78.0), stem(0.0, -16.0, 78.0, 8.0), rectangle(0.0, -16.0, 18.0, -9.0))


def _parenthesis() -> Expression:
    return bowl(0.0, -26.0, 52.0, 88.0, left_wall=8.5, lower_wall=4.0, upper_wall=4.0) & (
        left_of(17.0) & (above(-17.0) & below(79.0)))


def _brace() -> Expression:
    """Above and below: out of an upright, a bar curls to the right, and to the left into the nose."""
    end = arch(7.0, 40.0, 78.0, 66.0, left_wall=8.0) & (left_of(22.0) & above(44.0))
    nose = basin(-16.0, 15.0, 27.0, 41.0, right_wall=8.0) & (right_of(0.0) & below(44.0 + SEAM))
    half = end | nose
    return half | mirror_y(half, 31.0)


def _less() -> Expression:
    arm = slant(-8.5 - 2.0 * SEAM, 31.0 - SEAM, 51.5, 61.0, 17.0)
    return (arm | mirror_y(arm, 31.0)) & (right_of(0.0) & left_of(42.0))


def percent_ring(x: float, y: float) -> Expression:
    return move(bowl(0.0, 36.0, 31.0, _TALL, 8.0, 8.0, 7.5, 7.5), x, y)


def percent() -> Expression:
    return union(percent_ring(0.0, 0.0), slant(17.0, 0.0, 47.0, CAPITAL, 9.5), percent_ring(43.0, -37.0))


def _number() -> Expression:
    upright = slant(6.0, 0.0, 16.0, CAPITAL, 8.5)
    return union(upright, move(upright, 19.0, 0.0), bar(42.0, 2.0, 51.0), bar(20.0, 0.0, 49.0))


def _dollar() -> Expression:
    return ess(46.0, CAPITAL, 2.0, 36.5, 11.0) | (rectangle(17.0, -10.0, 25.0, 80.0) & (below(4.0) | above(66.0)))


def _ampersand() -> Expression:
    """An upper ring whose left side runs straight down to the right, and a lower bowl that is open there."""
    upper = mirror_y(hook(25.5, 16.5, 17.0, 0.9, -1), 35.0) & above(0.0)
    lower = bowl(0.0, _LOW, 56.0, 44.0) & (left_of(25.0) | below(31.0))
    return upper | lower


def _at() -> Expression:
    outer = bowl(0.0, -15.0, 86.0, 71.0, 7.0, 7.0, 6.5, 6.5) & (left_of(60.0) | above(16.0))
    inner = bowl(21.0, 9.0, 60.0, 47.0, 7.5, 5.0, 7.0, 7.0)
    return union(outer, inner, stem(53.0, 9.0, 47.0, 7.5))


def _asterisk() -> Expression:
    arm = slant(-18.75, 45.0, 33.25, 75.0, 14.0) & (right_of(0.0) & left_of(28.5))
    return union(arm, mirror_x(arm, 14.25), rectangle(10.75, 44.0, 17.75, 76.0))


def _tilde() -> Expression:
    wave = bowl(-9.0, 0.5, 30.0, 39.5, 7.5, 7.5, 7.5, 7.5) & (above(20.0) & (right_of(0.0) & left_of(21.5 + SEAM)))
    return wave | mirror_x(mirror_y(wave, 30.5), 21.5)


def _caret() -> Expression:
    half = slant(0.0, 40.0, 14.0, CAPITAL, 9.5)
    return half | mirror_x(half, 18.75)


# Character: (left sidebearing, width of the ink, right sidebearing, ink).
FIGURES = {
    '0': (4.0, 46.0, 4.0, bowl(0.0, _LOW, 46.0, _TALL)),
    '1': (10.0, 24.0, 20.0, _1()),
    '2': (5.0, 44.0, 5.0, _2()),
    '3': (6.5, 42.0, 5.5, _3()),
    '4': (3.5, 47.0, 3.5, _4()),
    '5': (7.0, 40.0, 7.0, _5()),
    '6': (4.5, 45.0, 4.5, _6()),
    '7': (5.5, 43.0, 5.5, _7()),
    '8': (4.5, 45.0, 4.5, _8()),
    '9': (4.5, 45.0, 4.5, _9()),
    '.': (4.5, 11.0, 4.5, dot(DOT, DOT - 0.5)),
    ',': (3.0, 13.0, 5.0, comma()),
    ':': (4.5, 11.0, 4.5, dot(DOT, DOT - 0.5) | dot(DOT, 42.0)),
    ';': (3.0, 13.0, 5.0, comma() | dot(7.5, 42.0)),
    '!': (5.5, 11.0, 5.5, stem(1.0, 20.0, CAPITAL) | dot(DOT, DOT - 0.5)),
    '?': (4.0, 37.0, 3.0, question()),
    "'": (5.0, 8.0, 5.0, _quote(0.0)),
    '"': (5.0, 22.0, 5.0, _quote(0.0) | _quote(14.0)),
    '`': (4.0, 18.5, 6.0, slant(10.0, 58.0, 0.0, ASCENDER, 8.5)),
    '(': (6.0, 17.0, 2.0, _parenthesis()),
    ')': (2.0, 17.0, 6.0, mirror_x(_parenthesis(), 8.5)),
    '[': (8.0, 18.0, 2.0, _bracket()),
    ']': (2.0, 18.0, 8.0, mirror_x(_bracket(), 9.0)),
    '{': (3.0, 22.0, 2.0, _brace()),
    '}': (2.0, 22.0, 3.0, mirror_x(_brace(), 11.0)),
    '<': (6.0, 42.0, 6.0, _less()),
    '>': (6.0, 42.0, 6.0, mirror_x(_less(), 21.0)),
    '+': (6.0, 42.0, 6.0, rectangle(17.0, 10.0, 25.0, 52.0) | bar(27.0, 0.0, 42.0)),
    '=': (6.0, 42.0, 6.0, bar(37.0, 0.0, 42.0) | bar(17.0, 0.0, 42.0)),
    '-': (5.0, 26.0, 5.0, bar(23.0, 0.0, 26.0)),
    '_': (0.0, 50.0, 0.0, rectangle(0.0, -16.0, 50.0, -9.0)),
    '/': (2.0, 38.0, 2.0, slant(0.0, -10.0, 29.0, 78.0, 9.0)),
    '\\': (2.0, 38.0, 2.0, slant(29.0, -10.0, 0.0, 78.0, 9.0)),
    '|': (10.0, 8.0, 10.0, stem(0.0, -20.0, 80.0, 8.0)),
    '*': (5.0, 28.5, 5.0, _asterisk()),
    '^': (5.0, 37.5, 5.0, _caret()),
    '~': (6.0, 43.0, 6.0, _tilde()),
    '%': (4.0, 74.0, 4.0, percent()),
    '#': (4.0, 51.0, 4.0, _number()),
    '$': (5.5, 44.0, 4.5, _dollar()),
    '&': (4.0, 62.5, 2.0, _ampersand()),
    '@': (5.0, 86.0, 5.0, _at()),
}
