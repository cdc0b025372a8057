"""Writes the models that are made by program; the other models are written by hand.

    python3 -m tools.make_models [FOLDER]        from the root of the repository; the folder is models/
"""
from __future__ import annotations

import math
import sys
from pathlib import Path

from pyfidget.host.expression import Expression, X, Y, floor, mix, rand, remap, sub
from pyfidget.host.font.pen import SEAM, on_grid, tidy
from pyfidget.host.shapes import above, below, ring, union
from pyfidget.host.text import place, set_lines

# Shakespeare, The Tempest (about 1611): Prospero gives up his art. Public domain.
TITLE = 'The Tempest'
PASSAGE = """\
But this rough magic
I here abjure, and, when I have required
Some heavenly music, which even now I do,
To work mine end upon their senses that
This airy charm is for, I'll break my staff,
Bury it certain fathoms in the earth,
And deeper than did ever plummet sound
I'll drown my book."""
SOURCE = 'Prospero, Act 5, Scene 1'

_COMMENT = """\
The end of Prospero's speech in The Tempest, Act 5, Scene 1, by William Shakespeare.
Made by python3 -m tools.make_models: letters from half-planes, discs and rings, combined by min and max."""

# Units of the picture, which is 2 wide and 2 high.
_SIDE = 0.92
_TITLE_Y, _WAVES_Y, _PASSAGE_Y, _SOURCE_Y = 0.7, 0.575, 0.395, -0.9
_UNITS = 1010.0  # units of the font in a unit of the picture, for the passage
_WAVES = 16

_ISLANDS = """\
Islands: where Perlin noise of four octaves lies above the sea.
Made by python3 -m tools.make_models: mix hashes a cell's corner, and rand makes numbers of it."""
_SEA = 0.08


def tempest() -> str:
    """The text of tempest.vm: a title over waves, the passage, and where it is from."""
    title = _place_at(TITLE, 'left', -_SIDE, _TITLE_Y, _UNITS / 2.0)
    passage = _place_at(PASSAGE, 'left', -_SIDE, _PASSAGE_Y, _UNITS, leading=166.0)
    source = _place_at(SOURCE, 'right', _SIDE, _SOURCE_Y, _UNITS / 0.75)
    return union(title | _waves(), passage, source).to_vm(_COMMENT)


def _place_at(string: str, align: str, x: float, y: float, units: float, leading: float = 0.0) -> Expression:
    """Lines of text whose first baseline begins, or with align 'right' ends, at (x, y) in the picture."""
    return place(set_lines(string, align, leading), -x * units, -y * units, units)


def _waves() -> Expression:
    """A line of arcs, in turn above and below, from side to side of the picture.

    Arcs are pieces of rings whose centres lie off the line by `depth`. A ring crosses the line between two places; the
    next ring crosses between the same two if its centre is as far from their middle.
    """
    outer, inner, depth = 42.0, 34.0, 24.0
    step = math.sqrt(inner ** 2 - depth ** 2) + math.sqrt(outer ** 2 - depth ** 2)
    arcs = []
    for i in range(-_WAVES, _WAVES + 1):
        x = on_grid(i * step)
        arcs.append(ring(x, -depth, outer, inner) & above(-SEAM) if i % 2 == 0 else
                    ring(x, depth, outer, inner) & below(SEAM))
    factor = tidy(len(arcs) * step / (2.0 * _SIDE))
    return remap(union(*arcs), x=X * factor, y=Y * factor - on_grid(_WAVES_Y * factor))


def islands() -> str:
    """The text of islands.vm: where Perlin noise of four octaves lies above the sea."""
    octaves = [_perlin(X * 2.0 ** k, Y * 2.0 ** k, k) * 0.5 ** (k - 1) for k in range(1, 5)]
    return sub(_SEA, sum(octaves[1:], octaves[0])).to_vm(_ISLANDS)


def _perlin(x: Expression, y: Expression, seed: int) -> Expression:
    """Gradient noise (Perlin, "Improving Noise", SIGGRAPH 2002): each point of whole coordinates has a random gradient; between
    four of them the values that these predict are blended."""
    i, j = floor(x), floor(y)
    u, v = x - i, y - j
    rows = []
    for b in (0.0, 1.0):
        left, right = (_predicted(mix(mix(i + a, j + b), float(seed)), u - a, v - b) for a in (0.0, 1.0))
        rows.append(left + _fade(u) * (right - left))
    return rows[0] + _fade(v) * (rows[1] - rows[0])


def _predicted(point: Expression, u: Expression, v: Expression) -> Expression:
    """The value at (u, v) from a point by its gradient, whose parts are random numbers from -1 to 1."""
    return (2.0 * rand(point) - 1.0) * u + (2.0 * rand(mix(point, 1.0)) - 1.0) * v


def _fade(t: Expression) -> Expression:
    """From 0 at 0 to 1 at 1, where it has neither slope nor bend."""
    return t * t * t * (t * (t * 6.0 - 15.0) + 10.0)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / 'models'
    for name, text in [('tempest', tempest()), ('islands', islands())]:
        (folder / f'{name}.vm').write_text(text, encoding='ascii', newline='\n')


if __name__ == '__main__':
    main()
