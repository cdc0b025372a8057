"""The values of x, y or z alone at all of a picture's columns, rows or layers, and their bounds over any run of these.

Bounds of a sine or a logarithm cost as much as some values. So those axis values that others take, and that depend on an
operation whose bounds have cases, are computed once for the whole picture. Over each row of values lie two trees, of the least
and of the largest ones, that give the bounds of a run of n samples by at most 2 log n comparisons: the smallest bounds there are.

    samples   by row the least ones' tree, then the largest ones': 2 size numbers each, node i, 1 to size - 1, made of
              the nodes 2 i and 2 i + 1, and from `size` on the values themselves, the last one repeated up to a multiple of 16

On the tape such an entry is a constant with SAMPLED, whose number is the place of its row; what only it has taken is gone.
"""
from pyfidget import rawmem
from pyfidget.engines.wide.lanes import higher_of, lower_of
from pyfidget.engines.wide.pixels import compute_row
from pyfidget.lowering.entries import CODE_MASK, ENTRY_WORDS, INDEX_MASK, INDEX_SHIFT, OPCODE_MASK, SLOW_PATH
from pyfidget.operations import CONST
from pyfidget.space.tape import COORDINATES, OF_MASK, OF_X, OF_Y, SAMPLED, is_axis_value
from pyfidget.space.worker import AXES, LANES, SIDE

_MOST_NUMBERS = 1 << 20  # of all rows and trees
_NOWHERE = -1


def row_size(count):
    """How long a row of so many samples is."""
    return (count + SIDE - 1) // SIDE * SIDE


def axis_of(word):
    """The number of the axis of an entry that depends on one coordinate."""
    if word & OF_X:
        return 0
    return 1 if word & OF_Y else 2


def size_along(w, axis):
    """How long the rows of an axis are, in a worker's picture."""
    return row_size(w.width if axis == 0 else w.height if axis == 1 else w.depth)


def bound_run(samples, at, size, first, last, bounds, run):
    """The bounds of a run: of the samples from `first` to `last` in the row at a place."""
    largest = at + 2 * size
    low = size + first
    high = size + last + 1
    least = samples[at + low]
    most = least
    while low < high:
        if low & 1:
            least = lower_of(least, samples[at + low])
            most = higher_of(most, samples[largest + low])
            low += 1
        if high & 1:
            high -= 1
            least = lower_of(least, samples[at + high])
            most = higher_of(most, samples[largest + high])
        low >>= 1
        high >>= 1
    bounds[run] = least
    bounds[LANES + run] = most


def take_samples(tape, lattice):
    """Make what is worth it on a SolidTape a row of samples. MemoryError."""
    maker = _Sampler(tape, lattice)
    maker.choose()
    if maker.numbers > 0:
        maker.fill()
        maker.rewrite()


