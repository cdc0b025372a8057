"""When a worker leaves its picture before that is done: for good, since nobody wants the picture any more, or for now, since its
caller wants to look at something else.

The control words of a thread pool, which each of its workers looks at before every region:

    CANCELLED   the picture is not wanted any more
    RUNNING     how many callers are at work on the picture in this moment: its memory is theirs

Raw memory only.
"""
from pyfidget import threads

CANCELLED, RUNNING = 0, 1


def is_to_stop(w):
    """Whether a worker is to leave what still waits for it."""
    if threads.load(w.control, CANCELLED) != 0:
        return True
    return w.deadline != 0 and threads.milliseconds() >= w.deadline


def set_deadline(w, milliseconds):
    """Let a worker stop after so many milliseconds; 0: only if the picture is cancelled."""
    w.deadline = threads.milliseconds() + milliseconds if milliseconds > 0 else 0
