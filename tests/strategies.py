"""What tests draw: doubles of every kind and whole programs; for hypothesis 4.57 (Python 2.7) and the current one."""
import struct

import hypothesis
from hypothesis import strategies as st

from pyfidget import operations
from pyfidget.program import ProgramBuilder

INFINITY = float('inf')
NAN = float('nan')
LEAST = 5e-324  # the smallest subnormal
LEAST_NORMAL = 2.2250738585072014e-308
LARGEST = 1.7976931348623157e308
PI = 3.141592653589793

UNARY = list(range(operations.ABS, operations.FIRST_BINARY))
BINARY = list(range(operations.FIRST_BINARY, len(operations.OPERATIONS)))


def scaled(examples):
    """The settings for this many examples in the quick profile, and for as many times more in a larger one."""
    return hypothesis.settings(max_examples=examples * hypothesis.settings.default.max_examples // 100)


# ---- doubles and their bits ----

def from_bits(bits):
    return struct.unpack('<d', struct.pack('<Q', bits))[0]


def to_bits(value):
    return struct.unpack('<Q', struct.pack('<d', value))[0]


def same(a, b):
    """Whether two doubles are the same to the sign of a zero; all NaN are one."""
    return to_bits(a) == to_bits(b) or (a != a and b != b)


def alike(a, b):
    """Whether a program cannot tell two doubles apart: all quiet NaN are one, those of mixes are not."""
    return to_bits(a) == to_bits(b) or _is_quiet(a) and _is_quiet(b)


def _is_quiet(value):
    return value != value and to_bits(value) >> 51 & 1 == 1


def neighbour(value, steps):
    """The double that is some steps above value, or below it; never past the largest numbers."""
    bits = to_bits(abs(value))
    ordinal = (-bits if value < 0.0 else bits) + steps
    largest = to_bits(LARGEST)
    ordinal = max(-largest, min(ordinal, largest))
    return from_bits(ordinal) if ordinal >= 0 else -from_bits(-ordinal)


_MAGNITUDES = [
    0.0, LEAST, 2 * LEAST, LEAST_NORMAL - LEAST, LEAST_NORMAL, 1e-300, 1.5e-154, 1e-17, 2.0 ** -53, 2.0 ** -52, 1e-9, 0.1,
    0.5 - 2.0 ** -54, 0.5, 0.5 + 2.0 ** -53, 1.0 - 2.0 ** -53, 1.0, 1.0 + 2.0 ** -52, 1.5, 2.0, 2.5, PI / 4, PI / 2, PI,
    1.5 * PI, 2 * PI, 3.5, 709.782712893384, 709.7827128933841, 745.1332191019412, 1e5, 1e22, 2.0 ** 31, 2.0 ** 51 - 0.5,
    2.0 ** 51 + 0.5, 2.0 ** 52 - 1.0, 2.0 ** 52 - 0.5, 2.0 ** 52, 2.0 ** 52 + 1.0, 2.0 ** 53 - 1.0, 2.0 ** 53, 2.0 ** 63,
    1.3407807929942596e154, 1e300, LARGEST, INFINITY,
]
EDGES = _MAGNITUDES + [-magnitude for magnitude in _MAGNITUDES] + [NAN]
NUMBER_EDGES = EDGES[:-1]


def numbers():
    """Any double but NaN: edges, uniform bits, whole numbers and halves, small ones, neighbours of multiples of pi / 2."""
    return st.one_of(
        st.sampled_from(NUMBER_EDGES),
        st.integers(0, 2 ** 64 - 1).map(from_bits).filter(lambda value: value == value),
        st.integers(-20, 20).map(lambda twice: twice / 2.0),
        st.floats(-10.0, 10.0),
        st.tuples(st.integers(-70000, 70000) | st.integers(-8, 8), st.integers(-3, 3)).map(
            lambda at: neighbour(at[0] * (PI / 2), at[1])),
        st.tuples(st.sampled_from(NUMBER_EDGES), st.integers(-3, 3)).map(lambda at: neighbour(*at)),
    )


def doubles():
    """Any double, infinities and NaN included."""
    return numbers() | st.just(NAN)


# What mix(1.5, 2.0), mix(0.0, 2.5) and mix(4.25, -0.5) give: NaN of either sign, as a single signalling or quiet.
HASHED = [from_bits(0x7FF75D0F00000000), from_bits(0x7FF47FC930000000), from_bits(0xFFF5393FA0000000)]


def doubles_and_mixes():
    """Any double, and signalling NaN too."""
    return doubles() | st.sampled_from(HASHED) | st.integers(1, 2 ** 32 - 1).map(lambda bits: from_bits(
        0x7FF0000000000000 | (bits >> 31) << 63 | (bits & 0x7fffff) << 28 | 1 << 28))


# ---- programs ----

def grid_samples():
    """Coordinates that pictures of up to 65 pixels sample, to the bit."""
    def sample(at):
        size, i, middle = at
        return (i % size - size / 2.0) * 2.0 / size if middle else i % size * (2.0 / (size - 1)) - 1.0
    return (st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 0.25, -0.25])
            | st.tuples(st.integers(2, 65), st.integers(0, 64), st.booleans()).map(sample))


