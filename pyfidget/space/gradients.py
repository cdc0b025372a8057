"""The gradients of a program at 64 points at a time, by forward differentiation: the bits of normals.py's definition where they
are finite, and where that has a derivative that is not, one at least that is not, which gives the same normal.

    values        of all operations; sine and cosine of the same argument at once
    backward      which derivatives the result needs: where a min, max, and, or takes the same argument at all of these points,
                  only that one's, which are its own; what is flat needs none
    derivatives   of those operations

A derivative is a row of 64 numbers, which several operations may share: by a coordinate on which an operation does not depend it
is ZERO, by a coordinate of its own it is ONE, and of a sum that has one argument there it is that argument's. This is exact. A
zero's sign never matters: nothing divides by a derivative, nothing asks for its sign. And where a factor is infinite or no
number, which makes NaN of the definition's 0, it makes no finite number of the operation's other derivatives either; once a
derivative is not finite it stays so, unless all three are dropped by a choice. An operation with no derivative but ZERO that has
a factor is calculated like any other, so that this also holds of constants. Raw memory only.
"""
from pyfidget.elementary.rows import sin_and_cos_row
from pyfidget.engines.wide.pixels import compute_axis
from pyfidget.operations import (
    ABS,
    ADD,
    AND,
    CONST,
    COS,
    FIRST_BINARY,
    MAX,
    MIN,
    NEG,
    OPERATIONS,
    OR,
    SIN,
    SUB,
    VAR_X,
    VAR_Z,
)
from pyfidget.rawmem import get_int, set_int
from pyfidget.rpy import unrolling_iterable
from pyfidget.space.derivatives import CHOICES, DERIVATIVES, FACTORS, IS_FLAT, unit_component
from pyfidget.space.tape import is_wave
from pyfidget.space.worker import AXES, GRADIENT_WORDS, POINTS

_NOBODY = -1
_ALL_AXES = (1 << AXES) - 1

_WAVES = [SIN, COS]
_rules = unrolling_iterable([(_opcode, FACTORS[_opcode], DERIVATIVES[_opcode]) for _opcode in range(VAR_Z + 1, len(OPERATIONS))
                             if IS_FLAT[_opcode] == '\0' and _opcode not in _WAVES])
_choices = unrolling_iterable(CHOICES)
_WITHOUT_FACTOR = [ADD, SUB, NEG, ABS, MIN, MAX, AND, OR]  # which make zeros of zeros, whatever the values are
_HAS_FACTOR = ''.join(['\0' if _opcode in _WITHOUT_FACTOR else '\1' for _opcode in range(len(OPERATIONS))])


def use_steps(w, steps, constants, length):
    """Let gradients be those of these steps."""
    w.used_steps = steps
    w.used_constants = constants
    w.used_length = length
    _fill(w.derivatives, _zero_row(w) * POINTS, 0.0)
    _fill(w.derivatives, _one_row(w) * POINTS, 1.0)
    i = 0
    while i < length:
        set_int(w.gradient_waves, i, _NOBODY)
        set_int(w.gradient_twins, i, _NOBODY)
        opcode = steps[GRADIENT_WORDS * i]
        if opcode == CONST:
            _fill(w.values, i * POINTS, constants[i])
        elif is_wave(opcode):
            _find_twin(w, steps, i, opcode)
        i += 1


def _find_twin(w, steps, i, opcode):
    """`gradient_twins`: of a sine the cosine of the same argument, and the other way round. `gradient_waves`: of an argument the
    one of both that came last."""
    argument = steps[GRADIENT_WORDS * i + 1]
    other = get_int(w.gradient_waves, argument)
    if other != _NOBODY and steps[GRADIENT_WORDS * other] != opcode:
        set_int(w.gradient_twins, i, other)
        set_int(w.gradient_twins, other, i)
    set_int(w.gradient_waves, argument, i)


