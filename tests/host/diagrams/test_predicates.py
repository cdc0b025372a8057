import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host.diagrams.network import ALL, ANY, COMPARISONS
from pyfidget.host.diagrams.predicates import predicate_network
from pyfidget.parser import parse
from tests.conftest import ROOT
from tests.host.diagrams.evaluation import result_by_boxes
from tests.host.diagrams.test_programs import region_of
from tests.lowering.evaluation import lower_region, regions
from tests.models import load
from tests.passes.evaluation import coordinates, samples_of, values_of
from tests.strategies import programs, scaled


def network_of_text(text, *region):
    return predicate_network(parse('x var-x\ny var-y\n' + text, 'test.vm'), region_of(*(region or (-1.0, 1.0, -1.0, 1.0))))


def last(network):
    return network.nodes[network.result]


@given(programs(), regions(), st.lists(coordinates(), max_size=3))
def test_the_boxes_tell_inside_from_outside(program, at, inner):
    network = predicate_network(program, region_of(*at))
    for x, y in samples_of(*at[:4], inner):
        assert result_by_boxes(network, x, y, at[4]) == (values_of(program, x, y, at[4])[-1] < 0.0)


def count(network, operations):
    return sum(network.nodes[index].operation in operations for index in network.live())


@scaled(30)
@given(programs(), regions())
def test_comparisons_and_booleans_are_those_of_the_tape(program, at):
    network = predicate_network(program, region_of(*at))
    tape = lower_region(program, at)[2]
    assert count(network, COMPARISONS) == tape.comparisons - tape.values
    assert count(network, {ALL, ANY}) == tape.size - tape.comparisons


@pytest.mark.parametrize('name', ['gear', 'shell', 'tempest'])
def test_models(name):
    program = load(os.path.join(ROOT, 'models', name + '.vm'))
    network = predicate_network(program, region_of(-1.0, 1.0, -1.0, 1.0))
    assert count(network, COMPARISONS) > 0
    for x, y in [(0.0, 0.0), (0.5, 0.25), (-0.7, 0.1), (0.3, -0.8)]:
        assert result_by_boxes(network, x, y, 0.0) == (values_of(program, x, y, 0.0)[-1] < 0.0)


def test_a_disc():
    network = network_of_text('a square x\nb square y\nc add a b\nd sqrt c\nk const 0.5\nr sub d k')
    assert last(network).operation == '<' and last(network).name[0] == 'p'
    value, threshold = [network.nodes[index] for index in last(network).arguments]
    assert (value.operation, threshold.operation) == ('add', 'const') and 0.25 <= threshold.value <= 0.2500001
    assert (last(network).interval.lo, last(network).interval.hi) == (0.0, 2.0)


def test_a_coordinate_needs_no_interval():
    network = network_of_text('k const 0.5\nr sub k x')
    assert last(network).operation == '>' and last(network).interval is None


def test_two_values_are_compared_with_each_other():
    network = network_of_text('a mul x y\nr sub a y')
    assert last(network).operation == '<' and last(network).interval is None


def test_what_is_true_or_false_everywhere_is_one_node():
    assert last(network_of_text('k const 2\nr sub x k')).operation == 'true'
    assert last(network_of_text('k const 2\nr add x k')).operation == 'false'
    assert last(network_of_text('k const 0.5\nr sub k x', 0.75, 1.0, 0.0, 1.0)).operation == 'true'
