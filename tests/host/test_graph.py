"""Maps that wait in a graph of formulas, and what becomes of them."""
import copy
import gc
import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import operations
from pyfidget.host import graph
from pyfidget.host.affine import IDENTITY, affine
from pyfidget.host.expression import X, Y, Z, constant
from pyfidget.host.graph import from_program, linear, placed, remap
from tests.host.evaluator import evaluate, lines
from tests.host.geometry import SPACE
from tests.strategies import programs, same

numbers = st.floats(-4.0, 4.0) | st.sampled_from([0.0, 1.0, -1.0, 0.5, 1e-300, 1e300])
maps = st.lists(numbers, min_size=12, max_size=12).map(lambda given: affine(*given))


def carried_out(shape, map_):
    """The shape seen through one map, by formulas in the places of its coordinates."""
    return remap(shape, *(linear(*map_[row:row + 4]) for row in (0, 4, 8)))


def assert_same_values(found, expected):
    with np.errstate(all='ignore'):
        pairs = zip(evaluate(found.to_vm(), *SPACE), evaluate(expected.to_vm(), *SPACE))
    assert all(same(a, b) for a, b in pairs)


@given(programs(), maps)
def test_one_map_is_the_formulas_of_its_rows(program, map_):
    shape = from_program(program)
    if map_ == IDENTITY or not any(operations.VAR_X <= node.opcode <= operations.VAR_Z for node in graph.walk(shape)):
        assert placed(shape, map_) is shape
    else:
        assert placed(shape, map_).resolved() is carried_out(shape, map_)
        assert placed(shape, map_, 0.75).resolved() is carried_out(shape, map_) * 0.75


@given(programs(), maps)
def test_what_is_made_of_a_shape_with_a_map_is_made_of_what_that_stands_for(program, map_):
    shape = from_program(program)
    waiting, plain = placed(shape, map_), placed(shape, map_).resolved()
    for make in (lambda a: -a, lambda a: a * 2.0, lambda a: 1.0 - a, lambda a: a | X, lambda a: Y & a, lambda a: a % (a + Z)):
        assert make(waiting).resolved() is make(plain)
    assert remap(waiting, x=Y * Z) is remap(plain, x=Y * Z)
    assert remap(X * Y, y=waiting) is remap(X * Y, y=plain)


# No sum or product of a few of these is rounded, at points whose coordinates are quarters: composed or one by one, these maps
# give the same bits.
exact = st.lists(st.sampled_from([0.0, 0.0, 0.0, 1.0, -1.0, 0.5, 2.0, -3.0]), min_size=12, max_size=12).map(
    lambda given: affine(*given))


@given(st.lists(st.tuples(exact, st.sampled_from([1.0, 0.5, 4.0])), max_size=4))
def test_a_stack_of_maps_is_one_after_the_other(stack):
    shape = one_by_one = (X - 0.25 | Y * 0.5 - Z) & abs(Z + X) - 3.0
    for map_, factor in stack:
        shape, one_by_one = placed(shape, map_, factor), carried_out(one_by_one, map_) * factor
    # Only the sign of a zero may be another one.
    quarters = SPACE[:, (SPACE * 4.0 == np.rint(SPACE * 4.0)).all(axis=0)]
    assert quarters.size
    np.testing.assert_array_equal(evaluate(shape.to_vm(), *quarters), evaluate(one_by_one.to_vm(), *quarters))
    assert sum(node.place is not None for node in graph.walk(shape)) <= 1


@pytest.mark.parametrize('first, second', [
    ((1e200, 1.0), (1e200, 1.0)), ((1e-200, 1.0), (1e-200, 1.0)), ((2.0, 1e-200), (2.0, 1e-200)), ((2.0, 1e200), (2.0, 1e200)),
    ((1e-308, 1e-308), (0.5, 1.0)),
])
def test_maps_that_cannot_be_one_stay_two(first, second):
    shape = (X - 0.5) * (Y + 0.25) | Z
    stacked, one_by_one = shape, shape
    for size, factor in (first, second):
        map_ = affine(size, 0, 0, 0.5, 0, size, 0, 0, 0, 0, size, 0)
        stacked, one_by_one = placed(stacked, map_, factor), carried_out(one_by_one, map_) * factor
    if first[1] == second[1] == 1.0:  # else the maps are one, if not the factors
        assert stacked.place == (map_, factor) and stacked.arguments[0].place is not None
    assert_same_values(stacked, one_by_one)
    turned = affine(0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0)
    assert_same_values(placed(stacked | X, turned), carried_out(one_by_one | X, turned))


def test_a_part_is_carried_out_once_for_each_map():
    shape = X * X + Y * Y - 1.0
    left, right = (affine(1, 0, 0, offset, 0, 1, 0, 0, 0, 0, 1, 0) for offset in (1.0, -1.0))
    for _ in range(40):  # 2^40 ways down, but the maps are moves by -40 to 40
        shape = placed(shape, left) | placed(shape, right)
    assert len([words for words in lines(shape.to_vm()) if words[1] == 'add']) == 41


def test_equal_maps_are_one_node():
    a, b = affine(1, 0, 0, -0.0, 0, 1, 0, 2, 0, 0, 1, 0), affine(1, 0, 0, 0.0, 0, 1, 0, 2, 0, 0, 1, 0)
    assert placed(Y, a) is placed(Y, b) is not placed(Y, a, 2.0)
    there, back = (affine(1, 0, 0, offset, 0, 1, 0, 0, 0, 0, 1, 0) for offset in (0.25, -0.25))
    assert placed(placed(X, there), back) is X
    assert placed(constant(2.0), there) is constant(2.0) and placed(placed(Y, a), IDENTITY) is placed(Y, a)


def test_the_axes_that_a_shape_uses():
    turned = affine(0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0)
    for shape, axes in [(constant(1.0), 0), (X, 1), (Y + 1.0, 2), (X * Z, 5), (placed(X, turned), 2), (placed(X, turned) | Z, 6)]:
        assert [bool(shape.uses & 1 << axis) for axis in range(3)] == [bool(axes & 1 << axis) for axis in range(3)]


def test_a_shape_with_a_map_is_a_shape_like_any_other():
    shape = placed(X * Y, affine(1, 0, 0, -0.5, 0, 1, 0, 0, 0, 0, 1, 0))
    assert repr(shape) == '(X - 0.5) * Y'
    assert copy.deepcopy(shape) is shape
    assert pickle.loads(pickle.dumps(shape)) is (X - 0.5) * Y
    assert [words[1] for words in lines(shape.to_vm())] == ['var-x', 'const', 'sub', 'var-y', 'mul']


def test_forgotten_maps_are_freed():
    before = len(graph._known)
    shape = placed(X * 123.456, affine(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)) | Y
    assert shape.to_vm() and len(graph._known) > before
    del shape
    gc.collect()
    assert len(graph._known) == before


def test_deep_stacks_of_shapes_and_maps_need_no_deep_stack_of_calls():
    shape, map_ = X, affine(1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0)
    for _ in range(3000):
        shape = placed(shape, map_) | Y
    assert {words[1] for words in lines(shape.to_vm())} == {'var-x', 'const', 'sub', 'var-y', 'min'}
    assert math.isfinite(float(evaluate(shape.to_vm(), 0.5, 0.25)))
