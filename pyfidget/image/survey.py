"""Which parts of a picture are of one colour: what each block of 64 x 64 pixels is, a word a row."""
from pyfidget import rawmem

BLOCK = 64  # pixels along a side
OUTSIDE, INSIDE, MIXED = range(3)


def survey(canvas_bits, stride, rows, columns, states):
    """Put a byte for each block, row by row, into raw memory; touches raw memory only.

    canvas_bits: bytes of one bit a pixel; stride: bytes a row of pixels, a multiple of 8; rows, columns: of blocks.
    """
    row = 0
    while row < rows:
        column = 0
        while column < columns:
            rawmem.set_byte(states, row * columns + column, _state(canvas_bits, BLOCK * row * stride + 8 * column, stride))
            column += 1
        row += 1


def _state(canvas_bits, at, stride):
    some = 0
    every = -1
    end = at + BLOCK * stride
    while at < end:
        word = rawmem.get_word(canvas_bits, at)
        some |= word
        every &= word
        at += stride
    return INSIDE if every == -1 else OUTSIDE if some == 0 else MIXED
