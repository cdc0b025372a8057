"""The binary under test: PYFIDGET_BINARY, or ./prospero-c. Python 3 only."""
import collections
import os
import subprocess

import pytest

from tests.asm.conftest import has_features
from tests.conftest import ROOT

Finished = collections.namedtuple('Finished', 'status out err')
# How the compiled engine may be asked for its vectors here.
LANES = ['--lanes=4'] + (['--lanes=8'] if has_features('avx512f', 'avx512dq') else [])
PATIENCE = 120  # seconds; only a run that hangs takes as long


class Binary:
    def __init__(self, path):
        self.path = path

    def command(self, *arguments):
        return [self.path, *arguments]

    def run(self, *arguments, **how):
        """Run to the end; `how` goes to subprocess.run. Text is bytes."""
        how.setdefault('stdin', subprocess.DEVNULL)
        how.setdefault('stdout', subprocess.PIPE)
        done = subprocess.run(self.command(*arguments), stderr=subprocess.PIPE, timeout=PATIENCE, check=False, **how)
        return Finished(done.returncode, done.stdout, done.stderr)

    def raster(self, *arguments):
        """The bytes of a picture, one a pixel, 255 inside."""
        done = self.run(*arguments, '-o', '-', '--format', 'pgm')
        assert (done.status, done.err) == (0, b'')
        magic, _size, most, raster = done.out.split(b'\n', 3)
        assert (magic, most) == (b'P5', b'255')
        return raster

    def has_jit(self):
        return b'JIT' in self.run('--version').out


@pytest.fixture(scope='session')
def binary():
    asked = os.environ.get('PYFIDGET_BINARY')
    path = os.path.join(ROOT, asked or 'prospero-c')
    if not os.access(path, os.X_OK):
        if asked:
            pytest.exit('PYFIDGET_BINARY=%s: no such program' % asked, returncode=2)
        pytest.skip('there is no ./prospero-c: `make translate` makes it')
    return Binary(path)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A fresh folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
