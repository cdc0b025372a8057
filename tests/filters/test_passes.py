"""What fold, value-number and dead-code make of programs, as text."""
import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget.filters.catalogue import EXACT, PASSES
from pyfidget.filters.live import count_live
from pyfidget.interval import span
from pyfidget.parser import parse
from pyfidget.passes.draft import Region
from tests.filters.programs import after, assert_alike, memoized_text_of, points, run, value_at, with_chain
from tests.strategies import HASHED, programs, same_program, scaled, to_bits

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


@pytest.mark.parametrize('name, text, expected', [
    ('regroup', 'x var-x; y var-y; e exp x; f exp y; g cos x; a min e f; r min a g',
     '_0 var-x; _1 var-y; _2 exp _0; _3 exp _1; _4 cos _0; _5 min _2 _3; _6 min _5 _4'),  # cos may be -0, exp +0
    ('regroup', 'x var-x; y var-y; e exp x; f exp y; g rand x; a min e f; r min a g',
     '_0 var-x; _1 var-y; _2 exp _0; _3 exp _1; _4 rand _0; _5 min _2 _4; _6 min _5 _3'),
    ('regroup', 'x var-x; y var-y; e cos x; f cos y; g sin x; a max e f; b max a g; r square b',
     '_0 var-x; _1 var-y; _2 cos _0; _3 cos _1; _4 sin _0; _5 max _2 _4; _6 max _5 _3; _7 square _6'),  # blind
    ('reassociate-inexact',
     'x var-x; y var-y; c const 2; d const 0.5; e exp x; f exp y; a add c e; b sub a f; g add x d; r add b g',
     '_0 var-x; _1 var-y; _2 exp _0; _3 exp _1; _4 const 2.5; _5 add _2 _0; _6 add _5 _4; _7 sub _6 _3'),
    ('reassociate-inexact', 'x var-x; y var-y; c const 2; a mul x c; b mul a y; r mul x b',
     '_0 var-x; _1 var-y; _2 const 2.0; _3 mul _0 _0; _4 mul _3 _2; _5 mul _4 _1'),
    ('reassociate-inexact', 'x var-x; y var-y; a neg x; b sub a y; r neg b', '_0 var-x; _1 var-y; _2 add _0 _1'),
    ('reassociate-inexact', 'x var-x; y var-y; c const 2; a add y c; b sub x a; r neg b',
     '_0 var-x; _1 var-y; _2 const 2.0; _3 sub _2 _0; _4 add _3 _1'),
    ('memoize', 'y var-y; x var-x; a square y; c const 2; b mul x c; r add a b',
     '_0 var-x; _1 const 2.0; _2 mul _0 _1; _3 var-y; _4 square _3; _5 add _4 _2'),
    ('reorder', 'x var-x; y var-y; a exp x; b exp y; c add a b; d mul c x; r add y d',
     '_0 var-x; _1 exp _0; _2 var-y; _3 exp _2; _4 add _1 _3; _5 mul _4 _0; _6 add _2 _5'),
])
def test_an_order(name, text, expected):
    assert after(name, text)[0] == expected


def test_loads_in_the_text_of_memoize():
    program = run('memoize', parse('x var-x\ny var-y\nz var-z\na exp x\nb mul a y\nc mul b a\nr add c z\n', ''))[0]
    assert memoized_text_of(program) == (
        '_0 var-x\n_1 exp _0\n_2 var-y\n_3 var-z\n_4 load-x _1\n_5 load-y _2\n_6 mul _4 _5\n_7 mul _6 _4\n_8 add _7 _3\n')


@pytest.mark.parametrize('text, live', [
    ('x var-x\n', 1), ('c const 1\n', 0), ('x var-x\ny var-y\nr add x y\n', 3), ('x var-x\nc const 1\nr add x c\n', 2),
    ('x var-x\na exp x\nb cos x\nc sin x\nd add a b\nr add d c\n', 5 - 1),
])
def test_values_live_at_once(text, live):
    assert with_chain(lambda chain: count_live(chain.program, chain.spare), parse(text, '')) == live


@pytest.mark.parametrize('name', ['reorder', 'reorder-list'])
@scaled(50)
@hypothesis.given(programs())
def test_an_order_has_the_live_operations(name, program):
    changed = run(name, program)[0]
    assert sorted(changed.opcodes[:changed.size]) == sorted(run('dead-code', program)[0].opcodes)


@scaled(100)
@hypothesis.given(programs())
def test_reassociation_is_idempotent(program):
    once = run('reassociate-inexact', program)[0]
    assert same_program(once, run('reassociate-inexact', once)[0])


@scaled(100)
@hypothesis.given(st.lists(st.tuples(st.sampled_from(['add', 'sub']), st.integers(-8, 8), st.sampled_from('xy')), min_size=2),
                  st.integers(-50, 50), st.integers(-50, 50))
def test_reassociation_of_whole_numbers_is_a_sum_all_the_same(steps, x, y):
    """Sums of small whole numbers are exact in any order."""
    lines = ['x var-x', 'y var-y', 't0 add x y']
    for i, (operation, number, axis) in enumerate(steps):
        lines += ['c%d const %d' % (i, number), 'm%d mul c%d %s' % (i, i, axis), 't%d %s t%d m%d' % (i + 1, operation, i, i)]
    program = parse('\n'.join(lines), '')
    assert value_at(program, (x, y, 0.0)) == value_at(run('reassociate-inexact', program)[0], (x, y, 0.0))
