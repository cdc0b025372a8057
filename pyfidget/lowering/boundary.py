"""The exact-boundary search: moving a monotone step from a value into the threshold that it is compared with.

A comparison of f(a) with t, where f is one operation as the machine rounds it, is a comparison of a with some other
threshold, exactly: a function that never falls passes t once. The doubles in order are the integers in order, give or take
the sign, so that the place can always be found by bisection; mostly it lies within a few doubles of where algebra puts it.
"""
from pyfidget import libm
from pyfidget.elementary import circular, exponential
from pyfidget.libm import INFINITY, is_nan
from pyfidget.operations import (
    ACOS,
    ADD,
    ASIN,
    ATAN,
    CEIL,
    DIV,
    EXP,
    FLOOR,
    LN,
    MOD,
    MUL,
    ROUND,
    SQRT,
    SQUARE,
    SUB,
    apply_operation,
)
from pyfidget.rpy import bits_to_float, float_to_bits

_NEAR = 2  # doubles on either side of the algebraic guess, before bisection

_MOST_NEGATIVE = -(1 << 63)
_MOST_POSITIVE = (1 << 63) - 1
_INFINITY_PLACE = 0x7FF0000000000000
_ONE_PLACE = 0x3FF0000000000000

NO_BOUNDARY = 0x7FFFFFFFFFFFFFFF  # there is none, and the value itself has to be compared; behind the places of all numbers


class Step(object):
    """One operation as a function of one argument: opcode of (a), of (a, constant), or of (constant, a).

    rising: whether it never falls as a grows from the double at the place `least` to that at `most`, its whole domain; else it
    never rises there. One Step is used for many, one after the other: an object for each would be fresh memory for each.
    """

    def __init__(self):
        self.set(SQUARE, 0.0, False, True)

    def set(self, opcode, constant, constant_first, rising):
        self.opcode = opcode
        self.constant = constant
        self.constant_first = constant_first
        self.rising = rising
        self.least = -_INFINITY_PLACE
        self.most = _INFINITY_PLACE

    def set_unary(self, opcode):
        """The step of an operation of one argument; gives False if it is not monotone all over its domain (square: above zero).
        """
        self.set(opcode, 0.0, False, opcode != ACOS)
        if opcode == SQRT or opcode == SQUARE or opcode == LN:
            self.least = 0
            return True
        if opcode == ASIN or opcode == ACOS:
            self.least = -_ONE_PLACE
            self.most = _ONE_PLACE
            return True
        return opcode == FLOOR or opcode == CEIL or opcode == ROUND or opcode == ATAN or opcode == EXP

    def set_binary(self, opcode, constant, constant_first):
        """The step of an operation of an argument and a constant; gives False if it is not monotone or may not be a number."""
        if opcode == ADD:
            self.set(opcode, constant, constant_first, True)
        elif opcode == SUB:
            self.set(opcode, constant, constant_first, not constant_first)
        elif constant != 0.0 and (opcode == MUL or opcode == DIV and not constant_first):
            self.set(opcode, constant, constant_first, constant > 0.0)
        else:
            return False
        return libm.is_finite(constant)

    def set_remainder(self, modulus, least, most):
        """The step that gives the remainder by a modulus, within one cell (remainders.py): from the place `least` to `most`."""
        self.set(MOD, modulus, False, True)
        self.least = least
        self.most = most

    set._always_inline_ = True
    set_binary._always_inline_ = True

    def apply(self, a):
        if self.constant_first:
            return apply_operation(self.opcode, self.constant, a)
        return apply_operation(self.opcode, a, self.constant)

    def guess(self, t):
        """An argument near which the step's result passes t, by algebra; anything where there is no formula."""
        k = self.constant
        if self.opcode == ADD:
            return t - k
        if self.opcode == MUL:
            return apply_operation(DIV, t, k)
        if self.opcode == SUB:
            return k - t if self.constant_first else t + k
        if self.opcode == DIV:
            return t * k
        if self.opcode == MOD:
            return at_place(self.least) + t
        if self.opcode == SQRT:
            return t * t
        if self.opcode == SQUARE:
            return libm.sqrt(t)
        if self.opcode == EXP:
            return exponential.ln(t)
        if self.opcode == LN:
            return exponential.exp(t)
        if self.opcode == ATAN:
            return circular.tan(t)
        if self.opcode == ASIN:
            return circular.sin(t)
        if self.opcode == ACOS:
            return circular.cos(t)
        return t


def is_partial(opcode):
    """Whether there are numbers on which a step gives none."""
    return opcode == SQRT or opcode == LN or opcode == ASIN or opcode == ACOS


# ---- doubles as integers ----

def place(value):
    """The position of a number among all doubles in their order; both zeros are at 0, an infinity is at either end."""
    bits = float_to_bits(value)
    sign = bits >> 63
    return (bits ^ sign & _MOST_POSITIVE) - sign


def at_place(position):
    """The double at a position; place() undone."""
    sign = position >> 63
    return bits_to_float((position ^ sign) - sign | sign & _MOST_NEGATIVE)


def next_above(value):
    """The next larger double; 0.0 stands for both zeros; infinity stays."""
    if value == INFINITY:
        return value
    return at_place(place(value) + 1)


def next_below(value):
    """The next smaller double; 0.0 stands for both zeros; minus infinity stays."""
    if value == -INFINITY:
        return value
    return at_place(place(value) - 1)


# ---- the search ----

def last_below(step, t, or_equal):
    """The largest place p such that step(a) < t (or step(a) <= t, if or_equal) for every a of the domain up to the double
    there, for a step that rises; for one that falls, the same of step(a) > t (or >= t).

    step.least - 1 if it holds for no a; step.most if it holds for all. t is a number.
    """
    last = _last_below_near(step, t, or_equal)
    return _bisect(step, t, or_equal) if last == NO_BOUNDARY else last


def _holds(step, position, t, or_equal):
    value = step.apply(at_place(position))
    if value == t:
        return or_equal
    return value < t if step.rising else value > t


def _last_below_near(step, t, or_equal):
    """As last_below, but that it gives NO_BOUNDARY where it is not near the guess."""
    guess = step.guess(t)
    position = place(guess)
    if is_nan(guess) or not step.least + _NEAR <= position <= step.most - _NEAR:
        return NO_BOUNDARY
    position -= _NEAR
    if not _holds(step, position, t, or_equal):
        return NO_BOUNDARY
    for _ in range(2 * _NEAR):
        if not _holds(step, position + 1, t, or_equal):
            return position
        position += 1
    return NO_BOUNDARY


def _bisect(step, t, or_equal):
    """As last_below, in 64 steps from anywhere."""
    if not _holds(step, step.least, t, or_equal):
        return step.least - 1
    if _holds(step, step.most, t, or_equal):
        return step.most
    low = step.least
    high = step.most
    while low + 1 < high:
        middle = low // 2 + high // 2 + (low & high & 1)  # the sum itself may not fit a word
        if _holds(step, middle, t, or_equal):
            low = middle
        else:
            high = middle
    return low
