"""Pictures as dask arrays, by every scheduler that dask has."""
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import X, Y, load, square
from pyfidget.grid import CONVENTIONS
from tests.host.native import needs_library
from tests.strategies import programs, scaled

dask = pytest.importorskip('dask')
pytest.importorskip('dask.array')

pytestmark = needs_library

disc = square(X) + square(Y) - 0.5


@scaled(30)
@given(st.data(), programs(), st.integers(1, 60), st.integers(1, 60), st.sampled_from(CONVENTIONS))
def test_an_array_is_the_picture(data, program, width, height, grid):
    from pyfidget import parse
    shape = parse(program.to_vm())
    chunks = data.draw(st.integers(1, 70)), data.draw(st.integers(1, 70))
    array = shape.dask(width, height, chunks, grid=grid, center=(0.1, 0.2), scale=0.7, z=0.3)
    whole = shape.render(width=width, height=height, grid=grid, center=(0.1, 0.2), scale=0.7, z=0.3)
    assert (array.dtype, array.shape) == (np.uint8, (height, width))
    assert (array.compute(scheduler='synchronous') == whole).all()


@pytest.mark.slow
@pytest.mark.parametrize('scheduler', ['threads', 'processes'])
def test_schedulers_draw_the_same(own_models, scheduler):
    shape = load(f'{own_models}/gear.vm')
    assert (shape.dask(500, 400, 128).compute(scheduler=scheduler, num_workers=2) == shape.render(width=500, height=400)).all()


def test_a_part_of_a_picture_that_no_memory_holds():
    part = disc.dask(1000000, 1000000, chunks=8192)[499990:500010, 146440:146460]
    drawn = part.compute(scheduler='synchronous')
    assert (drawn == disc.render(1000000, window=(146440, 499990, 20, 20))).all()
    assert 0 < drawn.mean() < 255


def test_the_same_picture_has_the_same_name():
    assert disc.dask(100, 100).name == disc.dask(100, 100).name != disc.dask(100, 101).name


@pytest.mark.parametrize('arguments, options, error, message', [
    ((0, 5), {}, ValueError, 'width: expected 1 to 2147483647, not 0'),
    ((5, 2147483648), {}, ValueError, 'height: expected 1 to 2147483647, not 2147483648'),
    ((70000, 5), {'chunks': 70000}, ValueError, 'chunks: expected sides of up to 65536, not 70000'),
    ((5, 5), {'grid': 'hex'}, ValueError, "grid: 'hex' is none of challenge, fidget, centers"),
    ((5, 5), {'threads': 0}, ValueError, 'threads: expected 1 to 1024, not 0'),
])
def test_wrong_arguments_are_told(arguments, options, error, message):
    with pytest.raises(error) as raised:
        disc.dask(*arguments, **options)
    assert str(raised.value) == message


def test_without_dask_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, 'dask.array', None)
    monkeypatch.setitem(sys.modules, 'dask', None)
    with pytest.raises(ModuleNotFoundError) as raised:
        disc.dask(5, 5)
    assert str(raised.value) == "shape.dask needs dask: pip install 'pyfidget[posters]'"
