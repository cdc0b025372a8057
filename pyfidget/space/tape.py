"""A program of x, y and z as the engine of space runs it: a tape of values in raw memory.

An entry is two words, as of a lowered tape (lowering/entries.py), so that the wide engine's loops serve here as well:

    opcode | form << 8 | SLOW_PATH | OF_X | OF_Y | OF_Z | a << 32        b | k << 32

Entries 0, 1 and 2 are x, y and z. An entry says which of them it depends on. SLOW_PATH: it may be no number, or its bounds have
cases, so that they take more than one loop without a branch. SAMPLED: it has a row of samples (samples.py). A sine and a cosine
of the same value lie one behind the other, since both together cost little more than one.
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
    COS,
    DIV,
    FIRST_BINARY,
    MAX,
    MIN,
    MUL,
    NEG,
    SIN,
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
SAMPLED = 1 << 15
OF_MASK = OF_X | OF_Y | OF_Z
COORDINATES = 3  # entries

_STEPPED = [ADD, SUB, MUL, DIV, SQUARE, SQRT, NEG, ABS, MIN, MAX]  # bounded by one loop without a branch


class SolidTape(object):
    """The tape of a program over all of a lattice; `release` frees it.

    words, constants   the entries, `size` of them, and the table of constants, `constant_count`
    samples            the rows of those that are SAMPLED
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
        try:
            self.samples = rawmem.alloc_doubles(0)
        except MemoryError:
            rawmem.free_lines(self.words)
            rawmem.free_lines(self.constants)
            raise
        self.constant_count = len(maker.constants)
        for i in range(self.constant_count):
            self.constants[i] = maker.constants[i]

    def add_constants(self, constants):
        """Put more constants behind those that there are. MemoryError."""
        count = self.constant_count + len(constants)
        block = rawmem.alloc_doubles(count)
        for i in range(self.constant_count):
            block[i] = self.constants[i]
        for i in range(len(constants)):
            block[self.constant_count + i] = constants[i]
        rawmem.free_lines(self.constants)
        self.constants = block
        self.constant_count = count

    def release(self):
        rawmem.free_lines(self.words)
        rawmem.free_lines(self.constants)
        rawmem.free_lines(self.samples)


def is_axis_value(word):
    """Whether an entry depends on one coordinate at most."""
    of = word & OF_MASK
    return of == 0 or of == OF_X or of == OF_Y or of == OF_Z


def is_wave(opcode):
    """Whether it is a sine or a cosine."""
    return opcode == SIN or opcode == COS


def is_before_twin(words, at, entry, size):
    """Whether an entry of the tape at a place is a sine or cosine, and the next one the other of the two, of the same value."""
    word = words[at + ENTRY_WORDS * entry]
    opcode = word & OPCODE_MASK
    if not is_wave(opcode) or entry + 1 == size:
        return False
    other = words[at + ENTRY_WORDS * (entry + 1)]
    return other & OPCODE_MASK == SIN + COS - opcode and other >> INDEX_SHIFT == word >> INDEX_SHIFT


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
        self.twins = [0] * draft.size  # the operation that is to be the next entry, or was the last one
        self.is_made = [False] * draft.size
        self.is_nested = [True] * draft.size  # whether bounds over a part of the box lie in those over the box

    def make_all(self):
        self._find_twins()
        for index in range(self.draft.size):
            if self.is_made[index]:
                continue
            opcode = self.draft.opcodes[index]
            if VAR_X <= opcode <= VAR_Z:
                self.places[index] = opcode - VAR_X
                self.depends[index] = OF_X << (opcode - VAR_X)
            elif opcode == CONST:
                value = self.draft.constants[index]
                self._add(index, CONST if is_finite(value) else CONST | SLOW_PATH, 0, 0, value)
            else:
                self._make(index, opcode)
                twin = self.twins[index]
                if twin > index:
                    self._make(twin, self.draft.opcodes[twin])
                    self.is_made[twin] = True

    def _find_twins(self):
        """Of each sine the cosine of the same value, and the other way round."""
        draft = self.draft
        waves = [0] * draft.size  # of each value its first sine or cosine
        for index in range(draft.size):
            opcode = draft.opcodes[index]
            if is_wave(opcode):
                other = waves[draft.first[index]]
                if other == 0:
                    waves[draft.first[index]] = index
                elif draft.opcodes[other] != opcode and self.twins[other] == 0:
                    self.twins[other] = index
                    self.twins[index] = other

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
