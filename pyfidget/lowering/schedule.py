"""A graph and its predicates -> a Tape: what is needed, in an order that runs well.

Values lie by depth, then by operation; comparisons by operation; booleans by depth, then by kind: long runs of the same
operation, which a processor's branch prediction likes, and still every argument before what uses it. Since a boolean is
deeper than all it is made of, the question that a tape answers is its last entry, whatever else has been dropped from it.
"""
from pyfidget.lowering.entries import (
    ABOVE_CONSTANT,
    BELOW_CONSTANT,
    BOOLEAN_AND,
    BOOLEAN_OR,
    CAREFUL,
    CLASS_SHIFT,
    COMPARE_CAREFUL,
    COMPARE_OPERATIONS,
    CONSTANT_VALUE,
    DECIDED_INSIDE,
    DECIDED_OUTSIDE,
    ENTRY_WORDS,
    FIRST_VALUE,
    FORM_SHIFT,
    INDEX_SHIFT,
    LESS,
    SPREAD,
    SPREAD_X,
    SPREAD_Y,
    SUM_ABOVE,
    SUM_BELOW,
    UNDECIDED,
    VALUE_CONSTANT,
    VALUE_OPERATIONS,
    VALUES,
    WIDE,
    Tape,
)
from pyfidget.lowering.graph import BOTH, X_ONLY, Y_ONLY, X, Y
from pyfidget.lowering.predicates import ABOVE, AND, COMPARE, FALSE, TRUE
from pyfidget.lowering.predicates import LESS as ASK_LESS
from pyfidget.operations import ABS, ADD, CONST, DIV, FIRST_BINARY, MAX, MIN, MUL, NEG, SQRT, SQUARE, SUB
from pyfidget.pool import Doubles, Ints, all_bytes, all_ints

_NEEDED, _SPREAD = 1, 2  # a node goes to the tape; and has been spread over tiles


def schedule(graph, predicates, pool):
    """The Tape of `predicates.root`, in the pool's lasting memory. MemoryError.

    All predicates in their order go to the tape: balance() has left none that the root does not need.
    """
    if predicates.root == FALSE:
        return _decided(DECIDED_OUTSIDE, pool)
    if predicates.root == TRUE:
        return _decided(DECIDED_INSIDE, pool)
    return _Scheduler(graph, predicates, pool).run()


def _decided(verdict, pool):
    return Tape(pool.lasting_words(0), pool.lasting_doubles(0), 0, 0, 0, verdict)


class _Items(object):
    """Entries before they have their places: operation, arguments and constant of each, and its depth.

    An argument is the index of an item. The chosen items are those that go to the tape.
    """

    def __init__(self, pool, size):
        self.operations = Ints(pool, size)
        self.first = Ints(pool, size)
        self.second = Ints(pool, size)
        self.constants = Ints(pool, size)
        self.depths = Ints(pool, size)
        self.places = Ints(pool, size)

    def put(self, item, operation, a, b, constant, depth):
        self.operations[item] = operation
        self.first[item] = a
        self.second[item] = b
        self.constants[item] = constant
        self.depths[item] = depth


class _Choice(object):
    """Some items, in an order."""

    def __init__(self, pool, room):
        self.items = Ints(pool, room)
        self.size = 0

    def append(self, item):
        self.items[self.size] = item
        self.size += 1


