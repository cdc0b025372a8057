"""The boolean program that lowering makes of a question: comparisons, and what is true of them together."""
from pyfidget.pool import (
    Bytes,
    Doubles,
    IntList,
    Ints,
    array,
    longer_bytes,
    longer_doubles,
    longer_ints,
    new_bytes,
    new_doubles,
    new_ints,
)

BELOW, ABOVE = 0, 1  # the senses: value < threshold, value > threshold
FALSE, TRUE = 0, 1  # the predicates that are decided
COMPARE, LESS, AND, OR, SAME = range(5)  # AND is just before OR

NONE = -1


class Predicates(object):
    """Predicate p is, by its kind,

        COMPARE   node[p] < threshold[p], or > , by sense[p]
        LESS      the value of node left[p] < the value of node right[p]
        AND, OR   of the predicates left[p] and right[p]
        SAME      the predicate left[p]

    Predicates 0 and 1 are FALSE and TRUE; there are `size` in all. Those that are not SAME as others are listed: comparisons, and
    booleans, so that arguments come before what uses them.
    """
    kinds = array(Bytes, '_kinds')
    senses = array(Bytes, '_senses')
    nodes = array(Ints, '_nodes')
    thresholds = array(Doubles, '_thresholds')
    left = array(Ints, '_left')
    right = array(Ints, '_right')
    next = array(Ints, '_next')

    def __init__(self, pool, room):
        self.pool = pool
        self.room = room
        self.size = 0
        self.kinds = new_bytes(pool, room)
        self.senses = new_bytes(pool, room)
        self.nodes = new_ints(pool, room)
        self.thresholds = new_doubles(pool, room)
        self.left = new_ints(pool, room)
        self.right = new_ints(pool, room)
        self.next = new_ints(pool, room)
        self.define(self.add(0, BELOW, 0.0, NONE), SAME, FALSE, FALSE)
        self.define(self.add(0, BELOW, 0.0, NONE), SAME, TRUE, TRUE)
        self.comparisons = IntList(pool, 0)
        self.booleans = IntList(pool, 0)
        self.root = FALSE

    def add(self, node, sense, threshold, following):
        """A comparison; it may be redefined later, and has no left and right before. following: another predicate, of
        the same node, or NONE."""
        made = self.size
        if made == self.room:
            self._grow()
        self.kinds[made] = COMPARE
        self.senses[made] = sense
        self.nodes[made] = node
        self.thresholds[made] = threshold
        self.next[made] = following
        self.size = made + 1
        return made

    add._always_inline_ = True

    def _grow(self):
        room = 2 * self.room
        self.kinds = longer_bytes(self.pool, self.kinds, self.size, room)
        self.senses = longer_bytes(self.pool, self.senses, self.size, room)
        self.nodes = longer_ints(self.pool, self.nodes, self.size, room)
        self.thresholds = longer_doubles(self.pool, self.thresholds, self.size, room)
        self.left = longer_ints(self.pool, self.left, self.size, room)
        self.right = longer_ints(self.pool, self.right, self.size, room)
        self.next = longer_ints(self.pool, self.next, self.size, room)
        self.room = room

    def define(self, predicate, kind, left, right):
        self.kinds[predicate] = kind
        self.left[predicate] = left
        self.right[predicate] = right
