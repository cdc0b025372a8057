"""How the house is laid out: its floors, and what every source file keeps to."""
import ast
import io
import os
import sys

import pytest

from tests.conftest import ROOT

# From the ground up. A module imports from lower floors only; a name that ends in '.' is a whole folder.
FLOORS = [
    ['rpy', 'version'],
    ['libm', 'rawmem', 'system', 'interrupts', 'scan', 'quote'],
    ['names', 'numeral', 'operations', 'output'],
    ['program', 'interval', 'grid'],
    ['parse', 'passes.', 'image.'],
    ['engines.'],
    ['arguments'],
    ['cli'],
    ['__main__', 'host.'],
]

# The floors inside a folder that has some.
STAIRS = {
    'passes': [['counters', 'switches', 'draft'], ['peephole', 'demand'], ['optimise', 'dead_code']],
    'image': [['canvas', 'stored', 'raster'], ['deflate'], ['png'], ['formats']],
    'engines': [['tape', 'statistics'], ['scalar', 'early_exit'], ['quadtree']],
}

LONGEST_FILE = 500  # lines

PACKAGE = os.path.join(ROOT, 'pyfidget')


def read(path):
    with io.open(path, encoding='utf-8') as source:
        return source.read()


def find_sources():
    """The path of every source file by the name of its module: 'cli', 'passes.demand'; but not of those that are empty.

    Python 2.7 cannot read the host's.
    """
    paths = {}
    for folder, _, files in os.walk(PACKAGE):
        for name in files:
            path = os.path.join(folder, name)
            module = os.path.relpath(path, PACKAGE)[:-len('.py')].replace(os.sep, '.').replace('.__init__', '')
            if name.endswith('.py') and read(path) and not (sys.version_info[0] == 2 and module.startswith('host.')):
                paths[module] = path
    return paths


SOURCES = find_sources()
MODULES = sorted(SOURCES)


def source_of(module):
    return read(SOURCES[module])


def imports_of(source):
    """The dotted names that a source imports, `from a import b` as 'a.b'."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, 'a relative import'
            names += ['%s.%s' % (node.module, alias.name) for alias in node.names]
    return names


def own_imports_of(module):
    """The modules of pyfidget that a module imports."""
    found = []
    for name in imports_of(source_of(module)):
        if name.startswith('pyfidget.'):
            inner = name[len('pyfidget.'):]
            while inner not in MODULES:
                assert '.' in inner, 'no such module: ' + name
                inner = inner[:inner.rindex('.')]
            found.append(inner)
    return found


def floor_of(module, floors=None):
    places = [place for place, floor in enumerate(floors or FLOORS) for name in floor
              if module == name or name.endswith('.') and module.startswith(name)]
    assert len(places) == 1, module
    return places[0]


def is_below(lower, upper):
    """Whether `upper` may import `lower`."""
    folder = upper.split('.')[0]
    if folder == lower.split('.')[0] and '.' in upper:
        if folder not in STAIRS:
            return True
        return floor_of(lower.split('.')[1], STAIRS[folder]) < floor_of(upper.split('.')[1], STAIRS[folder])
    return floor_of(lower) < floor_of(upper)


@pytest.mark.parametrize('module', MODULES)
def test_a_module_imports_from_lower_floors_only(module):
    assert [name for name in own_imports_of(module) if not is_below(name, module)] == []


def test_every_name_of_the_floors_is_a_module():
    for name in [name for floor in FLOORS for name in floor]:
        assert name in MODULES or os.path.isdir(os.path.join(PACKAGE, name[:-1])), name
    for folder, floors in STAIRS.items():
        named = sorted('%s.%s' % (folder, name) for floor in floors for name in floor)
        assert named == [module for module in MODULES if module.startswith(folder + '.')]


@pytest.mark.parametrize('module', [module for module in MODULES if module != 'rpy'])
def test_one_door_leads_to_the_toolchain(module):
    assert [name for name in imports_of(source_of(module)) if name.split('.')[0] == 'rpython'] == []


def test_the_door_and_the_target_file_do_lead_to_the_toolchain():
    for source in (source_of('rpy'), read(os.path.join(ROOT, 'targetprospero.py'))):
        assert 'rpython' in [name.split('.')[0] for name in imports_of(source)]


@pytest.mark.parametrize('module', [module for module in MODULES if not module.startswith('host.')])
def test_what_is_translated_imports_little_of_the_library(module):
    libraries = set(name.split('.')[0] for name in imports_of(source_of(module)))
    assert libraries <= set(['pyfidget', 'rpython', 'math', 'os', 'stat', 'struct', 'sys', 'time', 'zlib'])


@pytest.mark.parametrize('module', MODULES)
def test_a_file_says_what_it_is(module):
    assert ast.get_docstring(ast.parse(source_of(module)))


@pytest.mark.parametrize('module', MODULES)
def test_a_file_is_not_too_long(module):
    assert source_of(module).count('\n') <= LONGEST_FILE
