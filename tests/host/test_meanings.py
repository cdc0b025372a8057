"""The operations in an array module's words, against their definition, which is for one double."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host.meanings import ELEMENTARY, MEANINGS
from pyfidget.operations import FIRST_BINARY, OPERATIONS, meaning_of
from pyfidget.singles import bits_of_single
from tests.host.array_module import ArrayModule
from tests.strategies import BINARY, EDGES, HASHED, UNARY, alike, doubles, same

OPCODES = {OPERATIONS[opcode].name: opcode for opcode in UNARY + BINARY}
FAITHFUL = 4  # units in the last place, the most that an array module's own functions are wrong by


def by_arrays(name, *arguments, kind=np.float64, xp=np):
    """The values of an operation at points, each argument a list of numbers."""
    with np.errstate(all='ignore'):
        values = MEANINGS[name](xp, *[xp.asarray(argument, dtype=kind) for argument in arguments])
    values = values if xp is np else values.get()
    assert values.dtype == kind
    return values.tolist()


def by_definition(name, *arguments):
    return [meaning_of(OPCODES[name])(*point) for point in zip(*arguments)]


def rounded(values):
    """To single precision."""
    with np.errstate(all='ignore'):
        return [float(np.float32(value)) for value in values]


def edges(name):
    """The edges, or all pairs of them, as one list for each argument."""
    if OPCODES[name] < FIRST_BINARY:
        return [EDGES]
    return [[a for a in EDGES for _ in EDGES], EDGES * len(EDGES)]


def points():
    """A list of any doubles for each of two arguments."""
    return st.lists(st.tuples(doubles(), doubles()), min_size=1).map(lambda drawn: list(map(list, zip(*drawn))))


def all_same(ones, others):
    return len(ones) == len(others) and all(map(same, ones, others))


def test_every_operation_has_a_meaning():
    assert sorted(MEANINGS) == sorted(OPCODES)
    assert set(ELEMENTARY) < set(MEANINGS)


def means_the_same(name, arguments):
    return all_same(by_arrays(name, *arguments), by_definition(name, *arguments))


def rounds_each_result(name, arguments):
    if name == 'mix':  # its NaN are other doubles: see below
        return True
    arguments = [rounded(argument) for argument in arguments]
    return all_same(by_arrays(name, *arguments, kind=np.float32), rounded(by_definition(name, *arguments)))


@pytest.mark.parametrize('claim', [means_the_same, rounds_each_result])
def test_the_meaning_is_the_definition(claim):
    for name in sorted(OPCODES):
        assert claim(name, edges(name)), name

    @given(points())
    def holds(arguments):
        for name in sorted(OPCODES):
            assert claim(name, arguments[:OPERATIONS[OPCODES[name]].arity]), name
    holds()


@pytest.mark.slow
def test_a_mix_that_is_nan_means_the_same():
    """Whether it is passed on, hashed or calculated with."""
    values = [*HASHED, *EDGES]
    for name in sorted(OPCODES):
        arguments = [[a for a in values for _ in values], values * len(values)][:OPERATIONS[OPCODES[name]].arity]
        assert all(map(alike, by_arrays(name, *arguments), by_definition(name, *arguments))), name


def test_in_single_precision_a_mix_is_its_pattern():
    numbers = np.arange(200.0)
    mixed = by_definition('mix', numbers.repeat(200), np.tile(numbers, 200))
    singles = MEANINGS['mix'](np, numbers.astype(np.float32)[:, None], numbers.astype(np.float32)[None])
    assert singles.view(np.uint32).ravel().tolist() == list(map(bits_of_single, mixed))
    assert by_definition('rand', mixed) == MEANINGS['rand'](np, singles).ravel().tolist()


@pytest.mark.parametrize('name', sorted(OPCODES))
@pytest.mark.parametrize('kind', [np.float64, np.float32])
def test_the_module_that_is_given_does_all(name, kind):
    """But for the elementary functions, which are its own."""
    found, expected = [by_arrays(name, *edges(name), kind=kind, xp=xp) for xp in (ArrayModule(), np)]
    if name in ELEMENTARY:
        np.testing.assert_array_max_ulp(kind(found), kind(expected), FAITHFUL, kind)
    else:
        assert all_same(found, expected)


@pytest.mark.parametrize('name', [OPERATIONS[opcode].name for opcode in BINARY])
def test_rows_and_columns_broadcast(name):
    whole = by_arrays(name, *edges(name))
    column, row = [[a] for a in EDGES], [EDGES]
    assert all_same([value for line in by_arrays(name, column, row) for value in line], whole)


@pytest.mark.parametrize('name', sorted(OPCODES))
def test_the_arguments_stay_as_they_are(name):
    arguments = [np.array(argument) for argument in edges(name)]
    with np.errstate(all='ignore'):
        result = MEANINGS[name](np, *arguments)
    assert not any(np.shares_memory(result, argument) for argument in arguments)
    assert all(all_same(argument.tolist(), before) for argument, before in zip(arguments, edges(name)))
