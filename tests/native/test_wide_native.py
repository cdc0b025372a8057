"""The binary's default engine: its pictures, by any number of threads, are those of the other engines.

A thread is worth its start from some hundred tiles on: pictures of 448 x 448 are the least that three of them draw.
"""
import os
import random
import re

import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.wide.thread_pool import useful_threads
from pyfidget.engines.wide.worker import MOST_WIDE_VALUES
from pyfidget.grid import CONVENTIONS, make_grid
from tests.conftest import ROOT
from tests.models import picture
from tests.native.test_random_native import views
from tests.strategies import programs, scaled

OWN = os.path.join(ROOT, 'models')
SHARED = os.path.join(os.path.dirname(ROOT), 'shared', 'models')
NAMES = ['bear', 'colonnade', 'hi', 'prospero', 'quarter', 'tanglecube']
LARGE = ['prospero', 'tempest']
SMALL_SIZES = [(1, 1), (2, 2), (15, 15), (16, 16), (17, 17), (63, 63), (64, 64), (65, 65)]
SIZES = [(333, 333), (1000, 700), (1024, 1024), (2048, 2048)]
STRIPS = [(1, 700), (700, 1), (65536, 1), (1, 65536), (20000, 3), (3, 20000), (12288, 17)]
THREADS = [1, 2, 3, 5]
THREE = (448, 448)
VIEWS = [
    ['--scale=-1'], ['--center=0.5,-0.5', '--scale=-0.3'], ['--z=0.4'], ['--z=-1e300'], ['--grid=fidget'], ['--grid=centers'],
    # Samples that differ in the last bits, or not at all.
    ['--center=0.3,0.2', '--scale=3e-15'], ['--center=0.3,0.2', '--scale=1e-16'], ['--center=0.3,0.2', '--scale=2e-17'],
    ['--center=1e16,1e16', '--scale=30'],
    # The smallest and the largest doubles; sums and differences of samples overflow.
    ['--scale=1e-300'], ['--scale=5e-324'], ['--scale=1e300'], ['--scale=1.7e308'], ['--center=1e308,-1e308', '--scale=1.7e308'],
]

at_sizes = pytest.mark.parametrize('size', SMALL_SIZES + SIZES, ids='%dx%d'.__mod__)


def _models(names=None):
    own = [name[:-3] for name in sorted(os.listdir(OWN)) if name.endswith('.vm')]
    paths = [os.path.join(OWN, name + '.vm') for name in own] + [os.path.join(SHARED, name + '.vm') for name in NAMES]
    paths = [path for path in paths if names is None or os.path.basename(path)[:-3] in names]
    return pytest.mark.parametrize('model', paths, ids=lambda path: os.path.basename(path)[:-3])


@pytest.fixture
def there(model):
    if not os.path.exists(model):
        pytest.skip('the shared models are not there: no folder ../shared/models')


def draw(binary, model, size, *options):
    width, height = size
    done = binary.run(model, '--width=%d' % width, '--height=%d' % height, '-o', '-', '--format=pbm', *options)
    assert (done.status, done.err) == (0, b'')
    assert len(done.out) == len(b'P4\n%d %d\n' % size) + (width + 7) // 8 * height
    return done.out


def differs(one, other):
    """Where two pictures begin to differ, in bytes; None if they do not. pytest would compare them for minutes."""
    if one == other:
        return None
    return next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


def assert_same_by_all(binary, model, size, threads, *options, engines=('quadtree',)):
    """Gives the picture."""
    drawn = [(['--engine=' + engine], draw(binary, model, size, '--engine=' + engine, *options)) for engine in engines]
    for count in threads:
        by = ['--engine=wide', '--threads=%d' % count] + ['--no-machine-code'] * (count == 3)
        drawn.append((by, draw(binary, model, size, *by, *options)))
    first = drawn[0][1]
    assert [(by, differs(first, other)) for by, other in drawn] == [(by, None) for by, _ in drawn]
    return first


# ---- models ----

@_models()
@at_sizes
def test_any_number_of_threads_draws_the_quadtrees_picture(binary, there, model, size):
    engines = ['quadtree', 'scalar'] if size in SMALL_SIZES else ['quadtree']
    drawn = assert_same_by_all(binary, model, size, THREADS, engines=engines)
    assert draw(binary, model, size) == drawn


@_models(LARGE)
def test_large_models_at_large_sizes(binary, there, model):
    assert_same_by_all(binary, model, (4096, 4096), [*THREADS, 1024])


@_models()
@pytest.mark.parametrize('view', VIEWS, ids=' '.join)
def test_any_view(binary, there, model, view):
    assert_same_by_all(binary, model, THREE, [1, 3], *view)


@_models()
@pytest.mark.parametrize('size', STRIPS, ids='%dx%d'.__mod__)
def test_strips(binary, there, model, size):
    assert_same_by_all(binary, model, size, [1, 3])