def differentiate(w, count):
    """The gradients at the first points of `gradients`, in their place; the rest of these is made like the first before."""
    gradients = w.gradients
    axis = 0
    while axis < AXES * POINTS:
        i = count
        while i < POINTS:
            gradients[axis + i] = gradients[axis]
            i += 1
        axis += POINTS
    _find_values(w)
    _find_needed(w)
    _find_derivatives(w)
    last = AXES * get_int(w.gradient_same, w.used_length - 1)
    axis = 0
    while axis < AXES:
        _copy(gradients, axis * POINTS, w.derivatives, get_int(w.derivative_rows, last + axis) * POINTS)
        axis += 1


def make_units(w):
    """Make normals of the gradients in `gradients`: unit_component of each."""
    g = w.gradients
    i = 0
    while i < POINTS:
        x = g[i]
        y = g[POINTS + i]
        z = g[2 * POINTS + i]
        g[i] = unit_component(x, x, y, z)
        g[POINTS + i] = unit_component(y, x, y, z)
        g[2 * POINTS + i] = unit_component(z, x, y, z)
        i += 1


# ---- values ----

def _find_values(w):
    v = w.values
    steps = w.used_steps
    i = 0
    while i < w.used_length:
        opcode = steps[GRADIENT_WORDS * i]
        c = i * POINTS
        a = steps[GRADIENT_WORDS * i + 1] * POINTS
        b = steps[GRADIENT_WORDS * i + 2] * POINTS
        if opcode == CONST:
            pass  # use_steps put it there
        elif opcode <= VAR_Z:
            _copy(v, c, w.gradients, (opcode - VAR_X) * POINTS)
        elif is_wave(opcode):
            _find_waves(w, i, opcode, c, a)
        else:
            compute_axis(opcode, v, c, a, b, 0.0)
        i += 1


def _find_waves(w, i, opcode, c, a):
    """A sine or a cosine, and the other of the two, which its derivative is made of: the values of its twin, or if there is none,
    kept until then where its derivatives will be."""
    twin = get_int(w.gradient_twins, i)
    v = w.values
    if twin == _NOBODY:
        kept = AXES * i * POINTS
        _copy(w.derivatives, kept, v, a)
        if opcode == SIN:
            sin_and_cos_row(POINTS, w.derivatives, kept, kept + POINTS, kept)
        else:
            sin_and_cos_row(POINTS, w.derivatives, kept + POINTS, kept, kept)
        _copy(v, c, w.derivatives, kept)
    elif twin > i:
        if opcode == SIN:
            sin_and_cos_row(POINTS, v, c, twin * POINTS, a)
        else:
            sin_and_cos_row(POINTS, v, twin * POINTS, c, a)


# ---- which derivatives are needed ----

def _find_needed(w):
    """Mark the operations whose derivatives are needed. `gradient_same`: the one whose derivatives an operation's are, itself or
    an argument, or _NOBODY if they are not needed."""
    steps = w.used_steps
    same = w.gradient_same
    i = 0
    while i < w.used_length:
        set_int(same, i, _NOBODY)
        i += 1
    i = w.used_length - 1
    set_int(same, i, i)
    while i >= 0:
        opcode = steps[GRADIENT_WORDS * i]
        if get_int(same, i) != _NOBODY and IS_FLAT[opcode] == '\0':
            a = steps[GRADIENT_WORDS * i + 1]
            b = steps[GRADIENT_WORDS * i + 2]
            taken = _count_first(w.values, opcode, a * POINTS, b * POINTS)
            if taken == POINTS:
                set_int(same, i, a)
                set_int(same, a, a)
            elif taken == 0:
                set_int(same, i, b)
                set_int(same, b, b)
            else:
                set_int(same, a, a)
                if opcode >= FIRST_BINARY:
                    set_int(same, b, b)
        i -= 1


def _count_first(v, opcode, a, b):
    """At how many points an operation takes its first argument; -1 if it is none that chooses."""
    for case, takes_first in _choices:
        if opcode == case:
            taken = 0
            k = 0
            while k < POINTS:
                taken += takes_first(v[a + k], v[b + k])
                k += 1
            return taken
    return -1


# ---- derivatives ----

def _zero_row(w):
    return AXES * w.gradient_length


def _one_row(w):
    return _zero_row(w) + 1