class _Scheduler(object):
    def __init__(self, graph, predicates, pool):
        self.graph = graph
        self.predicates = predicates
        self.pool = pool
        # Item i is node i; then come spread values, at most one for each node.
        self.values = _Items(pool, 2 * graph.size)
        self.items = graph.size
        self.chosen = _Choice(pool, 2 * graph.size)
        self.predicate_items = _Items(pool, predicates.size)  # item p is predicate p
        self.comparing = _Choice(pool, predicates.size)
        self.combining = _Choice(pool, predicates.size)
        self.constants = Doubles(pool, graph.size + predicates.size)
        self.constant_count = 0
        self.spread = Ints(pool, graph.size)
        self.needed = all_bytes(pool, graph.size, 0)

    def run(self):
        self._mark_compared()
        self._mark_values()
        self._lay_values()
        self._lay_predicates()
        self._order(self.chosen, self.values, VALUE_OPERATIONS)
        self._order(self.comparing, self.predicate_items, COMPARE_OPERATIONS)
        self._order(self.combining, self.predicate_items, 2)
        return self._write()

    # ---- what is needed ----

    def _mark_compared(self):
        for position in range(self.predicates.ordered):
            self._mark_arguments(self.predicates.order[position])

    def _mark_arguments(self, predicate):
        predicates = self.predicates
        kind = predicates.kinds[predicate]
        if kind == COMPARE:
            node = predicates.nodes[predicate]
            if self._is_quick_sum(node):
                self.needed[self.graph.first[node]] = _NEEDED
                self.needed[self.graph.second[node]] = _NEEDED
            else:
                self.needed[node] = _NEEDED
        elif kind == ASK_LESS:
            self.needed[predicates.left[predicate]] = _NEEDED
            self.needed[predicates.right[predicate]] = _NEEDED

    def _is_quick_sum(self, node):
        """Whether a node is the sum of one value of x alone and one of y alone."""
        graph = self.graph
        if graph.opcodes[node] != ADD or graph.is_constant(graph.second[node]):
            return False
        a = graph.classes[graph.first[node]]
        b = graph.classes[graph.second[node]]
        return a == X_ONLY and b == Y_ONLY or a == Y_ONLY and b == X_ONLY

    def _mark_values(self):
        graph = self.graph
        node = graph.size - 1
        while node > Y:
            opcode = graph.opcodes[node]
            if self.needed[node] != 0 and opcode != CONST:
                form = self._form(node)
                if form != CONSTANT_VALUE:
                    self.needed[graph.first[node]] = _NEEDED
                if opcode >= FIRST_BINARY and form != VALUE_CONSTANT:
                    self.needed[graph.second[node]] = _NEEDED
            node -= 1

    def _form(self, node):
        """Where a constant argument goes into the entry; elsewhere it is a value like any other."""
        graph = self.graph
        opcode = graph.opcodes[node]
        if opcode == ADD or opcode == MUL or opcode == SUB or opcode == DIV:
            a = graph.first[node]
            b = graph.second[node]
            if graph.is_constant(b) and graph.is_clean(b):
                return VALUE_CONSTANT
            if graph.is_constant(a) and graph.is_clean(a):
                return CONSTANT_VALUE
        return VALUES

    # ---- the entries ----

    def _constant(self, value):
        self.constants[self.constant_count] = value
        self.constant_count += 1
        return self.constant_count - 1

    def _lay_values(self):
        self.values.depths[X] = 0
        self.values.depths[Y] = 0
        for node in range(FIRST_VALUE, self.graph.size):
            if self.needed[node] != 0:
                self._lay_value(node)
                self.chosen.append(node)

    def _lay_value(self, node):
        graph = self.graph
        opcode = graph.opcodes[node]
        if opcode == CONST:
            operation = CONST if graph.is_clean(node) else CONST | CAREFUL
            self.values.put(node, operation, 0, 0, self._constant(graph.constants[node]), 0)
            return
        is_wide = graph.classes[node] == BOTH
        form = self._form(node)
        operation = opcode | form << FORM_SHIFT
        if is_wide:
            operation |= WIDE
        if self._is_careful(node):
            operation |= CAREFUL
        a = 0
        b = 0
        constant = 0
        if form == CONSTANT_VALUE:
            constant = self._constant(graph.constants[graph.first[node]])
            a = self._argument(graph.second[node], is_wide)
        else:
            a = self._argument(graph.first[node], is_wide)
            if form == VALUE_CONSTANT:
                constant = self._constant(graph.constants[graph.second[node]])
            elif opcode >= FIRST_BINARY:
                b = self._argument(graph.second[node], is_wide)
        depth = max(self.values.depths[a], self.values.depths[b]) + 1
        self.values.put(node, operation, a, b, constant, depth)

    def _is_careful(self, node):
        """Whether the bounds of a node need cases: where it can be NaN, and where its operation is not one of the simple ones."""
        graph = self.graph
        opcode = graph.opcodes[node]
        if not graph.is_clean(node):
            return True
        if opcode == DIV:
            return graph.intervals[graph.second[node]].may_be_zero()
        return not (opcode == ADD or opcode == SUB or opcode == MUL or opcode == MIN or opcode == MAX or opcode == NEG
                    or opcode == ABS or opcode == SQUARE or opcode == SQRT)

    def _argument(self, node, is_wide):
        """The item of an argument; for a wide entry it has to be wide as well."""
        graph = self.graph
        if not is_wide or graph.classes[node] == BOTH:
            return node
        if self.needed[node] != _SPREAD:
            item = self.items
            self.items += 1
            form = SPREAD_Y if graph.classes[node] == Y_ONLY else SPREAD_X
            operation = SPREAD | form << FORM_SHIFT | WIDE
            if not graph.is_clean(node):
                operation |= CAREFUL
            self.values.put(item, operation, node, 0, 0, self.values.depths[node] + 1)
            self.spread[node] = item
            self.needed[node] = _SPREAD
            self.chosen.append(item)
        return self.spread[node]

    def _lay_predicates(self):
        predicates = self.predicates
        items = self.predicate_items
        for position in range(predicates.ordered):
            predicate = predicates.order[position]
            kind = predicates.kinds[predicate]
            left = predicates.left[predicate]
            right = predicates.right[predicate]
            if kind == COMPARE:
                self._lay_comparison(predicate)
            elif kind == ASK_LESS:
                self._lay_less(predicate, left, right)
            else:
                operation = BOOLEAN_AND if kind == AND else BOOLEAN_OR
                depth = max(items.depths[left], items.depths[right]) + 1
                items.put(predicate, operation, left, right, 0, depth)
                self.combining.append(predicate)

    def _lay_comparison(self, predicate):
        graph = self.graph
        node = self.predicates.nodes[predicate]
        is_above = self.predicates.senses[predicate] == ABOVE
        constant = self._constant(self.predicates.thresholds[predicate])
        if self._is_quick_sum(node):
            a = graph.first[node]
            b = graph.second[node]
            if graph.classes[a] == Y_ONLY:
                a, b = b, a
            self._put_comparison(predicate, SUM_ABOVE if is_above else SUM_BELOW, node, a, b, constant)
        else:
            self._put_comparison(predicate, ABOVE_CONSTANT if is_above else BELOW_CONSTANT, node, node, 0, constant)

    def _put_comparison(self, predicate, kind, node, a, b, constant):
        operation = kind | self.graph.classes[node] << CLASS_SHIFT
        if not self.graph.is_clean(node):
            operation |= COMPARE_CAREFUL
        self.predicate_items.put(predicate, operation, a, b, constant, 0)
        self.comparing.append(predicate)

    def _lay_less(self, predicate, left, right):
        graph = self.graph
        classes = graph.classes[left] | graph.classes[right]
        operation = LESS | classes << CLASS_SHIFT
        if not (graph.is_clean(left) and graph.is_clean(right)):
            operation |= COMPARE_CAREFUL
        a = self._argument(left, classes == BOTH)
        self.predicate_items.put(predicate, operation, a, self._argument(right, classes == BOTH), 0, 0)
        self.comparing.append(predicate)

    # ---- the tape ----

    def _order(self, choice, items, operations):
        """Sort by depth, then by operation, which is below `operations`; else as they are."""
        deepest = 0
        for i in range(choice.size):
            deepest = max(deepest, items.depths[choice.items[i]])
        choice.items = self._sorted(choice, items.operations, operations)
        choice.items = self._sorted(choice, items.depths, deepest + 1)

    def _sorted(self, choice, keys, limit):
        """The items in a counting sort, stable, by keys[item], which are below limit."""
        starts = all_ints(self.pool, limit + 1, 0)
        for i in range(choice.size):
            key = keys[choice.items[i]]
            starts[key + 1] = starts[key + 1] + 1
        for key in range(limit):
            starts[key + 1] = starts[key + 1] + starts[key]
        result = Ints(self.pool, choice.size)
        for i in range(choice.size):
            item = choice.items[i]
            place = starts[keys[item]]
            result[place] = item
            starts[keys[item]] = place + 1
        return result

    def _write(self):
        comparisons = FIRST_VALUE + self.chosen.size
        booleans = comparisons + self.comparing.size
        size = booleans + self.combining.size
        words = self.pool.lasting_words(ENTRY_WORDS * size)
        constants = self.pool.lasting_doubles(self.constant_count + 1)
        for i in range(self.constant_count):
            constants[i] = self.constants[i]
        constants[self.constant_count] = 0.0
        self.values.places[X] = X
        self.values.places[Y] = Y
        _number(self.chosen, FIRST_VALUE, self.values)
        _number(self.comparing, comparisons, self.predicate_items)
        _number(self.combining, booleans, self.predicate_items)
        _write_items(words, FIRST_VALUE, self.chosen, self.values, self.values)
        _write_items(words, comparisons, self.comparing, self.predicate_items, self.values)
        _write_items(words, booleans, self.combining, self.predicate_items, self.predicate_items)
        return Tape(words, constants, comparisons, booleans, size, UNDECIDED)


def _number(choice, start, items):
    for i in range(choice.size):
        items.places[choice.items[i]] = start + i


def _write_items(words, start, choice, items, arguments):
    """Write entries; arguments: the items that these take, with their places."""
    places = arguments.places
    for i in range(choice.size):
        item = choice.items[i]
        at = ENTRY_WORDS * (start + i)
        words[at] = items.operations[item] | places[items.first[item]] << INDEX_SHIFT
        words[at + 1] = places[items.second[item]] | items.constants[item] << INDEX_SHIFT
