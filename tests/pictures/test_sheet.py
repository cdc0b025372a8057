"""The sheet of a picture and its legend: nothing of it is clipped, and it leaves the picture alone."""
import pytest

from pyfidget.image.lettering import HEIGHT, text_width
from pyfidget.pictures import sheet as sheets
from pyfidget.pictures.colours import INK, MUTED, PAPER
from pyfidget.pictures.sheet import Caption, Entry, Sheet

BLUE, RED = 7, 8
SIZES = [(1, 1), (8, 3), (179, 5), (180, 5), (359, 20), (360, 20), (719, 9), (720, 9), (1024, 300), (1030, 1024), (1600, 1100)]
ENTRIES = [Entry(title, 'operations', [BLUE, RED], [Caption(0.0, '1'), Caption(0.5, '1000'), Caption(1.0, '12345')])
           for title in ['proven outside', 'proven inside', 'evaluated outside', 'evaluated inside']]


class Drawn(object):
    """A sheet with a legend, and every text of it: (words, left, top, width, height) in pixels."""

    def __init__(self, width, height, entries, monkeypatch):
        self.texts = []
        monkeypatch.setattr(sheets, 'draw_text', self.draw_text)
        self.sheet = Sheet(width, height, True)
        self.painting = self.sheet.painting
        self.sheet.draw_legend(entries)

    def draw_text(self, painting, text, left, top, dot, colour):
        assert colour in (INK, MUTED)
        if text:
            self.texts.append((text, left, top, text_width(text) * dot, HEIGHT * dot))

    def colours(self, left, top, right, bottom):
        return set(self.painting.get(i, j) for i in range(left, right) for j in range(top, bottom))


@pytest.fixture
def drawn(monkeypatch):
    def draw(width, height, entries=ENTRIES):
        return Drawn(width, height, entries, monkeypatch)
    return draw


@pytest.mark.parametrize('width, height', SIZES)
def test_every_text_is_whole_and_meets_no_other(drawn, width, height):
    one = drawn(width, height)
    words = [text for text, _, _, _, _ in one.texts]
    assert sorted(set(words)) == sorted(['1', '1000', '12345', 'operations'] + [entry.title for entry in ENTRIES])
    assert words.count('1000') == 4
    boxes = [(left, top, left + wide, top + high) for _, left, top, wide, high in one.texts]
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert 0 < left < right < one.painting.width and height < top < bottom < one.painting.height
        for a, b, c, d in boxes[:i]:
            assert right <= a or c <= left or bottom <= b or d <= top


@pytest.mark.slow
@pytest.mark.parametrize('width, height', SIZES)
def test_the_picture_is_left_alone_and_all_else_is_the_legend(drawn, width, height):
    one = drawn(width, height)
    assert one.painting.width >= width
    assert one.colours(0, 0, width, height) == set([0])
    assert one.colours(width, 0, one.painting.width, height) <= set([PAPER])
    assert one.colours(0, height, one.painting.width, one.painting.height) == set([PAPER, MUTED, BLUE, RED])


def test_a_wide_picture_is_no_wider_with_its_legend():
    for width, height in [(180, 1), (500, 40), (2048, 1024), (3000, 2000)]:
        sheet = Sheet(width, height, True)
        assert sheet.painting.width == width


@pytest.mark.parametrize('width, columns', [(1, 1), (359, 1), (360, 2), (719, 2), (720, 4)])
def test_entries_stand_side_by_side_where_there_is_room(drawn, width, columns):
    one = drawn(width, 10)
    lefts = set(left for text, left, _, _, _ in one.texts if 'side' in text)
    assert len(lefts) == columns


@pytest.mark.parametrize('size, dot', [(1, 1), (1023, 1), (1024, 2), (1535, 2), (1536, 3), (65536, 128)])
def test_the_legend_of_a_large_picture_is_large(monkeypatch, size, dot):
    monkeypatch.setattr(sheets, 'Painting', lambda width, height: None)
    assert Sheet(size, size, True).dot == dot


def test_without_a_legend_the_sheet_is_the_picture():
    sheet = Sheet(5, 3, False)
    sheet.draw_legend(ENTRIES)
    assert (sheet.painting.width, sheet.painting.height) == (5, 3)
    assert set(sheet.painting.get(i, j) for i in range(5) for j in range(3)) == set([0])


def captions_drawn(drawn, places):
    captions = [Caption(place, text) for place, text in places]
    one = drawn(100, 10, [Entry('', '', [BLUE], captions)] * 4)
    return [text for text, _, _, _, _ in one.texts][:len(one.texts) // 4]


def test_a_caption_without_room_is_left_out_but_the_last_is_not(drawn):
    assert captions_drawn(drawn, [(0.0, '1'), (0.5, '10'), (0.98, '100'), (1.0, '101')]) == ['1', '10', '101']
    assert captions_drawn(drawn, [(0.4, '10'), (0.45, '11'), (0.9, '12')]) == ['10', '12']
    assert captions_drawn(drawn, [(0.99, '1'), (1.0, '2')]) == ['2']


def test_a_bar_shows_its_colours_from_left_to_right_in_equal_parts(drawn):
    one = drawn(1, 1, [Entry('', '', [BLUE, RED, BLUE], [Caption(0.5, '1')])] * 4)
    rows = [[one.painting.get(i, j) for i in range(one.painting.width)] for j in range(1, one.painting.height)]
    bar = [row for row in rows if RED in row][0]
    assert bar.count(RED) in (52, 53) and bar.count(BLUE) in (105, 106)
    assert bar.index(BLUE) == 11 and bar[10] == MUTED and bar[11 + 158] == MUTED
