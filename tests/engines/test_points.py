"""Values at points are those of the scalar meaning, bit for bit, whatever registers the plan takes again."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import rawmem
from pyfidget.engines import points
from pyfidget.engines.points import BLOCK, Evaluator, evaluate_points, record_at
from pyfidget.operations import OPERATIONS
from pyfidget.parser import parse
from tests.passes.evaluation import values_of
from tests.replacing import replaced
from tests.strategies import alike, doubles_and_mixes, programs


def evaluate(program, samples):
    evaluator = Evaluator(program)
    out = [None] * len(samples)
    xs, ys, zs = [list(axis) for axis in zip(*samples)] if samples else ([], [], [])
    assert evaluate_points(record_at(evaluator.record), 0, len(samples), xs, ys, zs, out) == len(samples)
    evaluator.release()
    return out


@given(programs(), st.lists(st.tuples(*[doubles_and_mixes()] * 3), max_size=5))
def test_values_are_those_of_the_scalar_meaning(program, samples):
    for value, sample in zip(evaluate(program, samples), samples):
        assert alike(value, values_of(program, *sample)[-1])


@pytest.mark.parametrize('count', [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_any_number_of_points(count):
    program = parse('x var-x\ny var-y\nz var-z\nxy sub x y\nr div xy z\n', 'test.vm')
    samples = [(float(i), 0.5, 2.0) for i in range(count)]
    assert evaluate(program, samples) == [(i - 0.5) / 2.0 for i in range(count)]


def test_a_register_is_taken_again():
    chain = 'a var-x\n' + ''.join('%s square %s\n' % (chr(i + 1), chr(i)) for i in range(ord('a'), ord('z')))
    assert Evaluator(parse(chain, 'test.vm')).record.registers == 1


def test_an_operation_that_nothing_needs_is_left_out():
    record = Evaluator(parse('x var-x\nunused sqrt x\ny var-y\nr add x y\n', 'test.vm')).record
    assert record.length == 3


def test_every_operation_has_a_number_that_fits():
    assert len(OPERATIONS) <= points._OPERATION_MASK


def test_a_lack_of_memory_is_told():
    record = Evaluator(parse('x var-x\n', 'test.vm')).record
    with replaced(rawmem, is_missing=lambda block: True):
        assert evaluate_points(record, 0, 1, [0.0], [0.0], [0.0], [None]) == -1
