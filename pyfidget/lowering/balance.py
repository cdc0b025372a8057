"""Chains of one boolean -> balanced trees of it.

Models are long chains of min or max, and so are the predicates they become: ((a or b) or c) or d. AND and OR are associative,
so that a chain may be put together in any way, exactly. As a tree it is better in every later room: where few of its n
arguments are undecided, about log n booleans for each stay, instead of all from the first of them to the end of the chain;
and fewer wait for one another.

Arguments keep their order, in which neighbours tend to lie close together in the picture, too. A boolean that more than one other
takes is left whole.
"""
from pyfidget.lowering.predicates import AND, OR, SAME
from pyfidget.pool import Ints, all_bytes, all_ints


def balance(predicates, pool):
    """Rearrange the ANDs and ORs of some Predicates in place; `order` lists those that the root needs and no others.
    MemoryError."""
    if predicates.kinds[predicates.root] != SAME:
        _Balancer(predicates, pool).run()


class _Balancer(object):
    def __init__(self, predicates, pool):
        self.predicates = predicates
        self.uses = all_ints(pool, predicates.size, 0)
        self.inner = all_bytes(pool, predicates.size, 0)  # whether a predicate is inside a chain, not at its end
        self.order = Ints(pool, predicates.size)
        self.ordered = 0
        # The chain in hand: its arguments, its booleans, and those that are still to be looked into.
        self.arguments = Ints(pool, predicates.size)
        self.members = Ints(pool, predicates.size)
        self.stack = Ints(pool, predicates.size)

    def run(self):
        predicates = self.predicates
        self._count_uses()
        for position in range(predicates.ordered):
            predicate = predicates.order[position]
            if self.uses[predicate] == 0 or self.inner[predicate] != 0:
                continue
            if self._is_boolean(predicate):
                self._rebuild(predicate)
            else:
                self._append(predicate)
        predicates.order = self.order
        predicates.ordered = self.ordered

    def _is_boolean(self, predicate):
        kind = self.predicates.kinds[predicate]
        return kind == AND or kind == OR

    def _append(self, predicate):
        self.order[self.ordered] = predicate
        self.ordered += 1

    def _count_uses(self):
        """How many take each predicate, of those that the root needs; and which ones are inside a chain."""
        predicates = self.predicates
        uses = self.uses
        uses[predicates.root] = 1
        position = predicates.ordered - 1
        while position >= 0:
            predicate = predicates.order[position]
            if uses[predicate] != 0 and self._is_boolean(predicate):
                left = predicates.left[predicate]
                right = predicates.right[predicate]
                uses[left] = uses[left] + 1
                uses[right] = uses[right] + 1
            position -= 1
        for position in range(predicates.ordered):
            predicate = predicates.order[position]
            if uses[predicate] != 0 and self._is_boolean(predicate):
                self._mark_inner(predicate, predicates.left[predicate])
                self._mark_inner(predicate, predicates.right[predicate])

    def _mark_inner(self, predicate, argument):
        if self.uses[argument] == 1 and self.predicates.kinds[argument] == self.predicates.kinds[predicate]:
            self.inner[argument] = 1

    def _rebuild(self, end):
        """The chain that a predicate is the end of as a tree; it stays its root."""
        predicates = self.predicates
        kind = predicates.kinds[end]
        count, members = self._collect(end)
        # From the leaves up, pairs of neighbours: the arguments of one level are what the level below has made.
        used = 0
        while count > 1:
            made = 0
            position = 0
            while position + 1 < count:
                member = self.members[members - 1 - used]
                used += 1
                predicates.become(member, kind, self.arguments[position], self.arguments[position + 1])
                self._append(member)
                self.arguments[made] = member
                made += 1
                position += 2
            if position < count:
                self.arguments[made] = self.arguments[position]
                made += 1
            count = made

    def _collect(self, end):
        """Put a chain's arguments, from left to right, and its booleans, its end first, into the lists; gives how many there
        are."""
        predicates = self.predicates
        stack = self.stack
        stack[0] = end
        waiting = 1
        count = 0
        members = 0
        while waiting > 0:
            waiting -= 1
            predicate = stack[waiting]
            if predicate == end or self.inner[predicate] != 0 and predicates.kinds[predicate] == predicates.kinds[end]:
                self.members[members] = predicate
                members += 1
                stack[waiting] = predicates.right[predicate]
                stack[waiting + 1] = predicates.left[predicate]
                waiting += 2
            else:
                self.arguments[count] = predicate
                count += 1
        return count, members
