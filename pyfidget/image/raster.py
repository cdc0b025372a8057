"""The Netpbm formats: PBM (P4), PGM (P5) and PPM (P6). Inside is white, row 0 is the top."""
from pyfidget import rawmem
from pyfidget.rpy import intmask

_BLOCK = 65536  # bytes, about, that are handed to the output at a time: they stay in the processor's cache


def write_pbm(canvas, output):
    """One bit a pixel. In PBM a 1 is black, so that the canvas's bits are turned over."""
    output.write('P4\n%d %d\n' % (canvas.width, canvas.height))
    _write_rows(canvas, output, canvas.stride, 0)


def write_pgm(canvas, output):
    """One byte a pixel: 255 inside, 0 outside."""
    output.write('P5\n%d %d\n255\n' % (canvas.width, canvas.height))
    _write_rows(canvas, output, canvas.width, 1)


def write_ppm(canvas, output):
    """Three bytes a pixel."""
    output.write('P6\n%d %d\n255\n' % (canvas.width, canvas.height))
    _write_rows(canvas, output, 3 * canvas.width, 3)


def _write_rows(canvas, output, row_size, depth):
    """Write all rows, of row_size bytes each; depth: the bytes of a pixel, 0 for one bit."""
    rows = max(_BLOCK // row_size, 1)
    # A row's last word may reach behind the row's end, where the next row begins.
    block = rawmem.alloc_bytes(rows * row_size + 8 * depth)
    try:
        size = 0
        for row in range(canvas.height):
            if depth == 0:
                _put_turned_bits(canvas, row, block, size)
            elif depth == 1:
                _put_bytes(canvas, row, block, size)
            else:
                _put_triples(canvas, row, block, size)
            size += row_size
            if size == rows * row_size:
                output.write_block(block, size)
                size = 0
        output.write_block(block, size)
    finally:
        rawmem.free_bytes(block)


def _put_turned_bits(canvas, row, block, start):
    for position in range(canvas.stride):
        rawmem.set_byte(block, start + position, canvas.row_byte(row, position) ^ 0xff)
    last = start + canvas.stride - 1
    used = ((canvas.width - 1) & 7) + 1  # bits of the last byte
    rawmem.set_byte(block, last, rawmem.get_byte(block, last) & (0xff00 >> used) & 0xff)


def _put_bytes(canvas, row, block, start):
    for position in range(canvas.stride):
        rawmem.set_word(block, start + 8 * position, _EIGHT_BYTES[canvas.row_byte(row, position)])


def widen(canvas_bits, stride, width, height, target, pitch):
    """Put all pixels into raw memory, a byte each, 255 inside and 0 outside; rows begin `pitch` bytes apart. Touches no more
    than the pixels' bytes, and raw memory only."""
    whole = width >> 3
    rest = width & 7
    row = 0
    while row < height:
        source = row * stride
        place = row * pitch
        position = 0
        while position < whole:
            rawmem.set_word(target, place + 8 * position, _EIGHT_BYTES[rawmem.get_byte(canvas_bits, source + position)])
            position += 1
        if rest:
            word = _EIGHT_BYTES[rawmem.get_byte(canvas_bits, source + whole)]
            position = 0
            while position < rest:
                rawmem.set_byte(target, place + 8 * whole + position, (word >> 8 * position) & 0xff)
                position += 1
        row += 1


def _put_triples(canvas, row, block, start):
    for position in range(canvas.stride):
        byte = canvas.row_byte(row, position)
        for third in range(3):
            rawmem.set_word(block, start + 24 * position + 8 * third, _EIGHT_TRIPLES[3 * byte + third])


def _widened(byte, depth, start):
    """Bytes start to start + 7 of eight pixels of `depth` bytes each, as a word with the first byte least significant."""
    word = 0
    for i in range(8):
        if byte & (0x80 >> ((start + i) // depth)):
            word |= 0xff << (8 * i)
    return intmask(word)


_EIGHT_BYTES = [_widened(_byte, 1, 0) for _byte in range(256)]
_EIGHT_TRIPLES = [_widened(_byte, 3, 8 * _third) for _byte in range(256) for _third in range(3)]
