"""The levels above a chunk of level 0, from its bits: levels 1 to 3, without a look at what is of one colour.

Blocks of 64 x 64 pixels are the unit: most are wholly inside or outside, and only the mixed ones are counted. A level's pixels
lie tile by tile in memory that stays from chunk to chunk, and of which only mixed tiles are touched, and cleared behind them.
"""
from __future__ import annotations

import threading
from typing import Callable

import numpy as np

from pyfidget.host.canvas_bits import fill, shrink, states_from, survey
from pyfidget.host.posters.counting import count_bits, present, shares
from pyfidget.host.posters.layout import Layout
from pyfidget.image.survey import BLOCK, INSIDE, MIXED, OUTSIDE


class _Memory(threading.local):
    """Of a thread: the pixels of levels, zeros between two chunks, by their sides."""

    def __init__(self) -> None:
        self._pixels: dict[int, np.ndarray] = {}

    def pixels(self, side: int) -> np.ndarray:
        if side not in self._pixels:
            self._pixels[side] = np.zeros(side * side, np.uint8)
        return self._pixels[side]


_memory = _Memory()


class Pyramid:
    """Of a chunk, by its row and column. bits: of a whole chunk."""

    def __init__(self, layout: Layout, row: int, column: int, bits: np.ndarray) -> None:
        self._layout = layout
        self._place = row, column
        self._bits = bits
        self._states = survey(bits)
        self._tiles: dict[int, np.ndarray] = {}

    def tiles(self, level: int) -> np.ndarray:
        """What each tile of a level is."""
        if level not in self._tiles:
            self._tiles[level] = _grown(self._states, self._layout.tile(level) << level)
        return self._tiles[level]

    def encode(self, level: int, encoder: Callable[[Callable[[int, int], memoryview]], bytes]) -> bytes:
        """What an encoder makes of a function that gives the pixels of a mixed tile of a level."""
        tiles = self.tiles(level)
        tile = self._layout.tile(level)
        pixels = _memory.pixels(self._layout.side(level))
        by_tiles = pixels.reshape(-1, tile * tile)
        try:
            self._draw(level, tiles, pixels)
            return encoder(lambda row, column: by_tiles[row * len(tiles) + column].data)
        finally:
            by_tiles[tiles.reshape(-1) == MIXED] = 0

    def _draw(self, level: int, tiles: np.ndarray, pixels: np.ndarray) -> None:
        """Fill the mixed tiles."""
        tile, factor = self._layout.tile(level), len(self._states) // len(tiles)
        is_wanted = np.repeat(np.repeat(tiles == MIXED, factor, axis=0), factor, axis=1)
        fill(self._targets(level, *np.nonzero(is_wanted & (self._states == INSIDE))), BLOCK >> level, pixels, tile)
        rows, columns = np.nonzero(self._states == MIXED)
        targets = self._targets(level, rows, columns)
        shrink(self._bits, level, rows * BLOCK * self._bits.shape[1] + columns * (BLOCK // 8), targets, pixels, tile)
        self._draw_ends(level, rows, columns, targets, pixels)

    def _draw_ends(self, level: int, rows: np.ndarray, columns: np.ndarray, targets: np.ndarray, pixels: np.ndarray) -> None:
        """The blocks in which the picture ends: shares are of those pixels that there are."""
        view = self._layout.view
        bottom, right = view.height - self._place[0] * self._layout.chunk, view.width - self._place[1] * self._layout.chunk
        ends = ((rows + 1) * BLOCK > bottom) | ((columns + 1) * BLOCK > right)
        side, tile = BLOCK >> level, self._layout.tile(level)
        for row, column, target in zip(rows[ends], columns[ends], targets[ends]):
            bits = self._bits[row * BLOCK:(row + 1) * BLOCK, column * BLOCK // 8:(column + 1) * BLOCK // 8]
            down, across = (present(size, place * side, side, level) for size, place in ((bottom, row), (right, column)))
            for line, pixel in enumerate(shares(count_bits(bits[None], level)[0], down, across)):
                pixels[target + line * tile:][:side] = pixel

    def _targets(self, level: int, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Where blocks begin among the pixels of a level, which lie tile by tile."""
        tile, side = self._layout.tile(level), BLOCK >> level
        factor = tile // side
        across = self._layout.side(level) // tile
        return (((rows // factor) * across + columns // factor) * tile + rows % factor * side) * tile + columns % factor * side


def _grown(states: np.ndarray, tile: int) -> np.ndarray:
    """The states of tiles of so many pixels of level 0 a side."""
    factor = tile // BLOCK
    tiles = len(states) // factor
    blocks = states.reshape(tiles, factor, tiles, factor)
    return states_from((blocks != OUTSIDE).any(axis=(1, 3)), (blocks == INSIDE).all(axis=(1, 3)))
