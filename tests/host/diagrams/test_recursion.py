import itertools

import pytest
from hypothesis import given

from pyfidget.arguments import UsageError
from pyfidget.engines.scalar import render_scalar
from pyfidget.grid import Rectangle
from pyfidget.host.diagrams.quadtree_run import grid_of, run_quadtree
from pyfidget.host.diagrams.recursion import Fate, Recorder, Region, pixel_at, record, summarise
from tests.host.diagrams.runs import DISC, options, options_of
from tests.models import picture
from tests.strategies import programs, scaled

PASSES = ['all', 'none', 'all,-dead', 'sign,dead']


def pixels_of(region):
    pixels = region.pixels
    return itertools.product(range(pixels.left, pixels.right), range(pixels.top, pixels.bottom))


# ---- the tree ----

@scaled(60)
@given(programs(), options(*PASSES))
def test_the_leaves_hold_every_pixel_once_and_what_is_proven_is_so(program, run):
    rows = picture(render_scalar, program, grid_of(run))
    seen = set()
    for leaf in record(program, run).walk():
        if leaf.fate != Fate.DIVIDED:
            for column, row in pixels_of(leaf):
                assert (column, row) not in seen
                seen.add((column, row))
                if leaf.fate != Fate.EVALUATED:
                    assert rows[row][column] == ('#' if leaf.fate == Fate.INSIDE else '.')
    assert len(seen) == run.width * run.height


@scaled(30)
@given(programs(), options(*PASSES))
def test_quarters_make_up_their_region_and_start_from_its_program(program, run):
    root = record(program, run)
    assert (root.depth, root.size) == (0, program.size)
    for region in root.walk():
        assert (region.fate == Fate.DIVIDED) == bool(region.quarters)
        assert (region.fate in (Fate.INSIDE, Fate.OUTSIDE)) == (region.kept is None)
        for quarter in region.quarters:
            assert (quarter.depth, quarter.size) == (region.depth + 1, region.kept)
        if region.quarters:
            assert sorted(pixels_of(region)) == sorted(
                pixel for quarter in region.quarters for pixel in pixels_of(quarter))


@scaled(30)
@given(programs(), options(*PASSES))
def test_the_tree_and_the_statistics_count_the_same(program, run):
    recorder = Recorder()
    levels = run_quadtree(program, run, recorder).levels
    regions = list(recorder.root().walk())
    for depth, level in enumerate(levels):
        here = [region for region in regions if region.depth == depth]
        fates = [region.fate for region in here]
        assert [len(here), fates.count(Fate.INSIDE), fates.count(Fate.OUTSIDE), fates.count(Fate.EVALUATED)] == [
            level.regions, level.inside, level.outside, level.evaluated]
        assert sum(region.size for region in here) == level.before
        assert sum(region.kept or 0 for region in here) == level.kept
    assert len(regions) == sum(level.regions for level in levels)


def test_a_walk_comes_to_a_region_before_its_quarters_and_row_by_row():
    root = record(DISC, options_of(16, 16, '--passes=none'))
    assert [(region.pixels.left, region.pixels.top) for region in root.walk()] == [(0, 0), (0, 0), (8, 0), (0, 8), (8, 8)]


# ---- what lies below ----

def test_a_summary_counts_what_lies_below_and_not_the_region_itself():
    whole = Region(0, Rectangle(0, 0, 16, 12), Fate.DIVIDED, 9, 8)
    fates = [Fate.OUTSIDE, Fate.EVALUATED, Fate.INSIDE, Fate.OUTSIDE]
    boxes = [(0, 0, 8, 8), (8, 0, 16, 8), (0, 8, 8, 12), (8, 8, 16, 12)]
    whole.quarters = [Region(1, Rectangle(*box), fate, 8, None) for box, fate in zip(boxes, fates)]
    summary = summarise(whole)
    assert summary.regions == 4
    assert summary.leaves == {Fate.OUTSIDE: 2, Fate.EVALUATED: 1, Fate.INSIDE: 1}
    assert summary.pixels == {Fate.OUTSIDE: 96, Fate.EVALUATED: 64, Fate.INSIDE: 32}


# ---- the pixel at a point ----

@pytest.mark.parametrize('x, y, pixel', [
    (-1.0, 1.0, (0, 0)), (1.0, -1.0, (4, 4)), (0.0, 0.0, (2, 2)), (0.3, 0.2, (3, 2)), (1.24, -1.24, (4, 4)),
])
def test_the_pixel_at_a_point_has_the_nearest_sample(x, y, pixel):
    assert pixel_at(options_of(5, 5), x, y) == pixel


def test_a_view_moves_the_pixels():
    view = options_of(5, 5, '--center=7,-2', '--scale=0.5')
    assert pixel_at(view, 7.0, -2.0) == (2, 2)
    assert pixel_at(view, 6.5, -1.5) == (0, 0)


@pytest.mark.parametrize('x, y, message', [
    (1.26, 0.0, '--around: x = 1.26 is not in the picture, where x runs from -1 to 1'),
    (0.0, -3.0, '--around: y = -3 is not in the picture, where y runs from -1 to 1'),
])
def test_a_point_beyond_the_picture(x, y, message):
    with pytest.raises(UsageError) as raised:
        pixel_at(options_of(5, 5), x, y)
    assert raised.value.message == message
