import io
import xml.etree.ElementTree

import PIL.Image
import pytest

from pyfidget.host.diagrams.command import Failure
from pyfidget.host.diagrams.pass_chart import draw_chart, write_chart
from pyfidget.host.diagrams.pass_table import measure_passes, total
from pyfidget.passes.counters import RULES
from tests.host.diagrams.runs import DISC, options_of

ROWS = measure_passes(DISC, options_of(64, 64))


def axes_of(rows):
    """Shares, sizes, rules."""
    return draw_chart(rows, 'disc.vm').get_axes()


def lengths_of(axes):
    """What each bar is made of, from left to right: lists of starts and widths, by place."""
    bars = {}
    for bar in axes.patches:
        bars.setdefault(bar.get_y(), []).append((bar.get_x(), bar.get_width()))
    return [bars[place] for place in sorted(bars)]


def test_the_parts_of_a_bar_follow_each_other_and_fill_it():
    shares, _, _ = axes_of(ROWS)
    bars = lengths_of(shares)
    assert len(bars) == len(ROWS) + 1
    for parts in bars:
        end = 0.0
        for start, width in parts:
            assert start == pytest.approx(end)
            end = start + width
        assert end == pytest.approx(100.0)


def test_a_part_is_as_wide_as_its_share():
    shares, _, _ = axes_of(ROWS)
    names = shares.get_legend_handles_labels()[1]
    for row, parts in zip([*ROWS, total(ROWS)], lengths_of(shares), strict=True):
        assert [width for _, width in parts] == pytest.approx([100.0 * getattr(row, name) / row.analysed for name in names])


def test_the_rules_that_fired_are_there_with_their_numbers_and_the_others_by_name():
    rules = axes_of(ROWS)[2]
    fired = [rule for rule, count in enumerate(total(ROWS).fired) if count]
    assert [label.get_text() for label in rules.get_yticklabels()] == [RULES[rule] for rule in fired]
    assert [text.get_text() for text in rules.texts] == [
        str(row.fired[rule]) if row.fired[rule] else '·' for rule in fired for row in [*ROWS, total(ROWS)]]
    assert rules.get_xlabel().removeprefix('never: ').split('  ·  ') == [
        name for rule, name in enumerate(RULES) if rule not in fired]


@pytest.mark.parametrize('view', ['--center=5,0', '--passes=dead'])
def test_a_run_in_which_no_rule_fires(view, tmp_path):
    write_chart(draw_chart(measure_passes(DISC, options_of(64, 64, view)), 'disc.vm'), tmp_path / 'c.png')
    with PIL.Image.open(tmp_path / 'c.png') as picture:
        assert picture.width == 1650


def test_an_svg_is_xml_and_the_same_every_time(tmp_path):
    for name in ('a.svg', 'b.svg'):
        write_chart(draw_chart(ROWS, 'disc.vm'), tmp_path / name)
    assert (tmp_path / 'a.svg').read_bytes() == (tmp_path / 'b.svg').read_bytes()
    assert xml.etree.ElementTree.parse(tmp_path / 'a.svg').getroot().tag == '{http://www.w3.org/2000/svg}svg'


def test_a_pdf(tmp_path):
    write_chart(draw_chart(ROWS, 'disc.vm'), tmp_path / 'c.PDF')
    assert (tmp_path / 'c.PDF').read_bytes().startswith(b'%PDF')


def test_a_title_may_hold_anything():
    write = io.BytesIO()
    draw_chart(ROWS, '$\\frac{$.vm').savefig(write, format='png')
    assert write.getvalue().startswith(b'\x89PNG')


def test_a_chart_that_cannot_be_written(tmp_path):
    with pytest.raises(Failure) as raised:
        write_chart(draw_chart(ROWS, 'disc.vm'), tmp_path / 'none' / 'c.svg')
    assert str(raised.value) == f'cannot write {tmp_path}/none/c.svg: No such file or directory'
