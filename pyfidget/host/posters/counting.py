"""Bits of a picture -> how many of each 2 x 2, 4 x 4 and 8 x 8 pixels are inside; counts -> shares, 0 to 255.

A count is exact, and a share is the nearest to count / pixels * 255, halves upwards. Up to 64 pixels it tells the count.
"""
from __future__ import annotations

import numpy as np

_MOST = 1 << 22  # of a total, for arithmetic in 32 bits
_BYTES = np.arange(256, dtype=np.uint8)
_BITS = np.unpackbits(_BYTES).reshape(256, 8)
# What is inside of a byte's pairs of pixels, as the four bytes of a word; of its halves, as two.
_PAIRS = np.ascontiguousarray(_BITS.reshape(256, 4, 2).sum(axis=2, dtype=np.uint8)).view(np.uint32).reshape(256)
_HALVES = np.ascontiguousarray(_BITS.reshape(256, 2, 4).sum(axis=2, dtype=np.uint8)).view(np.uint16).reshape(256)
_WHOLES = _BITS.sum(axis=1, dtype=np.uint8)
_OF_LEVEL = {1: _PAIRS, 2: _HALVES, 3: _WHOLES}


def count_bits(bits: np.ndarray, level: int) -> np.ndarray:
    """bits: of some blocks, an array of bytes of eight pixels each, block by block and row by row; level: 1, 2 or 3 for squares
    of 2, 4 or 8 pixels a side."""
    counts = _OF_LEVEL[level][bits].view(np.uint8)
    for _ in range(level):
        counts = counts[:, 0::2] + counts[:, 1::2]
    return counts


def halved(counts: np.ndarray) -> np.ndarray:
    """Of blocks twice as long."""
    across = counts[:, 0::2] + counts[:, 1::2]
    return across[0::2] + across[1::2]


def present(size: int, start: int, count: int, level: int) -> np.ndarray:
    """Along an axis of so many pixels of level 0: how many there are in each of `count` blocks of a level from `start` on."""
    first = np.arange(start, start + count, dtype=np.int64) << level
    return np.clip(size - first, 0, 1 << level)


def shares(counts: np.ndarray, down: np.ndarray, across: np.ndarray) -> np.ndarray:
    """Counts of squares as bytes; down, across: how many pixels there are in each row and each column of them, from `present`."""
    if not _is_whole(down, across):
        totals = np.maximum(down[:, None] * across, 1)
        return ((510 * counts.astype(np.int64) + totals) // (2 * totals)).astype(np.uint8)
    total = int(down[0] * across[0])
    kind = np.uint32 if total <= _MOST else np.uint64
    return ((counts * kind(510) + kind(total)) // kind(2 * total)).astype(np.uint8)


def counts_of(shares_: np.ndarray, down: np.ndarray, across: np.ndarray) -> np.ndarray:
    """The counts that shares of up to 64 pixels were made of; they have room to be added up from 64 x 64 of them."""
    totals = np.uint16(down[0] * across[0]) if _is_whole(down, across) else (down[:, None] * across).astype(np.uint16)
    return (shares_ * (totals * np.uint16(2)) + np.uint16(255)) // np.uint16(510)


def _is_whole(down: np.ndarray, across: np.ndarray) -> bool:
    """Whether all squares are of one size: they are smaller at the picture's end alone."""
    return bool(down[0] == down[-1] and across[0] == across[-1])
