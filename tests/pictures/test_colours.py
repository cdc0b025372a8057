"""Mixing colours."""
import pytest

from pyfidget.pictures.colours import INK, INSIDE, MUTED, PAPER, gradient, mixed, set_legend_colours


@pytest.mark.parametrize('share, expected', [(0.0, 0x102030), (0.5, 0x884a18), (1.0, 0xff7300)])
def test_a_mixture_takes_every_part_in_the_same_share(share, expected):
    assert mixed(0x102030, 0xff7300, share) == expected


@pytest.mark.parametrize('place, expected', [
    (0.0, 0x000000), (0.25, 0x800000), (0.5, 0xff0000), (0.75, 0xff8000), (1.0, 0xffff00),
])
def test_a_gradient_passes_through_its_stops(place, expected):
    assert gradient([0x000000, 0xff0000, 0xffff00], place) == expected


def test_the_legend_has_three_colours_that_are_not_inside():
    palette = [0] * 256
    set_legend_colours(palette)
    assert [index for index in range(256) if palette[index]] == [MUTED, PAPER, INK]
    assert max(MUTED, PAPER, INK) < INSIDE
