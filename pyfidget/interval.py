"""The interval domain: what is known of a value over a region, and one sound transfer function per operation.

Soundness: if every argument lies in its interval, the result of the operation, as operations.py computes it, lies in the
resulting interval. Rounding to nearest never reverses an order, so that bounds computed by the same operation on the
bounds of the arguments need no outward rounding: the elementary functions are rounded to nearest, too, and monotone where
mathematics is.
"""
from pyfidget import libm, operations
from pyfidget.elementary import angles, arcs, circular, exponential
from pyfidget.libm import INFINITY, is_nan
from pyfidget.rpy import unrolling_iterable, we_are_translated

PI = 3.141592653589793
_LAST_RAND = 1.0 - 2.0 ** -23


class Interval(object):
    """The values v with lo <= v <= hi, and NaN too if maybe_nan. lo <= hi always; either may be infinite.

    Bounds do not tell the zeros apart: [0, 1] may hold -0.0. A value that can only be NaN has some bounds all the same.
    """
    _immutable_ = True

    def __init__(self, lo, hi, maybe_nan):
        self.lo = lo
        self.hi = hi
        self.maybe_nan = maybe_nan

    def contains(self, value):
        if is_nan(value):
            return self.maybe_nan
        return self.lo <= value <= self.hi

    def may_be_zero(self):
        return self.lo <= 0.0 <= self.hi

    def may_be_infinite(self):
        return self.lo == -INFINITY or self.hi == INFINITY

    may_be_zero._always_inline_ = True
    may_be_infinite._always_inline_ = True

    def never_negative(self):
        """Whether no value is below zero (NaN is not)."""
        return self.lo >= 0.0

    def always_negative(self):
        return self.hi < 0.0 and not self.maybe_nan


# Always a new interval, not a prebuilt one or an argument: what is made and used in one place can be replaced by its
# fields (malloc removal).

def everything():
    return Interval(-INFINITY, INFINITY, True)


def _never_a_number():
    return Interval(0.0, 0.0, True)


def point(value):
    """The interval of one value; NaN alone gets bounds that prove as much as any could: it is outside."""
    if is_nan(value):
        return _never_a_number()
    return Interval(value, value, False)


def span(a, b):
    """The interval between two samples, in either order."""
    if is_nan(a) or is_nan(b):
        return everything()
    if a < b:
        return Interval(a, b, False)
    return Interval(b, a, False)


def union(a, b):
    return Interval(min(a.lo, b.lo), max(a.hi, b.hi), a.maybe_nan or b.maybe_nan)


# ---- helpers ----

def _copy(a):
    return Interval(a.lo, a.hi, a.maybe_nan)


def _between(lo, hi, maybe_nan):
    """The interval of bounds that may have come out as NaN, where nothing is known on that side."""
    if is_nan(lo):
        lo = -INFINITY
    if is_nan(hi):
        hi = INFINITY
    return Interval(lo, hi, maybe_nan)


def _hull(a, b, c, d, maybe_nan):
    """The interval of four corner values; a NaN among them (0 * inf, inf / inf) counts as the limit 0."""
    a = 0.0 if is_nan(a) else a
    b = 0.0 if is_nan(b) else b
    c = 0.0 if is_nan(c) else c
    d = 0.0 if is_nan(d) else d
    return Interval(min(min(a, b), min(c, d)), max(max(a, b), max(c, d)), maybe_nan)


# ---- one argument ----

def abs_interval(a):
    if a.lo >= 0.0:
        return _copy(a)
    if a.hi <= 0.0:
        return neg_interval(a)
    return Interval(0.0, max(-a.lo, a.hi), a.maybe_nan)


def neg_interval(a):
    return Interval(-a.hi, -a.lo, a.maybe_nan)


def sqrt_interval(a):
    if a.hi < 0.0:
        return _never_a_number()
    return Interval(libm.sqrt(max(a.lo, 0.0)), libm.sqrt(a.hi), a.maybe_nan or a.lo < 0.0)


