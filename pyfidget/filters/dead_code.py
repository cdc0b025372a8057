"""The pass `dead-code`: what the result does not need is left out.

Idempotent: the same result needs all that is left.
"""
from pyfidget.filters.uses import keep_live

RULES = ['not needed']
_NOT_NEEDED = 0


def drop_dead_code(program, setting, tally):
    kept = keep_live(program, setting.pool)
    tally.counts[_NOT_NEEDED] += program.size - kept.size
    return kept
