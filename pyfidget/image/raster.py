"""The Netpbm formats: PBM (P4), PGM (P5) and PPM (P6). Inside is white, row 0 is the top."""
from pyfidget import rawmem
from pyfidget.machine import call
from pyfidget.rpy import intmask

_KERNEL_BYTES = 4  # of bits: a kernel makes whole groups of so many into bytes
_PIXELS_OF_BYTE = 0x0102040810204080  # the bit of each, the first one lowest, as its bytes lie

_BLOCK = 65536  # bytes that are handed to the output at a time where no memory is lent; more if a row takes more


def write_pbm(canvas, output):
    """One bit a pixel. In PBM a 1 is black, so that the canvas's bits are inverted."""
    _write('P4\n%d %d\n' % (canvas.width, canvas.height), _TurnedBits(canvas), canvas.height, output)


def write_pgm(canvas, output):
    """One byte a pixel: 255 inside, 0 outside."""
    _write('P5\n%d %d\n255\n' % (canvas.width, canvas.height), _Bytes(canvas), canvas.height, output)


def write_ppm(canvas, output):
    """Three bytes a pixel."""
    _write('P6\n%d %d\n255\n' % (canvas.width, canvas.height), _Triples(canvas), canvas.height, output)


def write_colour_ppm(painting, output):
    """Three bytes a pixel: red, green and blue."""
    _write('P6\n%d %d\n255\n' % (painting.width, painting.height), _Colours(painting), painting.height, output)


def write_grey_pgm(rows, output):
    """rows: of two bytes a pixel, the most significant one first."""
    _write('P5\n%d %d\n65535\n' % (rows.width, rows.height), _AsTheyAre(rows), rows.height, output)


def write_rgb_ppm(rows, output):
    """rows: of three bytes a pixel, red, green and blue."""
    _write('P6\n%d %d\n255\n' % (rows.width, rows.height), _AsTheyAre(rows), rows.height, output)


def widen(kernel, canvas_bits, stride, width, height, target, pitch):
    """Put all pixels into raw memory, a byte each, 255 inside and 0 outside; rows begin `pitch` bytes apart. Touches no more
    than the pixels' bytes, and raw memory only. kernel: as in Canvas."""
    whole = width >> 3
    rest = width & 7
    row = 0
    while row < height:
        source = row * stride
        place = row * pitch
        _widen_bytes(kernel, canvas_bits, source, whole, target, place)
        if rest:
            word = _EIGHT_BYTES[rawmem.get_byte(canvas_bits, source + whole)]
            position = 0
            while position < rest:
                rawmem.set_byte(target, place + 8 * whole + position, (word >> 8 * position) & 0xff)
                position += 1
        row += 1


def _widen_bytes(kernel, bits, source, count, target, place):
    """The pixels of `count` bytes of bits from `source` on, a byte each, to `place` and on."""
    done = 0
    if kernel != 0 and count >= _KERNEL_BYTES:
        done = count & -_KERNEL_BYTES
        start = rawmem.address_of(bits) + source
        call(kernel, rawmem.address_of(target) + place, start, start + done, _PIXELS_OF_BYTE, 0, 0)
    while done < count:
        rawmem.set_word(target, place + 8 * done, _EIGHT_BYTES[rawmem.get_byte(bits, source + done)])
        done += 1


def _write(header, layout, height, output):
    """Write a header and then all rows, together as far as there is room: each piece costs the system some time."""
    output.expect(len(header) + layout.row_size * height)
    least = len(header) + layout.row_size + layout.overhang
    if output.lent_size >= least:
        _write_by(rawmem.bytes_at_address(output.lent_address), output.lent_size, header, layout, height, output)
        return
    room = max(_BLOCK, least)
    block = rawmem.alloc_bytes(room)
    try:
        _write_by(block, room, header, layout, height, output)
    finally:
        rawmem.free_bytes(block)


def _write_by(block, room, header, layout, height, output):
    """Write as much at a time as a block of `room` bytes has room for."""
    size = len(header)
    for i in range(size):
        rawmem.set_byte(block, i, ord(header[i]))
    for row in range(height):
        if size + layout.row_size + layout.overhang > room:
            output.write_block(block, size)
            size = 0
        layout.put(row, block, size)
        size += layout.row_size
    output.write_block(block, size)


class _Layout(object):
    """How the pixels of a row lie in a file.

    row_size  bytes a row
    overhang  how many bytes behind the end of a row may be overwritten, where the next row begins
    """

    def __init__(self, row_size, overhang):
        self.row_size = row_size
        self.overhang = overhang

    def put(self, row, block, start):
        """Put a row into a block, from a byte of it on."""
        raise NotImplementedError


class _TurnedBits(_Layout):
    def __init__(self, canvas):
        _Layout.__init__(self, canvas.stride, 0)
        self.canvas = canvas

    def put(self, row, block, start):
        canvas = self.canvas
        for position in range(canvas.stride):
            rawmem.set_byte(block, start + position, canvas.row_byte(row, position) ^ 0xff)
        last = start + canvas.stride - 1
        used = ((canvas.width - 1) & 7) + 1  # bits of the last byte
        rawmem.set_byte(block, last, rawmem.get_byte(block, last) & (0xff00 >> used) & 0xff)


class _Bytes(_Layout):
    def __init__(self, canvas):
        _Layout.__init__(self, canvas.width, 8)
        self.canvas = canvas

    def put(self, row, block, start):
        canvas = self.canvas
        _widen_bytes(canvas.kernel, canvas.block, row * canvas.stride, canvas.stride, block, start)


class _Triples(_Layout):
    def __init__(self, canvas):
        _Layout.__init__(self, 3 * canvas.width, 24)
        self.canvas = canvas

    def put(self, row, block, start):
        for position in range(self.canvas.stride):
            byte = self.canvas.row_byte(row, position)
            for third in range(3):
                rawmem.set_word(block, start + 24 * position + 8 * third, _EIGHT_TRIPLES[3 * byte + third])


class _AsTheyAre(_Layout):
    def __init__(self, rows):
        _Layout.__init__(self, rows.stride, 0)
        self.rows = rows

    def put(self, row, block, start):
        for position in range(self.rows.stride):
            rawmem.set_byte(block, start + position, self.rows.row_byte(row, position))


class _Colours(_Layout):
    def __init__(self, painting):
        _Layout.__init__(self, 3 * painting.width, 0)
        self.painting = painting

    def put(self, row, block, start):
        painting = self.painting
        for column in range(painting.width):
            colour = painting.palette[painting.get(column, row)]
            rawmem.set_byte(block, start, (colour >> 16) & 255)
            rawmem.set_byte(block, start + 1, (colour >> 8) & 255)
            rawmem.set_byte(block, start + 2, colour & 255)
            start += 3


def _widened(byte, depth, start):
    """Bytes start to start + 7 of eight pixels of `depth` bytes each, as a word with the first byte least significant."""
    word = 0
    for i in range(8):
        if byte & (0x80 >> ((start + i) // depth)):
            word |= 0xff << (8 * i)
    return intmask(word)


_EIGHT_BYTES = [_widened(_byte, 1, 0) for _byte in range(256)]
_EIGHT_TRIPLES = [_widened(_byte, 3, 8 * _third) for _byte in range(256) for _third in range(3)]
