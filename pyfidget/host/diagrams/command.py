"""What the commands that draw have in common: a model to read, and faults that are told in one line."""
import sys

from pyfidget.parser import ParseError, parse
from pyfidget.system import read_file


class Failure(Exception):
    """The drawing cannot be had; the message is one line."""


def load_program(path):
    """The Program of a .vm file; Failure if it cannot be read, ParseError if it is wrong."""
    try:
        text = read_file(path)
    except OSError as error:
        raise Failure(f'cannot read {path}: {error.strerror}')
    return parse(text, path)


def run_command(name, main):
    """Run main() and exit: with status 0, or 1 after one line that says what is wrong and where."""
    try:
        main()
    except Failure as failure:
        sys.exit(f'{name}: {failure}')
    except ParseError as error:
        sys.exit(error.describe())
    except KeyboardInterrupt:
        sys.exit(130)
