"""`optimise`: passes over the program of a shape, in Python."""
import numpy as np
import pytest

import pyfidget as pf

SHAPE = pf.circle(0.1, 0.2, 0.5) & ~pf.rectangle(-0.3, -0.2, 0.3, 0.2)


def test_pictures_stay_as_they_are():
    short = SHAPE.optimise()
    assert isinstance(short, pf.Shape)
    assert np.array_equal(short.render(64), SHAPE.render(64))
    assert np.array_equal(pf.optimise(short, ['reorder', 'value-number']).render(64), SHAPE.render(64))


def test_the_passes_that_are_asked_for():
    assert pf.parse('x var-x\na neg x\nr neg a\n').optimise(['simplify']).to_vm() == '_0 var-x\n'
    twice = pf.neg(pf.neg(pf.X))
    assert twice.optimise([]).to_vm() == twice.to_vm()


def test_a_region():
    shape = pf.parse('x var-x\nc const 3\nr min x c\n')
    assert shape.optimise(['fold'], region=[(-1, 1), (-1, 1)]).to_vm() == '_0 var-x\n'
    assert shape.optimise(['fold'], region=[(-1, 5), (-1, 1), (0, 0)]).to_vm().count('\n') == 3


@pytest.mark.parametrize('passes, region, fault', [
    (['fold', 'Fold'], None, "passes: 'Fold' is none of print, fold, "), (['fold'], [(0, 1)], 'region: expected'),
    (['fold'], [(0, 1), (1, 0)], 'region: 1 is not below 0'), (['fold'], [(0, 1), (float('nan'), 0)], 'region: nan is not'),
])
def test_what_is_wrong(passes, region, fault):
    with pytest.raises(ValueError, match=fault):
        SHAPE.optimise(passes, region=region)
    with pytest.raises(TypeError, match='a list of names'):
        SHAPE.optimise('fold')
