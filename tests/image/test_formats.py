"""The picture formats, read back by small readers of our own and by Pillow."""
import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import rawmem
from pyfidget.image import formats
from pyfidget.image.canvas import Canvas
from pyfidget.image.painting import Painting
from pyfidget.system import to_bytes
from tests.replacing import replaced


class Memory(object):
    """An Output that keeps what is written; lent: how many bytes are lent to writers."""

    def __init__(self, lent=0):
        self.pieces = []
        self.lent_address = 0
        self.lent_size = lent

    def write(self, text):
        self.pieces.append(to_bytes(text))

    def expect(self, size):
        self.expected = size

    def write_block(self, block, size):
        self.pieces.append(bytes(block[:size]))

    def content(self):
        return b''.join(self.pieces)


def canvas_of(picture):
    canvas = Canvas(len(picture[0]), len(picture))
    for j, row in enumerate(picture):
        for i, pixel in enumerate(row):
            if pixel == '#':
                canvas.set_inside(i, j)
    return canvas


def written(picture, picture_format, lent=0):
    """What is written of a picture, and in how many pieces; lent: how many bytes are lent to the writer."""
    output = Memory(lent)
    canvas = canvas_of(picture)
    with replaced(rawmem, bytes_at_address=lambda address: bytearray(lent)):
        formats.write_picture(canvas, output, picture_format)
    canvas.release()
    return output.content(), len(output.pieces)


# ---- small readers: bytes -> rows of '#' (white) and '.' ----

def unpacked(data, width, height, white):
    """Rows of one bit a pixel, padded with zeros to whole bytes; white: the bit of a white pixel."""
    stride = (width + 7) // 8
    assert len(data) == stride * height
    picture = []
    for top in range(0, len(data), stride):
        bits = ''.join('{0:08b}'.format(byte) for byte in bytearray(data[top:top + stride]))
        assert set(bits[width:]) <= set('0')
        picture.append(bits[:width].replace(white, '#').replace('01'.replace(white, ''), '.'))
    return picture


def netpbm_body(content, magic, width, height, depth):
    head = '\n'.join([magic, '%d %d' % (width, height)] + depth) + '\n'
    assert content.startswith(to_bytes(head))
    return content[len(head):]


def read_pbm(content, width, height):
    return unpacked(netpbm_body(content, 'P4', width, height, []), width, height, '0')


def read_samples(data, width, height, samples):
    assert len(data) == width * height * samples
    shades = {b'\xff' * samples: '#', b'\x00' * samples: '.'}
    pixels = [shades[data[at:at + samples]] for at in range(0, len(data), samples)]
    return [''.join(pixels[at:at + width]) for at in range(0, len(pixels), width)]


def read_pgm(content, width, height):
    return read_samples(netpbm_body(content, 'P5', width, height, ['255']), width, height, 1)


def read_ppm(content, width, height):
    return read_samples(netpbm_body(content, 'P6', width, height, ['255']), width, height, 3)


def chunks(content):
    """The chunks of a PNG as pairs of kind and data, with all checksums looked at."""
    assert content[:8] == b'\x89PNG\r\n\x1a\n'
    found = []
    at = 8
    while at < len(content):
        size, = struct.unpack('>I', content[at:at + 4])
        body = content[at + 4:at + 8 + size]
        assert struct.unpack('>I', content[at + 8 + size:at + 12 + size])[0] == zlib.crc32(body) & 0xffffffff
        found.append((body[:4], body[4:]))
        at += 12 + size
    return found


