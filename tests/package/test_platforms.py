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
# Models whose operations are exact everywhere: what the C library's sin and the like give is its own affair.
MODELS = ['heart', 'moon', 'draughts']
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

    def draw(model, engine):
        return subprocess.run([*runner, folder / 'driver', pathlib.Path(ROOT, 'models', f'{model}.vm'), str(SIZE), str(engine)],
                              stdout=subprocess.PIPE, check=True).stdout
    return draw


@pytest.mark.parametrize('model', MODELS)
def test_the_same_bytes_by_every_engine(draw, model):
    expected = raster_sha256(picture(render_scalar, load(pathlib.Path(ROOT, 'models', f'{model}.vm')), square_grid(SIZE)))
    for engine in range(3):
        assert hashlib.sha256(draw(model, engine)).hexdigest() == expected
