"""What the quadtree engine did in one frame, level by level."""
from pyfidget.passes.counters import RULES, Counters


class Level(object):
    """The regions of one depth of the recursion, and the sums of their programs' sizes.

    before      of all regions: what is analysed
    undecided   of the regions that are neither inside nor outside: the same, and what is needed
    optimised     after the optimiser,
    demanded      after the demanded-sign pass,
    kept          in the program that goes on

    fired         how often each rule of counters.RULES fired, in all regions
    """

    def __init__(self):
        self.regions = 0
        self.inside = 0
        self.outside = 0
        self.evaluated = 0
        self.before = 0
        self.undecided = 0
        self.optimised = 0
        self.demanded = 0
        self.kept = 0
        self.fired = [0] * len(RULES)


class Statistics(object):
    """counting: whether levels are kept; without it only the counters of the rules are.

    A region is counted when the optimiser is through with it, its passes when they are, and both before its quarters: so the
    rules that fired since the last count fired there.
    """

    def __init__(self, counting):
        self.counting = counting
        self.counters = Counters()
        self.levels = []
        self._settled = [0] * len(RULES)  # how much of the counters is in the levels

    def count_region(self, depth, size, is_inside, is_outside):
        level = self._level(depth)
        level.regions += 1
        level.before += size
        if is_inside:
            level.inside += 1
        elif is_outside:
            level.outside += 1
        self._settle(level)

    def count_passes(self, depth, before, optimised, demanded, kept):
        level = self._level(depth)
        level.undecided += before
        level.optimised += optimised
        level.demanded += demanded
        level.kept += kept
        self._settle(level)

    def count_leaf(self, depth):
        self._level(depth).evaluated += 1

    def _settle(self, level):
        """The rules that fired since this was last called fired on this level."""
        for rule in range(len(RULES)):
            level.fired[rule] += self.counters.fired[rule] - self._settled[rule]
            self._settled[rule] = self.counters.fired[rule]

    def _level(self, depth):
        while len(self.levels) <= depth:
            self.levels.append(Level())
        return self.levels[depth]

    def lines(self):
        """The tables as lines of text."""
        lines = ['level  regions   inside  outside evaluated |   before  undecided  optimise      sign      dead']
        for depth in range(len(self.levels)):
            level = self.levels[depth]
            lines.append(''.join([
                _column(depth, 5), _column(level.regions, 9), _column(level.inside, 9), _column(level.outside, 9),
                _column(level.evaluated, 10), ' |', _column(level.before, 9), _column(level.undecided, 11),
                _column(level.optimised, 10), _column(level.demanded, 10), _column(level.kept, 10)]))
        for rule in range(len(RULES)):
            lines.append('%s%s' % (_left(RULES[rule], 16), _column(self.counters.fired[rule], 9)))
        return lines


def _column(number, width):
    text = '%d' % number
    return ' ' * max(width - len(text), 0) + text


def _left(text, width):
    return text + ' ' * max(width - len(text), 0)
