"""The table of operations -> instructions: for each operation how it is computed for a vector of doubles.

Most are one instruction of the processor. What is more than one is written in `sequences.py`. What is neither leaves the code
(`exits.py`): the meaning in operations.py is called for each lane.

`min` and `max` of the processor give the second argument where either is NaN or both are equal. So do the table's, but for a NaN
in the first argument, which they give. Where the first one is proved to be a number, PLAIN_MIN and PLAIN_MAX are that one
instruction; else a blend follows it, which hands on the very NaN: a mix may be a signalling one.

floor, ceil: the processor's are exact, zeros' signs included, and make a NaN quiet, as the table says.
round: trunc(a + s), s just below a half with the sign of a. 0.5 itself would lift 0.5 - 2**-54 to 1 by the sum's rounding; with
s every sum that ought not to reach the next whole number stays below it, and a half still reaches it, since it is a tie then or
exact. Above 2**52 the sum rounds back to a.
"""
from pyfidget.asm import encoder
from pyfidget.operations import (
    ABS,
    ADD,
    AND,
    CEIL,
    COMPARE,
    DIV,
    FIRST_BINARY,
    FLOOR,
    MAX,
    MIN,
    MOD,
    MUL,
    NEG,
    NOT,
    OPERATIONS,
    OR,
    ROUND,
    SQRT,
    SQUARE,
    SUB,
)

LESS_THAN_HALF = 0.5 - 2.0 ** -54
WHOLE_FROM = 9007199254740992.0  # 2**53: below it every whole number is a double

# Instructions are operations, and these.
LEAF = 0
COPY, PLAIN_MIN, PLAIN_MAX = range(len(OPERATIONS), len(OPERATIONS) + 3)
INSTRUCTIONS = len(OPERATIONS) + 3

# How each is made: two arguments; one argument; one and how it is rounded; one and a constant of the frame; the argument twice; a
# sequence; an exit.
TWO, ONE, ROUNDED, MASKED, TWICE, SEQUENCE, EXIT = range(7)

# Which argument may lie in memory, as bits.
NEITHER, FIRST, SECOND, EITHER = range(4)

_ROWS = {
    ADD: (TWO, EITHER, encoder.VADDPD, 0), SUB: (TWO, SECOND, encoder.VSUBPD, 0), MUL: (TWO, EITHER, encoder.VMULPD, 0),
    DIV: (TWO, SECOND, encoder.VDIVPD, 0), PLAIN_MIN: (TWO, SECOND, encoder.VMINPD, 0),
    PLAIN_MAX: (TWO, SECOND, encoder.VMAXPD, 0),
    SQRT: (ONE, FIRST, encoder.VSQRTPD, 0), COPY: (ONE, FIRST, encoder.VMOVUPD, 0),
    FLOOR: (ROUNDED, FIRST, encoder.VROUNDPD, encoder.DOWN), CEIL: (ROUNDED, FIRST, encoder.VROUNDPD, encoder.UP),
    NEG: (MASKED, NEITHER, encoder.VXORPD, 0), ABS: (MASKED, NEITHER, encoder.VANDPD, 1),
    SQUARE: (TWICE, NEITHER, encoder.VMULPD, 0),
    MIN: (SEQUENCE, SECOND, encoder.VMINPD, 0), MAX: (SEQUENCE, SECOND, encoder.VMAXPD, 0),
    ROUND: (SEQUENCE, NEITHER, 0, 0), NOT: (SEQUENCE, NEITHER, 0, 0), AND: (SEQUENCE, NEITHER, 0, 0),
    OR: (SEQUENCE, SECOND, 0, 0), COMPARE: (SEQUENCE, SECOND, 0, 0), MOD: (SEQUENCE, NEITHER, 0, 0),
}
_rows = [_ROWS.get(_instruction, (EXIT, NEITHER, 0, 0)) for _instruction in range(INSTRUCTIONS)]
_WAYS = ''.join([chr(_row[0]) for _row in _rows])
_IN_MEMORY = ''.join([chr(_row[1]) for _row in _rows])
_WORDS = [_row[2] for _row in _rows]
_DETAILS = ''.join([chr(_row[3]) for _row in _rows])


def way_of(instruction):
    """How it is made: TWO to EXIT."""
    return ord(_WAYS[instruction])


def may_be_in_memory(instruction):
    """NEITHER, FIRST, SECOND or EITHER; never both at once."""
    return ord(_IN_MEMORY[instruction])


def word_of(instruction):
    """The processor's instruction, as the encoder has it."""
    return _WORDS[instruction]


def detail_of(instruction):
    """How a ROUNDED one rounds; which vector of COMMON a MASKED one takes."""
    return ord(_DETAILS[instruction])


def has_two(instruction):
    """Whether it has two arguments."""
    return FIRST_BINARY <= instruction < COPY or instruction == PLAIN_MIN or instruction == PLAIN_MAX


def takes_scratch(instruction):
    """Whether the two registers that sequences use on the way are needed."""
    return way_of(instruction) == SEQUENCE

