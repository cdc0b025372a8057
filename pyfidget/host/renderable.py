"""What every shape can do, whether it comes from a file or from formulas: pictures, values, bounds, text."""
from __future__ import annotations

import abc
import dataclasses
import io
import os
from typing import TYPE_CHECKING, Any, Sequence

import numpy as np
import numpy.typing as npt

from pyfidget.host.bounds import Bounds, make_bounds
from pyfidget.host.contours import find_contours
from pyfidget.host.mesh import Mesh, without_idle_vertices
from pyfidget.host.mesh_box import DEFAULT_BOX, DEFAULT_CELLS, make_mesh_box
from pyfidget.host.native import ENGINES, NativeProgram
from pyfidget.host.progress import Progress, reporting
from pyfidget.host.runnable import Runnable
from pyfidget.host.space_view import SpaceView, make_space_view
from pyfidget.host.view import View, make_view, whole
from pyfidget.library.state import MOST_THREADS

if TYPE_CHECKING:
    import dask.array
    import PIL.Image

SPACE_ENGINES = ['wide', 'scalar']

_NOTEBOOK_SIZE = 512  # pixels
_SLOW_NOTEBOOK_SIZE = 64  # of space, where numpy stands in for the library


class Renderable(abc.ABC):
    """A shape of the plane, or of space at some z: inside is where its value is below zero.

    >>> pf.circle(0.0, 0.0, 0.5).render(64).mean() > 0.0
    np.True_
    """

    __slots__ = ()

    @abc.abstractmethod
    def _runnable(self) -> Runnable:
        """What evaluates the shape, made once."""

    @abc.abstractmethod
    def to_vm(self) -> str:
        """The shape as .vm text."""

    def render(self, size: int | None = None, *, width: int | None = None, height: int | None = None,
               center: tuple[float, float] = (0.0, 0.0), scale: float = 1.0, z: float = 0.0, grid: str = 'challenge',
               window: tuple[int, int, int, int] | None = None, threads: int | None = None, engine: str = 'wide',
               machine_code: bool = True, out: npt.NDArray[np.uint8] | None = None,
               progress: bool | Progress = False) -> npt.NDArray[np.uint8]:
        """The picture, an array of bytes of shape (height, width), row 0 at the top: 255 inside, 0 outside.

        size            pixels of a square picture (1024), or else width and height, 1 to 65536 each
        center, scale   the view: the shorter side spans 2 * scale around the center
        z               the third coordinate
        grid            where in its pixel a sample lies: 'challenge', 'fidget' or 'centers'
        window          (left, top, width, height), 65536 a side at most: only these pixels of the picture, which may then have
                        2147483647 a side; the array has the window's shape
        threads         of the wide engine; by default all processors that this process may use
        engine          'wide', or for comparison 'quadtree', 'scalar' or 'compiled': the same picture
        machine_code    False: plain loops only, in the wide and the compiled engine
        out             an array to draw into, given back; its rows may lie apart, their bytes may not
        progress        True shows a bar of tqdm; a function is called with what is done, from 0 to 1

        Exact: each pixel is what evaluating the program in order in double precision at its sample gives. Python's lock is free
        meanwhile; several threads may draw one shape at once. ValueError, TypeError, MemoryError.

        >>> pixels = pf.circle(0.0, 0.0, 0.5).render(64)
        >>> pixels.shape, int(pixels[32, 32]), int(pixels[0, 0])
        ((64, 64), 255, 0)
        """
        view = make_view(size, width, height, center, scale, z, grid, window)
        if engine not in ENGINES:
            raise ValueError(f'engine: {engine!r} is none of {", ".join(ENGINES)}')
        out = np.empty(view.shape, np.uint8) if out is None else _checked(out, view)
        with reporting(progress) as report:
            self._runnable().render(out, view, engine, _threads(threads), bool(machine_code), report)
        return out

    def dask(self, width: int, height: int, chunks: Any = 8192, *, center: tuple[float, float] = (0.0, 0.0), scale: float = 1.0,
             z: float = 0.0, grid: str = 'challenge', threads: int = 1) -> dask.array.Array:
        """The picture as a dask array of shape (height, width), of bytes: 255 inside, 0 outside. Its chunks are drawn when they
        are asked for, by any scheduler: threads, processes, or a cluster whose workers have pyfidget.

        width, height   up to 2147483647 each
        chunks          as dask has them, up to 65536 a side
        threads         of the engine, in each task
        center, scale, z, grid   as of `render`, whose bytes these are

        A task carries the model's text, which a process parses and lowers once. ValueError, TypeError; ModuleNotFoundError
        without dask.

        >>> large = pf.circle(0.0, 0.0, 0.5).dask(200000, 100000)
        >>> large.shape
        (100000, 200000)
        >>> int(large[50000, 100000].compute())
        255
        """
        from pyfidget.host.lazy import make_array

        view = make_view(None, width, height, center, scale, z, grid, (0, 0, 1, 1))
        return make_array(self.to_vm().encode(), dataclasses.replace(view, window=None), chunks, _threads(threads))

    def heightmap(self, size: int | None = None, *, width: int | None = None, height: int | None = None, depth: int | None = None,
                  center: tuple[float, ...] = (0.0, 0.0, 0.0), scale: float = 1.0,
                  rotate: tuple[float, float, float] = (0.0, 0.0, 0.0), perspective: float = 0.0, isometric: bool = False,
                  grid: str = 'challenge', threads: int | None = None, engine: str = 'wide',
                  progress: bool | Progress = False) -> npt.NDArray[np.uint32]:
        """How near the shape is at each pixel, an array of shape (height, width): the number of the nearest voxel inside, 1 to
        `depth`, where `depth` is nearest to the viewer; 0 where there is none.

        size            pixels of a square picture (1024), or else width and height, 1 to 65536 each
        depth           voxels behind a pixel, 1 to 65535 (the longer side); they always reach from -1 to 1
        center, scale   the view: the shorter side spans 2 * scale around the center
        rotate          pitch, yaw and roll in degrees: by the yaw the shape's front goes right, then by the pitch its top comes
                        nearer, and by the roll the picture turns counterclockwise
        isometric       along a cube's diagonal, in place of `rotate`
        perspective     P: what is nearer is larger, 1 + P z times; from 0 to below 1
        engine          'wide', or for comparison 'scalar', every operation at every voxel: the same numbers
        grid, threads, progress   as of `render`

        Exact: every voxel's sign is what evaluating the program in order in double precision at its point gives. ValueError,
        TypeError, MemoryError.

        >>> heights = pf.sphere(0.0, 0.0, 0.0, 0.5).heightmap(64)
        >>> int(heights[32, 32]), int(heights[0, 0])
        (48, 0)
        """
        if engine not in SPACE_ENGINES:
            raise ValueError(f'engine: {engine!r} is none of {", ".join(SPACE_ENGINES)}')
        view = make_space_view(size, width, height, depth, center, scale, rotate, perspective, isometric, grid)
        out = np.zeros((view.height, view.width), np.uint32)
        with reporting(progress) as report:
            self._runnable().find_heights(out, view, engine, _threads(threads), report)
        return out

    def normals(self, size: int | None = None, *, threads: int | None = None, progress: bool | Progress = False,
                **view: Any) -> npt.NDArray[np.float64]:
        """The direction in which the value grows fastest at each visible voxel, an array of shape (height, width, 3): x, y and z
        in the world's axes, y up, of length 1. (0, 0, 0) where nothing is to be seen, or where the gradient is 0 or not finite.

        Derivatives are those of the program's own operations, in order, in double precision; min, max, abs, and, or pass on that
        of the argument which they choose. size, view: as of `heightmap`. ValueError, TypeError, MemoryError.

        >>> normals = pf.sphere(0.0, 0.0, 0.0, 0.5).normals(65)
        >>> normals[32, 32].tolist()
        [0.0, 0.0, 1.0]
        """
        seen = _space_view(size, view)
        out = np.zeros((seen.height, seen.width, 3))
        with reporting(progress) as report:
            self._runnable().find_normals(out, seen, _threads(threads), report)
        return out

    def shaded(self, size: int | None = None, *, ambient_occlusion: bool = False, threads: int | None = None,
               progress: bool | Progress = False, **view: Any) -> PIL.Image.Image:
        """The shape in the light, as an image of Pillow, of mode 'RGB'.

        ambient_occlusion   darker where less of the sky is seen. size, view: as of `heightmap`. ValueError, TypeError,
        MemoryError.

        >>> image = pf.sphere(0.0, 0.0, 0.0, 0.5).shaded(64)
        >>> image.size, image.mode
        ((64, 64), 'RGB')
        """
        import PIL.Image

        seen = _space_view(size, view)
        out = np.empty((seen.height, seen.width, 3), np.uint8)
        with reporting(progress) as report:
            self._runnable().shade(out, seen, bool(ambient_occlusion), _threads(threads), report)
        return PIL.Image.fromarray(out)

    def mesh(self, cells: int = DEFAULT_CELLS, *, box: Sequence[float] = DEFAULT_BOX, open: bool = False,
             tolerance: float = 0.0, threads: int | None = None, progress: bool | Progress = False) -> Mesh:
        """The surface in a box as triangles, closed whatever the shape does: every edge has two triangles, which go along it in
        opposite directions, no triangle is without an area, and all of them face outward.

        cells   along the box's longest side, 1 to 2048; along the others as many as make them nearly cubes
        box     (x0, x1, y0, y1, z0, z1)
        open    without the caps in the box's faces that close a shape which goes on beyond it
        tolerance   triangles are merged as far as the surface moves by less than this length, by manifold3d; not if `open`

        The mesh separates the corners of cells that are inside from those that are not, exactly; what is thinner than a cell may
        be missed. Edges and corners of the shape stay sharp. threads, progress: as of `render`. ValueError, TypeError,
        MemoryError.

        >>> mesh = pf.sphere(0.0, 0.0, 0.0, 0.5).mesh(16)
        >>> mesh.faces.shape[1], round(mesh.volume, 1)
        (3, 0.5)
        """
        seen = make_mesh_box(cells, box)
        if open and tolerance:
            raise ValueError('give open or tolerance, not both')
        with reporting(progress, 'meshing') as report:
            vertices, faces, normals = self._runnable().make_mesh(seen, bool(open), _threads(threads), report)
        if open:
            return without_idle_vertices(vertices, faces, normals)
        return Mesh(vertices, faces, normals).simplified(tolerance)

    def image(self, size: int | None = None, **options: Any) -> PIL.Image.Image:
        """The picture as an image of Pillow, of mode 'L'; arguments as of `render`.

        >>> image = pf.circle(0.0, 0.0, 0.5).image(64)
        >>> image.size, image.mode
        ((64, 64), 'L')
        """
        import PIL.Image

        return PIL.Image.fromarray(self.render(size, **options))

    def contours(self, size: int | None = None, *, width: int | None = None, height: int | None = None,
                 center: tuple[float, float] = (0.0, 0.0), scale: float = 1.0, z: float = 0.0, grid: str = 'challenge',
                 threads: int | None = None) -> list[npt.NDArray[np.float64]]:
        """The outline of what `render` draws for the same arguments: closed polylines, arrays of shape (n, 2), the first point
        not repeated in the end. Inside is on their left: those around a shape go counterclockwise, those around a hole clockwise.

        They never meet and go between the samples inside and those outside. Each point is the last double inside on its way from
        one sample to the next; between two of them may be a corner of the shape, where its two sides meet. What reaches beyond
        the picture is closed along its outermost samples; what is smaller than a pixel may be missed. ValueError, TypeError,
        MemoryError.

        >>> outline, = pf.circle(0.0, 0.0, 0.5).contours(64)
        >>> bool(abs(np.hypot(*outline.T) - 0.5).max() < 0.001)
        True
        """
        view = make_view(size, width, height, center, scale, z, grid)
        samples = view.to_grid()
        inside = np.empty((view.height, view.width), np.uint8)
        self._runnable().render(inside, view, 'wide', _threads(threads), True, None)
        # Row 0 is the top: flipped, x and y rise together, or both fall.
        return find_contours(inside[::-1] != 0, np.array(samples.xs), np.array(samples.ys)[::-1],
                             lambda x, y: self.eval(x, y, view.z))

    def eval(self, x: npt.ArrayLike, y: npt.ArrayLike, z: npt.ArrayLike = 0.0, *,
             progress: bool | Progress = False) -> npt.NDArray[np.float64]:
        """The values at points, in double precision: x, y and z may be numbers or arrays that broadcast to one shape, which is
        that of the answer. progress: as of `render`.

        >>> pf.circle(0.0, 0.0, 0.5).eval([0.0, 1.0], 0.0)
        array([-0.5,  0.5])
        """
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
        none is NaN unless `maybe_nan`. They need not be the closest ones.

        >>> pf.circle(0.0, 0.0, 0.5).interval((0.75, 1.0), 0.0)
        Bounds(lo=0.25, hi=0.5, maybe_nan=False)
        """
        return self._runnable().bound(make_bounds('x', x), make_bounds('y', y), make_bounds('z', z))

    def _uses_z(self) -> bool:
        return ' var-z' in self.to_vm()

    def _repr_png_(self) -> bytes:
        """How a notebook shows the shape: in the light if it uses Z."""
        stream = io.BytesIO()
        if self._uses_z():
            size = _NOTEBOOK_SIZE if isinstance(self._runnable(), NativeProgram) else _SLOW_NOTEBOOK_SIZE
            image = self.shaded(size, ambient_occlusion=True)
        else:
            image = self.image(_NOTEBOOK_SIZE)
        image.save(stream, 'png')
        return stream.getvalue()


def _threads(threads: int | None) -> int:
    return usable_cores() if threads is None else whole('threads', threads, MOST_THREADS)


def _space_view(size: int | None, view: dict[str, Any]) -> SpaceView:
    """Of the arguments of heightmap."""
    defaults: dict[str, Any] = {
        'width': None, 'height': None, 'depth': None, 'center': (0.0, 0.0, 0.0), 'scale': 1.0, 'rotate': (0.0, 0.0, 0.0),
        'perspective': 0.0, 'isometric': False, 'grid': 'challenge'}
    for name in view:
        if name not in defaults:
            raise TypeError(f'{name}: no argument of a view of space, which are size, {", ".join(defaults)}')
    return make_space_view(size=size, **{**defaults, **view})


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
    if out.shape != view.shape:
        raise ValueError(f'out: expected the shape {view.shape}, not {out.shape}')
    if not out.flags.writeable:
        raise ValueError('out: the array is read-only')
    rows, columns = view.shape
    if columns > 1 and out.strides[1] != 1 or rows > 1 and out.strides[0] < columns:
        raise ValueError('out: the bytes of a row must lie side by side, and the rows one behind the other')
    return out
