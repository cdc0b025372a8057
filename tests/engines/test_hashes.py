"""Noise by rand and mix is the same by every engine, also where mixes are NaN: passed on, hashed, or calculated with."""
import pytest

from pyfidget.engines.points import Evaluator, evaluate_points, record_at
from pyfidget.engines.quadtree import Quadtree
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.wide.engine import render_wide
from pyfidget.parser import parse
from pyfidget.passes.switches import parse_switches
from tests.engines.pictures import noise
from tests.models import picture, square_grid
from tests.passes.evaluation import values_of
from tests.strategies import alike

SIZE = 18
GRID = square_grid(SIZE)
OF = pytest.mark.parametrize('of', ['x', 'y', 'both', 'constant'])


def values_by_definition(program):
    return [values_of(program, x, y, 0.0)[-1] for y in GRID.ys for x in GRID.xs]


@pytest.mark.slow
@OF
def test_every_engine_draws_the_same_noise(of):
    program = parse(noise(of), 'noise.vm')
    drawn = picture(render_scalar, program, GRID)
    assert 0.2 < ''.join(drawn).count('#') / float(SIZE * SIZE) < 0.8
    assert picture(render_wide, program, GRID) == drawn
    for passes, early_exit in [('all', False), ('none', True), ('peephole', False)]:
        quadtree = Quadtree(parse_switches(passes), early_exit, Statistics(False))
        assert picture(quadtree.render, program, GRID) == drawn


@pytest.mark.slow
@OF
@pytest.mark.parametrize('result', ['r neg m', 'r min m x', 'r or m y', 'r add m one'])
def test_values_keep_the_bits_of_a_mix(of, result):
    text = noise(of)
    program = parse(text[:text.index('n neg')] + result, 'noise.vm')
    out = [None] * (SIZE * SIZE)
    evaluate_points(record_at(Evaluator(program).record), 0, len(out), GRID.xs * SIZE, [y for y in GRID.ys for _ in GRID.xs],
                    [0.0] * len(out), out)
    expected = values_by_definition(program)
    assert all(map(alike, out, expected))
    assert len(out) / 20 < sum(value != value for value in expected)
