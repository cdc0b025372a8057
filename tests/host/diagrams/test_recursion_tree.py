import math
import re
import shutil
import xml.etree.ElementTree

import pytest

from pyfidget.host.diagrams.drawing import write_drawing
from pyfidget.host.diagrams.recursion import Fate, record, summarise
from pyfidget.host.diagrams.recursion_tree import COLOURS, Opening, draw_recursion
from tests.host.diagrams.reading import read_dot
from tests.host.diagrams.runs import DISC, options_of

ROOT = record(DISC, options_of(96, 48))
EVERYTHING = Opening(math.inf)


def drawn(opening, root=ROOT):
    """The nodes and edges of a drawing, as another program reads them."""
    return read_dot(draw_recursion(root, opening, 'disc.vm').source)


def name_of(region):
    pixels = region.pixels
    return f'{pixels.right - pixels.left}×{pixels.bottom - pixels.top} at {pixels.left},{pixels.top}'


def regions_below(depth):
    return [region for region in ROOT.walk() if region.depth <= depth]


def cut_by(names, nodes):
    """The names of the regions under which a summary stands."""
    return sorted(name[len('below '):] for name in nodes if name not in names)


# ---- which regions are there ----

def test_everything_opened_has_a_node_for_each_region_and_an_edge_to_each_quarter():
    nodes, edges = drawn(EVERYTHING)
    regions = list(ROOT.walk())
    assert len({region.fate for region in regions}) == 4
    assert sorted(nodes) == sorted(name_of(region) for region in regions)
    assert sorted(edges) == sorted((name_of(region), name_of(quarter)) for region in regions for quarter in region.quarters)


@pytest.mark.parametrize('depth', [0, 1, 2])
def test_below_a_depth_there_is_a_summary_for_each_region_that_was_divided(depth):
    nodes, edges = drawn(Opening(depth))
    shown = {name_of(region): region for region in regions_below(depth)}
    assert set(shown) <= set(nodes)
    cut = [name for name, region in shown.items() if region.depth == depth and region.quarters]
    assert cut_by(shown, nodes) == sorted(cut) != []
    assert len(edges) == len(nodes) - 1
    assert {(name, f'below {name}') for name in cut} <= set(edges)


def test_around_a_pixel_its_regions_are_opened_and_no_others():
    pixel = (40, 30)
    nodes, _ = drawn(Opening(math.inf, pixel))
    path = [region for region in ROOT.walk() if region.holds(pixel)]
    shown = {name_of(ROOT): ROOT, **{name_of(quarter): quarter for region in path for quarter in region.quarters}}
    assert set(shown) <= set(nodes)
    assert cut_by(shown, nodes) == sorted(name for name, region in shown.items() if region.quarters and not region.holds(pixel))
    assert len(nodes) < len(drawn(EVERYTHING)[0])


def test_depth_and_pixel_go_together():
    shown = {'96×48 at 0,0'} | {name_of(quarter) for quarter in ROOT.quarters}
    nodes, _ = drawn(Opening(1, (40, 30)))
    assert cut_by(shown, nodes) == sorted(name_of(quarter) for quarter in ROOT.quarters if quarter.quarters)


# ---- what is said of them ----

def test_a_region_is_coloured_and_labelled_by_its_fate():
    nodes, _ = drawn(EVERYTHING)
    words = {Fate.INSIDE: 'inside', Fate.OUTSIDE: 'outside', Fate.EVALUATED: '{0.kept}, evaluated', Fate.DIVIDED: '{0.kept}'}
    for region in ROOT.walk():
        attributes = nodes[name_of(region)]
        assert attributes['fillcolor'] == COLOURS[region.fate]
        outcome = words[region.fate].format(region)
        assert attributes['label'] == f'{name_of(region)}\n{region.size} → {outcome}'


def test_the_colours_are_four():
    assert len(set(COLOURS.values())) == len(Fate)


def test_a_summary_tells_numbers_and_shares_and_is_striped_by_them():
    nodes, _ = drawn(Opening(0))
    summary = summarise(ROOT)
    label = nodes['below 96×48 at 0,0']['label']
    assert label.startswith(f'{summary.regions} regions, 4608 pixels\n')
    told = re.findall(r'(\d+) (outside|inside|evaluated) \((\d+) %\)', label)
    assert {word: int(number) for number, word, _ in told} == {fate.value: count for fate, count in summary.leaves.items()}
    for _, word, share in told:
        assert int(share) == round(100 * summary.pixels[Fate(word)] / 4608)
    stripes = nodes['below 96×48 at 0,0']['fillcolor'].split(':')
    assert [stripe.split(';')[0] for stripe in stripes] == [COLOURS[Fate(word)] for _, word, _ in told]
    # The last one has what the others leave.
    assert [float(stripe.split(';')[1]) for stripe in stripes[:-1]] == pytest.approx(
        [summary.pixels[Fate(word)] / 4608 for _, word, _ in told[:-1]], abs=1e-4)


def test_a_share_is_not_rounded_to_nothing_or_to_everything():
    root = record(DISC, options_of(64, 64, '--center=0.70,0', '--scale=0.02'))
    label = drawn(Opening(0), root)[0]['below 64×64 at 0,0']['label']
    assert '(0 %)' not in label and '(100 %)' not in label


def test_a_picture_of_one_region():
    nodes, edges = drawn(EVERYTHING, record(DISC, options_of(8, 8)))
    assert (list(nodes), edges) == (['8×8 at 0,0'], [])


# ---- the picture ----

@pytest.mark.skipif(shutil.which('dot') is None, reason='there is no program dot')
def test_the_picture_has_every_node(tmp_path):
    write_drawing(draw_recursion(ROOT, Opening(1), 'disc.vm'), tmp_path / 'tree.svg')
    svg = xml.etree.ElementTree.parse(tmp_path / 'tree.svg').getroot()
    titles = [title.text for title in svg.iter('{http://www.w3.org/2000/svg}title')]
    assert set(drawn(Opening(1))[0]) <= set(titles)
