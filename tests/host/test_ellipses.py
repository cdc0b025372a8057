import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host.bounds import Bounds
from pyfidget.host.combinations import shell, union
from pyfidget.host.diagrams.network import COMPARISONS
from pyfidget.host.diagrams.predicates import predicate_network
from pyfidget.host.ellipses import ellipse
from pyfidget.host.fallback import PythonProgram
from tests.host.diagrams.test_programs import region_of
from tests.host.geometry import PLANE, assert_no_faster_than_points_move, lengths, places, values

shares = st.floats(0.0, 1.0)
gaps = st.one_of(st.just(0.0), st.floats(-15.0, 1.0).map(lambda digits: 10.0 ** digits))


def to_ellipse(x, y, a, b):
    """The distance to the ellipse around the origin with half axes a > b, negative inside, by bisection in long doubles.

    Where (x, y) is nearest, it lies at (a cos, b sin) with a |x| / cos - b |y| / sin = a^2 - b^2, the left side rising with the
    angle. Bisected is the tangent, by its logarithm, in which all of its values are equally fine.
    """
    x, y, a, b = (np.abs(np.asarray(value, np.longdouble)) for value in (x, y, a, b))
    low, high = np.full(x.shape, np.longdouble(-40)), np.full(x.shape, np.longdouble(40))
    for _ in range(80):
        middle = (low + high) / 2
        t = np.longdouble(10) ** middle
        rising = a * x - b * y / t < (a - b) * (a + b) / np.sqrt(1 + t * t)
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    t = np.longdouble(10) ** low
    across = np.hypot(1, t)
    apart = np.hypot(x - a / across, y - b * t / across)
    return np.where((x / a) ** 2 + (y / b) ** 2 < 1.0, -apart, apart)


def around(a, b, share, gap, angle):
    """Points at a gap from the places where the distance is hardest: the edge, the axis, the centres of curvature, the tip."""
    turn = share * math.pi / 2.0
    c, s = math.cos(turn), math.sin(turn)
    curved = a - b * (b / a)
    near = np.array([(a * c, b * s), (curved * c ** 3, curved * (a / b) * s ** 3), (curved, 0.0), (a, 0.0),
                     (a * share, 0.0), (0.0, 0.0), (0.0, b * share), (curved * share, 0.0)])
    return np.abs(near + gap * np.array([math.cos(angle), math.sin(angle)]) * [a, min(b * 10.0, a)]).T


@given(lengths, st.floats(0.0, 2.0).map(lambda digits: 10.0 ** digits), shares, gaps, st.floats(0.0, 7.0))
def test_the_distance_of_ellipses_up_to_a_hundred_to_one(a, slenderness, share, gap, angle):
    b = a / slenderness
    points = around(a, b, share, gap, angle) if b < a else PLANE
    exact = to_ellipse(*points, a, b) if b < a else np.hypot(*points) - a
    for shape, seen in ((ellipse(0.0, 0.0, a, b), points), (ellipse(0.0, 0.0, b, a), points[::-1])):
        np.testing.assert_allclose(values(shape, seen), exact.astype(float), rtol=1e-12, atol=1e-8 * a)


@given(st.floats(2.0, 7.0).map(lambda digits: 10.0 ** digits), shares, gaps, st.floats(0.0, 7.0))
def test_the_distance_of_needles_is_right_within_two_percent(slenderness, share, gap, angle):
    points = around(1.0, 1.0 / slenderness, share, gap, angle)
    exact = to_ellipse(*points, 1.0, 1.0 / slenderness).astype(float)
    np.testing.assert_allclose(values(ellipse(0.0, 0.0, 1.0, 1.0 / slenderness), points), exact, rtol=0.02, atol=1e-15)


@given(places, places, lengths, lengths)
def test_anywhere_in_the_plane(x, y, rx, ry):
    shape = ellipse(x, y, rx, ry)
    inside_by = ((PLANE[0] - x) / rx) ** 2 + ((PLANE[1] - y) / ry) ** 2 - 1.0
    assert (np.sign(values(shape, PLANE)) == np.sign(inside_by))[np.abs(inside_by) > 1e-9].all()
    assert_no_faster_than_points_move(shape, PLANE)


@pytest.mark.parametrize('scale', [1e-140, 1e-9, 1e9, 1e140])
def test_ellipses_of_any_size(scale):
    points = np.abs(PLANE) / 2.0
    found, exact = values(ellipse(0.0, 0.0, scale, scale / 3.0), points * scale), to_ellipse(*points, 1.0, 1.0 / 3.0)
    np.testing.assert_allclose(found / scale, exact.astype(float), rtol=0.0, atol=1e-8)


@given(lengths, st.floats(-16.0, -3.0).map(lambda digits: 10.0 ** digits))
def test_nearly_circles(a, less):
    b = min(a * (1.0 - less), math.nextafter(a, 0.0))
    found = values(ellipse(0.0, 0.0, a, b), PLANE)
    np.testing.assert_allclose(found, np.hypot(*PLANE) - a, rtol=0.0, atol=1.1 * (a - b) + 1e-15)


@pytest.mark.parametrize('rx, ry', [(0.9, 0.1), (0.1, 0.9), (0.5, 0.49), (0.9, 1e-4)])
def test_the_wall_of_a_shell_is_equally_thick_all_around(rx, ry):
    wall, thickness = shell(ellipse(0.0, 0.0, rx, ry), 0.02), 0.02
    angle = np.linspace(0.0, 2.0 * math.pi, 500)
    edge, outward = np.array([rx * np.cos(angle), ry * np.sin(angle)]), np.array([ry * np.cos(angle), rx * np.sin(angle)])
    outward /= np.hypot(*outward)
    assert (values(wall, edge + 0.49 * thickness * outward) < 0.0).all()
    assert (values(wall, edge + 0.51 * thickness * outward) > 0.0).all()


def test_bounds_over_regions_tell_the_sign_and_are_numbers():
    program = PythonProgram(ellipse(0.1, 0.2, 0.9, 0.3).to_vm().encode(), '')
    for x in np.linspace(-2.0, 2.0, 33):
        for y in np.linspace(-2.0, 2.0, 33):
            bounds = program.bound(Bounds(x, x + 0.125), Bounds(y, y + 0.125), Bounds(0.0, 0.0))
            far = [((u - 0.1) / 0.9) ** 2 + ((v - 0.2) / 0.3) ** 2 for u in (x, x + 0.125) for v in (y, y + 0.125)]
            least = (max(x - 0.1, 0.1 - x - 0.125, 0.0) / 0.9) ** 2 + (max(y - 0.2, 0.2 - y - 0.125, 0.0) / 0.3) ** 2
            assert not bounds.maybe_nan
            assert max(far) >= 1.0 - 1e-9 or bounds.hi < 0.0
            assert least <= 1.0 + 1e-9 or bounds.lo > 0.0


def test_a_picture_takes_none_of_the_steps():
    """The sign of the value is that of a circle's, pressed together: one comparison for each ellipse is left of it."""
    shape = union(*(ellipse(i / 10.0 - 0.4, 0.1 * i - 0.3, 0.5, 0.1 + 0.01 * i) for i in range(8)))
    network = predicate_network(shape.to_program(), region_of(-1.0, 1.0, -1.0, 1.0))
    needed = [network.nodes[index].operation for index in network.live()]
    assert sum(operation in COMPARISONS for operation in needed) == 8
    assert not {'div', 'sqrt', 'min', 'max'} & set(needed)
