"""Workers that find nothing to do sleep until there is something: threads beyond the number of cores take next to no time.

The control words of a thread pool that say so, in a cache line of their own:

    EVENT      changes when those that sleep are to look again
    SLEEPING   how many do
    THREADS    how many there are, asleep or not
    CORES      how many of them are of use at once

A worker reads EVENT, looks for work, and then sleeps until EVENT has changed. That somebody shows a region, and looks who sleeps,
just while a worker falls asleep is possible: then it sleeps in vain, but not for long.
"""
from pyfidget import threads

_EVENT, _SLEEPING, _THREADS, _CORES = 8, 9, 10, 11
CONTROL_WORDS = 16  # with those of stopping.py

_LONGEST = 6  # sleep: 2**6 milliseconds
_LONGEST_WITH_DEADLINE = 2


def set_cores(w, cores):
    w.control[_THREADS] = 1
    w.control[_CORES] = cores


def count_thread(w):
    """Say that there is one more."""
    w.control[_THREADS] += 1


def last_event(w):
    """What `sleep` is to be told: whatever happens from now on wakes."""
    return threads.load(w.control, _EVENT)


def sleep(w, event, times):
    """Sleep until something has happened since an event; longer if that has been in vain so many times before."""
    threads.fetch_and_add(w.control, _SLEEPING, 1)
    threads.wait(w.control, _EVENT, event, 1 << min(times, _LONGEST_WITH_DEADLINE if w.deadline != 0 else _LONGEST))
    threads.fetch_and_add(w.control, _SLEEPING, -1)


def wake_all(w):
    threads.wake(w.control, _EVENT, False)


def wake_one(w):
    """Wake a worker that sleeps, if there is a core for it."""
    sleeping = threads.load(w.control, _SLEEPING)
    if sleeping > 0 and w.control[_THREADS] - sleeping < w.control[_CORES]:
        threads.wake(w.control, _EVENT, True)
