"""Collecting the translated C: exactly what is compiled, and a script that compiles it."""
import ctypes
import os
import subprocess

import pytest

from tests.host.translated import write_session
from tools.library_source import collect, made_for


@pytest.fixture
def makefile(tmp_path):
    return write_session(tmp_path)


@pytest.fixture
def folder(makefile, tmp_path):
    target = tmp_path / 'c source'
    collect(makefile, target)
    return target


def script(folder, library, **variables):
    done = subprocess.run(['sh', folder / 'build', library], env=dict(os.environ, **variables), stdout=subprocess.PIPE, text=True,
                          check=True)
    return done.stdout


def test_what_is_compiled_is_collected_and_no_more(folder):
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob('*') if path.is_file())
    assert files == ['LICENSE', 'build', 'common_header.h', 'module_0.c', 'platform', 'src/sum.h', 'src/thread_pthread.c',
                     'testing_1.c', 'thread.c']
    assert (folder / 'platform').read_text() == made_for() + '\n'
    assert 'PyPy' in (folder / 'LICENSE').read_text()


def test_it_compiles_where_there_is_nothing_else(folder, makefile, tmp_path):
    (tmp_path / 'session').rename(tmp_path / 'session gone')
    (tmp_path / 'tool chain').rename(tmp_path / 'tool chain gone')
    library = tmp_path / 'a library.so'
    script(folder, library)
    assert ctypes.CDLL(str(library)).add(40, 2) == 42


def test_own_flags_come_before_those_that_make_pictures_exact(folder):
    words = script(folder, 'there.so', CC='echo', CFLAGS='-O2 -g', LDFLAGS='-s').split()
    assert words[:7] == ['-O1', '-fPIC', '-O2', '-g', '-ffp-contract=off', '--param', 'max-completely-peel-times=8']
    assert words[-5:] == ['-shared', '-s', '-lm', '-o', 'there.so']


def test_a_folder_is_made_anew(makefile, folder):
    (folder / 'old.c').write_text('#error an older translation\n')
    collect(makefile, folder)
    assert not (folder / 'old.c').exists()
