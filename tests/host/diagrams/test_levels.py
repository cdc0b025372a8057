"""Overviews: every operation is in one level, and the numbers at the edges are those of the values that cross."""
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host.commands.graph import main
from pyfidget.host.diagrams import drawing
from pyfidget.host.diagrams.command import Failure
from pyfidget.host.diagrams.levels import draw_levels
from pyfidget.host.diagrams.programs import network_of
from pyfidget.parser import parse
from tests.host.diagrams.reading import read_dot
from tests.strategies import programs

CHAIN = 'x var-x\ny var-y\na add x y\nb neg a\nc mul b a\nunused sin x\nr min c x\n'


def labels(source):
    return dict(re.findall(r'^\s*"(level \d+)" \[label="([^"]*)"', source, re.MULTILINE))


def test_a_level_says_what_is_in_it():
    source = draw_levels(network_of(parse(CHAIN, 'chain.vm')), 'chain.vm', 2).source
    assert labels(source) == {
        'level 1': 'level 1, depths 1 to 2\n2 operations\n1 add\n1 neg',
        'level 2': 'level 2, depths 3 to 4\n2 operations\n1 mul\n1 min'}
    assert read_dot(source)[1] == [('level 1', 'level 2')]
    assert '4 operations in 2 levels by depth; 2 constants and coordinates are in none, nor 1 more that ' in source
    assert re.findall(r'-> "level 2" \[label=(\d+)\]', source) == ['2']  # a and b


def test_more_levels_than_depths_are_as_many_as_depths():
    assert len(labels(draw_levels(network_of(parse(CHAIN, 'chain.vm')), '', 200).source)) == 4


def test_a_program_without_an_operation_has_no_level():
    assert labels(draw_levels(network_of(parse('x var-x', 'x.vm')), '', 3).source) == {}


@given(programs(), st.integers(1, 12))
def test_every_operation_is_in_one_level_and_edges_go_up(program, count):
    network = network_of(program)
    source = draw_levels(network, '', count).source
    numbers = [int(re.search(r'\n(\d+) operations?\b', label).group(1)) for label in labels(source).values()]
    assert sum(numbers) == len(network.live())
    assert all(int(start.split()[1]) < int(end.split()[1]) for start, end in read_dot(source)[1])


def test_the_command_draws_levels(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'chain.vm').write_text(CHAIN)
    main(['chain.vm', '--levels', '3', '-o', 'a.dot'], 'graph')
    assert '"level 3"' in (tmp_path / 'a.dot').read_text()
    main(['chain.vm', '--levels', '3', '--predicates', '-o', 'a.dot'], 'graph')
    assert '"level 3"' in (tmp_path / 'a.dot').read_text()


@pytest.mark.parametrize('word', ['0', '-1', '201', 'x', '', '1.5'])
def test_a_number_of_levels_that_is_none(tmp_path, monkeypatch, capsys, word):
    with pytest.raises(SystemExit) as stopped:
        main(['chain.vm', f'--levels={word}'], 'graph')
    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"graph: --levels: expected a whole number from 1 to 200, not '{word}'\n"


def test_a_drawing_that_is_too_large_offers_an_overview(tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, '_TOO_LARGE', 2)
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'chain.vm').write_text(CHAIN)
    with pytest.raises(Failure, match=r'boxes and edges are too many for a \.svg: write chain\.dot, or draw an overview '
                                      r'\(graph --levels 12\) or a part \(graph --region\)'):
        main(['chain.vm'], 'graph')
    main(['chain.vm', '-o', 'chain.dot'], 'graph')
