"""What a worker does: chunks of a poster -> files.

A chunk's own file is the last that is written, so that where it is, all are that are made with it.
"""
from __future__ import annotations

import functools
import pathlib
from typing import Callable, Iterator

import numpy as np

from pyfidget.host.canvas_bits import states_from, widen
from pyfidget.host.posters.counting import counts_of, halved, present, shares
from pyfidget.host.posters.folder import OWN, read_if_there, write_whole
from pyfidget.host.posters.layout import GROUP, Layout
from pyfidget.host.posters.pyramid import Pyramid
from pyfidget.host.posters.shards import Buffer, compress, decompress, encode, tiles_of
from pyfidget.host.runnable import Runnable, make_runnable
from pyfidget.image.survey import INSIDE

_FANS = 1 << GROUP  # chunks along a side that go into one of the next group
_PADDING = b'\0'  # how many bits at the end of packed pixels are none


@functools.lru_cache(maxsize=4)
def program_of(text: bytes) -> Runnable:
    """A program, parsed once a process; it keeps its tape."""
    return make_runnable(text, '')


def path_of(folder: pathlib.Path, level: int, row: int, column: int) -> pathlib.Path:
    return folder / f'{level}' / 'c' / f'{row}' / f'{column}'


def paint_chunk(text: bytes, layout: Layout, folder: pathlib.Path, row: int, column: int) -> None:
    """Draw a chunk of level 0, and make those of the levels above it. OSError, MemoryError."""
    view = layout.window(row, column)
    with program_of(text).bits(view, 1) as canvas:
        bits = _padded(canvas, view.shape[1], layout.chunk)
        pyramid = Pyramid(layout, row, column, bits)
        for level in reversed(layout.group(0)):
            shard = pyramid.encode(level, functools.partial(encode, pyramid.tiles(level), inside=inside_tile(layout, level)))
            write_whole(folder, path_of(folder, level, row, column), shard)
        shard = encode(pyramid.tiles(0), _tile_getter(layout, bits), inside_tile(layout, 0))
    write_whole(folder, path_of(folder, 0, row, column), shard)


def inside_chunk(layout: Layout, level: int) -> bytes:
    """The file of a chunk that is wholly inside."""
    tiles = layout.side(level) // layout.tile(level)
    return encode(np.full((tiles, tiles), INSIDE, np.uint8), lambda row, column: b'', inside_tile(layout, level))


def inside_tile(layout: Layout, level: int) -> bytes:
    """The pixels of a tile that is wholly inside."""
    pixels = layout.tile(level) ** 2
    return _PADDING + b'\xff' * (pixels // 8) if layout.is_packed and level == 0 else b'\xff' * pixels


def _padded(canvas: np.ndarray, columns: int, chunk: int) -> np.ndarray:
    """The bits of a whole chunk; those behind the picture's end are 0."""
    rows, stride = canvas.shape
    if rows == chunk and columns == chunk:
        return canvas
    bits = np.zeros((chunk, chunk // 8), np.uint8)
    bits[:rows, :stride] = canvas
    if columns % 8:
        bits[:rows, stride - 1] &= 0xff00 >> columns % 8 & 0xff
    return bits


def _tile_getter(layout: Layout, bits: np.ndarray) -> Callable[[int, int], Buffer]:
    """The function that gives the pixels of a tile; they are gone with the next one."""
    tile = layout.tile(0)
    pixels = np.empty((tile, tile), np.uint8)

    def tile_of(row: int, column: int) -> Buffer:
        part = bits[row * tile:(row + 1) * tile, column * tile // 8:(column + 1) * tile // 8]
        if layout.is_packed:
            return _PADDING + part.tobytes()
        widen(part, pixels)
        return pixels.data
    return tile_of


def _present(layout: Layout, level: int, row: int, column: int) -> tuple[np.ndarray, np.ndarray]:
    side = layout.side(level)
    return (present(layout.view.height, row * side, side, level), present(layout.view.width, column * side, side, level))


def _write_level(layout: Layout, folder: pathlib.Path, level: int, row: int, column: int, tiles: np.ndarray,
                 pixels: np.ndarray) -> None:
    """tiles: what they are."""
    tile = layout.tile(level)

    def tile_of(row: int, column: int) -> Buffer:
        return np.ascontiguousarray(pixels[row * tile:(row + 1) * tile, column * tile:(column + 1) * tile]).data

    write_whole(folder, path_of(folder, level, row, column), encode(tiles, tile_of, inside_tile(layout, level)))


# ---- the groups above ----

def combine(layout: Layout, folder: pathlib.Path, base: int, row: int, column: int) -> None:
    """Make a chunk of each level that is made from level `base`. OSError."""
    levels = layout.group(base)
    pixels = {level: np.zeros((layout.side(level),) * 2, np.uint8) for level in levels}
    sides = {level: _present(layout, level, row, column) for level in range(base + 1, base + GROUP + 1)}
    top = np.zeros((layout.chunk >> GROUP,) * 2, np.uint32)
    for i, j in np.ndindex(_FANS, _FANS):
        for y, x, counts in counts_at(layout, folder, base, _FANS * row + i, _FANS * column + j):
            for level, (down, across) in sides.items():
                counts = halved(counts)
                place = (_span(i * layout.side(base) + y >> level - base, len(counts)),
                         _span(j * layout.side(base) + x >> level - base, len(counts)))
                if level in pixels:
                    pixels[level][place] = shares(counts, down[place[0]], across[place[1]])
            top[place] = counts
    if not top.any():
        return
    if levels[-1] + 1 < layout.levels:
        write_whole(folder, _counts_path(folder, levels[-1], row, column), compress(top.data))
    for level in reversed(levels):
        _write_level(layout, folder, level, row, column, _states_of_bytes(pixels[level], layout.tile(level)), pixels[level])


def _span(start: int, count: int) -> slice:
    return slice(start, start + count)


def counts_at(layout: Layout, folder: pathlib.Path, level: int, row: int, column: int) -> Iterator[tuple[int, int, np.ndarray]]:
    """How many pixels are inside of each pixel of a chunk of level 3, 6, ...: of its parts that have any, row, column, counts."""
    rows, columns = layout.chunks(level)
    if row >= rows or column >= columns:
        return
    side, tile = layout.side(level), layout.tile(level)
    if level > GROUP:
        packed = read_if_there(_counts_path(folder, level, row, column))
        if packed is not None:
            yield 0, 0, np.frombuffer(decompress(packed), np.uint32).reshape(side, side)
        return
    down, across = _present(layout, level, row, column)
    for y, x, content in tiles_of(read_if_there(path_of(folder, level, row, column)), side // tile):
        pixels = np.frombuffer(content, np.uint8).reshape(tile, tile)
        yield y * tile, x * tile, counts_of(pixels, down[_span(y * tile, tile)], across[_span(x * tile, tile)])


def _counts_path(folder: pathlib.Path, level: int, row: int, column: int) -> pathlib.Path:
    return folder / OWN / 'counts' / f'{level}' / f'{row}' / f'{column}'


def _states_of_bytes(pixels: np.ndarray, tile: int) -> np.ndarray:
    tiles = len(pixels) // tile
    blocks = pixels.reshape(tiles, tile, tiles, tile)
    return states_from(np.asarray(blocks.any(axis=(1, 3))), (blocks == 255).all(axis=(1, 3)))
