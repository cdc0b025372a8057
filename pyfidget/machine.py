"""Running machine code: whether this processor has what we write, memory to run it from, and calling it.

Calls go through a function of C: after a call of a raw pointer this toolchain's own code would look whether any thread has
raised.
"""
from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, lltype, rffi

    _HELPERS = ExternalCompilationInfo(
        pre_include_bits=['#ifndef _GNU_SOURCE\n#define _GNU_SOURCE\n#endif'],
        includes=['stdint.h', 'string.h'], post_include_bits=['''
        static inline int64_t pyfidget_has_avx2(void) {
        #if defined(__AVX2__)
            return 1;  /* the whole program has been compiled for it */
        #elif defined(__x86_64__)
            __builtin_cpu_init();
            return __builtin_cpu_supports("avx2");
        #else
            return 0;
        #endif
        }
        static inline int64_t pyfidget_has_fma(void) {
        #if defined(__FMA__)
            return 1;
        #elif defined(__x86_64__)
            return __builtin_cpu_supports("fma");
        #else
            return 0;
        #endif
        }
        static inline int64_t pyfidget_has_avx512(void) {
        #if defined(__x86_64__)
            __builtin_cpu_init();
            return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
        #else
            return 0;
        #endif
        }
        #ifdef __wasm__  /* cannot run what it writes */
        static inline int64_t pyfidget_load_code(void *code, int64_t size) { return 0; }
        static inline int64_t pyfidget_map_code(int64_t size, int64_t *writable) { return 0; }
        static inline void pyfidget_unload_code(int64_t start, int64_t size) { }
        #else
        #include <sys/mman.h>
        #include <sys/syscall.h>
        #include <unistd.h>
        #ifndef MAP_POPULATE
        #define MAP_POPULATE 0
        #endif
        static inline int64_t pyfidget_load_code(void *code, int64_t size) {
            /* All pages at once, not each by a fault of its own. */
            void *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
            if (block == MAP_FAILED)
                return 0;
            memcpy(block, code, size);
            if (mprotect(block, size, PROT_READ | PROT_EXEC) != 0) {
                munmap(block, size);
                return 0;
            }
            return (int64_t)block;
        }
        static inline int64_t pyfidget_map_code(int64_t size, int64_t *writable) {
        #ifdef SYS_memfd_create
            int file = syscall(SYS_memfd_create, "pyfidget code", 1 /* MFD_CLOEXEC */);
            void *to_write = MAP_FAILED, *to_run = MAP_FAILED;
            if (file < 0)
                return 0;
            if (ftruncate(file, size) == 0) {
                to_write = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
                to_run = mmap(0, size, PROT_READ | PROT_EXEC, MAP_SHARED, file, 0);
            }
            close(file);
            if (to_write != MAP_FAILED && to_run != MAP_FAILED) {
                *writable = (int64_t)to_write;
                return (int64_t)to_run;
            }
            if (to_write != MAP_FAILED)
                munmap(to_write, size);
            if (to_run != MAP_FAILED)
                munmap(to_run, size);
        #endif
            return 0;
        }
        static inline void pyfidget_unload_code(int64_t start, int64_t size) { munmap((void *)start, size); }
        #endif
        static inline void pyfidget_serialize(void) {
        #if defined(__x86_64__)
            int64_t a = 0, b, c, d;
            __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "=c"(c), "=d"(d) : : "memory");
        #endif
        }
        typedef int64_t (*pyfidget_code)(int64_t, int64_t, int64_t, int64_t, int64_t, int64_t);
        static inline int64_t pyfidget_call(int64_t code, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f) {
            return ((pyfidget_code)code)(a, b, c, d, e, f);
        }
        '''])
    _has_avx2 = rffi.llexternal('pyfidget_has_avx2', [], lltype.Signed, compilation_info=_HELPERS, _nowrapper=True)
    _has_fma = rffi.llexternal('pyfidget_has_fma', [], lltype.Signed, compilation_info=_HELPERS, _nowrapper=True)
    _has_avx512 = rffi.llexternal('pyfidget_has_avx512', [], lltype.Signed, compilation_info=_HELPERS, _nowrapper=True)
    _load_code = rffi.llexternal('pyfidget_load_code', [rffi.VOIDP, lltype.Signed], lltype.Signed, compilation_info=_HELPERS,
                                 _nowrapper=True)
    _map_code = rffi.llexternal('pyfidget_map_code', [lltype.Signed, rffi.CArrayPtr(lltype.Signed)], lltype.Signed,
                                compilation_info=_HELPERS, _nowrapper=True)
    _unload_code = rffi.llexternal('pyfidget_unload_code', [lltype.Signed] * 2, lltype.Void, compilation_info=_HELPERS,
                                   _nowrapper=True)
    _serialize = rffi.llexternal('pyfidget_serialize', [], lltype.Void, compilation_info=_HELPERS, _nowrapper=True)
    _call = rffi.llexternal('pyfidget_call', [lltype.Signed] * 7, lltype.Signed, compilation_info=_HELPERS, _nowrapper=True)


def has_avx2():
    """Whether the processor and the system have AVX2."""
    if we_are_translated():
        return _has_avx2() != 0
    return False


def has_fma():
    """Whether the processor has AVX2 and multiplies and adds with one rounding."""
    if we_are_translated():
        return _has_avx2() != 0 and _has_fma() != 0
    return False


def has_avx512():
    """Whether the processor and the system have AVX-512, with its bits of doubles (DQ)."""
    if we_are_translated():
        return _has_avx2() != 0 and _has_avx512() != 0
    return False


def map_code(size, writable):
    """Memory for machine code that is made over and over: gives the address where it runs, and puts the one where it is written
    into a block of one word; both are the same memory, and at neither may one do both. 0 if there is none, as untranslated."""
    if we_are_translated():
        return _map_code(size, writable)
    return 0


def forget_old_code():
    """Have the processor read code again, where other code ran before."""
    if we_are_translated():
        _serialize()


def load_code(code, count):
    """The address of a copy of so many bytes of machine code, ready to run until `unload_code`; 0 if there is no room.

    Untranslated there is none, either.
    """
    if we_are_translated():
        return _load_code(rffi.cast(rffi.VOIDP, code), count)
    return 0


def unload_code(start, count):
    """Give back what load_code gave for so many bytes."""
    if we_are_translated():
        _unload_code(start, count)


def call(code, a, b, c, d, e, f):
    """Call the machine code at an address with six words; gives the word that it returns. Untranslated there is none to call."""
    if we_are_translated():
        return _call(code, a, b, c, d, e, f)
    return 0
