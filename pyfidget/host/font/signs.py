"""Punctuation, currencies and other signs beyond ASCII: drawn when they are asked for."""
from __future__ import annotations

from pyfidget.host.expression import Expression
from pyfidget.host.font.figures import FIGURES, comma, percent, percent_ring, question
from pyfidget.host.font.latin import Row, ink
from pyfidget.host.font.pen import (
    ASCENDER,
    CAPITAL,
    DOT,
    OVERSHOOT,
    SEAM,
    X_HEIGHT,
    arch,
    bar,
    bowl,
    dot,
    hook,
    lobe,
    slant,
    stem,
)
from pyfidget.host.shapes import above, below, left_of, mirror_x, mirror_y, move, rectangle, right_of, union

_LOW, _HIGH, _TALL = -OVERSHOOT, X_HEIGHT + OVERSHOOT, CAPITAL + OVERSHOOT

# Strokes of small figures and letters, upright and level: nearly as heavy as those of large ones.
_STEM, _BAR = 7.0, 6.0


# ---- currencies ----

def _cent() -> Expression:
    return ink('c') | (rectangle(20.0, -10.0, 28.0, 60.0) & (below(4.0) | above(46.0)))


def _pound() -> Expression:
    leg = arch(7.0, 46.0, _TALL, 49.0) & (left_of(36.5) & above(0.0))
    return union(leg, bar(31.0, 0.0, 34.0, 7.0), bar(0.0, 0.0, 43.0))


def _currency() -> Expression:
    rays = slant(0.0, 10.0, 32.0, 52.0, 9.0)
    rays = (rays | mirror_x(rays, 20.5)) & ~bowl(5.5, 16.0, 35.5, 46.0, 15.0, 15.0, 15.0, 15.0)
    return bowl(5.5, 16.0, 35.5, 46.0, 8.0, 8.0, 8.0, 8.0) | rays


def _yen() -> Expression:
    return union(ink('Y'), bar(25.0, 7.0, 47.0, 6.5), bar(12.0, 7.0, 47.0, 6.5))


def _euro() -> Expression:
    ring = bowl(7.0, _LOW, 66.0, _TALL) & left_of(53.0)
    return union(ring, bar(38.0, 0.0, 42.0, 6.5), bar(26.0, 0.0, 40.0, 6.5))


# ---- small figures and letters ----

def _small_1(y: float) -> Expression:
    return stem(8.0, y, y + 42.0, _STEM) | (slant(-5.0, y + 27.0, 6.5, y + 42.0, 8.5) & (right_of(0.0) & left_of(12.0)))


def _small_2(y: float) -> Expression:
    return (hook(13.5, y + 29.0, 13.5, 1.0, 1, _STEM) & (right_of(0.0) & above(y))) | bar(y, 0.0, 28.0, _BAR)


def _small_3(y: float) -> Expression:
    upper = bowl(-5.0, y + 19.5, 25.0, y + 42.5, _STEM, _STEM, _BAR, _BAR) & (
        (right_of(10.0) | above(y + 31.0)) & right_of(2.0))
    lower = bowl(-6.0, y - 0.5, 27.0, y + 25.5, _STEM, _STEM, _BAR, _BAR) & (
        (right_of(10.0) | below(y + 12.0)) & right_of(0.0))
    return union(upper, bar(y + 19.5, 7.0, 12.0, _BAR), lower)


def _small_4(y: float) -> Expression:
    return union(stem(17.0, y, y + 42.0, _STEM), slant(0.0, y + 9.0, 16.5, y + 42.0, 8.0), bar(y + 9.0, 0.0, 29.0, _BAR))


_RAISED = 28.0


def _fraction(above_line: Expression, shift: float, below_line: Expression) -> Expression:
    return union(above_line, slant(shift - 29.0, 0.0, shift + 1.0, CAPITAL, 7.5), move(below_line, shift, 0.0))


def _small_a() -> Expression:
    belly = bowl(0.0, 37.5, 28.0, 57.5, 6.5, 6.5, 5.5, 5.5) & left_of(22.0)
    shoulder = arch(-5.0, 26.0, _TALL, 58.0, 6.5, 6.5, _BAR) & (right_of(2.0) & above(38.0))
    return union(belly, shoulder, bar(25.0, 0.0, 26.0, _BAR))


def _small_o() -> Expression:
    return bowl(0.0, 37.5, 30.0, _TALL, 6.5, 6.5, _BAR, _BAR) | bar(25.0, 1.0, 29.0, _BAR)


