"""A graph and its predicates -> a Tape: what is live, in an order that runs well.

Values lie by depth, then by operation; comparisons by operation; booleans by depth, then by kind: long runs of the same
operation, which a processor's branch prediction likes, and still every argument before what uses it. Since a boolean is
deeper than all it is made of, the question that a tape answers is its last entry, whatever else has been dropped from it.
Whether a value is of y is left aside in this order: to most of what is done with it that is the same.
"""
from pyfidget.lowering.anchor import anchor
from pyfidget.lowering.entries import (
    ABOVE_CONSTANT,
    BELOW_CONSTANT,
    BOOLEAN_AND,
    BOOLEAN_OR,
    CLASS_SHIFT,
    COMPARE_OPERATIONS,
    COMPARE_SLOW_PATH,
    CONSTANT_VALUE,
    DECIDED_INSIDE,
    DECIDED_OUTSIDE,
    ENTRY_WORDS,
    FIRST_VALUE,
    FORM_SHIFT,
    FRACTION,
    INDEX_MASK,
    INDEX_SHIFT,
    KERNEL_SHIFT,
    LESS,
    OF_Y,
    SLOW_PATH,
    SPREAD,
    SPREAD_X,
    SPREAD_Y,
    SUM_ABOVE,
    SUM_BELOW,
    UNDECIDED,
    VALUE_CONSTANT,
    VALUE_KEYS,
    VALUES,
    WIDE,
    Tape,
    kernel_of,
    value_key,
)
from pyfidget.lowering.graph import BOTH, X_ONLY, Y_ONLY, X, Y
from pyfidget.lowering.predicates import ABOVE, AND, FALSE, TRUE
from pyfidget.lowering.predicates import LESS as ASK_LESS
from pyfidget.lowering.worklist import Worklist
from pyfidget.operations import ABS, ADD, CONST, DIV, FIRST_BINARY, MAX, MIN, MUL, NEG, SQRT, SQUARE, SUB
from pyfidget.pool import Doubles, IntList, Ints, Words, all_ints, array, new_doubles, new_ints, new_words

_NOT_SPREAD = -1
_BOOLEAN_OPERATIONS = 2  # how many codes there are


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


class _Section(object):
    """The values, the comparisons, or the booleans, before they have their places: entries as on the tape, in the order in which
    they are laid, but that what they take are items.

    keys: what they are sorted by, first by the least.
    """
    words = array(Words, '_words')
    keys = array(Ints, '_keys')

    def __init__(self, pool, room):
        self.words = new_words(pool, ENTRY_WORDS * room)
        self.keys = new_ints(pool, room)
        self.size = 0

    def append(self, operation, a, b, constant, key):
        at = self.size
        self.words[ENTRY_WORDS * at] = operation | a << INDEX_SHIFT
        self.words[ENTRY_WORDS * at + 1] = b | constant << INDEX_SHIFT
        self.keys[at] = key
        self.size = at + 1


