"""A program where its choices fall one way: fewer operations, and the definition's bits."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.grid import CHALLENGE
from pyfidget.image.heightmap import HeightMap
from pyfidget.image.normalmap import NormalMap
from pyfidget.libm import is_finite
from pyfidget.operations import AND, MAX, MIN
from pyfidget.parser import parse
from pyfidget.space.choices import is_choice, shorten
from pyfidget.space.gradients import differentiate, use_steps
from pyfidget.space.lattice import make_lattice
from pyfidget.space.normals import Steps, gradient_at
from pyfidget.space.orientation import Orientation, seen_through
from pyfidget.space.team import Team
from pyfidget.space.worker import AXES, GRADIENT_WORDS, POINTS, SQUARE_PIXELS, new_worker, release_worker, set_normals
from tests.space.test_normals import check
from tests.strategies import programs, same, scaled

COUNT = 5  # points of a test
ONE_BALL = 12  # operations of PAIR

# Two balls side by side, the left one with a flat top; each lies in tiles of its own.
PAIR = """x var-x
y var-y
z var-z
half const 0.5
one-x add x half
two-x sub x half
yy square y
zz square z
yz add yy zz
one-xx square one-x
two-xx square two-x
one-sum add one-xx yz
two-sum add two-xx yz
radius const 0.2
one sub one-sum radius
two sub two-sum radius
top const 0.1
over sub z top
flat max one over
r min flat two
"""


def shortened(program, points, then):
    """The worker, the program's steps and how many are left at some points, given to `then`."""
    steps = Steps(program)
    w = new_worker(COUNT)
    try:
        set_normals(w, w.found, w.found, steps.words, steps.constants, steps.length, steps.choices)
        for i, point in enumerate(points):
            for axis in range(AXES):
                w.square_points[axis * SQUARE_PIXELS + i] = point[axis]
        left = shorten(w, steps.words, steps.constants, steps.length, w.shorter_steps, w.shorter_constants, 0, len(points))
        return then(w, left)
    finally:
        release_worker(w)
        steps.release()


def gradients_of(w, points, left):
    use_steps(w, w.shorter_steps, w.shorter_constants, left)
    for i, point in enumerate(points):
        for axis in range(AXES):
            w.gradients[axis * POINTS + i] = point[axis]
    differentiate(w, len(points))
    return [[w.gradients[axis * POINTS + i] for axis in range(AXES)] for i in range(len(points))]


def near(x):
    return [(x + 0.01 * i, 0.02 * i, 0.3 - 0.01 * i) for i in range(COUNT)]


def test_what_is_left_is_one_ball():
    program = parse(PAIR, '')
    left, opcodes, choices = shortened(program, near(0.4), lambda w, left: (
        left, [w.shorter_steps[GRADIENT_WORDS * i] for i in range(left)], w.choices_left))
    assert (left, choices) == (ONE_BALL, 0)
    assert MIN not in opcodes and MAX not in opcodes


def test_what_is_undecided_stays():
    program = parse(PAIR, '')
    points = near(-0.4) + near(0.4)
    left, choices = shortened(program, points, lambda w, left: (left, w.choices_left))
    assert left > ONE_BALL and choices > 0


def test_what_chooses():
    assert is_choice(MIN) and is_choice(AND) and not is_choice(parse('x var-x\nr sqrt x\n', '').opcodes[1])


def test_a_coordinate_that_is_no_number_decides_nothing():
    program = parse(PAIR, '')
    nan = float('nan')
    whole = shortened(program, [(nan, 0.0, 0.0)], lambda w, left: left)
    assert whole == shortened(program, [(-9.0, 0.0, 0.0), (9.0, 0.0, 0.0)], lambda w, left: left)


@scaled(100)
@given(programs(), st.lists(st.tuples(*[st.integers(-200, 200)] * AXES), min_size=1, max_size=COUNT))
def test_gradients_stay_what_they_are(program, hundredths):
    points = [[coordinate / 100.0 for coordinate in point] for point in hundredths]
    drawn = shortened(program, points, lambda w, left: gradients_of(w, points, left))
    for gradient, point in zip(drawn, points):
        expected = gradient_at(program, point)
        if all(is_finite(component) for component in expected):
            assert all(same(one + 0.0, other + 0.0) for one, other in zip(gradient, expected))
        else:
            assert not all(is_finite(component) for component in gradient)


def test_tiles_have_programs_of_their_own(monkeypatch):
    lengths = set()

    def watched(w, count):
        lengths.add(w.used_length)
        differentiate(w, count)

    monkeypatch.setattr('pyfidget.space.normals.differentiate', watched)
    program = parse(PAIR, '')
    orientation = Orientation(0.0, 0.0, 0.0, 1.0, 5.0, 10.0, 0.0, 0.2)
    lattice = make_lattice(48, 48, 24, CHALLENGE)
    team = Team(seen_through(program, orientation.matrix()), lattice, HeightMap(48, 48, 24), 1)
    team.want_normals(program, orientation.matrix(), NormalMap(48, 48))
    team.render()
    assert min(lengths) == ONE_BALL
    team.release()
    check(program, orientation, (48, 48, 24))
