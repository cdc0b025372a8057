"""Chains of booleans become trees that mean the same, of no more booleans."""
import pytest
from hypothesis import given

from pyfidget.interval import span
from pyfidget.lowering.graph import build_graph
from pyfidget.lowering.predicates import AND, COMPARE, LESS, OR, build_predicates
from pyfidget.operations import MAX, MIN, SUB, VAR_X
from pyfidget.program import ProgramBuilder
from tests.lowering.evaluation import UsedPool, balanced, ordered, question_text
from tests.strategies import programs, scaled

EVERYWHERE = span(-1.0, 1.0)


def before_and_after(program):
    pool = UsedPool()
    graph = build_graph(program, EVERYWHERE, EVERYWHERE, 0.0, pool)
    return graph, build_predicates(graph, pool), balanced(graph, pool)


def leaves_and_booleans(predicates):
    """How many comparisons and how many booleans the root needs."""
    needed = set([predicates.root])
    for predicate in reversed(ordered(predicates)):
        if predicate in needed and predicates.kinds[predicate] in (AND, OR):
            needed |= set([predicates.left[predicate], predicates.right[predicate]])
    kinds = [predicates.kinds[predicate] for predicate in needed]
    return kinds.count(COMPARE) + kinds.count(LESS), kinds.count(AND) + kinds.count(OR)


def answers(predicates, seed):
    """The root's truth where each comparison's is some bits of its number and a seed: any function of them all would do."""
    truths = {0: False, 1: True}
    for predicate in ordered(predicates):
        left = truths.get(predicates.left[predicate])
        right = truths.get(predicates.right[predicate])
        kind = predicates.kinds[predicate]
        if kind == AND or kind == OR:
            truths[predicate] = left and right if kind == AND else left or right
        else:
            truths[predicate] = (predicate * 2654435761 + seed * 40503 >> 7) % 3 == 0
    return truths[predicates.root]


@scaled(300)
@given(programs(max_size=60))
def test_a_balanced_question_has_the_same_answer_whatever_its_comparisons_give(program):
    _, before, after = before_and_after(program)
    assert [answers(before, seed) for seed in range(20)] == [answers(after, seed) for seed in range(20)]
    assert leaves_and_booleans(before) == leaves_and_booleans(after)


@scaled(100)
@given(programs(max_size=60))
def test_only_what_the_root_needs_is_left_in_the_order(program):
    _, _, after = before_and_after(program)
    if after.root > 1:
        assert len(ordered(after)) == sum(leaves_and_booleans(after))


def chain(opcode, count):
    """min(min(min(x - t0, x - t1), x - t2), ...), or max."""
    builder = ProgramBuilder()
    x = builder.variable(VAR_X)
    result = -1
    for i in range(count):
        from_t = builder.binary(SUB, x, builder.constant(i / float(count)))
        result = from_t if result < 0 else builder.binary(opcode, result, from_t)
    return builder.finish()


def depth(predicates):
    depths = {}
    for predicate in ordered(predicates):
        if predicates.kinds[predicate] in (AND, OR):
            depths[predicate] = 1 + max(depths[predicates.left[predicate]], depths[predicates.right[predicate]])
        else:
            depths[predicate] = 0
    return depths[predicates.root]


@pytest.mark.parametrize('opcode', [MIN, MAX])
@pytest.mark.parametrize('count, levels', [(2, 1), (3, 2), (4, 2), (5, 3), (64, 6), (65, 7), (1000, 10)])
def test_a_chain_is_as_deep_as_the_logarithm_of_its_length(opcode, count, levels):
    _, before, after = before_and_after(chain(opcode, count))
    assert depth(before) == count - 1
    assert depth(after) == levels


def test_neighbours_stay_neighbours():
    graph, before, after = before_and_after(chain(MIN, 5))
    assert question_text(graph, after, after.root).replace('x < ', '') == '(((0.0 or 0.2) or (0.4 or 0.6)) or 0.8)'
    assert question_text(graph, before, before.root).replace('x < ', '') == '((((0.0 or 0.2) or 0.4) or 0.6) or 0.8)'
