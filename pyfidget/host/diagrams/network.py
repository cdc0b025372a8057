"""What a dataflow drawing shows: values, comparisons and truths, each made of earlier ones.

The network of a program has values only; that of its predicates ends in truths. Grouping, formulas and drawing know networks
alone, so that both are drawn by the same code.
"""
from dataclasses import dataclass
from typing import Optional

from pyfidget.interval import Interval
from pyfidget.operations import OPERATIONS

CONSTANT, X, Y, Z = 'const', 'var-x', 'var-y', 'var-z'
BELOW, ABOVE = '<', '>'  # of two values
ALL, ANY = 'all', 'any'  # of two truths
TRUE, FALSE = 'true', 'false'  # a truth that is the same everywhere

SPINE = {'min', 'max', ALL, ANY}
COMPARISONS = {BELOW, ABOVE}
TRUTHS = COMPARISONS | {ALL, ANY}
ARITHMETIC = {row.name for row in OPERATIONS if row.arity > 0} - SPINE

NEITHER, X_ONLY, Y_ONLY, BOTH = range(4)


@dataclass(frozen=True)
class Node:
    """One operation: the name of a row of operations.OPERATIONS, or one of the words above.

    name       what formulas call its value
    arguments  indices of earlier nodes; as many as the operation takes
    value      of a CONSTANT
    interval   where the value lies in the region that is drawn, if there is one; of a comparison with a constant, where what is
               compared lies, if that is more than a coordinate
    """
    name: str
    operation: str
    arguments: tuple[int, ...] = ()
    value: float = 0.0
    interval: Optional[Interval] = None

    def is_leaf(self):
        return not self.arguments


class Network:
    """nodes   arguments before what takes them
    result  the index of the node that it is all for
    uses    how often each node is taken by others that the result needs; the result itself counts once; 0: it is dead
    classes X_ONLY, Y_ONLY, BOTH or NEITHER: which coordinates of a picture a value depends on; z is the same all over one
    """

    def __init__(self, nodes, result):
        self.nodes = nodes
        self.result = result
        self.uses = self._count_uses()
        self.classes = self._classify()

    def _count_uses(self):
        uses = [0] * len(self.nodes)
        uses[self.result] = 1
        for index in range(self.result, -1, -1):
            if uses[index]:
                for argument in self.nodes[index].arguments:
                    uses[argument] += 1
        return uses

    def _classify(self):
        classes = []
        for node in self.nodes:
            depends = {X: X_ONLY, Y: Y_ONLY}.get(node.operation, NEITHER)
            for argument in node.arguments:
                depends |= classes[argument]
            classes.append(depends)
        return classes

    def count_leaves(self):
        """How many constants and coordinates the result needs."""
        return sum(1 for index, node in enumerate(self.nodes) if self.uses[index] and node.is_leaf())

    def live(self):
        """The indices of the operations that the result needs; constants and coordinates are none."""
        return [index for index, node in enumerate(self.nodes) if self.uses[index] and not node.is_leaf()]
