"""The pass `demand-sign`: what the question `result < 0` does not need is left out.

The result's value changes; its sign, and so every picture, does not. passes/demand.py has the argument; what may be dropped
follows from bounds over the region. Repeated until nothing is dropped, so that it is idempotent: where a choice has become one of
its arguments, bounds may be narrower. But only those of operations of which the sign alone is demanded: no other takes a choice
that was dropped.
"""
from pyfidget.interval import apply_interval
from pyfidget.listing import listing_of
from pyfidget.operations import FIRST_BINARY, VAR_Z
from pyfidget.passes import counters as rules
from pyfidget.passes.counters import Counters
from pyfidget.passes.dead_code import keep_demanded
from pyfidget.passes.demand import NOTHING, VALUE, demand
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import Switches

RULES = ['argument cannot matter']
_DROPPED = 0


def demand_sign(program, setting, tally):
    switches = Switches(decide=False, fold=False, peephole=False)
    counters = Counters()
    draft = optimise(program.to_program(), setting.region, switches, counters)
    while True:
        before = counters.fired[rules.SIGN]
        demands = demand(draft, switches, counters)
        if counters.fired[rules.SIGN] == before:
            break
        _refine(draft, demands)
    tally.counts[_DROPPED] += counters.fired[rules.SIGN]
    return listing_of(keep_demanded(draft, demands), setting.pool)


def _refine(draft, demands):
    """Let operations take what stands for the choices that were dropped, and bound them anew."""
    for index in range(draft.size):
        opcode = draft.opcodes[index]
        if demands[index] != NOTHING and demands[index] & VALUE == 0 and opcode > VAR_Z:
            a = _representative(draft, draft.first[index])
            b = _representative(draft, draft.second[index]) if opcode >= FIRST_BINARY else 0
            draft.first[index] = a
            draft.second[index] = b
            draft.intervals[index] = apply_interval(opcode, draft.intervals[a], draft.intervals[b])
    draft.same[draft.size - 1] = _representative(draft, draft.size - 1)


def _representative(draft, index):
    """The entry that stands for one, at the end of a chain of such."""
    while draft.same[index] != index:
        index = draft.same[index]
    return index
