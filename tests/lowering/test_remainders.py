"""Remainders by a constant, and what lies above the next whole number below, as intervals of what is divided."""
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.interval import span
from pyfidget.lowering.boundary import at_place
from pyfidget.lowering.graph import X
from pyfidget.lowering.predicates import COMPARE
from pyfidget.lowering.remainders import cells_of, first_cell, start_of_cell
from pyfidget.operations import FLOOR, MOD, SUB, VAR_X
from pyfidget.program import ProgramBuilder
from tests.lowering.evaluation import lower, lower_region, ordered, question_text
from tests.lowering.test_predicates import assert_answers, thresholds_of
from tests.strategies import INFINITY, neighbour, scaled

MODULI = st.sampled_from([1.0, 2.0, 0.5, 0.1, 0.3, 1.0 / 3.0, 1e-9, 3e7]) | st.floats(1e-3, 1e3)
ENDS = st.floats(-7.0, 7.0) | st.integers(-14, 14).map(lambda twice: twice / 2.0)


@scaled(300)
@given(st.integers(-70000, 70000), MODULI)
def test_a_cell_starts_at_the_first_double_that_is_not_below_it(cell, modulus):
    start = start_of_cell(cell, modulus)
    assert Fraction(at_place(start - 1)) < cell * Fraction(modulus) <= Fraction(at_place(start))


@scaled(300)
@given(ENDS, ENDS, MODULI)
def test_all_of_an_interval_lies_in_its_cells(a, b, modulus):
    interval = span(a * modulus, b * modulus)
    first = first_cell(interval, modulus)
    cells = cells_of(interval, modulus)
    assert cells > 0
    assert first * Fraction(modulus) <= Fraction(interval.lo)
    assert Fraction(interval.hi) < (first + cells) * Fraction(modulus)


@pytest.mark.parametrize('lo, hi, modulus', [(0.0, 40.0, 1.0), (1e9, 1e9 + 1.0, 1.0), (-1e300, 0.0, 1.0), (0.0, 1e-320, 1e-320),
                                             (-1.0, 1.0, INFINITY), (-1.0, 1.0, 0.0)])
def test_of_too_many_cells_or_too_far_ones_there_are_none(lo, hi, modulus):
    assert cells_of(span(lo, hi), modulus) == 0


def remainder_program(name, modulus, t, is_turned):
    """mod(x, modulus) - t, or x - floor(x) - t; or t less that."""
    builder = ProgramBuilder()
    x = builder.variable(VAR_X)
    if name == 'mod':
        value = builder.binary(MOD, x, builder.constant(modulus))
    else:
        value = builder.binary(SUB, x, builder.unary(FLOOR, x))
    threshold = builder.constant(t)
    builder.binary(SUB, threshold if is_turned else value, value if is_turned else threshold)
    return builder.finish()


@pytest.mark.parametrize('name', ['mod', 'floor'])
def test_what_remains_is_compared_exactly(name):
    @scaled(200)
    @given(ENDS, ENDS, MODULI, st.sampled_from([1.0, -1.0]), st.floats(0.0, 1.0), st.integers(-2, 2), st.booleans())
    def holds(a, b, modulus, sign, part, steps, is_turned):
        size = modulus if name == 'mod' else 1.0
        program = remainder_program(name, sign * modulus, neighbour(part * size, steps), is_turned)
        left, right = sorted([a * size, b * size])
        graph, predicates, _ = lower_region(program, (left, right, 0.0, 0.0, 0.0))
        assert all(predicates.nodes[p] == X for p in ordered(predicates) if predicates.kinds[p] == COMPARE)
        inner = [neighbour(k * size, away) for k in range(-8, 9) for away in (-1, 0, 1)]
        xs = [x for x in thresholds_of(predicates, X) + inner + [left, right] if left <= x <= right]
        assert_answers(program, graph, predicates, 0.0, [(x, 0.0) for x in xs])
    holds()


def question(text, **bounds):
    graph, predicates, _ = lower('x var-x\n y var-y\n half const 0.5\n' + text, **bounds)
    return question_text(graph, predicates, predicates.root)


@pytest.mark.parametrize('text, expected', [
    ('a mod x half\n k const 0.25\n r sub a k', '(x < -0.25 or (x > -5e-324 and x < 0.25))'),
    ('a mod x half\n k const 0.25\n r sub k a', '((x > -0.24999999999999997 and x < 0.0) or x > 0.25)'),
    ('a floor x\n b sub x a\n k const 0.25\n r sub b k', '(x > -5e-324 and x < 0.25)'),
])
def test_a_remainder_becomes_intervals(text, expected):
    assert question(text, x=(-0.45, 0.45)) == expected


@pytest.mark.parametrize('text, expected', [
    ('a mod x half\n k const 0.25\n r sub a k', 'mod(x, 0.5) < 0.25'),
    ('a ln x\n b mod a half\n k const 0.25\n r sub b k', 'mod(ln(x), 0.5) < 0.25'),
    ('z const 0\n a mod x z\n r sub a half', 'mod(x, 0.0) < 0.5'),
    ('a mod half x\n k const 0.25\n r sub a k', 'mod(0.5, x) < 0.25'),
])
def test_other_remainders_stay(text, expected):
    assert question(text, x=(-20.0, 20.0)) == expected
