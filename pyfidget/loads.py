"""Loads, as programs have them whose values of x alone and of y alone lie in buffers: other names of these values.

    _7 load-x _2          the value of _2, which depends on x alone (and on z)
    _9 load-y _4

The pass `memoize` prints them. A program has none: what a load loads takes its place.
"""
from pyfidget.operations import CONST, FIRST_BINARY, OPERATIONS, OPERATIONS_AT_MOST, VAR_X, VAR_Y, VAR_Z

# No opcodes, and not that of `recip` either: what stands for a load in a Listing until `drop_loads`.
LOAD_X = len(OPERATIONS) + 1
LOAD_Y = LOAD_X + 1
assert LOAD_Y <= OPERATIONS_AT_MOST, 'the table of operations is full: loads stand behind it'

_OF_X, _OF_Y = 1, 2


def drop_loads(listing):
    """Let what the loads of a Listing load take their places; gives the index of the first one that loads what depends on more
    than it may, or -1."""
    size = listing.size
    renamed = [0] * size
    depends = [0] * size
    listing.size = 0
    for index in range(size):
        opcode = listing.opcodes[index]
        first = listing.first[index]
        second = listing.second[index]
        if opcode == LOAD_X or opcode == LOAD_Y:
            depends[index] = depends[first]
            renamed[index] = renamed[first]
            if depends[first] & (_OF_Y if opcode == LOAD_X else _OF_X):
                return index
        else:
            depends[index] = _dependence(opcode, depends[first], depends[second])
            renamed[index] = listing.size
            listing.append(opcode, renamed[first], renamed[second], listing.constants[index])
    _end_with(listing, renamed[size - 1])
    return -1


def _dependence(opcode, first, second):
    if opcode == VAR_X:
        return _OF_X
    if opcode == VAR_Y:
        return _OF_Y
    if opcode == CONST or opcode == VAR_Z:
        return 0
    return first | second if opcode >= FIRST_BINARY else first


def _end_with(listing, index):
    """The result is the last operation: if that was a load, what it loads is computed once more."""
    if index != listing.size - 1:
        listing.append(listing.opcodes[index], listing.first[index], listing.second[index], listing.constants[index])
