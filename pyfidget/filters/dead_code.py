"""The pass `dead-code`: what the result does not need is left out.

Idempotent: the same result needs all that is left.
"""
from pyfidget.filters.needed import keep_needed

RULES = ['not needed']
_NOT_NEEDED = 0


def drop_dead_code(program, setting, tally):
    kept = keep_needed(program, setting.pool)
    tally.counts[_NOT_NEEDED] += program.size - kept.size
    return kept
