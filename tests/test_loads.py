"""Loads are other names of what they load."""
import hypothesis
import pytest

from pyfidget.parser import parse
from tests.filters.programs import memoized_text_of, run
from tests.strategies import programs, same_program, scaled


@pytest.mark.parametrize('text, expected', [
    ('x var-x\na square x\ny var-y\nb load-x a\nc load-y y\nr add b c\n', '_0 var-x\n_1 square _0\n_2 var-y\n_3 add _1 _2\n'),
    ('x var-x\na load-x x\nb load-x a\nr neg b\n', '_0 var-x\n_1 neg _0\n'),
    ('x var-x\na neg x\ny var-y\nr load-x a\n', '_0 var-x\n_1 neg _0\n_2 var-y\n_3 neg _0\n'),
    ('c const 2\nr load-y c\n', '_0 const 2.0\n'),
    ('z var-z\na load-x z\nr add a a\n', '_0 var-z\n_1 add _0 _0\n'),
    ('x var-x\na recip x\nb load-x a\nr recip b\n', '_0 var-x\n_1 const 1.0\n_2 div _1 _0\n_3 div _1 _2\n'),
])
def test_a_load(text, expected):
    assert parse(text, '').to_vm() == expected


@scaled(100)
@hypothesis.given(programs())
def test_the_text_of_memoize_is_its_program(program):
    hypothesis.assume('nan' not in program.to_vm())
    memoized = run('memoize', program)[0]
    text = memoized_text_of(memoized)
    assert same_program(parse(text, ''), memoized)
    assert memoized_text_of(run('memoize', parse(text, ''))[0]) == text
