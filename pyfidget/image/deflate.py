"""zlib's compression and checksum, in every world: rpython.rlib.rzlib when translated, Python's zlib otherwise.

A binary translated on a machine without zlib's header has no zlib; it makes valid streams that are not compressed.
"""
import zlib

from pyfidget.image import stored
from pyfidget.rpy import HAVE_RPYTHON, intmask, we_are_translated
from pyfidget.system import from_bytes, to_bytes

if HAVE_RPYTHON:
    from pyfidget.rpy import rzlib
    HAVE_ZLIB = rzlib is not None
else:
    HAVE_ZLIB = True


class Deflater(object):
    """Compresses a stream piece by piece: the results of `feed` and of one `finish`, joined, are the stream. MemoryError."""

    def __init__(self):
        if not we_are_translated():
            self._stream = zlib.compressobj()
        elif HAVE_ZLIB:
            self._stream = _new_stream()
        else:
            self._stream = stored.Storer()

    def feed(self, text):
        if not we_are_translated():
            return from_bytes(self._stream.compress(to_bytes(text)))
        if HAVE_ZLIB:
            return rzlib.compress(self._stream, text)
        return self._stream.feed(text)

    def finish(self):
        if not we_are_translated():
            return from_bytes(self._stream.flush())
        if HAVE_ZLIB:
            rest = rzlib.compress(self._stream, '', rzlib.Z_FINISH)
            rzlib.deflateEnd(self._stream)
            return rest
        return self._stream.finish()


def _new_stream():
    try:
        return rzlib.deflateInit()
    except rzlib.RZlibError:  # which wants memory of its own, and nothing else can be wrong
        raise MemoryError


def crc32(text):
    """The CRC-32 of a string, 0 to 2**32 - 1."""
    if not we_are_translated():
        return zlib.crc32(to_bytes(text)) & 0xFFFFFFFF
    if HAVE_ZLIB:
        return intmask(rzlib.crc32(text))
    return stored.crc32(text)
