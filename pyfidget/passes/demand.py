"""The backward pass: what is demanded of each entry, and what a demanded sign makes superfluous.

Inside is `result < 0`, so that of the result only one question counts. A min, a max or a neg passes the question on:

    min(a, b) < 0   is   a < 0 or b < 0         and where a is never negative it is just   b < 0
    max(a, b) < 0   is   a < 0 and b < 0        and where a is always negative it is just   b < 0
    -a < 0          is   a > 0                  which goes down in the same way

Soundness: an entry with the demand NEGATIVE may be replaced by any value that is, at every sample, negative or not negative
or NaN exactly where the entry is. This holds for the replacements above because the argument that is dropped is never NaN:
then min(a, b) is NaN exactly where b is. A POSITIVE demand reads the same with `positive` for `negative`. What is demanded by
anything else, or in both ways, keeps its value.
"""
from pyfidget.operations import FIRST_BINARY, MAX, MIN, NEG, VAR_Z
from pyfidget.passes.counters import SIGN, Counters

NOTHING, NEGATIVE, POSITIVE = 0, 1, 2
VALUE = 4


def demand(draft, switches, counters):
    """The demand of each entry, as bits of NEGATIVE, POSITIVE and VALUE; NOTHING for an entry that no result needs.

    Changes draft.same where a demanded sign makes an entry superfluous.
    """
    return _demand(draft, NEGATIVE if switches.sign else VALUE, counters)


def count_live(draft):
    """How many entries the value of the result needs; changes nothing."""
    return count_demanded(_demand(draft, VALUE, Counters()))


def count_demanded(demands):
    count = 0
    for wanted in demands:
        if wanted != NOTHING:
            count += 1
    return count


def _demand(draft, of_result, counters):
    demands = [NOTHING] * draft.size
    index = draft.result()
    demands[index] = of_result
    while index >= 0:
        wanted = demands[index]
        if wanted != NOTHING:
            _pass_on(draft, demands, index, wanted, counters)
        index -= 1
    return demands


def _pass_on(draft, demands, index, wanted, counters):
    opcode = draft.opcodes[index]
    if opcode <= VAR_Z:
        return
    a = draft.first[index]
    b = draft.second[index]
    if wanted == NEGATIVE or wanted == POSITIVE:
        if opcode == NEG:
            demands[a] |= NEGATIVE + POSITIVE - wanted
            return
        if opcode == MIN or opcode == MAX:
            if _cannot_matter(draft.intervals[a], opcode, wanted):
                _replace(draft, demands, index, b, wanted, counters)
            elif _cannot_matter(draft.intervals[b], opcode, wanted):
                _replace(draft, demands, index, a, wanted, counters)
            else:
                demands[a] |= wanted
                demands[b] |= wanted
            return
    demands[a] |= VALUE
    if opcode >= FIRST_BINARY:
        demands[b] |= VALUE


def _replace(draft, demands, index, other, wanted, counters):
    draft.same[index] = other
    demands[index] = NOTHING
    demands[other] |= wanted
    counters.count(SIGN)


def _cannot_matter(interval, opcode, wanted):
    """Whether an argument of a min or max can never change the answer to the question that is asked of it."""
    if interval.maybe_nan:
        return False
    if wanted == NEGATIVE:
        return interval.lo >= 0.0 if opcode == MIN else interval.hi < 0.0
    return interval.lo > 0.0 if opcode == MIN else interval.hi <= 0.0
