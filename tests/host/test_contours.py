"""Outlines of pictures: closed, on the right side of every sample, exact to the last bit, never meeting."""
import os

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

import pyfidget as pf
from pyfidget.grid import CONVENTIONS
from pyfidget.host.view import make_view
from tests.conftest import ROOT
from tests.host.native import needs_library
from tests.strategies import programs, scaled

pytestmark = needs_library

SHAPES = {
    'ring': pf.ring(0, 0, 0.8, 0.5),
    'rectangle': pf.rectangle(-0.5, -0.3, 0.4, 0.6),
    'two corners that touch': pf.X * pf.Y,
    'more than the picture': pf.circle(0, 0, 3),
    'nothing': pf.circle(0, 0, 0.1) + 1,
    'no number on one side': pf.sqrt(pf.X) - 0.5,
    'an edge through samples': pf.X,
    'text': pf.text('B8'),
}
models = os.path.join(ROOT, '..', 'shared', 'models')


def area(polyline):
    x, y = polyline[:, 0], polyline[:, 1]
    return np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2


def turns_around(polylines, xs, ys):
    """How often the outlines turn around each of the points (x, y), none of which lies on them."""
    total = np.zeros(len(xs), int)
    for points in polylines:
        for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, axis=0)):
            # Beyond the crossing of the segment with the horizontal through each point.
            is_right = (x1 - x0) * (ys - y0) - (xs - x0) * (y1 - y0)
            total += (y0 <= ys) & (ys < y1) & (is_right > 0)
            total -= (y1 <= ys) & (ys < y0) & (is_right < 0)
    return total


def check(shape, width, height, **view):
    polylines = shape.contours(width=width, height=height, **view)
    seen = make_view(None, width, height, view.get('center', (0, 0)), view.get('scale', 1.0), view.get('z', 0.0),
                     view.get('grid', 'challenge')).to_grid()
    xs, ys = np.array(seen.xs), np.array(seen.ys)
    picture = shape.render(width=width, height=height, **view) > 0
    for points in polylines:
        assert points.dtype == np.float64 and points.shape[1] == 2 and len(points) >= 3
        assert np.all(np.any(points != np.roll(points, 1, axis=0), axis=1))
        # Each is inside, on an edge of the lattice, but for corners, which are between two that are.
        is_crossing = np.isin(points[:, 0], xs) | np.isin(points[:, 1], ys)
        crossings = points[is_crossing]
        assert np.all(shape.eval(crossings[:, 0], crossings[:, 1], view.get('z', 0.0)) < 0)
        assert np.all(is_crossing | np.roll(is_crossing, 1))
    # Samples that no outline goes by very closely are on the right side of all.
    columns, rows = np.meshgrid(xs, ys)
    columns, rows, inside = columns.ravel(), rows.ravel(), picture.ravel()
    is_on = np.zeros(len(columns), bool)
    for points in polylines:
        is_on |= np.isin(np.round(columns + 1j * rows, 12), np.round(points[:, 0] + 1j * points[:, 1], 12))
    is_edge = np.isin(columns, xs[[0, -1]]) | np.isin(rows, ys[[0, -1]])
    far = ~is_on & ~is_edge
    assert np.array_equal(turns_around(polylines, columns[far], rows[far]), inside[far].astype(int))
    return polylines


@pytest.mark.parametrize('grid', CONVENTIONS)
@pytest.mark.parametrize('name', SHAPES)
def test_shapes(name, grid):
    check(SHAPES[name], 41, 33, grid=grid)
    check(SHAPES[name], 24, 24, grid=grid, center=(0.1, 0.2), scale=-0.7)


@scaled(100)
@hypothesis.given(programs(), st.integers(1, 20), st.integers(1, 20))
def test_random_programs(program, width, height):
    polylines = pf.parse(program.to_vm()).contours(width=width, height=height)
    for points in polylines:
        assert len(points) >= 3 and np.all(np.isfinite(points))


@pytest.mark.parametrize('name', ['prospero', 'colonnade'])
def test_models(name):
    path = os.path.join(models, name + '.vm')
    if not os.path.exists(path):
        pytest.skip('no ' + path)
    check(pf.load(path), 65, 65)


def test_outlines_around_a_shape_go_counterclockwise_and_around_a_hole_clockwise():
    outer, hole = SHAPES['ring'].contours(512)
    assert area(outer) == pytest.approx(np.pi * 0.64, rel=1e-4) and area(hole) == pytest.approx(-np.pi * 0.25, rel=1e-4)


def test_corners_are_where_they_are():
    rectangle, = pf.rectangle(-0.51, -0.33, 0.42, 0.61).contours(41)
    assert area(rectangle) == pytest.approx(0.93 * 0.94, abs=1e-12)
    for corner in ((-0.51, -0.33), (0.42, 0.61), (0.42, -0.33), (-0.51, 0.61)):
        assert np.min(np.max(np.abs(rectangle - corner), axis=1)) < 1e-9


@pytest.mark.parametrize('name', ['ring', 'rectangle', 'text'])
def test_inside_is_on_the_left(name):
    for points in SHAPES[name].contours(256):
        ends = np.roll(points, -1, axis=0)
        lengths = np.hypot(*(ends - points).T)
        middle, along = (points + ends) / 2, (ends - points) / lengths[:, None]
        beside = np.stack([-along[:, 1], along[:, 0]], 1) * 1e-3
        is_long = lengths > 2e-3  # compared with how far beside it is
        left, right = middle[is_long] + beside[is_long], middle[is_long] - beside[is_long]
        assert np.any(is_long)
        assert np.all(SHAPES[name].eval(*left.T, 0.0) < 0) and np.all(SHAPES[name].eval(*right.T, 0.0) >= 0)


def test_a_shape_that_leaves_the_picture_is_closed_along_its_edge():
    square, = SHAPES['more than the picture'].contours(17)
    assert area(square) == 4.0


@pytest.mark.parametrize('value', [0.1, 1e-300, 0.7])
def test_each_point_is_the_last_double_inside(value):
    square, = (pf.abs_(pf.X) - value).contours(33)
    assert square[:, 0].max() == np.nextafter(value, 0.0) and square[:, 0].min() == -np.nextafter(value, 0.0)


def test_the_middle_of_a_cell_decides_which_corners_are_joined():
    corners = pf.union(pf.circle(0.3, 0.3, 0.35), pf.circle(-0.3, -0.3, 0.35))
    assert len(corners.contours(2, scale=0.25)) == 2
    assert len(pf.union(corners, pf.circle(0, 0, 0.1)).contours(2, scale=0.25)) == 1


def test_without_the_library_the_same_comes_of_numpy():
    from pyfidget.host.contours import find_contours
    from pyfidget.host.reference import evaluate

    shape = pf.parse(SHAPES['ring'].to_vm())
    seen = make_view(31, None, None, (0, 0), 1.0, 0.0, 'challenge').to_grid()
    xs, ys = np.array(seen.xs), np.array(seen.ys)[::-1]
    inside = evaluate(shape.program, *np.meshgrid(xs, ys), np.zeros((31, 31))) < 0
    mine = find_contours(inside, xs, ys, lambda x, y: evaluate(shape.program, x, y, np.zeros(len(x))))
    for one, other in zip(mine, shape.contours(31)):
        assert np.array_equal(one, other)
