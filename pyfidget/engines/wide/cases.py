"""Bounds of all lanes at once where a value may be NaN or a transfer function has cases: those of interval.py, as loops.

As in lanes.py a value has `count` lower bounds at v[c] and on, then as many upper ones; count is LANES or STRIPS. Cases are
choices between numbers, of which the C compiler makes vector instructions. Each function gives the lanes or strips in which the
operation itself may give NaN, of arguments that are numbers, and << 16 those in which it gives nothing else; the caller adds
those in which an argument may be NaN, or is nothing else.
"""
from pyfidget import rawmem
from pyfidget.engines.wide.elementary import NOT_HERE, bound_elementary_of_lanes, bound_elementary_of_strips
from pyfidget.engines.wide.lanes import (
    choose_magnitude,
    choose_maximum,
    choose_minimum,
    constant,
    higher_of,
    lower_of,
    magnitude,
    maximum,
    minimum,
    negate,
    square,
)
from pyfidget.engines.wide.masks import lanes_of_columns, lanes_of_rows, pack, pack_one
from pyfidget.engines.wide.vectors import make_by_function
from pyfidget.engines.wide.worker import BOUNDS, FALSE_SHIFT, LANES, NAN_SHIFT, SPARE_BOUNDS, STRIPS
from pyfidget.libm import INFINITY, sqrt
from pyfidget.lowering.entries import CONSTANT_VALUE, VALUES
from pyfidget.operations import (
    ABS,
    ADD,
    AND,
    CEIL,
    COMPARE,
    DIV,
    FIRST_BINARY,
    FLOOR,
    MAX,
    MIN,
    MOD,
    MUL,
    NEG,
    NOT,
    OR,
    ROUND,
    SQRT,
    SQUARE,
    SUB,
    meaning_of,
)
from pyfidget.rpy import intmask, unrolling_iterable

_ALL = (1 << LANES) - 1
_SHORT_OF_ALL = 0.999  # of a modulus, as in interval.mod_interval


def _number_or(value, otherwise):
    return value if value == value else otherwise


# ---- sums, products, quotients, roots ----

def _add(count, flags, v, c, a, b):
    i = 0
    while i < count:
        p = v[a + i] + v[b + count + i]
        q = v[a + count + i] + v[b + i]
        rawmem.set_flag(flags, i, (p != p) | (q != q))
        i += 1
    i = 0
    while i < count:
        lo = v[a + i] + v[b + i]
        hi = v[a + count + i] + v[b + count + i]
        v[c + i] = _number_or(lo, -INFINITY)
        v[c + count + i] = _number_or(hi, INFINITY)
        i += 1


def _subtract(count, flags, v, c, a, b):
    i = 0
    while i < count:
        p = v[a + i] - v[b + i]
        q = v[a + count + i] - v[b + count + i]
        rawmem.set_flag(flags, i, (p != p) | (q != q))
        i += 1
    i = 0
    while i < count:
        lo = v[a + i] - v[b + count + i]
        hi = v[a + count + i] - v[b + i]
        v[c + i] = _number_or(lo, -INFINITY)
        v[c + count + i] = _number_or(hi, INFINITY)
        i += 1


def _is_around_zero(count, v, a, i):
    return (v[a + i] <= 0.0) & (v[a + count + i] >= 0.0)


def _reaches_infinity(count, v, a, i):
    return (v[a + i] == -INFINITY) | (v[a + count + i] == INFINITY)


def _multiply(count, flags, v, c, a, b):
    i = 0
    while i < count:
        rawmem.set_flag(flags, i, (_is_around_zero(count, v, a, i) & _reaches_infinity(count, v, b, i))
                        | (_is_around_zero(count, v, b, i) & _reaches_infinity(count, v, a, i)))
        i += 1
    i = 0
    while i < count:
        p = _number_or(v[a + i] * v[b + i], 0.0)
        q = _number_or(v[a + i] * v[b + count + i], 0.0)
        r = _number_or(v[a + count + i] * v[b + i], 0.0)
        s = _number_or(v[a + count + i] * v[b + count + i], 0.0)
        v[c + i] = lower_of(lower_of(p, q), lower_of(r, s))
        v[c + count + i] = higher_of(higher_of(p, q), higher_of(r, s))
        i += 1


def _divide(count, flags, v, c, a, b):
    i = 0
    while i < count:
        rawmem.set_flag(flags, i, (_is_around_zero(count, v, a, i) & _is_around_zero(count, v, b, i))
                        | (_reaches_infinity(count, v, a, i) & _reaches_infinity(count, v, b, i)))
        i += 1
    i = 0
    while i < count:
        from_zero = higher_of(v[b + i], -v[b + count + i])
        least = v[b + i] if from_zero > 0.0 else 1.0
        most = v[b + count + i] if from_zero > 0.0 else 1.0
        p = _number_or(v[a + i] / least, 0.0)
        q = _number_or(v[a + i] / most, 0.0)
        r = _number_or(v[a + count + i] / least, 0.0)
        s = _number_or(v[a + count + i] / most, 0.0)
        lo = lower_of(lower_of(p, q), lower_of(r, s))
        hi = higher_of(higher_of(p, q), higher_of(r, s))
        v[c + i] = lo if from_zero > 0.0 else -INFINITY
        v[c + count + i] = hi if from_zero > 0.0 else INFINITY
        i += 1


