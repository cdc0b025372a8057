"""The C of the source package on other platforms: it compiles there, and draws the same bytes.

For musl and aarch64 (Debian: musl-tools; gcc-aarch64-linux-gnu, qemu-user); what is not installed is skipped.
"""
import hashlib
import pathlib
import shutil
import subprocess

import pytest

from pyfidget.engines.scalar import render_scalar
from tests.conftest import ROOT
from tests.models import load, picture, raster_sha256, square_grid

DRIVER = pathlib.Path(__file__).with_name('driver.c')
SOURCE = pathlib.Path(ROOT, 'build', 'csource')
MODELS = ['heart', 'moon', 'draughts', 'globe', 'gear']
# The last bits of a value of each elementary function: what 2**45 of it leaves behind the point. Inside is where they are low.
ARGUMENTS = {'sin': 'b', 'cos': 'b', 'tan': 'b', 'asin': 'a', 'acos': 'a', 'atan': 'b', 'exp': 'b', 'ln': 'c', 'atan2': 'y x'}
LAST_BITS = ('x var-x\ny var-y\na mul x y\nk const 3\nb mul x k\nc square b\nm const 35184372088832\ns const 1\n'
             'r0 const -4.5\n') + (
    ''.join(f'f{i} {name} {arguments}\ng{i} mul f{i} m\nh{i} mod g{i} s\nr{i + 1} add r{i} h{i}\n'
            for i, (name, arguments) in enumerate(ARGUMENTS.items())))
SIZE = 61
PLATFORMS = {'musl': ['musl-gcc'], 'aarch64': ['aarch64-linux-gnu-gcc', 'qemu-aarch64', '-L', '/usr/aarch64-linux-gnu']}


@pytest.fixture(scope='session', params=PLATFORMS)
def draw(request, tmp_path_factory):
    """Draws a model by an engine on a platform; gives the bytes."""
    compiler, *runner = PLATFORMS[request.param]
    for program in [compiler, *runner[:1]]:
        if not shutil.which(program):
            pytest.skip(f'no {program}')
    if not SOURCE.exists():
        pytest.skip('there is no build/csource: `make dist` makes it')
    folder = tmp_path_factory.mktemp(request.param)
    subprocess.run(['sh', SOURCE / 'build', folder / 'libpyfidget.so'], check=True,
                   env={'CC': compiler, 'CFLAGS': '-O1', 'PATH': '/usr/bin:/bin'})
    subprocess.run([compiler, DRIVER, folder / 'libpyfidget.so', f'-Wl,-rpath,{folder}', '-o', folder / 'driver'], check=True)

    def draw(path, engine):
        command = [*runner, folder / 'driver', path, str(SIZE), str(engine)]
        return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return draw


@pytest.mark.parametrize('model', [*MODELS, 'last bits'])
def test_the_same_bytes_by_every_engine(draw, model, tmp_path):
    path = pathlib.Path(ROOT, 'models', f'{model}.vm')
    if model == 'last bits':
        path = tmp_path / 'last-bits.vm'
        path.write_text(LAST_BITS)
    expected = raster_sha256(picture(render_scalar, load(path), square_grid(SIZE)))
    for engine in range(3):
        assert hashlib.sha256(draw(path, engine)).hexdigest() == expected
