"""Small letters for paintings: a bitmap font of our own, without capitals."""

HEIGHT = 9  # dots of a line: two for ascenders, five, and two for descenders
_GAP = 1  # dots between two letters
_BLANK = 3  # dots of a blank

# Each letter stands below its name and is as wide as its widest row.
_DRAWN = ["""\
a      b      c     d      e      f    g      h      i  j   k     l   m
       #                #          ##         #      #   #  #     #
       #                #         #           #             #     #
 ###   ####    ###   ####   ###   ###   ####  ####   #   #  #  #  #   ####
    #  #   #  #     #   #  #   #  #    #   #  #   #  #   #  # #   #   # # #
 ####  #   #  #     #   #  #####  #    #   #  #   #  #   #  ##    #   # # #
#   #  #   #  #     #   #  #      #    #   #  #   #  #   #  # #   #   # # #
 ####  ####    ###   ####   ###   #     ####  #   #  #   #  #  #   #  # # #
                                           #             #
                                        ###             #
""", """\
n      o      p      q      r     s     t    u      v      w      x      y      z
                                         #
                                         #
####    ###   ####    ####  # ##   ###  ###  #   #  #   #  # # #  #   #  #   #  ####
#   #  #   #  #   #  #   #  ##    #      #   #   #  #   #  # # #   # #   #   #     #
#   #  #   #  #   #  #   #  #      ##    #   #   #  #   #  # # #    #    #   #   ##
#   #  #   #  #   #  #   #  #        #   #   #   #   # #   # # #   # #   #   #  #
#   #   ###   ####    ####  #     ###     #   ####    #     # #   #   #   ####  ####
              #          #                                                   #
              #          #                                                ###
""", """\
0      1      2      3      4      5      6      7      8      9      .  -     +
 ###     #     ###    ###      #   #####    ##   #####   ###    ###
#   #   ##    #   #  #   #    ##   #       #         #  #   #  #   #             #
#   #    #        #      #   # #   ####   #         #   #   #  #   #             #
#   #    #       #     ##   #  #       #  ####      #    ###    ####     ####  #####
#   #    #      #        #  #####      #  #   #    #    #   #      #             #
#   #    #     #     #   #     #   #   #  #   #    #    #   #     #              #
 ###    ###   #####   ###      #    ###    ###     #     ###    ##    #


"""]


class Letter(object):
    """rows: the dots of each row as bits, that of the leftmost column being 1; width: in dots."""
    _immutable_ = True

    def __init__(self, width, rows):
        self.width = width
        self.rows = rows


def _read_letters(drawn):
    """The letters of some lines of _DRAWN, the first of which names them."""
    lines = drawn.split('\n')
    starts = [start for start, name in enumerate(lines[0]) if name != ' '] + [max(len(line) for line in lines)]
    letters = {}
    for start, stop in zip(starts, starts[1:]):
        rows = [line[start:stop].rstrip() for line in lines[1:HEIGHT + 1]]
        bits = [sum(1 << i for i, dot in enumerate(row) if dot == '#') for row in rows]
        letters[lines[0][start]] = Letter(max(len(row) for row in rows), bits)
    return letters


_LETTERS = {' ': Letter(_BLANK, [0] * HEIGHT)}
for _drawn in _DRAWN:
    _LETTERS.update(_read_letters(_drawn))


def text_width(text):
    """How wide a text is, in dots; every one of its characters must be a letter."""
    width = 0
    for name in text:
        width += _LETTERS[name].width + _GAP
    return width - _GAP


def draw_text(painting, text, left, top, dot, colour):
    """Draw a text whose line has its upper left corner at a pixel, all of it inside the painting; dot: its size in pixels."""
    for name in text:
        letter = _LETTERS[name]
        _draw_letter(painting, letter, left, top, dot, colour)
        left += (letter.width + _GAP) * dot


def _draw_letter(painting, letter, left, top, dot, colour):
    for j in range(HEIGHT):
        for i in range(letter.width):
            if (letter.rows[j] >> i) & 1:
                x = left + i * dot
                y = top + j * dot
                painting.fill(x, y, x + dot, y + dot, colour)
