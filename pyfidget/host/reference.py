"""The reference evaluator: a program's value at every point, operation by operation, in numpy or CuPy.

    steps   what is computed when                   values held, the last one the result
            _0 var-x                                _0
            _1 var-y                                _0 _1
            _2 mul _0 _0    the last use of _0      _1 _2
            _3 add _2 _1    that of both            _3

A value is let go as soon as nothing needs it any more; one that depends on x alone is a row, on y alone a column, on neither a
single number: they grow only where they meet. So prospero.vm, which has 7866 values, holds 17 arrays at once at most.

Nothing of the engines is used here, nor of what they are made of but the program itself: this is the judge of their pictures.
meanings.py says what agrees with them to the last bit.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy
import numpy.typing as npt

from pyfidget.grid import LARGEST
from pyfidget.host.meanings import MEANINGS, Array, ArrayModule
from pyfidget.host.progress import Progress, reporting
from pyfidget.host.view import make_view, whole
from pyfidget.operations import OPERATIONS
from pyfidget.program import Program

DTYPES = ('float64', 'float32')

_BAND_PIXELS = 16384  # arrays of 128 KB: the few that are in use stay in a core's own cache


def evaluate(program: Program, x: npt.ArrayLike | Array, y: npt.ArrayLike | Array, z: npt.ArrayLike | Array = 0.0, *,
             xp: ArrayModule = numpy, dtype: npt.DTypeLike = 'float64') -> Array:
    """The values at points: x, y and z are numbers or arrays that broadcast to one shape, which is that of the answer.

    xp      the array module: numpy or cupy; the answer is a new array of it
    dtype   'float64', or 'float32' for coordinates, constants and all values

    Give the columns' x as an array of shape (1, width) and the rows' y as one of (height, 1), and what depends on one of them is
    computed once for each. Memory goes with the values held at once, not with their number. ValueError, TypeError.
    """
    kind = _checked_dtype(dtype)
    _check_module(xp)
    with numpy.errstate(all='ignore'):
        coordinates = [xp.asarray(coordinate, dtype=kind) for coordinate in (x, y, z)]
        shape = numpy.broadcast_shapes(*(coordinate.shape for coordinate in coordinates))
        values = _Evaluation(program, len(shape) or 1, xp, kind).run(*coordinates)
        return xp.broadcast_to(values, shape or (1,)).copy().reshape(shape)


def render(program: Program, width: int, height: int, *, center: tuple[float, float] = (0.0, 0.0), scale: float = 1.0,
           z: float = 0.0, grid: str = 'challenge', window: tuple[int, int, int, int] | None = None, xp: ArrayModule = numpy,
           dtype: npt.DTypeLike = 'float64', band_rows: int | None = None,
           progress: bool | Progress | None = None) -> npt.NDArray[numpy.uint8]:
    """The picture, an array of numpy of bytes of shape (height, width), row 0 at the top: 255 inside, 0 outside.

    center, scale   the view: the shorter side spans 2 * scale around the center
    z               the third coordinate
    grid            where in its pixel a sample lies: 'challenge', 'fidget' or 'centers'; always in double precision, then
                    rounded to dtype
    window          (left, top, width, height): only these pixels of the picture, which may then have 2147483647 a side
    xp, dtype       as of `evaluate`
    band_rows       how many rows are evaluated at once; by default those of 16384 pixels, which suits a processor's cache. For a
                    graphics card give the height: it wants few large steps
    progress        True shows a bar of tqdm; a function is called after each band with what is done, from 0 to 1

    prospero.vm at 1024 x 1024 takes some five seconds and 40 MB, interpreter and all; 180 MB in one band. ValueError, TypeError.
    """
    samples = make_view(None, width, height, center, scale, z, grid, window).to_grid()
    kind = _checked_dtype(dtype)
    _check_module(xp)
    rows = max(1, _BAND_PIXELS // samples.width) if band_rows is None else whole('band_rows', band_rows, LARGEST)
    picture = numpy.empty((samples.height, samples.width), numpy.uint8)
    with numpy.errstate(all='ignore'), reporting(progress) as report:
        evaluation = _Evaluation(program, 2, xp, kind)
        xs = xp.asarray(samples.xs, dtype=kind)
        ys = xp.asarray(samples.ys, dtype=kind).reshape(-1, 1)
        zs = xp.asarray(samples.z, dtype=kind)
        for top in range(0, samples.height, rows):
            bottom = min(top + rows, samples.height)
            picture[top:bottom] = _on_host(evaluation.run(xs, ys[top:bottom], zs) < 0.0)
            if report is not None:
                report(bottom / samples.height)
    picture *= 255
    return picture


@dataclass(frozen=True)
class _Step:
    """One operation that the result needs: its index, the indices of its arguments, and the values nothing needs after it."""
    index: int
    operation: str
    arguments: tuple[int, ...]
    finished: tuple[int, ...]


def _plan(program: Program) -> list[_Step]:
    """The steps in the program's order, found from its end: an argument met for the first time is used for the last time."""
    steps = []
    used = {program.size - 1}
    for index in reversed(range(program.size)):
        if index in used:
            operation = OPERATIONS[program.opcodes[index]]
            arguments = (program.first[index], program.second[index])[:operation.arity]
            steps.append(_Step(index, operation.name, arguments, tuple(set(arguments) - used)))
            used.update(arguments)
    return steps[::-1]


class _Evaluation:
    """A program, ready for any points of so many dimensions, at least one.

    All values have that many, single numbers too: arrays of none are a thing of their own in numpy.
    """

    def __init__(self, program: Program, dimensions: int, xp: ArrayModule, kind: numpy.dtype) -> None:
        self._steps = _plan(program)
        self._xp = xp
        self._dimensions = dimensions
        constants = xp.asarray(program.constants[:program.size], dtype=kind)
        self._constants = constants.reshape((-1,) + (1,) * dimensions)

    def run(self, x: Array, y: Array, z: Array) -> Array:
        """The values, an array that broadcasts to the points' shape; it may be one of the arguments."""
        coordinates = {'var-x': self._widened(x), 'var-y': self._widened(y), 'var-z': self._widened(z)}
        values: dict[int, Array] = {}
        for step in self._steps:
            if step.operation == 'const':
                value = self._constants[step.index]
            elif step.operation in coordinates:
                value = coordinates[step.operation]
            else:
                value = MEANINGS[step.operation](self._xp, *[values[argument] for argument in step.arguments])
            values[step.index] = value
            for index in step.finished:
                del values[index]
        return value

    def _widened(self, coordinate: Array) -> Array:
        return coordinate.reshape((1,) * (self._dimensions - coordinate.ndim) + coordinate.shape)


def _on_host(array: Array) -> npt.NDArray[numpy.bool_]:
    """An array of any module as one of numpy: CuPy's come by `get` alone."""
    return array if isinstance(array, numpy.ndarray) else array.get()


def _checked_dtype(dtype: npt.DTypeLike) -> numpy.dtype:
    try:
        kind = numpy.dtype(dtype)
    except TypeError:
        kind = None
    if kind is None or kind.name not in DTYPES:
        raise ValueError(f'dtype: {dtype!r} is none of {", ".join(DTYPES)}')
    return kind


def _check_module(xp: ArrayModule) -> None:
    if not hasattr(xp, 'asarray'):
        raise TypeError(f'xp: expected a module such as numpy, not {xp!r}')
