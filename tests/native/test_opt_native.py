"""`opt` of the binary: what the untranslated passes make of the same programs, byte for byte."""
import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget.filters.catalogue import PASSES, pass_named, text_of
from pyfidget.optimiser.options import HELP
from tests.filters.programs import run, with_chain
from tests.models import load
from tests.strategies import programs, scaled

NAMES = [one.name for one in PASSES]


def text_after(names, program):
    last = pass_named(names.split(',')[-1])
    return with_chain(lambda chain: text_of(chain.program, last), run(names, program)[0])


@scaled(60)
@hypothesis.given(programs(), st.lists(st.sampled_from(NAMES), min_size=1, max_size=4))
def test_random_programs(binary, tmp_path_factory, program, names):
    hypothesis.assume('nan' not in program.to_vm())
    model = tmp_path_factory.getbasetemp() / 'random.vm'
    model.write_text(program.to_vm())
    done = binary.run('opt', str(model), '--passes', ','.join(names))
    assert done == (0, text_after(','.join(names), program).encode(), b'')


@pytest.mark.parametrize('name', NAMES)
def test_prospero_through_a_pipe(binary, shared_models, name):
    path = shared_models + '/prospero.vm'
    with open(path, 'rb') as model:
        done = binary.run('opt', '-', '--passes', name, stdin=model)
    assert done == (0, text_after(name, load(path)).encode(), b'')


def test_exact_passes_keep_a_picture(binary, shared_models, folder):
    for model in ('prospero', 'bear', 'colonnade', 'hi'):
        path = '%s/%s.vm' % (shared_models, model)
        assert binary.run('opt', path, '-o', 'short.vm') == (0, b'', b'')
        assert binary.raster('short.vm', '--size=300') == binary.raster(path, '--size=300')


def test_help(binary):
    assert binary.run('opt', '--help') == (0, HELP.encode(), b'')