def _ringed(sign: Expression) -> Expression:
    return bowl(0.0, _LOW, 72.0, _TALL, 6.0, 6.0, 6.0, 6.0) | sign


def _copyright() -> Expression:
    return _ringed(bowl(19.0, 16.0, 55.0, 54.0, 7.0, 7.0, 6.5, 6.5) & left_of(47.5))


def _registered() -> Expression:
    head = lobe(31.0, 50.0, 55.0, 38.0, 6.5, 5.5) & right_of(25.0)
    return _ringed(union(stem(25.0, 16.0, 55.0, 6.5), head, slant(43.0, 16.0, 33.0, 35.0, 8.0)))


def _trade_mark() -> Expression:
    left = slant(45.5, 42.0, 33.5, CAPITAL, 8.0)
    em = union(stem(33.0, 36.0, CAPITAL, 6.0), left, mirror_x(left, 49.5), stem(60.0, 36.0, CAPITAL, 6.0))
    return union(bar(CAPITAL - _BAR, 0.0, 28.0, _BAR), stem(11.0, 36.0, CAPITAL, 6.0), em)


# ---- punctuation ----

def _chevron(x: float) -> Expression:
    """A small angle that points to the left."""
    arm = slant(x - SEAM, 25.0 - SEAM, x + 13.0, 43.0, 9.5) & right_of(x)
    return arm | mirror_y(arm, 25.0)


def _guillemets() -> Expression:
    return _chevron(0.0) | _chevron(17.0)


_RAISE, _APART = 65.0, 15.0  # of quotation marks: above the commas that they are, from one to the next


def _turned_comma(x: float, y: float) -> Expression:
    return move(mirror_x(comma(), 6.5), x, y)


def _raised_comma(x: float) -> Expression:
    return move(comma(), x, _RAISE)


def _section() -> Expression:
    """Three rings that share their walls, the uppermost open on the right and the lowest on the left."""
    upper = bowl(3.0, 41.0, 37.0, ASCENDER) & ((left_of(20.0) | above(59.0)) & left_of(34.0))
    lower = bowl(3.0, -13.0, 37.0, 21.0) & ((right_of(20.0) | below(3.0)) & right_of(6.0))
    return union(upper, bowl(0.0, 13.0, 40.0, 49.0), lower)


def _pilcrow() -> Expression:
    head = bowl(0.0, 32.0, 38.0, CAPITAL, 19.0, 19.0, 19.0, 19.0) & left_of(19.5)
    return union(head, rectangle(19.0, 32.0, 26.0, CAPITAL), stem(19.0, -15.0, CAPITAL, 7.0), stem(34.0, -15.0, CAPITAL, 7.0),
                 bar(CAPITAL - 7.0, 19.0, 41.0, 7.0))


def _dagger(*bars: float) -> Expression:
    return union(stem(15.0, -12.0, ASCENDER, 8.0), *(bar(bottom, 0.0, 38.0, 7.0) for bottom in bars))


def _dots(count: int) -> Expression:
    return union(*(dot(DOT + 23.0 * i, DOT - 0.5) for i in range(count)))


def _prime(x: float) -> Expression:
    return slant(x, 50.0, x + 6.0, ASCENDER, 8.5)


# ---- of sums ----

def _plus_minus() -> Expression:
    return union(rectangle(17.0, 17.0, 25.0, 57.0), bar(33.0, 0.0, 42.0), bar(0.0, 0.0, 42.0))


def _times() -> Expression:
    half = slant(0.0, 12.0, 29.0, 50.0, 11.0)
    return half | mirror_x(half, 20.0)


def _divided() -> Expression:
    return union(bar(27.0, 0.0, 42.0), dot(21.0, 50.0), dot(21.0, 12.0))


def _not() -> Expression:
    return bar(27.0, 0.0, 42.0) | stem(34.0, 12.0, 35.0, 8.0)


