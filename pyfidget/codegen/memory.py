"""Memory for the code of units: one block, in which the exit and then one unit's code after the other are written, until there
is no room and it begins anew. It is mapped twice, once to write and once to run: no function costs a system call."""
from pyfidget import rawmem
from pyfidget.codegen.emission import most_code, write_code
from pyfidget.codegen.exits import EXIT_BYTES, address_of_apply, write_exit_code
from pyfidget.codegen.unit import AVX2_LANES, AVX512_LANES
from pyfidget.machine import forget_old_code, has_avx512, has_fma, map_code, unload_code

_SPARE = 64
_LINE = 64


def widest_lanes():
    """The lanes of the longest vectors that this processor computes with."""
    return AVX512_LANES if has_avx512() else AVX2_LANES


def can_run(lanes):
    """Whether this processor runs code for vectors of so many lanes. Untranslated it runs none."""
    return has_avx512() if lanes == AVX512_LANES else has_fma()


class CodeMemory(object):
    """exists: whether there is any; exit_address: of the exit. `release` frees it."""

    def __init__(self, wanted, lanes, size):
        """wanted: False for none, whatever the processor can run; lanes: of the code's vectors; size: bytes, for the code that is
        wanted at a time. MemoryError."""
        self.size = size + EXIT_BYTES + _SPARE
        self.exists = False
        self.exit_address = 0
        self.used = EXIT_BYTES
        self.writable = 0
        if wanted and can_run(lanes):
            place = rawmem.alloc_words(1)
            self.exit_address = map_code(self.size, place)
            self.writable = place[0]
            rawmem.free_lines(place)
            if self.exit_address != 0:
                self.exists = True
                write_exit_code(rawmem.bytes_at_address(self.writable), lanes, address_of_apply(lanes))

    def write(self, u, x_bytes, y_bytes, z_bytes, out_bytes):
        """The address of the code of a unit's steps, as emission.write_code; 0 if there is not enough memory at all. Code that
        was written before may be gone then."""
        if not self.exists or EXIT_BYTES + most_code(u) + _SPARE > self.size:
            return 0
        if self.used + most_code(u) + _SPARE > self.size:
            self.used = EXIT_BYTES
            forget_old_code()
        start = self.used
        size = write_code(u, rawmem.bytes_at_address(self.writable + start), x_bytes, y_bytes, z_bytes, out_bytes)
        self.used = (start + size + _LINE - 1) // _LINE * _LINE
        return self.exit_address + start

    def release(self):
        if self.exists:
            unload_code(self.exit_address, self.size)
            unload_code(self.writable, self.size)
