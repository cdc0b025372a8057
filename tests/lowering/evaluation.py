"""Graphs, predicates and tapes as text, and evaluated at a point, the plain way."""
from hypothesis import strategies as st

from pyfidget.grid import CONVENTIONS, View, make_grid
from pyfidget.interval import span
from pyfidget.lowering import entries
from pyfidget.lowering.balance import balance
from pyfidget.lowering.graph import build_graph
from pyfidget.lowering.predicates import ABOVE, AND, COMPARE, FALSE, LESS, OR, TRUE, build_predicates
from pyfidget.lowering.schedule import schedule
from pyfidget.operations import CONST, FIRST_BINARY, OPERATIONS, VAR_X, VAR_Y, apply_operation
from pyfidget.parser import parse
from pyfidget.pool import LARGE_PAGE, Pool
from tests.passes.evaluation import bounds

# ---- pictures to lower ----

_VIEWS = st.sampled_from([
    View(), View(), View(0.25, -0.125, 0.5), View(1e-3, 1e3, 1e-7), View(-0.3, 0.7, -1.1), View(0.0, 0.0, 1e300),
    View(7.0, -7.0, 1e9), View(z=0.5), View(0.1, 0.2, 0.3, -1e308), View(1e308, 0.0, 1.7e308, -0.0), View(0.0, 0.5, 0.0),
])
_SIZES = st.sampled_from([1, 2, 3, 5, 8])


def grids():
    """Small pictures; the views include one where samples are infinite, and one where they are all the same."""
    return st.tuples(_SIZES, _SIZES, st.integers(0, len(CONVENTIONS) - 1), _VIEWS).map(lambda at: make_grid(*at))


def pixels_of(grid):
    return [(x, y) for y in grid.ys for x in grid.xs]


def regions():
    """The left, right, top, bottom and z of any picture at all; z is a number, the others need not be."""
    return bounds().map(lambda at: at[:4] + (at[4] if at[4] == at[4] else 0.0,))


class UsedPool(Pool):
    """Gives memory that is full of what somebody left there, as translated code finds it. Untranslated, none has to be freed."""

    def __init__(self):
        Pool.__init__(self, LARGE_PAGE, False)

    def passing_ints(self, count):
        return [0x5A5A5A5A] * count

    def passing_bytes(self, count):
        return bytearray([0x5A]) * count

    def passing_doubles(self, count):
        return [-1.5e300] * count

    def passing_words(self, count):
        return [0x5A5A5A5A5A5A5A5A] * count

    lasting_words = passing_words
    lasting_doubles = passing_doubles


def lower_program(program, x, y, z):
    """The graph of a program, its Predicates and its Tape; x and y are intervals."""
    pool = UsedPool()
    graph = build_graph(program, x, y, z, pool)
    return graph, build_predicates(graph, pool), schedule(graph, balanced(graph, pool), pool)


def balanced(graph, pool):
    """The Predicates of a graph, in balanced trees."""
    predicates = build_predicates(graph, pool)
    balance(predicates, pool)
    return predicates


def lower(text, x=(-1.0, 1.0), y=(-1.0, 1.0), z=0.0):
    """The same of a program's text; x, y: the bounds of the samples."""
    return lower_program(parse(text, 'test.vm'), span(*x), span(*y), z)


def lower_picture(program, grid):
    return lower_program(program, span(grid.xs[0], grid.xs[-1]), span(grid.ys[0], grid.ys[-1]), grid.z)


def lower_region(program, region):
    left, right, top, bottom, z = region
    return lower_program(program, span(left, right), span(top, bottom), z)


# ---- as text ----

def node_text(graph, node):
    """`add(x, -0.5)`."""
    opcode = graph.opcodes[node]
    if opcode == CONST:
        return repr(graph.constants[node])
    if opcode == VAR_X or opcode == VAR_Y:
        return 'x' if opcode == VAR_X else 'y'
    arguments = [graph.first[node], graph.second[node]] if opcode >= FIRST_BINARY else [graph.first[node]]
    return '%s(%s)' % (OPERATIONS[opcode].name, ', '.join(node_text(graph, argument) for argument in arguments))


