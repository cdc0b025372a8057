"""The letters. The measures of each are its own design; what they have in common is in pen.py."""
from __future__ import annotations

from pyfidget.host.expression import Expression
from pyfidget.host.font.pen import (
    ASCENDER,
    BAR,
    CAPITAL,
    DESCENDER,
    JOINT,
    OVERSHOOT,
    SEAM,
    STEM,
    X_HEIGHT,
    arch,
    bar,
    basin,
    bowl,
    dot,
    lobe,
    slant,
    stem,
)
from pyfidget.host.shapes import above, below, left_of, mirror_x, move, right_of, union

_LOW, _HIGH, _TALL = -OVERSHOOT, X_HEIGHT + OVERSHOOT, CAPITAL + OVERSHOOT


def ess(width: float, height: float, inset: float, waist: float, cut: float) -> Expression:
    """Two bowls that share the waist, each open on one side. The upper one is smaller by the inset at both sides.

    The ends are cut upright, at `cut` from the sides. The ink begins at x = 0 with the upper bowl.
    """
    x = width / 2.0
    upper = bowl(inset, waist - STEM / 2.0, width - inset, height + OVERSHOOT, lower_wall=STEM)
    lower = bowl(0.0, -OVERSHOOT, width, waist + STEM / 2.0, upper_wall=STEM)
    upper_y = (waist - STEM / 2.0 + height + OVERSHOOT) / 2.0
    lower_y = (waist + STEM / 2.0 - OVERSHOOT) / 2.0
    shape = ((upper & (left_of(x + SEAM) | above(upper_y))) & left_of(width - inset - cut)) | (
        (lower & (right_of(x - SEAM) | below(lower_y))) & right_of(cut))
    return move(shape, -inset, 0.0)


def _a() -> Expression:
    shoulder = arch(-6.0, 40.0, _HIGH, 31.0) & (right_of(4.5) & above(0.0))
    belly = bowl(0.0, _LOW, 45.0, 31.0, upper_wall=7.0, lower_wall=7.0) & left_of(36.0)
    return belly | shoulder | stem(31.0, 0.0, 20.0)


def _round_left() -> Expression:
    """The bowl of d, g and q."""
    return bowl(0.0, _LOW, 46.0, _HIGH, right_wall=JOINT)


def _round_right() -> Expression:
    """The bowl of b and p."""
    return bowl(1.0, _LOW, 47.0, _HIGH, left_wall=JOINT)


def _e() -> Expression:
    body = bowl(0.0, _LOW, 50.0, _HIGH) & (left_of(37.5) | above(21.0))
    return body | bar(21.0, 6.0, 45.0)


def _g() -> Expression:
    tail = basin(-8.0, 47.0, DESCENDER, -2.0) & (right_of(2.5) & below(X_HEIGHT))
    return _round_left() | tail


def _j() -> Expression:
    return (basin(-14.0, 17.0, DESCENDER, -5.0) & (right_of(0.0) & below(X_HEIGHT))) | dot(12.5, 65.0)


def _shoulder(x: float, right: float) -> Expression:
    """The arch that springs from a stem at x."""
    return arch(x - 1.5, right, _HIGH, 29.0, left_wall=JOINT + 0.5) & (right_of(x) & above(0.0))


def _n() -> Expression:
    return stem(0.0, 0.0, X_HEIGHT) | _shoulder(0.0, 41.0)


def _k() -> Expression:
    arm = slant(-4.5, 14.0, 26.5, X_HEIGHT, 12.5)
    leg = slant(29.5, 0.0, 9.75, 30.5, 12.0)
    return stem(0.0, 0.0, ASCENDER) | (arm & right_of(4.0)) | leg


def _r() -> Expression:
    return _n() & left_of(25.0)


def _t() -> Expression:
    return (basin(7.0, 41.0, _LOW, 16.0) & (left_of(26.5) & below(63.0))) | bar(X_HEIGHT - BAR, 0.0, 26.5)


def _f() -> Expression:
    return (arch(7.0, 40.0, ASCENDER + OVERSHOOT, 58.0) & (left_of(28.0) & above(0.0))) | bar(X_HEIGHT - BAR, 0.0, 26.5)


def _u() -> Expression:
    return stem(32.0, 0.0, X_HEIGHT) | (
        basin(0.0, 42.5, _LOW, 21.0, right_wall=JOINT + 0.5) & (left_of(41.0) & below(X_HEIGHT)))


def _vee(width: float, height: float, stroke: float) -> Expression:
    """Two slants that stand on one foot."""
    foot = (width - stroke) / 2.0
    return slant(foot, 0.0, 0.0, height, stroke) | slant(foot, 0.0, width - stroke, height, stroke)


def _double_vee(width: float, height: float, stroke: float) -> Expression:
    """Two narrow v, which share the top in the middle."""
    left = _vee((width + stroke) / 2.0, height, stroke)
    return left | move(left, (width - stroke) / 2.0, 0.0)


