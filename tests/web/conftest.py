"""What `make wasm` built, in Node: both modules."""
import os
import pathlib

import pytest

from tests.conftest import ROOT
from tests.web.engine import Engine

WEB = pathlib.Path(ROOT, 'build', 'web')


@pytest.fixture(scope='session', params=['pyfidget.wasm', 'pyfidget-plain.wasm'])
def module(request):
    path = WEB / request.param
    if not path.exists():
        pytest.skip('there is no build/web: `make wasm` makes it')
    return path


@pytest.fixture(scope='session')
def engine(module):
    running = Engine(module)
    yield running
    running.close()


@pytest.fixture(scope='session', params=sorted(os.listdir(os.path.join(ROOT, 'models'))))
def own_model(request):
    return pathlib.Path(ROOT, 'models', request.param)