def question_text(graph, predicates, predicate):
    """`(x < 0.5 and x > -0.5)`."""
    if predicate == FALSE or predicate == TRUE:
        return 'always' if predicate == TRUE else 'never'
    kind = predicates.kinds[predicate]
    left = predicates.left[predicate]
    right = predicates.right[predicate]
    if kind == COMPARE:
        sign = '>' if predicates.senses[predicate] == ABOVE else '<'
        return '%s %s %r' % (node_text(graph, predicates.nodes[predicate]), sign, predicates.thresholds[predicate])
    if kind == LESS:
        return '%s < %s' % (node_text(graph, left), node_text(graph, right))
    word = {AND: 'and', OR: 'or'}[kind]
    return '(%s %s %s)' % (question_text(graph, predicates, left), word, question_text(graph, predicates, right))


# ---- predicates at a point ----

def ordered(predicates):
    """All that are not decided and not the same as another, arguments first."""
    return [listed[i] for listed in (predicates.comparisons, predicates.booleans) for i in range(listed.size)]


def is_true(predicates, values):
    """The answer to the question, given the value of every node. What stands in no order yet when it is needed is a KeyError."""
    truths = {FALSE: False, TRUE: True}
    for predicate in ordered(predicates):
        truths[predicate] = _truth(predicates, predicate, values, truths)
    return truths[predicates.root]


def _truth(predicates, predicate, values, truths):
    kind = predicates.kinds[predicate]
    left = predicates.left[predicate]
    right = predicates.right[predicate]
    if kind == COMPARE:
        value = values[predicates.nodes[predicate]]
        t = predicates.thresholds[predicate]
        return value > t if predicates.senses[predicate] == ABOVE else value < t
    if kind == LESS:
        return values[left] < values[right]
    assert kind == AND or kind == OR
    return truths[left] and truths[right] if kind == AND else truths[left] or truths[right]


# ---- tapes ----

class Entry(object):
    """One entry of a tape, its words taken apart."""

    def __init__(self, tape, index):
        first = tape.words[entries.ENTRY_WORDS * index]
        second = tape.words[entries.ENTRY_WORDS * index + 1]
        self.operation = first & entries.INDEX_MASK
        self.a = first >> entries.INDEX_SHIFT
        self.b = second & entries.INDEX_MASK
        self.k = second >> entries.INDEX_SHIFT
        self.opcode = self.operation & entries.OPCODE_MASK
        self.form = self.operation >> entries.FORM_SHIFT & entries.FORM_MASK
        self.kind = self.operation & entries.KIND_MASK
        self.classes = self.operation >> entries.CLASS_SHIFT & entries.CLASS_MASK

    def has(self, flag):
        return self.operation & flag != 0


def entries_of(tape):
    """The entries of a tape by their places; of x and y there are none."""
    return [None] * entries.FIRST_VALUE + [Entry(tape, index) for index in range(entries.FIRST_VALUE, tape.size)]


def tape_results(tape, x, y):
    """What each entry is at a point: a double, or a truth."""
    results = [x, y]
    for index in range(entries.FIRST_VALUE, tape.size):
        entry = Entry(tape, index)
        k = tape.constants[entry.k]
        if index < tape.values:
            results.append(_value(entry, results, k))
        elif index < tape.comparisons:
            results.append(_comparison(entry.kind, results[entry.a], results[entry.b], k))
        elif entry.operation == entries.BOOLEAN_AND:
            results.append(results[entry.a] and results[entry.b])
        else:
            assert entry.operation == entries.BOOLEAN_OR
            results.append(results[entry.a] or results[entry.b])
    return results


def _value(entry, results, k):
    a = results[entry.a]
    if entry.opcode == CONST:
        return k
    if entry.opcode == entries.SPREAD:
        return a
    if entry.form == entries.VALUE_CONSTANT:
        return apply_operation(entry.opcode, a, k)
    if entry.form == entries.CONSTANT_VALUE:
        return apply_operation(entry.opcode, k, a)
    return apply_operation(entry.opcode, a, results[entry.b])


def _comparison(kind, a, b, k):
    if kind == entries.BELOW_CONSTANT:
        return a < k
    if kind == entries.ABOVE_CONSTANT:
        return a > k
    if kind == entries.LESS:
        return a < b
    if kind == entries.SUM_BELOW:
        return a + b < k
    assert kind == entries.SUM_ABOVE
    return a + b > k
