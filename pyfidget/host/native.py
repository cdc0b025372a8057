"""The native library: the same RPython as the binary, translated as a shared library and called through ctypes.

The library parses, prepares and finishes in one thread at a time, which a lock sees to; it draws and evaluates in any number of
threads, without Python's own lock. targetlibrary.py lists its functions, library/entries.py says what they do.

Python runs its signal handlers between two calls only, so that whatever may take long is a series of short calls. An exception
may leave that series anywhere, Ctrl-C's for one: the library itself knows which threads are at work on a picture, and waits for
them before it uses that picture's memory again.
"""
from __future__ import annotations

import contextlib
import ctypes
import functools
import mmap
import os
import pathlib
import signal
import threading
import time
import weakref
from typing import Any, Callable, Iterator

import numpy as np

from pyfidget.engines.recording import EVENT_WORDS, LEVEL_WORDS
from pyfidget.host.bounds import Bounds
from pyfidget.host.mesh_box import MeshBox
from pyfidget.host.progress import Progress
from pyfidget.host.space_view import SpaceView
from pyfidget.host.view import View, cells_of
from pyfidget.library.state import MEMORY_FAULT, NUMBER_FAULT, PARSE_FAULT
from pyfidget.parser import ParseError
from pyfidget.passes.switches import NAMES, Switches
from pyfidget.scarcity import RESERVE
from pyfidget.system import from_bytes

VARIABLE = 'PYFIDGET_LIBRARY'  # where the library is, if not here:
PATH = pathlib.Path(__file__).with_name('libpyfidget.so')
# Where there is none, setup.py has left the reason beside it.
REASON = PATH.with_suffix('.missing')

ENGINES = ['wide', 'quadtree', 'scalar', 'compiled']  # by their numbers in library/entries.py

_LONGEST_MESSAGE = 4096  # bytes
_SLICE = 20  # milliseconds of a call: how late a signal handler may run
_TURN = 0.0002  # seconds in which other threads may take the library's lock
_PIECE = 1 << 23  # pixels that a call makes bytes
_NO_NORMALS, _OWN_NORMALS = 0, 1  # of a job in space; or where they go to

_WORD, _DOUBLE = ctypes.c_long, ctypes.c_double
_FUNCTIONS: dict[str, list[Any]] = {
    'start': [],
    'fault_kind': [], 'fault_line': [], 'fault_column': [], 'fault_message': [_WORD] * 2,
    'parse': [_WORD] * 2, 'forget': [_WORD],
    'bound': [_WORD] + [_DOUBLE] * 6 + [_WORD],
    'evaluator': [_WORD], 'evaluate': [_WORD] * 8,
    'prepare': [_WORD] * 5 + [_DOUBLE] * 4 + [_WORD] * 3, 'prepare_window': [_WORD] * 9 + [_DOUBLE] * 4 + [_WORD] * 3,
    'prepare_heights': [_WORD] * 11, 'prepare_proofs': [_WORD] * 9 + [_DOUBLE] * 4 + [_WORD],
    'runnable': [_WORD], 'bits': [_WORD],
    'widener': [_WORD], 'advance': [_WORD] * 2, 'finish': [_WORD], 'abandon': [_WORD], 'disown': [],
    'record': [_WORD] * 4 + [_DOUBLE] * 4 + [_WORD] * 3, 'record_on': [_WORD] * 2, 'recorded': [_WORD] * 5,
    'forget_recording': [_WORD], 'command': [_WORD] * 2,
    'run': [_WORD] * 2, 'done': [_WORD], 'area': [_WORD], 'widen': [_WORD] * 7,
    'survey': [_WORD] * 5, 'shrink': [_WORD] * 8, 'fill': [_WORD] * 5,
    'prepare_mesh': [_WORD] * 8, 'next_stage': [_WORD], 'mesh_part': [_WORD] * 2,
    'normals': [_WORD], 'shade': [_WORD] * 4, 'colours': [_WORD],
    'run_heights': [_WORD] * 2, 'done_heights': [_WORD], 'area_heights': [_WORD],
}

# The locks of the libraries that are running, by their handles: the runtime of each may be started but once in a process.
_running: dict[int, threading.RLock] = {}
_starting = threading.Lock()
if hasattr(os, 'register_at_fork'):
    os.register_at_fork(before=_starting.acquire, after_in_parent=_starting.release, after_in_child=_starting.release)


class MissingLibrary(Exception):
    """There is no native library, or none that can be loaded; the message says which and why."""


