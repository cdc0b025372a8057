import os
import re

import pytest
from hypothesis import given

from pyfidget.host.diagrams.boxes import group
from pyfidget.host.diagrams.dataflow import draw_network
from pyfidget.host.diagrams.predicates import predicate_network
from pyfidget.host.diagrams.programs import network_of, specialised_network
from pyfidget.parser import parse
from tests.conftest import ROOT
from tests.host.diagrams.reading import read_dot
from tests.host.diagrams.test_programs import region_of
from tests.models import load
from tests.strategies import programs, scaled

PICTURE = region_of(-1.0, 1.0, -1.0, 1.0)


def read_drawing(network):
    """The attributes of each node, and the edges, of the DOT text."""
    return read_dot(draw_network(network, 'test.vm').source)


def labels_in(network):
    """What stands in each box, by the name of its node."""
    return {name: plain(attributes['label']) for name, attributes in read_drawing(network)[0].items()}


def plain(label):
    assert label.startswith('<') and label.endswith('>')
    text = re.sub(r'<[^>]*>', '', label[1:-1].replace('<br align="left"/>', '\n')).strip()
    return text.replace('&lt;', '<').replace('&gt;', '>').replace('\N{NO-BREAK SPACE}', ' ')


def labels_of(text, region=None):
    program = parse('x var-x\ny var-y\n' + text, 'test.vm')
    return list(labels_in(specialised_network(program, region)[0] if region else network_of(program)).values())


def check(network):
    """Nodes are boxes, edges what they take, and the operations that are written into boxes those that are needed."""
    labels = labels_in(network)
    edges = read_drawing(network)[1]
    boxes = group(network)
    assert sorted(labels) == sorted(network.nodes[box.root].name for box in boxes)
    taken = [(network.nodes[index].name, network.nodes[box.root].name) for box in boxes for index in box.operands
             if not network.nodes[index].is_leaf()]
    assert sorted(edges) == sorted(set(taken))
    counts = [int(re.search(r'(\d+) operations?$', label).group(1)) for label in labels.values() if 'operation' in label]
    assert sum(counts) == len(network.live())
    assert [name for name, label in labels.items() if label.startswith('result\n')] == [network.nodes[network.result].name]


@scaled(20)
@given(programs())
def test_nodes_and_edges_are_those_of_the_program(program):
    check(network_of(program))


@scaled(20)
@given(programs())
def test_nodes_and_edges_are_those_of_what_a_region_leaves(program):
    check(specialised_network(program, PICTURE)[0])


@scaled(20)
@given(programs())
def test_nodes_and_edges_are_those_of_the_predicates(program):
    check(predicate_network(program, PICTURE))


@pytest.mark.parametrize('name', ['gear', 'moon', 'drops'])
def test_models(name):
    program = load(os.path.join(ROOT, 'models', name + '.vm'))
    check(network_of(program))
    check(predicate_network(program, PICTURE))


def test_formulas_name_what_they_take():
    assert labels_of('a square x\nb sqrt y\nm min a b\nk const 2\nn sub m a\nr max n k') == [
        'v2 = x²\n1 operation', '√(y)\n1 operation', 'v4 = min of 2\n1 operation', 'v4 - v2\n1 operation',
        'result\nmax of 2, among them 2\n1 operation']


def test_constants_are_as_long_as_it_takes_to_tell_them_apart():
    text = 'k const 0.33333333\nl const 0.33333\na add x k\nb add a l'
    assert labels_of(text) == ['result\nx + 0.333333 + 0.33333\n2 operations']


def test_a_region_shows_where_values_lie():
    assert labels_of('a square x\nr sub a y', region_of(-0.5, 0.25, 0.0, 1.0)) == ['result\nx² - y\n[-1, 0.25], 2 operations']
    assert labels_of('r sqrt x', region_of(-0.5, 1.0, 0.0, 1.0)) == ['result\n√(x)\n[0, 1] or NaN, 1 operation']


def test_comparisons_and_booleans():
    program = parse('x var-x\ny var-y\nk const 0.5\na sub x k\nb add y k\nc max a b\nd add x y\nr min c d', 'test.vm')
    assert sorted(labels_in(predicate_network(program, PICTURE)).values()) == [
        'and of 2\n1 operation', 'result\nor of 2\n1 operation', 'x + y < 0\n[-2, 2], 2 operations', 'x < 0.5\n1 operation',
        'y < -0.5\n1 operation']


def test_verdicts():
    for text, verdict in [('r sqrt x', 'outside everywhere'), ('k const -2\nr add x k', 'inside everywhere')]:
        network = predicate_network(parse('x var-x\n' + text, 'test.vm'), PICTURE)
        assert list(labels_in(network).values()) == ['result\n' + verdict]


def colours_of(text):
    nodes, _ = read_drawing(network_of(parse('x var-x\ny var-y\nz var-z\n' + text, 'test.vm')))
    return [attributes['fillcolor'] for attributes in nodes.values()]


def test_colours_tell_classes_apart():
    text = 'a square x\nb square y\nc square z\nd min a b\ne max c d\nf add a b\ng min e f\nh max g c\ni min b h'
    x, y, z, minimum, maximum, both, *others = colours_of(text)
    assert len({x, y, z, minimum, maximum, both}) == 6
    assert others == [minimum, maximum, minimum]


def test_the_legend_has_the_colours_that_are_there():
    source = draw_network(network_of(parse('x var-x\ny var-y\na neg x\nb neg y\nc max a b', 'test.vm')), 'test.vm').source
    heading = source[source.index('label='):source.index('labeljust')]
    assert re.findall('<font color="[a-z]+">([^<]*)', heading) == ['max', 'of x alone', 'of y alone']
    assert '3 operations in 3 boxes' in heading


def test_the_same_box_taken_twice_is_one_edge():
    assert read_drawing(network_of(parse('x var-x\na neg x\nb mul a a', 'test.vm')))[1] == [('v1', 'v2')]
