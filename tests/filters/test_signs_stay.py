"""Passes that keep the sign alone keep every pixel of a picture; what they print is the same program."""
import hypothesis
import pytest

from pyfidget.engines.scalar import render_scalar
from pyfidget.filters.catalogue import PASSES, SIGN
from pyfidget.interval import point, span
from pyfidget.parser import parse
from pyfidget.passes.draft import Region
from tests.filters.programs import after, points, run, value_at
from tests.models import picture, square_grid
from tests.strategies import programs, same_program, scaled

NAMES = [one.name for one in PASSES if one.keeps == SIGN]
PICTURE = Region(span(-1.0, 1.0), span(-1.0, 1.0), point(0.0))


@pytest.mark.parametrize('name', NAMES)
@scaled(150)
@hypothesis.given(programs())
def test_pictures_stay_as_they_are(name, program):
    grid = square_grid(9)
    expected = picture(render_scalar, program, grid)
    changed = run(name, program, PICTURE)[0]
    assert picture(render_scalar, changed, grid) == expected, changed.to_vm()
    if 'nan' not in changed.to_vm():
        assert same_program(parse(changed.to_vm(), ''), changed)


@scaled(100)
@hypothesis.given(programs(), points())
def test_demand_sign_without_a_region_keeps_all_signs(program, at):
    changed = run('demand-sign', program)[0]
    for place in at:
        assert (value_at(program, place) < 0.0) == (value_at(changed, place) < 0.0)


@scaled(100)
@hypothesis.given(programs())
def test_demand_sign_a_second_time_drops_nothing(program):
    once = run('demand-sign', program, PICTURE)[0]
    twice, did = run('demand-sign', once, PICTURE)
    assert did == {} and same_program(once, twice)


@pytest.mark.parametrize('name, text, expected', [
    ('demand-sign', 'x var-x; e exp x; c const 1; d add e c; r min d x',
     '_0 var-x; _1 exp _0; _2 const 1.0; _3 add _1 _2; _4 min _3 _0'),
    ('predicates', 'x var-x; c const 0.5; r sub x c', '_0 var-x; _1 const 0.5; _2 sub _0 _1'),
    ('predicates', 'x var-x; y var-y; c const 0.5; a sub x c; r max a y',
     '_0 var-x; _1 var-y; _2 const 0.5; _3 sub _0 _2; _4 const 0.0; _5 sub _1 _4; _6 max _3 _5'),
    ('predicates', 'x var-x; s sqrt x; r neg s', '_0 var-x; _1 const 0.0; _2 sub _1 _0'),
    ('predicates', 'c const -1', '_0 const -1.0'),
    ('predicates', 'c const 1', '_0 const 1.0'),
])
def test_a_pass(name, text, expected):
    assert after(name, text)[0] == expected


def test_demand_sign_in_a_region():
    text = 'x var-x; e exp x; c const 1; d add e c; r min d x'
    assert after('demand-sign', text, PICTURE) == ('_0 var-x', {'argument cannot matter': 1})