class _Sampler(object):
    def __init__(self, tape, lattice):
        self.tape = tape
        self.coordinates = [lattice.xs, lattice.ys, lattice.zs]
        self.places = [_NOWHERE] * tape.size  # of each entry's row
        self.numbers = 0  # that the rows take

    def _word(self, entry):
        return self.tape.words[ENTRY_WORDS * entry]

    def _first(self, entry):
        return self._word(entry) >> INDEX_SHIFT

    def _second(self, entry):
        return self.tape.words[ENTRY_WORDS * entry + 1] & INDEX_MASK

    def choose(self):
        """Give the entries that are worth it their places."""
        tape = self.tape
        is_dear = [False] * tape.size
        is_taken = [False] * tape.size
        is_taken[tape.result] = True
        for entry in range(COORDINATES, tape.size):
            word = self._word(entry)
            if is_axis_value(word):
                is_dear[entry] = word & OPCODE_MASK != CONST and (
                    word & SLOW_PATH != 0 or is_dear[self._first(entry)] or is_dear[self._second(entry)])
            else:
                is_taken[self._first(entry)] = True
                is_taken[self._second(entry)] = True
        for entry in range(COORDINATES, tape.size):
            word = self._word(entry)
            if is_dear[entry] and is_taken[entry] and word & OF_MASK != 0:
                numbers = 4 * row_size(len(self.coordinates[axis_of(word)]))
                if self.numbers + numbers <= _MOST_NUMBERS:
                    self.places[entry] = self.numbers
                    self.numbers += numbers

    def fill(self):
        """Compute the rows. One with a value that is not finite is none."""
        samples = rawmem.alloc_doubles(self.numbers)
        rawmem.free_lines(self.tape.samples)
        self.tape.samples = samples
        values = rawmem.alloc_doubles(SIDE * self.tape.size)
        for axis in range(AXES):
            coordinates = self.coordinates[axis]
            for start in range(0, row_size(len(coordinates)), SIDE):
                for i in range(SIDE):
                    values[SIDE * axis + i] = coordinates[min(start + i, len(coordinates) - 1)]
                self._compute(values, axis, start)
        rawmem.free_lines(values)
        for entry in range(COORDINATES, self.tape.size):
            if self.places[entry] != _NOWHERE:
                _make_trees(self.tape.samples, self.places[entry], self._size(entry))

    def _size(self, entry):
        return row_size(len(self.coordinates[axis_of(self._word(entry))]))

    def _compute(self, values, axis, start):
        """16 samples of an axis."""
        tape = self.tape
        for entry in range(COORDINATES, tape.size):
            word = self._word(entry)
            of = word & OF_MASK
            if of == 0 or of == OF_X << axis:
                rest = tape.words[ENTRY_WORDS * entry + 1]
                compute_row(word & CODE_MASK, values, entry * SIDE, self._first(entry) * SIDE, self._second(entry) * SIDE,
                            tape.constants[rest >> INDEX_SHIFT])
                place = self.places[entry]
                if place != _NOWHERE:
                    at = place + self._size(entry) + start
                    for i in range(SIDE):
                        value = values[entry * SIDE + i]
                        tape.samples[at + i] = value
                        if value - value != 0.0:
                            self.places[entry] = _NOWHERE

    def rewrite(self):
        """Make the rows entries of the tape, and leave out what nobody needs any more."""
        tape = self.tape
        is_needed = [entry < COORDINATES or entry == tape.result for entry in range(tape.size)]
        places = []
        for entry in range(tape.size - 1, COORDINATES - 1, -1):
            word = self._word(entry)
            if is_needed[entry] and self.places[entry] != _NOWHERE:
                tape.words[ENTRY_WORDS * entry] = CONST | SLOW_PATH | SAMPLED | word & OF_MASK
                tape.words[ENTRY_WORDS * entry + 1] = tape.constant_count + len(places) << INDEX_SHIFT
                places.append(float(self.places[entry]))
            elif is_needed[entry]:
                is_needed[self._first(entry)] = True
                is_needed[self._second(entry)] = True
        tape.add_constants(places)
        renamed = [entry if entry < COORDINATES else 0 for entry in range(tape.size)]
        size = COORDINATES
        for entry in range(COORDINATES, tape.size):
            if is_needed[entry]:
                word = self._word(entry)
                rest = tape.words[ENTRY_WORDS * entry + 1]
                tape.words[ENTRY_WORDS * size] = word & INDEX_MASK | renamed[word >> INDEX_SHIFT] << INDEX_SHIFT
                tape.words[ENTRY_WORDS * size + 1] = rest >> INDEX_SHIFT << INDEX_SHIFT | renamed[rest & INDEX_MASK]
                renamed[entry] = size
                size += 1
        tape.result = renamed[tape.result]
        tape.size = size


def _make_trees(samples, at, size):
    """The trees of a row, whose values are in the first one."""
    largest = at + 2 * size
    for i in range(size, 2 * size):
        samples[largest + i] = samples[at + i]
    for i in range(size - 1, 0, -1):
        samples[at + i] = lower_of(samples[at + 2 * i], samples[at + 2 * i + 1])
        samples[largest + i] = higher_of(samples[largest + 2 * i], samples[largest + 2 * i + 1])
