"""zlib streams without compression, and the checksum, against zlib itself."""
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.image import deflate, stored
from pyfidget.system import from_bytes, to_bytes

PIECES = st.lists(st.binary(max_size=100), max_size=8)
MAKERS = pytest.mark.parametrize('maker', [stored.Storer, deflate.Deflater], ids=['stored', 'deflated'])


def stream(maker, pieces):
    compressor = maker()
    fed = [compressor.feed(from_bytes(data)) for data in pieces]
    return to_bytes(''.join(fed) + compressor.finish())


@MAKERS
@given(PIECES)
def test_zlib_gives_back_what_was_fed(maker, pieces):
    assert zlib.decompress(stream(maker, pieces)) == b''.join(pieces)


@MAKERS
@pytest.mark.parametrize('size', [65534, 65535, 65536, 131070, 131071, 200000])
def test_zlib_gives_back_more_than_one_block(maker, size):
    data = bytes(bytearray(i * i % 251 for i in range(size)))
    assert zlib.decompress(stream(maker, [data, b'', b'end'])) == data + b'end'


@MAKERS
def test_the_stream_ends_where_it_says(maker):
    reader = zlib.decompressobj()
    reader.decompress(stream(maker, [b'some', b'thing']) + b'rest')
    assert reader.unused_data == b'rest'


@pytest.mark.parametrize('crc32', [stored.crc32, deflate.crc32], ids=['stored', 'deflate'])
@given(st.binary(max_size=300))
def test_the_checksum_is_zlibs(crc32, data):
    assert crc32(from_bytes(data)) == zlib.crc32(data) & 0xffffffff


@pytest.mark.parametrize('crc32', [stored.crc32, deflate.crc32], ids=['stored', 'deflate'])
def test_the_checksum_has_its_published_check_value(crc32):
    assert crc32('123456789') == 0xcbf43926
