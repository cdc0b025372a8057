"""Running machine code: whether this processor has what the kernels use, memory to run it from, and calling it.

Calls go through a function of C: after a call of a raw pointer this toolchain's own code would look whether any thread has
raised.
"""
from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, lltype, rffi

    _HELPERS = ExternalCompilationInfo(includes=['sys/mman.h'], post_include_bits=['''
        static inline long pyfidget_has_avx2(void) {
        #if defined(__AVX2__)
            return 1;  /* the whole program has been compiled for it */
        #elif defined(__x86_64__)
            __builtin_cpu_init();
            return __builtin_cpu_supports("avx2");
        #else
            return 0;
        #endif
        }
        static inline long pyfidget_call(long code, long a, long b, long c, long d, long e, long f) {
            return ((long (*)(long, long, long, long, long, long))code)(a, b, c, d, e, f);
        }
        '''])
    _has_avx2 = rffi.llexternal('pyfidget_has_avx2', [], lltype.Signed, compilation_info=_HELPERS, _nowrapper=True)
    _call = rffi.llexternal('pyfidget_call', [lltype.Signed] * 7, lltype.Signed, compilation_info=_HELPERS, _nowrapper=True)
    _mmap = rffi.llexternal('mmap', [rffi.VOIDP, rffi.SIZE_T, rffi.INT, rffi.INT, rffi.INT, rffi.LONG], rffi.VOIDP,
                            compilation_info=_HELPERS, _nowrapper=True)
    _munmap = rffi.llexternal('munmap', [rffi.VOIDP, rffi.SIZE_T], rffi.INT, compilation_info=_HELPERS, _nowrapper=True)
    _mprotect = rffi.llexternal('mprotect', [rffi.VOIDP, rffi.SIZE_T, rffi.INT], rffi.INT, compilation_info=_HELPERS,
                                _nowrapper=True)
    _READ, _WRITE, _EXECUTE = 1, 2, 4
    _MAP_PRIVATE_ANONYMOUS_PRESENT = 0x22 | 0x8000  # all pages at once, not each by a fault of its own


def has_avx2():
    """Whether the processor and the system have AVX2."""
    if we_are_translated():
        return _has_avx2() != 0
    return False


def load_code(code, count):
    """The address of a copy of so many bytes of machine code, ready to run until `unload_code`; 0 if there is no room.

    Untranslated there is none, either.
    """
    if not we_are_translated():
        return 0
    size = rffi.cast(rffi.SIZE_T, count)
    block = _mmap(lltype.nullptr(rffi.VOIDP.TO), size, rffi.cast(rffi.INT, _READ | _WRITE),
                  rffi.cast(rffi.INT, _MAP_PRIVATE_ANONYMOUS_PRESENT), rffi.cast(rffi.INT, -1), 0)
    if rffi.cast(lltype.Signed, block) == -1:
        return 0
    rffi.c_memcpy(block, rffi.cast(rffi.VOIDP, code), size)
    if rffi.cast(lltype.Signed, _mprotect(block, size, rffi.cast(rffi.INT, _READ | _EXECUTE))) != 0:
        _munmap(block, size)
        return 0
    return rffi.cast(lltype.Signed, block)


def unload_code(start, count):
    """Give back what load_code gave for so many bytes."""
    if we_are_translated():
        _munmap(rffi.cast(rffi.VOIDP, start), rffi.cast(rffi.SIZE_T, count))


def call(code, a, b, c, d, e, f):
    """Call the machine code at an address with six words; gives the word that it returns. Untranslated there is none to call."""
    if we_are_translated():
        return _call(code, a, b, c, d, e, f)
    return 0
