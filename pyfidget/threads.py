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

    _PTHREAD = ExternalCompilationInfo(includes=['pthread.h'], libraries=['pthread'])
    _SCHED = ExternalCompilationInfo(pre_include_bits=['#ifndef _GNU_SOURCE\n#define _GNU_SOURCE\n#endif'], includes=['sched.h'])
    _UNISTD = ExternalCompilationInfo(includes=['unistd.h'])
    # A futex is 32 bits: the low half of a word, which comes first here.
    _FUTEX = ExternalCompilationInfo(
        pre_include_bits=['#ifndef _GNU_SOURCE\n#define _GNU_SOURCE\n#endif'],
        includes=['limits.h', 'sys/syscall.h', 'time.h', 'unistd.h'], post_include_bits=['''
        static inline void pyfidget_wait(long *word, long seen, long milliseconds) {
            struct timespec most = { milliseconds / 1000, milliseconds % 1000 * 1000000L };
            syscall(SYS_futex, word, 128 /* FUTEX_WAIT_PRIVATE */, (int)seen, &most, 0, 0);
        }
        static inline void pyfidget_wake(long *word, long one) {
            syscall(SYS_futex, word, 129 /* FUTEX_WAKE_PRIVATE */, one ? 1 : INT_MAX, 0, 0, 0);
        }
        '''])
    _MAIN = lltype.Ptr(lltype.FuncType([rffi.VOIDP], rffi.VOIDP))
    _pthread_create = rffi.llexternal('pthread_create', [rffi.VOIDP, rffi.VOIDP, _MAIN, rffi.VOIDP], rffi.INT,
                                      compilation_info=_PTHREAD, _nowrapper=True)
    _pthread_detach = rffi.llexternal('pthread_detach', [lltype.Signed], rffi.INT, compilation_info=_PTHREAD, _nowrapper=True)
    _fetch_and_add = rffi.llexternal('__sync_fetch_and_add', [rffi.CArrayPtr(lltype.Signed), lltype.Signed], lltype.Signed,
                                     _nowrapper=True)
    # A lock that is held for no longer than it takes to copy a tape, so that waiting for it is spinning.
    _ATOMIC = ExternalCompilationInfo(post_include_bits=['''
        static inline long pyfidget_load(long *word) { return __atomic_load_n(word, __ATOMIC_ACQUIRE); }
        static inline void pyfidget_store(long *word, long value) { __atomic_store_n(word, value, __ATOMIC_RELEASE); }
        static inline long pyfidget_try_lock(long *word) {
            return !__atomic_load_n(word, __ATOMIC_RELAXED) && !__atomic_exchange_n(word, 1, __ATOMIC_ACQUIRE);
        }
        '''])
    # The coarse clock is a few loads from memory; the system moves it on every 1 to 10 milliseconds.
    _CLOCK = ExternalCompilationInfo(includes=['time.h'], post_include_bits=['''
        #ifndef CLOCK_MONOTONIC_COARSE
        #define CLOCK_MONOTONIC_COARSE CLOCK_MONOTONIC
        #endif
        static inline long pyfidget_milliseconds(void) {
            struct timespec moment;
            clock_gettime(CLOCK_MONOTONIC_COARSE, &moment);
            return moment.tv_sec * 1000L + moment.tv_nsec / 1000000L;
        }
        '''])
    _milliseconds = rffi.llexternal('pyfidget_milliseconds', [], lltype.Signed, compilation_info=_CLOCK, _nowrapper=True)
    _WORDS = rffi.CArrayPtr(lltype.Signed)
    _load = rffi.llexternal('pyfidget_load', [_WORDS], lltype.Signed, compilation_info=_ATOMIC, _nowrapper=True)
    _store = rffi.llexternal('pyfidget_store', [_WORDS, lltype.Signed], lltype.Void, compilation_info=_ATOMIC, _nowrapper=True)
    _try_lock = rffi.llexternal('pyfidget_try_lock', [_WORDS], lltype.Signed, compilation_info=_ATOMIC, _nowrapper=True)
    _wait = rffi.llexternal('pyfidget_wait', [_WORDS, lltype.Signed, lltype.Signed], lltype.Void, compilation_info=_FUTEX,
                            _nowrapper=True)
    _wake = rffi.llexternal('pyfidget_wake', [_WORDS, lltype.Signed], lltype.Void, compilation_info=_FUTEX, _nowrapper=True)
    _sched_yield = rffi.llexternal('sched_yield', [], rffi.INT, compilation_info=_SCHED, _nowrapper=True)
    _usleep = rffi.llexternal('usleep', [rffi.UINT], rffi.INT, compilation_info=_UNISTD, _nowrapper=True)
    _sched_getaffinity = rffi.llexternal('sched_getaffinity', [rffi.INT, rffi.SIZE_T, rffi.VOIDP], rffi.INT,
                                         compilation_info=_SCHED, _nowrapper=True)

_SHORT_SLEEP = 50  # microseconds
_MASK_BYTES = 1024  # room for 8192 processors


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


def start(main, argument, handle):
    """Run main(argument), which gives its argument back, in a thread that nobody can wait for; False if the system has none to
    give. main: one function, the same at every call; handle: a word that is overwritten."""
    if we_are_translated():
        function = llhelper(_MAIN, main)
        place = rffi.cast(rffi.VOIDP, handle)
        if rffi.cast(lltype.Signed, _pthread_create(place, lltype.nullptr(rffi.VOIDP.TO), function, argument)) != 0:
            return False
        _pthread_detach(handle[0])
        return True
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
    count = 0
    if we_are_translated():
        mask = lltype.malloc(rffi.CArray(rffi.UCHAR), _MASK_BYTES, flavor='raw', zero=True)
        _sched_getaffinity(rffi.cast(rffi.INT, 0), rffi.cast(rffi.SIZE_T, _MASK_BYTES), rffi.cast(rffi.VOIDP, mask))
        for i in range(_MASK_BYTES):
            byte = rffi.cast(lltype.Signed, mask[i])
            while byte != 0:
                count += byte & 1
                byte >>= 1
        lltype.free(mask, flavor='raw')
    return max(count, 1)
