"""PNG: greyscale of one bit a pixel, inside white, or of 16; a palette of 256 colours; red, green and blue (ISO/IEC 15948:2004;
its section 5 has the layout of chunks)."""
from pyfidget.image.deflate import Deflater, crc32

_BLOCK = 262144  # bytes of rows, about, that are compressed at a time

# The end of a header: bit depth, colour type; deflate, the only filter method, not interlaced.
_GREYSCALE = '\x01\x00\x00\x00\x00'
_PALETTE = '\x08\x03\x00\x00\x00'
_GREY_16 = '\x10\x00\x00\x00\x00'
_RGB = '\x08\x02\x00\x00\x00'


def write_png(canvas, output):
    _write_head(canvas, output, _GREYSCALE)
    _write_body(canvas, output)


def write_colour_png(painting, output):
    _write_head(painting, output, _PALETTE)
    output.write(_chunk('PLTE', ''.join([_triple(colour) for colour in painting.palette])))
    _write_body(painting, output)


def write_grey_png(rows, output):
    """rows: of two bytes a pixel, the most significant one first."""
    _write_head(rows, output, _GREY_16)
    _write_body(rows, output)


def write_rgb_png(rows, output):
    """rows: of three bytes a pixel, red, green and blue."""
    _write_head(rows, output, _RGB)
    _write_body(rows, output)


def _write_head(rows, output, kind):
    output.write('\x89PNG\r\n\x1a\n')
    output.write(_chunk('IHDR', _word(rows.width) + _word(rows.height) + kind))


def _write_body(rows, output):
    deflater = Deflater()
    count = max(_BLOCK // rows.stride, 1)
    for top in range(0, rows.height, count):
        _write_data(output, deflater.feed(_filtered_rows(rows, top, min(top + count, rows.height))))
    _write_data(output, deflater.finish())
    output.write(_chunk('IEND', ''))


def _filtered_rows(rows, top, bottom):
    """The bytes of some rows, each behind its filter type 0: as they are."""
    pieces = []
    for row in range(top, bottom):
        pieces.append('\x00')
        for position in range(rows.stride):
            pieces.append(chr(rows.row_byte(row, position)))
    return ''.join(pieces)


def _write_data(output, data):
    if data:
        output.write(_chunk('IDAT', data))


def _chunk(kind, data):
    return _word(len(data)) + kind + data + _word(crc32(kind + data))


def _word(value):
    """32 bits, the most significant byte first."""
    return chr((value >> 24) & 255) + _triple(value)


def _triple(value):
    """24 bits in the same way."""
    return chr((value >> 16) & 255) + chr((value >> 8) & 255) + chr(value & 255)
