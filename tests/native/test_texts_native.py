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


@pytest.mark.skipif(not shutil.which('cc'), reason='there is no C compiler: no cc on PATH')
@pytest.mark.parametrize('name', ['exp', 'ln', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2'])
def test_a_picture_of_the_last_bits(binary, folder, name):
    """A pixel is a random number of the last 24 bits of a function's value: one that is off by a bit shows as often as not."""
    (folder / 'bits.vm').write_text("""x var-x
y var-y
thousandth const 0.001
near const 0.99
far const 97.3
split const 16777217
half const 0.5
across mul y thousandth
a add x across
at mul a %s
value %s at%s
wide mul value split
rest sub wide value
high sub wide rest
low sub value high
random rand low
sign sub random half
""" % ('near' if name in ('asin', 'acos') else 'far', name, ' y' if name == 'atan2' else ''))
    (folder / 'bits.c').write_bytes(binary.run('bits.vm', '--emit=c', '--size=300').out)
    subprocess.check_call(['cc', '-O2', '-ffp-contract=off', '-o', 'bits', 'bits.c', '-lm'])
    drawn = subprocess.check_output(['./bits']).split(b'\n', 3)[3]
    assert drawn == binary.raster('bits.vm', '--size=300')
    assert name == 'ln' or 40000 < drawn.count(b'\xff') < 50000


@pytest.mark.skipif(not shutil.which('as'), reason='there is no assembler: no as on PATH')
@pytest.mark.parametrize('options', [[], ['--lanes=4', '--memoize'], ['--lanes=8', '--memoize'], ['--allocator=linear-scan']])
def test_the_code_as_text_assembles(binary, folder, options):
    text = binary.run(os.path.join(FOLDER, 'globe.vm'), '--emit=asm', '-o', 'picture.s', *options)
    assert (text.status, text.out, text.err) == (0, b'', b'')
    subprocess.check_call(['as', '--64', '-o', 'picture.o', 'picture.s'])