def _root(count, flags, v, c, a):
    i = 0
    while i < count:
        rawmem.set_flag(flags, i, v[a + i] < 0.0)
        rawmem.set_flag(flags, count + i, v[a + count + i] < 0.0)
        i += 1
    i = 0
    while i < 2 * count:
        v[c + i] = sqrt(higher_of(v[a + i], 0.0))
        i += 1


# ---- whole numbers, remainders, comparisons, logic ----

_steps = unrolling_iterable([(_opcode, meaning_of(_opcode)) for _opcode in (FLOOR, CEIL, ROUND)])
_remainder_of = meaning_of(MOD)


def _compare(count, v, c, a, b):
    i = 0
    while i < count:
        lo = 0.0 if v[a + i] >= v[b + count + i] else -1.0
        hi = 0.0 if v[a + count + i] <= v[b + i] else 1.0
        v[c + i] = 1.0 if v[a + i] > v[b + count + i] else lo
        v[c + count + i] = -1.0 if v[a + count + i] < v[b + i] else hi
        i += 1


def _not(count, v, c, a):
    i = 0
    while i < count:
        from_zero = higher_of(v[a + i], -v[a + count + i])
        size = higher_of(-v[a + i], v[a + count + i])
        v[c + i] = 1.0 if size == 0.0 else 0.0
        v[c + count + i] = 0.0 if from_zero > 0.0 else 1.0
        i += 1


def _and(count, v, c, a, b):
    i = 0
    while i < count:
        from_zero = higher_of(v[a + i], -v[a + count + i])
        size = higher_of(-v[a + i], v[a + count + i])
        lo = v[b + i] if from_zero > 0.0 else lower_of(v[b + i], 0.0)
        hi = v[b + count + i] if from_zero > 0.0 else higher_of(v[b + count + i], 0.0)
        v[c + i] = 0.0 if size == 0.0 else lo
        v[c + count + i] = 0.0 if size == 0.0 else hi
        i += 1


def _or(count, v, c, a, b):
    i = 0
    while i < count:
        from_zero = higher_of(v[a + i], -v[a + count + i])
        size = higher_of(-v[a + i], v[a + count + i])
        lo = v[a + i] if from_zero > 0.0 else lower_of(v[a + i], v[b + i])
        hi = v[a + count + i] if from_zero > 0.0 else higher_of(v[a + count + i], v[b + count + i])
        v[c + i] = v[b + i] if size == 0.0 else lo
        v[c + count + i] = v[b + count + i] if size == 0.0 else hi
        i += 1


def _choose_by_zero(count, flags, v, a, zero_is_first):
    """Where a value is always zero, and where it never is."""
    zero = 0 if zero_is_first else count
    other = count - zero
    i = 0
    while i < count:
        rawmem.set_flag(flags, zero + i, (v[a + i] == 0.0) & (v[a + count + i] == 0.0))
        rawmem.set_flag(flags, other + i, (v[a + i] > 0.0) | (v[a + count + i] < 0.0))
        i += 1
    return pack(count, flags, 0)


# ---- all of them ----

_ARITHMETIC = unrolling_iterable([(ADD, _add), (SUB, _subtract), (MUL, _multiply), (DIV, _divide)])
_PLAIN = unrolling_iterable([(MIN, minimum), (MAX, maximum), (ABS, magnitude), (NEG, negate), (SQUARE, square)])
_LOGIC = unrolling_iterable([(COMPARE, _compare), (AND, _and), (OR, _or)])


def _make_round(count, by_function):
    def bound_rounded(w, opcode, c, a):
        """floor, ceil or round, of both bounds."""
        v = w.bounds
        if by_function(w, opcode, v, c, a, a, 0.0, 2 * count):
            return
        for case, meaning in _steps:
            if opcode == case:
                i = 0
                while i < 2 * count:
                    v[c + i] = meaning(v[a + i])
                    i += 1
    return bound_rounded


