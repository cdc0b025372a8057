"""What a pass may know and use besides the program."""
from pyfidget.interval import everything
from pyfidget.passes.draft import Region


class Setting(object):
    """region   the intervals that the coordinates are known to lie in: a Region
    pool     memory for the pass, and for the Listing that it makes; not that of the program
    """
    _immutable_ = True

    def __init__(self, region, pool):
        self.region = region
        self.pool = pool


def anywhere():
    """The Region of all points, whatever their coordinates are: infinite or NaN, too."""
    return Region(everything(), everything(), everything())
