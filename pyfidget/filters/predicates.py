"""The pass `predicates`: the boolean program that the wide engine makes of the question `result < 0`, as a program of numbers.

A boolean is a number that is never NaN, and below zero where it is true:

    a < k      a - k        the difference of two numbers is below zero just where the first is the smaller one, unless it is
                            inf - inf; thresholds are finite
    a > k      k - a
    p and q    max(p, q)    both are below zero
    p or q     min(p, q)

A comparison with NaN is false, but NaN would spoil an `or`. So where the value may be NaN the comparison is

    -not(compare(a, k) + 1)    -1 where a < k, else -0, also of NaN

The region is that of a picture, -1 to 1, if none is given, and z is 0: lowering proves what it does from bounds
(lowering/lower.py). In the region every picture stays as it is; the value is another one. Not idempotent: of these differences
lowering makes comparisons with other constants.
"""
from pyfidget.filters.signs import HELD, sign_of_number
from pyfidget.filters.workbench import Workbench
from pyfidget.interval import point, span
from pyfidget.lowering.balance import balance
from pyfidget.lowering.graph import X, Y, build_graph
from pyfidget.lowering.predicates import ABOVE, AND, FALSE, LESS, SAME, build_predicates
from pyfidget.operations import ADD, COMPARE, CONST, FIRST_BINARY, MAX, MIN, NEG, NOT, SUB, VAR_X, VAR_Y
from pyfidget.passes.draft import Region
from pyfidget.pool import Ints, array, new_ints, pool_for

RULES = ['comparisons', 'and, or']
_COMPARISONS, _BOOLEANS = range(2)


def ask_predicates(program, setting, tally):
    region = _picture(setting.region)
    pool = pool_for(program.size)
    try:
        graph = build_graph(program, region.x, region.y, region.z.lo, pool)
        predicates = build_predicates(graph, pool)
        balance(predicates, pool)
        written = _Writer(graph, predicates, setting.pool, tally).run()
    finally:
        pool.release()
    return program if _has_held(written) else written


def _picture(region):
    """The region, or what stands for a part of it that was not given."""
    x = span(-1.0, 1.0) if region.x.maybe_nan else region.x
    y = span(-1.0, 1.0) if region.y.maybe_nan else region.y
    return Region(x, y, point(0.0) if region.z.maybe_nan else region.z)


def _has_held(program):
    """Whether a constant is the NaN of a mix, which has no numeral: then a program stays as it is."""
    for index in range(program.size):
        if program.opcodes[index] == CONST and sign_of_number(program.constants[index]) == HELD:
            return True
    return False


class _Writer(object):
    values = array(Ints, '_values')
    truths = array(Ints, '_truths')

    def __init__(self, graph, predicates, pool, tally):
        self.graph = graph
        self.predicates = predicates
        self.tally = tally
        self.bench = Workbench(pool, graph.size + 2 * predicates.size)
        self.values = new_ints(pool, graph.size)
        self.truths = new_ints(pool, predicates.size)

    def run(self):
        predicates = self.predicates
        root = predicates.root
        if predicates.kinds[root] == SAME:
            return self.bench.finish(self.bench.constant(1.0 if root == FALSE else -1.0))
        self._write_values()
        for position in range(predicates.comparisons.size):
            predicate = predicates.comparisons[position]
            self.tally.count(_COMPARISONS)
            self.truths[predicate] = self._comparison(predicate)
        for position in range(predicates.booleans.size):
            predicate = predicates.booleans[position]
            self.tally.count(_BOOLEANS)
            self.truths[predicate] = self.bench.add(
                MAX if predicates.kinds[predicate] == AND else MIN, self.truths[predicates.left[predicate]],
                self.truths[predicates.right[predicate]])
        return self.bench.finish(self.truths[root])

    def _write_values(self):
        """All values of the graph; `finish` leaves out what no comparison takes."""
        graph = self.graph
        for node in range(graph.size):
            opcode = graph.opcodes[node]
            if node == X or node == Y:
                self.values[node] = self.bench.add(VAR_X if node == X else VAR_Y, 0, 0)
            elif opcode == CONST:
                self.values[node] = self.bench.constant(graph.constants[node])
            else:
                b = self.values[graph.second[node]] if opcode >= FIRST_BINARY else 0
                self.values[node] = self.bench.add(opcode, self.values[graph.first[node]], b)

    def _comparison(self, predicate):
        """The index of a number that is below zero just where a comparison is true."""
        predicates = self.predicates
        if predicates.kinds[predicate] == LESS:
            a = predicates.left[predicate]
            b = predicates.right[predicate]
            return self._less(self.values[a], self.values[b], self._has_difference(a, b))
        node = predicates.nodes[predicate]
        constant = self.bench.constant(predicates.thresholds[predicate])
        if predicates.senses[predicate] == ABOVE:
            return self._less(constant, self.values[node], self.graph.is_clean(node))
        return self._less(self.values[node], constant, self.graph.is_clean(node))

    def _has_difference(self, a, b):
        """Whether the difference of two values is never NaN."""
        graph = self.graph
        if not (graph.is_clean(a) and graph.is_clean(b)):
            return False
        return not (graph.interval(a).may_be_infinite() and graph.interval(b).may_be_infinite())

    def _less(self, a, b, has_difference):
        if has_difference:
            return self.bench.add(SUB, a, b)
        bench = self.bench
        above = bench.add(ADD, bench.add(COMPARE, a, b), bench.constant(1.0))
        return bench.add(NEG, bench.add(NOT, above, 0), 0)
