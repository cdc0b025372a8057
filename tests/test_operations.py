"""The meaning of each operation, stated a second time, and the flags of the table."""
import fractions
import math
import struct
import sys

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pyfidget import operations
from pyfidget.operations import OPERATIONS, apply_operation
from tests.strategies import (
    BINARY,
    EDGES,
    HASHED,
    INFINITY,
    LARGEST,
    LEAST,
    NAN,
    NUMBER_EDGES,
    UNARY,
    doubles,
    doubles_and_mixes,
    from_bits,
    neighbour,
    numbers,
    same,
    to_bits,
)

OPCODES = dict((operation.name, opcode) for opcode, operation in enumerate(OPERATIONS))


def value(name, a, b=0.0):
    return apply_operation(OPCODES[name], a, b)


def is_nan(a):
    return a != a


def finite():
    return numbers().filter(lambda a: abs(a) < INFINITY)


def row(name, *results):
    """The cases of one operation: each its arguments, then the result."""
    return [(name,) + case for case in results]


def single(number):
    """The nearest single."""
    return struct.unpack('<f', struct.pack('<f', number))[0]


# ---- edge values ----

UNARY_CASES = (
    row('abs', (-0.0, 0.0), (0.0, 0.0), (-2.5, 2.5), (-INFINITY, INFINITY), (NAN, NAN), (-LEAST, LEAST))
    + row('neg', (0.0, -0.0), (-0.0, 0.0), (2.5, -2.5), (INFINITY, -INFINITY), (NAN, NAN))
    + row('sqrt', (0.0, 0.0), (-0.0, -0.0), (4.0, 2.0), (INFINITY, INFINITY), (-LEAST, NAN), (-INFINITY, NAN), (NAN, NAN),
          (LEAST, 2.0 ** -537))
    + row('square', (-0.0, 0.0), (-3.0, 9.0), (1e200, INFINITY), (LEAST, 0.0), (-INFINITY, INFINITY), (NAN, NAN))
    + row('floor', (0.0, 0.0), (-0.0, -0.0), (LEAST, 0.0), (-LEAST, -1.0), (0.5, 0.0), (-0.5, -1.0), (1.0, 1.0),
          (-1.5, -2.0), (2.0 ** 52 - 0.5, 2.0 ** 52 - 1.0), (-2.0 ** 52 + 0.5, -2.0 ** 52),
          (2.0 ** 52 + 1.0, 2.0 ** 52 + 1.0),
          (-LARGEST, -LARGEST), (INFINITY, INFINITY), (-INFINITY, -INFINITY), (NAN, NAN))
    + row('ceil', (0.0, 0.0), (-0.0, -0.0), (LEAST, 1.0), (-LEAST, -0.0), (0.5, 1.0), (-0.5, -0.0), (1.0, 1.0), (-1.5, -1.0),
          (2.0 ** 52 - 0.5, 2.0 ** 52), (-2.0 ** 52 + 0.5, -2.0 ** 52 + 1.0), (-2.0 ** 52 - 1.0, -2.0 ** 52 - 1.0),
          (LARGEST, LARGEST), (INFINITY, INFINITY), (-INFINITY, -INFINITY), (NAN, NAN))
    + row('round', (0.0, 0.0), (-0.0, -0.0), (LEAST, 0.0), (-LEAST, -0.0), (0.5, 1.0), (-0.5, -1.0), (1.5, 2.0), (2.5, 3.0),
          (-2.5, -3.0), (0.5 - 2.0 ** -54, 0.0), (-0.5 + 2.0 ** -54, -0.0), (2.0 ** 51 + 0.5, 2.0 ** 51 + 1.0),
          (2.0 ** 52 - 0.5, 2.0 ** 52), (2.0 ** 52 + 1.0, 2.0 ** 52 + 1.0), (-2.0 ** 53 + 1.0, -2.0 ** 53 + 1.0),
          (INFINITY, INFINITY), (-INFINITY, -INFINITY), (NAN, NAN))
    + row('sin', (0.0, 0.0), (-0.0, -0.0), (INFINITY, NAN), (-INFINITY, NAN), (NAN, NAN))
    + row('cos', (0.0, 1.0), (-0.0, 1.0), (INFINITY, NAN), (-INFINITY, NAN), (NAN, NAN))
    + row('tan', (0.0, 0.0), (-0.0, -0.0), (INFINITY, NAN), (-INFINITY, NAN), (NAN, NAN))
    + row('asin', (0.0, 0.0), (-0.0, -0.0), (1.0, math.pi / 2), (-1.0, -math.pi / 2), (neighbour(1.0, 1), NAN),
          (neighbour(-1.0, -1), NAN), (INFINITY, NAN), (-INFINITY, NAN), (NAN, NAN))
    + row('acos', (1.0, 0.0), (-1.0, math.pi), (neighbour(1.0, 1), NAN), (neighbour(-1.0, -1), NAN), (INFINITY, NAN),
          (-INFINITY, NAN), (NAN, NAN))
    + row('atan', (0.0, 0.0), (-0.0, -0.0), (INFINITY, math.pi / 2), (-INFINITY, -math.pi / 2), (NAN, NAN))
    + row('exp', (0.0, 1.0), (-0.0, 1.0), (710.0, INFINITY), (-746.0, 0.0), (INFINITY, INFINITY), (-INFINITY, 0.0),
          (NAN, NAN))
    + row('ln', (1.0, 0.0), (0.0, -INFINITY), (-0.0, -INFINITY), (-LEAST, NAN), (-INFINITY, NAN), (INFINITY, INFINITY),
          (NAN, NAN))
    + row('rand', (1.0, single(0.94426405)), (0.0, single(0.030199885)), (-0.0, single(0.13194501)),
          (1.0 + 2.0 ** -24, single(0.94426405)), (LEAST, single(0.030199885)), (-LEAST, single(0.13194501)))
    + row('not', (0.0, 1.0), (-0.0, 1.0), (LEAST, 0.0), (-1.0, 0.0), (INFINITY, 0.0), (NAN, 0.0)))

