"""The compiled engine, untranslated: its loops draw the scalar engine's picture, and its units are those of the program."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.codegen.ssra import SINK_DEAD
from pyfidget.engines.compiled import Compiled, find_compiled_values, render_compiled
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.values import Receiver
from pyfidget.grid import CONVENTIONS, make_grid
from tests.codegen.running import replay
from tests.engines.pictures import views
from tests.models import picture
from tests.passes.evaluation import values_of
from tests.strategies import alike, programs, scaled


class Kept(Receiver):
    def __init__(self):
        self.values = {}

    def receive(self, column, row, value):
        assert (column, row) not in self.values
        self.values[column, row] = value


@scaled(50)
@given(programs(), st.integers(1, 19), st.integers(1, 9), st.integers(0, len(CONVENTIONS) - 1), views())
def test_the_picture_is_the_scalar_one(program, width, height, convention, view):
    grid = make_grid(width, height, convention, view)
    engine = Compiled(program, grid, True, SINK_DEAD)
    replay(engine.unit, 16)
    assert picture(lambda _program, _grid, canvas: render_compiled(engine, canvas), program, grid) == picture(
        render_scalar, program, grid)
    kept = Kept()
    find_compiled_values(engine, kept)
    assert len(kept.values) == width * height
    for (column, row), value in kept.values.items():
        assert alike(value, values_of(program, grid.xs[column], grid.ys[row], grid.z)[-1])
    engine.release()
