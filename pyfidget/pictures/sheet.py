"""A picture in colour with its legend below: four entries, each a bar of colours between a title and captions.

    +-----------------------+
    |                       |
    |        picture        |      title      unit
    |                       |      [    bar      ]
    +-----------------------+      '   '     '
    |   entry       entry   |      captions
    |   entry       entry   |
    +-----------------------+

Lengths in the legend are in dots, which have more than one pixel in a large picture. A sheet is as wide as its picture, but at
least so wide that an entry fits; then there is paper beside the picture.
"""
from pyfidget.image.lettering import HEIGHT, draw_text, text_width
from pyfidget.image.painting import Painting
from pyfidget.pictures.colours import INK, MUTED, PAPER

_ENTRIES = 4
_PIXELS_A_DOT = 512  # of the picture's shorter side: a dot is a pixel in smaller pictures than twice as large
_MARGIN = 10
_GUTTER = 20  # between entries side by side
_SPACING = 9  # between entries one above the other
_ENTRY_WIDTH = 160  # at least
_BAR_TOP = HEIGHT + 2
_BAR_HEIGHT = 12
_TICK = 2  # the length of the mark between a bar and a caption
_CAPTION_TOP = _BAR_TOP + _BAR_HEIGHT + _TICK + 1
_ENTRY_HEIGHT = _CAPTION_TOP + HEIGHT
_BETWEEN_CAPTIONS = 5  # at least


class Caption(object):
    """A text below a place of a bar: 0 is its left end, 1 its right one."""

    def __init__(self, place, text):
        self.place = place
        self.text = text


class Entry(object):
    """title     what the bar shows
    unit      what its captions count, if anything
    colours   of the bar, from left to right, all equally wide
    captions  from left to right; those that have no room between others are left out, the first and the last stay
    """

    def __init__(self, title, unit, colours, captions):
        self.title = title
        self.unit = unit
        self.colours = colours
        self.captions = captions


class Sheet(object):
    """The painting of a picture, at its top left corner, and of its legend, if it has one."""

    def __init__(self, width, height, has_legend):
        """width, height: of the picture in pixels. MemoryError."""
        self.width = width
        self.height = height
        self.has_legend = has_legend
        self.dot = max(min(width, height) // _PIXELS_A_DOT, 1)
        if has_legend:
            inner = max(width // self.dot - 2 * _MARGIN, _ENTRY_WIDTH)
            self.columns = _columns(inner)
            self.entry_width = (inner - (self.columns - 1) * _GUTTER) // self.columns
            rows = _ENTRIES // self.columns
            strip = 2 * _MARGIN + rows * _ENTRY_HEIGHT + (rows - 1) * _SPACING
            self.painting = Painting(max(width, (inner + 2 * _MARGIN) * self.dot), height + strip * self.dot)
        else:
            self.painting = Painting(width, height)

    def draw_legend(self, entries):
        """Draw the four entries, if the sheet has a legend."""
        if not self.has_legend:
            return
        painting = self.painting
        painting.fill(self.width, 0, painting.width, self.height, PAPER)
        painting.fill(0, self.height, painting.width, painting.height, PAPER)
        for i in range(_ENTRIES):
            left = _MARGIN + i % self.columns * (self.entry_width + _GUTTER)
            top = _MARGIN + i // self.columns * (_ENTRY_HEIGHT + _SPACING)
            self._draw_entry(entries[i], left, top)

    def _draw_entry(self, entry, left, top):
        self._draw_text(entry.title, left, top, INK)
        self._draw_text(entry.unit, left + self.entry_width - text_width(entry.unit), top, MUTED)
        self._draw_bar(entry.colours, left, top + _BAR_TOP)
        self._draw_captions(entry.captions, left, top)

    def _draw_bar(self, colours, left, top):
        self._fill(left, top, left + self.entry_width, top + _BAR_HEIGHT, MUTED)
        count = len(colours)
        width = self.entry_width - 2  # within the outline
        for i in range(count):
            self._fill(left + 1 + i * width // count, top + 1,
                       left + 1 + (i + 1) * width // count, top + _BAR_HEIGHT - 1, colours[i])

    def _draw_captions(self, captions, left, top):
        last = len(captions) - 1
        stop = self._caption_start(captions[last]) - _BETWEEN_CAPTIONS
        start = 0
        for i in range(len(captions)):
            caption = captions[i]
            begin = self._caption_start(caption)
            end = begin + text_width(caption.text)
            if i == last or start <= begin and end <= stop:
                tick = left + self._tick(caption)
                self._fill(tick, top + _BAR_TOP + _BAR_HEIGHT, tick + 1, top + _CAPTION_TOP - 1, MUTED)
                self._draw_text(caption.text, left + begin, top + _CAPTION_TOP, INK)
                start = end + _BETWEEN_CAPTIONS

    def _tick(self, caption):
        return int(caption.place * (self.entry_width - 1) + 0.5)

    def _caption_start(self, caption):
        """Where a caption begins: its middle is below its tick, or as near as it can be below the bar."""
        width = text_width(caption.text)
        return max(min(self._tick(caption) - width // 2, self.entry_width - width), 0)

    def _draw_text(self, text, left, top, colour):
        draw_text(self.painting, text, left * self.dot, self.height + top * self.dot, self.dot, colour)

    def _fill(self, left, top, right, bottom, colour):
        """Fill a rectangle that is given in dots of the legend."""
        self.painting.fill(left * self.dot, self.height + top * self.dot,
                           right * self.dot, self.height + bottom * self.dot, colour)


def _columns(inner):
    """How many entries fit side by side, so that the last row is a whole one."""
    for columns in [4, 2]:
        if columns * _ENTRY_WIDTH + (columns - 1) * _GUTTER <= inner:
            return columns
    return 1
