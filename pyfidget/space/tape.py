"""A program of x, y and z as the engine of space runs it: a tape of values in raw memory.

An entry is two words, as of a lowered tape (lowering/entries.py), so that the wide engine's loops serve here as well:

    opcode | form << 8 | SLOW_PATH | OF_X | OF_Y | OF_Z | a << 32        b | k << 32

Entries 0, 1 and 2 are x, y and z. An entry says which of them it depends on. SLOW_PATH: its bounds are found by interval.py, lane
by lane, since it may be no number, or its bounds have cases.
"""
from pyfidget import rawmem
from pyfidget.engines.regions import shorten
from pyfidget.engines.statistics import Statistics
from pyfidget.interval import span
from pyfidget.libm import INFINITY, is_finite
from pyfidget.lowering.entries import (
    CONSTANT_VALUE,
    ENTRY_WORDS,
    FORM_MASK,
    FORM_SHIFT,
    INDEX_SHIFT,
    OPCODE_MASK,
    SLOW_PATH,
    VALUE_CONSTANT,
    VALUES,
)
from pyfidget.operations import (
    ABS,
    ADD,
    CONST,
    DIV,
    FIRST_BINARY,
    MAX,
    MIN,
    MUL,
    NEG,
    SQRT,
    SQUARE,
    SUB,
    VAR_X,
    VAR_Z,
)
from pyfidget.passes.counters import Counters
from pyfidget.passes.draft import Region
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import parse_switches

OF_X, OF_Y, OF_Z = 1 << 12, 1 << 13, 1 << 14
OF_MASK = OF_X | OF_Y | OF_Z
COORDINATES = 3  # entries

_STEPPED = [ADD, SUB, MUL, DIV, SQUARE, SQRT, NEG, ABS, MIN, MAX]  # bounded by one loop without a branch


class SolidTape(object):
    """The tape of a program over all of a lattice; `release` frees it.

    words, constants   the entries, `size` of them, and the table of constants
    result             the entry whose sign is asked for
    """

    def __init__(self, program, lattice):
        """MemoryError."""
        region = Region(_extent(lattice.xs), _extent(lattice.ys), _extent(lattice.zs))
        switches = parse_switches('all')
        shorter = shorten(optimise(program, region, switches, Counters()), switches, Statistics(False), 0)
        maker = _Maker(optimise(shorter, region, parse_switches('none'), Counters()))
        maker.make_all()
        self.size = COORDINATES + len(maker.first_words)
        self.result = maker.places[shorter.size - 1]
        self.words = rawmem.alloc_words(ENTRY_WORDS * self.size)
        for i in range(len(maker.first_words)):
            self.words[ENTRY_WORDS * (COORDINATES + i)] = maker.first_words[i]
            self.words[ENTRY_WORDS * (COORDINATES + i) + 1] = maker.second_words[i]
        self.words[0] = OF_X
        self.words[ENTRY_WORDS] = OF_Y
        self.words[ENTRY_WORDS * 2] = OF_Z
        try:
            self.constants = rawmem.alloc_doubles(len(maker.constants))
        except MemoryError:
            rawmem.free_lines(self.words)
            raise
        for i in range(len(maker.constants)):
            self.constants[i] = maker.constants[i]

    def release(self):
        rawmem.free_lines(self.words)
        rawmem.free_lines(self.constants)


def _extent(coordinates):
    return span(coordinates[0], coordinates[len(coordinates) - 1])


class _Maker(object):
    """Entries of the operations of a draft that rewrites nothing."""

    def __init__(self, draft):
        self.draft = draft
        self.first_words = []
        self.second_words = []
        self.constants = [0.0]
        self.places = [0] * draft.size  # the entry of each operation
        self.depends = [0] * draft.size
        self.is_nested = [True] * draft.size  # whether bounds over a part of the box lie in those over the box

    def make_all(self):
        for index in range(self.draft.size):
            opcode = self.draft.opcodes[index]
            if VAR_X <= opcode <= VAR_Z:
                self.places[index] = opcode - VAR_X
                self.depends[index] = OF_X << (opcode - VAR_X)
            elif opcode == CONST:
                value = self.draft.constants[index]
                self._add(index, CONST if is_finite(value) else CONST | SLOW_PATH, 0, 0, value)
            else:
                self._make(index, opcode)

    def _make(self, index, opcode):
        draft = self.draft
        a = draft.first[index]
        b = draft.second[index] if opcode >= FIRST_BINARY else a
        self.depends[index] = self.depends[a] | self.depends[b]
        steps = self._has_steps(index, opcode, a, b)
        self.is_nested[index] = steps and self.is_nested[a] and self.is_nested[b]
        code = opcode | self.depends[index]
        if not steps:
            code |= SLOW_PATH
        form = VALUES
        if opcode == ADD or opcode == MUL or opcode == SUB or opcode == DIV:
            form = self._form(opcode, a, b)
        if form == VALUES:
            self._add(index, code, a, b, 0.0)
        elif form == CONSTANT_VALUE:
            self._add(index, code | CONSTANT_VALUE << FORM_SHIFT, b, b, draft.constants[a])
        elif opcode == SUB:
            # x - k is x + -k, to the bit.
            self._add(index, code + ADD - SUB | VALUE_CONSTANT << FORM_SHIFT, a, a, -draft.constants[b])
        else:
            constant = b if draft.is_constant(b) else a
            value = a + b - constant
            self._add(index, code | VALUE_CONSTANT << FORM_SHIFT, value, value, draft.constants[constant])

    def _form(self, opcode, a, b):
        """Of the operations that there are with a constant."""
        draft = self.draft
        if draft.is_constant(b) and is_finite(draft.constants[b]):
            return VALUE_CONSTANT
        if draft.is_constant(a) and is_finite(draft.constants[a]):
            return VALUE_CONSTANT if opcode == ADD or opcode == MUL else CONSTANT_VALUE
        return VALUES

    def _has_steps(self, index, opcode, a, b):
        """Whether an operation's bounds can be had without a branch, over any part of the box."""
        intervals = self.draft.intervals
        if opcode not in _STEPPED or not (_is_plain(intervals[a]) and _is_plain(intervals[b]) and _is_plain(intervals[index])):
            return False
        if opcode == DIV:
            return self.is_nested[b] and not intervals[b].may_be_zero()
        if opcode == SQRT:
            return self.is_nested[a] and intervals[a].lo >= 0.0
        return True

    def _add(self, index, code, a, b, constant):
        place = 0
        if code & OPCODE_MASK == CONST or (code >> FORM_SHIFT) & FORM_MASK != VALUES:
            place = len(self.constants)
            self.constants.append(constant)
        self.places[index] = COORDINATES + len(self.first_words)
        has_arguments = code & OPCODE_MASK != CONST
        self.first_words.append(code | (self.places[a] if has_arguments else 0) << INDEX_SHIFT)
        self.second_words.append((self.places[b] if has_arguments else 0) | place << INDEX_SHIFT)


def _is_plain(interval):
    return -INFINITY < interval.lo and interval.hi < INFINITY and not interval.maybe_nan
