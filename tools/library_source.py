"""Translates the native library to C, and collects that C so that compiling it takes nothing but a C compiler.

    python3 -m tools.library_source PYTHON2 TOOLCHAIN FOLDER        from the root of the repository

PYTHON2 is a Python 2.7, TOOLCHAIN the folder with its packages. FOLDER is made anew, with

    *.c, *.h    the translated program, and the toolchain's C as far as it is compiled by itself
    src/        the toolchain's C as far as it is included
    without_zlib/  zlib.h, for a compiler that has none
    build       a script, `CC=... CFLAGS=... LDFLAGS=... sh build LIBRARY`: the flags that the toolchain uses, then one's own;
                but those that make the pictures exact come last
    platform    what the C is for, as `made_for` says it
    LICENSE     of what comes from the toolchain
"""
from __future__ import annotations

import os
import pathlib
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent

_BUILD = """\
#!/bin/sh
# Compiles the library: [CC=...] [CFLAGS=...] [LDFLAGS=...] sh build LIBRARY
here=$(dirname "$0")
# Where the compiler has no zlib, PNGs that the library itself writes are not compressed.
if echo 'int main(void) {{ return *zlibVersion() == 0; }}' | \\
    ${{CC:-cc}} $CFLAGS -include zlib.h -xc - $LDFLAGS -lz -o "$1" >/dev/null 2>&1
then set -- "$1" -lz
else set -- "$1" -I"$here/without_zlib"
fi
exec ${{CC:-cc}} {flags} $CFLAGS {last_flags} -I"$here" "$here"/*.c {link_flags} $LDFLAGS {libraries} "$2" -o "$1"
"""


def made_for() -> str:
    """What C that is translated here is for, 'linux, 64 bits, little-endian': it knows the system's constants and the size and
    order of words; structures are the C library's own, and machine code for a processor is used only where that is found."""
    return f'{sys.platform}, {8 * struct.calcsize("P")} bits, {sys.byteorder}-endian'


def translate(python2: str, toolchain: pathlib.Path, folder: pathlib.Path) -> None:
    """Make FOLDER; subprocess.CalledProcessError if the translation fails."""
    with tempfile.TemporaryDirectory() as sessions:
        environment = dict(os.environ, PYTHONPATH=str(toolchain), PYTHONDONTWRITEBYTECODE='1',
                           PYPY_USESSION_DIR=sessions, PYPY_USESSION_BASENAME='library')
        # One's own flags are for compiling, on whatever machine that will be.
        for name in ('CFLAGS', 'LDFLAGS'):
            environment.pop(name, None)
        subprocess.run([python2, '-m', 'rpython.translator.goal.translate', '--batch', '-O2', '--shared', '--source',
                        'targetlibrary.py'], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=True)
        [makefile] = pathlib.Path(sessions).glob('usession-library-0/testing_1/Makefile')
        collect(makefile, folder)


def collect(makefile: pathlib.Path, folder: pathlib.Path) -> None:
    """Make FOLDER of what a makefile of the toolchain would compile."""
    variables = _read_variables(makefile)
    toolchain = pathlib.Path(variables['RPYDIR'][0], 'translator', 'c')
    shutil.rmtree(folder, ignore_errors=True)
    for path in _needed(makefile.parent, variables, toolchain):
        target = folder / (path.relative_to(toolchain) if path.is_relative_to(toolchain) else path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copytree(ROOT / 'tools' / 'without_zlib', folder / 'without_zlib')
    flags = [flag for flag in variables['CFLAGS'] if not flag.startswith('-W')]  # warnings about the toolchain's C help nobody
    (folder / 'build').write_text(_BUILD.format(
        flags=shlex.join(flags), last_flags=shlex.join(variables['CFLAGSEXTRA']),
        link_flags=shlex.join(variables['LDFLAGS']),
        libraries=shlex.join(library for library in variables['LIBS'] if library != '-lz')))
    (folder / 'platform').write_text(made_for() + '\n')
    shutil.copyfile(ROOT / 'LICENSE.rpython', folder / 'LICENSE')


def _read_variables(makefile: pathlib.Path) -> dict[str, list[str]]:
    """The words of each variable of a makefile."""
    lines = makefile.read_text().replace('\\\n', ' ')
    return {name: shlex.split(value) for name, value in re.findall(r'^(\w+) = (.*)$', lines, re.MULTILINE)}


def _needed(session: pathlib.Path, variables: dict[str, list[str]], toolchain: pathlib.Path) -> list[pathlib.Path]:
    """The sources and all that they include, but for the system's headers: the C compiler knows."""
    rules = subprocess.run([*variables['CC'], *variables['CFLAGS'], '-MM', f'-I{toolchain}', *variables['SOURCES']],
                           cwd=session, stdout=subprocess.PIPE, text=True, check=True).stdout
    words = shlex.split(rules.replace('\\\n', ' '))
    return sorted({session / word for word in words if not word.endswith(':')})


if __name__ == '__main__':
    try:
        translate(sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve())
    except subprocess.CalledProcessError as failure:
        sys.exit(f'the translation failed: {failure}')
