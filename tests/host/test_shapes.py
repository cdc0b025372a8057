import gc
import math
import operator

import pytest

from pyfidget import operations
from pyfidget.host import expression as e
from pyfidget.host import shapes
from pyfidget.host.expression import X, Y, Z, constant, remap, square
from pyfidget.parser import parse
from tests.host.evaluator import at, inside, lines

POINTS = [(0.3, 0.7), (-0.25, 0.5), (0.9, -0.1), (-0.6, -0.8)]


def holds(shape, x, y):
    return at(shape, x, y) < 0.0


def area(shape, half=2.0, step=0.02):
    return inside(shape.to_vm(), -half, -half, half, half, step).sum() * step * step


# ---- expressions ----

@pytest.mark.parametrize('x, y', POINTS)
def test_operators_mean_what_they_say(x, y):
    for function in (operator.add, operator.sub, operator.mul, operator.truediv):
        assert at(function(X, Y), x, y) == function(x, y)
        assert at(function(X, 3), x, y) == function(x, 3.0)
        assert at(function(2.5, Y), x, y) == function(2.5, y)
    assert at(X % 0.4, x, y) == pytest.approx(x % 0.4, abs=1e-15)
    assert at(7 % (Y * Y), x, y) == pytest.approx(7 % (y * y), abs=1e-14)
    assert at(-X, x, y) == at(~X, x, y) == -x
    assert at(abs(X), x, y) == abs(x)
    assert at(X | Y, x, y) == min(x, y)
    assert at(X & Y, x, y) == max(x, y)


@pytest.mark.parametrize('opcode', range(operations.ABS, len(operations.OPERATIONS)))
def test_every_operation_has_a_function(opcode):
    row = operations.OPERATIONS[opcode]
    function = getattr(e, row.name, None) or getattr(e, row.name + '_')
    arguments = [X, Y][:row.arity]
    node = function(*arguments)
    assert node.opcode == opcode
    assert all(given is kept for given, kept in zip(arguments, node.arguments))
    folded = function(*[0.25, 0.5][:row.arity])
    assert folded.opcode == operations.CONST
    assert folded.value == operations.apply_operation(opcode, 0.25, 0.5)


def test_the_same_formula_is_the_same_object():
    assert square(X) + square(Y) is square(X) + square(Y)
    assert X + Y is Y + X and X * Y is Y * X
    assert X - Y is not Y - X
    assert X - 0.0 is not X - -0.0  # they differ for x = -0.0
    assert X - math.nan is X - math.nan
    assert e.neg(-X) is X


def test_a_shared_part_appears_once():
    distance = square(X) + square(Y)
    model = (distance - 1.0 | 0.5 - distance).to_vm()
    assert [words[1] for words in lines(model)].count('square') == 2
    assert len(lines(model)) == 10


def test_forgotten_expressions_are_freed():
    before = len(e._known)
    shape = square(X - 123.456) + 654.321
    assert len(e._known) > before
    del shape
    gc.collect()
    assert len(e._known) == before


def test_no_truth_value_and_no_comparison():
    with pytest.raises(TypeError, match='neither true nor false'):
        bool(X - 1.0)
    for compare in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError, match='cannot be compared'):
            compare(X, Y)
        with pytest.raises(TypeError, match='cannot be compared'):
            compare(X, 1.0)
    with pytest.raises(TypeError, match='expression or a number'):
        X + 'a'
    with pytest.raises(TypeError, match='made from X, Y, Z'):
        e.Expression()


def test_to_vm_and_to_program_agree():
    shape = (X - 0.5) * Z | ~Y
    text = shape.to_vm('two lines\nof comment')
    assert text.startswith('# two lines\n# of comment\n_0 var-x\n')
    assert parse(text, 'shape.vm').to_vm() == shape.to_program().to_vm()
    assert constant(2).to_vm() == '_0 const 2.0\n'


def test_deep_formulas_need_no_deep_stack():
    shape = X
    for _ in range(20000):
        shape = shape * 0.5 + Y
    assert len(lines(remap(shape, x=X - 1.0).to_vm())) > 40000


def test_moving_twice_costs_nothing():
    shape = shapes.circle(0.25, 0.5, 1.0) & shapes.left_of(3.0)
    moved = shapes.move(shapes.move(shape, 1.0, 2.0), 0.5, -1.0)
    assert len(lines(moved.to_vm())) == len(lines(shape.to_vm()))
    assert moved is shapes.circle(1.75, 1.5, 1.0) & shapes.left_of(4.5)
    assert remap(2.0 - X, x=X - 3.0) is 5.0 - X
    assert remap(X - Y, x=4.0 - X, y=1.0 - Y).to_vm() == (Y - X - -3.0).to_vm()


@pytest.mark.parametrize('x, y', POINTS)
def test_remap_reads_the_shape_elsewhere(x, y):
    shape = square(X - 0.5) * 3.0 - (2.0 - Y) / 4.0 + Z
    there = remap(shape, x=Y * 2.0 + 1.0, y=0.25 - X, z=X + Y)
    assert at(there, x, y) == pytest.approx(at(shape, 2.0 * y + 1.0, 0.25 - x, x + y), abs=1e-14)


