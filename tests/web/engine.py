"""The engine in WebAssembly, run by Node."""
from __future__ import annotations

import base64
import pathlib
from typing import Any

import numpy as np

from tests.web.conversation import Conversation


class Fault(Exception):
    """What the engine says is wrong: line, column, message."""


class Engine:
    """One module; it holds one shape. `close` ends it."""

    def __init__(self, module: pathlib.Path) -> None:
        self._node = Conversation('driver.mjs', module)
        self.close = self._node.close

    def parse(self, text: str) -> None:
        self._ask('parse', text=text)

    def draw(self, width: int, height: int, x: float = 0.0, y: float = 0.0, z: float = 0.0, scale: float = 1.0,
             by: str = 'wide') -> np.ndarray:
        """The picture's pixels, True inside; by: the engine."""
        answer = self._ask('draw', view={'x': x, 'y': y, 'z': z, 'scale': scale}, width=width, height=height, by=by)
        packed = np.frombuffer(base64.b64decode(answer['data']), np.uint8).reshape(height, (width + 7) // 8)
        return np.unpackbits(packed, axis=1, count=width).astype(bool)

    def draw_space(self, mode: str, width: int, height: int, view: dict[str, float]) -> bytes:
        """The frame's bytes, behind its palette if it has one. view: x, y, z, scale, pitch, yaw."""
        answer = self._ask('space', mode=mode, view=view, width=width, height=height)
        return base64.b64decode(answer.get('palette', '')) + base64.b64decode(answer['data'])

    def value(self, x: float, y: float, z: float) -> float:
        return float(self._ask('value', x=x, y=y, z=z)['value'])

    def memory(self) -> int:
        """Bytes that the module has taken."""
        size: int = self._ask('memory')['bytes']
        return size

    def _ask(self, what: str, **more: Any) -> Any:
        answer = self._node.ask(what, **more)
        if 'fault' in answer:
            raise Fault(*answer['fault'])
        return answer
