"""Bounds lane by lane, by the transfer functions of interval.py, for whatever the wide engine's loops do not cover.

An entry of x alone, of y alone or of z alone has the same bounds in many lanes: those are found once and copied. As in
engines/wide/slow_path.py, malloc removal replaces the intervals that are made here by their fields. Raw memory only.
"""
from pyfidget.engines.wide.worker import BOUNDS, LANES, NAN_SHIFT
from pyfidget.interval import Interval, apply_interval
from pyfidget.lowering.entries import CONSTANT_VALUE, VALUE_CONSTANT
from pyfidget.rpy import lowest_bit, no_collect, without_lowest_bit


@no_collect
def bound_some_lanes(v, masks, opcode, form, entry, a, b, constant, lanes):
    """The bounds in the given lanes of an operation on the entries a and b, or on a and a constant, which is a number; gives
    those where it may be NaN."""
    result = 0
    while lanes != 0:
        i = lowest_bit(lanes)
        lanes = without_lowest_bit(lanes)
        nan_shift = NAN_SHIFT + i
        one_lo = v[a * BOUNDS + i]
        one_hi = v[a * BOUNDS + LANES + i]
        one_nan = (masks[a] >> nan_shift) & 1 != 0
        other_lo = v[b * BOUNDS + i]
        other_hi = v[b * BOUNDS + LANES + i]
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
        v[entry * BOUNDS + LANES + i] = bounds.hi
        if bounds.maybe_nan:
            result |= 1 << i
    return result


def copy_lanes(v, entry, nans, kept):
    """Copy the bounds of lanes to those that have the same: lane i has those of lane i & kept. Gives where it may be NaN, of
    which `nans` says the first."""
    at = entry * BOUNDS
    result = nans
    i = 0
    while i < LANES:
        first = i & kept
        if first != i:
            v[at + i] = v[at + first]
            v[at + LANES + i] = v[at + LANES + first]
            result |= (nans >> first & 1) << i
        i += 1
    return result
