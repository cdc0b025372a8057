"""Shapes from text: made of, copied and pickled like formulas."""
import copy
import math
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host import api as pf
from tests.host.native import needs_library
from tests.passes.evaluation import values_of
from tests.strategies import alike, doubles, programs

pytestmark = needs_library

DISC = pf.circle(0.25, 0.0, 0.5)
LOADED = pf.parse('# a disc\n' + DISC.to_vm(), 'disc.vm')


@given(programs(), st.tuples(doubles(), doubles(), doubles()))
def test_as_an_expression_it_has_the_same_value(program, sample):
    expression = pf.parse(program.to_vm()).expression()
    assert alike(float(expression.eval(*sample)), values_of(program, *sample)[-1])
    assert alike(float(pickle.loads(pickle.dumps(expression)).eval(*sample)), values_of(program, *sample)[-1])


def test_what_is_made_of_it_is_what_is_made_of_the_formula():
    def makes(a, b):
        return [a | b, b | a, a & b, b & a, ~a, -a, abs(a), a + b, b - a, a * 2.0, 2.0 / a, a % b, a ** 2, pf.union(a),
                pf.union(a, b), pf.intersection(b, a), pf.difference(a, b), pf.difference(b, a), pf.inverse(a),
                pf.blend(a, b, 0.1),
                pf.offset(a, 0.1), pf.shell(a, 0.1), pf.move(a, 0.5, 0.0), pf.scale(a, 0.5), pf.rotate(a, 1.0),
                pf.mirror_x(a), pf.reflect(a, 1.0, 2.0), pf.repeat(a, 2.0), pf.array_polar(a, 5), pf.extrude(a, 0.0, 1.0),
                pf.revolve(a), pf.remap(a, x=b), pf.remap(b, x=a), pf.sqrt(a), pf.max_(b, a)]

    square = pf.rectangle(0.0, 0.0, 0.5, 0.5)
    for made, expected in zip(makes(LOADED, square), makes(DISC, square)):
        assert made.to_vm() == expected.to_vm()
    assert LOADED | DISC is DISC and LOADED.expression() is DISC


def test_it_is_refused_where_formulas_are():
    for wrong, message in [(lambda: LOADED and DISC, 'neither true nor false'), (lambda: LOADED == DISC, 'cannot be compared'),
                           (lambda: LOADED | 'a', 'not a value of type str'), (lambda: [1] + LOADED, 'not a value of type list')]:
        with pytest.raises(TypeError, match=message):
            wrong()


def test_a_copy_is_the_shape_itself():
    assert copy.copy(LOADED) is copy.deepcopy(LOADED) is LOADED
    assert copy.deepcopy([LOADED, DISC])[1] is DISC


def test_a_pickle_keeps_the_text_and_the_name():
    again = pickle.loads(pickle.dumps(LOADED))
    assert repr(again) == repr(LOADED) and again.to_vm() == LOADED.to_vm()
    assert b'# a disc' in pickle.dumps(LOADED)
    assert (again.render(64) == LOADED.render(64)).all()


def test_it_is_shown_with_the_beginning_of_its_text():
    assert repr(pf.parse('x var-x', 'x.vm')) == "<shape of x.vm: 'x var-x'>"
    shown = repr(LOADED)
    assert shown.startswith(r"<shape of disc.vm: '# a disc\n_0 var-x\n") and shown.endswith("'...>") and len(shown) < 100
    assert repr(pf.parse(b'# \xe9\xff\n_ var-x', 'odd.vm')).startswith('<shape of odd.vm: ')


def test_a_pickle_holds_no_numbers_of_operations():
    """They are not the same in every version."""
    assert b'_0 var-x' in pickle.dumps(pf.X + 1.0)


@pytest.mark.slow
def test_text_of_a_hundred_thousand_operations():
    shape = pf.X
    for _ in range(50000):
        shape = pf.Y - shape * 0.5
    loaded = pf.parse(shape.to_vm())
    assert loaded.expression() is shape
    assert (loaded | math.inf).eval(0.25, 0.5) == shape.eval(0.25, 0.5)


@pytest.mark.slow
def test_processes_of_their_own_draw_shapes():
    shapes = [LOADED, LOADED | pf.rectangle(0.0, 0.0, 0.5, 0.5), DISC]
    with ProcessPoolExecutor(2, multiprocessing.get_context('spawn')) as pool:
        drawn = list(pool.map(_draw, shapes))
    for shape, picture in zip(shapes, drawn):
        np.testing.assert_array_equal(picture, shape.render(32))


def _draw(shape):
    return shape.render(32)
