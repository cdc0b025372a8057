"""Height maps: the engine's are the definition's, number for number, and the definition's what the words say."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.grid import CENTERS, CHALLENGE, FIDGET
from pyfidget.image.heightmap import HeightMap
from pyfidget.parser import parse
from pyfidget.space.definition import find_heights
from pyfidget.space.lattice import Lattice, make_lattice
from pyfidget.space.orientation import Orientation, seen_through
from pyfidget.space.team import Team
from tests.passes.evaluation import values_of
from tests.strategies import programs, scaled

BALL = '''
    x var-x
    y var-y
    z var-z
    xx square x
    yy square y
    zz square z
    xy add xx yy
    r add xy zz
    one const 0.7
    ball sub r one
    '''
# Blends and bad numbers: NaN in a part of space, a division through zero, signs of zeros.
CAVES = '''
    x var-x
    y var-y
    z var-z
    s sin x
    t mul s y
    l ln z
    q div t z
    m max l q
    half const 0.5
    a sub z half
    b abs a
    n min m b
    c add n y
    k const -0.25
    r min c t
    e max r k
    p mul x z
    o min e p
    '''


def heights_of(heights):
    return [[heights.get(column, row) for column in range(heights.width)] for row in range(heights.height)]


def defined(program, lattice):
    heights = HeightMap(lattice.width, lattice.height, lattice.depth)
    find_heights(program, lattice, heights)
    return heights_of(heights)


def by_team(program, lattice, threads=1):
    heights = HeightMap(lattice.width, lattice.height, lattice.depth)
    team = Team(program, lattice, heights, threads)
    team.render()
    first = heights_of(heights)
    heights.clear()
    team.clear()
    team.render()
    assert heights_of(heights) == first
    assert team.is_whole()
    team.release()
    return first


def test_the_nearest_voxel_counts():
    assert defined(parse(BALL, ''), make_lattice(5, 5, 5, CHALLENGE)) == [
        [0, 0, 0, 0, 0],
        [0, 3, 4, 3, 0],
        [0, 4, 4, 4, 0],
        [0, 3, 4, 3, 0],
        [0, 0, 0, 0, 0]]


def test_all_heights_from_0_to_the_depth_occur():
    program = parse('x var-x\nz var-z\nr add x z\n', '')
    assert defined(program, make_lattice(7, 1, 6, CENTERS))[0] == by_team(program, make_lattice(7, 1, 6, CENTERS))[0]
    wall = parse('x var-x\ntwo const 3\nxx mul x two\nz var-z\nr add xx z\n', '')
    assert sorted(set(defined(wall, make_lattice(41, 41, 6, CHALLENGE))[0])) == [0, 1, 2, 3, 4, 5, 6]


def test_depth_says_how_fine_voxels_are_not_how_far_they_reach():
    lattice = make_lattice(8, 8, 3, CHALLENGE)
    assert lattice.zs == [-1.0, 0.0, 1.0]
    assert make_lattice(8, 8, 4, FIDGET).zs == [-1.0, -0.5, 0.0, 0.5]
    assert make_lattice(8, 8, 4, CENTERS).zs == [-0.75, -0.25, 0.25, 0.75]


orientations = st.sampled_from([
    Orientation(), Orientation(0.25, -0.5, 0.125, 0.7), Orientation(pitch=90.0), Orientation(yaw=-90.0, roll=180.0),
    Orientation(0.1, 0.2, 0.3, 1.3, 25.0, -30.0, 10.0), Orientation(scale=2.0, pitch=35.0, yaw=45.0, perspective=0.4),
    Orientation(perspective=0.9), Orientation(scale=-1.0), Orientation(scale=1e-300), Orientation(scale=1e300),
])


@pytest.mark.slow
@pytest.mark.parametrize('text', [BALL, CAVES], ids=['ball', 'caves'])
@pytest.mark.parametrize('size', [(1, 1, 1), (17, 3, 70), (65, 33, 9), (16, 16, 300)], ids='%dx%dx%d'.__mod__)
def test_the_team_finds_the_heights_of_the_definition(text, size):
    lattice = make_lattice(size[0], size[1], size[2], CHALLENGE)
    program = seen_through(parse(text, ''), Orientation(0.1, 0.2, 0.0, 0.9, 20.0, 30.0, 0.0, 0.2).matrix())
    assert by_team(program, lattice, 3) == defined(program, lattice)
    assert by_team(parse(text, ''), lattice) == defined(parse(text, ''), lattice)


@scaled(100)
@given(programs(), orientations, st.integers(1, 20), st.integers(1, 20), st.integers(1, 40),
       st.sampled_from([CHALLENGE, CENTERS]))
def test_random_programs(program, orientation, width, height, depth, convention):
    seen = seen_through(program, orientation.matrix())
    lattice = make_lattice(width, height, depth, convention)
    assert by_team(seen, lattice) == defined(seen, lattice)


@given(programs(), st.integers(0, 3), st.integers(0, 3))
def test_a_height_is_the_largest_voxel_below_0(program, column, row):
    lattice = Lattice(4, 4, 5, [-1.0, -0.5, 0.0, 1.0], [0.5, 0.25, -0.0, -3.0], [-2.0, -1.0, 0.0, 0.5, 1.0])
    inside = [k for k in range(1, 6)
              if values_of(program, lattice.xs[column], lattice.ys[row], lattice.zs[k - 1])[-1] < 0.0]
    assert defined(program, lattice)[row][column] == max(inside + [0])
