"""What `make wasm` built: both modules in Node, the page in Chromium."""
import functools
import http.server
import os
import pathlib
import shutil
import threading

import pytest

from tests.conftest import ROOT
from tests.models import read_golden
from tests.web.engine import Engine
from tests.web.page import Page

WEB = pathlib.Path(ROOT, 'build', 'web')
PACKAGES = pathlib.Path(ROOT, 'build', 'page')
SHARED = pathlib.Path(ROOT).parent / 'shared' / 'models'
LINES = read_golden(SHARED) if (SHARED / 'golden.txt').exists() else []
BROWSERS = ['chromium', 'chromium-browser', 'google-chrome']


def needs(path):
    if not path.exists():
        pytest.skip(f'there is no {path.relative_to(ROOT)}: `make wasm` makes it')
    return path


@pytest.fixture(scope='session', params=['pyfidget.wasm', 'pyfidget-plain.wasm'])
def engine(request):
    running = Engine(needs(WEB / request.param))
    yield running
    running.close()


@pytest.fixture(scope='session')
def page():
    needs(WEB / 'index.html')
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        pytest.skip(f'there is no browser: none of {", ".join(BROWSERS)} on PATH')
    opened = Page(PACKAGES, browser)
    yield opened
    opened.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope='session')
def served():
    """The address of the folder, as a web server shows it."""
    needs(WEB / 'index.html')
    handler = functools.partial(_Quiet, directory=WEB)
    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f'http://127.0.0.1:{server.server_address[1]}/'
        server.shutdown()


@pytest.fixture(params=sorted(os.listdir(os.path.join(ROOT, 'models'))))
def own_model(request):
    return pathlib.Path(ROOT, 'models', request.param)
