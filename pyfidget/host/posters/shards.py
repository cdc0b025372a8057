"""A chunk as a file: a shard of Zarr version 3, tiles that can be read one by one.

    tile tile ... index checksum       index: where each tile begins and how long it is, 64 bits each, row by row; all ones for
                                       a tile that is not there, which is outside

Each tile is compressed by zstd, with its checksum. All tiles that are wholly inside are one: the index says its place again and
again. So what a shard costs goes with the tiles that an outline goes through. zarr-python writes the same format, but looks at
every pixel as a byte, tile by tile: 8192 x 8192 pixels take it a hundred times what they take here.
"""
from __future__ import annotations

import os
import pathlib
import threading
from typing import Callable, Iterator, Union

import google_crc32c
import numpy as np
import zstandard

from pyfidget.image.survey import INSIDE, MIXED

ZSTD_LEVEL = 1
_MISSING = np.uint64(0xffffffffffffffff)
_CHECKSUM = 4  # bytes

Buffer = Union[bytes, memoryview]


class _Codec(threading.local):
    """Of a thread. To begin anew with each tile would take several times as long as a tile."""

    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=ZSTD_LEVEL, write_checksum=True)
        self.decompressor = zstandard.ZstdDecompressor()


_codec = _Codec()


def compress(content: Buffer) -> bytes:
    return _codec.compressor.compress(content)


def decompress(packed: bytes) -> bytes:
    """ValueError if it is damaged."""
    try:
        return _codec.decompressor.decompress(packed)
    except zstandard.ZstdError as error:
        raise ValueError(f'damaged: {error}') from None


def encode(states: np.ndarray, tile_of: Callable[[int, int], Buffer], inside: bytes) -> bytes:
    """A shard of tiles: states says what each is (image/survey.py), tile_of gives the pixels of one that is mixed, inside is one
    that is inside."""
    index = np.full((*states.shape, 2), _MISSING, '<u8')
    pieces = []
    size = 0
    if (states == INSIDE).any():
        pieces.append(compress(inside))
        size = len(pieces[0])
        index[states == INSIDE] = 0, size
    for row, column in zip(*np.nonzero(states == MIXED)):
        pieces.append(compress(tile_of(row, column)))
        index[row, column] = size, len(pieces[-1])
        size += len(pieces[-1])
    words = index.tobytes()
    return b''.join([*pieces, words, _checksum(words)])


def tiles_of(shard: bytes | None, tiles: int) -> Iterator[tuple[int, int, bytes]]:
    """The tiles of a shard of tiles x tiles that are not wholly outside: row, column, pixels. None is a file that is not there.
    ValueError if it is damaged."""
    if shard is None:
        return
    index = _index_of(shard, tiles)
    for row, column in np.argwhere(index[..., 0] != _MISSING):
        start, size = index[row, column]
        yield int(row), int(column), decompress(shard[int(start):int(start + size)])


def is_sound(path: pathlib.Path, tiles: int) -> bool:
    """Whether a file is there and a whole shard: one that was cut off or zeroed when a machine died is not. OSError."""
    tail = 16 * tiles * tiles + _CHECKSUM
    try:
        with open(path, 'rb') as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - tail, 0))
            index = _index_of(file.read(), tiles)
    except (FileNotFoundError, ValueError):
        return False
    there = index[index[..., 0] != _MISSING]
    return (int((there[:, 0] + there[:, 1]).max()) if there.size else 0) + tail == size


class TileReader:
    """Tiles of a file, one by one. OSError."""

    def __init__(self, path: pathlib.Path, tiles: int) -> None:
        """A file that is not there is outside. ValueError if it is damaged."""
        self._path = path
        try:
            with open(path, 'rb') as file:
                file.seek(-16 * tiles * tiles - _CHECKSUM, os.SEEK_END)
                self._index = _index_of(file.read(), tiles)
        except FileNotFoundError:
            self._index = np.full((tiles, tiles, 2), _MISSING)

    def tile(self, row: int, column: int) -> bytes | None:
        """The pixels; None where all are outside."""
        start, size = self._index[row, column]
        if start == _MISSING:
            return None
        with open(self._path, 'rb') as file:
            file.seek(int(start))
            return decompress(file.read(int(size)))


def _index_of(shard: bytes, tiles: int) -> np.ndarray:
    size = 16 * tiles * tiles
    words = shard[-size - _CHECKSUM:-_CHECKSUM]
    if len(words) != size or _checksum(words) != shard[-_CHECKSUM:]:
        raise ValueError('a damaged shard')
    return np.frombuffer(words, '<u8').reshape(tiles, tiles, 2)


def _checksum(words: bytes) -> bytes:
    return int(google_crc32c.value(words)).to_bytes(_CHECKSUM, 'little')
