"""Threads over raw memory: starting them, words that several of them change, how many cores there are.

A function that runs in such a thread may not touch the garbage collector, make objects or raise, and so may nothing that it
calls: the runtime knows of one thread alone. Calls go to named functions only: after one through a raw pointer this
toolchain's code looks whether *any* thread has raised.

Untranslated there are no threads: what would run in one runs at once, where it is started.
"""
import time

from pyfidget.rpy import HAVE_RPYTHON, we_are_translated

if HAVE_RPYTHON:
    from pyfidget.rpy import ExternalCompilationInfo, llhelper, lltype, rffi

    # WebAssembly has no threads: none starts, so that nobody waits for another. A futex is 32 bits: the low half of a word, which
    # comes first here.
    _THREADS = ExternalCompilationInfo(
        pre_include_bits=['#ifndef _GNU_SOURCE\n#define _GNU_SOURCE\n#endif'], libraries=['pthread'],
        includes=['limits.h', 'sched.h', 'stdint.h', 'time.h', 'unistd.h'], post_include_bits=['''
        #ifdef __wasm__
        static inline int64_t pyfidget_start_thread(void *(*main)(void *), void *argument) { return 0; }
        static inline void pyfidget_wait(int64_t *word, int64_t seen, int64_t milliseconds) { }
        static inline void pyfidget_wake(int64_t *word, int64_t one) { }
        static inline int64_t pyfidget_usable_cores(void) { return 1; }
        #else
        #include <pthread.h>
        #include <sys/syscall.h>
        static inline int64_t pyfidget_start_thread(void *(*main)(void *), void *argument) {
            pthread_t thread;
            if (pthread_create(&thread, NULL, main, argument) != 0)
                return 0;
            pthread_detach(thread);
            return 1;
        }
        static inline void pyfidget_wait(int64_t *word, int64_t seen, int64_t milliseconds) {
            struct timespec most = { milliseconds / 1000, milliseconds % 1000 * 1000000L };
            syscall(SYS_futex, word, 128 /* FUTEX_WAIT_PRIVATE */, (int)seen, &most, 0, 0);
        }
        static inline void pyfidget_wake(int64_t *word, int64_t one) {
            syscall(SYS_futex, word, 129 /* FUTEX_WAKE_PRIVATE */, one ? 1 : INT_MAX, 0, 0, 0);
        }
        static inline int64_t pyfidget_usable_cores(void) {
            unsigned long mask[1024 / sizeof(long)] = { 0 };  /* room for 8192 processors */
            int64_t count = 0;
            sched_getaffinity(0, sizeof mask, (cpu_set_t *)mask);
            for (unsigned i = 0; i < sizeof mask / sizeof *mask; i++)
                count += __builtin_popcountl(mask[i]);
            return count;
        }
        #endif
        '''])
    _MAIN = lltype.Ptr(lltype.FuncType([rffi.VOIDP], rffi.VOIDP))
    _start_thread = rffi.llexternal('pyfidget_start_thread', [_MAIN, rffi.VOIDP], lltype.Signed, compilation_info=_THREADS,
                                    _nowrapper=True)
    _fetch_and_add = rffi.llexternal('__sync_fetch_and_add', [rffi.CArrayPtr(lltype.Signed), lltype.Signed], lltype.Signed,
                                     _nowrapper=True)
    # A lock that is held for no longer than it takes to copy a tape, so that waiting for it is spinning.
    _ATOMIC = ExternalCompilationInfo(includes=['stdint.h'], post_include_bits=['''
        static inline int64_t pyfidget_load(int64_t *word) { return __atomic_load_n(word, __ATOMIC_ACQUIRE); }
        static inline void pyfidget_store(int64_t *word, int64_t value) { __atomic_store_n(word, value, __ATOMIC_RELEASE); }
        static inline int64_t pyfidget_try_lock(int64_t *word) {
            return !__atomic_load_n(word, __ATOMIC_RELAXED) && !__atomic_exchange_n(word, 1, __ATOMIC_ACQUIRE);
        }
        '''])
    # The coarse clock is a few loads from memory; the system moves it on every 1 to 10 milliseconds.
    _CLOCK = ExternalCompilationInfo(includes=['stdint.h', 'time.h'], post_include_bits=['''
        #ifndef CLOCK_MONOTONIC_COARSE
        #define CLOCK_MONOTONIC_COARSE CLOCK_MONOTONIC
        #endif
        static inline int64_t pyfidget_milliseconds(void) {
            struct timespec moment;
            clock_gettime(CLOCK_MONOTONIC_COARSE, &moment);
            return (int64_t)moment.tv_sec * 1000 + moment.tv_nsec / 1000000;
        }
        '''])
    _milliseconds = rffi.llexternal('pyfidget_milliseconds', [], lltype.Signed, compilation_info=_CLOCK, _nowrapper=True)
    _WORDS = rffi.CArrayPtr(lltype.Signed)
    _load = rffi.llexternal('pyfidget_load', [_WORDS], lltype.Signed, compilation_info=_ATOMIC, _nowrapper=True)
    _store = rffi.llexternal('pyfidget_store', [_WORDS, lltype.Signed], lltype.Void, compilation_info=_ATOMIC, _nowrapper=True)
    _try_lock = rffi.llexternal('pyfidget_try_lock', [_WORDS], lltype.Signed, compilation_info=_ATOMIC, _nowrapper=True)
    _wait = rffi.llexternal('pyfidget_wait', [_WORDS, lltype.Signed, lltype.Signed], lltype.Void, compilation_info=_THREADS,
                            _nowrapper=True)
    _wake = rffi.llexternal('pyfidget_wake', [_WORDS, lltype.Signed], lltype.Void, compilation_info=_THREADS, _nowrapper=True)
    _sched_yield = rffi.llexternal('sched_yield', [], rffi.INT, compilation_info=_THREADS, _nowrapper=True)
    _usleep = rffi.llexternal('usleep', [rffi.UINT], rffi.INT, compilation_info=_THREADS, _nowrapper=True)
    _usable_cores = rffi.llexternal('pyfidget_usable_cores', [], lltype.Signed, compilation_info=_THREADS, _nowrapper=True)

