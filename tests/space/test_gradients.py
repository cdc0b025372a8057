"""Derivatives at 64 points at a time: rows are shared where that is exact, and nowhere else."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.libm import is_finite
from pyfidget.parser import parse
from pyfidget.rawmem import get_int
from pyfidget.space.derivatives import unit_component
from pyfidget.space.gradients import differentiate, make_units, use_steps
from pyfidget.space.normals import Steps, gradient_at
from pyfidget.space.worker import AXES, POINTS, new_worker, release_worker, set_gradients
from tests.strategies import programs, same, scaled

NAMES = 'x var-x\ny var-y\nz var-z\n'


def differentiated(program, points, then):
    """The worker whose `gradients` are those of a program at some points, given to `then`."""
    steps = Steps(program)
    w = new_worker(1)
    try:
        set_gradients(w, steps.words, steps.constants, steps.length)
        use_steps(w, steps.words, steps.constants, steps.length)
        for i, point in enumerate(points):
            for axis in range(AXES):
                w.gradients[axis * POINTS + i] = point[axis]
        differentiate(w, len(points))
        return then(w)
    finally:
        release_worker(w)
        steps.release()


def gradients_of(program, points):
    return differentiated(program, points, lambda w: [
        [w.gradients[axis * POINTS + i] for axis in range(AXES)] for i in range(len(points))])


def normals_of(program, points):
    def units(w):
        make_units(w)
        return [[w.gradients[axis * POINTS + i] for axis in range(AXES)] for i in range(len(points))]
    return differentiated(program, points, units)


def check(program, points):
    for point, gradient, normal in zip(points, gradients_of(program, points), normals_of(program, points)):
        expected = gradient_at(program, point)
        if all(is_finite(component) for component in expected):
            assert all(same(one + 0.0, other + 0.0) for one, other in zip(gradient, expected))
        assert all(same(one, unit_component(component, *expected)) for one, component in zip(normal, expected))


def rows_of_its_own(text):
    """How many derivatives of a program's operations are calculated."""
    program = parse(NAMES + text, '')
    return differentiated(program, [(0.3, 0.4, 0.5)], lambda w: len(
        [i for i in range(AXES * program.size)
         if get_int(w.gradient_same, i // AXES) == i // AXES and get_int(w.derivative_rows, i) == i]))


@pytest.mark.parametrize('text, count', [
    ('r add x y\n', 0), ('k const 3\nr sub x k\n', 0), ('r sub x y\n', 1), ('a square x\nb square y\nr add a b\n', 2),
    ('r mul x y\n', 2), ('a floor x\nr add a y\n', 0), ('k const 3\na ln k\nr add a x\n', 4),
])
def test_only_what_is_not_known_is_calculated(text, count):
    assert rows_of_its_own(text) == count


@pytest.mark.parametrize('text', [
    'r sqrt x\n', 'a sqrt x\nr add a y\n', 'a ln x\nr mul a y\n', 'k const 0\na ln k\nb max a x\nr add b y\n',
    'a floor x\nb ln a\nr add b z\n', 'k const inf\na mul k x\nr add a y\n', 'k const inf\nr div x k\n',
    'k const nan\nr mul k x\n', 'k const 0\na div x k\nr add a y\n', 'k const 0\na mod x k\nr add a y\n',
    'a atan2 x z\nr add a y\n', 'k const 1e200\na mul x k\nb square a\nr sub b y\n',
    'a asin x\nr mul a a\n', 'a floor x\nb sqrt a\nc min b y\nr add c z\n',
])
def test_where_the_definition_has_no_direction_there_is_none(text):
    corners = [(x, y, z) for x in (0.0, -0.5, 1.0, 3.0) for y in (0.0, 0.5) for z in (0.0, -0.25)]
    check(parse(NAMES + text, ''), corners)


@scaled(300)
@given(programs(), st.lists(st.tuples(*[st.integers(-200, 200)] * AXES), min_size=1, max_size=6))
def test_random_programs(program, hundredths):
    check(program, [[coordinate / 100.0 for coordinate in point] for point in hundredths])


@scaled(200)
@given(programs(), st.lists(st.tuples(*[st.sampled_from([0.0, -0.0, 1.0, -1.0, 2.0, 1e-300, 1e300, float('inf')])] * AXES),
                            min_size=1, max_size=6))
def test_random_programs_where_much_is_not_finite(program, points):
    check(program, points)
