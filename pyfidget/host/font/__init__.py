"""A geometric sans serif of our own: every printable ASCII character as a shape, with its spacing.

    pen.py         measures and strokes
    letters.py     the letters
    figures.py     digits, punctuation and signs
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from pyfidget.host.expression import Expression
from pyfidget.host.font.figures import FIGURES
from pyfidget.host.font.letters import LETTERS


@dataclass(frozen=True, eq=False)
class Glyph:
    """One character; lengths in font units (see pen.py)."""
    left: float                # from the pen to the ink
    width: float               # of the ink
    right: float               # from the ink to the next pen
    ink: Optional[Expression]  # it begins at x = 0 and stands on y = 0; None for the space

    @property
    def advance(self) -> float:
        return self.left + self.width + self.right


GLYPHS = {character: Glyph(*row) for character, row in {**LETTERS, **FIGURES}.items()}
GLYPHS[' '] = Glyph(0.0, 22.0, 0.0, None)

# Pairs whose shapes leave a hole between them, or touch: any of the first, any of the second, what is added between.
_PAIRS = [
    ('T', 'acdegoqs', -9.0), ('T', 'mnpruvwxyz', -7.0), ('T', '.,:;-', -8.0),
    ('VW', 'acdegoqs', -4.0), ('VW', 'mnpruz', -2.0), ('VW', '.,', -8.0),
    ('Y', 'acdegoqs', -8.0), ('Y', 'mnpruvxz', -5.0), ('Y', '.,:;-', -9.0),
    ('A', 'TVWY', -7.0), ('TVWY', 'A', -7.0), ('A', 'vwy', -2.0),
    ('L', 'TVWY', -8.0), ('L', 'vy', -3.0), ('P', 'A', -7.0), ('P', '.,', -10.0), ('F', '.,', -8.0), ('F', 'Aa', -3.0),
    ('r', '.,', -5.0), ('vwy', '.,', -6.0), ('f', '.,', -3.0),
    ('r', 'acdegoq', -1.0), ('k', 'cdegoq', -2.0), ('vwxy', 'cdegoq', -1.0), ('f', '\'")]}?!*', 5.0),
]
_KERNING = {(left, right): amount for lefts, rights, amount in _PAIRS for left in lefts for right in rights}


def kerning(left: str, right: str) -> float:
    """What is added between two neighbours, in font units."""
    return _KERNING.get((left, right), 0.0)