BINARY_CASES = (
    row('add', (0.1, 0.2, 0.30000000000000004), (-0.0, -0.0, -0.0), (0.0, -0.0, 0.0), (LARGEST, LARGEST, INFINITY),
        (INFINITY, -INFINITY, NAN), (NAN, 1.0, NAN), (1.0, NAN, NAN))
    + row('sub', (0.3, 0.1, 0.19999999999999998), (0.0, 0.0, 0.0), (-0.0, 0.0, -0.0), (-LARGEST, LARGEST, -INFINITY),
          (INFINITY, INFINITY, NAN), (NAN, 1.0, NAN), (1.0, NAN, NAN))
    + row('mul', (0.1, 0.1, 0.010000000000000002), (-0.0, 2.0, -0.0), (-0.0, -2.0, 0.0), (LARGEST, -2.0, -INFINITY),
          (0.0, INFINITY, NAN), (-INFINITY, 0.0, NAN), (LEAST, 0.5, 0.0), (NAN, 0.0, NAN), (0.0, NAN, NAN))
    + row('div', (1.0, 3.0, 0.3333333333333333), (1.0, 0.0, INFINITY), (1.0, -0.0, -INFINITY), (-1.0, 0.0, -INFINITY),
          (-1.0, -0.0, INFINITY), (0.0, 0.0, NAN), (-0.0, 0.0, NAN), (INFINITY, 0.0, INFINITY), (INFINITY, -0.0, -INFINITY),
          (-INFINITY, 0.0, -INFINITY), (INFINITY, INFINITY, NAN), (1.0, -INFINITY, -0.0), (-0.0, 2.0, -0.0),
          (LARGEST, 0.5, INFINITY), (NAN, 0.0, NAN), (0.0, NAN, NAN), (NAN, 1.0, NAN))
    + row('min', (1.0, 2.0, 1.0), (2.0, 1.0, 1.0), (0.0, -0.0, -0.0), (-0.0, 0.0, 0.0), (NAN, 1.0, NAN), (1.0, NAN, NAN),
          (NAN, -INFINITY, NAN), (-INFINITY, NAN, NAN), (-INFINITY, INFINITY, -INFINITY))
    + row('max', (1.0, 2.0, 2.0), (2.0, 1.0, 2.0), (0.0, -0.0, -0.0), (-0.0, 0.0, 0.0), (NAN, 1.0, NAN), (1.0, NAN, NAN),
          (NAN, INFINITY, NAN), (INFINITY, NAN, NAN), (-INFINITY, INFINITY, INFINITY))
    + row('atan2', (0.0, 1.0, 0.0), (-0.0, 1.0, -0.0), (0.0, -1.0, math.pi), (-0.0, -1.0, -math.pi), (0.0, 0.0, 0.0),
          (-0.0, 0.0, -0.0), (0.0, -0.0, math.pi), (-0.0, -0.0, -math.pi), (1.0, 0.0, math.pi / 2), (1.0, -0.0, math.pi / 2),
          (-1.0, 0.0, -math.pi / 2), (INFINITY, INFINITY, math.pi / 4), (1.0, -INFINITY, math.pi),
          (-1.0, INFINITY, -0.0), (INFINITY, 1.0, math.pi / 2), (NAN, 1.0, NAN), (1.0, NAN, NAN))
    + row('compare', (1.0, 2.0, -1.0), (2.0, 1.0, 1.0), (1.0, 1.0, 0.0), (0.0, -0.0, 0.0), (-0.0, 0.0, 0.0),
          (INFINITY, INFINITY, 0.0), (-INFINITY, INFINITY, -1.0), (NAN, 1.0, NAN), (1.0, NAN, NAN), (NAN, NAN, NAN))
    + row('mod', (5.5, 2.0, 1.5), (-5.5, 2.0, 0.5), (5.5, -2.0, 1.5), (-5.5, -2.0, 0.5), (6.0, 2.0, 0.0), (1.0, 0.0, NAN),
          (1.0, -0.0, NAN), (0.0, 0.0, NAN), (INFINITY, 2.0, NAN), (-INFINITY, INFINITY, NAN), (1.0, INFINITY, 1.0),
          (-LEAST, 2.0, 2.0), (-1.0, INFINITY, INFINITY), (NAN, 1.0, NAN), (1.0, NAN, NAN), (NAN, 0.0, NAN))
    + row('and', (0.0, 5.0, 0.0), (-0.0, 5.0, -0.0), (2.0, 5.0, 5.0), (2.0, 0.0, 0.0), (2.0, -0.0, -0.0), (0.0, NAN, 0.0),
          (2.0, NAN, NAN), (NAN, 5.0, 5.0), (NAN, NAN, NAN), (LEAST, 5.0, 5.0))
    + row('mix', (1.0, 2.0, single(-3.2245105e-31)), (2.0, 1.0, single(16110.541)),
          (1.0, 2.0 + 2.0 ** -24, single(-3.2245105e-31)), (1.5, 2.0, NAN))
    + row('or', (0.0, 5.0, 5.0), (-0.0, 5.0, 5.0), (2.0, 5.0, 2.0), (0.0, -0.0, -0.0), (0.0, NAN, NAN), (2.0, NAN, 2.0),
          (NAN, 5.0, NAN), (LEAST, 5.0, LEAST)))


