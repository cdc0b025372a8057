"""A picture as a dask array: its chunks are windows that are drawn when somebody asks for them, wherever that is."""
from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from pyfidget.grid import LARGEST
from pyfidget.host.runnable import Runnable, make_runnable
from pyfidget.host.view import View

if TYPE_CHECKING:
    import dask.array

_KEPT = 8  # programs of a process


@functools.lru_cache(maxsize=_KEPT)
def _program_of(text: bytes) -> Runnable:
    """A program, parsed once in a process that draws; it keeps its tape."""
    return make_runnable(text, '')


@dataclasses.dataclass(frozen=True)
class _Artist:
    """Draws the chunks of a picture. It travels with the tasks, so it is text and numbers."""

    text: bytes
    view: View
    threads: int

    def __call__(self, block_info: Any = None) -> np.ndarray:
        (top, bottom), (left, right) = block_info[None]['array-location']
        view = dataclasses.replace(self.view, window=(left, top, right - left, bottom - top))
        out = np.empty(view.shape, np.uint8)
        _program_of(self.text).render(out, view, 'wide', self.threads, True, None)
        return out


def make_array(text: bytes, view: View, chunks: Any, threads: int) -> dask.array.Array:
    """A dask array of bytes, 255 inside and 0 outside. chunks: as dask has them, 65536 a side at most. ModuleNotFoundError,
    ValueError."""
    try:
        import dask.array
    except ModuleNotFoundError:
        raise ModuleNotFoundError("shape.dask needs dask: pip install 'pyfidget[posters]'", name='dask') from None

    sides = dask.array.core.normalize_chunks(chunks, view.shape, dtype=np.uint8)
    longest = max(max(axis) for axis in sides)
    if longest > LARGEST:
        raise ValueError(f'chunks: expected sides of up to {LARGEST}, not {longest}')
    artist = _Artist(text, view, threads)
    nothing = np.empty((0, 0), np.uint8)
    return dask.array.map_blocks(artist, chunks=sides, dtype=np.uint8, meta=nothing, name=_name_of(artist, sides))


def _name_of(artist: _Artist, sides: Any) -> str:
    """Of the array; the same picture in the same chunks has the same."""
    from dask.base import tokenize

    return f'pyfidget-{tokenize(artist.text, dataclasses.astuple(artist.view), sides)}'
