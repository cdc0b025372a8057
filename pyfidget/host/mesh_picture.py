"""A picture of a mesh with the edges of its triangles: the farthest first, each in the light."""
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pyfidget.space.orientation import Orientation

if TYPE_CHECKING:
    import PIL.Image

_FINER = 3  # times, and then made smaller
_MARGIN = 1.06
_LIGHT = np.array([-0.4, 0.5, 0.77])
_EDGE = (60, 70, 90)
_SURFACE = np.array([225, 228, 235])


def draw_mesh(vertices: npt.NDArray[np.float64], faces: npt.NDArray[np.int64], size: int,
              rotate: tuple[float, float, float]) -> PIL.Image.Image:
    """size x size pixels of all of the mesh, turned by pitch, yaw and roll as shaded pictures are."""
    import PIL.Image
    import PIL.ImageDraw

    image = PIL.Image.new('RGB', (_FINER * size,) * 2, 'white')
    if not len(faces):
        return image.resize((size, size))
    pitch, yaw, roll = rotate
    points = vertices @ np.array(Orientation(pitch=pitch, yaw=yaw, roll=roll).turn()).reshape(3, 3)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2.0
    half = np.max(np.ptp(points, axis=0)[:2]) / 2.0 * _MARGIN
    points = (points - middle) / half
    flat = (points[:, :2] * (1.0, -1.0) + 1.0) * (_FINER * size / 2.0)
    a, b, c = (points[faces[:, corner]] for corner in range(3))
    normals = np.cross(b - a, c - a)
    lengths = np.linalg.norm(normals, axis=1)
    lights = 0.35 + 0.65 * np.maximum(normals @ _LIGHT / np.maximum(lengths, 1e-300), 0.0)
    pen = PIL.ImageDraw.Draw(image)
    for number in np.argsort((a + b + c)[:, 2], kind='stable'):
        if normals[number, 2] > 0.0:
            colour = (lights[number] * _SURFACE).astype(int)
            pen.polygon([tuple(flat[vertex]) for vertex in faces[number]], tuple(colour), _EDGE)
    return image.resize((size, size), PIL.Image.Resampling.LANCZOS)
