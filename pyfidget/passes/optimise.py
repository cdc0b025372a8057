"""The interval optimiser: one forward pass that bounds every value over a region and rewrites what the bounds decide."""
from pyfidget import operations
from pyfidget.interval import apply_interval
from pyfidget.operations import CONST, MAX, MIN, VAR_Z
from pyfidget.passes import counters as rules
from pyfidget.passes.draft import Draft
from pyfidget.passes.peephole import peephole


def optimise(program, region, switches, counters):
    """A Draft of the program in which every entry has, at every sample of the region, the value that it has in the program."""
    draft = Draft(program.size)
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            draft.put_constant(index, program.constants[index])
        elif opcode <= VAR_Z:
            draft.put(index, opcode, 0, 0, region.coordinate(opcode))
        else:
            a = draft.same[program.first[index]]
            b = draft.same[program.second[index]]
            draft.put(index, opcode, a, b, apply_interval(opcode, draft.intervals[a], draft.intervals[b]))
            draft.same[index] = _simplify(draft, index, switches, counters)
    return draft


def _simplify(draft, index, switches, counters):
    """The index of the entry that has the value of this one; the first rule that knows one wins."""
    if switches.decide:
        winner = _decide(draft, index)
        if winner != index:
            counters.count(rules.DECIDE)
            return winner
    if switches.fold and _fold(draft, index):
        counters.count(rules.FOLD)
        return index
    if switches.peephole:
        return peephole(draft, index, counters)
    return index


def _decide(draft, index):
    """The argument that a min or max always equals, or the index itself.

    min(a, b) is `a if a < b else b`, so that a wins by strict order and b wins ties, too. NaN would beat both.
    """
    opcode = draft.opcodes[index]
    if opcode != MIN and opcode != MAX:
        return index
    a = draft.intervals[draft.first[index]]
    b = draft.intervals[draft.second[index]]
    if a.maybe_nan or b.maybe_nan:
        return index
    if opcode == MAX:
        if a.lo > b.hi:
            return draft.first[index]
        if a.hi <= b.lo:
            return draft.second[index]
    else:
        if a.hi < b.lo:
            return draft.first[index]
        if a.lo >= b.hi:
            return draft.second[index]
    return index


def _fold(draft, index):
    """Make the entry a constant if its arguments are constants, or if its interval is one number and not a zero.

    An interval does not tell the zeros apart, so that [0, 0] is not yet a constant.
    """
    opcode = draft.opcodes[index]
    a = draft.first[index]
    b = draft.second[index]
    if draft.is_constant(a) and (opcode < operations.FIRST_BINARY or draft.is_constant(b)):
        draft.put_constant(index, operations.apply_operation(opcode, draft.constants[a], draft.constants[b]))
        return True
    interval = draft.intervals[index]
    if interval.lo == interval.hi and not interval.may_be_zero() and not interval.maybe_nan:
        draft.put_constant(index, interval.lo)
        return True
    return False
