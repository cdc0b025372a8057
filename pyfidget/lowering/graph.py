"""A program as a graph of values: constants folded, common subexpressions shared, bounds over the whole picture.

    graph.interval    of each value, over every sample of the picture: what the later rooms prove things from
    graph.classes     what it depends on: X_ONLY, Y_ONLY, BOTH, or NEITHER for a constant

Nodes are numbered so that arguments come before what uses them. Node X is var-x and node Y is var-y, in every graph. A render has
one z, so that var-z is a constant here.
"""
from pyfidget.interval import Interval, apply_interval, fraction_interval, point
from pyfidget.lowering.keyed import Keyed, step_of
from pyfidget.operations import (
    ABS,
    ADD,
    AND,
    CEIL,
    CONST,
    DIV,
    FIRST_BINARY,
    FLOOR,
    MAX,
    MIN,
    MUL,
    NEG,
    OPERATIONS,
    OR,
    ROUND,
    SQUARE,
    SUB,
    VAR_X,
    VAR_Y,
    VAR_Z,
    apply_operation,
)
from pyfidget.pool import Bytes, Doubles, Ints, all_ints, array, new_bytes, new_doubles, new_ints
from pyfidget.rpy import float_to_bits

X, Y = 0, 1  # the nodes of the two coordinates
NEITHER, X_ONLY, Y_ONLY, BOTH = range(4)
NO_STEP, LINE, OTHER_STEP = range(3)


def _step(opcode, constant_first, constant_second):
    if (opcode == ADD or opcode == MUL) and constant_second or opcode == SUB and constant_first:
        return LINE
    if opcode == ADD or opcode == SUB or opcode == MUL or opcode == MIN or opcode == MAX or opcode == ABS:
        return NO_STEP
    return OTHER_STEP


# Of each operation with no constant argument, with the second one, the first one, both: what it is, without a branch.
_STEPS = ''.join([chr(_step(_opcode, _constants & 2 != 0, _constants & 1 != 0))
                  for _opcode in range(len(OPERATIONS)) for _constants in range(4)])


class Graph(object):
    """opcodes, first, second, constants   as in Program, but that there is no VAR_Z; each where its operation has it
    lo, hi, maybe_nan   the interval of each node's value, over all samples of the picture
    classes     of each node
    steps       of each node: LINE if it is a sum, a difference or a product of a value and a constant; OTHER_STEP if it may be
                another function of one argument that never falls or never rises; else NO_STEP
    keyed       the hash function of tables of what is in the graph
    choices     how many nodes are a MIN, a MAX, an ABS, an AND or an OR
    result      the node of the program's result; size: how many nodes there are
    """
    opcodes = array(Bytes, '_opcodes')
    first = array(Ints, '_first')
    second = array(Ints, '_second')
    constants = array(Doubles, '_constants')
    lo = array(Doubles, '_lo')
    hi = array(Doubles, '_hi')
    maybe_nan = array(Bytes, '_maybe_nan')
    classes = array(Bytes, '_classes')
    steps = array(Bytes, '_steps')

    def __init__(self, pool, most):
        self.size = 0
        self.opcodes = new_bytes(pool, most)
        self.first = new_ints(pool, most)
        self.second = new_ints(pool, most)
        self.constants = new_doubles(pool, most)
        self.lo = new_doubles(pool, most)
        self.hi = new_doubles(pool, most)
        self.maybe_nan = new_bytes(pool, most)
        self.classes = new_bytes(pool, most)
        self.steps = new_bytes(pool, most)
        self.keyed = Keyed()
        self.choices = 0
        self.result = 0

    def is_constant(self, node):
        return self.opcodes[node] == CONST

    def is_clean(self, node):
        """Whether the node's value is a number at every sample."""
        return self.maybe_nan[node] == 0

    def is_fraction(self, node):
        """Whether a node is a value less the whole number below, above or nearest to it."""
        if self.opcodes[node] != SUB:
            return False
        whole = self.second[node]
        opcode = self.opcodes[whole]
        return (opcode == FLOOR or opcode == CEIL or opcode == ROUND) and self.first[whole] == self.first[node]

    def is_distance(self, node):
        """Whether a node is how far a value is from the nearest whole number."""
        a = self.first[node]
        return self.opcodes[node] == ABS and self.is_fraction(a) and self.opcodes[self.second[a]] == ROUND

    def interval(self, node):
        return Interval(self.lo[node], self.hi[node], self.maybe_nan[node] != 0)

    def set_interval(self, node, interval):
        self.lo[node] = interval.lo
        self.hi[node] = interval.hi
        self.maybe_nan[node] = 1 if interval.maybe_nan else 0

    # Where both ends are inlined, the interval between them is never made.
    interval._always_inline_ = True
    set_interval._always_inline_ = True


