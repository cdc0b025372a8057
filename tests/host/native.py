"""The native library for tests of the package."""
import functools

import pytest

from pyfidget.host.native import MissingLibrary, NativeProgram


@functools.lru_cache(maxsize=None)
def why_missing():
    try:
        NativeProgram(b'x var-x', '')
    except MissingLibrary as missing:
        return f'{missing}: `make library` makes it'
    return ''


needs_library = pytest.mark.skipif(bool(why_missing()), reason=why_missing())
