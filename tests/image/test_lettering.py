"""The letters as pictures of dots."""
import string

import pytest

from pyfidget.image.lettering import HEIGHT, draw_text, text_width
from pyfidget.image.painting import Painting

LETTERS = string.ascii_lowercase + string.digits + '.-+'


def drawn(text, dot=1, margin=0):
    """The dots of a text with some free ones around it, as rows of '#' and '.'."""
    painting = Painting(text_width(text) * dot + 2 * margin, HEIGHT * dot + 2 * margin)
    draw_text(painting, text, margin, margin, dot, 7)
    rows = [''.join('.#'[painting.get(i, j) // 7] for i in range(painting.width)) for j in range(painting.height)]
    painting.release()
    return rows


def test_a_text():
    assert drawn('-1 bug') == [
        '.......#......#................',
        '......##......#................',
        '.......#......####..#...#..####',
        '####...#......#...#.#...#.#...#',
        '.......#......#...#.#...#.#...#',
        '.......#......#...#.#...#.#...#',
        '......###.....####...####..####',
        '..............................#',
        '...........................###.',
    ]


@pytest.mark.parametrize('letter', LETTERS)
def test_a_letter_is_as_wide_as_it_is_said_to_be(letter):
    rows = drawn(letter)
    assert all(len(row) == text_width(letter) for row in rows)
    assert any(row.endswith('#') for row in rows)
    assert text_width(letter) <= 5


def test_no_two_letters_look_alike():
    pictures = [tuple(drawn(letter)) for letter in LETTERS]
    assert len(set(pictures)) == len(LETTERS)


def test_letters_stand_side_by_side_with_one_dot_between_them():
    assert drawn('ab') == [a + '.' + b for a, b in zip(drawn('a'), drawn('b'))]


def test_a_blank_is_free():
    assert drawn('a b') == [a + '.....' + b for a, b in zip(drawn('a'), drawn('b'))]


def test_a_large_dot_is_a_square():
    once = drawn('gauge 3')
    assert drawn('gauge 3', dot=3) == [''.join(3 * dot for dot in row) for row in once for _ in range(3)]


def test_a_text_stays_within_its_box():
    rows = drawn('jumping', margin=2)
    assert set(rows[:2] + rows[-2:]) == set(['.' * len(rows[0])])
    assert all(row.startswith('..') and row.endswith('..') for row in rows)
    assert [row[2:-2] for row in rows[2:-2]] == drawn('jumping')
