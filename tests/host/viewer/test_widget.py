"""The widget of notebooks, as its page talks to it."""
import sys

import numpy as np
import pytest

import pyfidget as pf
from tests.host.native import needs_library
from tests.host.viewer.running import read_frame

widget_module = pytest.importorskip('pyfidget.host.viewer.widget', reason='no anywidget')

VIEW = {'x': 0, 'y': 0, 'z': 0, 'scale': 1, 'pitch': 0, 'yaw': 0}


@pytest.fixture(autouse=True)
def bundle(tmp_path, monkeypatch):
    """Stands for the page's side, which needs npm to be built."""
    path = tmp_path / 'widget.bundle.js'
    path.write_text('export default {}')
    monkeypatch.setattr(widget_module, '_BUNDLE', path)
    return path


@pytest.fixture
def said(monkeypatch):
    """What a widget sends: messages and their buffers."""
    messages = []
    monkeypatch.setattr(widget_module.ShapeWidget, 'send',
                        lambda self, content, buffers=None: messages.append((content, buffers)))
    return messages


def ask(widget, **message):
    widget._handle_custom_msg(message, [])


@needs_library
def test_frames_and_values(said):
    shape = pf.circle(0.0, 0.0, 0.5)
    widget = shape.widget(300)
    assert (widget.height, widget.is_space) == (300, False)
    ask(widget, kind='frame', number=1, width=50, height=40, mode='plain', view=VIEW)
    content, [frame] = said.pop()
    assert content == {'kind': 'frame', 'number': 1}
    assert np.array_equal(read_frame(frame)[2], shape.render(width=50, height=40))
    ask(widget, kind='value', number=2, x=0.25, y=0.0, z=0.0)
    assert said.pop()[0] == {'kind': 'value', 'number': 2, 'value': '-0.25'}


@needs_library
def test_another_shape(said):
    widget = pf.circle(0.0, 0.0, 0.5).widget()
    widget.show(pf.sphere(0.0, 0.0, 0.0, 0.5))
    assert (widget.is_space, widget.version) == (True, 1)
    ask(widget, kind='frame', number=3, width=20, height=20, mode='shaded', view=VIEW)
    assert np.array_equal(read_frame(said.pop()[1][0])[2],
                          np.asarray(pf.sphere(0.0, 0.0, 0.0, 0.5).shaded(20, ambient_occlusion=True)))


@needs_library
def test_what_cannot_be_drawn_is_said(said):
    ask(pf.circle(0.0, 0.0, 0.5).widget(), kind='frame', number=4, width=0, height=1, mode='plain', view=VIEW)
    assert said.pop()[0] == {'kind': 'refused', 'number': 4, 'text': 'width: 0'}


def test_where_it_cannot_be_made(monkeypatch, bundle):
    bundle.unlink()
    with pytest.raises(FileNotFoundError, match='make page'):
        pf.circle(0.0, 0.0, 0.5).widget()
    monkeypatch.setitem(sys.modules, 'anywidget', None)
    monkeypatch.delitem(sys.modules, 'pyfidget.host.viewer.widget')
    with pytest.raises(ModuleNotFoundError, match=r"no anywidget: pip install 'pyfidget\[notebook\]'"):
        pf.circle(0.0, 0.0, 0.5).widget()
