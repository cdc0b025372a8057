"""The table of operations: one row, one meaning, one place per operation.

Every evaluator is tested against the meanings below. All are in IEEE 754 double precision, rounded to nearest, the elementary
functions too (elementary/); none ever raises. A *leaf* (constant or coordinate) has no meaning here: its value comes from the
program or the pixel.

NaN has a meaning, too. A mix may be a signalling NaN, whose bits stand for something (singles.py). neg, abs, min, max, and, or
pass them on; what calculates with a NaN gives a quiet one, and which one is not said.

The meanings that branch are `elidable`: one call in a trace of the meta-tracing JIT. A trace follows one side of every branch,
and a program with hundreds of min and max takes more combinations of sides than a picture has pixels.
"""
from pyfidget import libm
from pyfidget.elementary import angles, arcs, circular, exponential, rows
from pyfidget.rpy import bits_to_float, elidable, unrolling_iterable, we_are_translated
from pyfidget.singles import bits_of_single, hashed, single_of_bits

CONST, VAR_X, VAR_Y, VAR_Z = range(4)


# ---- the meanings of one argument ----

def op_abs(a):
    return abs(a)


def op_neg(a):
    return -a


def op_sqrt(a):
    """NaN below zero; the root of -0.0 is -0.0."""
    return libm.sqrt(a)


def op_square(a):
    return a * a


@elidable
def op_floor(a):
    """The largest whole number that is not above a; a zero and an infinity stay as they are."""
    if libm.is_nan(a):
        return libm.NAN
    whole = _truncate(a)
    if whole > a:
        whole -= 1.0
    return libm.copysign(whole, a)


@elidable
def op_ceil(a):
    """The smallest whole number that is not below a; what lies in (-1, 0) gives -0.0."""
    if libm.is_nan(a):
        return libm.NAN
    whole = _truncate(a)
    if whole < a:
        whole += 1.0
    return libm.copysign(whole, a)


@elidable
def op_round(a):
    """The nearest whole number, halves away from zero."""
    if libm.is_nan(a):
        return libm.NAN
    whole = _truncate(a)
    rest = a - whole
    if rest >= 0.5:
        whole += 1.0
    elif rest <= -0.5:
        whole -= 1.0
    return libm.copysign(whole, a)


_ONE_BITS = 0x3FF0000000000000
_ALL_WHOLE = 4503599627370496.0  # 2**52: from here on every double is a whole number


def _truncate(a):
    if -_ALL_WHOLE < a < _ALL_WHOLE:
        return float(int(a))
    return a


@elidable
def op_sin(a):
    return circular.sin(a)


@elidable
def op_cos(a):
    return circular.cos(a)


@elidable
def op_tan(a):
    return circular.tan(a)


@elidable
def op_asin(a):
    """NaN outside [-1, 1]."""
    return arcs.asin(a)


@elidable
def op_acos(a):
    """NaN outside [-1, 1]."""
    return arcs.acos(a)


@elidable
def op_atan(a):
    return angles.atan(a)


@elidable
def op_exp(a):
    return exponential.exp(a)


@elidable
def op_ln(a):
    """Minus infinity at zero, NaN below it."""
    return exponential.ln(a)


@elidable
def op_not(a):
    """1 where a is a zero, else 0: also for NaN."""
    return 1.0 if a == 0.0 else 0.0


@elidable
def op_rand(a):
    """A number in [0, 1) by the bits of a in single precision: the hash's upper 23 are those of one in [1, 2), minus 1."""
    return bits_to_float(hashed(bits_of_single(a)) >> 9 << 29 | _ONE_BITS) - 1.0


# ---- the meanings of two arguments ----

def op_add(a, b):
    return a + b


def op_sub(a, b):
    return a - b


def op_mul(a, b):
    return a * b


def op_div(a, b):
    """IEEE 754: a finite number over a zero is an infinity whose sign is the product of both signs; 0/0 is NaN."""
    if we_are_translated() or b != 0.0:
        return a / b
    if a == 0.0 or libm.is_nan(a):
        return libm.NAN
    return libm.copysign(libm.INFINITY, a) * libm.copysign(1.0, b)


@elidable
def op_min(a, b):
    """NaN if an argument is NaN; the second of two equal arguments (it matters for zeros of different sign)."""
    if a < b or libm.is_nan(a):
        return a
    return b


@elidable
def op_max(a, b):
    """NaN if an argument is NaN; the second of two equal arguments (it matters for zeros of different sign)."""
    if a > b or libm.is_nan(a):
        return a
    return b


@elidable
def op_atan2(y, x):
    """The angle of the point (x, y), from -pi to pi."""
    return angles.atan2(y, x)


@elidable
def op_compare(a, b):
    """-1, 0 or 1 as a is below, equal to or above b; NaN if an argument is NaN."""
    if a < b:
        return -1.0
    if a > b:
        return 1.0
    if a == b:
        return 0.0
    return libm.NAN


@elidable
def op_mod(a, b):
    """The least non-negative remainder of a / b; NaN for b = 0 and for an infinite a.

    A remainder just below zero is lifted by |b| in one rounded addition, so that the result can be |b| itself.
    """
    if libm.is_nan(a) or libm.is_nan(b):
        return libm.NAN
    remainder = libm.fmod(a, b)
    if remainder < 0.0:
        return remainder + abs(b)
    return remainder


