"""Which operation was there already: a hash table of operations and their arguments, and of constants by their bits.

Its keys are a model's author's choice, so that the hash has a secret key (lowering/keyed.py).
"""
from pyfidget import libm
from pyfidget.lowering.keyed import Keyed, step_of
from pyfidget.pool import Bytes, Ints, Words, all_ints, array, new_bytes, new_words
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
    _indices = array(Ints, '_raw_indices')
    _opcodes = array(Bytes, '_raw_opcodes')
    _words = array(Words, '_raw_words')

    def __init__(self, pool, room):
        """room: how many entries to expect. MemoryError, as of `put`."""
        size = 64
        while size < 2 * room:
            size *= 2
        self._pool = pool
        self._keyed = Keyed()
        self._begin(size)

    def _begin(self, size):
        self._mask = size - 1
        self._indices = all_ints(self._pool, size, -1)
        self._opcodes = new_bytes(self._pool, size)
        self._words = new_words(self._pool, size)
        self._count = 0

    def clear(self):
        """Forget all of them."""
        for slot in range(self._mask + 1):
            self._indices[slot] = -1
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
        size = self._mask + 1
        self._begin(2 * size)
        for slot in range(size):
            if indices[slot] >= 0:
                self.put(opcodes[slot], words[slot], indices[slot])