def square_interval(a):
    magnitude = abs_interval(a)
    return Interval(magnitude.lo * magnitude.lo, magnitude.hi * magnitude.hi, a.maybe_nan)


def floor_interval(a):
    return Interval(operations.op_floor(a.lo), operations.op_floor(a.hi), a.maybe_nan)


def ceil_interval(a):
    return Interval(operations.op_ceil(a.lo), operations.op_ceil(a.hi), a.maybe_nan)


def round_interval(a):
    return Interval(operations.op_round(a.lo), operations.op_round(a.hi), a.maybe_nan)


def _may_hold(a, offset, period):
    """Whether some offset + k * period (k whole) may lie in a, which is bounded; errs on the side of True."""
    lo = (a.lo - offset) / period
    hi = (a.hi - offset) / period
    return operations.op_floor(hi + SLACK) >= operations.op_ceil(lo - SLACK)


# Far above the rounding of a number of periods, up to the bound that the callers keep; sin is 1 as near to its maximum.
SLACK = 1e-9
TRUSTED_PERIODS = 1e5  # up to here reducing an angle in double precision is exact to far better than _may_hold's slack


def _wave_interval(a, at_lo, at_hi, peak):
    """sin or cos, whose values at the bounds are given and whose maxima lie at peak + 2 k pi."""
    if a.may_be_infinite():
        return Interval(-1.0, 1.0, True)
    if a.lo == a.hi:
        return Interval(at_lo, at_lo, a.maybe_nan)
    if a.lo < -TRUSTED_PERIODS or a.hi > TRUSTED_PERIODS:
        return Interval(-1.0, 1.0, a.maybe_nan)
    lo = -1.0 if _may_hold(a, peak + PI, 2.0 * PI) else min(at_lo, at_hi)
    hi = 1.0 if _may_hold(a, peak, 2.0 * PI) else max(at_lo, at_hi)
    return Interval(lo, hi, a.maybe_nan)


def sin_between(a, at_lo, at_hi):
    """sin_interval of an interval at whose ends it has these values."""
    return _wave_interval(a, at_lo, at_hi, PI / 2.0)


def cos_between(a, at_lo, at_hi):
    return _wave_interval(a, at_lo, at_hi, 0.0)


def sin_interval(a):
    return sin_between(a, circular.sin(a.lo), circular.sin(a.hi))


def cos_interval(a):
    return cos_between(a, circular.cos(a.lo), circular.cos(a.hi))


def tan_between(a, at_lo, at_hi):
    if a.may_be_infinite():
        return everything()
    if a.lo == a.hi:
        return Interval(at_lo, at_lo, a.maybe_nan)
    if a.lo < -TRUSTED_PERIODS or a.hi > TRUSTED_PERIODS or _may_hold(a, PI / 2.0, PI):
        return Interval(-INFINITY, INFINITY, a.maybe_nan)
    return Interval(at_lo, at_hi, a.maybe_nan)


def tan_interval(a):
    return tan_between(a, circular.tan(a.lo), circular.tan(a.hi))


def _within_unit(a):
    """The part of a on which asin and acos are defined, or the nearest end where there is none."""
    return Interval(min(max(a.lo, -1.0), 1.0), max(min(a.hi, 1.0), -1.0),
                    a.maybe_nan or a.lo < -1.0 or a.hi > 1.0)


def asin_interval(a):
    inner = _within_unit(a)
    return Interval(arcs.asin(inner.lo), arcs.asin(inner.hi), inner.maybe_nan)


def acos_interval(a):
    inner = _within_unit(a)
    return Interval(arcs.acos(inner.hi), arcs.acos(inner.lo), inner.maybe_nan)


def atan_interval(a):
    return Interval(angles.atan(a.lo), angles.atan(a.hi), a.maybe_nan)


def exp_interval(a):
    return Interval(exponential.exp(a.lo), exponential.exp(a.hi), a.maybe_nan)


