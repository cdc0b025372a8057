"""What a pass may know besides the program."""
from pyfidget.interval import everything
from pyfidget.passes.draft import Region


class Setting(object):
    """region   the intervals that the coordinates are known to lie in: a Region
    """
    _immutable_ = True

    def __init__(self, region):
        self.region = region


def anywhere():
    """The Region of all points, whatever their coordinates are: infinite or NaN, too."""
    return Region(everything(), everything(), everything())
