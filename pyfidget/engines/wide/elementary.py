"""Bounds of the elementary functions in all lanes at once: their values at the bounds of the argument, by rows.

As in careful.py, which does what is not done here: arguments that may be NaN, or lie partly where a function is not defined.
"""
from pyfidget.elementary import rows
from pyfidget.engines.wide.worker import BOUNDS, LANES, NAN_SHIFT, STRIPS
from pyfidget.interval import Interval, cos_between, sin_between, tan_between
from pyfidget.libm import INFINITY
from pyfidget.operations import ACOS, ASIN, ATAN, COS, EXP, LN, SIN, TAN
from pyfidget.rpy import no_collect

_OF_ONE = [SIN, COS, TAN, ASIN, ACOS, ATAN, EXP, LN]


@no_collect
def elementary_bounds(v, masks, opcode, entry, a, count):
    """Put the bounds of a function of the entry a where they belong, and tell so; False where it is not done here.

    They are never NaN. count: LANES or STRIPS.
    """
    if opcode not in _OF_ONE or masks[a] >> NAN_SHIFT != 0:
        return False
    if count == LANES:
        return _bounds_of_lanes(v, opcode, entry * BOUNDS, a * BOUNDS)
    return _bounds_of_strips(v, opcode, entry * BOUNDS, a * BOUNDS)


def _make_bounds(count):
    both = 2 * count

    def bounds(v, opcode, c, a):
        least, most = _domain(opcode)
        if not _is_within(count, v, a, least, most):
            return False
        if opcode == SIN:
            rows.sin_row(both, v, c, a)
            _pass_waves(count, v, c, a, True)
        elif opcode == COS:
            rows.cos_row(both, v, c, a)
            _pass_waves(count, v, c, a, False)
        elif opcode == TAN:
            rows.tan_row(both, v, c, a)
            _pass_poles(count, v, c, a)
        elif opcode == ASIN:
            rows.asin_row(both, v, c, a)
        elif opcode == ACOS:
            rows.acos_row(both, v, c, a)
            _turn_over(count, v, c)
        elif opcode == ATAN:
            rows.atan_row(both, v, c, a)
        elif opcode == EXP:
            rows.exp_row(both, v, c, a)
        else:
            rows.ln_row(both, v, c, a)
        return True
    return bounds


def _domain(opcode):
    """Bounds of the arguments for which a function is not NaN."""
    if opcode == ASIN or opcode == ACOS:
        return -1.0, 1.0
    if opcode == SIN or opcode == COS or opcode == TAN:
        return -1e300, 1e300
    if opcode == LN:
        return 0.0, INFINITY
    return -INFINITY, INFINITY


def _is_within(count, v, a, least, most):
    i = 0
    while i < count:
        if not (v[a + i] >= least and v[a + count + i] <= most):
            return False
        i += 1
    return True


def _pass_waves(count, v, c, a, is_sine):
    """The values at the ends of an argument become bounds: 1 and -1 where a maximum or a minimum lies between."""
    i = 0
    while i < count:
        x = Interval(v[a + i], v[a + count + i], False)
        if is_sine:
            bounds = sin_between(x, v[c + i], v[c + count + i])
        else:
            bounds = cos_between(x, v[c + i], v[c + count + i])
        v[c + i] = bounds.lo
        v[c + count + i] = bounds.hi
        i += 1


def _pass_poles(count, v, c, a):
    i = 0
    while i < count:
        bounds = tan_between(Interval(v[a + i], v[a + count + i], False), v[c + i], v[c + count + i])
        v[c + i] = bounds.lo
        v[c + count + i] = bounds.hi
        i += 1


def _turn_over(count, v, c):
    """Of a function that falls the lower bound is its value at the upper end."""
    i = 0
    while i < count:
        lower = v[c + count + i]
        v[c + count + i] = v[c + i]
        v[c + i] = lower
        i += 1


_bounds_of_lanes = _make_bounds(LANES)
_bounds_of_strips = _make_bounds(STRIPS)

for _function in [_is_within, _pass_waves, _pass_poles, _turn_over]:
    _function._annspecialcase_ = 'specialize:arg(0)'
_domain._always_inline_ = True