class _Scheduler(object):
    """Item i of the values is node i; then come spread values. Item p of the comparisons and booleans is predicate p: these are
    laid in the order of their lists."""
    spread = array(Ints, '_spread')
    value_depths = array(Ints, '_value_depths')
    value_places = array(Ints, '_value_places')
    predicate_depths = array(Ints, '_predicate_depths')
    predicate_places = array(Ints, '_predicate_places')
    constants = array(Doubles, '_constants')

    def __init__(self, graph, predicates, pool):
        self.graph = graph
        self.predicates = predicates
        self.pool = pool
        self.worklist = Worklist(pool, graph.size)
        self.nodes = IntList(pool, graph.size)  # those that go to the tape, the last one first
        self._mark_compared()
        comparisons = predicates.comparisons.size
        self._mark_values()
        room = 2 * (self.nodes.size + FIRST_VALUE)  # each of them may be spread, and x and y
        self.values = _Section(pool, room)
        self.value_items = IntList(pool, room)  # as laid
        self.comparisons = _Section(pool, comparisons)
        self.booleans = _Section(pool, predicates.booleans.size)
        self.items = graph.size
        self.spread = all_ints(pool, graph.size, _NOT_SPREAD)  # the item that a node has been spread to
        self.value_depths = new_ints(pool, graph.size + room)
        self.value_places = new_ints(pool, graph.size + room)
        self.predicate_depths = new_ints(pool, predicates.size)
        self.predicate_places = new_ints(pool, predicates.size)
        self.constants = new_doubles(pool, room + 2 * comparisons)
        self.constant_count = 0

    def run(self):
        self._lay_values()
        self._lay_predicates()
        return self._write()

    # ---- what is live ----

    def _mark_compared(self):
        predicates = self.predicates
        for position in range(predicates.comparisons.size):
            self._mark_arguments_of_comparison(predicates.comparisons[position])

    def _mark_arguments_of_comparison(self, predicate):
        predicates = self.predicates
        if predicates.kinds[predicate] == ASK_LESS:
            self.worklist.add(predicates.left[predicate])
            self.worklist.add(predicates.right[predicate])
            return
        node = predicates.nodes[predicate]
        if self._is_quick_sum(node):
            self.worklist.add(self.graph.first[node])
            self.worklist.add(self.graph.second[node])
        else:
            self.worklist.add(node)

    def _is_quick_sum(self, node):
        """Whether a node is the sum of one value of x alone and one of y alone."""
        graph = self.graph
        if graph.opcodes[node] != ADD or graph.is_constant(graph.second[node]):
            return False
        a = graph.classes[graph.first[node]]
        b = graph.classes[graph.second[node]]
        return a == X_ONLY and b == Y_ONLY or a == Y_ONLY and b == X_ONLY

    def _mark_values(self):
        """Find the live nodes, besides x and y."""
        node = self.worklist.next()
        while node > Y:
            self.nodes.append(node)
            self._mark_arguments_of_value(node)
            node = self.worklist.next()

    def _mark_arguments_of_value(self, node):
        graph = self.graph
        opcode = graph.opcodes[node]
        if opcode != CONST:
            form = self._form(node)
            if form != CONSTANT_VALUE:
                self.worklist.add(graph.first[node])
            if opcode >= FIRST_BINARY and form != VALUE_CONSTANT:
                self.worklist.add(graph.second[node])

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
        self.value_depths[X] = 0
        self.value_depths[Y] = 0
        position = self.nodes.size - 1
        while position >= 0:
            self._lay_value(self.nodes[position])
            position -= 1

    def _put_value(self, item, operation, a, b, constant, depth):
        self.value_depths[item] = depth
        self.value_items.append(item)
        self.values.append(operation | kernel_of(operation) << KERNEL_SHIFT, a, b, constant, value_key(operation))

    def _lay_value(self, node):
        graph = self.graph
        opcode = graph.opcodes[node]
        if opcode == CONST:
            operation = CONST if graph.is_clean(node) else CONST | SLOW_PATH
            self._put_value(node, operation, 0, 0, self._constant(graph.constants[node]), 0)
            return
        is_wide = graph.classes[node] == BOTH
        form = self._form(node)
        operation = opcode | form << FORM_SHIFT
        if is_wide:
            operation |= WIDE
        elif graph.classes[node] == Y_ONLY:
            operation |= OF_Y
        if graph.is_fraction(node) or graph.is_distance(node):
            operation |= FRACTION | SLOW_PATH
        elif self._needs_slow_path(node):
            operation |= SLOW_PATH
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
        self._put_value(node, operation, a, b, constant, max(self.value_depths[a], self.value_depths[b]) + 1)

    def _needs_slow_path(self, node):
        """Whether the bounds of a node need cases: where it can be NaN, and where its operation is not one of the simple ones."""
        graph = self.graph
        opcode = graph.opcodes[node]
        if not graph.is_clean(node):
            return True
        if opcode == DIV:
            return graph.interval(graph.second[node]).may_be_zero()
        return not (opcode == ADD or opcode == SUB or opcode == MUL or opcode == MIN or opcode == MAX or opcode == NEG
                    or opcode == ABS or opcode == SQUARE or opcode == SQRT)

    def _argument(self, node, is_wide):
        """The item of an argument; for a wide entry it has to be wide as well."""
        graph = self.graph
        if not is_wide or graph.classes[node] == BOTH:
            return node
        if self.spread[node] == _NOT_SPREAD:
            item = self.items
            self.items += 1
            form = SPREAD_Y if graph.classes[node] == Y_ONLY else SPREAD_X
            operation = SPREAD | form << FORM_SHIFT | WIDE
            if not graph.is_clean(node):
                operation |= SLOW_PATH
            self._put_value(item, operation, node, 0, 0, self.value_depths[node] + 1)
            self.spread[node] = item
        return self.spread[node]

    def _lay_predicates(self):
        predicates = self.predicates
        for position in range(predicates.comparisons.size):
            predicate = predicates.comparisons[position]
            if predicates.kinds[predicate] == ASK_LESS:
                self._lay_less(predicate)
            else:
                self._lay_comparison(predicate)
        for position in range(predicates.booleans.size):
            predicate = predicates.booleans[position]
            self._lay_boolean(predicate, BOOLEAN_AND if predicates.kinds[predicate] == AND else BOOLEAN_OR)

    def _lay_comparison(self, predicate):
        graph = self.graph
        node = self.predicates.nodes[predicate]
        is_above = self.predicates.senses[predicate] == ABOVE
        constant = self._constant(self.predicates.thresholds[predicate])
        operation = graph.classes[node] << CLASS_SHIFT
        if not graph.is_clean(node):
            operation |= COMPARE_SLOW_PATH
        if self._is_quick_sum(node):
            a = graph.first[node]
            b = graph.second[node]
            if graph.classes[a] == Y_ONLY:
                a, b = b, a
            self._constant(anchor(graph.interval(a), graph.interval(b), self.predicates.thresholds[predicate]))
            self._put_comparison(predicate, operation | (SUM_ABOVE if is_above else SUM_BELOW), a, b, constant)
        else:
            self._put_comparison(predicate, operation | (ABOVE_CONSTANT if is_above else BELOW_CONSTANT), node, 0, constant)

    def _lay_less(self, predicate):
        graph = self.graph
        left = self.predicates.left[predicate]
        right = self.predicates.right[predicate]
        classes = graph.classes[left] | graph.classes[right]
        operation = LESS | classes << CLASS_SHIFT
        if not (graph.is_clean(left) and graph.is_clean(right)):
            operation |= COMPARE_SLOW_PATH
        a = self._argument(left, classes == BOTH)
        self._put_comparison(predicate, operation, a, self._argument(right, classes == BOTH), 0)

    def _put_comparison(self, predicate, operation, a, b, constant):
        self.predicate_depths[predicate] = 0
        self.comparisons.append(operation, a, b, constant, operation)

    def _lay_boolean(self, predicate, operation):
        left = self.predicates.left[predicate]
        right = self.predicates.right[predicate]
        depth = max(self.predicate_depths[left], self.predicate_depths[right]) + 1
        self.predicate_depths[predicate] = depth
        self.booleans.append(operation, left, right, 0, _BOOLEAN_OPERATIONS * depth + operation)

    # ---- the tape ----

    def _write(self):
        comparisons = FIRST_VALUE + self.values.size
        booleans = comparisons + self.comparisons.size
        size = booleans + self.booleans.size
        words = self.pool.lasting_words(ENTRY_WORDS * size)
        constants = self.pool.lasting_doubles(self.constant_count + 1)
        for i in range(self.constant_count):
            constants[i] = self.constants[i]
        constants[self.constant_count] = 0.0
        self._write_values(words)
        self._write_section(words, comparisons, self.comparisons, COMPARE_OPERATIONS, self.predicates.comparisons,
                            self.value_places)
        deepest = self.predicate_depths[self.predicates.root]
        self._write_section(words, booleans, self.booleans, _BOOLEAN_OPERATIONS * (deepest + 1), self.predicates.booleans,
                            self.predicate_places)
        return Tape(words, constants, comparisons, booleans, size, UNDECIDED)

    def _write_values(self, words):
        """By depth, then by operation; else as laid."""
        values = self.values
        items = self.value_items
        places = self.value_places
        order = new_ints(self.pool, values.size)
        starts = self._starts(values, 0, VALUE_KEYS)
        for i in range(values.size):
            order[_next_place(starts, values.keys[i])] = i
        deepest = 0
        for i in range(values.size):
            depth = self.value_depths[items[i]]
            values.keys[i] = depth
            deepest = max(deepest, depth)
        places[X] = X
        places[Y] = Y
        starts = self._starts(values, FIRST_VALUE, deepest + 1)
        for i in range(values.size):
            entry = order[i]
            places[items[entry]] = _next_place(starts, values.keys[entry])
        for i in range(values.size):
            _write_entry(words, places[items[i]], values, i, places)

    def _write_section(self, words, first, section, limit, items, arguments):
        """Write the entries of some predicates, the items, from a place on by their keys, which are below a limit; else as laid.
        arguments: the places of what they take, which have theirs before them."""
        starts = self._starts(section, first, limit)
        for i in range(section.size):
            place = _next_place(starts, section.keys[i])
            self.predicate_places[items[i]] = place
            _write_entry(words, place, section, i, arguments)

    def _starts(self, section, first, limit):
        """For a counting sort of a section by its keys, which are below a limit: where the entries of each key begin, if they
        all begin at `first`."""
        starts = all_ints(self.pool, limit + 1, 0)
        for i in range(section.size):
            key = section.keys[i]
            starts[key + 1] = starts[key + 1] + 1
        starts[0] = first
        for key in range(limit):
            starts[key + 1] = starts[key + 1] + starts[key]
        return starts


def _next_place(starts, key):
    place = starts[key]
    starts[key] = place + 1
    return place


def _write_entry(words, place, section, entry, places):
    """Write an entry of a section to its place; places: of the items that it takes."""
    first = section.words[ENTRY_WORDS * entry]
    second = section.words[ENTRY_WORDS * entry + 1]
    words[ENTRY_WORDS * place] = first & INDEX_MASK | places[first >> INDEX_SHIFT] << INDEX_SHIFT
    words[ENTRY_WORDS * place + 1] = places[second & INDEX_MASK] | second >> INDEX_SHIFT << INDEX_SHIFT


_next_place._always_inline_ = True
_write_entry._always_inline_ = True
