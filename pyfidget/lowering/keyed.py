"""Where an entry belongs in a hash table whose entries a stranger may have chosen: by a hash with a secret key.

A model's author chooses its constants and what its operations take, and so, with a hash that is known, could have all of them
collide. Tables here are powers of two, and probed by double hashing (Knuth, The Art of Computer Programming 3, section 6.4): with
linear probing, entries that lie side by side for another reason than the hash would be walked through one by one.
"""
from pyfidget import system
from pyfidget.rpy import intmask


class Keyed(object):
    """A hash function with random bits of the system's as its key.

    Two multiplications by secret odd numbers with a shift behind each: of two different words the low bits of the result agree
    as rarely as by chance (Dietzfelbinger and others, "A reliable randomized algorithm for the closest-pair problem", J.
    Algorithms 25, 1997, for one of them).
    """
    _immutable_fields_ = ['_addend', '_first', '_second']

    def __init__(self):
        self._addend = system.random_word()
        self._first = system.random_word() | 1
        self._second = system.random_word() | 1

    def hash(self, word, number):
        """The hash of a word and a small number. Its low bits say which slot to try first."""
        key = intmask(intmask(word + self._addend) * self._first)
        key = intmask(intmask((key ^ (key >> 32)) + number) * self._second)
        return key ^ (key >> 32)

    hash._always_inline_ = True


def step_of(hashed):
    """How many slots to go on each time that a slot is taken by something else: odd, so that all slots have their turn."""
    return (hashed >> 32) | 1


step_of._always_inline_ = True
