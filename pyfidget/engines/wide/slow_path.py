"""Bounds one after the other, by the transfer functions of interval.py, for whatever lanes.py does not cover.

As there, a value has `count` lower and as many upper ones: 16, by lane, or 4, by strip: column or row of lanes. `step` is 4 for
rows and 1 elsewhere, so that lane step * i is one of those that bounds i are for: masks are by lane in any case.

An interval is an object there, and a worker may not make objects. Here every one is made and used in the same function, once
all is inlined: malloc removal replaces it by its three fields. `no_collect` makes the translation fail if it ever does not.
"""
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, NAN_SHIFT
from pyfidget.interval import Interval, apply_interval
from pyfidget.lowering.entries import CONSTANT_VALUE, VALUE_CONSTANT
from pyfidget.operations import ABS, AND, MAX, MIN, OR
from pyfidget.rpy import no_collect

TAKES_NEITHER, TAKES_FIRST, TAKES_SECOND = range(3)


@no_collect
def bounds_one_by_one(v, masks, opcode, form, entry, a, b, constant, count, step):
    """The bounds of an operation on the entries a and b, or on a and a constant; gives the lanes or strips where it may be NaN.

    The constant is a number.
    """
    result = 0
    i = 0
    while i < count:
        nan_shift = NAN_SHIFT + step * i
        one_lo = v[a * BOUNDS + i]
        one_hi = v[a * BOUNDS + count + i]
        one_nan = (masks[a] >> nan_shift) & 1 != 0
        other_lo = v[b * BOUNDS + i]
        other_hi = v[b * BOUNDS + count + i]
        other_nan = (masks[b] >> nan_shift) & 1 != 0
        if form == CONSTANT_VALUE:
            other_lo = one_lo
            other_hi = one_hi
            other_nan = one_nan
            one_lo = one_hi = constant
            one_nan = False
        elif form == VALUE_CONSTANT:
            other_lo = other_hi = constant
            other_nan = False
        bounds = apply_interval(opcode, Interval(one_lo, one_hi, one_nan), Interval(other_lo, other_hi, other_nan))
        v[entry * BOUNDS + i] = bounds.lo
        v[entry * BOUNDS + count + i] = bounds.hi
        if bounds.maybe_nan:
            result |= 1 << i
        i += 1
    return result


@no_collect
def choice_one_by_one(v, masks, opcode, a, b, count, step):
    """The lanes or strips in which an operation always is its first argument, and << 16 those in which it is its second."""
    result = 0
    i = 0
    while i < count:
        nan_shift = NAN_SHIFT + step * i
        a_lo = v[a * BOUNDS + i]
        a_hi = v[a * BOUNDS + count + i]
        b_lo = v[b * BOUNDS + i]
        b_hi = v[b * BOUNDS + count + i]
        a_nan = (masks[a] >> nan_shift) & 1 != 0
        b_nan = (masks[b] >> nan_shift) & 1 != 0
        choice = choice_of(opcode, a_lo, a_hi, a_nan, b_lo, b_hi, b_nan)
        if choice == TAKES_FIRST:
            result |= 1 << i
        elif choice == TAKES_SECOND:
            result |= 1 << (FALSE_SHIFT + i)
        i += 1
    return result


def choice_of(opcode, a_lo, a_hi, a_nan, b_lo, b_hi, b_nan):
    """Which of its arguments an operation always is, by their bounds and whether they may be NaN."""
    has_nan = a_nan or b_nan
    first = False
    second = False
    if opcode == MIN:
        first = a_hi < b_lo and not has_nan
        second = a_lo >= b_hi and not has_nan
    elif opcode == MAX:
        first = a_lo > b_hi and not has_nan
        second = a_hi <= b_lo and not has_nan
    elif opcode == ABS:
        first = a_lo > 0.0 and not a_nan
    elif opcode == AND or opcode == OR:
        always_zero = a_lo == 0.0 and a_hi == 0.0 and not a_nan
        never_zero = a_lo > 0.0 or a_hi < 0.0
        first = always_zero if opcode == AND else never_zero
        second = never_zero if opcode == AND else always_zero
    return TAKES_FIRST if first else TAKES_SECOND if second else TAKES_NEITHER