def constants():
    """Constants of a program: mostly where they meet samples exactly, at times any double."""
    return st.one_of(grid_samples(), grid_samples(), grid_samples(), st.floats(-2.0, 2.0), doubles())


_REACHES = st.integers(-4, 4) | st.integers(-60, 60)
_TOPS = [operations.MIN, operations.MAX, operations.NEG, operations.MIN, operations.MAX, operations.NEG, operations.AND,
         operations.OR, operations.NOT, operations.ABS, operations.COMPARE]
_COMMON = [operations.ADD, operations.SUB, operations.MUL, operations.MIN, operations.MAX, operations.NEG, operations.SQUARE,
           operations.SQRT]
_BAD_NUMBERS = [operations.LN, operations.SQRT, operations.DIV, operations.ASIN, operations.MOD, operations.EXP]


def _step(opcodes):
    return st.tuples(st.sampled_from(opcodes), st.just(0.0), _REACHES, _REACHES)


_VARIABLES = [operations.VAR_X, operations.VAR_Y, operations.VAR_X, operations.VAR_Y, operations.VAR_Z]
_HASHES = [operations.RAND, operations.RAND, operations.MIX, operations.MIX, operations.NEG, operations.ABS, operations.MIN,
           operations.MAX]
_LEAF = (st.tuples(st.sampled_from(_VARIABLES), st.just(0.0), st.just(0), st.just(0))
         | st.tuples(st.just(operations.CONST), constants(), st.just(0), st.just(0)))
_BODY = st.one_of(_LEAF, _step(_COMMON), _step(_COMMON), _step(UNARY), _step(BINARY), _step(_BAD_NUMBERS), _step(_HASHES))
_TOP = _step(_TOPS)


def _mix(a, b):
    return [(operations.CONST, a, 0, 0), (operations.CONST, b, 0, 0), (operations.MIX, 0.0, 1, 0)]


_MIXES = st.sampled_from([[], [], _mix(1.5, 2.0), _mix(0.0, 2.5), _mix(4.25, -0.5)])  # NaN: see HASHED


@st.composite
def programs(draw, max_size=40):
    """A Program of at most max_size operations, at least 1: a few leaves, at times a mix that is NaN, a body of anything, a top
    rich in min and max.

    Arguments are often the latest operation (deep chains) or one of the first ones (sharing); not all operations are used.
    """
    steps = _draw_list(draw, _LEAF, 1, min(6, max_size))
    mix = draw(_MIXES)
    if len(steps) + len(mix) <= max_size:
        steps += mix
    steps += _draw_list(draw, _BODY, 0, max_size - len(steps))
    steps += _draw_list(draw, _TOP, 0, min(max_size - len(steps), max_size // 3))
    return _build(steps)


def _draw_list(draw, items, least, most):
    """As st.lists, whose lists are short however many there may be; here all lengths are alike."""
    return [draw(items) for _ in range(draw(st.integers(least, most)))]


def _build(steps):
    builder = ProgramBuilder()
    for opcode, value, first, second in steps:
        arity = operations.OPERATIONS[opcode].arity
        if opcode == operations.CONST:
            builder.constant(value)
        elif arity == 0:
            builder.variable(opcode)
        elif arity == 1:
            builder.unary(opcode, _reached(first, builder.size()))
        else:
            builder.binary(opcode, _reached(first, builder.size()), _reached(second, builder.size()))
    return builder.finish()


def _reached(reach, size):
    """An index below size: counted back from the latest operation where reach is 0 or more, else on from the first."""
    return size - 1 - reach % size if reach >= 0 else (-1 - reach) % size


def same_program(one, other):
    """Whether two programs are the same, operation by operation."""
    return one.size == other.size and all(
        one.opcodes[i] == other.opcodes[i] and one.first[i] == other.first[i] and one.second[i] == other.second[i]
        and same(one.constants[i], other.constants[i]) for i in range(one.size))
