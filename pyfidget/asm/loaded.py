"""The kernels, ready to be called, where the processor can run them."""
from pyfidget.asm.kernels import CODE_BYTES, KERNELS, Kernels
from pyfidget.asm.machine import has_avx2, load_code


class LoadedKernels(object):
    """addresses: a raw table of the kernels' addresses, in a pool's lasting memory; exist: whether there are any.

    Passing memory is used on the way.
    """

    def __init__(self, pool, wanted):
        """wanted: False for the plain loops, whatever the processor can run."""
        self.addresses = pool.lasting_words(KERNELS)
        self.exist = False
        if wanted and has_avx2():
            kernels = Kernels(pool.passing_bytes(CODE_BYTES))
            start = load_code(kernels.assembler.block, kernels.assembler.size)
            if start != 0:
                self.exist = True
                for kernel in range(KERNELS):
                    self.addresses[kernel] = start + kernels.starts[kernel]
