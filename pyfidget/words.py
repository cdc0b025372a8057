"""What the words of a command line mean: numbers, choices, windows, names of files. Wrong ones raise UsageError with one line."""
from pyfidget.grid import LARGEST, WIDEST
from pyfidget.libm import is_finite
from pyfidget.numeral import BadNumeral, read_string
from pyfidget.quote import quote
from pyfidget.rpy import piece

_DIGITS = 9  # of a whole number; more would fit few options


class UsageError(Exception):
    def __init__(self, message):
        self.message = message


def name_length(word):
    """How much of a word is the option's name; its value stands behind '=', behind -o without it, or is the next word."""
    if word.startswith('-o') and not word.startswith('-o='):
        return 2
    if word.startswith('--') and word.find('=') > 0:
        return word.find('=')
    return len(word)


def read_whole(name, value, largest):
    number = _digits(value, largest)
    if not 1 <= number <= largest:
        raise UsageError('%s: expected a whole number from 1 to %d, not %s' % (name, largest, quote(value)))
    return number


def _digits(value, largest):
    """A whole number in digits, not many more than that of `largest`; -1 if it is none."""
    if not value or len(value) > max(_DIGITS, len('%d' % largest)):
        return -1
    number = 0
    for c in value:
        if not '0' <= c <= '9':
            return -1
        number = number * 10 + (ord(c) - ord('0'))
    return number


def mentions_window(arguments):
    """Whether there is a window, in which the sides of a picture may be longer: its option may be the last one."""
    for word in arguments:
        if word == '--window' or word.startswith('--window='):
            return True
    return False


def read_window(name, value):
    """Four whole numbers: where a window begins, and its sides."""
    words = value.split(',')
    numbers = [_digits(word, WIDEST) for word in words]
    if len(numbers) != 4 or min(numbers[0], numbers[1]) < 0 or not (1 <= numbers[2] <= LARGEST
                                                                     and 1 <= numbers[3] <= LARGEST):
        raise UsageError('%s: expected LEFT,TOP,WIDTH,HEIGHT, both sides from 1 to %d, not %s' % (
            name, LARGEST, quote(value)))
    return numbers


def read_number(name, value):
    try:
        number = read_string(value)
    except BadNumeral:
        raise UsageError('%s: %s is no number' % (name, quote(value)))
    if not is_finite(number):
        raise UsageError('%s: %s is not finite' % (name, quote(value)))
    return number


def read_numbers(name, value, what, least, most):
    """So many numbers, separated by commas."""
    pieces = value.split(',')
    if not least <= len(pieces) <= most:
        raise UsageError('%s: expected %s, not %s' % (name, what, quote(value)))
    return [read_number(name, word) for word in pieces]


def read_choice(name, value, choices):
    for i in range(len(choices)):
        if choices[i] == value:
            return i
    raise UsageError('%s: %s is none of %s' % (name, quote(value), ', '.join(choices)))


def _base(path):
    """The part of a path behind its last '/'."""
    return piece(path, path.rfind('/') + 1, len(path))


def extension_of(path):
    """What stands behind the last dot of a file's name; '' if there is no dot."""
    base = _base(path)
    return piece(base, base.rfind('.') + 1, len(base)) if '.' in base else ''


def as_folder(path):
    """A folder's path with its '/'; '' stays."""
    return path if not path or path.endswith('/') else path + '/'


def stem_of(path):
    """The name of a model's picture without its extension."""
    if path == '-':
        return 'stdin'
    base = _base(path)
    if base.endswith('.vm') and len(base) > 3:
        return piece(base, 0, len(base) - 3)
    return base
