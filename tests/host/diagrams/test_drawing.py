import io
import shutil
from xml.etree import ElementTree

import graphviz
import pytest

from pyfidget.host.diagrams import drawing as module
from pyfidget.host.diagrams.command import Failure
from pyfidget.host.diagrams.drawing import escaped, new_drawing, write_drawing
from tests.host.diagrams.reading import read_dot

HARD = r'a\Nb <i> & "c" > \\ d'

needs_dot = pytest.mark.skipif(shutil.which('dot') is None, reason='no program dot')


def small_drawing(title='title'):
    drawing = new_drawing(title, [('#ffffff', 'pale'), ('#000080', 'dark')])
    drawing.node('a', label=f'<{escaped(HARD)}>')
    drawing.edge('a', 'b')
    return drawing


def texts_of(svg):
    return [''.join(element.itertext()) for element in ElementTree.fromstring(svg).iter('{http://www.w3.org/2000/svg}text')]


def test_dot_text_needs_no_program(tmp_path, monkeypatch):
    monkeypatch.setenv('PATH', '')
    write_drawing(small_drawing('é'), tmp_path / 'a.dot')
    text = (tmp_path / 'a.dot').read_text(encoding='utf-8')
    assert read_dot(text)[1] == [('a', 'b')] and '<b>é</b>' in text


@needs_dot
def test_labels_show_what_they_are_given(tmp_path):
    write_drawing(small_drawing(f'{HARD}\nline two\x01'), tmp_path / 'a.svg')
    shown = ' '.join(texts_of((tmp_path / 'a.svg').read_bytes()))
    assert shown.count(HARD) == 2 and 'line two\\x01' in shown and 'pale' in shown and 'dark' in shown


@needs_dot
def test_a_title_may_hold_what_is_no_text(tmp_path):
    write_drawing(small_drawing('a\udcffb'), tmp_path / 'a.svg')
    assert 'a\\xffb' in ' '.join(texts_of((tmp_path / 'a.svg').read_bytes()))


@needs_dot
@pytest.mark.parametrize('name, start', [('a.svg', b'<?xml'), ('a.PNG', b'\x89PNG'), ('a.pdf', b'%PDF'), ('a.dot', b'digraph')])
def test_the_extension_is_the_format(name, start, tmp_path):
    write_drawing(small_drawing(), str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize('name', ['a', 'a.gif', 'svg', '.svg'])
def test_other_extensions_are_refused(name, tmp_path):
    with pytest.raises(Failure, match='ends in none of .dot, .svg, .png, .pdf'):
        write_drawing(small_drawing(), tmp_path / name)


def test_without_dot_there_is_a_hint_and_the_old_picture_stays(tmp_path, monkeypatch):
    monkeypatch.setenv('PATH', '')
    (tmp_path / 'a.svg').write_text('old')
    with pytest.raises(Failure, match=r'^no program dot for a .svg: install Graphviz .*, or write .*a\.dot$'):
        write_drawing(small_drawing(), tmp_path / 'a.svg')
    assert (tmp_path / 'a.svg').read_text() == 'old'


@pytest.mark.parametrize('reasons, message', [(b'Error: no\nmore', 'Error: no'), (b'', 'it ended with status 1')])
def test_a_fault_of_dot_is_one_line(reasons, message, tmp_path, monkeypatch):
    def fail(drawing, format):
        raise graphviz.CalledProcessError(1, ['dot'], stderr=reasons)
    monkeypatch.setattr(graphviz.Digraph, 'pipe', fail)
    with pytest.raises(Failure, match=f'^dot could not draw .*a.svg: {message}$'):
        write_drawing(small_drawing(), tmp_path / 'a.svg')


def test_what_cannot_be_written(tmp_path):
    with pytest.raises(Failure, match='^cannot write .*a.dot: No such file or directory$'):
        write_drawing(small_drawing(), tmp_path / 'none' / 'a.dot')


def test_without_the_package_there_is_a_hint(monkeypatch):
    monkeypatch.setattr(module, 'graphviz', None)
    with pytest.raises(Failure, match='^no Python package graphviz: '):
        new_drawing('title')


class Terminal(io.StringIO):
    def isatty(self):
        return True


@needs_dot
def test_a_large_drawing_is_announced_on_a_terminal(tmp_path, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr('sys.stderr', terminal)
    monkeypatch.setattr(graphviz.Digraph, 'pipe', lambda drawing, format: b'')
    drawing = small_drawing()
    write_drawing(drawing, tmp_path / 'a.svg')
    assert terminal.getvalue() == ''
    for i in range(1000):
        drawing.node(f'n{i}')
    write_drawing(drawing, tmp_path / 'a.svg')
    assert terminal.getvalue() == '\rdrawing 1002 boxes and edges with dot: 0 s \r\x1b[K'