def _make_remainder(count, by_function):
    def bound_remainder(w, c, a, b):
        v = w.bounds
        modulus = w.spare
        i = 0
        while i < count:
            rawmem.set_flag(w.flags, i, _is_around_zero(count, v, b, i) | _reaches_infinity(count, v, a, i))
            i += 1
        i = 0
        while i < count:
            v[modulus + i] = v[b + i]
            v[modulus + count + i] = v[b + i]
            i += 1
        if not by_function(w, MOD, v, c, a, modulus, 0.0, 2 * count):
            i = 0
            while i < 2 * count:
                v[c + i] = _remainder_of(v[a + i], v[modulus + i])
                i += 1
        i = 0
        while i < count:
            most = higher_of(abs(v[b + i]), abs(v[b + count + i]))
            lo = v[c + i]
            hi = v[c + count + i]
            # A wrap inside a run that is shorter than the modulus would leave the last remainder below the first.
            room = _SHORT_OF_ALL * most - (v[a + count + i] - v[a + i])
            room = room if v[b + i] == v[b + count + i] else 0.0
            room = room if lo <= hi else 0.0
            v[c + i] = lo if room > 0.0 else 0.0
            v[c + count + i] = hi if room > 0.0 else most
            i += 1
    return bound_remainder


def _make_bound(count):
    by_function = make_by_function()
    bound_rounded = _make_round(count, by_function)
    bound_remainder = _make_remainder(count, by_function)
    bound_elementary = bound_elementary_of_lanes if count == LANES else bound_elementary_of_strips

    def bound(w, opcode, c, a, b):
        v = w.bounds
        flags = w.flags
        for case, function in _ARITHMETIC:
            if opcode == case:
                function(count, flags, v, c, a, b)
                return pack_one(count, flags, 0)
        for case, function in _PLAIN:
            if opcode == case:
                function(count, v, c, a, b, 0.0)
                return 0
        for case, function in _LOGIC:
            if opcode == case:
                function(count, v, c, a, b)
                return 0
        if opcode == SQRT:
            _root(count, flags, v, c, a)
            return pack(count, flags, 0)
        if opcode == FLOOR or opcode == CEIL or opcode == ROUND:
            bound_rounded(w, opcode, c, a)
            return 0
        if opcode == MOD:
            bound_remainder(w, c, a, b)
            return pack_one(count, flags, 0)
        if opcode == NOT:
            _not(count, v, c, a)
            return 0
        return bound_elementary(v, flags, w.spare, opcode, c, a, b)
    return bound


def _make_choose(count):
    def choose(v, flags, opcode, a, b):
        if opcode == MIN:
            return choose_minimum(count, flags, v, a, b)
        if opcode == MAX:
            return choose_maximum(count, flags, v, a, b)
        if opcode == ABS:
            return choose_magnitude(count, flags, v, a, b)
        if opcode == AND or opcode == OR:
            return _choose_by_zero(count, flags, v, a, opcode == AND)
        return 0
    return choose


def needs_numbers(opcode):
    """Whether what is done here is for a first argument that is a number in all lanes."""
    return opcode == AND or opcode == OR or opcode == NOT


_choose_of_lanes = _make_choose(LANES)
_choose_of_strips = _make_choose(STRIPS)


def make_analyse(count):
    """analyse(w, opcode, form, entry, a, b, k, is_of_y), for one kind of worker: fill an entry's bounds, from those of a and b or
    of one and a constant; gives its mask by lane, as analyse.py has it, or NOT_HERE. is_of_y: whether strips are rows."""
    bound = _make_bound(count)
    choose = _choose_of_lanes if count == LANES else _choose_of_strips

    def analyse(w, opcode, form, entry, a, b, k, is_of_y):
        v = w.bounds
        masks = w.masks
        if needs_numbers(opcode) and masks[a] >> NAN_SHIFT != 0:
            return NOT_HERE
        first = a * BOUNDS
        second = b * BOUNDS
        nans = masks[a]
        if form != VALUES:
            fixed = w.spare + (SPARE_BOUNDS - 1) * BOUNDS
            constant(count, v, fixed, 0, 0, k)
            if form == CONSTANT_VALUE:
                second = first
                first = fixed
            else:
                second = fixed
        elif opcode >= FIRST_BINARY:
            nans |= masks[b]
        nans = nans >> NAN_SHIFT
        own = bound(w, opcode, entry * BOUNDS, first, second)
        if own == NOT_HERE:
            return NOT_HERE
        choice = choose(v, w.flags, opcode, first, second)
        if count == STRIPS:
            own = lanes_of_rows(own) if is_of_y else lanes_of_columns(own)
            choice = lanes_of_rows(choice) if is_of_y else lanes_of_columns(choice)
        if needs_numbers(opcode):
            return choice | (nans & _ALL & ~choice) << NAN_SHIFT  # the second argument's, which may be passed over
        return choice & ~(nans | nans << FALSE_SHIFT) | intmask((nans | own) << NAN_SHIFT)
    return analyse


for _function in [_add, _subtract, _multiply, _divide, _root, _compare, _not, _and, _or,
                  _choose_by_zero]:
    _function._annspecialcase_ = 'specialize:arg(0)'
for _function in [_number_or, _is_around_zero, _reaches_infinity]:
    _function._always_inline_ = True
