"""Nodes to be visited, from the last one down, where a visit may add nodes that come later on the way.

As bits, a word at a time: which of many nodes are visited, nothing can foresee.
"""
from pyfidget.pool import Words, all_words, array
from pyfidget.rpy import intmask, lowest_bit

NO_NODE = -1

_SHIFT, _MASK = 6, 63  # bits of a word
_ALL = -1


class Worklist(object):
    """Of nodes below `size`. Bit 0 of the first word is the last node."""
    _words = array(Words, '_block')

    def __init__(self, pool, size):
        self._last = size - 1
        self._count = (self._last >> _SHIFT) + 1
        self._words = all_words(pool, self._count, 0)
        self._place = 0
        self._left = _ALL  # the bits of the word in hand that are still to come

    def add(self, node):
        """A node that has not been passed yet; it may be there already."""
        bit = self._last - node
        self._words[bit >> _SHIFT] |= intmask(1 << (bit & _MASK))

    def next(self):
        """The next node, or NO_NODE."""
        nodes = self._words[self._place] & self._left
        while nodes == 0:
            self._place += 1
            if self._place == self._count:
                return NO_NODE
            nodes = self._words[self._place]
        bit = lowest_bit(nodes)
        self._left = intmask(-2 << bit)
        return self._last - (self._place << _SHIFT) - bit

    add._always_inline_ = True
    next._always_inline_ = True
