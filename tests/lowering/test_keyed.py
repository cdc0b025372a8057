"""Hash tables of what a stranger has chosen: whatever that is, few slots are looked at."""
import pytest

from pyfidget.interval import Interval
from pyfidget.lowering import graph as graphs
from pyfidget.lowering.graph import build_graph
from pyfidget.lowering.keyed import Keyed, step_of
from pyfidget.operations import ADD, MAX, MIN, VAR_X, VAR_Y
from pyfidget.program import ProgramBuilder
from tests.lowering.evaluation import UsedPool

MANY = 3000


def colliding(count):
    """Words that differ in bits that a product moves out of the word, or turns into each other."""
    return [[place << 52 for place in range(1, 2048)], [place << 40 for place in range(count)],
            [place << 52 | place << 20 for place in range(1, 2048)], [place << 32 | place for place in range(count)],
            [place * 0x9E3779B97F4A7C15 & 0x7FFFFFFFFFFFFFFF for place in range(count)], list(range(count))]


@pytest.mark.parametrize('words', colliding(MANY), ids=['high', 'upper', 'high and low', 'both halves', 'golden', 'in order'])
def test_slots_are_taken_as_by_chance(words):
    keyed = Keyed()
    slots = 4096
    taken = {}
    for word in words:
        slot = keyed.hash(word, 0) & (slots - 1)
        taken[slot] = taken.get(slot, 0) + 1
    # By chance a slot with more than 12 of 3000 words is there once in 10**8 runs.
    assert max(taken.values()) <= 12


def test_another_key_gives_other_slots():
    assert Keyed().hash(1, 2) != Keyed().hash(1, 2)


def test_all_slots_have_their_turn():
    hashed = Keyed().hash(5, 7)
    assert len(set((hashed + i * step_of(hashed)) & 63 for i in range(64))) == 64


def crowded(count):
    """A program whose first operations take neighbouring slots, by the place of their arguments, and whose others find the slot
    taken that theirs say, and have one by the hash."""
    builder = ProgramBuilder()
    x, y = builder.variable(VAR_X), builder.variable(VAR_Y)
    for node in range(2, count // 4):
        if node == builder.size():
            builder.binary(ADD, x, y)
        builder.binary(MIN, x, node)
        builder.binary(MIN, y, node)
    for opcode in (MAX, ADD):
        for node in range(2, count // 4):
            builder.binary(opcode, x, node)
    return builder.finish()


def test_operations_that_crowd_together_do_not_make_the_others_wait(monkeypatch):
    looked = []
    is_at = graphs._Builder._is_at
    monkeypatch.setattr(graphs._Builder, '_is_at', lambda *question: looked.append(1) or is_at(*question))
    graph = build_graph(crowded(MANY), Interval(-1.0, 1.0, False), Interval(-1.0, 1.0, False), 0.0, UsedPool())
    assert graph.size > MANY * 3 // 4
    assert len(looked) < 4 * MANY
