"""Blocks of 64 x 64 bits made smaller: a pixel is the share of its 2 x 2, 4 x 4 or 8 x 8 bits that are set, 0 to 255.

The bits of a word are counted side by side: its pairs in fields of two bits each, then its fours, then its bytes. The first of
eight pixels is the highest bit of its byte.

    p = pairs of a row       f0 f1 f2 f3 in two bits each, of a byte
    p & 33.., p >> 2 & 33..  f1, f3 and f0, f2 in four bits each: room for the sum of two rows
"""
from pyfidget import rawmem
from pyfidget.image.survey import BLOCK

_FIVES, _THREES, _FIFTEENS = 0x5555555555555555, 0x3333333333333333, 0x0f0f0f0f0f0f0f0f
# The nearest to count * 255 / bits, halves upwards.
_OF_4, _OF_16, _OF_64 = [''.join([chr((510 * _count + _bits) // (2 * _bits)) for _count in range(_bits + 1)])
                         for _bits in (4, 16, 64)]


def shrink(canvas_bits, stride, level, sources, targets, count, pixels, pitch):
    """Put `count` blocks into raw memory, each of 64 >> level rows of as many bytes; touches raw memory only.

    stride: bytes a row of bits; level: 1, 2 or 3; sources, targets: words, where each block begins, in the bits and in the
    pixels; pitch: bytes a row of pixels.
    """
    i = 0
    while i < count:
        source = sources[i]
        target = targets[i]
        row = 0
        while row < BLOCK >> level:
            if level == 1:
                _halve(canvas_bits, source, stride, pixels, target)
            elif level == 2:
                _quarter(canvas_bits, source, stride, pixels, target)
            else:
                _eighth(canvas_bits, source, stride, pixels, target)
            source += stride << level
            target += pitch
            row += 1
        i += 1


def fill(targets, count, side, pixels, pitch):
    """As shrink, of blocks of which all bits are set; side: of one, in pixels."""
    i = 0
    while i < count:
        row = 0
        while row < side:
            rawmem.fill_bytes(pixels, targets[i] + row * pitch, side, 255)
            row += 1
        i += 1


def _pairs(word):
    return (word & _FIVES) + ((word >> 1) & _FIVES)


def _fours(word):
    pairs = _pairs(word)
    return (pairs & _THREES) + ((pairs >> 2) & _THREES)


def _halve(canvas_bits, source, stride, pixels, target):
    one = _pairs(rawmem.get_word(canvas_bits, source))
    other = _pairs(rawmem.get_word(canvas_bits, source + stride))
    odd = (one & _THREES) + (other & _THREES)
    even = ((one >> 2) & _THREES) + ((other >> 2) & _THREES)
    place = 0
    while place < 64:
        rawmem.set_byte(pixels, target, ord(_OF_4[(even >> place + 4) & 15]))
        rawmem.set_byte(pixels, target + 1, ord(_OF_4[(odd >> place + 4) & 15]))
        rawmem.set_byte(pixels, target + 2, ord(_OF_4[(even >> place) & 15]))
        rawmem.set_byte(pixels, target + 3, ord(_OF_4[(odd >> place) & 15]))
        target += 4
        place += 8


def _quarter(canvas_bits, source, stride, pixels, target):
    first = 0
    second = 0
    row = 0
    while row < 4:
        fours = _fours(rawmem.get_word(canvas_bits, source + row * stride))
        first += (fours >> 4) & _FIFTEENS
        second += fours & _FIFTEENS
        row += 1
    place = 0
    while place < 64:
        rawmem.set_byte(pixels, target, ord(_OF_16[(first >> place) & 255]))
        rawmem.set_byte(pixels, target + 1, ord(_OF_16[(second >> place) & 255]))
        target += 2
        place += 8


def _eighth(canvas_bits, source, stride, pixels, target):
    eights = 0
    row = 0
    while row < 8:
        fours = _fours(rawmem.get_word(canvas_bits, source + row * stride))
        eights += (fours & _FIFTEENS) + ((fours >> 4) & _FIFTEENS)
        row += 1
    place = 0
    while place < 64:
        rawmem.set_byte(pixels, target, ord(_OF_64[(eights >> place) & 255]))
        target += 1
        place += 8
