"""Each rule of `simplify`, as text before and after; and what looks like one and would be wrong."""
import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget import operations
from pyfidget.filters.algebra import RULES
from pyfidget.parser import parse
from pyfidget.program import ProgramBuilder
from tests.filters.programs import SPECIAL, after, assert_alike, run
from tests.strategies import HASHED, INFINITY, NUMBER_EDGES, scaled

_EVERYWHERE = [(x, y, z) for x in SPECIAL + HASHED[:2] for y in SPECIAL + HASHED[:2] for z in (0.5, -0.0)]

CASES = [
    ('x var-x; a neg x; r neg a', '_0 var-x', '--x = x'),
    ('c const 1.5; r neg c', '_0 const -1.5', '-(c)'),
    ('x var-x; c const 3; p mul x c; r neg p', '_0 var-x; _1 const -3.0; _2 mul _0 _1', '-(x*c) = x*-c'),
    ('x var-x; c const 3; p div c x; r neg p', '_0 var-x; _1 const -3.0; _2 div _1 _0', '-(x*c) = x*-c'),
    ('x var-x; n neg x; r abs n', '_0 var-x; _1 abs _0', 'abs, sign known'),
    ('x var-x; y var-y; d sub x y; n neg d; r exp n', '_0 var-x; _1 var-y; _2 sub _1 _0; _3 exp _2', '-(a-b) = b-a'),
    ('x var-x; c const 2; d add x c; n neg d; r exp n', '_0 var-x; _1 const -2.0; _2 sub _1 _0; _3 exp _2', '-(a-b) = b-a'),
    ('x var-x; y var-y; a neg x; m min a y; r neg m', '_0 var-x; _1 var-y; _2 neg _1; _3 max _0 _2', '-min(-a,b) = max(a,-b)'),
    ('x var-x; y var-y; a neg x; m max y a; r neg m', '_0 var-x; _1 var-y; _2 neg _1; _3 min _2 _0', '-min(-a,b) = max(a,-b)'),
    ('x var-x; y var-y; a neg x; b neg y; r min a b', '_0 var-x; _1 var-y; _2 max _0 _1; _3 neg _2', 'min(-a,-b) = -max(a,b)'),
    ('x var-x; c const 2; a neg x; r max a c', '_0 var-x; _1 const -2.0; _2 min _0 _1; _3 neg _2', 'min(-a,-b) = -max(a,b)'),
    ('x var-x; y var-y; c const 2; a add x c; b add y c; r min a b',
     '_0 var-x; _1 var-y; _2 const 2.0; _3 min _0 _1; _4 add _3 _2', 'min(a+c,b+c) = min(a,b)+c'),
    ('x var-x; y var-y; c const 2; a sub c x; b sub c y; r min a b',
     '_0 var-x; _1 var-y; _2 const 2.0; _3 max _0 _1; _4 sub _2 _3', 'min(a+c,b+c) = min(a,b)+c'),
    ('x var-x; y var-y; a sqrt x; b sqrt y; r min a b', '_0 var-x; _1 var-y; _2 min _0 _1; _3 sqrt _2',
     'min(a+c,b+c) = min(a,b)+c'),
    ('x var-x; y var-y; z var-z; a neg x; b neg y; m min z a; r min m b',
     '_0 var-x; _1 var-y; _2 var-z; _3 max _0 _1; _4 neg _3; _5 min _2 _4', 'min(-a,-b) = -max(a,b)'),
    ('x var-x; r min x x', '_0 var-x', 'min(x,x)'),
    ('x var-x; y var-y; m max x y; r max x m', '_0 var-x; _1 var-y; _2 max _0 _1', 'min(x,min(x,y))'),
    ('x var-x; y var-y; n neg y; r add x n', '_0 var-x; _1 var-y; _2 sub _0 _1', 'a+-b = a-b'),
    ('x var-x; y var-y; n neg x; r add n y', '_0 var-x; _1 var-y; _2 sub _1 _0', 'a+-b = a-b'),
    ('x var-x; y var-y; n neg y; r sub x n', '_0 var-x; _1 var-y; _2 add _0 _1', 'a--b = a+b'),
    ('x var-x; y var-y; n neg x; d sub n y; r cos d', '_0 var-x; _1 var-y; _2 add _0 _1; _3 neg _2; _4 cos _3', '-a-b = -(a+b)'),
    ('x var-x; s sin x; c const -0.0; r add s c', '_0 var-x; _1 sin _0', 'x+0'),
    ('x var-x; s exp x; c const 0; r add s c', '_0 var-x; _1 exp _0', 'x+0'),
    ('x var-x; c const -0.0; s sin x; r sub c s', '_0 var-x; _1 sin _0; _2 neg _1', 'x+0'),
    ('x var-x; y var-y; n neg y; r mul x n', '_0 var-x; _1 var-y; _2 mul _0 _1; _3 neg _2', 'x*-y = -(x*y)'),
    ('x var-x; c const 3; n neg x; r mul n c', '_0 var-x; _1 const -3.0; _2 mul _0 _1', 'x*-y = -(x*y)'),
    ('x var-x; y var-y; a neg x; b neg y; r div a b', '_0 var-x; _1 var-y; _2 div _0 _1', '-x*-y = x*y'),
    ('x var-x; s sin x; c const 1; r mul c s', '_0 var-x; _1 sin _0', 'x*1'),
    ('x var-x; s sin x; c const -1; r div s c', '_0 var-x; _1 sin _0; _2 neg _1', 'x*1'),
    ('x var-x; r mul x x', '_0 var-x; _1 square _0', 'x*x = x^2'),
    ('x var-x; c const 8; r div x c', '_0 var-x; _1 const 0.125; _2 mul _0 _1', 'x/2^k = x*2^-k'),
    ('x var-x; n neg x; r square n', '_0 var-x; _1 square _0', '(-x)^2'),
    ('x var-x; n abs x; r square n', '_0 var-x; _1 square _0', '(-x)^2'),
    ('x var-x; s square x; r abs s', '_0 var-x; _1 square _0', 'abs, sign known'),
    ('x var-x; n neg x; r not n', '_0 var-x; _1 not _0', 'not, and, or'),
    ('x var-x; y var-y; c const 0; r or c y', '_0 var-y', 'not, and, or'),
    ('x var-x; f floor x; r round f', '_0 var-x; _1 floor _0', 'floor of whole'),
    ('x var-x; y var-y; a neg x; b neg y; r compare a b', '_0 var-x; _1 var-y; _2 compare _1 _0', 'compare(-a,-b)'),
    ('a const 2; b const 2; x var-x; p mod x a; r atan2 p b', '_0 const 2.0; _1 var-x; _2 mod _1 _0; _3 atan2 _2 _0',
     'same constant'),
]


