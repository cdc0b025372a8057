"""A poster of bits -> a BigTIFF of tiles, one bit a pixel, 1 inside, compressed by deflate; written in order, tile by tile.

Its memory is an index a chunk of one row of chunks. What lies wholly inside or outside is compressed once.
"""
from __future__ import annotations

import pathlib
import zlib
from typing import Iterator

import tifffile

from pyfidget.host.posters.layout import Layout
from pyfidget.host.posters.paint import inside_tile, path_of
from pyfidget.host.posters.shards import TileReader

_LEVEL = 1  # of deflate


def write_tiff(layout: Layout, folder: pathlib.Path, target: pathlib.Path) -> None:
    """Write what a folder has of level 0, which is packed; the file is there when it is whole. OSError."""
    aside = target.with_name(f'.{target.name}.tmp')
    tile = layout.tile(0)
    try:
        with tifffile.TiffWriter(aside, bigtiff=True) as writer:
            writer.write(_tiles(layout, folder), shape=layout.size(0), dtype=bool, tile=(tile, tile), photometric='minisblack',
                         compression='adobe_deflate', metadata=None)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _tiles(layout: Layout, folder: pathlib.Path) -> Iterator[bytes]:
    """Row by row, compressed; those behind the picture's end are none."""
    tile, each = layout.tile(0), layout.chunk // layout.tile(0)
    inside = inside_tile(layout, 0)
    known = {kind: zlib.compress(kind[1:], _LEVEL) for kind in (inside, bytes(len(inside)))}
    height, width = layout.size(0)
    across = -(-width // tile)
    readers: list[TileReader] = []
    for row in range(-(-height // tile)):
        if row % each == 0:
            readers = [TileReader(path_of(folder, 0, row // each, column), each) for column in range(layout.chunks(0)[1])]
        for column in range(across):
            pixels = readers[column // each].tile(row % each, column % each) or bytes(len(inside))
            yield known[pixels] if pixels in known else zlib.compress(pixels[1:], _LEVEL)
