"""The binary's pictures of other people's models are those that numpy drew."""
import hashlib
import itertools
import os

import pytest

from pyfidget.codegen.allocators import ALLOCATORS
from pyfidget.codegen.ssra import SINKS
from pyfidget.passes.switches import NAMES
from tests.conftest import ROOT
from tests.models import read_golden
from tests.native.conftest import LANES

FOLDER = os.path.join(os.path.dirname(ROOT), 'shared', 'models')
LINES = read_golden(FOLDER) if os.path.exists(os.path.join(FOLDER, 'golden.txt')) else []

pytestmark = pytest.mark.skipif(not LINES, reason='the shared models are not there: no folder ../shared/models')

QUADTREE = '--engine=quadtree'


def name_of(line):
    return '%s-%dx%d' % line[:3]


def golden(largest, smallest=1):
    """A parameter `line` for the lines of pictures of at most this many pixels along the longer side."""
    lines = [line for line in LINES if smallest <= max(line.width, line.height) <= largest]
    return pytest.mark.parametrize('line', lines, ids=name_of)


def assert_golden(binary, line, *options):
    model = os.path.join(FOLDER, line.model + '.vm')
    raster = binary.raster(model, '--width=%d' % line.width, '--height=%d' % line.height, *options)
    assert len(raster) == line.width * line.height
    assert raster.count(b'\xff') == line.white
    assert hashlib.sha256(raster).hexdigest() == line.sha256


@golden(65536)
def test_the_binary_draws_the_golden_picture(binary, line):
    assert_golden(binary, line)


@golden(65536)
def test_plain_loops_draw_the_golden_picture(binary, line):
    assert_golden(binary, line, '--no-machine-code', '--threads=1')


@golden(65536)
def test_the_quadtree_draws_the_golden_picture(binary, line):
    assert_golden(binary, line, QUADTREE)


@golden(333)
def test_scalar_evaluation_draws_the_golden_picture(binary, line):
    assert_golden(binary, line, '--engine=scalar')


@golden(1024)
@pytest.mark.parametrize('lanes', LANES)
def test_compiled_evaluation_draws_the_golden_picture(binary, line, lanes):
    assert_golden(binary, line, '--engine=compiled', lanes)


@golden(333)
@pytest.mark.parametrize('sink', SINKS)
@pytest.mark.parametrize('allocator', ALLOCATORS)
@pytest.mark.parametrize('lanes', LANES)
def test_no_policy_of_registers_changes_the_picture(binary, line, lanes, allocator, sink):
    for way in (['--memoize'], [], ['--chunks=1'], ['--chunks=5']):
        assert_golden(binary, line, '--engine=compiled', lanes, '--allocator=' + allocator, '--sink-loads=' + sink, *way)


@golden(512)
@pytest.mark.parametrize('name', [name for name in NAMES if name != 'dead'])
def test_the_picture_does_not_need_any_one_pass(binary, line, name):
    assert_golden(binary, line, QUADTREE, '--passes=all,-' + name)


@golden(333)
@pytest.mark.parametrize('passes', ['all,-dead', 'none'])
def test_the_picture_does_not_need_programs_to_become_shorter(binary, line, passes):
    assert_golden(binary, line, QUADTREE, '--passes=' + passes)


@golden(1024)
def test_early_exit_changes_nothing(binary, line):
    assert_golden(binary, line, QUADTREE, '--early-exit')


@golden(333, smallest=333)
def test_early_exit_changes_nothing_without_the_passes(binary, line):
    assert_golden(binary, line, QUADTREE, '--early-exit', '--passes=none')


@golden(64, smallest=64)
def test_no_combination_of_passes_changes_the_picture(binary, line):
    for count in range(len(NAMES) + 1):
        for names in itertools.combinations(NAMES, count):
            passes = '--passes=' + ','.join(['none', *names])
            assert_golden(binary, line, QUADTREE, passes)
            assert_golden(binary, line, QUADTREE, passes, '--early-exit')


@golden(64, smallest=64)
@pytest.mark.parametrize('engine', ['wide', 'quadtree'])
def test_every_frame_is_the_same(binary, line, engine):
    assert_golden(binary, line, '--engine=' + engine, '--repeat=3')
