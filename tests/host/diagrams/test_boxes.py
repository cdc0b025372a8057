from hypothesis import given

from pyfidget.host.diagrams.boxes import group
from pyfidget.host.diagrams.programs import network_of
from pyfidget.parser import parse
from tests.host.diagrams.evaluation import result_by_boxes
from tests.passes.evaluation import coordinates, values_of
from tests.strategies import programs, same, scaled


def boxes_of(text):
    """The boxes of a program, each as the operations that it stands for and what they take; numbers are lines."""
    return [(box.members, box.operands) for box in group(network_of(parse(text, 'test.vm')))]


@scaled(60)
@given(programs(), coordinates(), coordinates(), coordinates())
def test_boxes_give_the_value_of_the_program(program, x, y, z):
    assert same(result_by_boxes(network_of(program), x, y, z), values_of(program, x, y, z)[-1])


@scaled(50)
@given(programs())
def test_each_operation_that_is_needed_is_in_one_box_behind_those_that_it_takes(program):
    network = network_of(program)
    boxes = group(network)
    assert sorted(index for box in boxes for index in box.members) == network.live()
    roots = [box.root for box in boxes]
    assert roots == sorted(set(roots)) and roots[-1] == network.result
    for box in boxes:
        assert all(index in roots and index < box.root for index in box.operands if not network.nodes[index].is_leaf())


def test_arithmetic_that_is_used_once_is_one_box():
    assert boxes_of('x var-x\ny var-y\na square x\nb square y\nc add a b\nd sqrt c') == [([2, 3, 4, 5], [0, 1])]


def test_what_is_used_twice_has_a_box_of_its_own():
    assert boxes_of('x var-x\na square x\nb neg a\nc add a b') == [([1], [0]), ([2, 3], [1, 1])]
    assert boxes_of('x var-x\na square x\nb mul a a') == [([1], [0]), ([2], [1, 1])]


def test_a_tree_of_one_kind_is_one_box_that_keeps_the_order():
    text = 'x var-x\ny var-y\nz var-z\na min y z\nb min x y\nc min b a\nd max z x\ne min c d'
    assert boxes_of(text) == [([6], [2, 0]), ([3, 4, 5, 7], [0, 1, 1, 2, 6])]


def test_minima_maxima_and_arithmetic_do_not_go_together():
    assert boxes_of('x var-x\na neg x\nb min a x\nc max b x\nd neg c') == [([1], [0]), ([2], [1, 0]), ([3], [2, 0]), ([4], [3])]


def test_what_the_result_does_not_need_is_in_no_box():
    assert boxes_of('x var-x\na neg x\nb sqrt x') == [([2], [0])]


def test_a_leaf_has_a_box_if_it_is_the_result():
    assert boxes_of('x var-x') == [([], [])]
    assert boxes_of('x var-x\nc const 2') == [([], [])]


def test_a_chain_of_any_length():
    text = 'x var-x\n_0 neg x\n' + ''.join(f'_{i + 1} add _{i} x\n' for i in range(5000))
    (members, operands), = boxes_of(text)
    assert len(members) == 5001 and operands == [0] * 5001
