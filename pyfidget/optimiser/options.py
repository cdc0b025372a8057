"""The command line of `opt` -> Options. A usage error raises UsageError, one line that says what is wrong."""
from pyfidget import grid, texts
from pyfidget.arguments import LARGEST_MODEL
from pyfidget.filters.catalogue import NAMES, UnknownFilter, parse_chain
from pyfidget.filters.setting import anywhere
from pyfidget.interval import everything, span
from pyfidget.passes.draft import Region
from pyfidget.quote import quote
from pyfidget.rpy import piece
from pyfidget.words import UsageError, name_length, read_numbers, read_whole

HELP = """\
usage: prospero-c opt [options] MODEL.vm

Makes a program shorter, pass by pass, and prints it. A model named '-' is standard input, so that calls make a pipe.

  --passes LIST        the passes, one after the other, with commas between:
      print              nothing but names: _0, _1, ...
      fold               what is known is a constant; a min or max whose winner is known is that argument
      value-number       the same operation on the same arguments is there once
      simplify           negations go towards the result; and the rest of the algebra that is exact to the bit
      dead-code          what nothing uses goes
      regroup            what depends on x alone, and on y alone, comes together in every min or max of many
      reassociate-inexact  ... and in sums and products, which round otherwise then
      memoize            of x alone, of y alone, the rest; it prints load-x and load-y where the rest takes values of these
      reorder            an order in which few values are live at once, depth first; reorder-list by list scheduling
      demand-sign        what `result < 0` does not need goes: the result is another one, of the same sign
      predicates         the boolean program of `result < 0`: true is below zero. Over --region, or a picture's -1,1,-1,1,0,0
                       (default: fold,value-number,simplify,value-number)
  -o, --output FILE    the program; '-' is standard output (default)
  --region X0,X1,Y0,Y1 what the coordinates are known to be, for fold, demand-sign and predicates;
                       or X0,X1,Y0,Y1,Z0,Z1 (default: anything)
  --metrics [json]     what the program is made of, before and after, and what each pass did, on standard error
  --verify             render both, by two engines, and say how many pixels differ, on standard error; 0 by exact passes
  --size N             N x N pixels for --verify, and for the bytes of buffers in the metrics (default: 1024)
  --largest-model BYTES  of a model that has more, nothing is read (default: 268435456)
  --help
"""

_DEFAULT = 'fold,value-number,simplify,value-number'
_WITH_VALUE = ['--passes', '-o', '--output', '--region', '--size', '--largest-model']


class Options(object):
    """What the command line asks for. model: '' only with show_help."""

    def __init__(self):
        self.model = ''
        self.output = '-'
        self.passes = parse_chain(_DEFAULT)
        self.region = anywhere()
        self.largest_model = texts.LARGEST
        self.show_metrics = False
        self.as_json = False
        self.verify = False
        self.size = 1024
        self.show_help = False


def parse_opt(words):
    """Options of the words behind `opt`; UsageError."""
    reader = _Reader(words)
    while reader.more():
        reader.take()
    return reader.finish()


class _Reader(object):
    def __init__(self, words):
        self.words = words
        self.position = 0
        self.only_files = False
        self.options = Options()

    def more(self):
        return self.position < len(self.words)

    def next_word(self):
        word = self.words[self.position]
        self.position += 1
        return word

    def take(self):
        word = self.next_word()
        if self.only_files or len(word) < 2 or not word.startswith('-'):
            self.take_model(word)
        elif word == '--':
            self.only_files = True
        elif word == '--help' or word == '-h':
            self.options.show_help = True
        elif word == '--verify':
            self.options.verify = True
        elif word == '--metrics' or word == '--metrics=json':
            self.options.show_metrics = True
            self.options.as_json = word.endswith('=json') or self.take_json()
        else:
            self.take_option(word)

    def take_json(self):
        """Whether the next word is json: a model of this name is ./json."""
        if self.more() and self.words[self.position] == 'json':
            self.position += 1
            return True
        return False

    def take_model(self, word):
        if not word:
            raise UsageError("the model's file name is empty")
        if self.options.model:
            raise UsageError('opt: one model at a time: %s and then %s' % (quote(self.options.model), quote(word)))
        self.options.model = word

    def take_option(self, word):
        """An option with a value, which is the next word or stands behind '='; behind -o without it, too."""
        cut = name_length(word)
        name = piece(word, 0, cut)
        if name not in _WITH_VALUE:
            raise UsageError('opt: unknown option %s' % quote(name))
        if cut < len(word):
            self.set(name, piece(word, cut + int(cut > 2), len(word)))
        elif self.more():
            self.set(name, self.next_word())
        else:
            raise UsageError('%s needs a value' % name)

    def set(self, name, value):
        options = self.options
        if name == '--passes':
            options.passes = _read_chain(value)
        elif name == '-o' or name == '--output':
            if not value:
                raise UsageError('%s: the file name is empty' % name)
            options.output = value
        elif name == '--region':
            options.region = _read_region(value)
        elif name == '--size':
            options.size = read_whole(name, value, grid.LARGEST)
        elif name == '--largest-model':
            options.largest_model = read_whole(name, value, LARGEST_MODEL)

    def finish(self):
        if not self.options.show_help and not self.options.model:
            raise UsageError('opt: which model? (see opt --help)')
        z = self.options.region.z
        for one in self.options.passes:
            if one.name == 'predicates' and z.lo < z.hi and not z.maybe_nan:
                raise UsageError('--region: predicates are of one z, and Z0 is not Z1')
        return self.options


def _read_chain(value):
    try:
        return parse_chain(value)
    except UnknownFilter as unknown:
        raise UsageError('--passes: %s is none of %s' % (quote(unknown.name), ', '.join(NAMES)))


def _read_region(value):
    edges = read_numbers('--region', value, 'X0,X1,Y0,Y1 or X0,X1,Y0,Y1,Z0,Z1', 4, 6)
    if len(edges) == 5:
        raise UsageError('--region: expected X0,X1,Y0,Y1 or X0,X1,Y0,Y1,Z0,Z1, not %s' % quote(value))
    for i in range(0, len(edges), 2):
        if edges[i] > edges[i + 1]:
            raise UsageError('--region: %s0 is above %s1 in %s' % ('XYZ'[i // 2], 'XYZ'[i // 2], quote(value)))
    z = span(edges[4], edges[5]) if len(edges) == 6 else everything()
    return Region(span(edges[0], edges[1]), span(edges[2], edges[3]), z)
