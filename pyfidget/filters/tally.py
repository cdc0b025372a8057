"""What the rules of a pass did: a counter for each."""


class Tally(object):
    """names: of the rules, in the order of their numbers; counts: how often each rule was used."""

    def __init__(self, names):
        self.names = names
        self.counts = [0] * len(names)

    def count(self, rule):
        self.counts[rule] += 1

    def total(self):
        total = 0
        for count in self.counts:
            total += count
        return total
