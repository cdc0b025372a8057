"""A mesh as Python has it; trimesh writes its files."""
from __future__ import annotations

import io
import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pyfidget.host.mesh_distance import are_close
from pyfidget.host.mesh_picture import draw_mesh

if TYPE_CHECKING:
    import PIL.Image
    import trimesh

FORMATS = ['stl', 'ply', 'obj', 'glb', '3mf']
_PARTS = [1.0, 0.85, 0.7, 0.5, 0.35, 0.25]  # of the tolerance, that manifold3d is told until the result is as it has to be
_FEW = 60  # faces of a piece that has little to lose; there may be thousands of them


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles: each face's three vertices, counterclockwise as seen from outside.

    vertices   float64, shape (n, 3)
    faces      int64, shape (m, 3): numbers of vertices
    normals    float64, shape (n, 3), at the vertices, of length 1; (0, 0, 0) where there is none
    """
    vertices: npt.NDArray[np.float64]
    faces: npt.NDArray[np.int64]
    normals: npt.NDArray[np.float64]

    @property
    def volume(self) -> float:
        """What the triangles enclose."""
        if not len(self.faces):
            return 0.0
        a, b, c = (self.vertices[self.faces[:, corner]] - self.vertices[0] for corner in range(3))
        return float(np.einsum('ij,ij->', a, np.cross(b, c)) / 6.0)

    def to_trimesh(self) -> trimesh.Trimesh:
        """As a mesh of trimesh, which is an extra: pip install 'pyfidget[printing]'."""
        import trimesh

        return trimesh.Trimesh(self.vertices, self.faces, vertex_normals=self.normals, process=False)

    def simplified(self, tolerance: float) -> Mesh:
        """The mesh with fewer of its vertices, closed as before, whose surface has moved by less than a length: where it is flat
        few triangles are left. By manifold3d, which is an extra: pip install 'pyfidget[printing]'. ValueError if the mesh is
        open or the length none.

        Each piece by itself, and what manifold3d makes of it is measured, at points of both surfaces about as far apart as this
        mesh's vertices: what it moves adds up, a small piece may be lost, or two sheets of one become one. Then it is told less,
        and when that does not help the piece stays as it is, as a piece of few triangles does."""
        if not 0.0 <= tolerance < math.inf:
            raise ValueError(f'tolerance: expected 0 or a length above, not {tolerance}')
        if not tolerance or not len(self.faces):
            return self
        import manifold3d

        solid = manifold3d.Manifold(manifold3d.Mesh64(self.vertices, self.faces.astype(np.uint64)))
        if solid.status() != manifold3d.Error.NoError:
            raise ValueError('a mesh that is open cannot be simplified')
        number_at = {tuple(vertex): number for number, vertex in enumerate(self.vertices.tolist())}
        return self._of_faces(np.concatenate([self._merged(faces, number_at, tolerance) for faces in _pieces(self.faces)]))

    def _merged(self, faces: npt.NDArray[np.int64], number_at: dict[tuple[float, ...], int],
                tolerance: float) -> npt.NDArray[np.int64]:
        """The faces of a piece that are left, by the numbers of this mesh's vertices."""
        import manifold3d
        if len(faces) < _FEW:
            return faces
        whole = self._of_faces(faces)
        piece = manifold3d.Manifold(manifold3d.Mesh64(whole.vertices, whole.faces.astype(np.uint64)))
        for part in _PARTS:
            left = _numbered(piece.simplify(part * tolerance), number_at)
            fewer = self._of_faces(left)
            if len(left) and fewer.is_closed() and are_close(whole, fewer, tolerance):
                return left
        return faces

    def _of_faces(self, faces: npt.NDArray[np.int64]) -> Mesh:
        """The mesh of some faces and their vertices."""
        used, faces = np.unique(faces, return_inverse=True)
        return Mesh(self.vertices[used], faces.reshape(-1, 3), self.normals[used])

    def is_closed(self) -> bool:
        """Whether every edge has two triangles, in opposite directions, and no triangle is without an area."""
        edges = np.concatenate([self.faces[:, [0, 1]], self.faces[:, [1, 2]], self.faces[:, [2, 0]]])
        numbers = np.sort(edges @ (len(self.vertices), 1))
        a, b, c = (self.vertices[self.faces[:, corner]] for corner in range(3))
        return bool(np.all(numbers[1:] != numbers[:-1])
                    and np.array_equal(numbers, np.sort(edges @ (1, len(self.vertices))))
                    and np.all(np.any(np.cross(b - a, c - a) != 0.0, axis=1)))

    def image(self, size: int = 512, *, rotate: tuple[float, float, float] = (30.0, -35.0, 0.0)) -> PIL.Image.Image:
        """A picture with the edges of all triangles, of mode 'RGB'; rotate: pitch, yaw and roll, as of `Renderable.shaded`."""
        return draw_mesh(self.vertices, self.faces, size, rotate)

    def _repr_png_(self) -> bytes:
        """How a notebook shows it."""
        stream = io.BytesIO()
        self.image().save(stream, 'png')
        return stream.getvalue()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it, by trimesh: .stl, .ply, .obj, .glb or .3mf. OSError, ImportError; ValueError for any other name."""
        with open(path, 'wb') as file:
            file.write(self.to_bytes(os.path.splitext(path)[1][1:].lower()))

    def to_bytes(self, file_format: str) -> bytes:
        """The content of a file of a format: one of FORMATS. ImportError, ValueError."""
        if file_format not in FORMATS:
            raise ValueError(f'{file_format!r} is none of {", ".join(FORMATS)}')
        options: dict[str, Any] = {'digits': 17} if file_format == 'obj' else {}
        content = self.to_trimesh().export(file_type=file_format, **options)
        return content.encode() if isinstance(content, str) else bytes(content)


def _pieces(faces: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """The faces of each connected piece. (Manifold.decompose takes minutes where there are thousands.)"""
    labels, before = np.arange(faces.max() + 1), np.empty(0, np.int64)
    while not np.array_equal(labels, before):
        before = labels
        seen = before[faces]
        labels = before.copy()
        np.minimum.at(labels, seen.ravel(), np.repeat(seen.min(axis=1), 3))
        labels = labels[labels[before]]
    of_face = labels[faces[:, 0]]
    order = np.argsort(of_face, kind='stable')
    return np.split(faces[order], np.flatnonzero(np.diff(of_face[order])) + 1)


def _numbered(solid: Any, number_at: dict[tuple[float, ...], int]) -> npt.NDArray[np.int64]:
    """The triangles of a Manifold, which may count a vertex twice, by the numbers of the places."""
    mesh = solid.to_mesh64()
    numbers = np.array([number_at[tuple(place)] for place in np.asarray(mesh.vert_properties)[:, :3].tolist()], np.int64)
    return numbers[np.asarray(mesh.tri_verts, np.int64).reshape(-1, 3)]


def without_idle_vertices(vertices: npt.NDArray[np.float64], faces: npt.NDArray[np.int64],
                          normals: npt.NDArray[np.float64]) -> Mesh:
    """A mesh of those vertices that some face has."""
    is_used = np.zeros(len(vertices), bool)
    is_used[faces] = True
    renamed = np.cumsum(is_used) - 1
    return Mesh(vertices[is_used], renamed[faces], normals[is_used])
