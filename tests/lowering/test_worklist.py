"""A worklist meets every node that is added, once, from the last one down, also those that are added on the way."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.lowering.worklist import NO_NODE, Worklist
from tests.lowering.evaluation import UsedPool


def walk(size, first, more):
    """The nodes in the order in which they are met; more: for each node those that it adds."""
    worklist = Worklist(UsedPool(), size)
    for node in first:
        worklist.add(node)
    met = []
    node = worklist.next()
    while node != NO_NODE:
        met.append(node)
        for other in more.get(node, ()):
            worklist.add(other)
        node = worklist.next()
    return met


def reached(first, more):
    found, waiting = set(), list(first)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += more.get(node, ())
    return found


@st.composite
def walks(draw):
    size = draw(st.sampled_from([1, 2, 63, 64, 65, 128, 129, 500]))
    nodes = st.integers(0, size - 1)
    more = draw(st.dictionaries(nodes, st.lists(nodes, max_size=4), max_size=30))
    return size, draw(st.lists(nodes, max_size=8)), dict((node, [other for other in others if other < node])
                                                         for node, others in more.items())


@given(walks())
def test_all_that_are_added_are_met_from_the_last_one_down(walk_of):
    _, first, more = walk_of
    assert walk(*walk_of) == sorted(reached(first, more), reverse=True)


def test_every_node_of_every_size_can_be_met():
    for size in range(1, 131):
        assert walk(size, range(size), {}) == list(range(size - 1, -1, -1))
        assert walk(size, [size - 1], dict((node, [node - 1]) for node in range(1, size))) == list(range(size - 1, -1, -1))
