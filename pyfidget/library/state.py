"""What the library keeps between calls, and how a call says what is wrong."""
NO_FAULT, PARSE_FAULT, MEMORY_FAULT, HANDLE_FAULT, NUMBER_FAULT, OWN_FAULT = range(6)
MOST_THREADS = 1024


class _State(object):
    """All that the library keeps between calls."""

    def __init__(self):
        self.machine = None
        self.shapes = {}
        self.jobs = {}
        self.space_jobs = {}  # those of the jobs that are
        self.mesh_jobs = {}  # likewise
        self.shape_of_job = {}
        self.recordings = {}
        self.last = 0  # the last number given to a shape or job
        self.fault = NO_FAULT
        self.line = 0
        self.column = 0
        self.message = ''

    def number(self):
        self.last += 1
        return self.last

    def fail(self, kind, message):
        self.fault = kind
        self.line = 0
        self.column = 0
        self.message = message
        return 0


state = _State()


def guarded(function):
    """The function, whose exceptions become faults: one that escaped would end the process."""
    def safe(*words):
        try:
            return function(*words)
        except MemoryError:
            return state.fail(MEMORY_FAULT, 'not enough memory')
        except Exception:
            return state.fail(OWN_FAULT, 'a fault of the library itself')
    return safe
