"""Drawing a network: a box for each group of operations, an edge from each box that it takes, the result at the right end."""
from dataclasses import dataclass

from pyfidget.host.diagrams.boxes import group
from pyfidget.host.diagrams.drawing import escaped, new_drawing
from pyfidget.host.diagrams.formulas import formula, operand_text, wrapped
from pyfidget.host.diagrams.network import (
    ALL,
    ANY,
    BOTH,
    COMPARISONS,
    CONSTANT,
    FALSE,
    NEITHER,
    SPINE,
    TRUE,
    TRUTHS,
    X_ONLY,
    Y_ONLY,
)
from pyfidget.host.diagrams.numerals import short_numerals

_LINE = 44  # characters of a formula
_LINE_END = '<br align="left"/>'
_VERDICTS = {TRUE: 'inside everywhere', FALSE: 'outside everywhere'}


@dataclass(frozen=True)
class _Kind:
    """How a box looks. The edges from it have a strong tone of its colour, transparent: where hundreds lie close they show."""
    colour: str
    edge: str
    text: str


_SPINE = {'min': _Kind('#b4531f', '#b4531fb0', 'min'), 'max': _Kind('#5a4a9c', '#5a4a9cb0', 'max'),
          ANY: _Kind('#b4531f', '#b4531fb0', 'or'), ALL: _Kind('#5a4a9c', '#5a4a9cb0', 'and')}
# Blue and yellow make green.
CLASS_LOOKS = {X_ONLY: _Kind('#cfe2f7', '#3b78b8b0', 'of x alone'), Y_ONLY: _Kind('#fbeeb8', '#b8901cb0', 'of y alone'),
            BOTH: _Kind('#d5edcb', '#4f8f3ab0', 'of x and y'), NEITHER: _Kind('#e9e9e9', '#777777b0', 'constant, or of z')}


def draw_network(network, title):
    """The drawing of a network. A box that stands for operation v12 is the node v12."""
    boxes = group(network)
    painter = _Painter(network, boxes)
    drawing = new_drawing(f'{title}\n{painter.overview()}', painter.legend())
    drawing.graph_attr.update(rankdir='LR', nodesep='0.12', ranksep='0.5')
    drawing.node_attr.update(height='0.3', margin='0.1,0.05', color='#00000040')
    for box in boxes:
        painter.add(drawing, box)
    return drawing


class _Painter:
    """Draws the boxes of one network."""

    def __init__(self, network, boxes):
        self.network = network
        self.boxes = boxes
        constants = {index for box in boxes for index in [box.root, *box.operands]
                     if network.nodes[index].operation == CONSTANT}
        self.numeral = short_numerals([network.nodes[index].value for index in constants])
        # What a formula calls by its name; a min is told by its edges.
        self.named = {index for box in boxes if not self._is_spine(box.root) for index in box.operands}

    def _is_spine(self, index):
        return self.network.nodes[index].operation in SPINE

    def _kind(self, index):
        """The _Kind of a node's box."""
        if self._is_spine(index):
            return _SPINE[self.network.nodes[index].operation]
        return CLASS_LOOKS[self.network.classes[index]]

    def overview(self):
        """The size of the drawing, and how to read it. The numbers of a program add up to its size, as other reports have it."""
        boxes = f'in {counted(len(self.boxes), "box", "boxes")}'
        live = [self.network.nodes[index].operation for index in self.network.live()]
        if any(operation in TRUTHS for operation in live):
            comparisons = sum(operation in COMPARISONS for operation in live)
            booleans = sum(operation in (ALL, ANY) for operation in live)
            values = len(live) - comparisons - booleans
            text = (f'{counted(values, "value", "values")}, {counted(comparisons, "comparison", "comparisons")}, '
                    f'{counted(booleans, "and/or", "and/or")} {boxes}; among the values are sums that are only compared, which '
                    'a tape does not store; constants and coordinates stand in the formulas')
        else:
            leaves = self.network.count_leaves()
            unused = len(self.network.nodes) - len(live) - leaves
            text = (f'{counted(len(live), "operation", "operations")} {boxes}; '
                    f'{counted(leaves, "constant or coordinate stands", "constants and coordinates stand")} in the formulas')
            if unused:
                text += f'; {unused} more that the result does not need'
        if any(self.network.nodes[box.root].interval for box in self.boxes):
            text += ', and in brackets where values lie'
        return text

    def legend(self):
        """(colour, text) for the boxes that there are."""
        kinds = {self._kind(box.root) for box in self.boxes}
        return [(kind.colour, kind.text) for kind in [*_SPINE.values(), *CLASS_LOOKS.values()] if kind in kinds]

    def add(self, drawing, box):
        """A box and the edges to it."""
        node = self.network.nodes[box.root]
        attributes = {'label': self._label(box), 'fillcolor': self._kind(box.root).colour}
        if self._is_spine(box.root):
            attributes['fontcolor'] = 'white'
        if node.operation in COMPARISONS:
            attributes['style'] = 'rounded,filled'
        if box.root == self.network.result:
            attributes.update(peripheries='2', penwidth='2', color='black')
        drawing.node(node.name, **attributes)
        for index in dict.fromkeys(box.operands):
            if not self.network.nodes[index].is_leaf():
                drawing.edge(self.network.nodes[index].name, node.name, color=self._kind(index).edge)

    def _label(self, box):
        """What a box says: what it is, and in small print where its value lies and for how many operations it stands."""
        lines = [escaped(line) for line in self._lines(box)]
        if box.root == self.network.result:
            lines.insert(0, '<b>result</b>')
        notes = self._notes(box)
        if notes:
            lines.append(f'<font point-size="8">{escaped(notes)}</font>')
        return f'<{"".join(line + _LINE_END for line in lines)}>'

    def _lines(self, box):
        node = self.network.nodes[box.root]
        if node.operation in _VERDICTS:
            return [_VERDICTS[node.operation]]
        text = self._spine_text(box) if self._is_spine(box.root) else formula(self.network, box, self.numeral)
        return wrapped(f'{node.name} = {text}' if box.root in self.named else text, _LINE)

    def _spine_text(self, box):
        leaves = [self.network.nodes[index] for index in box.operands if self.network.nodes[index].is_leaf()]
        text = f'{self._kind(box.root).text} of {len(box.operands)}'
        if leaves:
            text += f', among them {", ".join(operand_text(leaf, self.numeral) for leaf in leaves)}'
        return text

    def _notes(self, box):
        interval = self.network.nodes[box.root].interval
        notes = [] if interval is None else [_interval_text(interval)]
        if box.members:
            notes.append(counted(len(box.members), 'operation', 'operations'))
        return ', '.join(notes)


def _interval_text(interval):
    """`[-0.5, 1.25]`, the bounds in four digits; and whether NaN may be."""
    # Plus zero, so that no bound reads -0: bounds do not tell the zeros apart.
    return f'[{interval.lo + 0.0:.4g}, {interval.hi + 0.0:.4g}]' + (' or NaN' if interval.maybe_nan else '')


def counted(number, one, many):
    """`1 box`, `2 boxes`."""
    return f'{number} {one if number == 1 else many}'
