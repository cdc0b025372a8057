"""What all colour pictures agree on: which colours are inside, those of the legend, and how colours are mixed.

A colour is an index into the palette of a Painting, and bit 7 of it says what the pixel is: reduced to that bit, every picture
in colour is the plain one. No colour of the one half looks like one of the other.
"""

INSIDE = 0x80

# The legend's, which no pixel of a picture has.
MUTED, PAPER, INK = 125, 126, 127
_MUTED_RGB, _PAPER_RGB, _INK_RGB = 0x8b8e94, 0xf6f4ee, 0x26282e


def set_legend_colours(palette):
    palette[MUTED] = _MUTED_RGB
    palette[PAPER] = _PAPER_RGB
    palette[INK] = _INK_RGB


def gradient(stops, place):
    """The colour at a place from 0 to 1 between colours 0xRRGGBB, two at least, that are equally far apart."""
    scaled = place * (len(stops) - 1)
    index = min(int(scaled), len(stops) - 2)
    return mixed(stops[index], stops[index + 1], scaled - index)


def mixed(one, other, share):
    """One colour with a share, from 0 to 1, of another."""
    colour = 0
    for shift in [16, 8, 0]:
        a = (one >> shift) & 255
        b = (other >> shift) & 255
        colour |= int(a + (b - a) * share + 0.5) << shift
    return colour
