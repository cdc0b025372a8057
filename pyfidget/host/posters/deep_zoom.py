"""A poster -> a Deep Zoom image, which viewers in a browser open: tiles as PNG by level, and a .dzi that says how large it is.

    gear.dzi            the size of the picture and of its tiles
    gear_files/17/      the picture itself: column 3, row 5 of its tiles is 3_5.png
    gear_files/16/      half as wide and as high; and so on, down to one pixel in gear_files/0

Its levels are the poster's, which go down to one pixel for it. Workers make the tiles of a chunk each.
"""
from __future__ import annotations

import functools
import io
import itertools
import math
import os
import pathlib
from typing import Callable, Iterator

import distributed
import numpy as np
import PIL.Image

from pyfidget.host.posters.folder import write_whole
from pyfidget.host.posters.layout import Layout
from pyfidget.host.posters.paint import path_of
from pyfidget.host.posters.schedule import countdown, run_tasks
from pyfidget.host.posters.shards import TileReader

_END = b'IEND\xaeB`\x82'  # of a whole PNG

_DESCRIPTION = """\
<?xml version="1.0" encoding="UTF-8"?>
<Image xmlns="http://schemas.microsoft.com/deepzoom/2008" TileSize="{tile}" Overlap="0" Format="png">
  <Size Width="{width}" Height="{height}"/>
</Image>
"""


def files_of(target: pathlib.Path) -> pathlib.Path:
    """The folder beside a .dzi."""
    return target.with_name(f'{target.stem}_files')


def write_deep_zoom(client: distributed.Client, layout: Layout, folder: pathlib.Path, target: pathlib.Path,
                    told: Callable[[int], None]) -> None:
    """Make what is missing of a Deep Zoom image, of a poster that is whole; the .dzi is the last to be there.

    told: of pixels of all levels that are done. Lost, OSError.
    """
    places = countdown(_places(layout), sum(math.prod(layout.chunks(level)) for level in range(layout.levels)))
    for _, done in run_tasks(client, places, _make_tiles, (layout, str(folder), str(files_of(target)))):
        told(sum(_pixels(layout, *place) for place in done))
    height, width = layout.size(0)
    text = _DESCRIPTION.format(tile=tile_side(layout), width=width, height=height)
    write_whole(folder, target, text.encode())


def tile_side(layout: Layout) -> int:
    """Of all tiles: that of the smallest chunks."""
    return min(layout.tile(level) for level in range(layout.levels))


def _places(layout: Layout) -> Iterator[tuple[int, int, int]]:
    for level in range(layout.levels):
        yield from itertools.product((level,), *map(range, layout.chunks(level)))


def _pixels(layout: Layout, level: int, row: int, column: int) -> int:
    side = layout.side(level)
    height, width = layout.size(level)
    return min(side, height - row * side) * min(side, width - column * side)


def _make_tiles(layout: Layout, folder: str, files: str, places: list[tuple[int, int, int]]
                ) -> tuple[str, list[tuple[int, int, int]]]:
    for level, row, column in places:
        _write_chunk(layout, pathlib.Path(folder), pathlib.Path(files), level, row, column)
    return distributed.get_worker().address, places


def _write_chunk(layout: Layout, folder: pathlib.Path, files: pathlib.Path, level: int, row: int, column: int) -> None:
    """The tiles of a chunk; those that are whole already stay."""
    side, own = layout.side(level), tile_side(layout)
    height, width = layout.size(level)
    reader = TileReader(path_of(folder, level, row, column), side // layout.tile(level))
    for top, left in itertools.product(range(row * side, min((row + 1) * side, height), own),
                                       range(column * side, min((column + 1) * side, width), own)):
        path = files / f'{layout.levels - 1 - level}' / f'{left // own}_{top // own}.png'
        if not _is_whole(path):
            size = min(own, height - top), min(own, width - left)
            write_whole(folder, path, _picture(layout, level, reader, top % side, left % side, size))


def _picture(layout: Layout, level: int, reader: TileReader, top: int, left: int, size: tuple[int, int]) -> bytes:
    """A PNG of pixels of a chunk, which lie in one of its own tiles."""
    tile = layout.tile(level)
    content = reader.tile(top // tile, left // tile)
    if content is None:
        return _plain(size, 0)
    pixels = np.frombuffer(content, np.uint8).reshape(tile, tile)[top % tile:, left % tile:][:size[0], :size[1]]
    least = int(pixels.min())
    return _plain(size, least) if least == pixels.max() else _png(pixels)


@functools.lru_cache(maxsize=16)
def _plain(size: tuple[int, int], value: int) -> bytes:
    return _png(np.full(size, value, np.uint8))


def _png(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    PIL.Image.fromarray(pixels).save(file, 'png', compress_level=1)
    return file.getvalue()


def _is_whole(path: pathlib.Path) -> bool:
    """Whether a tile is there: one that was cut off or zeroed when a machine died has no end."""
    try:
        with open(path, 'rb') as file:
            file.seek(-len(_END), os.SEEK_END)
            return file.read() == _END
    except OSError:
        return False
