"""How the house is laid out: its floors, and what every source file keeps to."""
import ast
import io
import os
import re
import sys

import pytest

from tests.conftest import ROOT

# From the ground up. A module imports from lower floors only; a name that ends in '.' is a whole folder.
FLOORS = [
    ['rpy', 'version', 'usage'],
    ['libm', 'singles', 'system', 'threads', 'machine', 'simd', 'scarcity', 'quote'],
    ['elementary.'],
    ['rawmem', 'bytewise', 'operations', 'interrupts'],
    ['texts', 'output', 'pool', 'program', 'interval', 'grid'],
    ['scan', 'listing', 'siphash'],
    ['names', 'numeral'],
    ['fast_lines', 'loads', 'passes.', 'lowering.', 'image.'],
    ['parser', 'words', 'asm.', 'filters.'],
    ['codegen.'],
    ['engines.'],
    ['space.'],
    ['pictures.'],
    ['arguments', 'files'],
    ['rendering'],
    ['optimiser.'],
    ['cli'],
    ['library.'],
    ['untranslated', 'host.'],
    ['__main__', '__init__'],
]

# The floors inside a folder that has some, in the same way.
STAIRS = {
    'elementary': [['pairs', 'fixed', 'constants', 'exp_table', 'ln_table', 'sine_table', 'angle_table', 'arc_table'],
                   ['series'], ['comparing'], ['settling'], ['exponential', 'circular', 'angles', 'arcs'], ['rows']],
    'library': [['steps', 'work', 'state'], ['shapes', 'spaces', 'proofs', 'meshes'], ['entries', 'mesh_entries']],
    'passes': [['counters', 'switches', 'draft'], ['peephole', 'demand'], ['optimise', 'dead_code']],
    'lowering': [['entries', 'boundary', 'anchor', 'booleans', 'worklist', 'keyed'], ['graph', 'linear', 'remainders'],
                 ['predicates'], ['balance'], ['schedule'], ['lower']],
    'filters': [['tally', 'setting', 'signs', 'classes', 'uses', 'numbering'],
                ['live', 'reorder', 'zeros', 'workbench', 'dead_code', 'demand_sign', 'fold'],
                ['memoize', 'algebra', 'value_number', 'predicates', 'regroup'],
                ['reassociate', 'negation', 'choices', 'arithmetic', 'magnitudes'], ['simplify', 'measures', 'chain'],
                ['catalogue']],
    'optimiser': [['options', 'metrics', 'verify'], ['command']],
    'image': [['rows', 'stored', 'raster', 'survey'], ['shrinking', 'canvas', 'painting', 'heightmap', 'normalmap', 'deflate'],
              ['lettering', 'png'], ['formats']],
    'asm': [['encoder'], ['lane_compare', 'evex'], ['threaded_code', 'fixed_point', 'direct', 'widening'],
            ['bounds', 'axis_values', 'copying'], ['analysis'], ['kernels'], ['loaded']],
    'codegen': [['instructions', 'c_operations', 'c_fast', 'c_accurate'], ['unit', 'c_pieces'],
                ['steps', 'writer', 'exits', 'programs'],
                ['ssra', 'linear_scan', 'sequences', 'memoize', 'c_text', 'asm_text'],
                ['masked'], ['emission'], ['allocators', 'memory'], ['function', 'vectors']],
    'engines': [['tape', 'statistics', 'points', 'watcher', 'regions'], ['scalar', 'early_exit', 'values', 'compiled'],
                ['chunks', 'quadtree', 'cells', 'pass_watcher', 'wide.'], ['recording']],
    'engines.wide': [['worker'],
                     ['samples', 'slow_path', 'pixels', 'truth', 'live_lanes', 'sleeping', 'stopping', 'threaded_code'],
                     ['masks', 'work_stealing', 'vectors'], ['lanes', 'elementary'], ['cases', 'fractions'],
                     ['analyse', 'select', 'specialise', 'axis_values'], ['tiles', 'direct', 'tile_analysis'], ['blocks'],
                     ['regions'], ['thread_pool'], ['engine']],
    'space': [['lattice', 'orientation', 'worker', 'tape', 'derivatives', 'shading', 'slow_path', 'cells'],
              ['choices', 'gradients', 'definition', 'boxes', 'samples', 'signs'], ['normals'],
              ['analyse', 'crossings', 'sheets', 'quads'], ['leaf'], ['columns', 'towers'], ['stages'], ['team'], ['mesh']],
    'pictures': [['colours', 'bandwidth', 'slope'], ['sheet'], ['regions', 'bands']],
}
if sys.version_info[0] > 2:
    STAIRS['host'] = [
        ['affine', 'bounds', 'foreign', 'measures', 'notation', 'parse_error', 'progress', 'view', 'winding',
         'contours', 'mesh_distance', 'mesh_picture'],
        ['space_view', 'mesh_box', 'mesh'], ['info', 'native', 'registers'], ['elementary', 'canvas_bits'], ['meanings'],
        ['reference'], ['fallback', 'diagrams.'], ['runnable'], ['lazy'],
        ['renderable', 'cutting'], ['composable'], ['graph'], ['expression'], ['shape', 'combinations', 'formulas', 'reach'],
        ['optimising', 'random_programs'], ['film', 'posters.'],
        ['halves', 'transforms', 'ellipses'], ['copies', 'polygons'], ['shapes', 'curves'],
        ['solids', 'font.'], ['font'], ['text'], ['api'], ['viewer', 'viewer.'], ['commands.'], ['command']]
    STAIRS['host.viewer'] = [
        ['requests', 'faults', 'guard', 'python_child', 'coloured'], ['frames', 'python_runner'], ['models'], ['document'],
        ['session', 'widget'],
        ['serving']]
    STAIRS['host.posters'] = [['layout', 'folder', 'shards', 'counting'], ['pyramid'], ['paint', 'store'], ['schedule', 'tiff'],
                              ['ordered', 'deep_zoom']]
    STAIRS['host.diagrams'] = [
        ['command', 'network'],
        ['drawing', 'boxes', 'formulas', 'numerals', 'programs', 'predicates', 'run_options', 'quadtree_run'],
        ['dataflow', 'recursion', 'pass_table'], ['recursion_tree', 'pass_chart', 'levels']]