class _Library:
    """The functions by their names without 'pyfidget_', and the lock that all need but those of raw memory alone."""

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
                self._survive_forks(_running[library._handle])
            self.lock = _running[library._handle]
        with self.lock:
            self.succeed(self.call('start'))

    def _survive_forks(self, lock: threading.RLock) -> None:
        """Let a process fork only when no thread is inside the library, which would be there for ever in the child; and let the
        child know that it has none of the threads that draw."""
        def in_child() -> None:
            self.call('disown')
            lock.release()

        os.register_at_fork(before=lock.acquire, after_in_parent=lock.release, after_in_child=in_child)

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


def is_available() -> bool:
    """Whether there is a library that can be loaded."""
    try:
        _load()
    except MissingLibrary:
        return False
    return True


def of_raw_memory(name: str, *arguments: int) -> None:
    """Call a function that touches raw memory alone. MissingLibrary."""
    _load().call(name, *arguments)


def widener() -> int:
    """What its `widen` is to be told. MissingLibrary."""
    library = _load()
    with library.lock:
        return library.call('widener', 1)


def run_binary(words: list[bytes]) -> int:
    """Run the program of the binary on its command line, the name first; gives its exit status. Meanwhile Ctrl-C ends the
    process, as it ends the binary. For the main thread of a process that is about to end. MissingLibrary, MemoryError."""
    library = _load()
    text = b''.join(word + b'\0' for word in words)
    address = ctypes.cast(ctypes.c_char_p(text), ctypes.c_void_p).value or 0
    handler = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        with library.lock:
            return library.succeed(library.call('command', address, len(text))) - 1
    finally:
        signal.signal(signal.SIGINT, handler)


class NativeProgram:
    """A program in the library; freed when nobody holds it any more. MissingLibrary, ParseError, MemoryError."""

    def __init__(self, text: bytes, filename: str) -> None:
        self._library = _load()
        library = self._library
        address = ctypes.cast(ctypes.c_char_p(text), ctypes.c_void_p).value or 0
        with library.lock:
            self._number = library.succeed(library.call('parse', address, len(text)), filename)
        _when_dropped(self, _forget, library, self._number)

    def render(self, out: np.ndarray, view: View, engine: str, threads: int, machine_code: bool,
               progress: Progress | None) -> None:
        """Draw into an array of bytes of the view's shape, whose rows may lie apart; MemoryError."""
        job = _PlaneJob(self._library, self._number, view, engine, threads, machine_code)
        try:
            job.draw(progress)
            job.widen(out)
            job.finish()
        finally:
            job.abandon()

    @contextlib.contextmanager
    def bits(self, view: View, threads: int, progress: Progress | None = None) -> Iterator[np.ndarray]:
        """The picture as the library has it, one bit a pixel (image/canvas.py), an array of bytes, one row a row; it is gone when
        the context is left. MemoryError."""
        job = _PlaneJob(self._library, self._number, view, 'wide', threads, True)
        try:
            job.draw(progress)
            yield job.block()
            job.finish()
        finally:
            job.abandon()

    def prove(self, view: View, side: int) -> np.ndarray:
        """What is proven of the view's cells of so many pixels a side, an array of bytes, one a cell (engines/cells.py);
        MemoryError."""
        job = _ProofJob(self._library, self._number, view, side)
        try:
            job.draw(None)
            verdicts = job.block().copy()
            job.finish()
        finally:
            job.abandon()
        return verdicts

    def find_heights(self, out: np.ndarray, view: SpaceView, engine: str, threads: int, progress: Progress | None) -> None:
        """The heights, into a contiguous array of uint32 of the view's height and width, all 0; MemoryError."""
        with self._space_job(view, engine, threads, out, _NO_NORMALS) as job:
            job.draw(progress)
            job.finish()

    def find_normals(self, out: np.ndarray, view: SpaceView, threads: int, progress: Progress | None,
                     heights: np.ndarray | None = None) -> None:
        """The normals, into a contiguous array of doubles of the view's height and width, and 3, all 0; the heights as well, if
        there is an array for them, as of `find_heights`. MemoryError."""
        with self._space_job(view, 'wide', threads, heights, out) as job:
            job.draw(progress)
            job.finish()

    def shade(self, out: np.ndarray, view: SpaceView, has_occlusion: bool, threads: int, progress: Progress | None) -> None:
        """The colours, into a contiguous array of bytes of the view's height and width, and 3; MemoryError."""
        with self._space_job(view, 'wide', threads, None, _OWN_NORMALS) as job:
            job.draw(progress)
            job.shade(has_occlusion)
            job.copy_colours(out)
            job.finish()

    def make_mesh(self, box: MeshBox, is_open: bool, threads: int, progress: Progress | None) -> tuple[np.ndarray, ...]:
        """Vertices, faces and normals, arrays of three columns, of doubles, of words of 64 bits, of doubles; MemoryError."""
        job = _MeshJob(self._library, self._number, box, is_open, threads)
        try:
            job.draw(progress)
            arrays = job.arrays()
            job.finish()
            return arrays
        finally:
            job.abandon()

    @contextlib.contextmanager
    def _space_job(self, view: SpaceView, engine: str, threads: int, heights: np.ndarray | None,
                   normals: int | np.ndarray) -> Iterator[_SpaceJob]:
        job = _SpaceJob(self._library, self._number, view, engine, threads, heights, normals)
        try:
            yield job
        finally:
            job.abandon()

    def evaluate(self, xs: np.ndarray, ys: np.ndarray, zs: np.ndarray, out: np.ndarray, progress: Progress | None) -> None:
        """The values at points, all in contiguous arrays of doubles of one size; MemoryError."""
        library = self._library
        with library.lock:
            evaluator = library.succeed(library.call('evaluator', self._number))
        addresses = [array.ctypes.data for array in (xs, ys, zs, out)]
        done = 0
        while done < out.size:
            done = library.call('evaluate', evaluator, done, out.size, *addresses, _SLICE)
            if done < 0:
                raise MemoryError('not enough memory')
            if progress is not None:
                progress(done / out.size)

    def bound(self, x: Bounds, y: Bounds, z: Bounds) -> Bounds:
        library = self._library
        out = np.empty(3)
        with library.lock:
            library.succeed(library.call('bound', self._number, x.lo, x.hi, y.lo, y.hi, z.lo, z.hi, out.ctypes.data))
        return Bounds(float(out[0]), float(out[1]), bool(out[2]))


    def record(self, view: View, switches: Switches, early_exit: bool, has_parts: bool) -> Iterator[np.ndarray]:
        """Let the quadtree engine draw a view, and give the words of engines.recording while it does, in rows: those of events as
        they come, and last those of levels. MemoryError."""
        library = self._library
        passes = sum(1 << bit for bit, name in enumerate(NAMES) if getattr(switches, name))
        with library.lock:
            number = library.succeed(library.call(
                'record', self._number, view.width, view.height, view.convention, view.center_x, view.center_y, view.scale,
                view.z, passes, early_exit, has_parts))
        try:
            taken = 0
            is_over = False
            while not is_over:
                with library.lock:
                    is_over = library.succeed(library.call('record_on', number, _SLICE)) == 1
                    words = _recorded(library, number, 0, taken)
                taken += words.size
                yield words.reshape(-1, EVENT_WORDS)
            with library.lock:
                words = _recorded(library, number, 1, 0)
            yield words.reshape(-1, LEVEL_WORDS)
        finally:
            with library.lock:
                library.call('forget_recording', number)


