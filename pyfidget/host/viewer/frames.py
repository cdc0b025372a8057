"""A request for a frame -> its bytes, as page/connection.js reads them.

    number      32 bits, of the request
    kind        32 bits: 0 bits, 1 a byte a pixel behind a palette of 768 bytes, 2 red, green, blue
    width       32 bits, pixels
    height      32 bits
    time        a double: milliseconds that the engine took
    pixels      row by row from the top, as page/view.js has them

All little-endian. One bit a pixel goes over the wire as the engine has it.
"""
from __future__ import annotations

import struct
import time
from typing import Callable

import numpy as np

from pyfidget.host.runnable import Runnable
from pyfidget.host.viewer.coloured import draw_bands, draw_regions
from pyfidget.host.viewer.requests import FrameRequest

BITS, INDEXED, COLOURS = range(3)
HEADER = struct.Struct('<4Id')


class Superseded(Exception):
    """Nobody waits for the frame any more."""


def draw_frame(program: Runnable, request: FrameRequest, threads: int, is_wanted: Callable[[], bool]) -> bytes:
    """is_wanted: asked now and then, while a frame takes long. Superseded, NotHere, MemoryError."""
    def report(part: float) -> None:
        if not is_wanted():
            raise Superseded

    started = time.perf_counter()
    kind, pixels = _PAINTERS[request.mode](program, request, threads, report)
    milliseconds = (time.perf_counter() - started) * 1000.0
    return HEADER.pack(request.number, kind, request.width, request.height, milliseconds) + pixels


def _draw_plain(program: Runnable, request: FrameRequest, threads: int, report: Callable[[float], None]) -> tuple[int, bytes]:
    with program.bits(request.plane_view(), threads, report) as block:
        return BITS, block.tobytes()


def _draw_regions(program: Runnable, request: FrameRequest, threads: int, report: Callable[[float], None]) -> tuple[int, bytes]:
    return _indexed(*draw_regions(program, request.plane_view(), threads, report))


def _draw_bands(program: Runnable, request: FrameRequest, threads: int, report: Callable[[float], None]) -> tuple[int, bytes]:
    return _indexed(*draw_bands(program, request.plane_view(), report))


def _indexed(pixels: np.ndarray, palette: np.ndarray) -> tuple[int, bytes]:
    return INDEXED, palette.tobytes() + pixels.tobytes()


def _draw_height(program: Runnable, request: FrameRequest, threads: int, report: Callable[[float], None]) -> tuple[int, bytes]:
    view = request.space_view()
    heights = np.zeros((view.height, view.width), np.uint32)
    program.find_heights(heights, view, 'wide', threads, report)
    greys = (heights.astype(np.uint64) * 510 + view.depth) // (2 * view.depth)  # round(255 k / depth)
    return _indexed(greys.astype(np.uint8), np.repeat(np.arange(256, dtype=np.uint8), 3))


def _draw_normals(program: Runnable, request: FrameRequest, threads: int, report: Callable[[float], None]) -> tuple[int, bytes]:
    view = request.space_view()
    normals = np.zeros((view.height, view.width, 3))
    heights = np.zeros((view.height, view.width), np.uint32)
    program.find_normals(normals, view, threads, report, heights)
    colours = (127.5 + 127.5 * normals + 0.5).astype(np.uint8)  # as image/normalmap.py colours them
    colours[heights == 0] = 0
    return COLOURS, colours.tobytes()


def _draw_shaded(program: Runnable, request: FrameRequest, threads: int, report: Callable[[float], None]) -> tuple[int, bytes]:
    view = request.space_view()
    colours = np.empty((view.height, view.width, 3), np.uint8)
    program.shade(colours, view, True, threads, report)
    return COLOURS, colours.tobytes()


_PAINTERS = {'plain': _draw_plain, 'regions': _draw_regions, 'sdf': _draw_bands, 'height': _draw_height,
             'normals': _draw_normals, 'shaded': _draw_shaded}
