"""Affine maps as numbers."""
import math
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host.affine import IDENTITY, affine, axes_used, composed, product_of_factors
from tests.strategies import LARGEST, LEAST, LEAST_NORMAL, to_bits

maps = st.lists(st.floats(-4.0, 4.0) | st.sampled_from([0.0, -0.0, 1.0, -1.0, LEAST]), min_size=12, max_size=12).map(
    lambda numbers: affine(*numbers))


def through(map_, points):
    rows = np.array(map_).reshape(3, 4)
    return rows[:, :3] @ points + rows[:, 3:]


@given(maps, maps)
def test_the_composed_map_is_one_after_the_other(first, second):
    points = np.random.default_rng(1).uniform(-2.0, 2.0, (3, 20))
    one = composed(first, second)
    if one is not None:
        np.testing.assert_allclose(through(one, points), through(second, through(first, points)), rtol=0.0, atol=1e-12)


@given(maps)
def test_the_identity_changes_no_bit(map_):
    assert composed(IDENTITY, map_) == composed(map_, IDENTITY) == map_


@given(maps, maps)
def test_maps_that_are_equal_have_the_same_bits(first, second):
    for map_ in (first, composed(first, second)):
        assert map_ is None or all(math.isfinite(number) and to_bits(number) != to_bits(-0.0) for number in map_)


def scaling(factor, offset=0.0):
    return affine(factor, 0, 0, offset, 0, factor, 0, 0, 0, 0, factor, 0)


@pytest.mark.parametrize('first, second', [
    (scaling(1e200), scaling(1e200)), (scaling(1.0, LARGEST), scaling(2.0)), (scaling(-1.0, LARGEST), scaling(1.0, LARGEST)),
    (scaling(1e-200), scaling(1e-200)), (scaling(LEAST), scaling(0.5)), (scaling(LEAST_NORMAL), scaling(0.75)),
])
def test_what_overflows_or_loses_digits_stays_two_maps(first, second):
    assert composed(first, second) is None


def test_what_is_lost_beside_a_normal_number_is_nothing():
    first = affine(1, 1e-200, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0)
    second = affine(1, 1, 1e-200, 0, 1e-200, 1, 0, 0, 0, 0, 1, 0)
    assert composed(first, second) == affine(1, 1, 1e-200, 0, 1e-200, 1, 0, 0, 0, 0, 1, 0)


def test_products_of_factors():
    assert product_of_factors(0.5, 3.0) == 1.5 and product_of_factors(LEAST_NORMAL, 1.0) == LEAST_NORMAL
    assert product_of_factors(1e200, 1e200) is None and product_of_factors(1e-200, 1e-200) is None
    assert product_of_factors(sys.float_info.min, 0.5) is None


@given(maps, st.integers(0, 7))
def test_axes_that_count_are_those_that_the_rows_of_used_ones_have(map_, of_shape):
    rows = np.array(map_).reshape(3, 4)[:, :3] != 0.0
    used = rows[[bool(of_shape >> row & 1) for row in range(3)]].any(axis=0)
    assert axes_used(of_shape, map_) == sum(1 << axis for axis in range(3) if used[axis])