def _recorded(library: _Library, number: int, what: int, start: int) -> np.ndarray:
    """The words of a recording from one on."""
    words = np.empty(library.call('recorded', number, what, 0, 0, 0) - start, np.int64)
    library.call('recorded', number, what, start, words.size, words.ctypes.data)
    return words


def _when_dropped(thing: object, function: Callable[..., None], *arguments: Any) -> weakref.finalize:
    """Have a function called when nobody holds a thing any more; but not at the end of the process for one that is still held,
    where a daemon thread may be at work on it."""
    finalizer = weakref.finalize(thing, function, *arguments)
    finalizer.atexit = False
    return finalizer


def _forget(library: _Library, number: int) -> None:
    with library.lock:
        library.call('forget', number)


class _Job:
    """A picture that is being drawn. Whatever comes between, `abandon` is called for it in the end, if only when nobody holds it
    any more. MemoryError."""

    _functions = ('run', 'done', 'area')

    def __init__(self, library: _Library, prepare: str, *arguments: float) -> None:
        """prepare: the function that makes the job, of the arguments and the address of its number."""
        self._library = library
        self._number = ctypes.c_long(0)  # set by the library itself: between its call and an assignment there is room for Ctrl-C
        self._abandon = _when_dropped(self, _abandon, library, self._number)
        with library.lock:
            job = library.succeed(library.call(prepare, *arguments, ctypes.addressof(self._number)))
            self._is_ready = library.succeed(library.call('advance', job, _SLICE)) == 1
            self._bits = library.call('bits', job)

    def draw(self, progress: Progress | None) -> None:
        """Draw it."""
        library = self._library
        run, done, area = self._functions
        if progress is not None:
            progress(0.0)
        while not self._is_ready:
            time.sleep(_TURN)  # others get their share of the lock
            with library.lock:
                self._is_ready = library.succeed(library.call('advance', self._number.value, _SLICE)) == 1
        with library.lock:
            runnable = library.call('runnable', self._number.value)
        while runnable and not library.call(run, runnable, _SLICE):
            if progress is not None:
                progress(library.call(done, runnable) / library.call(area, runnable))
        if progress is not None:
            progress(1.0)

    def finish(self) -> None:
        with self._library.lock:
            self._library.succeed(self._library.call('finish', self._number.value))

    def abandon(self) -> None:
        _abandon(self._library, self._number)
        self._abandon.detach()


