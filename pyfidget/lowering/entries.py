"""How a lowered program lies in memory: the tape.

A tape lists values first, then comparisons, then booleans; the last entry is the picture's question. An entry is two words:

    operation | a << 32        a, b: the entries that it takes, always earlier ones; 0 where there is none
    b | k << 32                k: a place in the table of constants, which all tapes of a render share

Entries 0 and 1 are x and y, on every tape. A value's operation is

    opcode | form << 5 | WIDE | CAREFUL | OF_Y

where opcode is a row of operations.OPERATIONS, SPREAD, or CONST; WIDE says that it depends on x and y, so that a tile has 256
of it and not 16; CAREFUL that its bounds need more than one step without a branch: it may be NaN, or its transfer function
has cases; OF_Y that it depends on y alone. A comparison's operation is

    kind | class << 3 | COMPARE_CAREFUL

with the class of what is compared (graph.X_ONLY, Y_ONLY, BOTH); behind the constant of a sum there is its anchor (anchor.py). A
boolean's operation is BOOLEAN_AND or BOOLEAN_OR.
"""
ENTRY_WORDS = 2
FIRST_VALUE = 2  # the entry behind x and y

OPCODE_MASK = 31
FORM_SHIFT = 5
FORM_MASK = 3
WIDE = 1 << 7
CAREFUL = 1 << 8
OF_Y = 1 << 9
VALUE_OPERATIONS = 1 << 9  # how many codes there may be, OF_Y left aside

# The forms: of two values or one, of a value and a constant, of a constant and a value.
VALUES, VALUE_CONSTANT, CONSTANT_VALUE = range(3)

# 16 numbers of x alone, or of y alone (the form says which), spread over a tile's 256 pixels.
SPREAD = 31
SPREAD_X, SPREAD_Y = range(2)

# a < k, a > k, a < b, and with a of x alone, b of y alone: a + b < k, a + b > k.
BELOW_CONSTANT, ABOVE_CONSTANT, LESS, SUM_BELOW, SUM_ABOVE = range(5)
KIND_MASK = 7
CLASS_SHIFT = 3
CLASS_MASK = 3
COMPARE_MASK = 31  # both of them
COMPARE_CAREFUL = 1 << 5
COMPARE_OPERATIONS = 1 << 6

BOOLEAN_AND, BOOLEAN_OR = range(2)

INDEX_SHIFT = 32
INDEX_MASK = (1 << 32) - 1


class Tape(object):
    """A lowered program, in memory of whoever made it.

    words        the entries; constants: the table
    values, comparisons, size   entries 0 to values - 1 are values, up to comparisons - 1 comparisons, up to size - 1 booleans
    verdict      DECIDED_OUTSIDE or DECIDED_INSIDE: all samples are, and there are no entries; else UNDECIDED
    """

    def __init__(self, words, constants, values, comparisons, size, verdict):
        self.words = words
        self.constants = constants
        self.values = values
        self.comparisons = comparisons
        self.size = size
        self.verdict = verdict


DECIDED_OUTSIDE, DECIDED_INSIDE, UNDECIDED = range(3)
