"""A program that passes are run over, one after the other.

There are two pools of memory: one has the program, the other is a pass's, which leaves in it what it has made. Then they change
roles. So passes take memory that is there already: fresh memory would cost more than what most of them do.
"""
from pyfidget.filters.setting import Setting
from pyfidget.filters.tally import Tally
from pyfidget.pool import pool_for


class Chain(object):
    """program: the Listing that has been made so far."""

    def __init__(self, program, region):
        """program: a Listing that has its pool for itself, which is the chain's from now on; region: a Region. MemoryError."""
        self.program = program
        self.region = region
        self.spare = pool_for(program.size)

    def run(self, one):
        """Run a Pass; gives the Tally of its rules. MemoryError."""
        tally = Tally(one.rules)
        made = one.run(self.program, Setting(self.region, self.spare), tally)
        if made.pool is not self.program.pool:
            self.spare, self.program = self.program.pool, made
            self.spare.forget_passing()
        return tally

    def release(self):
        """Free all memory, that of the program, too."""
        self.spare.release()
        self.program.pool.release()