SIGNS: dict[str, Row] = {
    '¢': (7.0, 39.0, 8.0, _cent),
    '£': (5.0, 43.0, 6.0, _pound),
    '¤': (6.5, 41.0, 6.5, _currency),
    '¥': (1.5, 54.0, 1.5, _yen),
    '€': (2.0, 53.0, 2.0, _euro),
    '¹': (4.0, 15.0, 5.0, lambda: _small_1(_RAISED)),
    '²': (3.0, 28.0, 3.0, lambda: _small_2(_RAISED)),
    '³': (3.0, 27.0, 3.0, lambda: _small_3(_RAISED)),
    '¼': (4.0, 77.0, 4.0, lambda: _fraction(_small_1(_RAISED), 48.0, _small_4(0.0))),
    '½': (4.0, 76.0, 4.0, lambda: _fraction(_small_1(_RAISED), 48.0, _small_2(0.0))),
    '¾': (4.0, 85.0, 4.0, lambda: _fraction(_small_3(_RAISED), 56.0, _small_4(0.0))),
    'ª': (4.0, 26.0, 5.0, _small_a),
    'º': (4.0, 30.0, 4.0, _small_o),
    '°': (4.0, 28.0, 4.0, lambda: bowl(0.0, 43.0, 28.0, _TALL, 7.0, 7.0, 7.0, 7.0)),
    '©': (5.0, 72.0, 5.0, _copyright),
    '®': (5.0, 72.0, 5.0, _registered),
    '™': (3.0, 66.0, 4.0, _trade_mark),
    '¡': (5.5, 11.0, 5.5, lambda: mirror_y(FIGURES['!'][3], 25.0)),
    '¿': (3.0, 37.0, 4.0, lambda: mirror_x(mirror_y(question(), 25.0), 18.5)),
    '¦': (10.0, 8.0, 10.0, lambda: stem(0.0, -20.0, 22.0, 8.0) | stem(0.0, 38.0, 80.0, 8.0)),
    '§': (6.0, 40.0, 6.0, _section),
    '¶': (5.0, 41.0, 8.0, _pilcrow),
    '†': (5.0, 38.0, 5.0, lambda: _dagger(46.0)),
    '‡': (5.0, 38.0, 5.0, lambda: _dagger(46.0, 10.0)),
    '·': (4.5, 11.0, 4.5, lambda: dot(DOT, 29.0)),
    '•': (7.0, 26.0, 7.0, lambda: dot(13.0, 29.0, 13.0)),
    '…': (4.5, 57.0, 4.5, lambda: _dots(3)),
    '‐': (5.0, 26.0, 5.0, lambda: bar(23.0, 0.0, 26.0)),
    '‑': (5.0, 26.0, 5.0, lambda: bar(23.0, 0.0, 26.0)),
    '‒': (5.0, 44.0, 5.0, lambda: bar(23.0, 0.0, 44.0)),
    '–': (2.0, 46.0, 2.0, lambda: bar(23.0, 0.0, 46.0)),
    '—': (2.0, 96.0, 2.0, lambda: bar(23.0, 0.0, 96.0)),
    '―': (2.0, 96.0, 2.0, lambda: bar(23.0, 0.0, 96.0)),
    '‘': (5.0, 13.0, 3.0, lambda: _turned_comma(0.0, _RAISE)),
    '’': (3.0, 13.0, 5.0, lambda: _raised_comma(0.0)),
    '‚': (3.0, 13.0, 5.0, comma),
    '“': (5.0, 13.0 + _APART, 3.0, lambda: _turned_comma(0.0, _RAISE) | _turned_comma(_APART, _RAISE)),
    '”': (3.0, 13.0 + _APART, 5.0, lambda: _raised_comma(0.0) | _raised_comma(_APART)),
    '„': (3.0, 13.0 + _APART, 5.0, lambda: comma() | move(comma(), _APART, 0.0)),
    '‹': (3.0, 22.5, 4.0, lambda: _chevron(0.0)),
    '›': (4.0, 22.5, 3.0, lambda: mirror_x(_chevron(0.0), 11.25)),
    '«': (3.0, 39.5, 4.0, _guillemets),
    '»': (4.0, 39.5, 3.0, lambda: mirror_x(_guillemets(), 19.75)),
    '′': (4.0, 14.5, 1.0, lambda: _prime(0.0)),
    '″': (4.0, 27.5, 1.0, lambda: _prime(0.0) | _prime(13.0)),
    '‰': (4.0, 108.0, 4.0, lambda: percent() | percent_ring(77.0, -37.0)),
    '⁄': (0.0, 39.5, 0.0, lambda: slant(0.0, 0.0, 30.0, CAPITAL, 9.5)),
    '±': (6.0, 42.0, 6.0, _plus_minus),
    '−': (6.0, 42.0, 6.0, lambda: bar(27.0, 0.0, 42.0)),
    '×': (7.0, 40.0, 7.0, _times),
    '÷': (6.0, 42.0, 6.0, _divided),
    '¬': (6.0, 42.0, 6.0, _not),
}
