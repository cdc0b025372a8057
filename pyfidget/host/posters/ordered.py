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
from pyfidget.host.random_programs import best_of
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
        yield _widened(bits, *view.shape)


def _frame(plugin: str, view: View) -> tuple[View, bytes]:
    model: Any = distributed.get_worker().plugins[plugin]
    with program_of(model.text).bits(view, 1) as canvas:
        return view, canvas.tobytes()


def draw_best(client: distributed.Client, lots: Iterable[list[str]], size: int) -> Iterator[tuple[str, np.ndarray]]:
    """Of each lot of texts the most interesting program, with its picture as `draw_frames` gives it. Lost, MemoryError."""
    check_versions(client)
    for text, bits in _in_order(client, _best, ((lot, size) for lot in lots)):
        yield text, _widened(bits, size, size)


def _best(texts: list[str], size: int) -> tuple[str, bytes]:
    shape = best_of(texts)
    return shape.to_vm(), np.packbits(shape.render(size, threads=1), axis=1).tobytes()


def _widened(bits: bytes, height: int, width: int) -> np.ndarray:
    return np.unpackbits(np.frombuffer(bits, np.uint8).reshape(height, -1), axis=1)[:, :width] * np.uint8(255)


def render_models(client: distributed.Client, models: Iterable[tuple[bytes, list[str]]]) -> Iterator[tuple[int, bytes, bytes]]:
    """Models by `pyfidget render`, each a text and the words of its options; gives exit status, picture and what was said to
    standard error. Lost."""
    check_versions(client)
    return _in_order(client, _render, models)


def _render(text: bytes, words: list[str]) -> tuple[int, bytes, bytes]:
    done = subprocess.run([sys.executable, '-m', 'pyfidget', 'render', '-', '-o', '-', *words], input=text, capture_output=True,
                          check=False)
    return done.returncode, done.stdout, done.stderr