class _PlaneJob(_Job):
    def __init__(self, library: _Library, program: int, view: View, engine: str, threads: int, machine_code: bool) -> None:
        self._view = view
        super().__init__(library, 'prepare_window', program, ENGINES.index(engine), view.width, view.height, *view.drawn,
                         view.convention, view.center_x, view.center_y, view.scale, view.z, threads, machine_code)
        with library.lock:
            self._widener = library.call('widener', machine_code)

    def widen(self, out: np.ndarray) -> None:
        """Make the picture bytes, in an array whose rows may lie apart."""
        height, width = self._view.shape
        stride = (width + 7) // 8
        rows = max(_PIECE // width, 1)
        for top in range(0, height, rows):
            self._library.call('widen', self._widener, self._bits + stride * top, stride, width, min(rows, height - top),
                               out.ctypes.data + out.strides[0] * top, out.strides[0])


    def block(self) -> np.ndarray:
        """The canvas itself."""
        height, width = self._view.shape
        return _bytes_at(self._bits, height, (width + 7) // 8)


class _ProofJob(_Job):
    def __init__(self, library: _Library, program: int, view: View, side: int) -> None:
        self._shape = cells_of(view, side)
        super().__init__(library, 'prepare_proofs', program, view.width, view.height, *view.drawn, side, view.convention,
                         view.center_x, view.center_y, view.scale, view.z)

    def block(self) -> np.ndarray:
        return _bytes_at(self._bits, *self._shape)


class _SpaceJob(_Job):
    _functions = ('run_heights', 'done_heights', 'area_heights')

    def __init__(self, library: _Library, program: int, view: SpaceView, engine: str, threads: int,
                 heights: np.ndarray | None, normals: int | np.ndarray) -> None:
        """heights: an array that the job writes them into, contiguous and all 0, or None for its own; normals: such an array, or
        _NO_NORMALS or _OWN_NORMALS."""
        self._view = view
        self._arrays = heights, normals  # they stay while the job may write there
        matrix = (ctypes.c_double * len(view.matrix))(*view.matrix)
        super().__init__(library, 'prepare_heights', program, ENGINES.index(engine), view.width, view.height, view.depth,
                         view.convention, ctypes.addressof(matrix), threads, 0 if heights is None else heights.ctypes.data,
                         normals if isinstance(normals, int) else normals.ctypes.data)

    def shade(self, has_occlusion: bool) -> None:
        """Colour what is drawn."""
        turn = (ctypes.c_double * len(self._view.turn))(*self._view.turn)
        is_done = False
        while not is_done:
            time.sleep(_TURN)
            with self._library.lock:
                is_done = self._library.succeed(self._library.call(
                    'shade', self._number.value, ctypes.addressof(turn), has_occlusion, _SLICE)) == 1

    def copy_colours(self, out: np.ndarray) -> None:
        with self._library.lock:
            address = self._library.call('colours', self._number.value)
        ctypes.memmove(out.ctypes.data, address, out.nbytes)


class _MeshJob(_Job):
    """A mesh that is being made, stage by stage."""

    _functions = ('run_heights', 'done_heights', 'area_heights')
    _STAGES = 4

    def __init__(self, library: _Library, program: int, box: MeshBox, is_open: bool, threads: int) -> None:
        ends = (ctypes.c_double * len(box.ends))(*box.ends)
        super().__init__(library, 'prepare_mesh', program, ctypes.addressof(ends), *box.cells, is_open, threads)

    def draw(self, progress: Progress | None) -> None:
        library = self._library
        for stage in range(self._STAGES):
            super().draw(None if progress is None else functools.partial(_tell_of_stage, progress, stage, self._STAGES))
            with library.lock:
                library.succeed(library.call('next_stage', self._number.value))

    def arrays(self) -> tuple[np.ndarray, ...]:
        """Copies of what was made."""
        library = self._library
        with library.lock:
            vertices, faces, *places = (library.call('mesh_part', self._number.value, what) for what in range(5))
        made = np.empty((vertices, 3)), np.empty((vertices, 3)), np.empty((faces, 3), np.int64)
        for array, place in zip(made, places):
            ctypes.memmove(array.ctypes.data, place, array.nbytes)
        return made[0], made[2], made[1]


def _tell_of_stage(progress: Progress, stage: int, stages: int, done: float) -> None:
    progress((stage + done) / stages)


def _bytes_at(address: int, rows: int, columns: int) -> np.ndarray:
    block = (ctypes.c_ubyte * (rows * columns)).from_address(address)
    return np.frombuffer(memoryview(block), np.uint8).reshape(rows, columns)


def _abandon(library: _Library, number: ctypes.c_long) -> None:
    with library.lock:
        library.call('abandon', number.value)
