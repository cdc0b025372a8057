import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.host.diagrams.boxes import group
from pyfidget.host.diagrams.programs import network_of, specialised_network
from pyfidget.interval import point, span
from pyfidget.parser import parse
from pyfidget.passes.draft import Region
from tests.conftest import ROOT
from tests.host.diagrams.evaluation import MEANINGS, leaf_value, result_by_boxes
from tests.models import load
from tests.passes.evaluation import bounds, coordinates, samples_of, sign_of, values_of
from tests.strategies import programs, scaled


def region_of(left, right, bottom, top, z=0.0):
    return Region(span(left, right), span(bottom, top), point(z))


@given(programs(), bounds(), st.lists(coordinates(), max_size=3))
def test_what_is_specialised_has_the_sign_of_the_program_in_the_region(program, at, inner):
    network, result = specialised_network(program, region_of(*at))
    for x, y in samples_of(*at[:4], inner):
        value = values_of(program, x, y, at[4])[-1]
        assert result.contains(value)
        assert sign_of(result_by_boxes(network, x, y, at[4])) == sign_of(value)


@scaled(50)
@given(programs(), bounds(), st.lists(coordinates(), max_size=3))
def test_values_lie_in_their_intervals(program, at, inner):
    network, _ = specialised_network(program, region_of(*at))
    for x, y in samples_of(*at[:4], inner):
        values = []
        for node in network.nodes:
            arguments = [values[argument] for argument in node.arguments]
            values.append(MEANINGS[node.operation](*arguments) if arguments else leaf_value(node, x, y, at[4]))
            assert node.interval.contains(values[-1])


def test_a_program_as_it_stands_has_no_intervals():
    program = parse('x var-x\nk const 2\nr sub x k', 'test.vm')
    network = network_of(program)
    assert [(node.name, node.operation, node.arguments, node.value, node.interval) for node in network.nodes] == [
        ('v0', 'var-x', (), 0.0, None), ('v1', 'const', (), 2.0, None), ('v2', 'sub', (0, 1), 0.0, None)]
    assert network.result == 2 and network.uses == [1, 1, 1] and network.classes == [1, 0, 1]


def test_a_region_leaves_out_what_does_not_matter_in_it():
    program = parse('x var-x\ny var-y\nk const 3\na sub x k\nb sub y k\nc add x y\nd max a c\ne min d b', 'test.vm')
    network, result = specialised_network(program, region_of(0.0, 1.0, 0.0, 1.0))
    # b is always negative there, so that the minimum is, too.
    assert [node.operation for node in network.nodes] == ['var-y', 'const', 'sub']
    assert result.always_negative()


def test_the_interval_is_that_of_the_whole_result():
    program = parse('x var-x\ny var-y\na square y\nr min a x', 'test.vm')
    network, result = specialised_network(program, region_of(0.5, 1.0, 0.0, 1.0))
    # For the sign x alone will do; the result can be smaller.
    assert [node.operation for node in network.nodes] == ['var-x']
    assert (result.lo, result.hi) == (0.0, 1.0)


@pytest.mark.parametrize('name', ['gear', 'tempest'])
def test_a_region_of_a_model_has_fewer_operations(name):
    program = load(os.path.join(ROOT, 'models', name + '.vm'))
    network, _ = specialised_network(program, region_of(-0.25, 0.0, 0.25, 0.5))
    assert 0 < len(network.live()) < len(network_of(program).live())


@pytest.mark.parametrize('left, bottom', [(0.0, 0.0), (-0.25, 0.25), (0.25, -0.5), (-0.75, 0.5)])
def test_an_eighth_of_prospero_fits_a_page(left, bottom, shared_models):
    program = load(os.path.join(shared_models, 'prospero.vm'))
    network, _ = specialised_network(program, region_of(left, left + 0.25, bottom, bottom + 0.25))
    assert len(group(network)) <= 150
    for x, y in [(left, bottom), (left + 0.1, bottom + 0.2)]:
        assert sign_of(result_by_boxes(network, x, y, 0.0)) == sign_of(values_of(program, x, y, 0.0)[-1])