_SHORT_SLEEP = 50  # microseconds


def fetch_and_add(words, index, number):
    """Add to a word that other threads read and change, too; gives what it was before."""
    if we_are_translated():
        return _fetch_and_add(rffi.ptradd(words, index), number)
    before = words[index]
    words[index] = before + number
    return before


def load(words, index):
    """A word that other threads may be changing."""
    if we_are_translated():
        return _load(rffi.ptradd(words, index))
    return words[index]


def store(words, index, number):
    """Change a word that other threads may be reading; what was written before is there for whoever reads it."""
    if we_are_translated():
        _store(rffi.ptradd(words, index), number)
    else:
        words[index] = number


def lock(words, index):
    """Wait until nobody holds a lock, a word that is 0 then, and hold it."""
    if we_are_translated():
        while not _try_lock(rffi.ptradd(words, index)):
            let_others_run()
    else:
        assert words[index] == 0
        words[index] = 1


def unlock(words, index):
    store(words, index, 0)


def start(main, argument):
    """Run main(argument), which gives its argument back, in a thread that nobody can wait for; False if the system has none to
    give. main: one function, the same at every call."""
    if we_are_translated():
        return _start_thread(llhelper(_MAIN, main), argument) != 0
    main(argument)
    return True


start._annspecialcase_ = 'specialize:arg(0)'


def let_others_run():
    """Give the processor to whoever waits for it, while there is nothing to do but to wait."""
    if we_are_translated():
        _sched_yield()


def sleep_briefly():
    """Let others run for a while, some ten thousandths of a second: a thread that waits long is not to be in their way."""
    if we_are_translated():
        _usleep(rffi.cast(rffi.UINT, _SHORT_SLEEP))


def wait(words, index, seen, milliseconds):
    """Sleep until somebody calls `wake` for a word, but no longer than so many milliseconds, and not at all if the word is not
    what it was seen to be."""
    if we_are_translated():
        _wait(rffi.ptradd(words, index), seen, milliseconds)


def wake(words, index, one):
    """Change a word, and wake all that wait for that, or only one."""
    fetch_and_add(words, index, 1)
    if we_are_translated():
        _wake(rffi.ptradd(words, index), int(one))


def milliseconds():
    """How many have passed since some fixed moment, by a clock that takes little time to read."""
    if we_are_translated():
        return _milliseconds()
    return int(time.time() * 1000.0)


def usable_cores():
    """How many processors this process may run on; 1 where the system does not say, and untranslated."""
    if we_are_translated():
        return max(_usable_cores(), 1)
    return 1
