"""Characters beyond ASCII: the glyphs, and what they are composed of."""
import unicodedata
from dataclasses import replace

import numpy as np
import pytest

from pyfidget.host.font import BELOW, GLYPHS, find_glyph, kerning
from pyfidget.host.shapes import move
from tests.host.evaluator import lines
from tests.host.test_font import INKED, PICTURES, STEP, X0, Y0, count, picture

LATIN_1 = [chr(code) for code in range(0xa0, 0x100)]
TYPOGRAPHIC = list('‐‑‒–—―‘’‚“”„‹›…•€†‡‰™−′″⁄ˆ˜ˇ˘˙˚˛˝')
LETTERS = list('ŒœŠšŽžŸƒ'
               'ĄąĆćĘęŁłŃńŚśŹźŻż'                   # Polish
               'ČčĎďĚěŇňŘřŤťŮů' 'ĹĺĽľŔŕ'            # Czech, Slovak
               'ĐđŐőŰű' 'ĞğİıŞş' 'ĂăȘșȚț'           # Croatian, Hungarian, Turkish, Romanian
               'ĀāĒēĢģĪīĶķĻļŅņŖŗŪū' 'ĖėĮįŲų'        # Latvian, Lithuanian
               'ĈĉĜĝĤĥĴĵŜŝŬŭ' 'ĊċĠġĦħ' 'ŴŵŶŷǼǽǾǿ'   # Esperanto, Maltese, Welsh, Danish
           'ƠơƯư' + ''.join(unicodedata.normalize('NFC', letter + tone)
                            for letter in 'AaĂăÂâEeÊêIiOoÔôƠơUuƯưYy' for tone in '\u0300\u0301\u0303\u0309\u0323')  # Vietnamese
           + 'ǕǖǗǘǙǚǛǜ' 'ǍǎǏǐǑǒǓǔ' 'ȪȫȬȭȰȱ' 'ḨḩȨȩḐḑḤḥḲḳṢṣṬṭẒẓḌḍ')  # Chinese by its sounds, Livonian, other ways to write others
SPACES = list('\xa0\xad\u2002\u2003\u2007\u2009\u200a\u202f')

CHARACTERS = sorted(set(LATIN_1 + TYPOGRAPHIC + LETTERS) - set(SPACES))
TWICE = [character for character in CHARACTERS if len(unicodedata.normalize('NFD', character)) == 3]
COMPOSED = [character for character in CHARACTERS if len(unicodedata.normalize('NFD', character)) == 2]
DRAWN = {character: picture(find_glyph(character)) for character in CHARACTERS}

# What only their names tell apart.
TWINS = ['-‐‑', ',‚', '—―', 'ÐĐ']


def box(character):
    """Left, bottom, right, top of the ink."""
    columns, rows = (np.flatnonzero(DRAWN[character].any(axis=axis)) for axis in (0, 1))
    return X0 + STEP * columns[0], Y0 + STEP * rows[0], X0 + STEP * columns[-1], Y0 + STEP * rows[-1]


@pytest.mark.parametrize('character', CHARACTERS)
def test_the_ink_fills_its_box(character):
    glyph = find_glyph(character)
    left, bottom, right, top = box(character)
    assert 0.0 < left <= 0.5
    assert glyph.width - 1.0 <= right < glyph.width
    assert -BELOW < bottom and top < glyph.top
    assert DRAWN[character].sum() * STEP ** 2 > 50.0
    assert glyph.advance >= 12.0
    assert len(lines(glyph.ink.to_vm())) <= 150


def test_places_are_multiples_of_a_sixteenth():
    for character in CHARACTERS:
        glyph = find_glyph(character)
        assert all(value * 16.0 % 1.0 == 0.0 for value in (glyph.left, glyph.width, glyph.right)), character


def test_all_characters_differ():
    twins = {character for group in TWINS for character in group[1:]}
    pictures = {**PICTURES, **DRAWN}
    assert len({drawn.tobytes() for drawn in pictures.values()}) == len(pictures) - len(twins)
    for group in TWINS:
        assert len({pictures[character].tobytes() for character in group}) == 1


