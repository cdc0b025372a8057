"""Grouping a network into boxes: what is used once goes into the box of what uses it, if both are of one sort.

    arithmetic into arithmetic, and into a comparison    a box is a formula
    min into min, max into max, and so on                a box is one min of many; in order, it is the same to the last bit

Constants and coordinates belong to no box: they are written wherever they are taken.
"""
from dataclasses import dataclass

from pyfidget.host.diagrams.network import ARITHMETIC, COMPARISONS, SPINE


@dataclass(frozen=True)
class Box:
    """root      the node whose value the box is
    members   the operations that it stands for, rising, the root last; none where the root is a leaf
    operands  what these take that is no member, from left to right, as often as it is taken: leaves and roots of other boxes
    """
    root: int
    members: list[int]
    operands: list[int]


def group(network):
    """The Boxes of a network, by rising roots: together they stand for each operation that the result needs, once."""
    inner = _find_inner(network)
    roots = [index for index in network.live() if not inner[index]]
    return [_collect(network, root, inner) for root in roots or [network.result]]


def _find_inner(network):
    """For each node whether it goes into the box of what uses it."""
    inner = [False] * len(network.nodes)
    for index in network.live():
        for argument in network.nodes[index].arguments:
            inner[argument] = network.uses[argument] == 1 and _go_together(network.nodes[index], network.nodes[argument])
    return inner


def _go_together(user, argument):
    if argument.operation in SPINE:
        return argument.operation == user.operation
    return argument.operation in ARITHMETIC and (user.operation in ARITHMETIC or user.operation in COMPARISONS)


def _collect(network, root, inner):
    members = []
    operands = []
    worklist = [root]
    while worklist:
        index = worklist.pop()
        node = network.nodes[index]
        if not node.is_leaf() and (index == root or inner[index]):
            members.append(index)
            worklist.extend(reversed(node.arguments))
        elif index != root:
            operands.append(index)
    return Box(root, sorted(members), operands)
