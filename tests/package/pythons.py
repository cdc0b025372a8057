"""The Python 3 versions at hand."""
import os
import pathlib
import re
import subprocess
import sys

OLDEST = (3, 10)

_QUESTION = 'import ensurepip, sys, venv; print(sys.implementation.name, *sys.version_info[:2])'


def find_pythons():
    """The path of a CPython for each version from 3.10 on that can make environments, {(3, 10): path, ...}."""
    found = {}
    for candidate in _candidates():
        try:
            done = subprocess.run([candidate, '-I', '-c', _QUESTION], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  check=False)
        except OSError:
            continue
        answer = re.fullmatch(r'cpython (\d+) (\d+)\n', done.stdout)
        if answer:
            version = int(answer[1]), int(answer[2])
            if version >= OLDEST:
                found.setdefault(version, candidate)
    return found


def _candidates():
    """This one, those on the PATH and those of pyenv. A shim of pyenv may turn out to stand for nothing."""
    yield sys.executable
    for folder in os.get_exec_path():
        yield from (path for path in pathlib.Path(folder).glob('python3.*') if re.fullmatch(r'python3\.\d+', path.name))
    pyenv = pathlib.Path(os.environ.get('PYENV_ROOT') or pathlib.Path.home() / '.pyenv')
    yield from pyenv.glob('versions/*/bin/python3')
