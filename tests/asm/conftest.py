"""Running kernels for real."""
import ctypes
import mmap
import platform
import re

import pytest

from pyfidget.asm.kernels import CODE_BYTES, KERNELS, Kernels


def has_features(*names):
    """Whether the processor says that it has all of these."""
    if platform.machine() != 'x86_64':
        return False
    try:
        with open('/proc/cpuinfo') as lines:
            flags = re.search(r'^flags\s*:(.*)', lines.read(), re.MULTILINE)
    except IOError:
        return False
    return flags is not None and set(names) <= set(flags.group(1).split())


def has_avx2():
    return has_features('avx2')


@pytest.fixture(scope='module')
def call():
    """A function: call the kernel of a place with six words; gives the word that it returns. call.address: that of a place."""
    if not has_avx2():
        pytest.skip('this processor has no AVX2, or /proc/cpuinfo does not say so')
    kernels = Kernels(bytearray(CODE_BYTES), [0] * KERNELS)
    code = bytes(bytearray(kernels.assembler.code()))
    try:
        block = mmap.mmap(-1, len(code), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS,
                          prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    except EnvironmentError:
        pytest.skip('the system gives no memory that is both writable and executable')
    block.write(code)
    in_block = ctypes.c_char.from_buffer(block)
    function = ctypes.CFUNCTYPE(*[ctypes.c_uint64] * 7)

    def address(place):
        return ctypes.addressof(in_block) + kernels.starts[place]

    def call(place, *arguments):
        return function(address(place))(*arguments)
    call.address = address
    return call
