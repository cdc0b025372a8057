"""Writing a file so that no failure harms what was there: all of it beside its target, then one rename.

The unfinished file is new and has a random name, `.pyfidget-0123456789abcdef.tmp`: a process number would not do, since
processes of different containers that write to one folder may have the same. Of several processes that write one target, the
last one's file stays, whole. While the unfinished file exists, an interrupt (Ctrl-C, a polite kill, a closed terminal) removes it
before it ends the process; what a killed process leaves is known by its name. What is no regular file (a pipe, a device,
standard output) is written as it is.
"""
import errno
import os
import stat

from pyfidget import interrupts, rawmem, system
from pyfidget.rpy import piece
from pyfidget.system import STANDARD_OUTPUT, to_bytes

_LINKS_FOLLOWED = 40  # as many as Linux itself follows
_NAMES_TRIED = 100


class Output(object):
    """A file being written: `write` any number of times, then `commit` once; `abandon` if that did not happen.

    '-' is standard output. All of them raise OSError.

    lent_address, lent_size   memory that nobody else uses until the file is written; 0 bytes if there is none
    """

    def __init__(self, path):
        self.lent_address = 0
        self.lent_size = 0
        self._target = ''
        self._temporary = ''
        if path == '-':
            self._descriptor = STANDARD_OUTPUT
            return
        target, mode = _follow_links(path)
        if mode >= 0 and not stat.S_ISREG(mode):
            self._descriptor = os.open(to_bytes(target), os.O_WRONLY, 0)
            return
        self._target = target
        self._descriptor = -1
        try:
            self._create_unfinished(_folder(target))
            if mode >= 0:
                os.chmod(to_bytes(self._temporary), mode & 0o777)
        except OSError:
            self.abandon()
            raise

    def _create_unfinished(self, folder):
        """Make the unfinished file. A name that is taken, though 64 bits are random, is somebody else's: try another."""
        for _ in range(_NAMES_TRIED):
            path = '%s.pyfidget-%s.tmp' % (folder, _hexadecimal(system.random_word()))
            # Before the file is there, so that no interrupt can come between.
            interrupts.remove_on_interrupt(path)
            try:
                self._descriptor = os.open(to_bytes(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            except OSError as error:
                interrupts.keep_on_interrupt()
                if error.errno != errno.EEXIST:
                    raise
            else:
                self._temporary = path
                return
        raise OSError(errno.EEXIST, 'no free name for the unfinished file')

    def expect(self, size):
        """Say how many bytes are coming, about, so that the system can find a place for them at once."""
        if self._temporary:
            system.reserve(self._descriptor, size)

    def lend(self, address, size):
        """Lend memory for the time of writing. The system takes large blocks more quickly than many small ones, but fresh memory
        for them would cost more than that."""
        self.lent_address = address
        self.lent_size = size

    def write(self, text):
        system.write_all(self._descriptor, text)

    def write_block(self, block, size):
        """Write the first bytes of a block of raw memory."""
        rawmem.write_block(self._descriptor, block, size)

    def commit(self):
        self._close()
        if self._temporary:
            os.rename(to_bytes(self._temporary), to_bytes(self._target))
            self._temporary = ''
            interrupts.keep_on_interrupt()

    def abandon(self):
        """Leave no trace; harmless after `commit`."""
        if self._temporary:
            if _mode(self._temporary) >= 0:  # nobody has cleaned up
                os.unlink(to_bytes(self._temporary))
            self._temporary = ''
            interrupts.keep_on_interrupt()
        self._close()

    def _close(self):
        descriptor = self._descriptor
        self._descriptor = -1
        if descriptor > STANDARD_OUTPUT:
            os.close(descriptor)


def write_file(path, text):
    """Write a whole file, or nothing; OSError."""
    output = Output(path)
    try:
        output.write(text)
        output.commit()
    finally:
        output.abandon()


def _hexadecimal(word):
    """The 64 bits of a word as 16 digits."""
    return ''.join(['0123456789abcdef'[word >> shift & 15] for shift in range(60, -4, -4)])


def _folder(path):
    """The folder of a path with its '/', or '' for the current one."""
    return piece(path, 0, path.rfind('/') + 1)


def _mode(path):
    """The st_mode of what a path names, or -1 if there is nothing; a symbolic link is not followed."""
    try:
        return os.lstat(to_bytes(path)).st_mode
    except OSError:
        return -1


def _follow_links(path):
    """The path that a symbolic link stands for in the end, so that the rename replaces the file and not the link; and what _mode
    says of it."""
    mode = _mode(path)
    for _ in range(_LINKS_FOLLOWED):
        if mode < 0 or not stat.S_ISLNK(mode):
            break
        link = system.from_bytes(os.readlink(to_bytes(path)))
        path = link if link.startswith('/') else _folder(path) + link
        mode = _mode(path)
    return path, mode
