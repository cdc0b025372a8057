"""The kernels, ready to be called, where the processor can run them."""
from pyfidget.asm.kernels import CODE_BYTES, KERNELS, Kernels
from pyfidget.machine import has_avx2, load_code, unload_code


class LoadedKernels(object):
    """addresses: a raw table of the kernels' addresses, in a pool's lasting memory; exist: whether there are any. `release` frees
    the code itself.

    Passing memory is used on the way.
    """

    def __init__(self, pool, wanted):
        """wanted: False for the plain loops, whatever the processor can run."""
        self.addresses = pool.lasting_words(KERNELS)
        self.exist = False
        self.start = 0
        self.size = 0
        if wanted and has_avx2():
            kernels = Kernels(pool.passing_bytes(CODE_BYTES), self.addresses)
            self.size = kernels.assembler.size
            self.start = load_code(kernels.assembler.block, self.size)
            if self.start != 0:
                self.exist = True
                for kernel in range(KERNELS):
                    self.addresses[kernel] += self.start

    def address(self, kernel):
        """Of a kernel by its place; 0 if there are none."""
        return self.addresses[kernel] if self.exist else 0

    def release(self):
        if self.exist:
            unload_code(self.start, self.size)
