"""A shape as a widget of a notebook: the viewer's canvas, drawn by the kernel, without a server.

The page's side is page/widget.js. What it asks is read and answered as session.py does it, but that the kernel does one thing at
a time: a frame is drawn when its turn comes, and the page asks for the next one when it is there.
"""
from __future__ import annotations

import pathlib
from typing import Any

import anywidget
import numpy as np
import traitlets

from pyfidget.host.viewer.coloured import NotHere
from pyfidget.host.viewer.frames import draw_frame
from pyfidget.host.viewer.models import parse_model
from pyfidget.host.viewer.requests import BadRequest, number, read_frame_request, whole

_PAGE = pathlib.Path(__file__).with_name('page')
_BUNDLE = _PAGE / 'widget.bundle.js'


class ShapeWidget(anywidget.AnyWidget):
    """Shows a shape; `show` has it show another one. height: in the notebook, in pixels."""

    height = traitlets.Int(480).tag(sync=True)
    is_space = traitlets.Bool(False).tag(sync=True)
    version = traitlets.Int(0).tag(sync=True)

    def __init__(self, text: str, threads: int, height: int) -> None:
        """text: the shape's. FileNotFoundError where the widget has not been built; ValueError for a height below 1."""
        if not _BUNDLE.exists():
            raise FileNotFoundError('the widget has not been built: `make page` does it, and needs npm')
        self._esm = _BUNDLE
        self._css = _PAGE / 'viewer.css'
        self._threads = threads
        self._show_text(text)
        super().__init__(height=whole('height', height, 1, 1 << 15), is_space=self._model.is_space)
        self.on_msg(self._answer)

    def show(self, shape: Any) -> None:
        """Show another shape."""
        self._show_text(shape.to_vm())
        self.is_space = self._model.is_space
        self.version += 1

    def _show_text(self, text: str) -> None:
        self._model = parse_model(text.encode(), '<shape>')

    def _answer(self, widget: Any, message: Any, buffers: Any) -> None:
        """A message of the page. One that no page sends is passed over."""
        asked = message.get('number') if isinstance(message, dict) else None
        try:
            if message.get('kind') == 'frame':
                frame = draw_frame(self._model.program, read_frame_request(message), self._threads, lambda: True)
                self.send({'kind': 'frame', 'number': asked}, buffers=[frame])
            else:
                out = np.empty(1)
                x, y, z = (np.array([number(name, message.get(name))]) for name in 'xyz')
                self._model.program.evaluate(x, y, z, out, None)
                self.send({'kind': 'value', 'number': asked, 'value': repr(float(out[0]))})
        except (BadRequest, NotHere) as error:
            self.send({'kind': 'refused', 'number': asked, 'text': str(error)})
        except MemoryError:
            self.send({'kind': 'refused', 'number': asked, 'text': 'not enough memory for this picture'})
