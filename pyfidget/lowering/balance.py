"""Chains of one boolean -> balanced trees of it.

Models are long chains of min or max, and so are the predicates made of them: ((a or b) or c) or d. AND and OR are associative,
so that a chain may be put together in any way, exactly. As a tree it is better in every later room: where few of its n
arguments are undecided, about log n booleans for each stay, instead of all from the first of them to the end of the chain;
and fewer wait for one another.

Arguments keep their order, in which neighbours tend to lie close together in the picture, too. A boolean that more than one other
takes is left whole.
"""
from pyfidget.lowering.predicates import SAME
from pyfidget.pool import IntList, Ints, all_ints, array, new_ints

_NOBODY, _INNER, _SEVERAL = -1, 0, 1  # who takes a predicate, if it is not one other: those are 2 and more


def balance(predicates, pool):
    """Rearrange the ANDs and ORs of some Predicates in place; listed are those that the root needs and no others. MemoryError."""
    if predicates.kinds[predicates.root] != SAME:
        _Balancer(predicates, pool).run()


class _Balancer(object):
    takers = array(Ints, '_takers')
    arguments = array(Ints, '_arguments')
    members = array(Ints, '_members')
    stack = array(Ints, '_stack')

    def __init__(self, predicates, pool):
        self.predicates = predicates
        # What takes each of those that the root needs; _INNER where it is inside a chain: its taker is of the same kind.
        self.takers = all_ints(pool, predicates.size, _NOBODY)
        self.comparisons = IntList(pool, predicates.comparisons.size + 1)
        self.booleans = IntList(pool, predicates.booleans.size)
        # The chain in hand: its arguments, from left to right; its booleans, the end first; and those still to be looked into.
        self.arguments = new_ints(pool, predicates.size)
        self.count = 0
        self.members = new_ints(pool, predicates.size)
        self.unused = 0  # members that have no place in the tree yet
        self.stack = new_ints(pool, predicates.size)

    def run(self):
        predicates = self.predicates
        self._find_takers()
        for position in range(predicates.comparisons.size):
            predicate = predicates.comparisons[position]
            self.comparisons.append_if(self.takers[predicate] != _NOBODY, predicate)
        for position in range(predicates.booleans.size):
            predicate = predicates.booleans[position]
            taker = self.takers[predicate]
            if taker != _NOBODY and taker != _INNER:
                self._rebuild(predicate)
        predicates.comparisons = self.comparisons
        predicates.booleans = self.booleans

    def _find_takers(self):
        """From the root down: when a predicate's turn comes, all that could take it have been there."""
        predicates = self.predicates
        takers = self.takers
        takers[predicates.root] = _SEVERAL  # the picture's question is left whole, too
        position = predicates.booleans.size - 1
        while position >= 0:
            predicate = predicates.booleans[position]
            taker = takers[predicate]
            if taker != _NOBODY:
                if taker > _SEVERAL and predicates.kinds[taker] == predicates.kinds[predicate]:
                    takers[predicate] = _INNER
                self._take(predicates.left[predicate], predicate)
                self._take(predicates.right[predicate], predicate)
            position -= 1

    def _take(self, argument, taker):
        self.takers[argument] = taker if self.takers[argument] == _NOBODY else _SEVERAL

    def _rebuild(self, end):
        """The chain that a predicate is the end of as a tree; it stays its root."""
        self._collect(end)
        while self.count > 1:
            self._pair_up(self.predicates.kinds[end])

    def _collect(self, end):
        """Find the arguments and the members of a chain."""
        predicates = self.predicates
        arguments = self.arguments
        members = self.members
        stack = self.stack
        stack[0] = end
        depth = 1
        count = 0
        booleans = 0
        while depth > 0:
            depth -= 1
            predicate = stack[depth]
            if predicate == end or self.takers[predicate] == _INNER:
                members[booleans] = predicate
                booleans += 1
                stack[depth] = predicates.right[predicate]
                stack[depth + 1] = predicates.left[predicate]
                depth += 2
            else:
                arguments[count] = predicate
                count += 1
        self.count = count
        self.unused = booleans

    def _pair_up(self, kind):
        """One level of the tree: a member for each pair of neighbours, and these are the next level's arguments."""
        arguments = self.arguments
        pairs = self.count // 2
        for pair in range(pairs):
            self.unused -= 1
            member = self.members[self.unused]
            self.predicates.define(member, kind, arguments[2 * pair], arguments[2 * pair + 1])
            self.booleans.append(member)
            arguments[pair] = member
        if self.count % 2 == 1:
            arguments[pairs] = arguments[self.count - 1]
        self.count -= pairs
