"""What stands in for the native library where there is none: the same answers from Python and numpy, slowly."""
from __future__ import annotations

import contextlib
from typing import Iterator

import numpy as np

from pyfidget.engines.cells import Cells
from pyfidget.grid import CONVENTIONS
from pyfidget.host import reference
from pyfidget.host.bounds import Bounds
from pyfidget.host.mesh_box import MeshBox
from pyfidget.host.progress import Progress
from pyfidget.host.space_view import SpaceView
from pyfidget.host.view import View, cells_of
from pyfidget.image.heightmap import HeightMap
from pyfidget.image.normalmap import ColourRows, NormalMap
from pyfidget.interval import Interval
from pyfidget.parser import parse
from pyfidget.passes.counters import Counters
from pyfidget.passes.draft import Region
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import parse_switches
from pyfidget.space.mesh import Box, Mesh
from pyfidget.space.normals import normal_at
from pyfidget.space.orientation import seen_through
from pyfidget.space.shading import Shading
from pyfidget.system import from_bytes

_PIECE = 16384  # points that are evaluated at a time: what a program holds of them at once stays small


class PythonProgram:
    """As native.NativeProgram."""

    def __init__(self, text: bytes, filename: str) -> None:
        self._program = parse(from_bytes(text), filename)

    def render(self, out: np.ndarray, view: View, engine: str, threads: int, machine_code: bool,
               progress: Progress | None) -> None:
        out[...] = reference.render(
            self._program, view.width, view.height, grid=CONVENTIONS[view.convention], center=(view.center_x, view.center_y),
            scale=view.scale, z=view.z, window=view.window, progress=progress)

    @contextlib.contextmanager
    def bits(self, view: View, threads: int, progress: Progress | None = None) -> Iterator[np.ndarray]:
        out = np.empty(view.shape, np.uint8)
        self.render(out, view, 'wide', threads, True, progress)
        yield np.packbits(out, axis=1)

    def prove(self, view: View, side: int) -> np.ndarray:
        cells = Cells(self._program, view.to_cells(side))
        while cells.has_more():
            cells.go_on()
        return np.array(cells.verdicts, np.uint8).reshape(cells_of(view, side))

    def evaluate(self, xs: np.ndarray, ys: np.ndarray, zs: np.ndarray, out: np.ndarray, progress: Progress | None) -> None:
        for start in range(0, out.size, _PIECE):
            piece = slice(start, start + _PIECE)
            out[piece] = reference.evaluate(self._program, xs[piece], ys[piece], zs[piece])
            if progress is not None:
                progress(min(start + _PIECE, out.size) / out.size)

    def find_heights(self, out: np.ndarray, view: SpaceView, engine: str, threads: int, progress: Progress | None) -> None:
        lattice = view.to_lattice()
        seen = seen_through(self._program, list(view.matrix))
        xs = np.asarray(lattice.xs)
        ys = np.asarray(lattice.ys).reshape(-1, 1)
        for k in range(lattice.depth, 0, -1):
            values = reference.evaluate(seen, xs, ys, lattice.zs[k - 1])
            out[(out == 0) & (values < 0.0)] = k
            if progress is not None:
                progress((lattice.depth - k + 1) / lattice.depth)

    def find_normals(self, out: np.ndarray, view: SpaceView, threads: int, progress: Progress | None,
                     heights: np.ndarray | None = None) -> None:
        array = np.zeros((view.height, view.width), np.uint32) if heights is None else heights
        self._find_normals(view, progress, out, array)

    def shade(self, out: np.ndarray, view: SpaceView, has_occlusion: bool, threads: int, progress: Progress | None) -> None:
        normals = NormalMap(view.width, view.height)
        array = np.zeros((view.height, view.width, 3))
        heights = self._find_normals(view, progress, array, np.zeros((view.height, view.width), np.uint32))
        normals.normals[:] = array.reshape(-1).tolist()
        shading = Shading(view.to_lattice(), list(view.turn), heights, normals, has_occlusion)
        colours = ColourRows(view.width, view.height)
        for row in range(view.height):
            shading.shade_row(row, colours)
        out[...] = np.frombuffer(bytes(colours.block), np.uint8).reshape(out.shape)

    def _find_normals(self, view: SpaceView, progress: Progress | None, out: np.ndarray, array: np.ndarray) -> HeightMap:
        """Pixel by pixel; gives the heights, which are in `array`, too."""
        self.find_heights(array, view, 'wide', 1, progress)
        heights = HeightMap(view.width, view.height, view.depth)
        lattice = view.to_lattice()
        for row, column in zip(*np.nonzero(array)):
            heights.set(int(column), int(row), int(array[row, column]))
            out[row, column] = normal_at(self._program, view.matrix, lattice.xs[column], lattice.ys[row],
                                         lattice.zs[array[row, column] - 1])
        return heights

    def make_mesh(self, box: MeshBox, is_open: bool, threads: int, progress: Progress | None) -> tuple[np.ndarray, ...]:
        """By the library's own code, untranslated."""
        mesh = Mesh(self._program, Box(*[*box.ends, *box.cells]), is_open, 1)
        mesh.make()
        vertices, normals = (np.array(block[:3 * mesh.vertex_count], float).reshape(-1, 3)
                             for block in (mesh.vertices, mesh.normals))
        return vertices, np.array(mesh.faces[:3 * mesh.face_count], np.int64).reshape(-1, 3), normals

    def bound(self, x: Bounds, y: Bounds, z: Bounds) -> Bounds:
        region = Region(Interval(*x), Interval(*y), Interval(*z))
        result = optimise(self._program, region, parse_switches('none'), Counters()).result_interval()
        return Bounds(result.lo, result.hi, result.maybe_nan)
