"""Pictures that a cluster draws, given back in their order: the frames of a film, the models of a study."""
from __future__ import annotations

import collections
import subprocess
import sys
from typing import Any, Callable, Iterable, Iterator

import distributed
import numpy as np

from pyfidget.host.posters.paint import program_of
from pyfidget.host.posters.schedule import Model, busy, check_versions, lost_if_gone
from pyfidget.host.view import View
from pyfidget.version import VERSION


def _in_order(client: distributed.Client, task: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """What a task gives for some arguments; few calls wait, however many there are. Lost, and what the task raises."""
    room = busy(client)
    waiting: collections.deque[distributed.Future] = collections.deque()
    with lost_if_gone():
        for call in calls:
            waiting.append(client.submit(task, *call, pure=False))
            if len(waiting) == room:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def draw_frames(client: distributed.Client, text: bytes, views: Iterable[View]) -> Iterator[np.ndarray]:
    """Pictures of a model, arrays of bytes, 255 inside and 0 outside. Lost, MemoryError."""
    check_versions(client)
    plugin = Model(text, VERSION)
    client.register_plugin(plugin)
    for view, bits in _in_order(client, _frame, ((plugin.name, view) for view in views)):
        height, width = view.shape
        yield np.unpackbits(np.frombuffer(bits, np.uint8).reshape(height, -1), axis=1)[:, :width] * np.uint8(255)


def _frame(plugin: str, view: View) -> tuple[View, bytes]:
    model = distributed.get_worker().plugins[plugin]
    with program_of(model.text).bits(view, 1) as canvas:
        return view, canvas.tobytes()


def render_models(client: distributed.Client, models: Iterable[tuple[bytes, list[str]]]) -> Iterator[tuple[int, bytes, bytes]]:
    """Models by `pyfidget render`, each a text and the words of its options; gives exit status, picture and what was said to
    standard error. Lost."""
    check_versions(client)
    return _in_order(client, _render, models)


def _render(text: bytes, words: list[str]) -> tuple[int, bytes, bytes]:
    done = subprocess.run([sys.executable, '-m', 'pyfidget', 'render', '-', '-o', '-', *words], input=text, capture_output=True,
                          check=False)
    return done.returncode, done.stdout, done.stderr
