"""What becomes of a process that the system gives no more memory, and the environment that the toolchain's own C does not see.

The collector has no word for it: where it cannot get a little more, it would abort. Its memory, and all other small blocks, come
through a function of C that tries again after giving up a reserve, in a library; or that says its last words, in a program,
after removing the unfinished file.
"""
from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

RESERVE = 8 << 20  # bytes; one call of the library asks for less in small blocks, and for large ones in a way that may fail

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, lltype, rffi

    # The toolchain reads the environment (PYPYLOG, PYPY_GC_...) in C of its own, which the compiler is told to let ask us
    # instead; and so for memory. The lines below are compiled with the same flags.
    _C = ExternalCompilationInfo(compile_extra=['-Dgetenv=pyfidget_no_variable', '-Dmalloc=pyfidget_malloc'],
                                 includes=['stdint.h'], post_include_bits=['''
        int64_t pyfidget_reserve(int64_t size);
        void pyfidget_last_words(void);
        void pyfidget_unfinished(char *path);
        '''], separate_module_sources=['''
        #undef malloc
        #undef getenv
        #include <stdint.h>
        #include <stdlib.h>
        #include <unistd.h>
        #ifdef __wasm__
        #define NO_MEMORY NULL
        #define take(size) malloc(size)
        #define give_back(block, size) free(block)
        #else
        #include <sys/mman.h>
        #define NO_MEMORY MAP_FAILED
        #define take(size) mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        #define give_back(block, size) munmap(block, size)
        #endif

        /* If the header was read before, it declared malloc by the other name. */
        extern void *malloc(size_t size);

        #define SMALL (1 << 20)

        static char *unfinished, *reserve;
        static size_t reserve_size;

        /* Only the library has it. */
        extern int64_t pyfidget_start(void) __attribute__((weak));

        char *pyfidget_no_variable(const char *name) { return NULL; }

        void pyfidget_unfinished(char *path) { unfinished = path; }

        void pyfidget_last_words(void) {
            static const char words[] = "pyfidget: not enough memory\\n";
            if (unfinished)
                unlink(unfinished);
            ssize_t ignored = write(2, words, sizeof words - 1);
            (void)ignored;
            _exit(1);
        }

        int64_t pyfidget_reserve(int64_t size) {
            if (!reserve) {
                void *block = take(size);
                if (block == NO_MEMORY)
                    return 0;
                reserve_size = size;
                __atomic_store_n(&reserve, block, __ATOMIC_RELEASE);
            }
            return 1;
        }

        void *pyfidget_malloc(size_t size) {
            void *block = malloc(size);
            if (block || size > SMALL)
                return block;
            if (!pyfidget_start)
                pyfidget_last_words();
            char *given_up = __atomic_exchange_n(&reserve, NULL, __ATOMIC_ACQ_REL);
            if (!given_up)
                return NULL;
            give_back(given_up, reserve_size);
            return malloc(size);
        }
        '''])

    def _c_function(name, arguments, result):
        return rffi.llexternal(name, arguments, result, compilation_info=_C, _nowrapper=True)

    _reserve = _c_function('pyfidget_reserve', [lltype.Signed], lltype.Signed)
    _last_words = _c_function('pyfidget_last_words', [], lltype.Void)
    _unfinished = _c_function('pyfidget_unfinished', [rffi.CCHARP], lltype.Void)


def last_words():
    """End the process as a program ends that cannot have a small block: one line, exit status 1, no unfinished file."""
    if we_are_translated():
        _last_words()


def set_unfinished(path):
    """The file that the last words remove: a path of C, or a null pointer."""
    _unfinished(path)


def keep_reserve():
    """Have memory in reserve for the small blocks of what follows; MemoryError if there is none to be had."""
    if we_are_translated() and not _reserve(RESERVE):
        raise MemoryError
