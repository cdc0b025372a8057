"""What the library does piece by piece and hands over in the end: what jobs have in common, flat pictures' and those of space."""


class Work(object):
    """Made with all the memory that it takes; `advance` until it `is_ready`, then whatever its runner is for, and `end`."""

    def is_ready(self):
        """Whether there is nothing left for `advance`."""
        raise NotImplementedError

    def advance(self, milliseconds):
        """Do what there is to do for so long, and one step more. MemoryError."""
        raise NotImplementedError

    def runner(self):
        """The address of the first of its workers in raw memory, for any thread to run; 0 if it has none."""
        raise NotImplementedError

    def picture(self):
        """The address of what is drawn."""
        raise NotImplementedError

    def end(self):
        """Let the picture go, done or not, when its threads have left it; whether it is whole."""
        raise NotImplementedError

    def put_away(self, shape):
        """Free it, or let its Shape keep it for the next picture."""
        raise NotImplementedError

    def disown(self):
        """Never use or free it again: its threads are another process's."""
        raise NotImplementedError
