import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pyfidget.host.curves import _chords, _place, _through, bezier, spline
from pyfidget.host.polygons import polygon
from tests.host.evaluator import lines
from tests.host.geometry import PLANE, assert_no_faster_than_points_move, places, to_segment, values

HEART = [[(-1.2, 0.1), (-0.6, 0.9), (0.0, 0.4)], [(0.6, 0.9), (1.2, 0.1), (0.0, -0.7)]]
SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]

points = st.tuples(places, places)
tolerances = st.floats(-3.0, 0.0).map(lambda digits: 10.0 ** digits)
pieces = st.lists(st.lists(points, min_size=1, max_size=4), min_size=1, max_size=5)


def power_form(control, t):
    """The curve's point, by the sum of Bernstein's polynomials."""
    degree = len(control) - 1
    return sum(math.comb(degree, i) * t ** i * (1.0 - t) ** (degree - i) * place for i, place in enumerate(control))


def densely(outline):
    """Points of an outline of Bezier pieces, the two ends of each among them, as rows (x, y)."""
    found = []
    for before, piece in zip([outline[-1], *outline], outline):
        control = [complex(*place) for place in [before[-1], *piece]]
        found += [power_form(control, t) for t in np.linspace(0.0, 1.0, 400)]
    return np.array([[place.real, place.imag] for place in found])


def winds(seen, corners):
    """How often an outline of many corners goes around each point: the sum of the angles that its edges are seen under."""
    sight = (corners[:, 0] + 1j * corners[:, 1])[:, None] - (seen[0] + 1j * seen[1])
    return np.rint(np.angle(np.roll(sight, -1, axis=0) * sight.conj()).sum(axis=0) / (2.0 * math.pi))


def to_corners(seen, corners):
    return np.min([np.hypot(seen[0] - x, seen[1] - y) for x, y in corners], axis=0)


@given(st.lists(points.map(lambda place: complex(*place)), min_size=2, max_size=6), tolerances)
def test_no_point_of_a_curve_is_further_from_its_chords_than_the_tolerance(control, tolerance):
    corners = [control[0], *_chords(control, tolerance)]
    assert corners[-1] == control[-1]
    on_curve = [power_form(control, t) for t in np.linspace(0.0, 1.0, 300)]
    seen = np.array([[place.real for place in on_curve], [place.imag for place in on_curve]])
    apart = np.min([to_segment(seen, (a.real, a.imag), (b.real, b.imag)) for a, b in zip(corners, corners[1:])], axis=0)
    assert apart.max() <= tolerance * (1.0 + 1e-9) + 1e-12


@pytest.mark.parametrize('tolerance', [1e-2, 1e-3, 1e-5])
def test_a_parabola_takes_no_more_chords_than_it_needs(tolerance):
    """Its second derivative is the same all over: chords over equal spans are all off by what the bound says."""
    chords = len(_chords([0j, 1 + 2j, 2 + 0j], tolerance))
    off = 1.0 / chords ** 2  # of y = 4 t (1 - t), in the middle of a span of 1 / chords
    assert off <= tolerance < 1.0 / (chords - 1) ** 2


@pytest.mark.slow
@settings(max_examples=40)
@given(pieces, tolerances, st.sampled_from(['nonzero', 'evenodd']))
def test_only_what_is_near_the_curve_may_be_on_the_other_side(outline, tolerance, rule):
    try:
        shape = bezier(outline, rule, tolerance)
    except ValueError as error:
        assert 'do not lie on one line' in str(error)
        assume(False)
    corners = densely(outline)
    around = winds(PLANE, corners)
    expected = around != 0 if rule == 'nonzero' else around % 2 == 1
    clear = to_corners(PLANE, corners) > tolerance + 0.05  # the corners are 0.06 apart at most
    found = values(shape, PLANE)
    assert ((found < 0.0) == expected)[clear].all()
    if np.isfinite(found).all():
        assert_no_faster_than_points_move(shape, PLANE)


def test_straight_pieces_make_a_polygon():
    assert bezier([[place] for place in SQUARE]) is polygon(SQUARE[-1:] + SQUARE[:-1])
    assert bezier([np.array([place]) for place in SQUARE]) is bezier(iter([[place] for place in SQUARE]))


def test_a_curve_with_control_points_on_a_line_is_straight():
    straight = [[(0.5, 0.0), (1.0, 0.0)], *[[place] for place in SQUARE[2:]], [(0.0, 0.75), (0.0, 0.25), (0.0, 0.0)]]
    assert bezier(straight) is bezier([[(1.0, 0.0)], *[[place] for place in SQUARE[2:]], [(0.0, 0.0)]])


def test_one_piece_alone_is_a_loop():
    drop = bezier([[(2.0, 2.0), (-2.0, 2.0), (0.0, 0.0)]])
    assert (values(drop, np.array([[0.0, 0.0, 0.2], [0.5, 1.4, 1.6]])) < 0.0).tolist() == [True, True, False]


def test_a_quarter_of_the_tolerance_takes_twice_as_many_edges():
    counts = [len(lines(bezier(HEART, tolerance=tolerance).to_vm())) for tolerance in (1e-3, 2.5e-4, 6.25e-5)]
    assert 1.8 < counts[1] / counts[0] < 2.1 and 1.8 < counts[2] / counts[1] < 2.1