@_models(LARGE)
def test_every_frame_is_the_same(binary, there, model):
    assert_same_by_all(binary, model, THREE, [1, 3], '--repeat=20')
    assert_same_by_all(binary, model, (1024, 1024), [2, 16], '--repeat=20')


# ---- random programs ----

def _write(folder, program):
    model = os.path.join(folder, 'random.vm')
    with open(model, 'w', encoding='ascii') as text:
        text.write(program.to_vm())
    return model


def _options(view, convention):
    return ['--grid=' + CONVENTIONS[convention], '--center=%r,%r' % (view.center_x, view.center_y), '--scale=%r' % view.scale,
            '--z=%r' % view.z]


conventions = st.integers(0, len(CONVENTIONS) - 1)
sizes = st.tuples(st.integers(1, 70), st.integers(1, 70))
three_threads = st.sampled_from([(12288, 1), (1, 12288)])  # the fewest pixels for so many


@scaled(40)
@hypothesis.given(programs(), views, conventions, sizes)
def test_random_programs_by_the_untranslated_engine(binary, tmp_path_factory, program, view, convention, size):
    _assert_untranslated(binary, str(tmp_path_factory.getbasetemp()), program, view, convention, size)


@scaled(10)
@hypothesis.given(programs(), views, conventions, three_threads)
def test_random_programs_by_several_threads(binary, tmp_path_factory, program, view, convention, size):
    _assert_untranslated(binary, str(tmp_path_factory.getbasetemp()), program, view, convention, size)


def _assert_untranslated(binary, folder, program, view, convention, size):
    expected = ''.join(picture(render_scalar, program, make_grid(*size, convention, view)))
    expected = expected.replace('#', '\xff').replace('.', '\0').encode('latin-1')
    model = _write(folder, program)
    options = ['--width=%d' % size[0], '--height=%d' % size[1], *_options(view, convention)]
    assert differs(binary.raster(model, '--threads=1', *options), expected) is None
    assert differs(binary.raster(model, '--threads=3', *options), expected) is None


@scaled(60)
@hypothesis.given(programs(), views, conventions)
def test_random_programs_at_full_size(binary, tmp_path_factory, program, view, convention):
    model = _write(str(tmp_path_factory.getbasetemp()), program)
    assert_same_by_all(binary, model, THREE, [1, 3], *_options(view, convention), engines=['scalar'])


# ---- large programs ----

def circles(count):
    """The union of circles: ten operations each."""
    chance = random.Random(1)
    lines = ['x var-x', 'y var-y', 'r0 const 1e9']
    for i in range(count):
        lines += ['cx%d const %r' % (i, chance.uniform(-1.0, 1.0)), 'dx%d sub x cx%d' % (i, i), 'xx%d square dx%d' % (i, i),
                  'cy%d const %r' % (i, chance.uniform(-1.0, 1.0)), 'dy%d sub y cy%d' % (i, i), 'yy%d square dy%d' % (i, i),
                  'rr%d add xx%d yy%d' % (i, i, i), 'cr%d const %r' % (i, chance.uniform(1e-7, 1e-4)),
                  'c%d sub rr%d cr%d' % (i, i, i), 'r%d min r%d c%d' % (i + 1, i, i)]
    return lines


def slopes(values):
    """A sum of planes, added up from the last to the first: so many values of x and y for a pixel.

    Three of them for each plane (its x, spread over the tile, itself, the sum so far), and at the end one for a plane once more.
    """
    count, more = values // 3 - 2, values % 3 + 6
    chance = random.Random(2)
    lines = ['x var-x', 'y var-y']
    for i in range(count):
        lines += ['c%d const %r' % (i, chance.uniform(-1.0, 1.0)), 'm%d mul x c%d' % (i, i), 'p%d add m%d y' % (i, i)]
    total = 'p%d' % (count - 1)
    for i in range(count - 2, -1, -1):
        lines.append('s%d add %s p%d' % (i, total, i))
        total = 's%d' % i
    for i in range(more):
        lines.append('t%d add %s p%d' % (i, total, i))
        total = 't%d' % i
    return lines


def _write_lines(folder, lines):
    (folder / 'm.vm').write_text('\n'.join(lines) + '\n', encoding='ascii')
    return 'm.vm'


def test_three_hundred_thousand_operations(binary, folder):
    model = _write_lines(folder, circles(30000))
    drawn = assert_same_by_all(binary, model, (64, 64), [1])
    assert 0 < sum(bin(byte).count('1') for byte in drawn[9:]) < 64 * 64
    assert_same_by_all(binary, model, THREE, [1, 3])


def direct_regions(binary, model, *options):
    done = binary.run(model, '--stats', '-o', '/dev/null', *options)
    return int(re.search(rb'directly in ([0-9]+) regions?', done.err).group(1))


