"""What the commands that draw have in common: a command line, a model to read, and faults that are told in one line."""
import argparse
import os
import pathlib
import re
import sys

from pyfidget.arguments import UsageError, parse_arguments
from pyfidget.output import write_file
from pyfidget.parser import ParseError, parse
from pyfidget.quote import printable
from pyfidget.system import TooLarge, as_text, from_bytes, read_file, to_bytes
from pyfidget.texts import LARGEST


class Failure(Exception):
    """The drawing cannot be had; the message is one line."""


class Parser(argparse.ArgumentParser):
    """Reads the name of a model, and the options that are added; usage errors print one line and exit with status 2."""

    def __init__(self, name, description, model_may_lack=False):
        super().__init__(name, description=description, allow_abbrev=False)
        self.add_argument('model', metavar='MODEL.vm', nargs='?' if model_may_lack else None)
        self.add_argument('--largest-model', metavar='BYTES', type=_byte_count, default=LARGEST,
                          help='a model of more is refused (default: %(default)d)')

    def add_output(self, formats, meaning):
        """-o FILE, which ends in one of some formats."""
        def with_format(word):
            if pathlib.Path(word).suffix[1:].lower() not in formats:
                raise argparse.ArgumentTypeError(f'{word!a} ends in none of .{", .".join(formats)}')
            return word
        self.add_argument('-o', metavar='FILE', dest='output', type=with_format, help=f'.{", .".join(formats)}; {meaning}')

    def print_help(self, file=None):
        """Unlike argparse's own, it fails where the help cannot be written."""
        tell(self.format_help())

    def read(self, words):
        """What the words of a command line say: a namespace."""
        return self.parse_args(_tied(words))

    def error(self, message):
        self.exit(2, f'{self.prog}: {message.removeprefix("argument ")}\n')


def _byte_count(word):
    """A number of bytes, as the binary reads it."""
    name = '--largest-model'
    try:
        return parse_arguments([f'{name}={from_bytes(os.fsencode(word))}', '--', 'model']).largest_model
    except UsageError as fault:
        raise argparse.ArgumentTypeError(to_bytes(fault.message).decode('utf-8').removeprefix(f'{name}: '))


def _tied(words):
    """`--region -1,0,-1,0` as `--region=-1,0,-1,0`: argparse would take the value for an option."""
    tied = []
    for word in words:
        if tied and re.match(r'--[a-z-]+$', tied[-1]) and re.match(r'-([0-9.]|inf|nan)', word):
            tied[-1] += f'={word}'
        else:
            tied.append(word)
    return tied


def load_program(path, largest=LARGEST):
    """The Program of a .vm file of so many bytes at most, or of standard input for '-'; Failure if it cannot be read,
    ParseError if it is wrong."""
    name = from_bytes(os.fsencode(path))
    place = 'standard input' if path == '-' else shown(path)
    try:
        text = read_file(name, largest)
    except OSError as error:
        raise Failure(f'cannot read {place}: {error.strerror}')
    except TooLarge:
        raise Failure(f'{place} has more than {largest} bytes: --largest-model BYTES allows them')
    return parse(text, '<stdin>' if path == '-' else name)


def file_of(model):
    """The path of a model's file; of standard input some path to name a drawing after."""
    return pathlib.Path('stdin' if model == '-' else model)


def tell(text):
    """Write to standard output; Failure. Python's own would complain when it ends, if at all."""
    try:
        write_file('-', from_bytes(text.encode('utf-8', 'surrogateescape')))
    except OSError as error:
        raise Failure(f'cannot write standard output: {error.strerror}')


def shown(text):
    """A text on one line, what cannot be printed spelled out: the name of a file may hold anything."""
    return as_text(printable(from_bytes(os.fspath(text).encode('utf-8', 'surrogateescape'))))


def run_command(name, main, words):
    """Run main(words, name) and exit: with its status, or with 1 after one line that says what is wrong and where."""
    try:
        sys.exit(main(words, name))
    except Failure as failure:
        sys.exit(f'{name}: {failure}')
    except ParseError as error:
        sys.exit(as_text(error.describe()))
    except MemoryError:
        sys.exit(f'{name}: not enough memory')
    except KeyboardInterrupt:
        sys.exit(130)