def read_png(content, width, height):
    found = chunks(content)
    kinds = [kind for kind, _ in found]
    assert kinds == [b'IHDR'] + [b'IDAT'] * (len(found) - 2) + [b'IEND']
    assert found[0][1] == struct.pack('>IIBBBBB', width, height, 1, 0, 0, 0, 0)
    return unpacked(b''.join(png_rows(found, (width + 7) // 8, height)), width, height, '1')


def png_rows(found, stride, height):
    """The rows of a PNG's chunks, each behind its filter: none."""
    assert found[-1][1] == b''
    assert all(data for kind, data in found if kind == b'IDAT')
    data = zlib.decompress(b''.join(data for kind, data in found if kind == b'IDAT'))
    assert len(data) == (stride + 1) * height
    filters = [data[at:at + 1] for at in range(0, len(data), stride + 1)]
    assert set(filters) == set([b'\x00'])
    return [data[at + 1:at + 1 + stride] for at in range(0, len(data), stride + 1)]


READERS = [(formats.PNG, read_png), (formats.PGM, read_pgm), (formats.PPM, read_ppm), (formats.PBM, read_pbm)]
EVERY_FORMAT = pytest.mark.parametrize('picture_format, reader', READERS, ids=lambda value: (
    formats.NAMES[value] if value in range(4) else ''))


def patterned(width, height):
    """A picture in which no two neighbouring bytes and rows are alike."""
    noise = 1
    picture = []
    for _ in range(height):
        row = []
        for _ in range(width):
            noise = (noise * 1103515245 + 12345) & 0x7fffffff
            row.append('#' if noise & 0x10000 else '.')
        picture.append(''.join(row))
    return picture


def pictures():
    return st.integers(1, 40).flatmap(
        lambda width: st.lists(st.text(alphabet='.#', min_size=width, max_size=width), min_size=1, max_size=5))


@EVERY_FORMAT
@given(pictures())
def test_a_picture_is_read_back_as_it_was_drawn(picture_format, reader, picture):
    content, _ = written(picture, picture_format)
    assert reader(content, len(picture[0]), len(picture)) == picture


@EVERY_FORMAT
@pytest.mark.parametrize('width', range(1, 18))
def test_a_full_row_of_any_width_is_white_without_padding(picture_format, reader, width):
    picture = ['#' * width, '.' * width]
    content, _ = written(picture, picture_format)
    assert reader(content, width, 2) == picture


@pytest.mark.slow
@pytest.mark.parametrize('picture_format, reader, width, height', [
    (formats.PGM, read_pgm, 333, 230), (formats.PPM, read_ppm, 201, 133), (formats.PPM, read_ppm, 30000, 3),
    (formats.PBM, read_pbm, 801, 700), (formats.PNG, read_png, 2003, 1100),
], ids=str)
def test_a_large_picture_is_written_in_pieces(picture_format, reader, width, height):
    picture = patterned(width, 7) * (height // 7 + 1)
    content, pieces = written(picture[:height], picture_format)
    assert pieces > 1
    assert reader(content, width, height) == picture[:height]


@pytest.mark.parametrize('picture_format, reader', [
    (formats.PGM, read_pgm), (formats.PPM, read_ppm), (formats.PBM, read_pbm), (formats.PNG, read_png)], ids=str)
@given(runs=st.lists(st.tuples(st.sampled_from('#.'), st.integers(1, 150)), min_size=1, max_size=5))
def test_long_runs_of_one_colour_are_written_as_they_are(picture_format, reader, runs):
    row = ''.join(pixel * count for pixel, count in runs)
    picture = [row, row[::-1]]
    assert reader(written(picture, picture_format)[0], len(row), 2) == picture


@pytest.mark.parametrize('picture_format, reader, row_size, overhang', [
    (formats.PGM, read_pgm, 100, 8), (formats.PPM, read_ppm, 300, 24), (formats.PBM, read_pbm, 13, 0)], ids=str)
@pytest.mark.parametrize('rows', [1, 2, 3, 49, 50, 51])
def test_memory_that_is_lent_is_used_for_as_many_rows_as_it_has_room_for(picture_format, reader, row_size, overhang, rows):
    picture = patterned(100, 50)
    head = len(written(picture, picture_format)[0]) - 50 * row_size
    for lent in (head + rows * row_size + overhang, head + (rows + 1) * row_size + overhang - 1):
        content, pieces = written(picture, picture_format, lent)
        assert reader(content, 100, 50) == picture
        later = (lent - overhang) // row_size  # rows of a piece without the head
        assert pieces == 1 + (50 - min(rows, 50) + later - 1) // later


def test_lent_memory_that_has_no_room_for_a_row_is_not_used():
    picture = patterned(100, 50)
    for lent in (1, len('P5\n100 50\n255\n') + 107):
        assert written(picture, formats.PGM, lent) == written(picture, formats.PGM)


@pytest.mark.slow
def test_a_large_png_has_more_than_one_data_chunk_and_each_is_bounded():
    content, _ = written(patterned(2003, 1100), formats.PNG)
    sizes = [len(data) for kind, data in chunks(content) if kind == b'IDAT']
    assert len(sizes) > 1
    assert max(sizes) <= 300000


@pytest.mark.parametrize('picture_format', range(4), ids=formats.NAMES)
@given(pictures())
def test_pillow_reads_the_same_picture(picture_format, picture):
    image_module = pytest.importorskip('PIL.Image')
    content, _ = written(picture, picture_format)
    image = image_module.open(io.BytesIO(content))
    assert image.format == ('PNG' if picture_format == formats.PNG else 'PPM')
    assert image.size == (len(picture[0]), len(picture))
    grey = image.convert('L')
    assert [''.join('#' if grey.getpixel((i, j)) == 255 else '.' for i in range(len(row)))
            for j, row in enumerate(picture)] == picture


@pytest.mark.parametrize('name, picture_format', [
    ('png', formats.PNG), ('PNG', formats.PNG), ('pgm', formats.PGM), ('Ppm', formats.PPM), ('pbm', formats.PBM),
    ('jpg', -1),
    ('', -1), ('.png', -1), ('pn', -1),
])
def test_a_format_is_known_by_its_name_in_either_case(name, picture_format):
    assert formats.format_named(name) == picture_format


# ---- in colour ----

PALETTE = [(i * 0x30201 + 0x8040ff) & 0xffffff for i in range(256)]


def painted(width, height, picture_format):
    """What is written of a painting with colours of every kind: its bytes, and the colours as rows of indices."""
    painting = Painting(width, height)
    painting.palette = PALETTE
    indices = [[(31 * i + 7 * j) % 256 for i in range(width)] for j in range(height)]
    for j, row in enumerate(indices):
        for i, index in enumerate(row):
            painting.set(i, j, index)
    output = Memory()
    formats.write_painting(painting, output, picture_format)
    painting.release()
    return output, indices


def triples(colours):
    return b''.join(to_bytes(chr(colour >> 16) + chr((colour >> 8) & 255) + chr(colour & 255)) for colour in colours)


SIZES = pytest.mark.parametrize('width, height', [(1, 1), (7, 3), (256, 2), (601, 500)])


@SIZES
def test_a_ppm_of_a_painting_has_the_colours_of_its_palette(width, height):
    output, indices = painted(width, height, formats.PPM)
    assert netpbm_body(output.content(), 'P6', width, height, ['255']) == triples(
        PALETTE[index] for row in indices for index in row)


@SIZES
def test_a_png_of_a_painting_has_its_palette_and_its_indices(width, height):
    output, indices = painted(width, height, formats.PNG)
    found = chunks(output.content())
    assert [kind for kind, _ in found] == [b'IHDR', b'PLTE'] + [b'IDAT'] * (len(found) - 3) + [b'IEND']
    assert found[0][1] == struct.pack('>IIBBBBB', width, height, 8, 3, 0, 0, 0)
    assert found[1][1] == triples(PALETTE)
    assert [list(bytearray(row)) for row in png_rows(found, width, height)] == indices


@pytest.mark.slow
@pytest.mark.parametrize('picture_format', [formats.PNG, formats.PPM])
def test_a_large_painting_is_written_in_pieces(picture_format):
    output, _ = painted(601, 500, picture_format)
    assert len(output.pieces) > 4


@pytest.mark.parametrize('picture_format', [formats.PNG, formats.PPM])
def test_pillow_sees_the_same_colours(picture_format):
    image_module = pytest.importorskip('PIL.Image')
    output, indices = painted(61, 5, picture_format)
    image = image_module.open(io.BytesIO(output.content())).convert('RGB')
    assert image.size == (61, 5)
    assert image.tobytes() == triples(PALETTE[index] for row in indices for index in row)


def test_two_formats_have_colours():
    assert [name for i, name in enumerate(formats.NAMES) if formats.has_colours(i)] == ['png', 'ppm']


@pytest.mark.parametrize('picture_format', [formats.PBM, formats.PGM, formats.PPM])
def test_the_output_is_told_how_much_is_coming(picture_format):
    output = Memory()
    canvas = canvas_of(['#' * 9] * 3)
    formats.write_picture(canvas, output, picture_format)
    canvas.release()
    assert output.expected == len(output.content())
