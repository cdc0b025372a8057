"""What the shapes of pyfidget.host are tested against: distances to segments, crossings counted, points to try. Numpy only."""
import numpy as np
from hypothesis import strategies as st

from tests.host.evaluator import evaluate

# Measures are multiples of 1/4, so that many of them are equal, on one line, or on a point that is tried.
places = st.integers(-8, 8).map(lambda quarters: quarters / 4.0)
lengths = st.integers(1, 8).map(lambda quarters: quarters / 4.0)
angles = st.floats(-7.0, 7.0)

_random = np.random.default_rng(1)
_axis = np.arange(-2.5, 2.51, 0.25)
GRID = np.stack(np.meshgrid(_axis, _axis)).reshape(2, -1)
PLANE = np.concatenate([GRID, _random.uniform(-2.5, 2.5, (2, 200))], axis=1)
SPACE = np.concatenate([_random.choice(_axis, (3, 300)), _random.uniform(-2.5, 2.5, (3, 300))], axis=1)

CLOSE = 1e-9


def values(shape, points):
    """Of an expression at points, an array whose rows are their coordinates."""
    return evaluate(shape.to_vm(), *points)


def to_segment(points, start, stop):
    """The distance of each point to the straight line between two."""
    start, along = np.array(start)[:, None], np.array(stop) - np.array(start)
    square = along @ along
    share = np.clip(along @ (points - start) / square, 0.0, 1.0) if square > 0.0 else 0.0
    return np.linalg.norm(points - start - share * along[:, None], axis=0)


def to_polygon(points, corners):
    """The distance of each point to the edge of a polygon, negative inside, where a ray to the right crosses it an odd number of
    times."""
    x, y = points
    distance = np.full(x.shape, np.inf)
    inside = np.zeros(x.shape, bool)
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]]):
        distance = np.minimum(distance, to_segment(points, (x0, y0), (x1, y1)))
        if y0 != y1:
            inside ^= ((y0 <= y) != (y1 <= y)) & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return np.where(inside, -distance, distance)


def assert_distance(found, exact):
    np.testing.assert_allclose(found, exact, rtol=0.0, atol=CLOSE)


def assert_bound(found, exact):
    """Of the same sign, and never further from 0."""
    assert (np.sign(found) == np.sign(exact))[np.abs(exact) > CLOSE].all()
    assert (np.abs(found) <= np.abs(exact) + CLOSE).all()


def assert_no_faster_than_points_move(shape, points):
    """That the value changes at most as much as the point moves: a little, and anywhere."""
    here = values(shape, points)
    for there in (points + _random.normal(0.0, 0.01, points.shape), points[:, ::-1]):
        moved = np.linalg.norm(there - points, axis=0)
        assert (np.abs(values(shape, there) - here) <= moved + CLOSE).all()