# From the whole plane down to where a pixel is a few last places of its coordinates, at the edge of the unit circle, at (0.6,
# 0.8), and at that of the line x + y = 1, at (0.5, 0.5), where sums are the constant at many samples.
@pytest.mark.parametrize('center', ['0.6,0.8', '0.5,0.5'])
@pytest.mark.parametrize('scale', ['1', '1e-3', '1e-6', '1e-9', '1e-12', '1e-14', '1e-15'])
def test_edges_of_sums_in_regions_that_are_evaluated_directly(binary, folder, center, scale):
    model = _write_lines(folder, [
        'x var-x', 'y var-y', 'xx square x', 'yy square y', 'u add xx yy', 'one const 1', 'd sub u one', 's add x y',
        'e sub s one', 'nd neg d', 'ne neg e', 'g min d e', 'h min nd ne', 'r max g h'])
    view = ['--center=' + center, '--scale=' + scale]
    drawn = assert_same_by_all(binary, model, (256, 257), [1, 2, 3], *view, engines=['scalar', 'quadtree'])
    assert 0 < sum(bin(byte).count('1') for byte in drawn[11:]) < 256 * 257
    if scale in ('1', '1e-3', '1e-6', '1e-9'):
        assert direct_regions(binary, model, '--size=256', *view) > 0
    assert direct_regions(binary, model, '--size=256', '--no-machine-code', *view) == 0


def assert_values_of_a_tile(binary, model, values):
    done = binary.run(model, '--size=16', '--stats', '-o', '-', '--format=pbm')
    found = re.search(rb'([0-9]+) entries evaluated in 1 tile', done.err)
    assert found and int(found.group(1)) == values + 1  # and a comparison


def test_two_hundred_thousand_values_at_a_pixel(binary, folder):
    """They are computed row by row."""
    model = _write_lines(folder, slopes(200000))
    assert_values_of_a_tile(binary, model, 200000)
    assert_same_by_all(binary, model, (19, 13), [1, 3], engines=['scalar', 'quadtree'])


@pytest.mark.parametrize('values', range(MOST_WIDE_VALUES - 2, MOST_WIDE_VALUES + 3))
def test_about_as_many_values_as_are_computed_for_a_whole_tile(binary, folder, values):
    model = _write_lines(folder, slopes(values))
    assert_values_of_a_tile(binary, model, values)
    assert_same_by_all(binary, model, THREE, [1, 3], engines=['scalar', 'quadtree'])


# ---- threads and reports ----

STATISTICS = [r'[0-9]+ values, [0-9]+ comparisons, [0-9]+ booleans', r'[0-9]+ entries analysed in [0-9]+ regions',
              r'[0-9]+ entries copied for [0-9]+ subregions',
              r'[0-9]+ entries evaluated directly in [0-9]+ regions',
              r'[0-9]+ entries evaluated in [0-9]+ tiles?, besides what tiles share',
              r'[0-9]+ entries evaluated in [0-9]+ blocks? of 4 x 4 pixels, four at a time', r'[0-9]+ threads?']
TIMES = ['parse_ms', 'lower_ms', 'frame_ms_min', 'frame_ms_median', 'write_ms', 'total_ms']
TEMPEST = os.path.join(OWN, 'tempest.vm')


def report(binary, *arguments):
    done = binary.run(TEMPEST, '-o', '/dev/null', *arguments)
    assert (done.status, done.out) == (0, b'')
    return done.err.decode('ascii').splitlines()


def assert_lines(lines, patterns):
    assert len(lines) == len(patterns)
    for line, pattern in zip(lines, patterns):
        assert re.fullmatch(pattern, line), line


def test_statistics_are_seven_lines(binary):
    lines = report(binary, '--stats', '--size=1000')
    assert_lines(lines, STATISTICS)
    # No value depends on both x and y, so that there are no blocks.
    assert all((int(number) > 0) == ('blocks' not in line) for line in lines for number in re.findall('[0-9]+', line)
               if '4 x 4' not in line or number != '4')


def test_times_come_before_statistics(binary):
    assert_lines(report(binary, '--time', '--stats', '--repeat=3'), [name + r' [0-9]+\.[0-9]{3}' for name in TIMES] + STATISTICS)


@pytest.mark.parametrize('size', [1, 333, 448, 1024, 2048])
@pytest.mark.parametrize('threads', THREADS)
def test_as_many_threads_as_are_of_use_do_what_one_does(binary, size, threads):
    one = report(binary, '--stats', '--size=%d' % size, '--threads=1')
    lines = report(binary, '--stats', '--size=%d' % size, '--threads=%d' % threads)
    assert lines[:-1] == one[:-1]
    assert int(lines[-1].split()[0]) == useful_threads(threads, size, size)


def test_by_default_there_are_as_many_threads_as_cores(binary):
    cores = sorted(os.sched_getaffinity(0))
    for usable in (cores, cores[:1]):
        done = binary.run(TEMPEST, '-o', '/dev/null', '--stats', preexec_fn=lambda usable=usable: os.sched_setaffinity(0, usable))
        assert int(done.err.splitlines()[-1].split()[0]) == useful_threads(len(usable), 1024, 1024)
