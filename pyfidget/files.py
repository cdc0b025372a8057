"""Reading models and telling of faults, for the programs of the command line."""
from pyfidget import system
from pyfidget.parser import parse_text
from pyfidget.pool import pool_for_text
from pyfidget.quote import LONGEST_PATH, quote
from pyfidget.system import TooLarge
from pyfidget.texts import TextFile


class Failure(Exception):
    """What was asked for cannot be had; the message is one line."""

    def __init__(self, message):
        self.message = message


def open_model(path, largest):
    """The TextFile of a model of so many bytes at most; Failure."""
    try:
        return TextFile(path, largest)
    except OSError as error:
        raise _unreadable(path, error)


def read_model(model, path, largest, pool):
    """The Text of an open model, in a pool; Failure, MemoryError."""
    try:
        return model.read(pool)
    except OSError as error:
        raise _unreadable(path, error)
    except TooLarge:
        raise Failure('%s has more than %d bytes: --largest-model BYTES allows them' % (_shown(path), largest))


def close_model(model, path):
    try:
        model.close()
    except OSError as error:
        raise _unreadable(path, error)


def load_program(path, largest):
    """The Program of a model of so many bytes at most; Failure, ParseError, MemoryError."""
    listing = load_listing(path, largest)
    try:
        return listing.to_program()
    finally:
        listing.pool.release()


def load_listing(path, largest):
    """As load_program, the Listing: it has its pool for itself, which is the caller's to release."""
    model = open_model(path, largest)
    try:
        pool = pool_for_text(model.size)
        try:
            return parse_text(read_model(model, path, largest, pool), name_of(path), pool)
        except Exception:
            pool.release()
            raise
    finally:
        close_model(model, path)


def name_of(path):
    """What messages call a model."""
    return '<stdin>' if path == '-' else path


def unwritable(path, error):
    """The Failure of a file, or of standard output for '-', that cannot be written."""
    target = 'standard output' if path == '-' else quote(path, LONGEST_PATH)
    return Failure('cannot write %s: %s' % (target, system.reason(error)))


def _unreadable(path, error):
    return Failure('cannot read %s: %s' % (_shown(path), system.reason(error)))


def _shown(model):
    return 'standard input' if model == '-' else quote(model, LONGEST_PATH)


def print_text(text):
    """Write to standard output; Failure."""
    try:
        system.write_all(system.STANDARD_OUTPUT, text)
    except OSError as error:
        raise unwritable('-', error)


def report(lines):
    """Write lines to standard error. Where even that is closed there is nobody left to tell."""
    try:
        system.write_all(system.STANDARD_ERROR, '\n'.join(lines) + '\n')
    except OSError:
        return