LONGEST_FILE = 500  # lines

PACKAGE = os.path.join(ROOT, 'pyfidget')


def read(path):
    with io.open(path, encoding='utf-8') as source:
        return source.read()


def _is_python3_only(module):
    return module in ('__main__', '__init__') or module.startswith('host.')


def find_sources():
    """The path of every source file by the name of its module: 'cli', 'passes.demand'; but not of those that are empty.

    Python 2.7 cannot read the host's.
    """
    paths = {}
    for folder, _, files in os.walk(PACKAGE):
        for name in files:
            path = os.path.join(folder, name)
            module = os.path.relpath(path, PACKAGE)[:-len('.py')].replace(os.sep, '.').replace('.__init__', '')
            if name.endswith('.py') and read(path) and not (sys.version_info[0] == 2 and _is_python3_only(module)):
                paths[module] = path
    return paths


SOURCES = find_sources()
MODULES = sorted(SOURCES)


def source_of(module):
    return read(SOURCES[module])


def imports_of(source):
    """The dotted names that a source imports, `from a import b` as 'a.b'; not those that are for type checkers alone."""
    names = []
    tree = ast.parse(source)
    for_types = set(inner for node in ast.walk(tree) if isinstance(node, ast.If)
                    and getattr(node.test, 'id', '') == 'TYPE_CHECKING' for inner in ast.walk(node))
    for node in set(ast.walk(tree)) - for_types:
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