def test_spaces():
    for space in SPACES:
        assert find_glyph(space).ink is None
    widths = [find_glyph(space).advance for space in '\xad\u200a\u202f\u2009\xa0\u2002\u2007\u2003']
    assert widths == sorted(widths) and widths[0] == 0.0
    assert find_glyph('\xa0').advance == GLYPHS[' '].advance and find_glyph('\u2007').advance == GLYPHS['0'].advance


def bare(character):
    """The letter as it is under its marks: without its dot, if one is above."""
    letter, *marks = unicodedata.normalize('NFD', character)
    return letter if set(marks) <= set('\u0323\u0328') else {'i': 'ı', 'j': 'ȷ'}.get(letter, letter)


@pytest.mark.parametrize('character', COMPOSED + TWICE)
def test_an_accent_is_a_piece_of_its_own_unless_it_hangs_on_the_letter(character):
    letter, *marks = unicodedata.normalize('NFD', character)
    pieces = count(DRAWN[character]) - count(picture(find_glyph(bare(character))))
    hanging = [mark for mark in marks if mark in '\u0328\u031b' or mark == '\u0327' and letter not in 'gklnrGKLNR']
    doubles = [mark for mark in marks if mark in '\u0308\u030b']
    assert pieces == len(marks) - len(hanging) + len(doubles)


@pytest.mark.parametrize('character', COMPOSED + TWICE)
def test_a_letter_under_an_accent_is_the_letter(character):
    """Its ink is in the picture, moved to the right by what the accent takes on the left; and it takes as much room at least."""
    plain = find_glyph(bare(character))
    glyph = find_glyph(character)
    quarters = range(int(4.0 * (glyph.width - plain.width)) + 1)
    moved = (replace(plain, ink=move(plain.ink, quarter / 4.0, 0.0)) for quarter in quarters)
    assert any(not (picture(letter) & ~DRAWN[character]).any() for letter in moved)
    assert glyph.advance >= plain.advance


def test_accents_of_capitals_are_as_those_of_small_letters_but_higher():
    for small, capital in ('éÉ', 'ôÔ', 'ñÑ', 'üÜ', 'åÅ', 'ūŪ', 'ğĞ', 'żŻ', 'őŐ', 'šŠ'):
        assert box(capital)[3] == box(small)[3] + 18.0
        assert find_glyph(capital).top == pytest.approx(box(capital)[3], abs=1.0)


def test_small_letters_stay_below_what_capitals_may_take():
    for character in COMPOSED:
        if character.islower() and character not in 'ĺĥ':
            assert find_glyph(character).top == find_glyph('b').top


def test_no_two_characters_touch():
    """Side by side, looked at row by row: they keep the distance that those of ASCII keep."""
    characters = [character for character in INKED + CHARACTERS if character not in '_⁄']
    pictures = {**PICTURES, **DRAWN}
    first, last = [], []
    for character in characters:
        drawn = pictures[character]
        inked = drawn.any(axis=1)
        first.append(np.where(inked, X0 + STEP * drawn.argmax(axis=1), np.inf))
        last.append(np.where(inked, X0 + STEP * (drawn.shape[1] - 1 - drawn[:, ::-1].argmax(axis=1)), -np.inf))
    firsts = np.array(first)
    for one, end in zip(characters, last):
        glyph = find_glyph(one)
        gaps = np.min(firsts - end, axis=1)
        for other, gap in zip(characters, gaps):
            apart = gap + glyph.advance - glyph.left + find_glyph(other).left + kerning(one, other)
            assert apart >= 1.0, one + other


def test_kerning_is_that_of_the_letter():
    assert kerning('T', 'ö') == kerning('T', 'o') == kerning('Ť', 'ø') < 0.0
    assert kerning('Å', 'V') == kerning('A', 'V') and kerning('T', 'Æ') == kerning('T', 'A') and kerning('Æ', 'T') == 0.0
    assert kerning('f', 'ï') > 0.0 == kerning('f', 'i')
    assert kerning('P', '…') == kerning('P', '.') and kerning('f', '’') == kerning('f', "'")


@pytest.mark.parametrize('character', ['Ж', '\t', '\x7f', '\x85', '\u200b', '\u0301', 'ḏ', '\ud800', '\U0001f600'])
def test_characters_that_the_font_has_not(character):
    assert find_glyph(character) is None