@elidable
def op_and(a, b):
    """a if a is a zero, else b."""
    return a if a == 0.0 else b


@elidable
def op_or(a, b):
    """a if a is not a zero (NaN is none), else b."""
    return a if a != 0.0 else b


@elidable
def op_mix(a, b):
    """The number of single precision whose bits are a hash of those of a and b: anything, in one of 256 cases NaN."""
    return single_of_bits(hashed((bits_of_single(a) + hashed(bits_of_single(b))) & 0xFFFFFFFF))


# ---- the table ----

class Operation(object):
    """One row: the name in a .vm file and what the rest of the house may assume of the operation."""

    def __init__(self, name, arity, commutative, monotone):
        self.name = name
        self.arity = arity
        # Swapping the arguments gives the same bits, but for which NaN or which of two zeros it is.
        self.commutative = commutative
        # For each argument: 1 where the result never falls as that argument grows, -1 where it never rises, 0 otherwise.
        self.monotone = monotone


LEAVES = ['const', 'var-x', 'var-y', 'var-z']

_UNARY = [
    ('abs', op_abs, 0), ('neg', op_neg, -1), ('sqrt', op_sqrt, 1), ('square', op_square, 0), ('floor', op_floor, 1),
    ('ceil', op_ceil, 1), ('round', op_round, 1), ('sin', op_sin, 0), ('cos', op_cos, 0), ('tan', op_tan, 0),
    ('asin', op_asin, 1), ('acos', op_acos, -1), ('atan', op_atan, 1), ('exp', op_exp, 1), ('ln', op_ln, 1),
    ('not', op_not, 0), ('rand', op_rand, 0),
]
_BINARY = [
    ('add', op_add, True, (1, 1)), ('sub', op_sub, False, (1, -1)), ('mul', op_mul, True, (0, 0)),
    ('div', op_div, False, (0, 0)), ('min', op_min, True, (1, 1)), ('max', op_max, True, (1, 1)),
    ('atan2', op_atan2, False, (0, 0)), ('compare', op_compare, False, (1, -1)), ('mod', op_mod, False, (0, 0)),
    ('and', op_and, False, (0, 1)), ('or', op_or, False, (0, 1)), ('mix', op_mix, False, (0, 0)),
]

(ABS, NEG, SQRT, SQUARE, FLOOR, CEIL, ROUND, SIN, COS, TAN, ASIN, ACOS, ATAN, EXP, LN, NOT, RAND) = range(
    len(LEAVES), len(LEAVES) + len(_UNARY))
(ADD, SUB, MUL, DIV, MIN, MAX, ATAN2, COMPARE, MOD, AND, OR, MIX) = range(
    len(LEAVES) + len(_UNARY), len(LEAVES) + len(_UNARY) + len(_BINARY))

# Row i describes the operation with opcode i.
OPERATIONS = ([Operation(_name, 0, False, ()) for _name in LEAVES]
              + [Operation(_name, 1, False, (_way,)) for _name, _meaning, _way in _UNARY]
              + [Operation(_name, 2, _swaps, _ways) for _name, _meaning, _swaps, _ways in _BINARY])

FIRST_BINARY = ADD

# Opcodes are bytes in raw memory and in a tape's entries, and so is what stands for none of them.
OPERATIONS_AT_MOST = 255
assert len(OPERATIONS) <= OPERATIONS_AT_MOST, 'the table of operations is full'

_meanings = [None] * len(LEAVES) + [_row[1] for _row in _UNARY] + [_row[1] for _row in _BINARY]
_unary_cases = unrolling_iterable([(ABS + _i, _row[1]) for _i, _row in enumerate(_UNARY)])
_binary_cases = unrolling_iterable([(ADD + _i, _row[1]) for _i, _row in enumerate(_BINARY)])


# The elementary functions for rows of numbers: row(count, v, c, a), or (count, v, c, a, b), as in elementary/rows.py.
ROWS = {SIN: rows.sin_row, COS: rows.cos_row, TAN: rows.tan_row, ASIN: rows.asin_row, ACOS: rows.acos_row, ATAN: rows.atan_row,
        EXP: rows.exp_row, LN: rows.ln_row, ATAN2: rows.atan2_row}


def meaning_of(opcode):
    """The function that an operation is, of one or two doubles; not for a leaf, and not in translated code."""
    return _meanings[opcode]


def apply_operation(opcode, a, b):
    """The value of one operation that is not a leaf; b is ignored where the operation takes one argument."""
    if not we_are_translated():
        return _meanings[opcode](a) if opcode < FIRST_BINARY else _meanings[opcode](a, b)
    # Unrolled by the annotator into an if-chain over integers, which the C compiler turns into one jump table.
    for case, meaning in _unary_cases:
        if opcode == case:
            return meaning(a)
    for case, meaning in _binary_cases:
        if opcode == case:
            return meaning(a, b)
    assert False, 'a leaf has no meaning'


apply_operation._always_inline_ = True  # into the loop over pixels, where the call would cost a tenth of a frame
