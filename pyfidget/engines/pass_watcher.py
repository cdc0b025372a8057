"""How many operations each part of the optimiser makes superfluous in the regions of a run.

The engine tells a watcher the sizes of its programs. Here they are made again, by the same passes, to be given to one part of
the optimiser more at a time.
"""
from pyfidget.engines.regions import region_of, shorten
from pyfidget.engines.statistics import Statistics
from pyfidget.engines.watcher import Watcher
from pyfidget.passes.counters import Counters
from pyfidget.passes.demand import count_live
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import Switches

PARTS = 3


class PassWatcher(Watcher):
    """live    by depth, summed up over the undecided regions: how many operations the value of the result needs in the program
            as it comes, after `decide`, and after `fold` as well; a part that the switches have off does nothing
    """

    def __init__(self, program, grid, switches):
        self.live = []
        self._programs = [program]  # of the whole picture, and on down to the quarters of the latest region that was divided
        self._grid = grid
        self._switches = switches
        self._parts = [Switches(False, False, False), Switches(switches.decide, False, False),
                       Switches(switches.decide, switches.fold, False)]

    def divided(self, depth, pixels, size, kept):
        self._undecided(depth, pixels, size, kept)

    def evaluated(self, depth, pixels, size, kept):
        self._undecided(depth, pixels, size, kept)

    def live_at(self, depth):
        """As `live`; nothing where no region of that depth was undecided."""
        return self.live[depth] if depth < len(self.live) else [0] * PARTS

    def _undecided(self, depth, pixels, size, kept):
        while len(self.live) <= depth:
            self.live.append([0] * PARTS)
        program = self._programs[depth]
        region = region_of(self._grid, pixels)
        for part in range(PARTS):
            self.live[depth][part] += count_live(optimise(program, region, self._parts[part], Counters()))
        shorter = shorten(optimise(program, region, self._switches, Counters()), self._switches, Statistics(False), depth)
        assert (program.size, shorter.size) == (size, kept)
        while len(self._programs) > depth + 1:
            self._programs.pop()
        self._programs.append(shorter)
