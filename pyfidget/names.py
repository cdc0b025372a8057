"""Tables of names: of a program's operations, and of the operations that there are."""
from pyfidget.operations import OPERATIONS, OPERATIONS_AT_MOST
from pyfidget.pool import Words, array, new_words
from pyfidget.rpy import intmask
from pyfidget.scan import NO_WORD, ORDINALS, word_number
from pyfidget.siphash import SipHash
from pyfidget.system import random_word

_GOLDEN = -7046029254386353131  # 2**64 divided by the golden ratio, as a signed word

_NO_PLACE = 255
_OTHER = 1  # no token's word: these have a blank highest, or are NO_WORD
_DIGITS = [word_number(_digit) for _digit in '0123456789abcdef']
_BLANK = word_number('')


class NameTable(object):
    """The names of a program's operations -> the order of their definition. Names are pieces of the text: none is copied.

    Nearly every model calls its operations `_0`, `_1`, ..., `_a`, ...: in hexadecimal, in order. So a name is looked for first
    in the place that its ordinal says. All others go into a hash table, which a model with usual names never touches. A name
    is given by the positions of its ends, by its word and by its ordinal (see scan.py).

    size    how many names there are, and indices without one
    words   the word of each whose ordinal is its index, else no token's; behind them, if the first one is such a name, the words
            of more that begin as that does
    """
    words = array(Words, '_words')

    def __init__(self, text, most, pool):
        """most: how many names there can be; pool: where to take memory from, as passing. MemoryError."""
        self.size = 0
        self.words = new_words(pool, most + len(_DIGITS))
        self._text = text
        self._most = most
        self._others = None

    def find(self, start, stop, word, ordinal):
        """The index of a name, or -1."""
        if ordinal < self.size and word == self.words[ordinal]:
            return ordinal
        others = self._others
        return others.find(start, stop) if others is not None else -1

    def add(self, start, stop, word, ordinal):
        """Give a name the next index; gives False if it has one already."""
        index = self.size
        if ordinal != index or word == NO_WORD or not self.has_fast_lines():
            return self._add_any(start, stop, word, ordinal)
        self.words[index] = word
        self.size = index + 1
        return True

    def _add_any(self, start, stop, word, ordinal):
        if self.find(start, stop, word, ordinal) >= 0:
            return False
        index = self.size
        if ordinal == index and word != NO_WORD:
            if index == 0:
                self._expect(self._text[start])
            self.words[index] = word
        else:
            self.words[index] = _OTHER
            if self._others is None:
                self._others = _HashTable(self._text, self._most)
            self._others.add(start, stop, index)
        self.size = index + 1
        return True

    def skip(self):
        """Leave the next index without a name, and give it."""
        index = self.size
        self.words[index] = _OTHER
        self.size = index + 1
        return index

    def has_fast_lines(self):
        """Whether the next name is a new one if its word is the one that is expected."""
        return self.size > 0 and self._others is None

    def _expect(self, first):
        """Fill the words with those of names: `first`, a byte, and the index in hexadecimal, which is that of its sixteenth part
        and a digit."""
        words = self.words
        for index in range(len(_DIGITS)):
            words[index] = _DIGITS[index] | ord(first) << 40
        start = len(_DIGITS)
        while start < self._most:
            if start < ORDINALS:
                before = (words[start >> 4] & ~_BLANK) >> 8
                for digit in range(len(_DIGITS)):
                    words[start + digit] = before | _DIGITS[digit]
            else:
                for digit in range(len(_DIGITS)):
                    words[start + digit] = _OTHER
            start += len(_DIGITS)

    find._always_inline_ = True
    add._always_inline_ = True


class _HashTable(object):
    """Open addressing with linear probing: a slot holds the place of an entry, or -1; at most half of them are taken.

    Names are somebody's choice, so the hash has a secret key: nobody can choose many that belong into the same few slots.
    """

    def __init__(self, text, most):
        self._text = text
        self._siphash = SipHash(random_word(), random_word())
        self._size = 0
        self._starts = [0] * most
        self._stops = [0] * most
        self._indices = [0] * most
        self._slots = _empty_slots(most)

    def find(self, start, stop):
        text = self._text
        slots = self._slots
        slot = self._siphash.of_piece(text, start, stop) & _mask_of(slots)
        while slots[slot] >= 0:
            entry = slots[slot]
            if _equal_pieces(text, start, stop, self._starts[entry], self._stops[entry]):
                return self._indices[entry]
            slot = _next_slot(slot, slots)
        return -1

    def add(self, start, stop, index):
        slots = self._slots
        slot = self._siphash.of_piece(self._text, start, stop) & _mask_of(slots)
        while slots[slot] >= 0:
            slot = _next_slot(slot, slots)
        entry = self._size
        self._starts[entry] = start
        self._stops[entry] = stop
        self._indices[entry] = index
        self._size = entry + 1
        slots[slot] = entry


class WordTable(object):
    """A fixed list of few short words, given as their numbers (see scan.word_number) -> their places in it."""
    _immutable_fields_ = ['_numbers[*]', '_slots', '_shift']

    def __init__(self, words):
        """words: at most 255, so that their places are bytes."""
        assert len(words) <= _NO_PLACE
        self._numbers = [word_number(word) for word in words]
        size = 256
        self._shift = 64 - 8
        while size < 8 * len(words):
            size *= 2
            self._shift -= 1
        slots = [_NO_PLACE] * size
        for place in range(len(words)):
            slot = self._first_slot(self._numbers[place], size - 1)
            while slots[slot] != _NO_PLACE:
                slot = (slot + 1) & (size - 1)
            slots[slot] = place
        self._slots = ''.join([chr(place) for place in slots])

    def find(self, number):
        """The place of a word, or -1."""
        slots = self._slots
        mask = len(slots) - 1
        assert mask >= 0
        slot = self._first_slot(number, mask)
        place = ord(slots[slot])
        while place != _NO_PLACE:
            if self._numbers[place] == number:
                return place
            slot = (slot + 1) & mask
            place = ord(slots[slot])
        return -1

    def _first_slot(self, number, mask):
        """Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4): the highest bits of a product depend on
        all bits of a number."""
        return (intmask(number * _GOLDEN) >> self._shift) & mask

    find._always_inline_ = True
    _first_slot._always_inline_ = True


def _empty_slots(most):
    """Slots for a table of `most` entries: a power of two, more than twice as many."""
    size = 16
    while size <= 2 * most:
        size *= 2
    return [-1] * size


def _mask_of(slots):
    mask = len(slots) - 1
    assert mask >= 0
    return mask


def _next_slot(slot, slots):
    slot += 1
    return slot if slot < len(slots) else 0


def _equal_pieces(text, start, stop, other, other_stop):
    if stop - start != other_stop - other:
        return False
    assert start >= 0
    assert other >= 0
    while start < stop:
        if text[start] != text[other]:
            return False
        start += 1
        other += 1
    return True


assert OPERATIONS_AT_MOST <= _NO_PLACE
OPERATION_NAMES = WordTable([_operation.name for _operation in OPERATIONS])  # -> opcodes
