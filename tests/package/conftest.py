"""Fresh environments, and what `make dist` has made for them. Python 3 only."""
import os
import pathlib
import platform
import shutil
import subprocess

import pytest

from pyfidget.engines.scalar import render_scalar
from tests.conftest import ROOT
from tests.models import load, picture, raster_sha256, square_grid
from tests.package.pythons import find_pythons

DIST = pathlib.Path(ROOT, 'dist')
SMOKE = pathlib.Path(__file__).with_name('smoke.py')
MODEL = pathlib.Path(ROOT, 'models', 'heart.vm')
SIZE = 64


def run(command, variables, folder):
    """Run to the end in an environment where nothing of the checkout is found; gives what was printed."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(('PYTHON', 'PYFIDGET_', 'VIRTUAL_ENV')) and name not in ('CC', 'CFLAGS', 'LDFLAGS')}
    done = subprocess.run(command, env=dict(kept, **variables), cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


class Environment:
    """A new virtual environment, and a folder to work in."""

    def __init__(self, python, folder):
        self.folder = folder
        self.scripts = folder / 'environment' / 'bin'
        run([python, '-m', 'venv', folder / 'environment'], {}, folder)

    def python(self, *arguments, **variables):
        return run([self.scripts / 'python', *arguments], variables, self.folder)

    def pip(self, *arguments, **variables):
        return self.python('-m', 'pip', *arguments, **variables)

    def check(self, drawn_by):
        """Draw a picture and make a mistake with the installed package and with its command."""
        packages = self.python('-I', '-c', 'import sysconfig; print(sysconfig.get_path("platlib"))').strip()
        digest = raster_sha256(picture(render_scalar, load(MODEL), square_grid(SIZE)))
        self.python('-I', SMOKE, drawn_by, packages, MODEL, str(SIZE), digest)
        run([self.scripts / 'pyfidget', 'render', MODEL, '--size', str(SIZE), '-o', 'heart.pgm'], {}, self.folder)
        assert (self.folder / 'heart.pgm').stat().st_size == SIZE * SIZE + len(f'P5\n{SIZE} {SIZE}\n255\n')

    def run_tests_of_the_package(self):
        """Those of the checkout, on a copy of all but the package itself: what they import is what is installed."""
        for name in ['tests', 'tools', 'models', 'docs', 'findings', 'requirements']:
            shutil.copytree(pathlib.Path(ROOT, name), self.folder / name)
        for name in ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'CITATION.cff', 'LICENSE',
                     'LICENSE.rpython', 'pytest.ini', 'pyproject.toml']:
            shutil.copyfile(pathlib.Path(ROOT, name), self.folder / name)
        self.pip('install', '--no-deps', '--require-hashes', '-r', self.folder / 'requirements' / 'python3.txt')
        self.python('-m', 'pytest', 'tests/host', 'tests/library')


@pytest.fixture(scope='session')
def pythons():
    return find_pythons()


@pytest.fixture
def environment(pythons, tmp_path):
    """Makes the environment of the oldest or the newest Python."""
    def make(which):
        if which == 'newest' and len(pythons) == 1:
            pytest.skip('there is but one Python 3')
        return Environment(pythons[min(pythons) if which == 'oldest' else max(pythons)], tmp_path)
    return make


@pytest.fixture
def path_of(tmp_path):
    """Makes a PATH where nothing but the named programs is found."""
    def make(*names):
        folder = tmp_path / 'path'
        folder.mkdir()
        for name in names:
            (folder / name).symlink_to(shutil.which(name))
        return str(folder)
    return make


def _only(pattern):
    found = list(DIST.glob(pattern))
    if not found:
        pytest.skip(f'there is no dist/{pattern}: `make dist` makes it')
    return found[0]


@pytest.fixture(scope='session')
def source_package():
    return _only('pyfidget-*.tar.gz')


@pytest.fixture(scope='session')
def wheel():
    return _only(f'pyfidget-*-py3-none-manylinux_*_{platform.machine()}.whl')


@pytest.fixture(scope='session')
def musl_wheel():
    return _only(f'pyfidget-*-py3-none-musllinux_*_{platform.machine()}.whl')
