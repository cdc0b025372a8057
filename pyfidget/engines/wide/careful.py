"""Bounds of 16 lanes, one after the other, by the transfer functions of interval.py, for whatever lanes.py does not cover.

An interval is an object there, and a worker may not make objects. Here every one is made and used in the same function, once
all is inlined: the translator takes it apart into its three fields. `no_collect` makes the translation fail if it ever does not.
"""
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT
from pyfidget.interval import Interval, apply_interval
from pyfidget.lowering.entries import CONSTANT_VALUE, VALUE_CONSTANT
from pyfidget.operations import ABS, AND, MAX, MIN, OR
from pyfidget.rpy import no_collect


@no_collect
def careful_bounds(v, masks, opcode, form, entry, a, b, constant):
    """The bounds of an operation on the entries a and b, or on a and a constant; gives the lanes where it may be NaN.

    The constant is a number.
    """
    result = 0
    lane = 0
    while lane < LANES:
        one_lo = v[a * BOUNDS + lane]
        one_hi = v[a * BOUNDS + LANES + lane]
        one_nan = (masks[a] >> (NAN_SHIFT + lane)) & 1 != 0
        other_lo = v[b * BOUNDS + lane]
        other_hi = v[b * BOUNDS + LANES + lane]
        other_nan = (masks[b] >> (NAN_SHIFT + lane)) & 1 != 0
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
        v[entry * BOUNDS + lane] = bounds.lo
        v[entry * BOUNDS + LANES + lane] = bounds.hi
        if bounds.maybe_nan:
            result |= 1 << lane
        lane += 1
    return result


@no_collect
def careful_choice(v, masks, opcode, a, b):
    """The lanes in which an operation is always its first argument, and << 16 those in which it is always its second."""
    result = 0
    lane = 0
    while lane < LANES:
        a_lo = v[a * BOUNDS + lane]
        a_hi = v[a * BOUNDS + LANES + lane]
        b_lo = v[b * BOUNDS + lane]
        b_hi = v[b * BOUNDS + LANES + lane]
        a_nan = (masks[a] >> (NAN_SHIFT + lane)) & 1 != 0
        has_nan = a_nan or (masks[b] >> (NAN_SHIFT + lane)) & 1 != 0
        first = False
        second = False
        if opcode == MIN:
            first = a_hi < b_lo and not has_nan
            second = a_lo >= b_hi and not has_nan
        elif opcode == MAX:
            first = a_lo > b_hi and not has_nan
            second = a_hi <= b_lo and not has_nan
        elif opcode == ABS:
            first = a_lo > 0.0
        elif opcode == AND or opcode == OR:
            always_zero = a_lo == 0.0 and a_hi == 0.0 and not a_nan
            never_zero = a_lo > 0.0 or a_hi < 0.0
            first = always_zero if opcode == AND else never_zero
            second = never_zero if opcode == AND else always_zero
        if first:
            result |= 1 << lane
        if second:
            result |= 1 << (FALSE_SHIFT + lane)
        lane += 1
    return result
