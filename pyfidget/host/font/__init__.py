"""A geometric sans serif of our own: characters as shapes, with their spacing.

    pen.py         measures and strokes
    letters.py     the letters of ASCII
    figures.py     digits, punctuation and signs of ASCII
    latin.py       other letters
    accents.py     letters with accents, and accents
    signs.py       other punctuation and signs
"""
from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from typing import Optional

from pyfidget.host.expression import Expression
from pyfidget.host.font.accents import find_accented
from pyfidget.host.font.figures import FIGURES
from pyfidget.host.font.latin import LATIN
from pyfidget.host.font.letters import LETTERS
from pyfidget.host.font.signs import SIGNS

# No ink is further than this above or below the baseline, but for accents of capitals.
ABOVE, BELOW = 80.0, 21.0


@dataclass(frozen=True, eq=False)
class Glyph:
    """One character; lengths in font units (see pen.py)."""
    left: float                # from the pen to the ink
    width: float               # of the ink
    right: float               # from the ink to the next pen
    ink: Optional[Expression]  # it begins at x = 0 and stands on y = 0; None for a space
    top: float = ABOVE         # what no ink is above

    @property
    def advance(self) -> float:
        return self.left + self.width + self.right


# Of ASCII.
GLYPHS = {character: Glyph(*row) for character, row in {**LETTERS, **FIGURES}.items()}
GLYPHS[' '] = Glyph(0.0, 22.0, 0.0, None)

# The widths of other spaces: the one that breaks no line, en, em, of a figure, thin, hair, narrow; and of a hyphen that shows at
# the end of a line only.
_SPACES = {'\u00a0': 22.0, '\u2002': 50.0, '\u2003': 100.0, '\u2007': 54.0, '\u2009': 18.0, '\u200a': 9.0, '\u202f': 14.0,
           '\u00ad': 0.0}

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

# What is spaced like a character of ASCII, and is none with an accent; and what begins like one.
_ALIKE = {'–': '-', '—': '-', '‐': '-', '‑': '-', '…': '.', '‚': ',', '„': ',', '‘': "'", '’': "'", '“': '"', '”': '"', 'ø': 'o',
          'Ł': 'L'}
_BEGIN_ALIKE = {'Æ': 'A', 'æ': 'a', 'œ': 'o'}

_AFTER_F = 6.0  # an accent that is wider than its i


@functools.cache
def find_glyph(character: str) -> Optional[Glyph]:
    """The glyph of a character, a composed one if it can be; None if the font has none."""
    if character in GLYPHS:
        return GLYPHS[character]
    if character in _SPACES:
        return Glyph(0.0, _SPACES[character], 0.0, None)
    accented = find_accented(character)
    if accented is not None:
        (left, width, right, draw), top = accented
        return Glyph(left, width, right, draw(), max(top, ABOVE))
    row = LATIN.get(character) or SIGNS.get(character)
    if row is None:
        return None
    left, width, right, draw = row
    return Glyph(left, width, right, draw())


def kerning(left: str, right: str) -> float:
    """What is added between two neighbours, in font units."""
    letter, *marks = list(unicodedata.normalize('NFD', right))
    if left == 'f' and letter in 'ij' and marks:
        return _AFTER_F
    return _KERNING.get((_kin(left), _BEGIN_ALIKE.get(letter) or _kin(right)), 0.0)


def _kin(character: str) -> str:
    return _ALIKE.get(character) or unicodedata.normalize('NFD', character)[0]