@pytest.mark.parametrize('name, a, result', UNARY_CASES, ids=repr)
def test_the_value_at_an_edge(name, a, result):
    assert same(value(name, a), result)


@pytest.mark.parametrize('name, a, b, result', BINARY_CASES, ids=repr)
def test_the_value_at_two_edges(name, a, b, result):
    assert same(value(name, a, b), result)


def test_every_operation_has_edge_cases():
    cases = set(case[0] for case in UNARY_CASES + BINARY_CASES)
    assert cases == set(OPERATIONS[opcode].name for opcode in UNARY + BINARY)


# ---- meanings, for any double ----

def lesser(a, b):
    return NAN if is_nan(a) or is_nan(b) else a if a < b else b


def greater(a, b):
    return NAN if is_nan(a) or is_nan(b) else a if a > b else b


def sign_of_difference(a, b):
    return NAN if is_nan(a) or is_nan(b) else float((a > b) - (a < b))


def quotient(a, b):
    """a / b for b = 0, from the bits of both signs."""
    if is_nan(a) or a == 0.0:
        return NAN
    return -INFINITY if (to_bits(a) ^ to_bits(b)) >> 63 else INFINITY


BINARY_MEANINGS = [
    ('add', lambda a, b: a + b), ('sub', lambda a, b: a - b), ('mul', lambda a, b: a * b),
    ('div', lambda a, b: quotient(a, b) if b == 0.0 else a / b), ('min', lesser), ('max', greater),
    ('compare', sign_of_difference), ('and', lambda a, b: a if a == 0.0 else b), ('or', lambda a, b: a if a != 0.0 else b),
]


