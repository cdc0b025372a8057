"""What every shape can do, whether it comes from a file or from formulas: pictures, values, bounds, text."""
from __future__ import annotations

import abc
import io
import os
import warnings
from typing import TYPE_CHECKING, Any, Union

import numpy as np
import numpy.typing as npt

from pyfidget.host.bounds import Bounds, make_bounds
from pyfidget.host.native import ENGINES, MissingLibrary, NativeProgram
from pyfidget.host.progress import Progress, reporting
from pyfidget.host.view import View, make_view, whole
from pyfidget.library.entries import MOST_THREADS

if TYPE_CHECKING:
    import PIL.Image

    from pyfidget.host.fallback import PythonProgram

_NOTEBOOK_SIZE = 512  # pixels

Runnable = Union['NativeProgram', 'PythonProgram']


class Renderable(abc.ABC):
    """A shape of the plane, or of space at some z: inside is where its value is below zero."""

    __slots__ = ()

    @abc.abstractmethod
    def _runnable(self) -> Runnable:
        """What evaluates the shape, made once."""

    @abc.abstractmethod
    def to_vm(self) -> str:
        """The shape as .vm text."""

    def render(self, size: int | None = None, *, width: int | None = None, height: int | None = None,
               center: tuple[float, float] = (0.0, 0.0), scale: float = 1.0, z: float = 0.0, grid: str = 'challenge',
               threads: int | None = None, engine: str = 'wide', machine_code: bool = True,
               out: npt.NDArray[np.uint8] | None = None, progress: bool | Progress = False) -> npt.NDArray[np.uint8]:
        """The picture, an array of bytes of shape (height, width), row 0 at the top: 255 inside, 0 outside.

        size            pixels of a square picture (1024), or else width and height, 1 to 65536 each
        center, scale   the view: the shorter side spans 2 * scale around the center
        z               the third coordinate
        grid            where in its pixel a sample lies: 'challenge', 'fidget' or 'centers'
        threads         of the wide engine; by default all processors that this process may use
        engine          'wide', or for comparison 'quadtree' or 'scalar': the same picture
        machine_code    False: the wide engine's plain loops only
        out             an array to draw into, given back; its rows may lie apart, their bytes may not
        progress        True shows a bar of tqdm; a function is called with what is done, from 0 to 1

        Exact: each pixel is what evaluating the program in order in double precision at its sample gives. Python's lock is free
        meanwhile; several threads may draw one shape at once. ValueError, TypeError, MemoryError.
        """
        view = make_view(size, width, height, center, scale, z, grid)
        if engine not in ENGINES:
            raise ValueError(f'engine: {engine!r} is none of {", ".join(ENGINES)}')
        threads = usable_cores() if threads is None else whole('threads', threads, MOST_THREADS)
        out = np.empty((view.height, view.width), np.uint8) if out is None else _checked(out, view)
        with reporting(progress) as report:
            self._runnable().render(out, view, engine, threads, bool(machine_code), report)
        return out

    def image(self, size: int | None = None, **options: Any) -> PIL.Image.Image:
        """The picture as an image of Pillow, of mode 'L'; arguments as of `render`."""
        import PIL.Image

        return PIL.Image.fromarray(self.render(size, **options))

    def eval(self, x: npt.ArrayLike, y: npt.ArrayLike, z: npt.ArrayLike = 0.0, *,
             progress: bool | Progress = False) -> npt.NDArray[np.float64]:
        """The values at points, in double precision: x, y and z may be numbers or arrays that broadcast to one shape, which is
        that of the answer. progress: as of `render`."""
        coordinates = [_doubles(name, value) for name, value in (('x', x), ('y', y), ('z', z))]
        shape = np.broadcast_shapes(*(value.shape for value in coordinates))
        xs, ys, zs = (np.ascontiguousarray(np.broadcast_to(value, shape)).reshape(-1) for value in coordinates)
        out = np.empty(shape)
        if out.size:
            with reporting(progress, 'evaluating') as report:
                self._runnable().evaluate(xs, ys, zs, out.reshape(-1), report)
        return out

    def interval(self, x: float | tuple[float, float], y: float | tuple[float, float],
                 z: float | tuple[float, float] = 0.0) -> Bounds:
        """Bounds of the value over a box, each side (lo, hi) or a number: no value in the box lies outside `lo` to `hi`, and
        none is NaN unless `maybe_nan`. They need not be the closest ones."""
        return self._runnable().bound(make_bounds('x', x), make_bounds('y', y), make_bounds('z', z))

    def _repr_png_(self) -> bytes:
        """How a notebook shows the shape."""
        stream = io.BytesIO()
        self.image(_NOTEBOOK_SIZE).save(stream, 'png')
        return stream.getvalue()


def make_runnable(text: bytes, filename: str) -> Runnable:
    """A program by the native library, or by Python after a warning that there is none; ParseError, MemoryError."""
    try:
        return NativeProgram(text, filename)
    except MissingLibrary as missing:
        from pyfidget.host.fallback import PythonProgram

        warnings.warn(f'{missing}: shapes are drawn by numpy instead, thousands of times slower', RuntimeWarning, stacklevel=4)
        return PythonProgram(text, filename)


def usable_cores() -> int:
    """How many processors this process may run on, as far as the engine can use them."""
    # Not every system can tell which of its processors a process may use.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1
    return min(cores, MOST_THREADS)


def _doubles(name: str, values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    try:
        return np.asarray(values, np.float64)
    except OverflowError:
        raise ValueError(f'{name}: an integer is too large for a float') from None


def _checked(out: npt.NDArray[np.uint8], view: View) -> npt.NDArray[np.uint8]:
    if not isinstance(out, np.ndarray) or out.dtype != np.uint8:
        raise TypeError('out: expected a numpy array of uint8')
    if out.shape != (view.height, view.width):
        raise ValueError(f'out: expected the shape {(view.height, view.width)}, not {out.shape}')
    if not out.flags.writeable:
        raise ValueError('out: the array is read-only')
    if view.width > 1 and out.strides[1] != 1 or view.height > 1 and out.strides[0] < view.width:
        raise ValueError('out: the bytes of a row must lie side by side, and the rows one behind the other')
    return out
