"""The end of every fast path: a value as the sum of two doubles, and whether it rounds to one double for sure."""
from pyfidget.elementary import comparing


def settle(function, a, b, high, low, bound):
    """The double nearest to the true value of function(a), or of (a, b), which is high + low with an error below `bound`.

    |low| is small against |high|, and the bound so small that it leaves two doubles at most. function: comparing.py's number.
    """
    below = high + (low - bound)
    above = high + (low + bound)
    if below == above:
        return below
    return _decide(function, a, b, below, above)


settle._always_inline_ = True


def _decide(function, a, b, below, above):
    if above <= 0.0:
        return -comparing.nearest(function, a, b, -above)
    return comparing.nearest(function, a, b, below)


_decide._dont_inline_ = True