def build_graph(program, x, y, z, pool):
    """The graph of a program over a picture whose samples have their coordinates in the intervals x and y; z is a number.

    program: a Listing, or untranslated a Program. The graph lies in the pool's passing memory. MemoryError.
    """
    builder = _Builder(program.size + 2, _count(program, SUB), x, y, pool)
    number = new_ints(pool, program.size)
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            number[index] = builder.constant(program.constants[index])
        elif opcode == VAR_X:
            number[index] = X
        elif opcode == VAR_Y:
            number[index] = Y
        elif opcode == VAR_Z:
            number[index] = builder.constant(z)
        else:
            b = number[program.second[index]] if opcode >= FIRST_BINARY else 0
            number[index] = builder.operation(opcode, number[program.first[index]], b)
    builder.graph.result = number[program.size - 1]
    return builder.graph


def _count(program, opcode):
    """How many of a program's operations have an opcode."""
    count = 0
    for index in range(program.size):
        count += int(program.opcodes[index] == opcode)
    return count


class _Builder(object):
    """Adds nodes to a graph, each only once."""
    table = array(Ints, '_table')

    def __init__(self, most, differences, x, y, pool):
        """most: how many operations and coordinates there are; differences: how many of these may become sums, each of which
        has one node more: the constant, or the other argument, with its sign changed."""
        self.graph = Graph(pool, most + differences)
        slots = 8
        while 2 * slots < 3 * most:
            slots *= 2
        self.pool = pool
        self.keyed = self.graph.keyed
        self.mask = slots - 1
        self.table = all_ints(pool, slots, -1)
        self._add(VAR_X, x, X_ONLY, NO_STEP)
        self._add(VAR_Y, y, Y_ONLY, NO_STEP)

    def constant(self, value):
        bits = float_to_bits(value)
        graph = self.graph
        slot = self._constant_slot(bits)
        if self.table[slot] >= 0:
            return self.table[slot]
        node = self._add(CONST, point(value), NEITHER, NO_STEP)
        graph.constants[node] = value
        self._remember(node, slot)
        return node

    def operation(self, opcode, a, b):
        graph = self.graph
        if graph.is_constant(a) and (opcode < FIRST_BINARY or graph.is_constant(b)):
            return self.constant(apply_operation(opcode, graph.constants[a], graph.constants[b]))
        # Those that are most of all in models have all their code for themselves, and nothing in it asks again what they are.
        if opcode == ADD:
            return self._sum(a, b)
        if opcode == MIN:
            return a if a == b else self._share(MIN, a, b)
        if opcode == MAX:
            return a if a == b else self._share(MAX, a, b)
        if opcode == MUL:
            return self._product(a, b)
        if opcode == SUB:
            return self._difference(a, b)
        if opcode < FIRST_BINARY:
            return self._unary(opcode, a)
        if opcode == DIV and self._is_one(b) and graph.is_clean(a):
            return a
        return self._share_any(opcode, a, b)

    operation._always_inline_ = True

    def _unary(self, opcode, a):
        """Exact to the last bit: the sign of a number has no part in its square or its absolute value."""
        graph = self.graph
        if opcode == NEG and graph.opcodes[a] == NEG:
            return graph.first[a]
        if (opcode == SQUARE or opcode == ABS) and (graph.opcodes[a] == NEG or graph.opcodes[a] == ABS):
            return self._unary(opcode, graph.first[a])
        return self._share_any(opcode, a, 0)

    # One form for what is the same to the last bit: sums before differences, constants behind. A NaN is the same if it is
    # quiet or has the bits of the same mix (singles.py): what is no number times 1 is quiet.

    def _sum(self, a, b):
        if self._is_swapped(a, b):
            a, b = b, a
        return self._share(ADD, a, b)

    def _product(self, a, b):
        graph = self.graph
        if a == b:
            return self._unary(SQUARE, a)
        if self._is_swapped(a, b):
            a, b = b, a
        if self._is_one(b) and graph.is_clean(a):
            return a
        return self._share_any(MUL, a, b)

    def _is_one(self, node):
        return self.graph.is_constant(node) and self.graph.constants[node] == 1.0

    def _is_swapped(self, a, b):
        return self.graph.is_constant(a) or a > b and not self.graph.is_constant(b)

    def _difference(self, a, b):
        graph = self.graph
        if graph.is_constant(b):
            return self._sum(a, self.constant(-graph.constants[b]))
        if graph.classes[a] | graph.classes[b] == BOTH and graph.classes[a] & graph.classes[b] == NEITHER:
            # Of x alone and y alone: the tiles have a quick way to compare such sums.
            return self._sum(a, self._unary(NEG, b))
        node = self._share_any(SUB, a, b)
        if graph.is_fraction(node):
            graph.set_interval(node, fraction_interval(graph.opcodes[b], graph.interval(node)))
        return node

    def _share(self, opcode, a, b):
        graph = self.graph
        slot = self._slot(opcode, a, b)
        if self.table[slot] >= 0:
            return self.table[slot]
        interval = apply_interval(opcode, graph.interval(a), graph.interval(b))
        classes = graph.classes[a] | graph.classes[b] if opcode >= FIRST_BINARY else graph.classes[a]
        step = ord(_STEPS[opcode << 2 | int(graph.is_constant(a)) << 1 | int(graph.is_constant(b))])
        node = self._add(opcode, interval, classes, step)
        graph.first[node] = a
        graph.second[node] = b
        if opcode == MIN or opcode == MAX or opcode == ABS or opcode == AND or opcode == OR:
            graph.choices += 1
        self._remember(node, slot)
        return node

    _share._always_inline_ = True

    def _share_any(self, opcode, a, b):
        """The same for operations that are few, without a copy of the code for each."""
        return self._share(opcode, a, b)

    # Each gives the slot of the table where a node is, or else the free one where it belongs.

    def _constant_slot(self, bits):
        graph = self.graph
        hashed = self.keyed.hash(bits, 0)
        slot = hashed & self.mask
        node = self.table[slot]
        while node >= 0 and not (graph.opcodes[node] == CONST and float_to_bits(graph.constants[node]) == bits):
            slot = (slot + step_of(hashed)) & self.mask
            node = self.table[slot]
        return slot

    def _slot(self, opcode, a, b):
        """The first one tried goes by the later argument: mostly that is a node just made, and the memory there is at hand."""
        slot = (2 * max(a, b) + (a & 1)) & self.mask
        return slot if self._is_at(slot, opcode, a, b) else self._second_slot(opcode, a, b)

    _slot._always_inline_ = True

    def _second_slot(self, opcode, a, b):
        hashed = self.keyed.hash(a << 32 | b, opcode)
        slot = hashed & self.mask
        while not self._is_at(slot, opcode, a, b):
            slot = (slot + step_of(hashed)) & self.mask
        return slot

    def _is_at(self, slot, opcode, a, b):
        """Whether an operation is in a slot, or could be put there."""
        graph = self.graph
        node = self.table[slot]
        return node < 0 or graph.opcodes[node] == opcode and graph.first[node] == a and graph.second[node] == b

    _is_at._always_inline_ = True

    def _remember(self, node, slot):
        self.table[slot] = node
        if 4 * node > 3 * self.mask:
            self._grow()

    def _grow(self):
        graph = self.graph
        self.mask = 2 * self.mask + 1
        self.table = all_ints(self.pool, self.mask + 1, -1)
        for node in range(Y + 1, graph.size):
            if graph.opcodes[node] == CONST:
                slot = self._constant_slot(float_to_bits(graph.constants[node]))
            else:
                slot = self._slot(graph.opcodes[node], graph.first[node], graph.second[node])
            self.table[slot] = node

    def _add(self, opcode, interval, classes, step):
        """A node whose arguments or constant are for the caller to set."""
        graph = self.graph
        node = graph.size
        graph.opcodes[node] = opcode
        graph.set_interval(node, interval)
        graph.classes[node] = classes
        graph.steps[node] = step
        graph.size = node + 1
        return node

    _add._always_inline_ = True  # so that no interval is made on the way
