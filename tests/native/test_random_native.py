"""The binary on random programs: its pictures are those of the untranslated scalar engine, which is the definition."""
import os

import hypothesis
from hypothesis import strategies as st

from pyfidget.codegen.allocators import ALLOCATORS
from pyfidget.codegen.ssra import SINKS
from pyfidget.engines.scalar import render_scalar
from pyfidget.grid import CONVENTIONS, View, make_grid
from pyfidget.passes.switches import NAMES
from tests.models import picture
from tests.native.conftest import LANES
from tests.strategies import numbers, programs, scaled

finite = numbers().filter(lambda number: number - number == 0.0)
views = st.one_of(st.just(View()), st.builds(View, finite, finite, finite.filter(bool), finite),
                  st.builds(View, st.floats(-1.0, 1.0), st.floats(-1.0, 1.0), st.floats(1e-3, 2.0), st.floats(-1.0, 1.0)))


@scaled(400)
@hypothesis.given(st.data())
def test_the_binary_draws_the_scalar_picture(binary, tmp_path_factory, data):
    program, view = data.draw(programs()), data.draw(views)
    width, height = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 40))
    convention = data.draw(st.integers(0, len(CONVENTIONS) - 1))
    passes = data.draw(st.just(NAMES) | st.lists(st.sampled_from(NAMES), unique=True))
    early = data.draw(st.sampled_from([[], ['--early-exit']]))
    options = ['--width=%d' % width, '--height=%d' % height, '--grid=' + CONVENTIONS[convention],
               '--center=%r,%r' % (view.center_x, view.center_y), '--scale=%r' % view.scale, '--z=%r' % view.z]
    model = os.path.join(str(tmp_path_factory.getbasetemp()), 'random.vm')
    with open(model, 'w', encoding='ascii') as text:
        text.write(program.to_vm())

    expected = ''.join(picture(render_scalar, program, make_grid(width, height, convention, view)))
    expected = expected.replace('#', '\xff').replace('.', '\0').encode('latin-1')
    assert binary.raster(model, '--engine=scalar', *options) == expected
    assert binary.raster(model, *options) == expected
    sink = '--sink-loads=' + data.draw(st.sampled_from(SINKS))
    allocator = '--allocator=' + data.draw(st.sampled_from(ALLOCATORS))
    lanes = data.draw(st.sampled_from(LANES))
    for way in ([], ['--memoize'], ['--chunks=%d' % data.draw(st.integers(1, 9))]):
        assert binary.raster(model, '--engine=compiled', allocator, sink, lanes, *way, *options) == expected
    assert binary.raster(model, '--engine=quadtree', *options) == expected
    passes = '--passes=' + ','.join(['none', *passes])
    assert binary.raster(model, '--engine=quadtree', passes, *early, *options) == expected