@pytest.mark.parametrize('scale', [2.0 ** -300, 1.0, 2.0 ** 300])
def test_without_a_tolerance_it_is_a_share_of_the_size(scale):
    outline = [[(scale * x, scale * y) for x, y in piece] for piece in HEART]
    assert bezier(outline) is bezier(outline, tolerance=scale * 2.4 / 4000.0)


# ---- splines ----

@given(st.lists(points, min_size=3, max_size=12))
def test_a_spline_goes_through_its_points_and_jumps_nowhere(outline):
    knots = [complex(*place) for before, place in zip([outline[-1], *outline], outline) if before != place]
    assume(len(knots) >= 3)
    curves = _through(knots)
    spans = [math.sqrt(abs(curve[3] - curve[0])) for curve in curves]
    for knot, span, curve, after, next_span in zip(knots, spans, curves, [*curves[1:], curves[0]], [*spans[1:], spans[0]]):
        assert curve[0] == knot and curve[3] == after[0]
        assert (curve[3] - curve[2]) / span == pytest.approx((after[1] - after[0]) / next_span, abs=1e-12)
        bends = [(a - b + (c - b)) / length ** 2 for (a, b, c), length in ((curve[1:], span), (after[:3], next_span))]
        assert bends[0] == pytest.approx(bends[1], abs=1e-9)


@pytest.mark.parametrize('count, apart', [(6, 5e-3), (12, 3e-4), (24, 2e-5)])
def test_a_spline_through_points_of_a_circle_is_nearly_one(count, apart):
    """Twice as many points: a sixteenth of the error, as for every cubic spline."""
    turns = np.arange(count) * 2.0 * math.pi / count
    curves = _through([complex(math.cos(turn), math.sin(turn)) for turn in turns])
    assert all(abs(abs(_place(curve, t)) - 1.0) < apart for curve in curves for t in np.linspace(0.0, 1.0, 33))


def test_a_spline_is_an_outline_of_cubic_curves():
    curves = _through([complex(*place) for place in SQUARE])
    pieces = [[(place.real, place.imag) for place in curve[1:]] for curve in curves]
    assert spline(SQUARE, tolerance=0.01) is bezier(pieces, tolerance=0.01)


def test_points_of_a_spline_that_do_not_count():
    shape = spline(SQUARE)
    assert spline([*SQUARE, SQUARE[0]]) is shape and spline([SQUARE[0], *SQUARE]) is shape
    assert spline(np.array(SQUARE)) is shape and spline(iter(SQUARE)) is shape


@pytest.mark.slow
def test_a_spline_that_crosses_itself():
    bow = [(-1.0, -0.5), (1.0, 0.5), (1.0, -0.5), (-1.0, 0.5)]
    assert (values(spline(bow), np.array([[-0.8, 0.8, 0.0], [0.0, 0.0, 0.5]])) < 0.0).tolist() == [True, True, False]
    twice = [(math.cos(turn), math.sin(turn) + 0.1 * turn) for turn in np.arange(16) * math.pi / 4.0]
    with pytest.raises(ValueError, match="give rule='evenodd' or rule='nonzero'"):
        spline(twice)
    middle = np.array([[0.0], [0.6]])
    assert values(spline(twice, 'nonzero'), middle) < 0.0 < values(spline(twice, 'evenodd'), middle)


# ---- what is wrong ----

@pytest.mark.parametrize('call, kind, message', [
    (lambda: bezier([]), ValueError, 'an outline has at least one piece'),
    (lambda: bezier([[(0, 0)], []]), ValueError, 'piece 1: expected at least one point'),
    (lambda: bezier([[(0, 0)], 7]), TypeError, r'piece 1: expected points \(x, y\), not a value of type int'),
    (lambda: bezier([(0, 0), (1, 1)]), TypeError, r'piece 0, point 0: expected \(x, y\)'),
    (lambda: bezier([[(0, 0)], [(1, 0), (1, math.nan)]]), ValueError, 'piece 1, point 1, y: expected a finite number, not nan'),
    (lambda: bezier([[(0, 0)], [(1, 1)]]), ValueError, 'at least three corners that do not lie on one line'),
    (lambda: bezier(HEART, 'odd'), ValueError, "rule: 'odd' is none of evenodd, nonzero"),
    (lambda: bezier(HEART, tolerance=0.0), ValueError, 'tolerance: expected a number above 0, not 0.0'),
    (lambda: bezier(HEART, tolerance=1e-12), ValueError, 'tolerance: 1e-12 takes more than 100000 edges for one curve'),
    (lambda: bezier([[(1e308, 0), (-1e308, 1e308), (0, 0)]], tolerance=1.0), ValueError, 'takes more than 100000 edges'),
    (lambda: spline([(0, 0), (1, 1), (1, 1), (0, 0)]), ValueError, 'a spline has at least three points'),
    (lambda: spline([(0, 0), (1, 1), 'ab']), TypeError, 'point 2, x: expected a number, not a value of type str'),
    (lambda: spline([(0, 0), (1, 1), (2, 2)]), ValueError, 'at least three corners that do not lie on one line'),
])
def test_curves_that_make_no_outline(call, kind, message):
    with pytest.raises(kind, match=message) as raised:
        call()
    assert '\n' not in str(raised.value)
