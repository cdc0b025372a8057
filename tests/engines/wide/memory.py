"""Memory that is not clean for the wide engine."""
from pyfidget.engines.wide import engine
from pyfidget.engines.wide.engine import Wide
from pyfidget.listing import listing_of
from tests.lowering.evaluation import UsedPool
from tests.replacing import replaced


class _UsedPool(UsedPool):
    """Words are what somebody left, too, and what is sparse; and there are few for the arena, which has to grow."""

    def free_words(self):
        return 16

    sparse_words = UsedPool.lasting_words
    sparse_doubles = UsedPool.passing_doubles


def used_memory():
    return replaced(engine, pool_for=lambda size: _UsedPool())


def new_wide(program, grid, threads):
    """The engine for a Program."""
    return Wide(listing_of(program, engine.pool_for(program.size)), grid, threads)
