"""How a lowered program lies in memory: the tape.

A tape lists values first, then comparisons, then booleans; the last entry is the picture's question. An entry is two words:

    operation | a << 32        a, b: the entries that it takes, always earlier ones; 0 where there is none
    b | k << 32                k: a place in the table of constants, which all tapes of a render share

Entries 0 and 1 are x and y, on every tape. A value's operation is

    opcode | form << 8 | WIDE | SLOW_PATH | OF_Y | FRACTION | kernel << 16

where opcode is a row of operations.OPERATIONS, SPREAD, or CONST; WIDE says that it depends on x and y, so that a tile has 256
of it and not 16; SLOW_PATH that its bounds need more than one step without a branch: it may be NaN, or its transfer function
has cases; OF_Y that it depends on y alone; FRACTION that it is u less the whole number below, above or nearest to u, or how far
u is from the nearest one; kernel is the place of its threaded kernels in their tables, which so are short
(asm/threaded_code.py). A comparison's operation is

    kind | class << 3 | COMPARE_SLOW_PATH

with the class of what is compared (graph.X_ONLY, Y_ONLY, BOTH); behind the constant of a sum there is its anchor (anchor.py). A
boolean's operation is BOOLEAN_AND or BOOLEAN_OR.
"""
from pyfidget.operations import ADD, CONST, MUL, NEG, OPERATIONS, OPERATIONS_AT_MOST, SQRT, SQUARE, SUB

ENTRY_WORDS = 2
FIRST_VALUE = 2  # the entry behind x and y

OPCODE_MASK = 255
FORM_SHIFT = 8
FORM_MASK = 3
WIDE = 1 << 10
SLOW_PATH = 1 << 11
OF_Y = 1 << 12
FRACTION = 1 << 13
CODE_MASK = WIDE - 1  # opcode and form
KERNEL_SHIFT = 16
KERNEL_MASK = 255

# The forms: of two values or one, of a value and a constant, of a constant and a value.
VALUES, VALUE_CONSTANT, CONSTANT_VALUE = range(3)

# 16 numbers of x alone, or of y alone (the form says which), spread over a tile's 256 pixels: behind all operations.
SPREAD = len(OPERATIONS)
SPREAD_X, SPREAD_Y = range(2)
assert SPREAD <= OPERATIONS_AT_MOST <= OPCODE_MASK

# What values are sorted by, below VALUE_KEYS.
VALUE_KEYS = (SPREAD + 1) << 4


def value_key(operation):
    """By flags, then by form, then by opcode; OF_Y and FRACTION are left aside."""
    return (operation >> FORM_SHIFT & 15) * (SPREAD + 1) + (operation & OPCODE_MASK)


value_key._always_inline_ = True
assert value_key(SLOW_PATH | WIDE | FORM_MASK << FORM_SHIFT | SPREAD) == VALUE_KEYS - 1

# The operations of values that have threaded kernels: those that lowering leaves most of.
THREADED_VALUES = [CONST, ADD, ADD | VALUE_CONSTANT << FORM_SHIFT, SUB, SUB | CONSTANT_VALUE << FORM_SHIFT, MUL,
                 MUL | VALUE_CONSTANT << FORM_SHIFT, SQUARE, SQRT, NEG]
NO_KERNEL = 0
VALUE_KERNELS = 1 + 2 * len(THREADED_VALUES)
assert VALUE_KERNELS - 1 <= KERNEL_MASK

_kernels = [NO_KERNEL] * (2 * (CODE_MASK + 1))  # by code, and behind them by code where it takes the slow path
for _place, _code in enumerate(THREADED_VALUES):
    _kernels[_code] = 1 + _place
    _kernels[CODE_MASK + 1 + _code] = 1 + len(THREADED_VALUES) + _place
_KERNELS = ''.join([chr(_kernel) for _kernel in _kernels])


def kernel_of(operation):
    """The place of an operation's kernels in a table of VALUE_KERNELS; NO_KERNEL if it has none. Of OF_Y nothing depends."""
    if operation & WIDE:
        return NO_KERNEL
    return ord(_KERNELS[operation & CODE_MASK | (operation & SLOW_PATH) >> 1])


kernel_of._always_inline_ = True
assert SLOW_PATH >> 1 == CODE_MASK + 1

# a < k, a > k, a < b, and with a of x alone, b of y alone: a + b < k, a + b > k.
KINDS = 5
BELOW_CONSTANT, ABOVE_CONSTANT, LESS, SUM_BELOW, SUM_ABOVE = range(KINDS)
KIND_MASK = 7
CLASS_SHIFT = 3
CLASS_MASK = 3
COMPARE_MASK = 31  # both of them
COMPARE_SLOW_PATH = 1 << 5
COMPARE_OPERATIONS = 1 << 6
assert KINDS - 1 <= KIND_MASK < 1 << CLASS_SHIFT
assert KIND_MASK | CLASS_MASK << CLASS_SHIFT == COMPARE_MASK < COMPARE_SLOW_PATH < COMPARE_OPERATIONS

BOOLEAN_AND, BOOLEAN_OR = range(2)

INDEX_SHIFT = 32
INDEX_MASK = (1 << 32) - 1
assert KERNEL_MASK << KERNEL_SHIFT <= INDEX_MASK and FRACTION < 1 << KERNEL_SHIFT


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
