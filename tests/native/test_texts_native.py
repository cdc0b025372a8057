"""A program as C, compiled, draws the binary's picture; its code as text assembles."""
import os
import shutil
import subprocess

import pytest

from tests.conftest import ROOT

FOLDER = os.path.join(ROOT, 'models')
MODELS = sorted(name for name in os.listdir(FOLDER) if name.endswith('.vm') and name != 'tempest.vm')
VIEWS = [['--size=37'], ['--width=40', '--height=21', '--grid=fidget', '--z=0.25'],
         ['--width=17', '--height=30', '--grid=centers', '--center=0.3,-0.2', '--scale=0.37']]


@pytest.mark.skipif(not shutil.which('cc'), reason='there is no C compiler: no cc on PATH')
@pytest.mark.parametrize('model', MODELS)
def test_the_program_as_c_draws_the_picture(binary, folder, model):
    path = os.path.join(FOLDER, model)
    for view in VIEWS:
        text = binary.run(path, '--emit=c', *view)
        assert (text.status, text.err) == (0, b'')
        (folder / 'picture.c').write_bytes(text.out)
        subprocess.check_call(['cc', '-std=c99', '-O1', '-ffp-contract=off', '-Wall', '-Wextra', '-Werror', '-o', 'picture',
                               'picture.c', '-lm'])
        assert subprocess.check_output(['./picture']).split(b'\n', 3)[3] == binary.raster(path, *view)


@pytest.mark.skipif(not shutil.which('as'), reason='there is no assembler: no as on PATH')
@pytest.mark.parametrize('options', [[], ['--lanes=4', '--memoize'], ['--lanes=8', '--memoize'], ['--allocator=linear-scan']])
def test_the_code_as_text_assembles(binary, folder, options):
    text = binary.run(os.path.join(FOLDER, 'globe.vm'), '--emit=asm', '-o', 'picture.s', *options)
    assert (text.status, text.out, text.err) == (0, b'', b'')
    subprocess.check_call(['as', '--64', '-o', 'picture.o', 'picture.s'])
