"""Reading DOT text back, by a parser that is not ours."""
import warnings

import pydot


def read_dot(text):
    """The attributes of each node by its name, and the edges as pairs of names in the order of the text."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)  # pydot calls pyparsing by names that it has newer ones for
        graph, = pydot.graph_from_dot_data(text)
    nodes = {_bare(node.get_name()): {name: _bare(value) for name, value in node.get_attributes().items()}
             for node in graph.get_nodes() if node.get_name() not in ('graph', 'node', 'edge')}
    return nodes, [(_bare(edge.get_source()), _bare(edge.get_destination())) for edge in graph.get_edges()]


def _bare(text):
    """A name or a value without the quotes that DOT may put around it."""
    return text[1:-1] if text.startswith('"') else text
