"""Builds the native library while the Python package is being built; setup.py calls it.

The C source lies in csource/ where this is a source distribution. Otherwise it is translated, if there is a Python 2.7, in a
scratch folder and by a toolchain of its own, so that nothing of it depends on what was built here before.

    PYTHON2=            a Python 2.7, if it is not to be looked for
    CC=, CFLAGS=, LDFLAGS=      for compiling
    PYFIDGET_NATIVE=1   tune for this machine's CPU; the library will run on no lesser one
"""
from __future__ import annotations

import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from typing import Any

from tools.library_source import made_for

ROOT = pathlib.Path(__file__).resolve().parent.parent

_COMPILERS = ['cc', 'gcc', 'clang']
_NATIVE_FLAGS = {'x86_64': '-march=native -mprefer-vector-width=512'}


class NoLibrary(Exception):
    """The library cannot be built; the message says why, in one line."""


def build_library(library: pathlib.Path, source: pathlib.Path = ROOT / 'csource') -> None:
    """Make the file LIBRARY, from the C in SOURCE if that is there and for this platform; NoLibrary."""
    compiler = find_compiler()
    with tempfile.TemporaryDirectory() as scratch:
        obstacle = _obstacle(source)
        if obstacle:
            python2 = find_python2()
            if not python2:
                raise NoLibrary(f'{obstacle}, and no Python 2.7 to translate with was found')
            source = pathlib.Path(scratch, 'csource')
            _translate(python2, compiler, pathlib.Path(scratch), source)
        library.parent.mkdir(parents=True, exist_ok=True)
        _compile(source, compiler, library)


def find_compiler() -> str:
    """The command that CC gives, or the first compiler on the PATH; NoLibrary."""
    given = os.environ.get('CC', '').split()  # as the shell will, which runs it
    if given:
        if shutil.which(given[0]):
            return ' '.join(given)
        raise NoLibrary(f'no C compiler was found: CC={" ".join(given)} is none')
    for name in _COMPILERS:
        if shutil.which(name):
            return name
    raise NoLibrary(f'no C compiler was found (CC=, {", ".join(_COMPILERS)})')


def find_python2() -> str:
    """The path of a Python 2.7, or nothing."""
    return _run('looking for a Python 2.7', ['sh', ROOT / 'tools' / 'find-python', '2', os.environ.get('PYTHON2', '')]).strip()


def _obstacle(source: pathlib.Path) -> str:
    """Why SOURCE cannot be compiled here, or nothing."""
    if not source.is_dir():
        return 'there is no translated C source'
    theirs, ours = (source / 'platform').read_text().strip(), made_for()
    return '' if theirs == ours else f'the translated C source is for {theirs}, not for {ours}'


def _translate(python2: str, compiler: str, scratch: pathlib.Path, source: pathlib.Path) -> None:
    toolchain, environment = scratch / 'toolchain', scratch / 'environment'
    what = 'installing the RPython toolchain'
    _run(what, [sys.executable, '-m', 'venv', environment])
    _run(what, ['sh', ROOT / 'tools' / 'set-up-toolchain', environment / 'bin' / 'python', toolchain])
    _run('the translation', [sys.executable, '-m', 'tools.library_source', python2, toolchain, source], CC=compiler)


def _compile(source: pathlib.Path, compiler: str, library: pathlib.Path) -> None:
    flags = os.environ.get('CFLAGS', '')
    if os.environ.get('PYFIDGET_NATIVE') == '1':
        flags = f'{_NATIVE_FLAGS.get(platform.machine(), "-march=native")} {flags}'
    _run('the C compiler', ['sh', source / 'build', library], CC=compiler, CFLAGS=flags)


def _run(what: str, command: list[Any], **variables: str) -> str:
    """Run to the end, from the root of the repository; gives what was printed. NoLibrary, with the first line about an error."""
    environment = dict(os.environ, **variables)
    # While a package is being built this leads to what is needed for that; our commands are no part of it.
    environment.pop('PYTHONPATH', None)
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors='replace', check=False)
    except OSError as error:
        raise NoLibrary(f'{what} failed: {error}') from None
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise NoLibrary(f'{what} failed: {_first_error(done.stdout) or f"exit status {done.returncode}"}')
    return done.stdout


def _first_error(output: str) -> str:
    """The first line about an error, or else the first one."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r'\berror\b', line, re.IGNORECASE)]
    return (errors or lines or [''])[0]
