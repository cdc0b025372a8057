"""Height maps and normals as files: every pixel's numbers come back from PNG and from the plain formats."""
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.image import formats
from pyfidget.image.heightmap import HeightMap
from pyfidget.image.normalmap import NormalMap
from tests.image.test_formats import Memory, chunks, png_rows


def png_samples(content, stride):
    """The head of a PNG, and its rows, of so many bytes each."""
    found = chunks(content)
    width, height, depth, colour = struct.unpack('>IIBB', found[0][1][:10])
    return (width, height, depth, colour), b''.join(png_rows(found, stride, height))


def written(write, rows, picture_format):
    output = Memory()
    write(rows, output, picture_format)
    return output.content()


@given(st.integers(1, 65535), st.integers(1, 5), st.integers(1, 5), st.data())
def test_greys_are_heights_of_16_bits(depth, width, height, data):
    heights = HeightMap(width, height, depth)
    greys = b''
    for row in range(height):
        for column in range(width):
            k = data.draw(st.integers(0, depth))
            heights.set(column, row, k)
            greys += struct.pack('>H', (2 * 65535 * k + depth) // (2 * depth))
    rows = heights.to_grey()
    assert png_samples(written(formats.write_grey, rows, formats.PNG), 2 * width) == ((width, height, 16, 0), greys)
    assert written(formats.write_grey, rows, formats.PGM) == b'P5\n%d %d\n65535\n' % (width, height) + greys
    rows.release()
    heights.release()


def test_colours_of_normals():
    heights, normals = HeightMap(3, 1, 9), NormalMap(3, 1)
    for column, direction in enumerate([(1.0, 0.0, -1.0), (0.0, 0.0, 0.0)]):
        heights.set(column, 0, 5)
        for axis in range(3):
            normals.normals[3 * column + axis] = direction[axis]
    rows = normals.to_colours(heights)
    colours = bytes(bytearray([255, 128, 0, 128, 128, 128, 0, 0, 0]))
    assert png_samples(written(formats.write_rgb, rows, formats.PNG), 9) == ((3, 1, 8, 2), colours)
    assert written(formats.write_rgb, rows, formats.PPM) == b'P6\n3 1\n255\n' + colours
    for thing in (rows, normals, heights):
        thing.release()


@pytest.mark.parametrize('write, number', [(formats.write_grey, formats.PPM), (formats.write_grey, formats.PBM),
                                           (formats.write_rgb, formats.PGM), (formats.write_rgb, 9)])
def test_other_formats_have_no_such_pixels(write, number):
    heights = HeightMap(1, 1, 1)
    with pytest.raises(ValueError):
        write(heights.to_grey(), Memory(), number)