def _named(parameter):
    return '' if callable(parameter) else parameter


@pytest.mark.parametrize('name, meaning', BINARY_MEANINGS, ids=_named)
def test_an_operation_of_two_arguments_means_what_is_said(name, meaning):
    for a in EDGES:
        for b in EDGES:
            assert same(value(name, a, b), meaning(a, b)), (a, b)

    @given(doubles(), doubles())
    def holds(a, b):
        assert same(value(name, a, b), meaning(a, b))
    holds()


@given(doubles())
def test_abs_clears_the_sign_bit_and_neg_turns_it(a):
    assume(not is_nan(a))
    assert to_bits(value('abs', a)) == to_bits(a) & (2 ** 63 - 1)
    assert to_bits(value('neg', a)) == to_bits(a) ^ 2 ** 63


@given(doubles())
def test_not_is_one_at_zero_alone(a):
    assert same(value('not', a), 1.0 if to_bits(a) in (0, 2 ** 63) else 0.0)


@given(finite())
@example(LARGEST)
@example(LEAST)
def test_sqrt_is_the_nearest_double_to_the_root(a):
    a = abs(a)
    root = value('sqrt', a)
    exact = fractions.Fraction(a)
    half_up = (fractions.Fraction(root) + fractions.Fraction(neighbour(root, 1))) / 2
    half_down = (fractions.Fraction(root) + fractions.Fraction(neighbour(root, -1))) / 2
    assert exact <= half_up ** 2
    assert half_down <= 0 or half_down ** 2 <= exact


@given(finite())
def test_floor_is_the_largest_whole_number_not_above(a):
    floor = fractions.Fraction(value('floor', a))
    assert floor.denominator == 1
    assert floor <= fractions.Fraction(a) < floor + 1


@given(finite())
def test_ceil_is_the_smallest_whole_number_not_below(a):
    ceil = fractions.Fraction(value('ceil', a))
    assert ceil.denominator == 1
    assert ceil - 1 < fractions.Fraction(a) <= ceil


@given(finite())
def test_round_is_the_nearest_whole_number_and_farther_from_zero_at_a_half(a):
    nearest = fractions.Fraction(value('round', a))
    assert nearest.denominator == 1
    half = fractions.Fraction(1, 2)
    distance = abs(nearest) - abs(fractions.Fraction(a))
    assert -half < distance <= half


@pytest.mark.parametrize('name', ['floor', 'ceil', 'round'])
@given(numbers())
def test_a_rounded_number_is_a_zero_of_the_arguments_sign_or_has_that_sign(name, a):
    result = value(name, a)
    assert to_bits(result) >> 63 == to_bits(a) >> 63


@given(finite(), finite())
def test_mod_is_the_least_non_negative_remainder_rounded_once(a, b):
    assume(b != 0.0)
    exact = fractions.Fraction(a) % abs(fractions.Fraction(b))
    result = value('mod', a, b)
    assert 0.0 <= result <= abs(b)
    if a >= 0.0:
        assert fractions.Fraction(result) == exact
    else:
        assert abs(fractions.Fraction(result) - exact) <= abs(
            fractions.Fraction(neighbour(result, 1)) - fractions.Fraction(neighbour(result, -1))) / 4


# ---- hashes ----

def pattern(value):
    """The bits in single precision of a number that it has room for."""
    return struct.unpack('<I', struct.pack('<f', value))[0]