# ---- shapes ----

def test_combinations():
    left, right = shapes.circle(-0.5, 0.0, 0.75), shapes.circle(0.5, 0.0, 0.75)
    for x, y in [(-1.0, 0.0), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]:
        a, b = holds(left, x, y), holds(right, x, y)
        assert holds(shapes.union(left, right), x, y) == (a or b)
        assert holds(shapes.intersection(left, right), x, y) == (a and b)
        assert holds(shapes.difference(left, right), x, y) == (a and not b)
        assert holds(shapes.inverse(left), x, y) == (not a)
    assert not holds(shapes.union(), 0.0, 0.0) and holds(shapes.intersection(), 0.0, 0.0)
    assert shapes.difference(left) is left


def test_a_union_is_balanced_and_keeps_the_order():
    parts = [X - float(i) for i in range(5)]
    a, b, c, d, f = parts
    assert shapes.union(*parts) is ((a | b) | c) | (d | f)


@pytest.mark.parametrize('shape, expected', [
    (shapes.circle(0.1, 0.2, 1.0), math.pi),
    (shapes.ellipse(0.1, 0.2, 1.5, 0.5), 0.75 * math.pi),
    (shapes.ellipse(0.1, 0.2, 1.0, 1.0), math.pi),
    (shapes.ring(0.0, 0.0, 1.0, 0.5), 0.75 * math.pi),
    (shapes.arc(0.0, 0.0, 1.0, 0.5, 0.25, 0.25 + math.pi / 2.0), 0.1875 * math.pi),
    (shapes.arc(0.0, 0.0, 1.0, 0.5, 1.0, 1.0 + 1.5 * math.pi), 0.5625 * math.pi),
    (shapes.rectangle(-1.0, -0.5, 1.5, 1.0), 3.75),
    (shapes.rounded_rectangle(-1.0, -0.5, 1.5, 1.0, 0.5), 3.75 - 0.25 * (4.0 - math.pi)),
    (shapes.polygon([(-1.0, -1.0), (1.0, -1.0), (0.0, 1.0)]), 2.0),
    (shapes.stroke(-1.0, -0.5, 1.0, 0.75, 0.25), 0.25 * math.hypot(2.0, 1.25)),
])
def test_areas(shape, expected):
    assert area(shape) == pytest.approx(expected, rel=0.02)


def test_edges_lie_where_they_should():
    for shape, point in [(shapes.left_of(0.5), (0.5, 9.0)), (shapes.right_of(0.5), (0.5, 9.0)),
                         (shapes.below(0.5), (9.0, 0.5)), (shapes.above(0.5), (9.0, 0.5))]:
        assert at(shape, *point) == 0.0
    assert holds(shapes.left_of(0.5), 0.4, 0.0) and holds(shapes.right_of(0.5), 0.6, 0.0)
    assert holds(shapes.below(0.5), 0.0, 0.4) and holds(shapes.above(0.5), 0.0, 0.6)
    assert at(shapes.half_plane(1.0, 0.0, 0.6, 0.8), 2.0, 1.0) == pytest.approx(1.4)
    assert holds(shapes.sector(0.0, 0.0, 0.0, 1.0), 1.0, 0.5) and not holds(shapes.sector(0.0, 0.0, 0.0, 1.0), 1.0, -0.5)


def test_moves_turns_and_mirrors():
    shape = shapes.rectangle(0.5, 0.0, 1.0, 0.25)
    for moved, point in [(shapes.move(shape, 0.5, 1.0), (1.25, 1.1)), (shapes.scale(shape, 2.0), (1.5, 0.4)),
                         (shapes.rotate(shape, math.pi / 2.0), (-0.1, 0.75)), (shapes.mirror_x(shape, 0.25), (-0.25, 0.1)),
                         (shapes.mirror_y(shape, -1.0), (0.75, -2.1))]:
        assert holds(moved, *point) and not holds(shape, *point)
    assert area(shapes.scale(shape, 2.0)) == pytest.approx(0.5, rel=0.01)


@pytest.mark.parametrize('make', [
    lambda: shapes.half_plane(0.0, 0.0, 0.0, 0.0), lambda: shapes.sector(0.0, 0.0, 1.0, 1.0),
    lambda: shapes.sector(0.0, 0.0, 0.0, 7.0), lambda: shapes.rounded_rectangle(0.0, 0.0, 1.0, 1.0, 0.6),
    lambda: shapes.polygon([(0.0, 0.0), (1.0, 0.0)]), lambda: shapes.polygon([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)]),
    lambda: shapes.stroke(1.0, 1.0, 1.0, 1.0, 0.1), lambda: shapes.scale(X, 0.0),
])
def test_measures_that_make_no_shape(make):
    with pytest.raises(ValueError):
        make()