def ln_interval(a):
    if a.hi < 0.0:
        return _never_a_number()
    return Interval(exponential.ln(max(a.lo, 0.0)), exponential.ln(a.hi), a.maybe_nan or a.lo < 0.0)


def not_interval(a):
    if not a.may_be_zero():
        return Interval(0.0, 0.0, False)
    if a.lo == 0.0 and a.hi == 0.0 and not a.maybe_nan:
        return Interval(1.0, 1.0, False)
    return Interval(0.0, 1.0, False)


def rand_interval(a):
    if not _is_one_number(a):
        return Interval(0.0, _LAST_RAND, False)
    return union(point(operations.op_rand(a.lo)), point(operations.op_rand(_other_zero(a.lo))))


def _is_one_number(a):
    return a.lo == a.hi and not a.maybe_nan


def _other_zero(value):
    """Of a zero the one of the other sign: bounds do not tell them apart."""
    return -value if value == 0.0 else value


# ---- two arguments ----

def add_interval(a, b):
    opposite = (a.lo == -INFINITY and b.hi == INFINITY) or (a.hi == INFINITY and b.lo == -INFINITY)
    return _between(a.lo + b.lo, a.hi + b.hi, a.maybe_nan or b.maybe_nan or opposite)


def sub_interval(a, b):
    equal = (a.lo == -INFINITY and b.lo == -INFINITY) or (a.hi == INFINITY and b.hi == INFINITY)
    return _between(a.lo - b.hi, a.hi - b.lo, a.maybe_nan or b.maybe_nan or equal)


def fraction_interval(opcode, a):
    """The interval a of a difference u - floor(u), u - ceil(u) or u - round(u), as the opcode says, cut to where such can lie.

    The difference of the true values lies there, the ends are doubles, and rounding reverses no order.
    """
    least = least_fraction(opcode)
    most = least + 1.0
    return Interval(min(max(a.lo, least), most), max(min(a.hi, most), least), a.maybe_nan)


def least_fraction(opcode):
    if opcode == operations.FLOOR:
        return 0.0
    return -0.5 if opcode == operations.ROUND else -1.0


def mul_interval(a, b):
    zero_times_infinity = (a.may_be_zero() and b.may_be_infinite()) or (b.may_be_zero() and a.may_be_infinite())
    return _hull(a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi,
                 a.maybe_nan or b.maybe_nan or zero_times_infinity)


def div_interval(a, b):
    maybe_nan = a.maybe_nan or b.maybe_nan or (a.may_be_infinite() and b.may_be_infinite())
    if b.may_be_zero():
        return Interval(-INFINITY, INFINITY, maybe_nan or a.may_be_zero())
    return _hull(a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi, maybe_nan)


def min_interval(a, b):
    return Interval(min(a.lo, b.lo), min(a.hi, b.hi), a.maybe_nan or b.maybe_nan)


def max_interval(a, b):
    return Interval(max(a.lo, b.lo), max(a.hi, b.hi), a.maybe_nan or b.maybe_nan)


def atan2_interval(y, x):
    maybe_nan = y.maybe_nan or x.maybe_nan
    if not (y.lo > 0.0 or y.hi < 0.0 or x.lo > 0.0):
        # The box may touch the cut, where the sign of a zero decides between -pi and pi.
        return Interval(-PI, PI, maybe_nan)
    # Off the cut the angle is monotone along each edge, so that its extremes lie in corners.
    return _hull(angles.atan2(y.lo, x.lo), angles.atan2(y.lo, x.hi), angles.atan2(y.hi, x.lo), angles.atan2(y.hi, x.hi),
                 maybe_nan)


def compare_interval(a, b):
    lo = -1.0
    hi = 1.0
    if a.lo > b.hi:
        lo = 1.0
    elif a.lo >= b.hi:
        lo = 0.0
    if a.hi < b.lo:
        hi = -1.0
    elif a.hi <= b.lo:
        hi = 0.0
    return Interval(lo, hi, a.maybe_nan or b.maybe_nan)


