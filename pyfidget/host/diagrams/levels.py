"""Drawing a network that is too large to be drawn as it is: its operations in levels, by how many others each waits for.

The depth of an operation is 1 more than the greatest depth of what it takes; constants and coordinates have depth 0. A level is
a run of depths, all of the same length or nearly. An edge says how many values of one level are taken in another.
"""
from collections import Counter, defaultdict

from pyfidget.host.diagrams.dataflow import CLASS_LOOKS, counted
from pyfidget.host.diagrams.drawing import new_drawing
from pyfidget.host.diagrams.network import TRUTHS

_KINDS = 8  # of operations that a box names; the others are summed up


def draw_levels(network, title, count):
    """The drawing of a network in `count` levels, or in as many as it has depths; level 1 is the node `level 1`."""
    levels = _levels_of(network, count)
    drawing = new_drawing(f'{title}\n{_overview(network, len(levels))}; an edge says how many values go from level to level',
                          [(look.colour, look.text) for look in CLASS_LOOKS.values()])
    drawing.graph_attr.update(rankdir='LR', ranksep='0.6')
    drawing.node_attr.update(color='#00000040')
    place = {index: position for position, (_, members) in enumerate(levels) for index in members}
    for position, (depths, members) in enumerate(levels):
        drawing.node(_name(position), _label(network, position, depths, members), fillcolor=_colour(network, members))
    for (start, end), values in sorted(_flows(network, place).items()):
        drawing.edge(_name(start), _name(end), label=str(len(values)))
    return drawing


def _overview(network, levels):
    """How many operations there are. The numbers of a program add up to its size, as other reports have it."""
    live, leaves = network.live(), network.count_leaves()
    text = (f'{counted(len(live), "operation", "operations")} in {counted(levels, "level", "levels")} by depth; '
            f'{counted(leaves, "constant or coordinate is", "constants and coordinates are")} in none')
    unused = len(network.nodes) - len(live) - leaves
    if unused and not any(network.nodes[index].operation in TRUTHS for index in live):
        text += f', nor {unused} more that the result does not need'
    return text


def _levels_of(network, count):
    """For each level its depths, a range, and the indices of its operations."""
    depths = [0] * len(network.nodes)
    members = defaultdict(list)
    for index in network.live():
        depths[index] = 1 + max(depths[argument] for argument in network.nodes[index].arguments)
        members[depths[index]].append(index)
    deepest = max(members, default=0)
    count = min(count, deepest)
    cuts = [1 + position * deepest // count for position in range(count + 1)] if count else []
    return [(range(start, stop), [index for depth in range(start, stop) for index in members[depth]])
            for start, stop in zip(cuts, cuts[1:])]


def _flows(network, place):
    """For each pair of levels the values of the first one that the second one takes."""
    flows = defaultdict(set)
    for index, end in place.items():
        for argument in network.nodes[index].arguments:
            start = place.get(argument, end)
            if start != end:
                flows[start, end].add(argument)
    return flows


def _label(network, position, depths, members):
    kinds = Counter(network.nodes[index].operation for index in members).most_common()
    others = sum(number for _, number in kinds[_KINDS:])
    lines = [f'{number} {kind}' for kind, number in kinds[:_KINDS]] + ([f'{others} others'] if others else [])
    where = f'depth {depths[0]}' if len(depths) == 1 else f'depths {depths[0]} to {depths[-1]}'
    return '\n'.join([f'{_name(position)}, {where}', counted(len(members), 'operation', 'operations'), *lines])


def _colour(network, members):
    """Of the class that most of the operations have."""
    [(kind, _)] = Counter(network.classes[index] for index in members).most_common(1)
    return CLASS_LOOKS[kind].colour


def _name(position):
    return f'level {position + 1}'