def pcg(bits):
    state = (bits * 747796405 + 2891336453) % 2 ** 32
    word = (state >> (state // 2 ** 28 + 4) ^ state) * 277803737 % 2 ** 32
    return word // 2 ** 22 ^ word


def of_pattern(bits):
    return struct.unpack('<f', struct.pack('<I', bits))[0]


SINGLE_RANGE = numbers().filter(lambda value: abs(value) < 3e38)


@given(SINGLE_RANGE)
def test_rand_is_a_single_in_one_to_two_by_the_hash_minus_one(a):
    assert same(value('rand', a), of_pattern(pcg(pattern(a)) >> 9 | 0x3F800000) - 1.0)


@given(SINGLE_RANGE, SINGLE_RANGE)
def test_mix_is_the_single_of_both_hashed(a, b):
    assert same(value('mix', a, b), of_pattern(pcg((pattern(a) + pcg(pattern(b))) % 2 ** 32)))


@given(doubles_and_mixes())
def test_rand_is_in_zero_to_one(a):
    assert 0.0 <= value('rand', a) < 1.0


def test_a_mix_is_nan_once_in_256_times_and_hashed_with_its_very_bits():
    numbers_of_nan = [0, 0]
    for i in range(100):
        for j in range(100):
            bits = pcg((pattern(i) + pcg(pattern(j))) % 2 ** 32)
            mixed = value('mix', float(i), float(j))
            assert value('rand', mixed) == of_pattern(pcg(bits) >> 9 | 0x3F800000) - 1.0
            if is_nan(mixed):
                numbers_of_nan[bits >> 22 & 1] += 1
    assert min(numbers_of_nan) > 10 and 30 < sum(numbers_of_nan) < 50


# ---- NaN: what keeps the bits of a mix, and what makes it quiet ----

@pytest.mark.parametrize('mixed', HASHED, ids=lambda mixed: hex(to_bits(mixed)))
def test_what_chooses_keeps_the_bits_of_a_mix(mixed):
    for other in [2.0, -INFINITY, NAN]:
        for found in [value('min', mixed, other), value('max', mixed, other), value('or', mixed, other)]:
            assert to_bits(found) == to_bits(mixed)
    for found in [value('min', 2.0, mixed), value('max', 2.0, mixed), value('and', 1.0, mixed), value('and', NAN, mixed),
                  value('or', 0.0, mixed)]:
        assert to_bits(found) == to_bits(mixed)
    assert to_bits(value('neg', mixed)) == to_bits(mixed) ^ 2 ** 63
    assert to_bits(value('abs', mixed)) == to_bits(mixed) & 2 ** 63 - 1


KEEPING = ['abs', 'neg', 'min', 'max', 'and', 'or', 'rand', 'mix', 'not']


@pytest.mark.parametrize('opcode', [opcode for opcode in UNARY + BINARY if OPERATIONS[opcode].name not in KEEPING],
                         ids=lambda opcode: OPERATIONS[opcode].name)
@pytest.mark.parametrize('mixed', HASHED, ids=lambda mixed: hex(to_bits(mixed)))
def test_what_calculates_makes_a_mix_quiet(opcode, mixed):
    for other in [0.0, 1.0, -2.5, INFINITY, NAN, mixed]:
        for found in [apply_operation(opcode, mixed, other)] + (
                [apply_operation(opcode, other, mixed)] if OPERATIONS[opcode].arity == 2 else []):
            assert is_nan(found) and to_bits(found) >> 51 & 1 == 1


# ---- the table ----

def test_names_are_unique_and_ordered_by_arity():
    names = [operation.name for operation in OPERATIONS]
    assert len(set(names)) == len(names)
    assert [operation.arity for operation in OPERATIONS] == [0] * 4 + [1] * len(UNARY) + [2] * len(BINARY)


def test_opcodes_are_rows_of_the_table():
    for name in ['ABS', 'NEG', 'SQRT', 'SQUARE', 'FLOOR', 'CEIL', 'ROUND', 'SIN', 'COS', 'TAN', 'ASIN', 'ACOS', 'ATAN',
                 'EXP', 'LN', 'NOT', 'ADD', 'SUB', 'MUL', 'DIV', 'MIN', 'MAX', 'ATAN2', 'COMPARE',
                 'MOD', 'AND', 'OR', 'CONST', 'RAND', 'MIX']:
        assert OPERATIONS[getattr(operations, name)].name == name.lower()
    for name in ['VAR_X', 'VAR_Y', 'VAR_Z']:
        assert OPERATIONS[getattr(operations, name)].name == name.lower().replace('_', '-')


@pytest.mark.parametrize('opcode', BINARY, ids=lambda opcode: OPERATIONS[opcode].name)
def test_an_operation_is_called_commutative_if_its_arguments_may_be_swapped(opcode):
    differing = [(a, b) for a in EDGES for b in EDGES if not _alike(
        apply_operation(opcode, a, b), apply_operation(opcode, b, a))]
    assert OPERATIONS[opcode].commutative == (not differing)


def _alike(a, b):
    return a == b or is_nan(a) and is_nan(b)


@pytest.mark.parametrize('opcode', UNARY + BINARY, ids=lambda opcode: OPERATIONS[opcode].name)
@given(numbers(), numbers(), numbers())
def test_an_operation_keeps_the_direction_that_the_table_gives(opcode, a, b, fixed):
    a, b = min(a, b), max(a, b)
    ways = OPERATIONS[opcode].monotone
    assert len(ways) == OPERATIONS[opcode].arity
    for place, way in enumerate(ways):
        low, high = [apply_operation(opcode, *((v, fixed) if place == 0 else (fixed, v))) for v in (a, b)]
        if way and not is_nan(low) and not is_nan(high):
            assert low * way <= high * way


@pytest.mark.parametrize('opcode', [opcode for opcode in UNARY + BINARY if opcode not in (operations.AND, operations.OR)],
                         ids=lambda opcode: OPERATIONS[opcode].name)
def test_an_operation_that_has_no_direction_in_the_table_has_none(opcode):
    for place, way in enumerate(OPERATIONS[opcode].monotone):
        if way == 0:
            assert _turns(opcode, place)


def _turns(opcode, place):
    """Whether the operation both rises and falls with one of its arguments, somewhere among the edges."""
    rises = falls = False
    ordered = sorted(NUMBER_EDGES)
    for fixed in (ordered if OPERATIONS[opcode].arity == 2 else [0.0]):
        values = [apply_operation(opcode, *((v, fixed) if place == 0 else (fixed, v))) for v in ordered]
        rises = rises or any(low < high for low, high in zip(values, values[1:]))
        falls = falls or any(low > high for low, high in zip(values, values[1:]))
    return rises and falls


# ---- numpy's operations ----

NUMPY_NAMES = [
    ('abs', 'abs'), ('neg', 'negative'), ('sqrt', 'sqrt'), ('square', 'square'), ('floor', 'floor'), ('ceil', 'ceil'),
    ('not', 'logical_not'), ('add', 'add'), ('sub', 'subtract'), ('mul', 'multiply'), ('div', 'divide'),
]


@pytest.mark.parametrize('name, numpy_name', NUMPY_NAMES)
@given(st.lists(st.tuples(doubles(), doubles()), min_size=1))
def test_an_exact_operation_gives_the_same_bits_as_numpys(name, numpy_name, pairs):
    numpy = pytest.importorskip('numpy')
    pairs = pairs + [(a, b) for a in EDGES for b in (0.0, -0.0, 1.0, INFINITY, NAN)]
    columns = numpy.array(pairs).T[:OPERATIONS[OPCODES[name]].arity]
    with numpy.errstate(all='ignore'):
        results = getattr(numpy, numpy_name)(*columns).astype(float)
    for (a, b), result in zip(pairs, results):
        assert same(value(name, a, b), float(result))


@pytest.mark.skipif(sys.version_info < (3, 9), reason='math.nextafter is new in Python 3.9')
@given(st.integers(0, 2 ** 64 - 1).map(from_bits), st.integers(-3, 3))
def test_the_neighbours_that_these_tests_use_are_neighbours(a, steps):
    assume(abs(a) < LARGEST / 2)
    expected = a
    for _ in range(abs(steps)):
        expected = math.nextafter(expected, math.copysign(INFINITY, steps))
    assert neighbour(a, steps) == expected