def _find_derivatives(w):
    """`derivative_rows`: which row of `derivatives` each of an operation's three derivatives is."""
    steps = w.used_steps
    rows = w.derivative_rows
    i = 0
    while i < w.used_length:
        own = get_int(w.gradient_same, i)
        if own == i:
            opcode = steps[GRADIENT_WORDS * i]
            a = steps[GRADIENT_WORDS * i + 1]
            b = steps[GRADIENT_WORDS * i + 2] if opcode >= FIRST_BINARY else a
            if IS_FLAT[opcode] == '\0':
                _derive(w, i, opcode, a, b)
            else:
                axis = 0
                while axis < AXES:
                    set_int(rows, AXES * i + axis, _one_row(w) if opcode == VAR_X + axis else _zero_row(w))
                    axis += 1
        elif own != _NOBODY:
            axis = 0
            while axis < AXES:
                set_int(rows, AXES * i + axis, get_int(rows, AXES * own + axis))
                axis += 1
        i += 1


def _derive(w, i, opcode, a, b):
    """The derivatives of an operation on a and b, from theirs."""
    rows = w.derivative_rows
    zero = _zero_row(w)
    own = 0  # the axes whose row is calculated
    constant = 0  # those where there is nothing but ZERO
    axis = 0
    while axis < AXES:
        first = get_int(rows, AXES * a + axis)
        second = get_int(rows, AXES * b + axis)
        row = AXES * i + axis
        if first == zero and second == zero:
            row = zero
            constant |= 1 << axis
        elif second == zero and (opcode == ADD or opcode == SUB):
            row = first
        elif first == zero and opcode == ADD:
            row = second
        else:
            own |= 1 << axis
        set_int(rows, AXES * i + axis, row)
        axis += 1
    if constant == _ALL_AXES and _HAS_FACTOR[opcode] != '\0':
        own = _ALL_AXES
        axis = 0
        while axis < AXES:
            set_int(rows, AXES * i + axis, AXES * i + axis)
            axis += 1
    if own != 0:
        if is_wave(opcode):
            _copy_wave(w, i)
            if opcode == COS:
                _negate(w.factors)
            _apply(w, i, a, a, own, DERIVATIVES[SIN])
            return
        for case, factor, rule in _rules:
            if opcode == case:
                _find_factors(w, i, a, b, factor)
                _apply(w, i, a, b, own, rule)


def _copy_wave(w, i):
    """What _find_waves found beside an operation's own values becomes its factors."""
    twin = get_int(w.gradient_twins, i)
    if twin == _NOBODY:
        _copy(w.factors, 0, w.derivatives, AXES * i * POINTS + POINTS)
    else:
        _copy(w.factors, 0, w.values, twin * POINTS)


def _negate(r):
    k = 0
    while k < POINTS:
        r[k] = -r[k]
        k += 1


def _find_factors(w, i, a, b, factor):
    v = w.values
    factors = w.factors
    at = a * POINTS
    other = b * POINTS
    value = i * POINTS
    k = 0
    while k < POINTS:
        factors[k] = factor(v[at + k], v[other + k], v[value + k])
        k += 1


def _apply(w, i, a, b, axes, rule):
    v = w.values
    d = w.derivatives
    rows = w.derivative_rows
    factors = w.factors
    at = a * POINTS
    other = b * POINTS
    axis = 0
    while axis < AXES:
        if axes >> axis & 1:
            first = get_int(rows, AXES * a + axis) * POINTS
            second = get_int(rows, AXES * b + axis) * POINTS
            target = (AXES * i + axis) * POINTS
            k = 0
            while k < POINTS:
                d[target + k] = rule(v[at + k], v[other + k], factors[k], d[first + k], d[second + k])
                k += 1
        axis += 1


def _fill(r, at, value):
    k = 0
    while k < POINTS:
        r[at + k] = value
        k += 1


def _copy(r, to, source, at):
    k = 0
    while k < POINTS:
        r[to + k] = source[at + k]
        k += 1


for _function in [_find_factors, _apply]:
    _function._always_inline_ = True
