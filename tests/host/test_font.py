import numpy as np
import pytest

from pyfidget.host.font import GLYPHS, kerning
from pyfidget.host.font.pen import CAPITAL, DESCENDER, OVERSHOOT, X_HEIGHT, hook
from pyfidget.host.shapes import move, union
from tests.host.evaluator import evaluate, lines

STEP = 0.5
X0, Y0, X1, Y1 = -20.0, -40.0, 120.0, 120.0
PRINTABLE = [chr(code) for code in range(0x20, 0x7f)]
INKED = [character for character in PRINTABLE if character != ' ']


def picture(glyph):
    """Inside or not, by steps; row 0 is the lowest.

    Edges lie at multiples of the step: where two parts only meet, such a point shows that it is inside neither.
    """
    x = np.arange(X0, X1, STEP)
    y = np.arange(Y0, Y1, STEP)
    return evaluate(glyph.ink.to_vm(), x[None, :], y[:, None]) < 0


PICTURES = {character: picture(GLYPHS[character]) for character in INKED}


def box(character):
    """Left, bottom, right, top of the ink."""
    columns = np.flatnonzero(PICTURES[character].any(axis=0))
    rows = np.flatnonzero(PICTURES[character].any(axis=1))
    return (X0 + STEP * columns[0], Y0 + STEP * rows[0], X0 + STEP * columns[-1], Y0 + STEP * rows[-1])


def count(bitmap):
    """The number of pieces, pixels that touch along an edge being of one piece."""
    pending = set(zip(*(part.tolist() for part in np.nonzero(bitmap))))
    pieces = 0
    while pending:
        pieces += 1
        reached = [pending.pop()]
        while reached:
            i, j = reached.pop()
            for near in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if near in pending:
                    pending.remove(near)
                    reached.append(near)
    return pieces


def test_exactly_printable_ascii():
    assert sorted(GLYPHS) == PRINTABLE
    assert GLYPHS[' '].ink is None and GLYPHS[' '].advance > 0.0


@pytest.mark.parametrize('character', INKED)
def test_the_ink_fills_its_box(character):
    glyph = GLYPHS[character]
    left, bottom, right, top = box(character)
    assert 0.0 < left <= 0.5
    assert glyph.width - 1.0 <= right < glyph.width
    assert DESCENDER < bottom and top < 80.0
    assert PICTURES[character].sum() * STEP ** 2 > 50.0
    assert glyph.advance >= 12.0


@pytest.mark.parametrize('character', INKED)
def test_glyphs_are_small_programs(character):
    assert len(lines(GLYPHS[character].ink.to_vm())) <= 100


@pytest.mark.parametrize('characters, bottom, top', [
    ('acegmnopqrsuvwxyz', None, X_HEIGHT), ('abcdefhiklmnorstuvwxz', 0.0, None),
    ('ABCDEFGHIJKLMNOPRSTUVWXYZ0123456789', 0.0, CAPITAL), ('gjpqy', DESCENDER, None),
])
def test_letters_stand_in_line(characters, bottom, top):
    for character in characters:
        _, low, _, high = box(character)
        if bottom is not None:
            assert bottom - OVERSHOOT <= low <= bottom + STEP, character
        if top is not None:
            assert top - STEP <= high <= top + OVERSHOOT, character


@pytest.mark.parametrize('pieces, characters', [
    (1, 'abcdefghklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#$&()*+,-./<>[\\]^_`{|}~\''),
    (2, 'ij!?:;="@'), (3, '%'),
])
def test_how_many_pieces(pieces, characters):
    for character in characters:
        assert count(PICTURES[character]) == pieces, character


@pytest.mark.slow
@pytest.mark.parametrize('holes, characters', [
    (0, 'cfhijklmnrstuvwxyzCEFGHIJKLMNSTUVWXYZ12357!"$\'()*+,-./:;<=>?[\\]^_`{|}~'), (1, 'abdegopqADOPQR0469@#'),
    (2, 'B8&%'),
])
def test_how_many_holes(holes, characters):
    for character in characters:
        assert count(~PICTURES[character]) - 1 == holes, character


@pytest.mark.parametrize('one, other', ['bd', 'pq', '()', '[]', '{}', '<>'])
def test_mirror_twins_weigh_the_same(one, other):
    assert PICTURES[one].sum() == pytest.approx(PICTURES[other].sum(), rel=0.02)


def test_all_characters_differ():
    pictures = {PICTURES[character].tobytes() for character in INKED}
    assert len(pictures) == len(INKED)


def test_digits_are_equally_wide():
    assert {GLYPHS[digit].advance for digit in '0123456789'} == {54.0}


def test_places_are_multiples_of_a_sixteenth():
    for character in INKED:
        glyph = GLYPHS[character]
        assert all(value * 16.0 % 1.0 == 0.0 for value in (glyph.left, glyph.width, glyph.right)), character
        moved = move(glyph.ink, 1000.0625, -300.5)
        assert max(len(words[2]) for words in lines(moved.to_vm()) if words[1] == 'const') <= 10, character


def test_letters_of_a_line_share_their_heights():
    one, two = GLYPHS['n'].ink, move(GLYPHS['n'].ink, 60.0, 0.0)
    together = len(lines(union(one, two).to_vm()))
    apart = len(lines(one.to_vm())) + len(lines(two.to_vm())) + 1
    assert together <= apart - 10


def test_kerning():
    assert kerning('T', 'o') < 0.0 < kerning('f', "'")
    assert kerning('n', 'n') == 0.0
    for before in INKED:
        for after in INKED:
            gap = GLYPHS[before].right + kerning(before, after) + GLYPHS[after].left
            assert gap > -min(GLYPHS[before].width, GLYPHS[after].width)


def test_a_hook_is_smooth():
    """Where the ring goes over into its straight, no corner shows: the outlines meet within a snapped constant."""
    shape = hook(0.0, 0.0, 20.0, 0.75, -1).to_vm()
    slope = 0.75
    root = (1.0 + slope * slope) ** 0.5
    touch = -1.0 / root, slope / root  # the unit vector from the centre to where the straight touches
    for radius, expected in [(10.9, False), (11.1, True), (19.9, True), (20.1, False)]:
        inside = evaluate(shape, np.float64(touch[0] * radius), np.float64(touch[1] * radius)) < 0
        assert bool(inside) == expected
