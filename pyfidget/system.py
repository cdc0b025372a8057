"""The operating system: arguments, files, descriptors, the clock.

Strings are strings of bytes everywhere; on Python 3 that is a str of characters up to U+00FF, each standing for one byte,
which is turned into real bytes here and nowhere else. Faults of the system raise OSError; `reason` puts one into words.
"""
import os
import stat
import struct
import time

from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, lltype, rffi

    _FCNTL = ExternalCompilationInfo(
        pre_include_bits=['#ifndef _GNU_SOURCE\n#define _GNU_SOURCE\n#endif'], includes=['fcntl.h', 'stdint.h'],
        post_include_bits=['''
        static inline void pyfidget_reserve_file(int descriptor, int64_t size) {
        #ifndef __wasm__  /* which has no such call */
            int ignored = fallocate(descriptor, 1 /* FALLOC_FL_KEEP_SIZE */, 0, size);
            (void)ignored;
        #endif
        }
        '''])
    _reserve = rffi.llexternal('pyfidget_reserve_file', [rffi.INT, lltype.Signed], lltype.Void, compilation_info=_FCNTL,
                               _nowrapper=True)
    _RANDOM = ExternalCompilationInfo(includes=['stdint.h', 'unistd.h', 'sys/random.h'], post_include_bits=['''
        static inline int64_t pyfidget_random_word(void) {
            int64_t word = 0;
            return getentropy(&word, sizeof word) ? 0 : word;
        }
        '''])
    _random_word = rffi.llexternal('pyfidget_random_word', [], lltype.Signed, compilation_info=_RANDOM, _nowrapper=True)

STANDARD_INPUT = 0
STANDARD_OUTPUT = 1
STANDARD_ERROR = 2

_BLOCK = 65536

_STRINGS_ARE_BYTES = str is bytes


def to_bytes(text):
    if _STRINGS_ARE_BYTES:
        return text
    return text.encode('latin-1')


def from_bytes(data):
    if _STRINGS_ARE_BYTES:
        return data
    return data.decode('latin-1')


def as_text(string):
    """A string of bytes as Python shows it to its users: on Python 3 its characters, as UTF-8 has them."""
    if _STRINGS_ARE_BYTES:
        return string
    return to_bytes(string).decode('utf-8', 'replace')


def reason(error):
    """What the system says of an OSError: 'No such file or directory'."""
    return os.strerror(error.errno)


def is_folder(path):
    try:
        return stat.S_ISDIR(os.stat(to_bytes(path)).st_mode)
    except OSError:
        return False


def make_folder(path):
    """Make a folder if there is none; OSError."""
    if not is_folder(path):
        os.mkdir(to_bytes(path), 0o777)


def same_file(path, other):
    """Whether a path names the same file, which is there, as another path or, for '-', as standard input."""
    try:
        one = os.stat(to_bytes(path))
        two = os.fstat(STANDARD_INPUT) if other == '-' else os.stat(to_bytes(other))
    except OSError:
        return False
    return one.st_dev == two.st_dev and one.st_ino == two.st_ino


def open_to_read(path):
    """The descriptor of a file, or of standard input for '-'; OSError."""
    return STANDARD_INPUT if path == '-' else os.open(to_bytes(path), os.O_RDONLY, 0)


def close_read(descriptor):
    """Close what open_to_read gave; standard input stays open. OSError."""
    if descriptor != STANDARD_INPUT:
        os.close(descriptor)


class TooLarge(Exception):
    """A file has more bytes than were wanted."""


def read_file(path, most):
    """The whole content of a file, or of standard input for '-', of so many bytes at most; OSError, TooLarge."""
    descriptor = open_to_read(path)
    try:
        return read_rest(descriptor, most)
    finally:
        close_read(descriptor)


def read_rest(descriptor, most):
    """What there is left to read, so many bytes at most; OSError, TooLarge. A device may have no end."""
    pieces = [_read(descriptor, _BLOCK)]
    size = len(pieces[0])
    while pieces[-1]:
        if size > most:
            raise TooLarge
        pieces.append(_read(descriptor, _BLOCK))
        size += len(pieces[-1])
    return ''.join(pieces)


def _read(descriptor, most):
    data = os.read(descriptor, most)
    assert data is not None  # the annotator's worry alone
    return from_bytes(data)


def write_all(descriptor, text):
    """Write the whole string; OSError."""
    data = to_bytes(text)
    while True:
        written = os.write(descriptor, data)
        assert written >= 0
        if written == len(data):
            return
        data = data[written:]


def reserve(descriptor, size):
    """Have the system find a place on the disk for so many bytes of a file, if it can: writing them is quicker then. The file
    stays as long as it is. Where there is no room, writing will tell."""
    if we_are_translated():
        _reserve(rffi.cast(rffi.INT, descriptor), size)


def random_word():
    """64 random bits; 0 where the system has none to give."""
    if we_are_translated():
        return _random_word()
    return struct.unpack('<q', os.urandom(8))[0]


def now():
    """Seconds since some fixed moment."""
    return time.time()