def floor_of(module, floors):
    places = [place for place, floor in enumerate(floors) for name in floor
              if module == name or name.endswith('.') and module.startswith(name)]
    assert len(places) == 1, module
    return places[0]


def is_below(lower, upper):
    """Whether `upper` may import `lower`: their floors in the innermost folder that both are in decide."""
    shared = os.path.commonprefix([module.split('.')[:-1] for module in (lower, upper)])
    folder = '.'.join(shared)
    if folder and folder not in STAIRS:
        return True
    one, other = ['.'.join(module.split('.')[len(shared):]) for module in (lower, upper)]
    floors = STAIRS[folder] if folder else FLOORS
    return floor_of(one, floors) < floor_of(other, floors)


@pytest.mark.slow
@pytest.mark.parametrize('module', MODULES)
def test_a_module_imports_from_lower_floors_only(module):
    assert [name for name in own_imports_of(module) if not is_below(name, module)] == []


def test_every_name_of_the_floors_is_a_module():
    for name in [name for floor in FLOORS for name in floor]:
        assert name in MODULES or os.path.isdir(os.path.join(PACKAGE, name[:-1])) or _is_python3_only(name), name
    for folder, floors in STAIRS.items():
        inside = [module[len(folder) + 1:] for module in MODULES if module.startswith(folder + '.')]
        rooms = set(name.split('.')[0] + '.' if '.' in name else name for name in inside)
        assert sorted(name for floor in floors for name in floor) == sorted(rooms)


def test_an_import_may_point_down_only():
    for lower, upper in [('rpy', 'cli'), ('lowering.graph', 'engines.wide.worker'), ('lowering.graph', 'lowering.schedule'),
                         ('engines.tape', 'engines.wide.engine'), ('engines.wide.worker', 'engines.wide.tiles')]:
        assert is_below(lower, upper) and not is_below(upper, lower)
    assert not is_below('engines.quadtree', 'engines.wide.engine') and not is_below('engines.wide.engine', 'engines.quadtree')


@pytest.mark.parametrize('module', [module for module in MODULES if module != 'rpy'])
def test_one_door_leads_to_the_toolchain(module):
    assert [name for name in imports_of(source_of(module)) if name.split('.')[0] == 'rpython'] == []


def test_the_door_and_the_target_file_do_lead_to_the_toolchain():
    for source in (source_of('rpy'), read(os.path.join(ROOT, 'targetprospero.py'))):
        assert 'rpython' in [name.split('.')[0] for name in imports_of(source)]


@pytest.mark.parametrize('module', [module for module in MODULES if not _is_python3_only(module)])
def test_what_is_translated_imports_little_of_the_library(module):
    libraries = set(name.split('.')[0] for name in imports_of(source_of(module)))
    assert libraries <= set(['pyfidget', 'rpython', 'errno', 'math', 'os', 'stat', 'struct', 'sys', 'time', 'zlib'])


@pytest.mark.skipif(sys.version_info[0] == 2, reason='the package is of Python 3')
def test_no_module_hides_a_name_of_the_package():
    from pyfidget.host import api
    assert [name for name in api.__all__ if name in MODULES] == []


@pytest.mark.parametrize('module', MODULES)
def test_a_file_says_what_it_is(module):
    assert ast.get_docstring(ast.parse(source_of(module)))


@pytest.mark.parametrize('module', MODULES)
def test_a_file_is_not_too_long(module):
    assert source_of(module).count('\n') <= LONGEST_FILE


def test_every_phony_target_of_the_makefile_has_a_rule():
    """Of one without, make says that there is nothing to be done."""
    with open(os.path.join(ROOT, 'Makefile')) as file:
        makefile = file.read()
    phony = ' '.join(re.findall(r'^[.]PHONY: (.*)$', makefile, re.MULTILINE)).split()
    rules = ' '.join(re.findall(r'^([a-z0-9 -]+):(?!=)', makefile, re.MULTILINE)).split()
    assert [name for name in phony if name not in rules] == []
