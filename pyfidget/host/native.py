"""The native library: the same RPython as the binary, translated as a shared library and called through ctypes.

The library parses, prepares and finishes in one thread at a time, which a lock sees to; it draws and evaluates in any number of
threads, without Python's own lock. targetlibrary.py lists its functions, library/entries.py says what they do.
"""
from __future__ import annotations

import contextlib
import ctypes
import functools
import mmap
import os
import pathlib
import threading
import weakref
from typing import Any

import numpy as np

from pyfidget.host.bounds import Bounds
from pyfidget.host.progress import Progress
from pyfidget.host.view import View
from pyfidget.library.entries import MEMORY_FAULT, NUMBER_FAULT, PARSE_FAULT
from pyfidget.parser import ParseError
from pyfidget.scarcity import RESERVE
from pyfidget.system import from_bytes

VARIABLE = 'PYFIDGET_LIBRARY'  # where the library is, if not here:
PATH = pathlib.Path(__file__).with_name('libpyfidget.so')
# Where there is none, setup.py has left the reason beside it.
REASON = PATH.with_suffix('.missing')

ENGINES = ['wide', 'quadtree', 'scalar']  # by their numbers in library/entries.py

_LONGEST_MESSAGE = 4096  # bytes
_POLL = 0.05  # seconds between two looks at how far a picture is

_WORD, _DOUBLE = ctypes.c_long, ctypes.c_double
_FUNCTIONS: dict[str, list[Any]] = {
    'start': [],
    'fault_kind': [], 'fault_line': [], 'fault_column': [], 'fault_message': [_WORD] * 2,
    'parse': [_WORD] * 2, 'forget': [_WORD],
    'bound': [_WORD] + [_DOUBLE] * 6 + [_WORD],
    'evaluator': [_WORD], 'evaluate': [_WORD] * 6,
    'prepare': [_WORD] * 5 + [_DOUBLE] * 4 + [_WORD] * 2, 'runnable': [_WORD], 'bits': [_WORD],
    'widener': [_WORD], 'finish': [_WORD],
    'run': [_WORD], 'done': [_WORD], 'area': [_WORD], 'widen': [_WORD] * 7,
}

# The locks of the libraries that are running, by their handles: the runtime of each may be started but once in a process.
_running: dict[int, contextlib.AbstractContextManager[Any]] = {}
_starting = threading.Lock()


class MissingLibrary(Exception):
    """There is no native library, or none that can be loaded; the message says which and why."""


class _Library:
    """The functions by their names without 'pyfidget_', and the lock that all need but run, done, area, widen and evaluate."""

    def __init__(self, path: pathlib.Path) -> None:
        try:
            library = ctypes.CDLL(str(path))
            self._functions = {name: library['pyfidget_' + name] for name in _FUNCTIONS}
            start_up = library['rpython_startup_code']
        except (OSError, AttributeError) as error:
            raise MissingLibrary(f'no native library: {error}') from None
        for name, function in self._functions.items():
            function.argtypes = _FUNCTIONS[name]
            function.restype = _WORD
        start_up.restype = None
        with _starting:
            if library._handle not in _running:
                if not self._has_room():
                    raise MemoryError('not enough memory')
                start_up()
                # One that a thread may take twice: between two calls it may be made to free a shape that nobody holds any more.
                _running[library._handle] = threading.RLock()
            self.lock = _running[library._handle]
        with self.lock:
            self.succeed(self.call('start'))

    def call(self, name: str, *arguments: float) -> int:
        return int(self._functions[name](*arguments))

    def succeed(self, answer: int, filename: str = '') -> int:
        """The answer of a call; where it is 0, the call's fault is raised. The lock must be held since."""
        if answer:
            return answer
        buffer = ctypes.create_string_buffer(_LONGEST_MESSAGE)
        size = self.call('fault_message', ctypes.addressof(buffer), _LONGEST_MESSAGE)
        message = buffer.raw[:size]
        kind = self.call('fault_kind')
        if kind == PARSE_FAULT:
            raise ParseError(filename, self.call('fault_line'), self.call('fault_column'), from_bytes(message))
        if kind == NUMBER_FAULT:
            raise ValueError(message.decode())
        raise MemoryError('not enough memory') if kind == MEMORY_FAULT else RuntimeError(message.decode())

    def _has_room(self) -> bool:
        """Whether there is memory enough for the library to start: it cannot say so itself."""
        try:
            mmap.mmap(-1, RESERVE).close()
        except OSError:
            return False
        return True


@functools.lru_cache(maxsize=None)
def _load() -> _Library:
    asked = os.environ.get(VARIABLE)
    if not asked and not PATH.exists() and REASON.exists():
        raise MissingLibrary(f'no native library: {REASON.read_text(encoding="utf-8").strip()}')
    return _Library(pathlib.Path(asked or PATH))


class NativeProgram:
    """A program in the library; freed when nobody holds it any more. MissingLibrary, ParseError, MemoryError."""

    def __init__(self, text: bytes, filename: str) -> None:
        self._library = _load()
        library = self._library
        address = ctypes.cast(ctypes.c_char_p(text), ctypes.c_void_p).value or 0
        with library.lock:
            self._number = library.succeed(library.call('parse', address, len(text)), filename)
        weakref.finalize(self, _forget, library, self._number)

    def render(self, out: np.ndarray, view: View, engine: str, threads: int, machine_code: bool,
               progress: Progress | None) -> None:
        """Draw into an array of bytes of the view's height and width, whose rows may lie apart; MemoryError."""
        library = self._library
        with library.lock:
            job = library.succeed(library.call(
                'prepare', self._number, ENGINES.index(engine), view.width, view.height, view.convention, view.center_x,
                view.center_y, view.scale, view.z, threads, machine_code))
            runnable = library.call('runnable', job)
            bits = library.call('bits', job)
            widener = library.call('widener', machine_code)
        try:
            if runnable:
                self._run(runnable, progress)
            library.call('widen', widener, bits, (view.width + 7) // 8, view.width, view.height, out.ctypes.data, out.strides[0])
        finally:
            with library.lock:
                library.succeed(library.call('finish', job))

    def _run(self, runnable: int, progress: Progress | None) -> None:
        library = self._library
        if progress is None:
            library.call('run', runnable)
            return
        runner = threading.Thread(target=library.call, args=('run', runnable))
        runner.start()
        try:
            while runner.is_alive():
                progress(library.call('done', runnable) / library.call('area', runnable))
                runner.join(_POLL)
            progress(1.0)
        finally:
            runner.join()  # whatever interrupts us: the picture's memory is not ours to give back before

    def evaluate(self, xs: np.ndarray, ys: np.ndarray, zs: np.ndarray, out: np.ndarray) -> None:
        """The values at points, all in contiguous arrays of doubles of one size; MemoryError."""
        library = self._library
        with library.lock:
            evaluator = library.succeed(library.call('evaluator', self._number))
        if not library.call('evaluate', evaluator, out.size, *(array.ctypes.data for array in (xs, ys, zs, out))):
            raise MemoryError('not enough memory')

    def bound(self, x: Bounds, y: Bounds, z: Bounds) -> Bounds:
        library = self._library
        out = np.empty(3)
        with library.lock:
            library.succeed(library.call('bound', self._number, x.lo, x.hi, y.lo, y.hi, z.lo, z.hi, out.ctypes.data))
        return Bounds(float(out[0]), float(out[1]), bool(out[2]))


def _forget(library: _Library, number: int) -> None:
    with library.lock:
        library.call('forget', number)
