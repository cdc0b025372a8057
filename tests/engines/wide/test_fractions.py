"""Bounds of fractions hold, and tell what those of a difference alone do not."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.engines.wide.fractions import clip, part_from_zero
from pyfidget.engines.wide.worker import LANES, STRIPS
from pyfidget.interval import least_fraction
from pyfidget.operations import ABS, ADD, CEIL, FLOOR, MUL, ROUND, SUB, VAR_X, VAR_Y, apply_operation, op_round
from pyfidget.program import ProgramBuilder
from tests.engines.wide.dividing import small_grids
from tests.engines.wide.test_analyse import assert_analysis_holds
from tests.engines.wide.test_lanes import COUNTS, name_of
from tests.strategies import constants, neighbour, numbers, scaled

WHOLES = [FLOOR, CEIL, ROUND]
HALVES = st.tuples(st.integers(-9, 9), st.integers(-2, 2)).map(lambda at: neighbour(at[0] / 2.0, at[1]))
ENDS = st.floats(-4.0, 4.0) | HALVES | numbers().filter(lambda value: abs(value) < 1e300)


def layout(count, pairs):
    return [lo for lo, hi in pairs] + [hi for lo, hi in pairs]


@COUNTS
def test_how_far_the_nearest_whole_number_is_lies_within_its_bounds(count):
    @scaled(300)
    @given(st.lists(st.lists(ENDS, min_size=3, max_size=3).map(sorted), min_size=count, max_size=count))
    def holds(triples):
        ends = [(u[0], u[2]) for u in triples]
        wholes = [(op_round(lo), op_round(hi)) for lo, hi in ends]
        v = layout(count, ends) + layout(count, wholes) + [0.0] * (2 * count)
        part_from_zero(count, v, 4 * count, 0, 2 * count)
        for i, triple in enumerate(triples):
            for u in triple:
                assert v[4 * count + i] <= abs(u - op_round(u))
    holds()


@pytest.mark.parametrize('lo, hi, least', [(0.25, 0.75, 0.25), (0.375, 0.75, 0.25), (1.4375, 1.5, 0.4375), (-0.75, -0.4375, 0.25),
                                           (0.25, 1.25, 0.0), (0.25, 1.75, 0.0), (-3.0, 9.0, 0.0)])
def test_about_halfway_it_is_far(lo, hi, least):
    v = [lo] * LANES + [hi] * LANES + [op_round(lo)] * LANES + [op_round(hi)] * LANES + [0.0] * (2 * LANES)
    part_from_zero(LANES, v, 4 * LANES, 0, 2 * LANES)
    assert v[4 * LANES:5 * LANES] == [least] * LANES


@pytest.mark.parametrize('opcode', WHOLES, ids=name_of)
def test_what_no_fraction_is_goes(opcode):
    @scaled(300)
    @given(st.lists(ENDS, min_size=2, max_size=2).map(sorted))
    def holds(ends):
        lo, hi = ends
        v = layout(STRIPS, [(lo - apply_operation(opcode, hi, 0.0), hi - apply_operation(opcode, lo, 0.0))] * STRIPS)
        clip(STRIPS, v, 0, least_fraction(opcode))
        for u in ends:
            assert v[0] <= u - apply_operation(opcode, u, 0.0) <= v[STRIPS]
        assert v[STRIPS] - v[0] <= 1.0
    holds()


@scaled(60)
@given(st.sampled_from(WHOLES), st.booleans(), st.lists(constants(), min_size=4, max_size=4), small_grids())
def test_all_that_is_said_of_a_program_with_fractions_holds(opcode, is_distance, numbers_of_program, grid):
    """u - whole(u), or its magnitude, less a multiple of y; u = a x + b y + c."""
    builder = ProgramBuilder()
    x = builder.variable(VAR_X)
    y = builder.variable(VAR_Y)
    a, b, c, d = [builder.constant(number) for number in numbers_of_program]
    u = builder.binary(ADD, builder.binary(ADD, builder.binary(MUL, x, a), builder.binary(MUL, y, b)), c)
    value = builder.binary(SUB, u, builder.unary(opcode, u))
    if is_distance:
        value = builder.unary(ABS, value)
    builder.binary(SUB, value, builder.binary(MUL, y, d))
    assert_analysis_holds(builder.finish(), grid)
