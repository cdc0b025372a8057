"""What fold, value-number and dead-code make of programs, as text."""
import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget.filters.catalogue import EXACT, PASSES
from pyfidget.interval import span
from pyfidget.passes.draft import Region
from tests.filters.programs import after, assert_alike, points, run
from tests.strategies import HASHED, programs, scaled, to_bits

REGION = Region(span(-1.0, 1.0), span(0.5, 2.0), span(0.0, 0.0))


@pytest.mark.parametrize('name, text, expected, did', [
    ('dead-code', 'x var-x; y var-y; u add x y; r neg x', '_0 var-x; _1 neg _0', {'not needed': 2}),
    ('fold', 'a const 2; b const 3; s add a b; x var-x; r mul x s', '_0 const 5.0; _1 var-x; _2 mul _1 _0', {'constant': 1}),
    ('fold', 'x var-x; z const 0; r mul x z', '_0 var-x; _1 const 0.0; _2 mul _0 _1', {}),
    ('fold', 'x var-x; e exp x; z const -1; r min z e', '_0 var-x; _1 exp _0; _2 const -1.0; _3 min _2 _1', {}),  # NaN
    ('fold', 'a const 1.5; b const 2; m mix a b; r neg m', '_0 const 1.5; _1 const 2.0; _2 mix _0 _1; _3 neg _2', {}),
    ('fold', 'a const 1.5; b const 2; m mix a b; r rand m', '_0 const 0.21994471549987793', {'constant': 1}),
    ('value-number', 'x var-x; u var-x; r add x u', '_0 var-x; _1 add _0 _0', {'same operation': 1}),
    ('value-number', 'a const 1; b const 1; r add a b', '_0 const 1.0; _1 add _0 _0', {'same operation': 1}),
    ('value-number', 'a const 0; b const -0.0; r add a b', '_0 const 0.0; _1 const -0.0; _2 add _0 _1', {}),
    ('value-number', 'x var-x; y var-y; a mul x y; b mul y x; r sub a b', '_0 var-x; _1 var-y; _2 mul _0 _1; _3 sub _2 _2',
     {'same operation': 1}),
    ('value-number', 'x var-x; y var-y; a min x y; b min y x; r sub a b',
     '_0 var-x; _1 var-y; _2 min _0 _1; _3 min _1 _0; _4 sub _2 _3', {}),
    ('value-number', 'x var-x; y var-y; s exp x; t exp y; a min s t; b min t s; r sub a b',
     '_0 var-x; _1 var-y; _2 exp _0; _3 exp _1; _4 min _2 _3; _5 sub _4 _4', {'same operation': 1}),
    ('value-number', 'x var-x; y var-y; a sub x y; b sub y x; c square b; r add c a',
     '_0 var-x; _1 var-y; _2 sub _0 _1; _3 neg _2; _4 square _3; _5 add _2 _4', {'b - a = -(a - b)': 1}),
    ('value-number', 'x var-x; y var-y; a sub x y; b sub y x; r max a b',
     '_0 var-x; _1 var-y; _2 sub _0 _1; _3 sub _1 _0; _4 max _2 _3', {}),
])
def test_a_pass(name, text, expected, did):
    assert after(name, text) == (expected, did)


@pytest.mark.parametrize('text, expected, did', [
    ('x var-x; c const 3; r min x c', '_0 var-x', {'decided': 1}),
    ('x var-x; y var-y; c const 3; d const 9; s add x d; m max s y; r min c m', '_0 const 3.0', {'decided': 2}),
    ('x var-x; r compare x x', '_0 var-x; _1 compare _0 _0', {}),
    ('x var-x; y var-y; c const 2.5; r compare y c', '_0 const -1.0', {'constant': 1}),
])
def test_fold_in_a_region(text, expected, did):
    assert after('fold', text, REGION) == (expected, did)


@scaled(200)
@hypothesis.given(programs(), st.lists(st.tuples(st.floats(-1.0, 1.0), st.floats(0.5, 2.0), st.just(0.0)), min_size=1))
def test_values_in_the_region_stay_as_they_are(program, at):
    assert_alike(program, run('fold', program, REGION)[0], at)


@scaled(100)
@hypothesis.given(programs(), points())
def test_fold_makes_no_constant_that_has_no_numeral(program, at):
    held = set(to_bits(value) for value in HASHED)
    before = set(to_bits(value) for value in program.constants)
    assert not held & (set(to_bits(value) for value in run('fold', program)[0].constants) - before)


def test_the_names_say_what_is_not_exact():
    for one in PASSES:
        assert ('inexact' in one.name) == (one.keeps > EXACT and one.name not in ('demand-sign', 'predicates'))
