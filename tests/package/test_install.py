"""Installing the package as users do, into fresh environments; what is tested there is the installed package.

Numpy, Pillow and tqdm come from the package index.
"""
import pathlib
import re
import shutil
import subprocess
import zipfile

import pytest

from tests.conftest import ROOT

SHELL = ['sh', 'dirname']
COMPILER = ['cc', 'as', 'ld']
BOTH = pytest.mark.parametrize('which', ['oldest', 'newest'])


def contents(folder):
    """The name of the only wheel in a folder, and what files it has in pyfidget/host, as texts by their names."""
    [wheel] = folder.glob('*.whl')
    with zipfile.ZipFile(wheel) as archive:
        return wheel.name, {name: archive.read(name).decode('latin-1') for name in archive.namelist()
                            if name.startswith('pyfidget/host/libpyfidget')}


@BOTH
def test_the_wheel_installs_and_draws(environment, wheel, path_of, which):
    fresh = environment(which)
    fresh.pip('install', wheel, PATH=path_of())
    fresh.check('native')


def test_what_was_downloaded_installs_without_a_network(environment, wheel, path_of):
    fresh = environment('newest')
    fresh.pip('download', '-d', 'downloads', wheel)
    fresh.pip('install', '--no-index', '--find-links', 'downloads', 'pyfidget')
    fresh.check('native')


@BOTH
def test_what_is_installed_passes_the_tests_of_the_package(environment, wheel, which):
    fresh = environment(which)
    fresh.pip('install', wheel)
    fresh.run_tests_of_the_package()


def test_the_wheel_works_with_the_oldest_dependencies(environment, wheel, pythons):
    if min(pythons) != (3, 10):
        pytest.skip('no Python 3.10, for which the lower bounds are')
    bounds = re.search(r'^dependencies = (.*)$', pathlib.Path(ROOT, 'pyproject.toml').read_text(), re.MULTILINE)[1]
    fresh = environment('oldest')
    fresh.pip('install', wheel, *re.findall(r'"(.*?)"', bounds.replace('>=', '==')))
    fresh.check('native')


@BOTH
def test_the_source_package_takes_a_compiler_and_nothing_else(environment, source_package, path_of, which):
    fresh = environment(which)
    fresh.pip('install', source_package, PATH=path_of(*SHELL, *COMPILER), PYTHON2='none')
    fresh.check('native')


def test_without_a_compiler_it_installs_and_says_so(environment, source_package, path_of):
    fresh = environment('newest')
    said = fresh.pip('wheel', '-v', '--no-deps', source_package, PATH=path_of(*SHELL))
    why = 'no C compiler was found (CC=, cc, gcc, clang)'
    assert f'warning: pyfidget is built without its native library: {why}; it will draw' in said
    name, files = contents(fresh.folder)
    assert name.endswith('-py3-none-any.whl') and files == {'pyfidget/host/libpyfidget.missing': why + '\n'}
    fresh.pip('install', fresh.folder / name)
    fresh.check('numpy')


def test_a_compiler_that_fails_does_not_stop_the_installation(environment, source_package):
    fresh = environment('newest')
    compiler = fresh.folder / 'bad-compiler'
    compiler.write_text('#!/bin/sh\necho "In file included from a.h"\necho "a.h:1: error: no such thing"\nexit 1\n')
    compiler.chmod(0o755)
    said = fresh.pip('wheel', '-v', '--no-deps', source_package, CC=str(compiler))
    assert 'without its native library: the C compiler failed: a.h:1: error: no such thing; it will' in said
    assert list(contents(fresh.folder)[1]) == ['pyfidget/host/libpyfidget.missing']


def test_a_checkout_is_translated_where_there_is_a_python_2(environment, source_package):
    """What a source package has but the translated C is what a checkout has."""
    find = pathlib.Path(ROOT, 'tools', 'find-python')
    if not subprocess.run([find, '2'], stdout=subprocess.PIPE, check=True).stdout:
        pytest.skip('no Python 2.7')
    fresh = environment('newest')
    checkout = fresh.folder / source_package.name.removesuffix('.tar.gz')
    subprocess.run(['tar', 'xzf', source_package], cwd=fresh.folder, check=True)
    shutil.rmtree(checkout / 'csource')
    fresh.pip('wheel', '--no-deps', checkout)
    assert list(contents(fresh.folder)[1]) == ['pyfidget/host/libpyfidget.so']
