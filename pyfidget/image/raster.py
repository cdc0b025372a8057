"""The Netpbm formats: PBM (P4), PGM (P5) and PPM (P6). Inside is white, row 0 is the top."""
from pyfidget.rpy import piece

_BLOCK = 65536  # bytes, about, that are handed to the output at a time


def write_pbm(canvas, output):
    """One bit a pixel. In PBM a 1 is black, so that the canvas's bits are turned over."""
    output.write('P4\n%d %d\n' % (canvas.width, canvas.height))
    last_bits = (0xff00 >> (((canvas.width - 1) & 7) + 1)) & 0xff
    flipped = [chr(byte ^ 0xff) for byte in range(256)]
    pieces = []
    for row in range(canvas.height):
        last = canvas.stride - 1
        for position in range(last):
            pieces.append(flipped[canvas.row_byte(row, position)])
        pieces.append(chr((canvas.row_byte(row, last) ^ 0xff) & last_bits))
        if len(pieces) >= _BLOCK:
            output.write(''.join(pieces))
            pieces = []
    output.write(''.join(pieces))


def write_pgm(canvas, output):
    """One byte a pixel: 255 inside, 0 outside."""
    output.write('P5\n%d %d\n255\n' % (canvas.width, canvas.height))
    _write_widened(canvas, output, '\x00', '\xff')


def write_ppm(canvas, output):
    """Three bytes a pixel."""
    output.write('P6\n%d %d\n255\n' % (canvas.width, canvas.height))
    _write_widened(canvas, output, '\x00\x00\x00', '\xff\xff\xff')


def _write_widened(canvas, output, outside, inside):
    eight = [_eight_pixels(byte, outside, inside) for byte in range(256)]
    excess = (canvas.stride * 8 - canvas.width) * len(inside)
    rows = max(_BLOCK // (canvas.stride * 8 * len(inside)), 1)
    pieces = []
    for row in range(canvas.height):
        last = canvas.stride - 1
        for position in range(last):
            pieces.append(eight[canvas.row_byte(row, position)])
        eight_last = eight[canvas.row_byte(row, last)]
        pieces.append(piece(eight_last, 0, len(eight_last) - excess))
        if row % rows == rows - 1:
            output.write(''.join(pieces))
            pieces = []
    output.write(''.join(pieces))


def _eight_pixels(byte, outside, inside):
    return ''.join([inside if byte & (0x80 >> bit) else outside for bit in range(8)])
