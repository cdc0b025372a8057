"""The compiled engine, untranslated: its loops draw the scalar engine's picture, and its units are those of the program."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.codegen.allocators import ALLOCATORS, SSRA
from pyfidget.codegen.ssra import SINK_DEAD, SINKS
from pyfidget.engines.chunks import Chunks
from pyfidget.engines.compiled import Compilation, Compiled, find_compiled_values, render_compiled
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.values import Receiver
from pyfidget.grid import CONVENTIONS, make_grid
from tests.codegen.running import replay
from tests.engines.pictures import views
from tests.models import picture
from tests.passes.evaluation import values_of
from tests.strategies import alike, programs, scaled

grids = st.builds(make_grid, st.integers(1, 37), st.integers(1, 9), st.integers(0, len(CONVENTIONS) - 1), views())
compilations = st.builds(Compilation, st.just(True), st.integers(0, len(ALLOCATORS) - 1), st.integers(0, len(SINKS) - 1),
                         st.booleans())


class Kept(Receiver):
    def __init__(self):
        self.values = {}

    def receive(self, column, row, value):
        assert (column, row) not in self.values
        self.values[column, row] = value


def units_of(engine):
    if engine.most_rows == 1:
        return [engine.code.unit]
    return [engine.code.x_unit, engine.code.y_unit, engine.code.unit]


@scaled(80)
@given(programs(), grids, compilations)
def test_the_picture_is_the_scalar_one(program, grid, how):
    engine = Compiled(program, grid, how)
    for u in units_of(engine):
        replay(u, 16)
    assert picture(lambda _program, _grid, canvas: render_compiled(engine, canvas), program, grid) == picture(
        render_scalar, program, grid)
    kept = Kept()
    find_compiled_values(engine, kept)
    assert len(kept.values) == grid.width * grid.height
    for (column, row), value in kept.values.items():
        assert alike(value, values_of(program, grid.xs[column], grid.ys[row], grid.z)[-1])
    engine.release()


@scaled(40)
@given(programs(), grids, st.integers(1, 12))
def test_chunks_are_the_scalar_picture(program, grid, count):
    engine = Chunks(program, grid, Compilation(True, SSRA, SINK_DEAD, False), count)
    assert picture(lambda _program, _grid, canvas: engine.render(canvas), program, grid) == picture(render_scalar, program, grid)
    engine.release()
