"""Builds the package with its native library, or without one where that cannot be built. All else is in pyproject.toml."""
import logging
import os
import pathlib
import shutil
import sys
import tempfile

from setuptools import Extension, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from tools.build_library import NoLibrary, build_library  # noqa: E402
from tools.build_page import NoPage, build_page  # noqa: E402

LIBRARY = 'pyfidget.host.libpyfidget'
PAGE = ['pyfidget', 'host', 'viewer', 'page']
BUNDLE = 'editor.bundle.js'


class BuildLibrary(build_ext):
    """Puts the library into the package; or else a file beside where it would be, for the package to say why there is none."""

    def get_ext_filename(self, fullname):
        return os.path.join(*fullname.split('.')) + '.so'

    def build_extension(self, extension):
        library = pathlib.Path(self.get_ext_fullpath(extension.name))
        try:
            build_library(library)
        except NoLibrary as why:
            self.announce(f'warning: pyfidget is built without its native library: {why}; '
                          'it will draw the same pictures by numpy, thousands of times slower', logging.WARNING)
            library.parent.mkdir(parents=True, exist_ok=True)
            library.with_suffix('.missing').write_text(f'{why}\n')


class BuildPage(build_py):
    """Puts the bundles of the viewer's page into the package: those that are there, or new ones where npm can be had."""

    def run(self):
        super().run()
        page = pathlib.Path(self.build_lib, *PAGE)
        if self.editable_mode or (page / BUNDLE).exists():
            return
        try:
            build_page(page)
        except NoPage as why:
            self.announce(f'warning: pyfidget is built without the editor of its viewer: {why}', logging.WARNING)


class Wheel(bdist_wheel):
    """The library is loaded by ctypes, so it is for every Python 3 of the platform; without it the package is for them all."""

    def get_tag(self):
        library = pathlib.Path(self.bdist_dir, *LIBRARY.split('.')).with_suffix('.so')
        self.root_is_pure = not library.exists()
        return 'py3', 'none', super().get_tag()[2]


class Source(sdist):
    """Carries the translated C source, which is in csource/ or where PYFIDGET_CSOURCE says, if it is there."""

    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, files)
        source = os.environ.get('PYFIDGET_CSOURCE', 'csource')
        if os.path.isdir(source):
            shutil.copytree(source, os.path.join(base_dir, 'csource'))


# What an earlier build left must not get into this one.
with tempfile.TemporaryDirectory() as scratch:
    setup(
        ext_modules=[Extension(LIBRARY, [], optional=True)],
        cmdclass={'build_ext': BuildLibrary, 'build_py': BuildPage, 'bdist_wheel': Wheel, 'sdist': Source},
        options={'build': {'build_base': scratch}},
    )
