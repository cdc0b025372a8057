"""Passes that are exact leave every value as it is, to the bit, wherever it is asked for; alone and one behind the other."""
import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget.filters.catalogue import EXACT, PASSES
from pyfidget.parser import parse
from tests.filters.programs import assert_alike, points, run
from tests.strategies import programs, same_program, scaled

NAMES = [one.name for one in PASSES if one.keeps == EXACT]


@pytest.mark.parametrize('name', NAMES)
@scaled(100)
@hypothesis.given(programs(), points())
def test_values_stay_as_they_are(name, program, at):
    assert_alike(program, run(name, program)[0], at)


@scaled(100)
@hypothesis.given(programs(), st.sampled_from(NAMES), st.sampled_from(NAMES), points())
def test_so_they_do_through_two_passes(program, one, other, at):
    assert_alike(program, run('%s,%s' % (one, other), program)[0], at)


@pytest.mark.parametrize('name', NAMES)
@scaled(50)
@hypothesis.given(programs())
def test_the_text_of_what_comes_out_is_the_same_program(name, program):
    changed = run(name, program)[0]
    text = changed.to_vm()
    hypothesis.assume('nan' not in text)  # of those that no text has
    assert same_program(parse(text, ''), changed)


@pytest.mark.parametrize('name', [name for name in NAMES if name not in ('fold', 'value-number')])
@scaled(100)
@hypothesis.given(programs())
def test_a_second_time_changes_nothing(name, program):
    once = run(name, program)[0]
    twice, did = run(name, once)
    assert same_program(once, twice)


@pytest.mark.parametrize('name', [name for name in NAMES if name != 'print'])
@scaled(50)
@hypothesis.given(programs())
def test_no_program_becomes_longer(name, program):
    assert run(name, program)[0].size <= program.size
