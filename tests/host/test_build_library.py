"""Building the library for the package: what is used, and the one line that says why there is none."""
import ctypes

import pytest

from tests.host.translated import write_session
from tools.build_library import NoLibrary, build_library, find_compiler
from tools.library_source import collect, made_for


@pytest.fixture(autouse=True)
def plain_variables(monkeypatch):
    for name in ('CC', 'CFLAGS', 'LDFLAGS', 'PYFIDGET_NATIVE'):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('PYTHON2', 'none')


@pytest.fixture
def source(tmp_path):
    collect(write_session(tmp_path), tmp_path / 'csource')
    return tmp_path / 'csource'


@pytest.fixture
def compiler(tmp_path, monkeypatch):
    """Makes the compiler that CC names a shell script."""
    def make(script):
        path = tmp_path / 'compiler'
        path.write_text('#!/bin/sh\n' + script)
        path.chmod(0o755)
        monkeypatch.setenv('CC', str(path))
    return make


def why_not(source):
    with pytest.raises(NoLibrary) as failure:
        build_library(source.parent / 'none' / 'lib.so', source)
    return str(failure.value)


def test_the_source_becomes_a_library(source, tmp_path):
    library = tmp_path / 'package' / 'host' / 'lib.so'
    build_library(library, source)
    assert ctypes.CDLL(str(library)).add(1, 2) == 3


@pytest.mark.parametrize('value, is_native', [('1', True), ('0', False), ('', False)])
def test_it_runs_on_other_processors_unless_it_is_not_to(source, tmp_path, monkeypatch, compiler, value, is_native):
    compiler(f'echo "$@" > {tmp_path}/words\n')
    monkeypatch.setenv('PYFIDGET_NATIVE', value)
    monkeypatch.setenv('CFLAGS', '-g')
    build_library(tmp_path / 'lib.so', source)
    words = (tmp_path / 'words').read_text().split()
    assert '-g' in words and ('-march=native' in words) == is_native


def test_no_compiler(source, tmp_path, monkeypatch):
    monkeypatch.setenv('PATH', str(tmp_path))
    assert why_not(source) == 'no C compiler was found (CC=, cc, gcc, clang)'


@pytest.mark.parametrize('given', ['cc-of-dreams -m64', '"cc'])
def test_a_compiler_that_is_none(source, monkeypatch, given):
    monkeypatch.setenv('CC', given)
    assert why_not(source) == f'no C compiler was found: CC={given} is none'


@pytest.mark.parametrize('given, compiler', [('sh -x', 'sh -x'), (' ', 'cc')])
def test_a_compiler_that_is_given(source, monkeypatch, given, compiler):
    monkeypatch.setenv('CC', given)
    assert find_compiler() == compiler


@pytest.mark.parametrize('script, reason', [
    ('echo In file included from a.c:1 >&2; echo "a.h:3:1: error: what?" >&2; echo "a.h:9: error: more" >&2; exit 1',
     'a.h:3:1: error: what?'),
    ('echo; echo Killed; echo stop; exit 9', 'Killed'),
    ('exit 3', 'exit status 3'),
])
def test_a_compiler_that_fails(source, compiler, capfd, script, reason):
    compiler(script + '\n')
    assert why_not(source) == 'the C compiler failed: ' + reason


def test_source_for_another_platform_is_not_compiled(source):
    (source / 'platform').write_text('amiga, 32 bits, big-endian\n')
    assert why_not(source) == (f'the translated C source is for amiga, 32 bits, big-endian, not for {made_for()}, '
                               'and no Python 2.7 to translate with was found')


def test_no_source_and_nothing_to_make_it_with(tmp_path):
    assert why_not(tmp_path / 'csource') == 'there is no translated C source, and no Python 2.7 to translate with was found'