def mod_interval(a, b):
    maybe_nan = a.maybe_nan or b.maybe_nan or b.may_be_zero() or a.may_be_infinite()
    modulus = max(abs(b.lo), abs(b.hi))
    if b.lo == b.hi and modulus > 0.0 and a.hi - a.lo < 0.999 * modulus:
        lo = operations.op_mod(a.lo, b.lo)
        hi = operations.op_mod(a.hi, b.lo)
        # A wrap inside a run that is shorter than the modulus would leave the last remainder below the first.
        if lo <= hi:
            return Interval(lo, hi, maybe_nan)
    return Interval(0.0, modulus, maybe_nan)


def and_interval(a, b):
    if not a.may_be_zero():
        return _copy(b)
    if a.lo == 0.0 and a.hi == 0.0 and not a.maybe_nan:
        return _copy(a)
    return union(Interval(0.0, 0.0, False), b)


def or_interval(a, b):
    if not a.may_be_zero():
        return _copy(a)
    if a.lo == 0.0 and a.hi == 0.0 and not a.maybe_nan:
        return _copy(b)
    return union(a, b)


def mix_interval(a, b):
    if not (_is_one_number(a) and _is_one_number(b)):
        return everything()
    other_a = _other_zero(a.lo)
    other_b = _other_zero(b.lo)
    return union(union(point(operations.op_mix(a.lo, b.lo)), point(operations.op_mix(a.lo, other_b))),
                 union(point(operations.op_mix(other_a, b.lo)), point(operations.op_mix(other_a, other_b))))


# ---- the table ----

_TRANSFERS = {
    'abs': abs_interval, 'neg': neg_interval, 'sqrt': sqrt_interval, 'square': square_interval, 'floor': floor_interval,
    'ceil': ceil_interval, 'round': round_interval, 'sin': sin_interval, 'cos': cos_interval, 'tan': tan_interval,
    'asin': asin_interval, 'acos': acos_interval, 'atan': atan_interval, 'exp': exp_interval, 'ln': ln_interval,
    'not': not_interval, 'add': add_interval, 'sub': sub_interval, 'mul': mul_interval, 'div': div_interval,
    'min': min_interval, 'max': max_interval, 'atan2': atan2_interval, 'compare': compare_interval,
    'mod': mod_interval, 'and': and_interval, 'or': or_interval, 'rand': rand_interval, 'mix': mix_interval,
}
_by_opcode = [_TRANSFERS.get(_operation.name) for _operation in operations.OPERATIONS]
_unary_cases = unrolling_iterable([(_i, _by_opcode[_i]) for _i in range(operations.ABS, operations.FIRST_BINARY)])
_binary_cases = unrolling_iterable([(_i, _by_opcode[_i]) for _i in range(operations.FIRST_BINARY, len(_by_opcode))])


def apply_interval(opcode, a, b):
    """The interval of one operation; b is ignored where the operation takes one argument. opcode: no leaf's.

    Translated it never raises, so that threads may call it.
    """
    if not we_are_translated():
        return _by_opcode[opcode](a) if opcode < operations.FIRST_BINARY else _by_opcode[opcode](a, b)
    for case, transfer in _unary_cases:
        if opcode == case:
            return transfer(a)
    for case, transfer in _binary_cases:
        if opcode == case:
            return transfer(a, b)
    return everything()


# Inlined, with the intervals that they make and read, so that malloc removal leaves none that nothing else holds.
for _function in list(_TRANSFERS.values()) + [
        apply_interval, everything, _never_a_number, union, _copy, _between, _hull, _may_hold, _wave_interval,
        sin_between, cos_between, tan_between,
        _within_unit, point, _is_one_number, _other_zero, fraction_interval, least_fraction]:
    _function._always_inline_ = True
