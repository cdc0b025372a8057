"""Measures that are meant to fit, and do but for the rounding of decimal numbers."""
import math

import pytest

from pyfidget.host.expression import X
from pyfidget.host.measures import corner_radius, span
from pyfidget.host.shapes import rectangle, ring, rounded_rectangle
from pyfidget.host.solids import box, extrude, rounded_box
from tests.host.evaluator import at

# All pills with ends of one digit: their radius is half of their height, as it is written.
PILLS = [(low / 10.0, high / 10.0, (high - low) / 20.0) for low in range(-20, 21) for high in range(low + 1, 21)]


@pytest.mark.slow
def test_all_pills_with_ends_of_one_digit_are_shapes():
    assert len(PILLS) == 820 and sum(2.0 * radius > high - low for low, high, radius in PILLS) > 100
    for low, high, radius in PILLS:
        for shift in (0.0, 7.0, -300.0):
            start, stop = shift + low, shift + high
            for pill in (rounded_rectangle(start, -9.0, stop, 9.0, radius), rounded_rectangle(-9.0, start, 9.0, stop, radius),
                         rounded_rectangle(start, start, stop, stop, radius)):
                assert pill.to_vm()
            rounded_box(start, -9.0, -9.0, stop, 9.0, 9.0, radius)
            rounded_box(-9.0, -9.0, start, 9.0, 9.0, stop, radius)


@pytest.mark.parametrize('low, high, radius', PILLS[::7])
def test_a_pill_is_the_round_shape_that_it_is_meant_to_be(low, high, radius):
    middle = (low + high) / 2.0
    disc = rounded_rectangle(low, low, high, high, radius)
    ball = rounded_box(low, low, low, high, high, high, radius)
    for x, y, z in [(0.3, -0.7, 0.1), (middle, middle, middle), (2.5, 1.0, -1.5)]:
        assert at(disc, x, y) == pytest.approx(math.dist((x, y), (middle, middle)) - radius, abs=1e-14)
        assert at(ball, x, y, z) == pytest.approx(math.dist((x, y, z), (middle,) * 3) - radius, abs=1e-14)


def test_more_than_rounding_is_refused():
    assert corner_radius(0.15, (-0.7, -0.4)) == (-0.4 - -0.7) / 2.0 < 0.15
    assert corner_radius(0.125, (-0.7, -0.4), (0.0, 1.0)) == 0.125
    for radius, side in [(0.1500001, (-0.7, -0.4)), (0.15 + 1e-15, (-0.7, -0.4)), (1e-12, (3.0, 3.0))]:
        with pytest.raises(ValueError, match='do not fit between'):
            corner_radius(radius, side)
    with pytest.raises(ValueError, match='radius: -0.5 is negative'):
        corner_radius(-0.5, (0.0, 1.0))
    with pytest.raises(ValueError, match='low: 0.30000000000001 is above high, 0.3'):
        span('low', 0.30000000000001, 'high', 0.3)


def test_ends_that_rounding_puts_in_the_wrong_order_are_one():
    over = 0.1 + 0.2
    assert over > 0.3 and span('low', over, 'high', 0.3) == (0.3, 0.3)
    assert rectangle(over, 0.0, 0.3, 1.0) is rectangle(0.3, 0.0, 0.3, 1.0)
    assert ring(0.0, 0.0, 0.3, over) is ring(0.0, 0.0, 0.3, 0.3)
    assert box(0.0, 0.0, over, 1.0, 1.0, 0.3) is box(0.0, 0.0, 0.3, 1.0, 1.0, 0.3)
    assert extrude(X, over, 0.3) is extrude(X, 0.3, 0.3)
