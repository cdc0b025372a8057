"""A chart of what each pass removed: level by level the shares of the operations, the programs' sizes, the rules that fired."""
import io
import math
import os

from pyfidget.host.diagrams.command import Failure, shown
from pyfidget.host.diagrams.pass_table import total
from pyfidget.output import write_file
from pyfidget.passes.counters import RULES
from pyfidget.system import from_bytes

try:
    import matplotlib
    from matplotlib.figure import Figure
except ModuleNotFoundError:  # not a package of every Python: whoever wants a chart is told
    matplotlib = None  # type: ignore[assignment]

FORMATS = ['svg', 'png', 'pdf']

_COLOURS = {'proven': '#a9d8a0', 'dead': '#9d9d9d', 'decide': '#f2b36b', 'fold': '#d9795d', 'peephole': '#f7e08a',
            'sign': '#bba3e3', 'left': '#e8e8e8'}
_NARROWEST = 4.0  # per cent: a narrower part has no number in it
_INK = '#222222'

# Widths and heights in inches.
_WIDTH, _LINE, _TITLE = 11.0, 0.3, 0.3


def draw_chart(rows, title):
    """The Figure of the Rows of a run; Failure if there is no package matplotlib."""
    if matplotlib is None:
        raise Failure('no Python package matplotlib: `pip install matplotlib`; in a checkout build/python3/bin/python has it')
    fired = [rule for rule in range(len(RULES)) if total(rows).fired[rule]]
    heights = [(len(rows) + 1) * _LINE + 1.0, max(len(fired), 1) * _LINE + 0.6]
    figure = Figure(figsize=(_WIDTH, _TITLE + sum(heights)), layout='constrained')
    figure.get_layout_engine().set(w_pad=0.1, h_pad=0.08)
    figure.suptitle(title, x=0.012, ha='left', fontsize=13, fontweight='bold', parse_math=False)
    upper, lower = figure.subfigures(2, 1, height_ratios=heights)
    shares, sizes = upper.subplots(1, 2, sharey=True, width_ratios=[3, 1])
    _draw_shares(shares, rows)
    _draw_sizes(sizes, rows)
    _draw_rules(lower.subplots(), rows, fired)
    return figure


def write_chart(figure, path):
    """Write a figure in the format that the path's extension names; Failure with one line if that cannot be."""
    content = io.BytesIO()
    kind = os.path.splitext(path)[1][1:].lower()
    # The same figure is the same file: no date, and names that do not change from run to run.
    with matplotlib.rc_context({'svg.hashsalt': 'pyfidget'}):
        figure.savefig(content, format=kind, dpi=150, metadata=_ANONYMOUS[kind])
    try:
        write_file(from_bytes(os.fsencode(path)), from_bytes(content.getvalue()))
    except OSError as error:
        raise Failure(f'cannot write {shown(path)}: {error.strerror}')


_ANONYMOUS = {'svg': {'Date': None}, 'png': {'Software': None}, 'pdf': {'CreationDate': None}}


def _draw_shares(axes, rows):
    """A bar for each level and one for all, each as long as the others: what became of its operations, in per cent."""
    bars = [*rows, total(rows)]
    starts = [0.0] * len(bars)
    for name, colour in _COLOURS.items():
        widths = [100.0 * getattr(row, name) / row.analysed for row in bars]
        if any(widths):
            drawn = axes.barh(_places(rows), widths, 0.8, starts, color=colour, edgecolor='white', label=name)
            axes.bar_label(drawn, [f'{width:.0f}' if width >= _NARROWEST else '' for width in widths], label_type='center',
                           fontsize=8, color=_INK)
        starts = [start + width for start, width in zip(starts, widths)]
    names = [f'level {depth}' for depth in range(len(rows))] + ['all']
    axes.set_yticks(_places(rows), [f'{name}, regions: {row.regions}, operations: {row.analysed}'
                                    for name, row in zip(names, bars)])
    axes.invert_yaxis()
    axes.set_xlim(0.0, 100.0)
    axes.set_title('Operations analysed, per cent: in proven regions, removed by a pass, left', loc='left', fontsize=10,
                   pad=26)
    axes.legend(loc='lower left', bbox_to_anchor=(0.0, 1.0), ncols=len(_COLOURS), frameon=False, fontsize=8, handlelength=1.0,
                columnspacing=1.2, borderaxespad=0.2)
    _strip(axes)


def _places(rows):
    """Where the bars lie: the last one, of all levels, a little apart."""
    return [*range(len(rows)), len(rows) + 0.25]


def _draw_sizes(axes, rows):
    """For each level the mean size of the programs that are analysed and of those that go on."""
    for depth, row in enumerate(rows):
        before = row.analysed / row.regions
        _draw_dot(axes, before, depth, '#999999', 'left')
        if row.undecided():
            after = row.left / row.undecided()
            axes.plot([after, before], [depth, depth], color='#cccccc', zorder=1)
            _draw_dot(axes, after, depth, '#3b78b5', 'right')
    axes.set_xscale('log')
    axes.margins(x=0.4)
    axes.set_title('Mean operations of a region\nbefore (grey) and after (blue)', loc='left', fontsize=10)
    _strip(axes)


def _draw_dot(axes, size, depth, colour, side):
    """A dot with its number on the side that is away from the other one."""
    axes.plot(size, depth, 'o', color=colour)
    axes.annotate(f'{size:.0f}', (size, depth), (6 if side == 'left' else -6, 0), textcoords='offset points', ha=side,
                  va='center', fontsize=8, color=_INK)


def _draw_rules(axes, rows, fired):
    """How often each rule fired, a column a level; a tenfold number is a darker shade."""
    columns = [*rows, total(rows)]
    counts = [[row.fired[rule] for row in columns] for rule in fired]
    shades = [[math.log10(count + 1) for count in line] for line in counts]
    if fired:
        axes.imshow(shades, cmap='Blues', vmin=0.0, vmax=2.0 * max(map(max, shades)), aspect='auto')
    for line, numbers in enumerate(counts):
        for column, number in enumerate(numbers):
            axes.text(column, line, number or '·', ha='center', va='center', fontsize=8, color=_INK)
    axes.set_title('How often each rule fired', loc='left', fontsize=10)
    never = [RULES[rule] for rule in range(len(RULES)) if rule not in fired]
    axes.set_xlabel(f'never: {"  ·  ".join(never)}' if never else '', fontsize=8, loc='left', color=_INK)
    _strip(axes)
    axes.set_yticks(range(len(fired)), [RULES[rule] for rule in fired])
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_xticks(range(len(columns)), [*[f'level {depth}' for depth in range(len(rows))], 'all'])


def _strip(axes):
    """Leave out frames and ticks: the numbers are written out."""
    axes.set_frame_on(False)
    axes.tick_params(length=0, labelsize=8)
    axes.set_xticks([])
    axes.minorticks_off()
