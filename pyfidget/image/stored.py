"""zlib streams without compression (RFC 1950 around stored blocks of RFC 1951), for a binary that has no zlib."""

_LONGEST_BLOCK = 65535
_ADLER_MODULUS = 65521


class Storer(object):
    """Same interface as deflate.Deflater."""

    def __init__(self):
        self._begun = False
        self._low = 1  # the two halves of Adler-32
        self._high = 0

    def feed(self, text):
        pieces = [] if self._begun else ['\x78\x01']
        self._begun = True
        for start in range(0, len(text), _LONGEST_BLOCK):
            block = text[start:min(start + _LONGEST_BLOCK, len(text))]
            pieces.append(_block(block, False))
            for c in block:
                self._low = (self._low + ord(c)) % _ADLER_MODULUS
                self._high = (self._high + self._low) % _ADLER_MODULUS
        return ''.join(pieces)

    def finish(self):
        head = self.feed('')
        return head + _block('', True) + _big_endian(self._high) + _big_endian(self._low)


def _block(data, last):
    size = len(data)
    return (chr(1 if last else 0) + chr(size & 255) + chr(size >> 8)
            + chr(~size & 255) + chr((~size >> 8) & 255) + data)


def _big_endian(half):
    return chr(half >> 8) + chr(half & 255)


def _crc_of_byte(byte):
    for _ in range(8):
        byte = (byte >> 1) ^ (0xEDB88320 if byte & 1 else 0)
    return byte


_CRC_TABLE = [_crc_of_byte(_byte) for _byte in range(256)]


def crc32(text):
    """The CRC-32 of ISO 3309, as PNG wants it; 0 to 2**32 - 1."""
    crc = 0xFFFFFFFF
    for c in text:
        crc = (crc >> 8) ^ _CRC_TABLE[(crc ^ ord(c)) & 255]
    return crc ^ 0xFFFFFFFF
