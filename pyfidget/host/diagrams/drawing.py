"""Drawings of nodes and edges: DOT text, which is always to be had, and pictures of it, which Graphviz makes."""
import pathlib

import graphviz

from pyfidget.host.diagrams.command import Failure

FORMATS = ['dot', 'svg', 'png', 'pdf']
_FONT = 'Helvetica'


def new_drawing(title):
    """An empty directed graph, ready to be given nodes and edges; its title stands above it."""
    return graphviz.Digraph(
        graph_attr={'label': title, 'labelloc': 't', 'fontname': _FONT, 'fontsize': '16', 'bgcolor': 'white'},
        node_attr={'fontname': _FONT, 'fontsize': '11', 'shape': 'box', 'style': 'filled', 'fillcolor': 'white'},
        edge_attr={'fontname': _FONT, 'fontsize': '9', 'arrowsize': '0.6', 'color': '#555555'})


def write_drawing(drawing, path):
    """Write a drawing in the format that the path's extension names; Failure with one line if that cannot be."""
    path = pathlib.Path(path)
    kind = path.suffix[1:].lower()
    if kind not in FORMATS:
        raise Failure(f'-o: {path} ends in none of .{", .".join(FORMATS)}')
    if kind == 'dot':
        content = drawing.source.encode()
    else:
        try:
            content = drawing.pipe(format=kind)
        except graphviz.ExecutableNotFound:
            raise Failure(f'no program `dot` for a .{kind}: install Graphviz (Debian: graphviz), or write {path.with_suffix(".dot")}')
        except graphviz.CalledProcessError as error:
            raise Failure(f'dot could not draw {path}: {error.stderr.decode(errors="replace").strip().splitlines()[-1:]}')
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Failure(f'cannot write {path}: {error.strerror}')
