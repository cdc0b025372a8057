"""Bounds of the elementary functions in all lanes at once: their values at the bounds of the arguments, by rows.

As in cases.py, whose layout and results these are. Where an argument leaves a function's domain its nearest point inside counts.
"""
from pyfidget import rawmem
from pyfidget.elementary import rows
from pyfidget.elementary.pairs import TO_WHOLE
from pyfidget.engines.wide.masks import pack, pack_one
from pyfidget.engines.wide.worker import LANES, STRIPS
from pyfidget.interval import PI, SLACK, TRUSTED_PERIODS, Interval, tan_between
from pyfidget.libm import INFINITY
from pyfidget.operations import ACOS, ASIN, ATAN, ATAN2, COS, EXP, LN, SIN, TAN
from pyfidget.rpy import no_collect

NOT_HERE = -1


def _keep_finite(count, flags, v, inner, a):
    i = 0
    while i < count:
        rawmem.set_flag(flags, i, (v[a + i] == -INFINITY) | (v[a + count + i] == INFINITY))
        i += 1
    i = 0
    while i < 2 * count:
        v[inner + i] = v[a + i] if abs(v[a + i]) < INFINITY else 0.0
        i += 1


def _keep_within_unit(count, flags, v, inner, a):
    i = 0
    while i < count:
        rawmem.set_flag(flags, i, (v[a + i] < -1.0) | (v[a + count + i] > 1.0))
        rawmem.set_flag(flags, count + i, (v[a + count + i] < -1.0) | (v[a + i] > 1.0))
        i += 1
    i = 0
    while i < 2 * count:
        x = v[a + i] if v[a + i] > -1.0 else -1.0
        v[inner + i] = x if x < 1.0 else 1.0
        i += 1


def _keep_from_zero(count, flags, v, inner, a):
    i = 0
    while i < count:
        rawmem.set_flag(flags, i, v[a + i] < 0.0)
        rawmem.set_flag(flags, count + i, v[a + count + i] < 0.0)
        i += 1
    i = 0
    while i < 2 * count:
        v[inner + i] = v[a + i] if v[a + i] > 0.0 else 0.0
        i += 1


def _pass_waves(count, v, c, a, peak):
    """The values at the ends of an argument become bounds: 1 and -1 where a maximum, at peak + 2 k pi, or a minimum lies between.
    Where is asked as in interval.py."""
    i = 0
    while i < count:
        lo = v[a + i]
        hi = v[a + count + i]
        from_lo = v[c + i]
        from_hi = v[c + count + i]
        least = from_lo if from_lo < from_hi else from_hi
        most = from_lo if from_lo > from_hi else from_hi
        # How far the last turn before the upper end lies behind the lower end.
        low_turn = _whole_part((hi - (peak + PI)) / (2.0 * PI) + SLACK) - ((lo - (peak + PI)) / (2.0 * PI) - SLACK)
        high_turn = _whole_part((hi - peak) / (2.0 * PI) + SLACK) - ((lo - peak) / (2.0 * PI) - SLACK)
        least = -1.0 if low_turn >= 0.0 else least
        most = 1.0 if high_turn >= 0.0 else most
        least = least if lo >= -TRUSTED_PERIODS else -1.0
        least = least if hi <= TRUSTED_PERIODS else -1.0
        most = most if lo >= -TRUSTED_PERIODS else 1.0
        most = most if hi <= TRUSTED_PERIODS else 1.0
        v[c + i] = from_lo if lo == hi else least
        v[c + count + i] = from_lo if lo == hi else most
        i += 1


def _whole_part(x):
    """The largest whole number that is not above a number far below 2**51."""
    nearest = (x + TO_WHOLE) - TO_WHOLE
    return nearest - 1.0 if nearest > x else nearest


def _pass_poles(count, v, c, a):
    i = 0
    while i < count:
        bounds = tan_between(Interval(v[a + i], v[a + count + i], False), v[c + i], v[c + count + i])
        v[c + i] = bounds.lo
        v[c + count + i] = bounds.hi
        i += 1


def _exchange(count, v, c):
    """Of a function that falls the lower bound is its value at the upper end."""
    i = 0
    while i < count:
        lower = v[c + count + i]
        v[c + count + i] = v[c + i]
        v[c + i] = lower
        i += 1


