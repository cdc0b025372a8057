"""Normals: each operation's rule is its derivative; 64 pixels at a time give the definition's bits; lengths are 1 or 0."""
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.grid import CHALLENGE
from pyfidget.image.heightmap import HeightMap
from pyfidget.image.normalmap import NormalMap
from pyfidget.operations import OPERATIONS
from pyfidget.parser import parse
from pyfidget.space.derivatives import RULES, unit_component
from pyfidget.space.lattice import make_lattice
from pyfidget.space.normals import gradient_at, normal_at
from pyfidget.space.orientation import Orientation, seen_through
from pyfidget.space.team import Team
from tests.passes.evaluation import values_of
from tests.space.test_heights import BALL, CAVES, orientations
from tests.strategies import doubles, programs, same, scaled


def maps_of(program, orientation, size, threads=1):
    """The HeightMap and the NormalMap, and the lattice that they are of."""
    lattice = make_lattice(size[0], size[1], size[2], CHALLENGE)
    heights = HeightMap(*size)
    normals = NormalMap(size[0], size[1])
    team = Team(seen_through(program, orientation.matrix()), lattice, heights, threads)
    team.want_normals(program, orientation.matrix(), normals)
    team.render()
    team.release()
    return heights, normals, lattice


def check(program, orientation, size, threads=1):
    heights, normals, lattice = maps_of(program, orientation, size, threads)
    matrix = orientation.matrix()
    for row in range(size[1]):
        for column in range(size[0]):
            k = heights.get(column, row)
            expected = [0.0] * 3
            if k > 0:
                expected = normal_at(program, matrix, lattice.xs[column], lattice.ys[row], lattice.zs[k - 1])
            assert all(same(normals.get(column, row, axis), expected[axis]) for axis in range(3))


def test_every_operation_has_a_rule():
    assert sorted(RULES) == sorted(operation.name for operation in OPERATIONS if operation.arity > 0)


@pytest.mark.parametrize('name', sorted(RULES))
def test_a_rule_is_the_slope_of_its_operation(name):
    if name in ('rand', 'mix'):
        return  # whose values have no slope
    arity = [operation.arity for operation in OPERATIONS if operation.name == name][0]
    program = parse('x var-x\ny var-y\nr %s %s\n' % (name, 'x' if arity == 1 else 'x y'), '')
    for x, y in ((0.3, 0.7), (0.65, 0.2), (-0.4, 0.35), (0.8, -0.55)):
        if name in ('sqrt', 'ln') and x < 0.0:
            continue
        step = 1e-6
        slopes = [
            (values_of(program, x + step, y, 0.0)[-1] - values_of(program, x - step, y, 0.0)[-1]) / (2 * step),
            (values_of(program, x, y + step, 0.0)[-1] - values_of(program, x, y - step, 0.0)[-1]) / (2 * step)]
        gradient = gradient_at(program, [x, y, 0.0])
        assert all(abs(gradient[axis] - slopes[axis]) < 1e-7 for axis in range(2))
        assert gradient[2] == 0.0


@pytest.mark.parametrize('name, at, slope', [
    ('abs', (0.0, 0.0), [1.0, 0.0, 0.0]), ('abs', (-0.5, 0.0), [-1.0, 0.0, 0.0]),
    # Of two equal arguments the table gives the second.
    ('min', (0.5, 0.5), [0.0, 1.0, 0.0]), ('max', (0.5, 0.5), [0.0, 1.0, 0.0]), ('min', (0.5, 0.6), [1.0, 0.0, 0.0]),
    ('and', (0.0, 0.5), [1.0, 0.0, 0.0]), ('or', (0.0, 0.5), [0.0, 1.0, 0.0]), ('floor', (1.0, 0.0), [0.0, 0.0, 0.0]),
])
def test_the_side_that_is_taken_is_that_of_the_table(name, at, slope):
    arguments = 'x y' if name in ('min', 'max', 'and', 'or') else 'x'
    assert gradient_at(parse('x var-x\ny var-y\nr %s %s\n' % (name, arguments), ''), [at[0], at[1], 0.0]) == slope


def test_a_ball_looks_away_from_its_middle():
    heights, normals, lattice = maps_of(parse(BALL, ''), Orientation(), (33, 33, 33))
    assert heights.get(16, 16) > 0
    assert [normals.get(16, 16, axis) for axis in range(3)] == [0.0, 0.0, 1.0]
    point = [lattice.xs[20], lattice.ys[10], lattice.zs[heights.get(20, 10) - 1]]
    length = math.sqrt(sum(c * c for c in point))
    assert all(abs(normals.get(20, 10, axis) - point[axis] / length) < 1e-12 for axis in range(3))
    assert [normals.get(0, 0, axis) for axis in range(3)] == [0.0, 0.0, 0.0]


def test_a_flat_or_infinite_gradient_is_no_direction():
    assert [maps_of(parse('x var-x\nr const -1\n', ''), Orientation(), (1, 1, 1))[1].get(0, 0, axis) for axis in range(3)] == [
        0.0, 0.0, 0.0]
    assert normal_at(parse('x var-x\nr sqrt x\n', ''), Orientation().matrix(), 0.0, 0.0, 0.0) == [0.0, 0.0, 0.0]


@given(doubles(), doubles(), doubles())
def test_a_normal_is_of_length_1_or_0(x, y, z):
    normal = [unit_component(component, x, y, z) for component in (x, y, z)]
    length = math.sqrt(sum(component * component for component in normal))
    assert abs(length - 1.0) < 1e-15 * 4 or normal == [0.0, 0.0, 0.0]
    assert not any(same(component, -0.0) for component in normal)


@pytest.mark.slow
@pytest.mark.parametrize('text', [BALL, CAVES], ids=['ball', 'caves'])
@pytest.mark.parametrize('size', [(1, 1, 1), (70, 3, 20), (65, 33, 9)], ids='%dx%dx%d'.__mod__)
def test_the_team_finds_the_normals_of_the_definition(text, size):
    check(parse(text, ''), Orientation(0.1, 0.2, 0.0, 0.9, 20.0, 30.0, 0.0, 0.2), size, 3)


@scaled(100)
@given(programs(), orientations, st.integers(1, 12), st.integers(1, 12), st.integers(1, 20))
def test_random_programs(program, orientation, width, height, depth):
    check(program, orientation, (width, height, depth))
