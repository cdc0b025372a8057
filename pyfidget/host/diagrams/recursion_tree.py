"""Drawing the tree of a recursion: a box for each region, one box for all that is below a region that is not opened."""
from dataclasses import dataclass
from typing import Optional

from pyfidget.host.diagrams.drawing import new_drawing
from pyfidget.host.diagrams.recursion import LEAVES, Fate, summarise

# The three that are left are told apart by anyone who sees colours in some way, and are light enough for black letters.
COLOURS = {Fate.OUTSIDE: '#a9d8a0', Fate.INSIDE: '#9cc4f0', Fate.EVALUATED: '#fbe48a', Fate.DIVIDED: '#ececec'}
_WORDS = {Fate.OUTSIDE: 'proven outside, left empty', Fate.INSIDE: 'proven inside, filled',
          Fate.EVALUATED: 'evaluated pixel by pixel', Fate.DIVIDED: 'divided'}


@dataclass(frozen=True)
class Opening:
    """Which divided regions are opened: those of a depth below this one, and of these all or those alone that hold a pixel."""
    depth: float
    pixel: Optional[tuple[int, int]] = None

    def opens(self, region):
        return region.depth < self.depth and (self.pixel is None or region.holds(self.pixel))


def draw_recursion(root, opening, title):
    """The drawing of the tree below a region, its nodes named after their regions; what is not opened ends in a Summary."""
    drawing = new_drawing(f'{title}\n{_overview(root)}', [(COLOURS[fate], _WORDS[fate]) for fate in [*LEAVES, Fate.DIVIDED]])
    drawing.graph_attr.update(rankdir='LR', nodesep='0.06', ranksep='0.45', ordering='out')
    drawing.node_attr.update(fontsize='10', width='1.3', height='0.3', margin='0.09,0.04', color='#00000040')
    drawing.edge_attr['arrowhead'] = 'none'
    _add(drawing, root, opening)
    return drawing


def _overview(root):
    below = summarise(root)
    return (f'{_count(below.regions + 1, "region")}: size in pixels at column,row; operations of the program before → after, '
            'constants and coordinates among them; '
            'a dashed line leads to what is left out, with its share of the pixels')


def _add(drawing, region, opening):
    drawing.node(_name(region), _label(region), fillcolor=COLOURS[region.fate])
    if not region.quarters:
        return
    if opening.opens(region):
        for quarter in region.quarters:
            _add(drawing, quarter, opening)
            drawing.edge(_name(region), _name(quarter), weight=_weight(quarter, opening))
    else:
        name = f'below {_name(region)}'
        drawing.node(name, **_summary_attributes(summarise(region)))
        drawing.edge(_name(region), name, style='dashed')


def _weight(quarter, opening):
    """The path to a pixel is drawn straight; without one every region has its quarters around it."""
    return '8' if opening.pixel and quarter.quarters and opening.opens(quarter) else '1'


def _name(region):
    return f'{_size(region)} at {region.pixels.left},{region.pixels.top}'


def _size(region):
    pixels = region.pixels
    return f'{pixels.right - pixels.left}×{pixels.bottom - pixels.top}'


def _label(region):
    if region.kept is None:
        outcome = f'{region.size} → {region.fate.value}'
    elif region.fate == Fate.EVALUATED:
        outcome = f'{region.size} → {region.kept}, evaluated'
    else:
        outcome = f'{region.size} → {region.kept}'
    return f'{_name(region)}\n{outcome}'


def _summary_attributes(summary):
    """Striped in the colours of the fates, each as wide as its share of the pixels."""
    total = sum(summary.pixels.values())
    present = [fate for fate in LEAVES if summary.leaves[fate]]
    shares = [f'{summary.leaves[fate]} {fate.value} ({_percent(summary.pixels[fate], total)})' for fate in present]
    stripes = [f'{COLOURS[fate]};{summary.pixels[fate] / total:.4f}' for fate in present[:-1]] + [COLOURS[present[-1]]]
    return {'label': f'{_count(summary.regions, "region")}, {_count(total, "pixel")}\n{", ".join(shares)}',
            'fillcolor': ':'.join(stripes), 'style': 'striped' if len(present) > 1 else 'filled', 'width': '2.6'}


def _percent(part, whole):
    share = round(100.0 * part / whole)
    return f'{share} %' if 0 < share < 100 or part in (0, whole) else '< 1 %' if share == 0 else '> 99 %'


def _count(number, thing):
    return f'{number} {thing}' if number == 1 else f'{number} {thing}s'
