"""From the sign of the result to comparisons: the same answer at every sample, and as few values as can be."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.interval import span
from pyfidget.lowering.graph import X, Y
from pyfidget.lowering.predicates import AND, COMPARE, OR
from pyfidget.operations import (
    ABS,
    ADD,
    CEIL,
    DIV,
    EXP,
    FIRST_BINARY,
    FLOOR,
    LN,
    MAX,
    MIN,
    MUL,
    NEG,
    ROUND,
    SQRT,
    SQUARE,
    SUB,
)
from pyfidget.parser import parse
from pyfidget.program import ProgramBuilder
from tests.lowering.evaluation import (
    grids,
    is_true,
    lower,
    lower_picture,
    lower_program,
    lower_region,
    ordered,
    pixels_of,
    question_text,
    regions,
)
from tests.passes.evaluation import coordinates, samples_of, values_of
from tests.strategies import INFINITY, LARGEST, LEAST, constants, neighbour, numbers, programs, scaled

COORDINATES = '''
    x var-x
    y var-y
    half const 0.5
    '''


def question(text, **bounds):
    """The question about a program as text; the program may use x, y and half."""
    graph, predicates, _ = lower(COORDINATES + text, **bounds)
    return question_text(graph, predicates, predicates.root)


def assert_answers(program, graph, predicates, z, samples):
    for x, y in samples:
        assert is_true(predicates, values_of(graph, x, y, z)) == (values_of(program, x, y, z)[-1] < 0.0)


# ---- soundness ----

@scaled(120)
@given(programs(), grids())
def test_the_answer_is_the_picture(program, grid):
    graph, predicates, _ = lower_picture(program, grid)
    assert_answers(program, graph, predicates, grid.z, pixels_of(grid))


def comparisons(predicates):
    return [p for p in ordered(predicates) if predicates.kinds[p] == COMPARE]


def thresholds_of(predicates, node):
    """What a coordinate is compared with, and the doubles around it."""
    return [neighbour(predicates.thresholds[p], steps) for p in comparisons(predicates) if predicates.nodes[p] == node
            for steps in (-1, 0, 1)]


@scaled(120)
@given(programs(), regions(), st.lists(coordinates(), max_size=3))
def test_the_answer_is_right_on_both_sides_of_every_threshold(program, region, inner):
    left, right, top, bottom, z = region
    graph, predicates, _ = lower_region(program, region)
    corners = samples_of(left, right, top, bottom, inner)
    xs = [x for x in thresholds_of(predicates, X) if graph.interval(X).contains(x)]
    ys = [y for y in thresholds_of(predicates, Y) if graph.interval(Y).contains(y)]
    samples = corners + [(x, top) for x in xs] + [(left, y) for y in ys] + list(zip(xs, ys))
    assert_answers(program, graph, predicates, z, samples)


# ---- chains of steps ----

_UNARY_STEPS = [NEG, ABS, SQUARE, FLOOR, CEIL, ROUND]
_BINARY_STEPS = [ADD, SUB, MUL, DIV]


def step_of(opcodes):
    """An operation, its constant, and whether the constant comes first."""
    number = st.integers(-8, 8).map(lambda eighths: eighths / 8.0) | st.floats(-4.0, 4.0) | constants()
    return st.tuples(st.sampled_from(opcodes), number, st.booleans())


def chain(steps):
    """The program that applies steps to x, one after the other."""
    builder = ProgramBuilder()
    last = builder.variable(1)
    for opcode, constant, constant_first in steps:
        if opcode < FIRST_BINARY:
            last = builder.unary(opcode, last)
        else:
            k = builder.constant(constant)
            last = builder.binary(opcode, k, last) if constant_first else builder.binary(opcode, last, k)
    return builder.finish()


def crossing(steps, at, is_turned):
    """The chain less its value at a number, or that value less the chain, so that the result passes zero there."""
    value = values_of(chain(steps), at, 0.0, 0.0)[-1]
    return chain(steps + [(SUB, value if value == value else 0.5, is_turned)])


@scaled(250)
@given(st.lists(step_of(_UNARY_STEPS + _BINARY_STEPS + [SQRT, LN, EXP]), min_size=1, max_size=6), numbers() | coordinates(),
       st.booleans(), st.lists(numbers(), max_size=6))
def test_a_chain_of_steps_is_compared_exactly(steps, at, is_turned, others):
    program = crossing(steps, at, is_turned)
    graph, predicates, _ = lower_program(program, span(-INFINITY, INFINITY), span(0.0, 0.0), 0.0)
    around = [neighbour(at, distance) for distance in range(-4, 5) if at == at]
    xs = around + thresholds_of(predicates, X) + others + [0.0, -0.0, LEAST, LARGEST, INFINITY, -INFINITY]
    assert_answers(program, graph, predicates, 0.0, [(x, 0.0) for x in xs])


@scaled(120)
@given(st.lists(step_of(_UNARY_STEPS + _BINARY_STEPS).filter(lambda step: is_usual(*step)), max_size=6), st.floats(-4.0, 4.0),
       st.booleans())
def test_of_a_chain_of_exact_steps_no_value_is_left(steps, at, is_turned):
    program = crossing(steps, at, is_turned)
    _, predicates, _ = lower_program(program, span(-4.0, 4.0), span(0.0, 0.0), 0.0)
    assert all(predicates.nodes[p] == X for p in comparisons(predicates))


def is_usual(opcode, constant, constant_first):
    """Whether a step with a constant makes numbers of numbers, and never an infinity."""
    return opcode not in _BINARY_STEPS or 1e-9 < abs(constant) < 1e9 and not (opcode == DIV and constant_first)


# ---- the rules, one by one ----

@pytest.mark.parametrize('text, expected', [
    ('r neg x\n r2 neg r', 'x < 0.0'),
    ('r neg x', 'x > 0.0'),
    ('r min x y', '(x < 0.0 or y < 0.0)'),
    ('r max x y', '(x < 0.0 and y < 0.0)'),
    ('m min x y\n r neg m', '(x > 0.0 and y > 0.0)'),
    ('m max x y\n r neg m', '(x > 0.0 or y > 0.0)'),
    ('m max x y\n r sub m half', '(x < 0.5 and y < 0.5)'),
    ('a abs x\n r sub a half', '(x < 0.5 and x > -0.5)'),
    ('a abs x\n r sub half a', '(x > 0.5 or x < -0.5)'),
    ('p mul x y\n q add x y\n r sub p q', 'mul(x, y) < add(x, y)'),
    ('p mul x y\n q add x y\n d sub p q\n r neg d', 'add(x, y) < mul(x, y)'),
])
def test_what_is_taken_apart(text, expected):
    assert question(text) == expected


@pytest.mark.parametrize('text, expected', [
    ('r add x half', 'x < -0.5'),
    ('r add half x', 'x < -0.5'),
    ('r sub x half', 'x < 0.5'),
    ('r sub half x', 'x > 0.5'),
    ('k const 2\n a mul x k\n r sub a half', 'x < 0.25'),
    ('k const -2\n a mul x k\n r sub a half', 'x > -0.25'),
    ('k const 4\n a div x k\n b const 0.125\n r sub a b', 'x < 0.5'),
    ('k const -4\n a div x k\n b const 0.125\n r sub a b', 'x > -0.5'),
    ('a floor x\n one const 1\n r add a one', 'x < -1.0'),
    ('a floor x\n r neg a', 'x > 0.9999999999999999'),
    ('a ceil x\n r neg a', 'x > 0.0'),
    ('a ceil x\n one const 1\n r sub a one', 'x < 5e-324'),
    ('a round x\n r sub a half', 'x < 0.5'),
    ('a round x\n r add a half', 'x < -0.49999999999999994'),
    ('a square x\n k const 0.25\n r sub a k', '(x < 0.5 and x > -0.5)'),
    ('a square x\n k const 0.25\n r sub k a', '(x > 0.5 or x < -0.5)'),
    ('k const 0.1\n a add x k\n l const 0.3\n r sub a l', 'x < 0.19999999999999998'),
    ('k const 0.1\n a add x k\n l const 0.3\n r sub l a', 'x > 0.19999999999999998'),
    ('k const 3\n a mul x k\n one const 1\n r sub a one', 'x < 0.3333333333333333'),
    ('k const 1e300\n a mul x k\n l const 1e-300\n b mul a l\n r neg b', 'x > 0.0'),
])
def test_a_step_moves_into_the_threshold(text, expected):
    assert question(text, x=(-4.0, 4.0)) == expected


@pytest.mark.parametrize('text, expected', [
    ('a sqrt x\n r sub a half', 'x < 0.25'),
    ('a sqrt x\n r sub half a', 'x > 0.25000000000000006'),
    ('a ln x\n r add a x\n s ln x', 'x < 1.0'),
    ('a ln x\n r neg a', 'x > 1.0'),
])
def test_a_function_moves_into_the_threshold_where_it_is_a_number(text, expected):
    assert question(text, x=(0.125, 4.0)) == expected


@pytest.mark.parametrize('text, expected', [
    ('a exp x\n one const 1\n r sub a one', 'x < -5.551115123125783e-17'),
    ('a acos x\n k const 1.5707963267948966\n r sub a k', 'x > 1.722546424198833e-16'),
])
def test_many_doubles_may_have_the_same_value(text, expected):
    """Next to 0 they have the same exponential, to the last bit, and the same arc cosine."""
    assert question(text) == expected


@pytest.mark.parametrize('text, expected', [
    ('r add x y', 'add(x, y) < 0.0'),
    ('r sub x y', 'add(x, neg(y)) < 0.0'),
    ('a square x\n b sub a x\n r sub b half', 'sub(square(x), x) < 0.5'),
    ('one const 1\n r div one x', 'div(1.0, x) < 0.0'),
    ('a sin x\n r sub a half', 'sin(x) < 0.5'),
    ('k const inf\n r mul x k', 'mul(x, inf) < 0.0'),
])
def test_other_values_are_compared_themselves(text, expected):
    assert question(text) == expected


IS_ZERO = '(x > -5e-324 and x < 5e-324)'


@pytest.mark.parametrize('text, expected', [
    ('r compare x half', 'x < 0.5'),
    ('a compare x half\n r sub a half', 'x < 0.5000000000000001'),
    ('a compare half x\n r sub a half', 'x > 0.49999999999999994'),
    ('a compare x half\n r neg a', 'x > 0.5'),
    ('a compare half x\n r neg a', 'x < 0.5'),
    ('r compare x y', 'x < y'),
    ('a compare x y\n r neg a', 'y < x'),
    ('a compare x y\n r sub a half', 'compare(x, y) < 0.5'),
    ('a not x\n r sub a half', '(x < 0.0 or x > 0.0)'),
    ('a not x\n r sub half a', IS_ZERO),
    ('r or x y', '(x < 0.0 or (%s and y < 0.0))' % IS_ZERO),
    ('a or x y\n r sub a half', '(x < 0.5 and ((x < 0.0 or x > 0.0) or y < 0.5))'),
    ('a or x y\n r neg a', '(x > 0.0 or (%s and y > 0.0))' % IS_ZERO),
    ('r and x y', '((x < 0.0 or x > 0.0) and y < 0.0)'),
    ('a and x y\n r sub a half', '(%s or y < 0.5)' % IS_ZERO),
])
def test_logic_is_taken_apart(text, expected):
    assert question(text) == expected


@pytest.mark.parametrize('text, expected', [
    ('a div x x\n r and a y', 'and(div(x, x), y) < 0.0'),
    ('a div x x\n b not a\n r sub b half', 'not(div(x, x)) < 0.5'),
])
def test_what_may_be_no_number_is_no_zero(text, expected):
    assert question(text) == expected


# ---- NaN ----

@pytest.mark.parametrize('text, expected', [
    ('s sqrt x\n r sub s half', '(x < 0.25 and x > -5e-324)'),
    ('s sqrt x\n r sub half s', 'x > 0.25000000000000006'),
    ('s sqrt x\n m min s y\n r sub m half', 'min(sqrt(x), y) < 0.5'),
    ('s sqrt x\n m min y s\n r sub m half', 'min(y, sqrt(x)) < 0.5'),
    ('s sqrt x\n m min s y\n r neg m', '(x > 0.0 and y > 0.0)'),
    ('s sqrt x\n m max s y\n r sub m half', '((x < 0.25 and x > -5e-324) and y < 0.5)'),
    ('s sqrt x\n m max s y\n r neg m', 'max(sqrt(x), y) > 0.0'),
    ('l ln x\n r add l half', 'ln(x) < -0.5'),
    ('l asin x\n k const 2\n a mul x k\n b asin a\n r sub b half', 'asin(mul(x, 2.0)) < 0.5'),
    ('l ln x\n a abs l\n r sub a half', '(ln(x) < 0.5 and ln(x) > -0.5)'),
    ('l ln x\n a abs l\n b sub half a\n r neg b', '(ln(x) < 0.5 and ln(x) > -0.5)'),
    ('l ln x\n a square l\n k const 0.25\n r sub k a', 'ln(x) < -0.5'),
    ('k const nan\n r min x k', 'min(x, nan) < 0.0'),
    ('k const nan\n r max x k', 'never'),
])
def test_a_nan_stays_outside(text, expected):
    """min and max are NaN where an argument is, so that only an AND may take them apart; a root of less than 0 is NaN."""
    assert question(text) == expected


# ---- what the bounds decide ----

@pytest.mark.parametrize('text, expected', [
    ('two const 2\n r sub x two', 'always'),
    ('one const 1\n r sub x one', 'x < 1.0'),
    ('one const 1\n r add x one', 'never'),
    ('two const 2\n a sub x two\n r min a y', 'always'),
    ('two const 2\n a add x two\n r min a y', 'y < 0.0'),
    ('two const 2\n a add x two\n r max y a', 'never'),
    ('two const 2\n a sub x two\n r max y a', 'y < 0.0'),
    ('two const 2\n a sub x two\n s sqrt y\n b add a s\n r max b a', 'add(add(x, -2.0), sqrt(y)) < 0.0'),
    ('r const -1', 'always'),
    ('r const -0', 'never'),
    ('r const nan', 'never'),
    ('r const -inf', 'always'),
])
def test_what_the_bounds_decide_drops_out(text, expected):
    assert question(text) == expected


@pytest.mark.parametrize('text, expected', [
    ('two const 2\n a mul x two\n r min a x', 'x < 0.0'),
    ('two const 2\n a mul x two\n b max a x\n r min b y', '(x < 0.0 or y < 0.0)'),
    ('m min x y\n n max x y\n o max m n\n r min o m', None),
    ('two const 2\n three const 3\n p mul x two\n q mul x three\n s add x half\n t sub x half\n'
     'a max p y\n b max s y\n c max t y\n d max q s\n e min a b\n f min e c\n r min f d', None),
])
def test_the_same_question_is_asked_once(text, expected):
    graph, predicates, _ = lower(COORDINATES + text)
    asked = [question_text(graph, predicates, p) for p in ordered(predicates)]
    assert len(set(asked)) == len(asked)
    assert expected is None or asked[-1] == expected


# ---- many questions ----

def booleans(predicates):
    return sum(predicates.kinds[p] in (AND, OR) for p in range(predicates.size))


def sawtooth(length):
    """m = min(m, m - 0.013), m = max(m, m + 0.0131), ...: minima and maxima that are asked with ever new thresholds."""
    lines = ['m0 mul x y']
    for i in range(length):
        step, operation = (-0.013 - 1e-5 * i, 'min') if i % 2 == 0 else (0.0131 + 1e-5 * i, 'max')
        lines.append('k%d const %r\n s%d add m%d k%d\n m%d %s m%d s%d' % (i, step, i, i, i, i + 1, operation, i, i))
    return COORDINATES + '\n'.join(lines)


def folds(length):
    """m = |m| - k, again and again, with a k that is half of the one before: all 2 ** length crossings lie within the bounds."""
    lines = ['m0 mul x y']
    for i in range(length):
        lines.append('a%d abs m%d\n k%d const %r\n m%d sub a%d k%d' % (i, i, i, 0.5 ** (i + 1), i + 1, i, i))
    return COORDINATES + '\n'.join(lines)


SAMPLES = [(i / 8.0 - 0.97, j / 8.0 - 0.99) for i in range(16) for j in range(16)]


@pytest.mark.slow
@pytest.mark.parametrize('text, length', [(sawtooth(200), 200), (folds(40), 40)], ids=['sawtooth', 'folds'])
def test_there_are_never_many_more_booleans_than_minima(text, length):
    """Without a bound there would be exponentially many; where it is reached the value itself is compared."""
    program = parse(text, 'test.vm')
    graph, predicates, _ = lower(text)
    assert length < booleans(predicates) <= 2 * length + 64
    compared = [graph.opcodes[predicates.nodes[p]] for p in comparisons(predicates)]
    assert MIN in compared or MAX in compared or ABS in compared
    assert_answers(program, graph, predicates, 0.0, SAMPLES)
    assert 50 < sum(values_of(program, x, y, 0.0)[-1] < 0.0 for x, y in SAMPLES) < 200


@pytest.mark.slow
def test_thousands_of_questions_are_told_apart():
    """Every one of 3000 thresholds of one value: the tables grow."""
    lines = ['m0 add x y']
    for i in range(3000):
        lines.append('k%d const %r\n s%d add x k%d\n m%d min m%d s%d' % (i, i * 2.0 ** -12, i, i, i + 1, i, i))
    _, predicates, _ = lower(COORDINATES + '\n'.join(lines), x=(-4.0, 4.0))
    asked = [predicates.thresholds[p] for p in comparisons(predicates) if predicates.nodes[p] == X]
    assert sorted(asked) == [i * -2.0 ** -12 for i in range(2999, -1, -1)]
    assert booleans(predicates) == 3000