@pytest.mark.parametrize('text, expected, rule', CASES)
def test_a_rule(text, expected, rule):
    changed, did = after('simplify', text)
    assert changed == expected
    assert rule in did
    assert_alike(parse(text.replace('; ', '\n'), ''), parse(expected.replace('; ', '\n'), ''), _EVERYWHERE)


def test_all_rules_have_a_case():
    assert set(rule for _, _, rule in CASES) == set(RULES)


@pytest.mark.parametrize('text', [
    'x var-x; c const 0.0; r add x c',                                       # -0
    'x var-x; c const 1.0; r mul x c',                                       # the NaN of a mix
    'x var-x; c const 3.0; r div x c',                                       # rounds otherwise
    'x var-x; c const 4.450147717014403e-308; r mul x c',
    'x var-x; y var-y; a sub x y; r neg a',                                  # x = y
    'x var-x; y var-y; a neg x; r sub a y',
    'x var-x; y var-y; a min x y; r min a x',                                # zeros
    'x var-x; y var-y; a sqrt x; b sqrt y; r max a b',                       # below zero
    'x var-x; y var-y; c const inf; a add x c; b add y c; r min a b',        # -inf, inf
    'x var-x; y var-y; c const 0.5; a mul x c; b mul y c; r min a b',        # underflow
    'x var-x; y var-y; a abs x; r rand a',
    'x var-x; s sqrt x; r abs s',                                            # of -0
])
def test_no_rule(text):
    assert after('simplify', text)[1] == {}


_OPCODES = [operations.MIN, operations.MAX, operations.NEG, operations.NEG, operations.ABS, operations.SQUARE, operations.NOT,
            operations.COMPARE, operations.SQRT, operations.FLOOR, operations.AND, operations.OR, operations.EXP, operations.ADD,
            operations.SUB, operations.MUL, operations.DIV, operations.ADD, operations.SUB, operations.MIN, operations.MAX]
_CONSTANTS = st.sampled_from([0.0, -0.0, 1.0, -1.0, 2.0, 0.5, 3.0, 1e-300, INFINITY]) | st.sampled_from(NUMBER_EDGES)


@st.composite
def small_programs(draw):
    """Of a few operations that rules are about, each mostly on the latest ones."""
    builder = ProgramBuilder()
    builder.variable(operations.VAR_X)
    builder.variable(operations.VAR_Y)
    builder.constant(draw(_CONSTANTS))
    for _ in range(draw(st.integers(1, 6))):
        opcode = draw(st.sampled_from(_OPCODES))
        size = builder.size()
        a = size - 1 - draw(st.integers(0, min(3, size - 1)))
        if operations.OPERATIONS[opcode].arity == 1:
            builder.unary(opcode, a)
        else:
            b = size - 1 - draw(st.integers(0, size - 1))
            a, b = draw(st.sampled_from([(a, b), (b, a)]))
            builder.binary(opcode, a, b)
    return builder.finish()


@pytest.mark.parametrize('names', ['simplify', 'value-number,simplify,value-number'])
@scaled(1000)
@hypothesis.given(small_programs())
def test_small_programs_keep_their_values(names, program):
    changed, did = run(names, program)
    if did:
        assert_alike(program, changed, _EVERYWHERE)
