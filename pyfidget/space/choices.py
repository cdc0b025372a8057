"""Which choices of a program fall the same way at all of some points. The program without them is shorter, and
has the same value and the same derivatives there, to the bit.

    bounds      of every operation, by interval.py, from those of the points
    backward    what the result needs: a min, max, abs, and, or that takes the same argument everywhere is that argument
    forward     these operations, in the same order, on their rewritten arguments

Raw memory only.
"""
from pyfidget.engines.wide.slow_path import TAKES_FIRST, TAKES_NEITHER, choice_of
from pyfidget.interval import Interval, apply_interval
from pyfidget.libm import INFINITY
from pyfidget.operations import ABS, AND, CONST, FIRST_BINARY, MAX, MIN, OR, VAR_X, VAR_Z
from pyfidget.rawmem import get_int, set_int
from pyfidget.rpy import no_collect
from pyfidget.space.worker import AXES, GRADIENT_WORDS, SQUARE_PIXELS

_IS_WANTED, _IS_NOT = 1, 0


def is_choice(opcode):
    """Whether an operation may be one of its arguments."""
    return opcode == MIN or opcode == MAX or opcode == ABS or opcode == AND or opcode == OR


def shorten(w, steps, constants, length, to_steps, to_constants, start, end):
    """Put what so many steps are at some points into to_steps and to_constants; gives how many are left. `choices_left` says how
    many of these choose."""
    axis = 0
    while axis < AXES:
        _bound_axis(w, axis, start, end)
        axis += 1
    i = 0
    while i < length:
        opcode = steps[GRADIENT_WORDS * i]
        if opcode == CONST:
            k = constants[i]
            _set_bounds(w, i, k, k, k != k)
        elif opcode <= VAR_Z:
            axis = opcode - VAR_X
            _set_bounds(w, i, w.extent[2 * axis], w.extent[2 * axis + 1], False)
        else:
            first = steps[GRADIENT_WORDS * i + 1]
            _bound_step(w, i, opcode, first, steps[GRADIENT_WORDS * i + 2] if opcode >= FIRST_BINARY else first)
        i += 1
    _find_wanted(w, steps, length)
    return _copy_wanted(w, steps, constants, length, to_steps, to_constants)


def _bound_axis(w, axis, start, end):
    """Not finite coordinates are anything."""
    points = w.square_points
    lo = points[axis * SQUARE_PIXELS + start]
    hi = lo
    is_finite = True
    i = start
    while i < end:
        value = points[axis * SQUARE_PIXELS + i]
        lo = value if value < lo else lo
        hi = value if value > hi else hi
        is_finite = is_finite and value - value == 0.0
        i += 1
    w.extent[2 * axis] = lo if is_finite else -INFINITY
    w.extent[2 * axis + 1] = hi if is_finite else INFINITY


def _set_bounds(w, i, lo, hi, maybe_nan):
    w.step_bounds[2 * i] = lo
    w.step_bounds[2 * i + 1] = hi
    set_int(w.step_nans, i, int(maybe_nan))
    set_int(w.step_choices, i, TAKES_NEITHER)


@no_collect
def _bound_step(w, i, opcode, a, b):
    v = w.step_bounds
    one = Interval(v[2 * a], v[2 * a + 1], get_int(w.step_nans, a) != 0)
    other = Interval(v[2 * b], v[2 * b + 1], get_int(w.step_nans, b) != 0)
    bounds = apply_interval(opcode, one, other)
    _set_bounds(w, i, bounds.lo, bounds.hi, bounds.maybe_nan)
    set_int(w.step_choices, i, choice_of(opcode, one.lo, one.hi, one.maybe_nan, other.lo, other.hi, other.maybe_nan))


def _find_wanted(w, steps, length):
    """Mark what the result needs in `gradient_same`."""
    wanted = w.gradient_same
    i = 0
    while i < length:
        set_int(wanted, i, _IS_NOT)
        i += 1
    i = length - 1
    set_int(wanted, i, _IS_WANTED)
    while i >= 0:
        opcode = steps[GRADIENT_WORDS * i]
        if get_int(wanted, i) == _IS_WANTED and opcode > VAR_Z:
            choice = get_int(w.step_choices, i)
            if choice == TAKES_NEITHER or choice == TAKES_FIRST:
                set_int(wanted, steps[GRADIENT_WORDS * i + 1], _IS_WANTED)
            if opcode >= FIRST_BINARY and choice != TAKES_FIRST:
                set_int(wanted, steps[GRADIENT_WORDS * i + 2], _IS_WANTED)
        i -= 1


def _copy_wanted(w, steps, constants, length, to_steps, to_constants):
    """`gradient_same` becomes each step's new place."""
    places = w.gradient_same
    left = 0
    w.choices_left = 0
    i = 0
    while i < length:
        if get_int(places, i) == _IS_WANTED:
            opcode = steps[GRADIENT_WORDS * i]
            choice = get_int(w.step_choices, i)
            if choice == TAKES_NEITHER:
                to_steps[GRADIENT_WORDS * left] = opcode
                if opcode > VAR_Z:
                    to_steps[GRADIENT_WORDS * left + 1] = get_int(places, steps[GRADIENT_WORDS * i + 1])
                if opcode >= FIRST_BINARY:
                    to_steps[GRADIENT_WORDS * left + 2] = get_int(places, steps[GRADIENT_WORDS * i + 2])
                to_constants[left] = constants[i]
                w.choices_left += int(is_choice(opcode))
                set_int(places, i, left)
                left += 1
            else:
                taken = steps[GRADIENT_WORDS * i + (1 if choice == TAKES_FIRST else 2)]
                set_int(places, i, get_int(places, taken))
        i += 1
    return left
