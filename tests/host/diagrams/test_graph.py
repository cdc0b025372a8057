"""The command tools/graph.py."""
import os
import re
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from pyfidget.grid import CHALLENGE
from pyfidget.host.commands.graph import main
from pyfidget.host.diagrams.command import load_program
from pyfidget.host.info import describe
from pyfidget.host.view import View
from tests.conftest import ROOT
from tests.host.diagrams.reading import read_dot

GEAR = os.path.join(ROOT, 'models', 'gear.vm')
SVG = '{http://www.w3.org/2000/svg}'


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def drawn(*words):
    """The DOT text of a drawing, and its edges."""
    main([*words, '-o', 'drawn.dot'], 'graph.py')
    with open('drawn.dot', encoding='utf-8') as drawing:
        text = drawing.read()
    return text, read_dot(text)[1]


def test_the_whole_program():
    text, edges = drawn(GEAR)
    assert '>gear.vm<' in text and '28 operations in 11 boxes; 11 constants and coordinates stand in the formulas<' in text
    assert len(edges) == 13


def test_the_counts_are_those_of_the_other_reports():
    program = load_program(GEAR)
    view = View(64, 64, CHALLENGE, 0.0, 0.0, 1.0, 0.0)
    info = describe(program, view)
    text, _ = drawn(GEAR)
    operations, leaves = map(int, re.search(r'(\d+) operations in \d+ boxes; (\d+) constants and coordinates', text).groups())
    assert operations + leaves == program.size == info.operations.total()
    text, _ = drawn(GEAR, '--predicates')
    comparisons, booleans = map(int, re.search(r'(\d+) comparisons, (\d+) and/or', text).groups())
    assert (comparisons, booleans) == (info.comparisons.total(), info.booleans.total())


def test_what_is_not_needed_is_counted():
    with open('model.vm', 'w', encoding='ascii') as model:
        model.write('x var-x\nunused sin x\nalso cos unused\nr neg x\n')
    text, _ = drawn('model.vm')
    assert '1 operation in 1 box; 1 constant or coordinate stands in the formulas' in text
    assert '; 2 more that the result does not need<' in text


def test_a_region():
    text, edges = drawn(GEAR, '--region', '-0.25,0,0.25,0.5')
    assert 'specialised to x in [-0.25, 0], y in [0.25, 0.5], from 39 operations' in text and '17 operations in 3 boxes' in text
    assert len(edges) == 2


def test_predicates():
    text, _ = drawn(GEAR, '--predicates')
    assert 'as predicates, over x in [-1, 1], y in [-1, 1]' in text and ' &lt;\N{NO-BREAK SPACE}' in text
    text, _ = drawn(GEAR, '--predicates', '--region', '0,0.25,0,0.25')
    assert 'as predicates, over x in [0, 0.25], y in [0, 0.25]' in text
    assert '15 values, 2 comparisons, 1 and/or in 6 boxes' in text


@pytest.mark.parametrize('options', [[], ['--predicates']])
@pytest.mark.parametrize('number, verdict', [('2', 'outside'), ('-2', 'inside')])
def test_a_verdict_is_drawn_and_told(options, number, verdict, capsys):
    with open('model.vm', 'w', encoding='ascii') as model:
        model.write(f'x var-x\nk const {number}\nr add x k\n')
    text, _ = drawn('model.vm', '--region=-1,1,-1,1', *options)
    assert f'the whole region is proven {verdict}' in text
    assert capsys.readouterr().err == f'graph.py: the whole region is proven {verdict}\n'


def test_z():
    with open('model.vm', 'w', encoding='ascii') as model:
        model.write('x var-x\nz var-z\nr sub x z\n')
    assert 'z = 0, from 3 operations<' in drawn('model.vm', '--region', '-1,1,-1,1')[0]
    assert '[-1.5, 0.5]' in drawn('model.vm', '--region', '-1,1,-1,1', '--z', '0.5')[0]
    assert 'x &lt; -0.25' in drawn('model.vm', '--predicates', '--z', '-0.25')[0].replace('\N{NO-BREAK SPACE}', ' ')


@pytest.mark.skipif(shutil.which('dot') is None, reason='no program dot')
def test_the_drawing_is_named_after_the_model():
    command = [sys.executable, os.path.join(ROOT, 'tools', 'graph.py'), GEAR]
    assert subprocess.run(command, capture_output=True, check=True).stderr == b''
    svg = ElementTree.parse('gear.svg').getroot()
    assert svg.tag == f'{SVG}svg'
    kinds = [element.get('class') for element in svg.iter(f'{SVG}g')]
    assert (kinds.count('node'), kinds.count('edge')) == (11, 13)


@pytest.mark.parametrize('words, message', [
    (['--region', '1,2,3'], "--region: expected X0,X1,Y0,Y1 (from X0 to X1, from Y0 to Y1), not '1,2,3'"),
    (['--region', ''], "--region: expected X0,X1,Y0,Y1 (from X0 to X1, from Y0 to Y1), not ''"),
    (['--region', '0,1,0,a'], "--region: 'a' is no number"),
    (['--region', '-1,1,-1,'], "--region: '' is no number"),
    (['--region', '0,1,nan,1'], "--region: 'nan' is not finite"),
    (['--region', '0,1e999,0,1'], "--region: '1e999' is not finite"),
    (['--region', '-inf,1,0,1'], "--region: '-inf' is not finite"),
    (['--region', '1,0,0,1'], "--region: X0 is above X1 in '1,0,0,1': the order is X0,X1,Y0,Y1"),
    (['--region', '0,1,1,-1'], "--region: Y0 is above Y1 in '0,1,1,-1': the order is X0,X1,Y0,Y1"),
    (['--predicates', '--z', 'inf'], "--z: 'inf' is not finite"),
    (['--z', '1'], '--z: goes with --region or --predicates'),
    (['-o', 'a.jpg'], "-o: 'a.jpg' ends in none of .dot, .svg, .png, .pdf"),
    (['b.vm'], 'unrecognized arguments: b.vm'),
])
def test_wrong_use(words, message, capsys):
    with pytest.raises(SystemExit) as raised:
        main([GEAR, *words], 'graph.py')
    assert raised.value.code == 2
    assert capsys.readouterr().err.endswith(f': {message}\n')


@pytest.mark.parametrize('words, message', [
    (['none.vm'], 'graph.py: cannot read none.vm: No such file or directory'),
    (['bad.vm'], "bad.vm:1:3: unknown operation 'foo'"),
    ([GEAR, '-o', 'none/a.dot'], 'graph.py: cannot write none/a.dot: No such file or directory'),
])
def test_failures(words, message):
    with open('bad.vm', 'w', encoding='ascii') as model:
        model.write('x foo\n')
    run = subprocess.run([sys.executable, os.path.join(ROOT, 'tools', 'graph.py'), *words], capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (1, '', message + '\n')
