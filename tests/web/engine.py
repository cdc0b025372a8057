"""The engine in WebAssembly, run by Node."""
from __future__ import annotations

import base64
import json
import os
import pathlib
import subprocess
from typing import Any

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent


class Fault(Exception):
    """What the engine says is wrong: line, column, message."""


class Engine:
    """One module; it holds one shape. `close` ends it."""

    def __init__(self, module: pathlib.Path) -> None:
        self._node = subprocess.Popen([os.environ.get('NODE', 'node'), HERE / 'driver.mjs', module], text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def parse(self, text: str) -> None:
        self._ask('parse', text=text)

    def draw(self, width: int, height: int, x: float = 0.0, y: float = 0.0, z: float = 0.0, scale: float = 1.0,
             by: str = 'wide') -> np.ndarray:
        """The picture's pixels, True inside; by: the engine."""
        answer = self._ask('draw', view={'x': x, 'y': y, 'z': z, 'scale': scale}, width=width, height=height, by=by)
        packed = np.frombuffer(base64.b64decode(answer['bits']), np.uint8).reshape(height, (width + 7) // 8)
        return np.unpackbits(packed, axis=1, count=width).astype(bool)

    def times(self, size: int, count: int, moves: bool) -> list[float]:
        """Milliseconds of so many frames."""
        view = {'x': 0.0, 'y': 0.0, 'z': 0.0, 'scale': 1.0}
        times: list[float] = self._ask('time', view=view, width=size, height=size, count=count, moves=moves)['times']
        return times

    def value(self, x: float, y: float, z: float) -> float:
        return float(self._ask('value', x=x, y=y, z=z)['value'])

    def memory(self) -> int:
        """Bytes that the module has taken."""
        size: int = self._ask('memory')['bytes']
        return size

    def close(self) -> None:
        self._node.communicate()
        assert self._node.returncode == 0

    def _ask(self, what: str, **more: Any) -> Any:
        assert self._node.stdin and self._node.stdout
        self._node.stdin.write(json.dumps({'what': what, **more}) + '\n')
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        assert line, 'the engine has ended'
        answer = json.loads(line)
        if 'fault' in answer:
            raise Fault(*answer['fault'])
        return answer