def _y() -> Expression:
    tail = 17.0 * DESCENDER / X_HEIGHT  # as far to the left as the right half of the v leads it
    return slant(17.0, 0.0, 0.0, X_HEIGHT, 10.0) | slant(17.0 + tail, DESCENDER, 34.0, X_HEIGHT, 10.0)


def _ex(width: float, height: float, stroke: float, top_inset: float) -> Expression:
    """Two slants that cross; the upper ends stand in by the inset."""
    return slant(0.0, 0.0, width - top_inset - stroke, height, stroke) | slant(
        width - stroke, 0.0, top_inset, height, stroke)


def _zed(width: float, height: float, stroke: float) -> Expression:
    return union(bar(height - BAR, 1.0, width), slant(0.0, 0.0, width - stroke, height, stroke), bar(0.0, 0.0, width))


def _A() -> Expression:
    left = slant(0.0, 0.0, 25.5, CAPITAL, 11.0)
    return union(left, mirror_x(left, 31.0), bar(17.0, 10.0, 52.0))


def _B() -> Expression:
    upper = lobe(33.5, 43.0, CAPITAL, 24.5) & right_of(0.0)
    lower = lobe(0.0, 47.0, 41.5, 25.5) & right_of(0.0)
    return union(stem(0.0, 0.0, CAPITAL), upper, lower)


def _C() -> Expression:
    return bowl(0.0, _LOW, 70.0, _TALL) & left_of(57.0)


def _D() -> Expression:
    return stem(0.0, 0.0, CAPITAL) | (lobe(0.0, 61.0, CAPITAL, 26.0) & right_of(0.0))


def _E() -> Expression:
    return union(bar(CAPITAL - BAR, 0.0, 41.0), stem(0.0, 0.0, CAPITAL), bar(32.0, 0.0, 38.0), bar(0.0, 0.0, 41.0))


def _F() -> Expression:
    return union(bar(CAPITAL - BAR, 0.0, 40.0), stem(0.0, 0.0, CAPITAL), bar(31.0, 0.0, 37.0))


def _G() -> Expression:
    return (bowl(0.0, _LOW, 70.0, _TALL) & (left_of(57.0) | below(37.0))) | bar(29.0, 38.0, 68.5)


def _H() -> Expression:
    return union(stem(0.0, 0.0, CAPITAL), bar(31.5, 0.0, 54.0), stem(45.0, 0.0, CAPITAL))


def _J() -> Expression:
    return basin(-13.0, 31.0, _LOW, 20.0) & (right_of(0.0) & below(CAPITAL))


def _K() -> Expression:
    arm = slant(-4.5, 22.0, 37.0, CAPITAL, 13.5)
    leg = slant(41.0, 0.0, 14.0, 43.5, 13.0)
    return union(stem(0.0, 0.0, CAPITAL), arm & right_of(4.0), leg)


def _M() -> Expression:
    left = slant(29.5, 8.0, 2.0, CAPITAL, 11.0)
    return union(stem(0.0, 0.0, CAPITAL), left, mirror_x(left, 35.0), stem(61.0, 0.0, CAPITAL))


def _N() -> Expression:
    return union(stem(0.0, 0.0, CAPITAL), slant(45.0, 0.0, 0.0, CAPITAL, 11.5), stem(47.5, 0.0, CAPITAL))


def _P() -> Expression:
    return stem(0.0, 0.0, CAPITAL) | (lobe(29.0, 45.0, CAPITAL, 24.5) & right_of(0.0))


def _Q() -> Expression:
    return bowl(0.0, _LOW, 70.0, _TALL) | slant(58.0, -4.0, 40.0, 20.0, 11.5)


def _R() -> Expression:
    return _P() | slant(36.5, 0.0, 16.0, 36.0, 11.5)


def _T() -> Expression:
    return bar(CAPITAL - BAR, 0.0, 50.0) | stem(20.5, 0.0, CAPITAL)


def _U() -> Expression:
    return basin(0.0, 52.0, _LOW, 26.0) & below(CAPITAL)


def _Y() -> Expression:
    left = slant(22.5, 29.0, 0.0, CAPITAL, 11.0) & left_of(31.5)  # its end goes no further than the stem
    return union(left, mirror_x(left, 27.0), stem(22.5, 0.0, 34.0))


# Sidebearings of the small letters, by the kind of side. (An open side has some of its room inside the letter.)
_UPRIGHT, _ARCHED, _ROUND, _OPEN, _SLANT = 7.0, 6.5, 4.0, 2.5, 1.5

