"""How a poster is cut: its levels, their chunks, the tiles of a chunk.

Level 0 is the picture itself. A pixel of level k is the share of its 2^k x 2^k pixels that is inside, 0 to 255, of those that
there are. A chunk is a file. Levels come in groups of three, each made from the level below the group, whose chunks have half, a
quarter and an eighth of the side: so level 1 to 3 of a chunk of level 0 are made where it is drawn, from one look at its bits.

    level   0      1      2      3      4      5      6      7
    side    8192   4096   2048   1024   4096   2048   1024   4096
"""
from __future__ import annotations

import dataclasses
from typing import Iterator

from pyfidget.host.view import View

GROUP = 3  # levels
SMALLEST_CHUNK, LARGEST_CHUNK = 64, 16384
LARGEST_TILE = 256


@dataclasses.dataclass(frozen=True)
class Layout:
    """view: of the whole picture; chunk: the side of a chunk of level 0 in pixels, a power of two; is_packed: whether level 0 has
    one bit a pixel; smallest: the last level is the first one that has no longer side."""

    view: View
    chunk: int
    is_packed: bool = False
    smallest: int = 1024

    def size(self, level: int) -> tuple[int, int]:
        """Rows and columns."""
        return -(-self.view.height >> level), -(-self.view.width >> level)

    @property
    def levels(self) -> int:
        """How many there are."""
        return next(level for level in range(64) if max(self.size(level)) <= self.smallest) + 1

    def side(self, level: int) -> int:
        """Of a chunk, in pixels of its level."""
        return self.chunk >> ((level - 1) % GROUP + 1 if level else 0)

    def tile(self, level: int) -> int:
        """The side of a chunk's tiles."""
        return min(LARGEST_TILE, self.side(level))

    def chunks(self, level: int) -> tuple[int, int]:
        """Rows and columns of chunks."""
        rows, columns = self.size(level)
        return -(-rows // self.side(level)), -(-columns // self.side(level))

    def group(self, base: int) -> range:
        """The levels that are made from level `base`."""
        return range(base + 1, min(base + GROUP + 1, self.levels))

    def bases(self) -> Iterator[int]:
        """The levels that others are made from, but for level 0, and those in turn."""
        return iter(range(GROUP, self.levels - 1, GROUP))

    def window(self, row: int, column: int) -> View:
        """The view of a chunk of level 0."""
        left, top = column * self.chunk, row * self.chunk
        return dataclasses.replace(self.view, window=(
            left, top, min(self.chunk, self.view.width - left), min(self.chunk, self.view.height - top)))
