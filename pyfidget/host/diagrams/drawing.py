"""Drawings of nodes and edges: DOT text, which is always to be had, and pictures of it, which Graphviz makes."""
import contextlib
import html
import os
import pathlib
import sys
import threading
import time

from pyfidget.host.diagrams.command import Failure, shown
from pyfidget.output import write_file
from pyfidget.system import from_bytes

try:
    import graphviz
except ModuleNotFoundError:  # not a package of every Python: whoever wants a drawing is told
    graphviz = None

FORMATS = ['dot', 'svg', 'png', 'pdf']
# The letters of all of these have the same widths, or nearly: text fits its box where the drawing is shown, too.
_FONT = 'Helvetica,Arial,sans-serif'
_LARGE = 1000  # nodes and edges; dot takes some seconds for more
_TOO_LARGE = 12000  # and for more than these many minutes, and a page that nobody can read


def new_drawing(title, legend=()):
    """An empty directed graph, ready to be given nodes and edges.

    Its title stands above it, further lines of it in small print, and below that what the colours mean: legend is a list of
    (colour '#rrggbb', text). Failure if there is no package graphviz.
    """
    if graphviz is None:
        raise Failure('no Python package graphviz: `pip install graphviz`; in a checkout build/python3/bin/python has it')
    return graphviz.Digraph(
        graph_attr={'label': _heading(title, legend), 'labelloc': 't', 'labeljust': 'l', 'fontname': _FONT, 'fontsize': '11',
                    'bgcolor': 'white', 'pad': '0.2'},
        node_attr={'fontname': _FONT, 'fontsize': '11', 'shape': 'box', 'style': 'filled', 'fillcolor': 'white'},
        edge_attr={'fontname': _FONT, 'fontsize': '9', 'arrowsize': '0.6', 'color': '#555555'})


def escaped(text):
    """Any text as it stands in a label in Graphviz's HTML, where a backslash begins an escape sequence, too."""
    return html.escape(text).replace('\\', '\\\\')


def _heading(title, legend):
    first, *others = [escaped(shown(line)) for line in title.split('\n')]
    rows = [f'<tr><td align="left"><font point-size="16"><b>{first}</b></font></td></tr>']
    rows += [f'<tr><td align="left">{line}</td></tr>' for line in others]
    if legend:
        chips = ''.join(f'<td bgcolor="{colour}"><font color="{_legible_on(colour)}">{escaped(text)}</font></td>'
                        for colour, text in legend)
        # The row is as wide as the title, and Graphviz widens all of its cells alike: an empty one takes its share.
        row = f'<table border="0" cellspacing="4" cellpadding="4"><tr>{chips}<td></td></tr></table>'
        rows.append(f'<tr><td align="left">{row}</td></tr>')
    return f'<<table border="0" cellspacing="0">{"".join(rows)}</table>>'


def _legible_on(colour):
    """The colour of text on a colour `#rrggbb`: black, or white where that is dark."""
    red, green, blue = bytes.fromhex(colour[1:])
    return 'white' if 3 * red + 6 * green + blue < 1280 else 'black'  # about how light they are to the eye


def write_drawing(drawing, path):
    """Write a drawing in the format that the path's extension names; Failure with one line if that cannot be."""
    path = pathlib.Path(path)
    kind = path.suffix[1:].lower()
    if kind not in FORMATS:
        raise Failure(f'-o: {shown(path)} ends in none of .{", .".join(FORMATS)}')
    content = drawing.source.encode() if kind == 'dot' else _render(drawing, path, kind)
    try:
        write_file(from_bytes(os.fsencode(path)), from_bytes(content))
    except OSError as error:
        raise Failure(f'cannot write {shown(path)}: {error.strerror}')


@contextlib.contextmanager
def _waiting(what, takes_long):
    """Tell a terminal how long something has been taking."""
    if not takes_long or not sys.stderr.isatty():
        yield
        return
    ended = threading.Event()

    def tell():
        started = time.monotonic()
        while True:
            print(f'\r{what}: {time.monotonic() - started:.0f} s ', end='', file=sys.stderr, flush=True)
            if ended.wait(0.2):
                break

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()
        print('\r\x1b[K', end='', file=sys.stderr, flush=True)


def _render(drawing, path, kind):
    """The bytes of a picture, by dot."""
    size = len(drawing.body)
    if size >= _TOO_LARGE:
        raise Failure(f'{size} boxes and edges are too many for a .{kind}: write {shown(path.with_suffix(".dot"))}, '
                      'or draw an overview (graph --levels 12) or a part (graph --region)')
    try:
        with _waiting(f'drawing {size} boxes and edges with dot', size >= _LARGE):
            return drawing.pipe(format=kind)
    except graphviz.ExecutableNotFound:
        other = shown(path.with_suffix('.dot'))
        raise Failure(f'no program dot for a .{kind}: install Graphviz (Debian: graphviz), or write {other}')
    except graphviz.CalledProcessError as error:
        reasons = error.stderr.decode(errors='replace').split('\n')
        raise Failure(f'dot could not draw {shown(path)}: {shown(reasons[0]) or f"it ended with status {error.returncode}"}')
