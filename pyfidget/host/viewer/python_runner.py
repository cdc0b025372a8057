"""Runs Python files, each in a process of its own, with a time limit: what such a file does never harms the viewer."""
from __future__ import annotations

import asyncio
import json
import os
import pathlib
import signal
import sys
from typing import Any

from pyfidget.host.viewer.faults import Fault, shown

_GRACE = 1.0  # seconds, after the limit: a file may catch what is to stop it
_PACKAGE = pathlib.Path(__file__).resolve().parents[3]  # the folder that pyfidget is in
_CHILD = 'pyfidget.host.viewer.python_child'


class PythonFault(Exception):
    """The file gives no shape."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.text)
        self.fault = fault


class PythonRunner:
    """Keeps one process ready, so that the next file need not wait for Python and numpy to start. `close` ends it."""

    def __init__(self, limit: float) -> None:
        """limit: seconds that a file may take."""
        self._limit = limit
        self._ready: asyncio.Task[asyncio.subprocess.Process] | None = None
        self._taking = asyncio.Lock()

    def prepare(self) -> None:
        if self._ready is None:
            self._ready = asyncio.create_task(_start())

    async def run(self, path: str, text: bytes) -> bytes:
        """The .vm text of a file's shape; PythonFault. Where this is cancelled, the process is ended."""
        try:
            source = text.decode('utf-8')
        except UnicodeDecodeError as error:
            line = text.count(b'\n', 0, error.start) + 1
            raise PythonFault(_fault(path, f'byte {error.start} is not UTF-8', line, 1)) from None
        process = await self._take(path)
        order = json.dumps({'path': path, 'text': source, 'limit': self._limit})
        try:
            answer, _ = await asyncio.wait_for(process.communicate(order.encode() + b'\n'), self._limit + _GRACE)
        except asyncio.TimeoutError:
            raise PythonFault(_fault(path, f'stopped after {self._limit:g} s', 0, 0)) from None
        finally:
            _kill(process)
            await process.wait()
            self.prepare()
        if not answer:
            raise PythonFault(_fault(path, _end_of(process.returncode), 0, 0))
        return _vm_of(json.loads(answer))

    async def _take(self, path: str) -> asyncio.subprocess.Process:
        """The process that is ready, or as soon as it is. Where this is cancelled, it waits for the next file."""
        async with self._taking:
            self.prepare()
            assert self._ready is not None
            try:
                process = await asyncio.shield(self._ready)
            except OSError as error:
                self._ready = None
                raise PythonFault(_fault(path, f'Python cannot be started: {error.strerror}', 0, 0)) from None
            self._ready = None
            return process

    async def close(self) -> None:
        if self._ready is not None:
            process = await self._ready
            self._ready = None
            _kill(process)
            await process.communicate()


async def _start() -> asyncio.subprocess.Process:
    """A process in a group of its own: what it starts ends with it, and Ctrl-C is the viewer's. It has no buffers (-u): what a
    file has printed is told at once, and not lost where the process is stopped."""
    paths = [str(_PACKAGE), *filter(None, [os.environ.get('PYTHONPATH')])]
    process = await asyncio.create_subprocess_exec(
        sys.executable, '-u', '-m', _CHILD, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(paths)})
    assert process.stdout is not None
    await process.stdout.readline()  # the time that the imports take is not the file's
    return process


def _kill(process: asyncio.subprocess.Process) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it has ended, and nothing that it started is left


def _vm_of(answer: dict[str, Any]) -> bytes:
    if 'fault' in answer:
        raise PythonFault(_fault(answer['path'], answer['fault'], answer['line'], answer['column']))
    return str(answer['vm']).encode()


def _fault(path: str, message: str, line: int, column: int) -> Fault:
    place = f':{line}:{column}' if line else ''
    return Fault(f'{shown(path)}{place}: {message}', line, column)


def _end_of(status: int | None) -> str:
    if status is not None and status < 0:
        return f'its process was ended by {signal.Signals(-status).name}'
    return f'its process has ended, with exit status {status}'
