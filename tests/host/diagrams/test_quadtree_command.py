"""The command that draws the recursion, as a user gives it."""
import shutil
import subprocess
import sys

import pytest

from pyfidget.host.commands import quadtree
from pyfidget.host.diagrams.command import run_command
from tests.conftest import ROOT
from tests.host.diagrams.reading import read_dot
from tests.host.diagrams.runs import MODELS

HEART = str(MODELS / 'heart.vm')


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Everything is written to an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drawn(folder, *words):
    """The nodes that the command draws."""
    quadtree.main([HEART, '-o', 'tree.dot', *words], 'quadtree.py')
    return read_dot((folder / 'tree.dot').read_text(encoding='utf-8'))[0]


def status_of(*words):
    with pytest.raises(SystemExit) as raised:
        run_command('quadtree.py', quadtree.main, list(words))
    return raised.value.code


def depth_of(node):
    """Of a node of a square picture of 128 pixels, by its name."""
    return 7 - (int(node.split('×')[0]).bit_length() - 1)


@pytest.mark.skipif(shutil.which('dot') is None, reason='there is no program dot')
def test_the_picture_is_named_after_the_model(folder):
    quadtree.main([HEART, '--size=64'], 'quadtree.py')
    assert (folder / 'heart-tree.svg').read_text(encoding='utf-8').rstrip().endswith('</svg>')


def test_three_levels_are_opened_if_nothing_is_said(folder):
    nodes = drawn(folder, '--size=128')
    assert max(depth_of(node) for node in nodes if not node.startswith('below')) == 3
    assert any(node.startswith('below') for node in nodes)


def test_all_or_so_many_levels_are_opened(folder):
    assert not any(node.startswith('below') for node in drawn(folder, '--size=64', '--depth', 'all'))
    assert list(drawn(folder, '--size=64', '--depth=0')) == ['64×64 at 0,0', 'below 64×64 at 0,0']


def test_around_a_point_its_regions_are_opened_to_the_last(folder):
    nodes = drawn(folder, '--size=128', '--around', '-0.6,0.1')
    # The pixel is 25, 57; its region of 8 x 8 begins at 24, 56.
    assert '8×8 at 24,56' in nodes and '64×64 at 64,64' in nodes
    assert not any(node.startswith('32×32 at 64') for node in nodes)


def test_around_a_point_to_a_depth(folder):
    nodes = drawn(folder, '--size=128', '--around=-0.6,0.1', '--depth=1')
    assert len([node for node in nodes if not node.startswith('below')]) == 5


@pytest.mark.parametrize('words, message', [
    (['--depth', '-1'], "--depth: expected a whole number or 'all', not '-1'"),
    (['--depth', 'deep'], "--depth: expected a whole number or 'all', not 'deep'"),
    (['--around', '1'], "--around: expected X,Y, not '1'"),
    (['--around', 'a,b'], "--around: expected X,Y, not 'a,b'"),
    (['--around', 'nan,0'], "--around: 'nan,0' is not finite"),
    (['--around', '2,0'], '--around: x = 2 is not in the picture, where x runs from -1 to 1'),
    (['-o', 'tree.gif'], "-o: 'tree.gif' ends in none of .dot, .svg, .png, .pdf"),
    (['--size', '0'], "--size: expected a whole number from 1 to 65536, not '0'"),
])
def test_wrong_use_is_one_line_and_status_2(folder, capsys, words, message):
    assert status_of(HEART, *words) == 2
    said = capsys.readouterr()
    assert said.out == '' and said.err.endswith(f': {message}\n') and said.err.count('\n') == 1
    assert list(folder.iterdir()) == []


def test_a_model_or_a_picture_that_is_not_to_be_had(folder):
    assert status_of('none.vm') == 'quadtree.py: cannot read none.vm: No such file or directory'
    (folder / 'bad.vm').write_text('x var-x\nr foo x\n')
    assert status_of('bad.vm') == "bad.vm:2:3: unknown operation 'foo'"
    assert status_of(HEART, '--size=8', '-o', 'none/tree.dot') == (
        'quadtree.py: cannot write none/tree.dot: No such file or directory')


def test_the_command_runs_from_any_folder(folder):
    subprocess.run([sys.executable, f'{ROOT}/tools/quadtree.py', HEART, '--size=8', '-o', 'tree.dot'], check=True)
    assert list(read_dot((folder / 'tree.dot').read_text(encoding='utf-8'))[0]) == ['8×8 at 0,0']
