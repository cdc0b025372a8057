"""Which operation was there already: a hash table of operations and their arguments, and of constants by their bits.

Its keys are a model's author's choice, so that the hash has a secret key (lowering/keyed.py).
"""
from pyfidget import libm
from pyfidget.lowering.keyed import Keyed, step_of
from pyfidget.rpy import float_to_bits

_QUIET_BIT = 1 << 51


def word_of_constant(value):
    """Its bits; all quiet NaN are one."""
    bits = float_to_bits(value)
    return float_to_bits(libm.NAN) if libm.is_nan(value) and bits & _QUIET_BIT else bits


def word_of_arguments(a, b):
    return a << 32 | b


class Numbering(object):
    """A map from pairs of an opcode and a word to indices."""

    def __init__(self, room):
        """room: how many entries to expect."""
        size = 64
        while size < 2 * room:
            size *= 2
        self._mask = size - 1
        self._keyed = Keyed()
        self._indices = [-1] * size
        self._opcodes = [0] * size
        self._words = [0] * size
        self._count = 0

    def find(self, opcode, word):
        """The index that stands for an operation, or -1."""
        return self._indices[self._slot(opcode, word)]

    def put(self, opcode, word, index):
        """Note an index for an operation that has none yet."""
        if 2 * self._count > self._mask:
            self._grow()
        slot = self._slot(opcode, word)
        self._indices[slot] = index
        self._opcodes[slot] = opcode
        self._words[slot] = word
        self._count += 1

    def _slot(self, opcode, word):
        """Where an operation is, or the free slot where it belongs."""
        hashed = self._keyed.hash(word, opcode)
        slot = hashed & self._mask
        while self._indices[slot] >= 0 and not (self._words[slot] == word and self._opcodes[slot] == opcode):
            slot = (slot + step_of(hashed)) & self._mask
        return slot

    def _grow(self):
        indices, opcodes, words = self._indices, self._opcodes, self._words
        size = 2 * len(indices)
        self._mask = size - 1
        self._indices = [-1] * size
        self._opcodes = [0] * size
        self._words = [0] * size
        for slot in range(len(indices)):
            if indices[slot] >= 0:
                place = self._slot(opcodes[slot], words[slot])
                self._indices[place] = indices[slot]
                self._opcodes[place] = opcodes[slot]
                self._words[place] = words[slot]


