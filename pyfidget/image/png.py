"""PNG: greyscale of one bit a pixel, inside white (ISO/IEC 15948:2004; the chunk layout is in its section 5)."""
from pyfidget.image.deflate import Deflater, crc32

_BLOCK = 262144  # bytes of rows, about, that are compressed at a time


def write_png(canvas, output):
    output.write('\x89PNG\r\n\x1a\n')
    # bit depth 1, greyscale, deflate, the only filter method, not interlaced
    output.write(_chunk('IHDR', _word(canvas.width) + _word(canvas.height) + '\x01\x00\x00\x00\x00'))
    deflater = Deflater()
    rows = max(_BLOCK // canvas.stride, 1)
    for top in range(0, canvas.height, rows):
        _write_data(output, deflater.feed(_filtered_rows(canvas, top, min(top + rows, canvas.height))))
    _write_data(output, deflater.finish())
    output.write(_chunk('IEND', ''))


def _filtered_rows(canvas, top, bottom):
    """The bytes of some rows, each behind its filter type 0: as they are."""
    pieces = []
    for row in range(top, bottom):
        pieces.append('\x00')
        for position in range(canvas.stride):
            pieces.append(chr(canvas.row_byte(row, position)))
    return ''.join(pieces)


def _write_data(output, data):
    if data:
        output.write(_chunk('IDAT', data))


def _chunk(kind, data):
    return _word(len(data)) + kind + data + _word(crc32(kind + data))


def _word(value):
    """32 bits, the most significant byte first."""
    return chr((value >> 24) & 255) + chr((value >> 16) & 255) + chr((value >> 8) & 255) + chr(value & 255)
