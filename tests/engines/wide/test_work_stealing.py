"""Regions that wait are handed out once each, the youngest to their owner, the oldest to others, and their tapes stay whole."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import rawmem
from pyfidget.engines.wide import sleeping, work_stealing
from pyfidget.engines.wide.work_stealing import AT, LEFT, SIZE, clear, may_take, pop, publish, push, reserve, take
from pyfidget.engines.wide.worker import NODE_WORDS, _HostWorker
from pyfidget.lowering.entries import ENTRY_WORDS
from tests.replacing import replaced

ROOM = 64


def worker(has_others=1, arena_size=4):
    w = _HostWorker()
    w.has_others = has_others
    w.deque = [0] * work_stealing.SHARED_WORDS
    w.control = [0] * sleeping.CONTROL_WORDS
    w.nodes = [-1] * (NODE_WORDS * ROOM)
    w.arena_size = arena_size
    w.arena = rawmem.try_words(arena_size)
    clear(w)
    return w


def put(w, name, size=1):
    """Let a region wait, with a tape that is full of its name."""
    count = ENTRY_WORDS * size
    reserve(w, count)
    at = w.arena_used
    w.arena[at:at + count] = [name] * count
    w.arena_used += count
    push(w, name, 0, 0, at, 0, 0, size)


def read(w, node):
    """The name of a region that has been popped; its tape must be its own."""
    name, at, size = w.nodes[node + LEFT], w.nodes[node + AT], w.nodes[node + SIZE]
    assert w.arena[at:at + ENTRY_WORDS * size] == [name] * (ENTRY_WORDS * size)
    w.arena_used = at
    return name


def names(w):
    """All that waits for a worker, as it pops them."""
    found = []
    node = pop(w)
    while node >= 0:
        found.append(read(w, node))
        node = pop(w)
    return found


@pytest.mark.parametrize('has_others', [0, 1])
def test_the_youngest_comes_first(has_others):
    w = worker(has_others)
    assert names(w) == []
    for name in range(5):
        put(w, name)
    assert names(w) == [4, 3, 2, 1, 0] and names(w) == []


def test_others_take_the_oldest():
    owner, other = worker(), worker()
    for name in range(4):
        put(owner, name, size=name + 1)
    publish(owner)
    assert take(other, owner) and names(other) == [0]
    assert read(owner, pop(owner)) == 3
    assert take(other, owner) and names(other) == [1]
    assert names(owner) == [2]
    assert not may_take(owner) and not take(other, owner)


def test_what_is_not_shown_is_not_taken():
    owner, other = worker(), worker()
    put(owner, 7)
    assert not may_take(owner) and not take(other, owner) and names(other) == []
    publish(owner)
    assert may_take(owner) and take(other, owner) and names(other) == [7] and names(owner) == []


def test_a_stack_that_was_emptied_from_below_begins_anew():
    owner, other = worker(), worker()
    for _ in range(ROOM):
        owner.arena_used = 0
        put(owner, 1)
        publish(owner)
        assert take(other, owner)
        assert pop(owner) == -1 and names(other) == [1]


def test_a_tape_that_there_is_no_room_for_is_a_failure():
    owner, other = worker(), worker(arena_size=0)
    put(owner, 1)
    publish(owner)
    with replaced(rawmem, is_missing=lambda block: True):
        assert take(other, owner)
    assert other.failed


_STEPS = st.lists(st.tuples(st.sampled_from(['put', 'pop', 'publish', 'take']), st.integers(0, 2), st.integers(0, 2),
                            st.integers(1, 5)), max_size=ROOM)


@given(_STEPS)
def test_every_region_is_handed_out_once(steps):
    workers = [worker(), worker(), worker()]
    waits = [[], [], []]  # what waits for each, the oldest first
    name = 0
    for step, one, two, size in steps:
        w = workers[one]
        if step == 'put':
            name += 1
            put(w, name, size)
            waits[one].append(name)
        elif step == 'publish':
            publish(w)
        elif step == 'pop':
            node = pop(w)
            assert (node >= 0) == bool(waits[one])
            if waits[one]:
                assert read(w, node) == waits[one].pop()
        elif not waits[one] and one != two:
            pop(w)
            if may_take(workers[two]):
                assert take(w, workers[two])
                waits[one].append(waits[two].pop(0))
    for w, stacked in zip(workers, waits):
        assert names(w) == stacked[::-1]
