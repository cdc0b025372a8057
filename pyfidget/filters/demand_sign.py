"""The pass `demand-sign`: what the question `result < 0` does not need is left out.

The result's value changes; its sign, and so every picture, does not. passes/demand.py has the argument; what may be dropped
follows from bounds over the region. Repeated until nothing is dropped, so that it is idempotent: where a choice has become one of
its arguments, bounds may be narrower.
"""
from pyfidget.filters.needed import keep_needed
from pyfidget.passes import counters as rules
from pyfidget.passes.counters import Counters
from pyfidget.passes.dead_code import keep_demanded
from pyfidget.passes.demand import demand
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import Switches

RULES = ['argument cannot matter']
_DROPPED = 0


def demand_sign(program, setting, tally):
    program = keep_needed(program)
    while True:
        switches = Switches(decide=False, fold=False, peephole=False)
        counters = Counters()
        draft = optimise(program, setting.region, switches, counters)
        program = keep_demanded(draft, demand(draft, switches, counters))
        dropped = counters.fired[rules.SIGN]
        tally.counts[_DROPPED] += dropped
        if dropped == 0:
            return program
