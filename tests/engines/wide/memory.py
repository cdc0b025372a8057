"""Memory that is not clean for the wide engine."""
from pyfidget.engines.wide import engine
from tests.lowering.evaluation import UsedPool
from tests.replacing import replaced


class _UsedPool(UsedPool):
    """Words are what somebody left, too, and what is sparse; and there are few for the arena, which has to grow."""

    def free_words(self):
        return 16

    passing_words = UsedPool.lasting_words
    sparse_words = UsedPool.lasting_words
    sparse_doubles = UsedPool.passing_doubles


def used_memory():
    return replaced(engine, Pool=lambda size, large_pages: _UsedPool())