def _turn(count, both, v, c, a, b, corner):
    """atan2 of y from v[a] and x from v[b]. Off the cut the least and the largest angle of a box lie in corners:

           y > 0: the angle falls with x              at that x it rises with y where x >= 0, and falls where x < 0
           y < 0: it rises with x
    Around y = 0 x is positive, and they lie on the left.
    """
    xs = corner + both
    i = 0
    while i < count:
        y_lo = v[a + i]
        y_hi = v[a + count + i]
        x_lo = v[b + i]
        x_hi = v[b + count + i]
        off_cut = _off_cut(y_lo, y_hi, x_lo)
        x = x_hi if y_lo > 0.0 else x_lo
        y = y_lo if x >= 0.0 else y_hi
        v[corner + i] = y if off_cut > 0.0 else 1.0
        v[xs + i] = x if off_cut > 0.0 else 1.0
        x = x_hi if y_hi < 0.0 else x_lo
        y = y_hi if x >= 0.0 else y_lo
        v[corner + count + i] = y if off_cut > 0.0 else 1.0
        v[xs + count + i] = x if off_cut > 0.0 else 1.0
        i += 1
    rows.atan2_row(both, v, c, corner, xs)
    i = 0
    while i < count:
        off_cut = _off_cut(v[a + i], v[a + count + i], v[b + i])
        v[c + i] = v[c + i] if off_cut > 0.0 else -PI
        v[c + count + i] = v[c + count + i] if off_cut > 0.0 else PI
        i += 1


def _off_cut(y_lo, y_hi, x_lo):
    """Above 0 where the box has no point of the cut, where the sign of a zero decides between -pi and pi."""
    from_axis = y_lo if y_lo > -y_hi else -y_hi
    return from_axis if from_axis > x_lo else x_lo


def _make_bound(count):
    both = 2 * count

    @no_collect
    def bound(v, flags, inner, opcode, c, a, b):
        if opcode == EXP:
            rows.exp_row(both, v, c, a)
            return 0
        if opcode == ATAN:
            rows.atan_row(both, v, c, a)
            return 0
        if opcode == ATAN2:
            _turn(count, both, v, c, a, b, inner)
            return 0
        if opcode == SIN:
            _keep_finite(count, flags, v, inner, a)
            rows.sin_row(both, v, c, inner)
            _pass_waves(count, v, c, a, PI / 2.0)
            return pack_one(count, flags, 0)
        if opcode == COS:
            _keep_finite(count, flags, v, inner, a)
            rows.cos_row(both, v, c, inner)
            _pass_waves(count, v, c, a, 0.0)
            return pack_one(count, flags, 0)
        if opcode == TAN:
            _keep_finite(count, flags, v, inner, a)
            rows.tan_row(both, v, c, inner)
            _pass_poles(count, v, c, a)
            return pack_one(count, flags, 0)
        if opcode == ASIN:
            _keep_within_unit(count, flags, v, inner, a)
            rows.asin_row(both, v, c, inner)
        elif opcode == ACOS:
            _keep_within_unit(count, flags, v, inner, a)
            rows.acos_row(both, v, c, inner)
            _exchange(count, v, c)
        elif opcode == LN:
            _keep_from_zero(count, flags, v, inner, a)
            rows.ln_row(both, v, c, inner)
        else:
            return NOT_HERE
        return pack(count, flags, 0)
    return bound


@no_collect
def bound_sine_and_cosine(v, flags, inner, sine, cosine, a):
    """As `bound` below, of both for the lanes at v[a], at v[sine] and v[cosine]; gives where they may be NaN."""
    _keep_finite(LANES, flags, v, inner, a)
    rows.sin_and_cos_row(2 * LANES, v, sine, cosine, inner)
    _pass_waves(LANES, v, sine, a, PI / 2.0)
    _pass_waves(LANES, v, cosine, a, 0.0)
    return pack_one(LANES, flags, 0)


# bound(v, flags, inner, opcode, c, a, b): the bounds of a function, at v[c], of the values at v[a], and v[b] for atan2; gives
# where it may be NaN, and << 16 where it is nothing else; or NOT_HERE for any other operation. Of what is never one the bounds
# are some numbers. v[inner] and on: room for two entries' bounds.
bound_elementary_of_lanes = _make_bound(LANES)
bound_elementary_of_strips = _make_bound(STRIPS)

for _function in [_keep_finite, _keep_within_unit, _keep_from_zero, _pass_waves, _pass_poles, _exchange, _turn]:
    _function._annspecialcase_ = 'specialize:arg(0, 1)' if _function is _turn else 'specialize:arg(0)'
for _function in [_whole_part, _off_cut]:
    _function._always_inline_ = True
