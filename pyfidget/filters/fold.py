"""The pass `fold`: operations whose value is known become constants; a min or max whose winner is known becomes that argument.

What is known follows from constants, and from bounds over the region (passes/optimise.py has the rules). Without one the
coordinates may be anything, NaN included.

A constant that is a signalling NaN, as a mix can be, has no numeral. Its operation stays. Idempotent, but for bounds: those of
an operation whose arguments are simpler now can be narrower.
"""
from pyfidget.filters.signs import HELD, sign_of_number
from pyfidget.filters.uses import keep_live
from pyfidget.listing import listing_of
from pyfidget.operations import VAR_Z
from pyfidget.passes import counters as rules
from pyfidget.passes.counters import Counters
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import Switches
from pyfidget.program import Program

RULES = ['constant', 'decided']
_CONSTANT, _DECIDED = range(2)


def fold(program, setting, tally):
    counters = Counters()
    program = program.to_program()
    draft = optimise(program, setting.region, Switches(decide=True, fold=True, peephole=False), counters)
    restored = _restore_held(program, draft)
    tally.counts[_CONSTANT] += counters.fired[rules.FOLD] - restored
    tally.counts[_DECIDED] += counters.fired[rules.DECIDE]
    result = draft.result()
    folded = Program(result + 1, draft.opcodes, draft.first, draft.second, draft.constants)
    return keep_live(listing_of(folded, setting.pool), setting.pool)


def _restore_held(program, draft):
    """Take back what made a constant that has no numeral; gives how often."""
    restored = 0
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode > VAR_Z and draft.is_constant(index) and sign_of_number(draft.constants[index]) == HELD:
            draft.opcodes[index] = opcode
            draft.first[index] = draft.same[program.first[index]]
            draft.second[index] = draft.same[program.second[index]]
            draft.constants[index] = 0.0
            restored += 1
    return restored
