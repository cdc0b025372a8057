"""Bits of a picture, eight pixels a byte, the first one highest: blocks of them looked at, made bytes, made smaller.

By the library's loops in raw memory (image/survey.py, image/shrinking.py), or where there is none by numpy.
"""
from __future__ import annotations

import functools

import numpy as np

from pyfidget.host import native
from pyfidget.image.survey import BLOCK, INSIDE, MIXED, OUTSIDE


@functools.lru_cache(maxsize=1)
def _widener() -> int | None:
    """None where there is no library."""
    try:
        return native.widener()
    except native.MissingLibrary:
        return None


def survey(bits: np.ndarray) -> np.ndarray:
    """What each block of 64 x 64 pixels is, a byte. bits: whole blocks, an array of bytes, row by row."""
    if _widener() is None:
        rows = bits.view(np.uint64).reshape(len(bits) // BLOCK, BLOCK, -1)
        return states_from((rows != 0).any(axis=1), (rows == np.iinfo(np.uint64).max).all(axis=1))
    height, stride = bits.shape
    states = np.empty((height // BLOCK, 8 * stride // BLOCK), np.uint8)
    native.of_raw_memory('survey', bits.ctypes.data, stride, *states.shape, states.ctypes.data)
    return states


def states_from(some: np.ndarray, every: np.ndarray) -> np.ndarray:
    """States by whether some of a part, and all of it, is inside."""
    return np.where(every, INSIDE, np.where(some, MIXED, OUTSIDE)).astype(np.uint8)


def widen(bits: np.ndarray, out: np.ndarray) -> None:
    """Bits as bytes, 255 for 1, into an array of eight times the columns; the rows of either may lie apart."""
    kernel = _widener()
    if kernel is None:
        out[...] = np.unpackbits(bits, axis=1) * 255
        return
    height, width = out.shape
    native.of_raw_memory('widen', kernel, bits.ctypes.data, bits.strides[0], width, height, out.ctypes.data, out.strides[0])


def shrink(bits: np.ndarray, level: int, sources: np.ndarray, targets: np.ndarray, pixels: np.ndarray, pitch: int) -> None:
    """Put blocks into a flat array of bytes, as the shares of their squares of 2, 4 or 8 pixels a side (level 1, 2 or 3).

    sources, targets: where each begins in the bits' bytes and in the pixels, int64; pitch: bytes from row to row there.
    """
    if _widener() is not None:
        native.of_raw_memory('shrink', bits.ctypes.data, bits.shape[1], level, sources.ctypes.data, targets.ctypes.data,
                             len(sources), pixels.ctypes.data, pitch)
        return
    side, square = BLOCK >> level, 1 << level
    for source, target in zip(sources, targets):
        row, column = divmod(source, bits.shape[1])
        block = np.unpackbits(bits[row:row + BLOCK, column:column + BLOCK // 8], axis=1)
        counts = block.reshape(side, square, side, square).sum(axis=(1, 3), dtype=np.int64)
        for line, shares in enumerate((510 * counts + square * square) // (2 * square * square)):
            pixels[target + line * pitch:][:side] = shares


def fill(targets: np.ndarray, side: int, pixels: np.ndarray, pitch: int) -> None:
    """Put blocks of 255 there, so many pixels a side."""
    if _widener() is not None:
        native.of_raw_memory('fill', targets.ctypes.data, len(targets), side, pixels.ctypes.data, pitch)
        return
    for target in targets:
        for line in range(side):
            pixels[target + line * pitch:][:side] = 255
