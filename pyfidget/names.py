"""Tables of names: of a program's operations, and of the operations that there are."""
from pyfidget.rpy import intmask
from pyfidget.scan import word_number


class NameTable(object):
    """The names of a program's operations -> the order of their definition. Names are pieces of the text: none is copied.

    Nearly every model calls its operations `_0`, `_1`, ..., `_a`, ...: in hexadecimal, in order. A name that says its own
    place in this way needs no table: it is its own index. All others go into a hash table, which an ordinary model never
    touches. A name is given by the positions of its ends and by its ordinal (see Scanner).
    """

    def __init__(self, text, most):
        """most: how many names there can be."""
        self._text = text
        self._most = most
        self._size = 0
        self._ordinal = [False] * most
        self._others = None

    def find(self, start, stop, ordinal):
        """The index of a name, or -1."""
        if 0 <= ordinal < self._size and self._ordinal[ordinal]:
            return ordinal
        others = self._others
        return others.find(start, stop) if others is not None else -1

    def add(self, start, stop, ordinal):
        """Give a new name the next index."""
        index = self._size
        if ordinal == index:
            self._ordinal[index] = True
        else:
            if self._others is None:
                self._others = _HashTable(self._text, self._most)
            self._others.add(start, stop, index)
        self._size = index + 1


class _HashTable(object):
    """Open addressing with linear probing: a slot holds the place of an entry, or -1; at most half of them are taken."""

    def __init__(self, text, most):
        self._text = text
        self._size = 0
        self._starts = [0] * most
        self._stops = [0] * most
        self._indices = [0] * most
        self._slots = _empty_slots(most)

    def find(self, start, stop):
        text = self._text
        slots = self._slots
        slot = _first_slot(_hash_piece(text, start, stop), slots)
        while slots[slot] >= 0:
            entry = slots[slot]
            if _equal_pieces(text, start, stop, self._starts[entry], self._stops[entry]):
                return self._indices[entry]
            slot = _next_slot(slot, slots)
        return -1

    def add(self, start, stop, index):
        slots = self._slots
        slot = _first_slot(_hash_piece(self._text, start, stop), slots)
        while slots[slot] >= 0:
            slot = _next_slot(slot, slots)
        entry = self._size
        self._starts[entry] = start
        self._stops[entry] = stop
        self._indices[entry] = index
        self._size = entry + 1
        slots[slot] = entry


class WordTable(object):
    """A fixed list of short words, given as their numbers (see scan.word_number) -> their places in it."""

    def __init__(self, words):
        self._numbers = [word_number(word) for word in words]
        self._slots = _empty_slots(4 * len(words))
        for place in range(len(words)):
            slot = _first_slot(self._numbers[place], self._slots)
            while self._slots[slot] >= 0:
                slot = _next_slot(slot, self._slots)
            self._slots[slot] = place

    def find(self, number):
        """The place of a word, or -1."""
        slots = self._slots
        slot = _first_slot(number, slots)
        while slots[slot] >= 0:
            if self._numbers[slots[slot]] == number:
                return slots[slot]
            slot = _next_slot(slot, slots)
        return -1


def _hash_piece(text, start, stop):
    assert start >= 0
    value = 0
    while start < stop:
        value = intmask(value * 1000003 + ord(text[start]))
        start += 1
    return value


def _empty_slots(most):
    """Slots for a table of `most` entries: a power of two, more than twice as many."""
    size = 16
    while size <= 2 * most:
        size *= 2
    return [-1] * size


def _first_slot(hashed, slots):
    """Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4): the middle bits of a product depend on
    every bit of the hash, so that names that differ in their last letter do not crowd together."""
    mask = len(slots) - 1
    assert mask >= 0
    return (intmask(hashed * -7046029254386353131) >> 24) & mask


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