# Character: (left sidebearing, width of the ink, right sidebearing, ink).
LETTERS = {
    'a': (_ROUND, 40.0, _ARCHED, _a()),
    'b': (_UPRIGHT, 47.0, _ROUND, stem(0.0, 0.0, ASCENDER) | _round_right()),
    'c': (_ROUND, 39.0, _OPEN, bowl(0.0, _LOW, 50.0, _HIGH) & left_of(39.0)),
    'd': (_ROUND, 47.0, _UPRIGHT, stem(38.0, 0.0, ASCENDER) | _round_left()),
    'e': (_ROUND, 50.0, _ROUND, _e()),
    'f': (_OPEN, 28.0, 0.0, _f()),
    'g': (_ROUND, 47.0, _UPRIGHT, _g()),
    'h': (_UPRIGHT, 41.0, _ARCHED, stem(0.0, 0.0, ASCENDER) | _shoulder(0.0, 41.0)),
    'i': (_UPRIGHT - 1.0, 11.0, _UPRIGHT - 1.0, stem(1.0, 0.0, X_HEIGHT) | dot(5.5, 65.0)),
    'j': (-2.0, 18.0, _UPRIGHT - 1.0, _j()),
    'k': (_UPRIGHT, 41.5, _SLANT, _k()),
    'l': (_UPRIGHT, STEM, _UPRIGHT, stem(0.0, 0.0, ASCENDER)),
    'm': (_UPRIGHT, 64.0, _ARCHED, union(stem(0.0, 0.0, X_HEIGHT), _shoulder(0.0, 36.5), _shoulder(27.5, 64.0))),
    'n': (_UPRIGHT, 41.0, _ARCHED, _n()),
    'o': (_ROUND, 50.0, _ROUND, bowl(0.0, _LOW, 50.0, _HIGH)),
    'p': (_UPRIGHT, 47.0, _ROUND, stem(0.0, DESCENDER, X_HEIGHT) | _round_right()),
    'q': (_ROUND, 47.0, _UPRIGHT, stem(38.0, DESCENDER, X_HEIGHT) | _round_left()),
    'r': (_UPRIGHT, 25.0, 0.0, _r()),
    's': (4.5, 35.0, _ROUND, ess(36.0, X_HEIGHT, 1.0, 26.0, 5.0)),
    't': (_OPEN, 26.5, _OPEN, _t()),
    'u': (_ARCHED, 41.0, _UPRIGHT, _u()),
    'v': (_SLANT, 44.0, _SLANT, _vee(44.0, X_HEIGHT, 10.0)),
    'w': (_SLANT, 66.0, _SLANT, _double_vee(66.0, X_HEIGHT, 9.5)),
    'x': (_SLANT, 45.0, _SLANT, _ex(45.0, X_HEIGHT, 11.5, 1.5)),
    'y': (_SLANT, 44.0, _SLANT, _y()),
    'z': (3.0, 38.0, 3.0, _zed(38.0, X_HEIGHT, 11.5)),
    'A': (_SLANT, 62.0, _SLANT, _A()),
    'B': (8.0, 47.0, 4.5, _B()),
    'C': (5.0, 57.0, 3.0, _C()),
    'D': (8.0, 61.0, 5.0, _D()),
    'E': (8.0, 41.0, 4.0, _E()),
    'F': (8.0, 40.0, 2.0, _F()),
    'G': (5.0, 70.0, 5.0, _G()),
    'H': (8.0, 54.0, 8.0, _H()),
    'I': (8.0, STEM, 8.0, stem(0.0, 0.0, CAPITAL)),
    'J': (2.0, 31.0, 7.5, _J()),
    'K': (8.0, 54.0, _SLANT, _K()),
    'L': (8.0, 39.0, 2.0, bar(0.0, 0.0, 39.0) | stem(0.0, 0.0, CAPITAL)),
    'M': (8.0, 70.0, 8.0, _M()),
    'N': (8.0, 56.5, 8.0, _N()),
    'O': (5.0, 70.0, 5.0, bowl(0.0, _LOW, 70.0, _TALL)),
    'P': (8.0, 45.0, 4.0, _P()),
    'Q': (5.0, 70.0, 5.0, _Q()),
    'R': (8.0, 48.0, 3.0, _R()),
    'S': (5.5, 44.0, 4.5, ess(46.0, CAPITAL, 2.0, 36.5, 11.0)),
    'T': (2.0, 50.0, 2.0, _T()),
    'U': (7.5, 52.0, 7.5, _U()),
    'V': (_SLANT, 60.0, _SLANT, _vee(60.0, CAPITAL, 11.0)),
    'W': (_SLANT, 90.0, _SLANT, _double_vee(90.0, CAPITAL, 10.5)),
    'X': (_SLANT, 57.0, _SLANT, _ex(57.0, CAPITAL, 12.5, 2.0)),
    'Y': (_SLANT, 54.0, _SLANT, _Y()),
    'Z': (4.0, 50.0, 4.0, _zed(50.0, CAPITAL, 12.0)),
}
