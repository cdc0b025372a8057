"""From values to predicates: `result < 0` becomes a boolean program over comparisons.

Only the sign of the result is asked for, so that the question goes down from the result, node by node:

    min(a, b) < t    a < t or  b < t         if neither can be NaN: else one of them could hide behind the other
    max(a, b) < t    a < t and b < t         always: a NaN makes both sides false
    -a < t           a > -t
    |a| < t          a < t and a > -t        a * a < t the same with another t
    mod(a, k) < t    an OR of intervals of a, of which there are to be few (remainders.py); a - floor(a) < t the same
    step(a) < t      a < t' or a > t'        for a monotone step with a constant; boundary.py finds the one exact t'
    a - b < 0        a < b                   exact: a difference of two doubles is 0 only if they are equal
    a or b < t       a < t or (a is 0 and b < t)            for t <= 0;  else a < t and (a is not 0 or b < t)
    a and b < t      a is not 0 and b < t    for t <= 0;  else a is 0 or b < t              if a can not be NaN, which is not 0
    not a < t        a is not 0              for a t between 0 and 1, if a can not be NaN
    a compare b < t  a < b                   for a t between -1 and 0; and for the others where a or b is a constant

and with > for <, mirrored. Elsewhere the value itself is compared. A question is a node, a sense and a threshold; asked twice
it is one predicate. Shared nodes that are asked with ever new thresholds could make exponentially many; so once there are more
than twice as many booleans as there are min, max, abs, and, or, no more nodes are split.

A comparison with NaN is false. What a rule would answer wrongly on a NaN it is not applied to: `is_clean` proves that there
is none at any sample.
"""
from pyfidget import operations
from pyfidget.libm import INFINITY, NAN
from pyfidget.lowering.booleans import ABOVE, AND, BELOW, COMPARE, FALSE, LESS, NONE, OR, SAME, TRUE, Predicates
from pyfidget.lowering.boundary import (
    NO_BOUNDARY,
    Step,
    at_place,
    is_partial,
    last_below,
    next_above,
    next_below,
)
from pyfidget.lowering.graph import LINE, NO_STEP, Y
from pyfidget.lowering.keyed import step_of
from pyfidget.lowering.linear import addend, falls, multiplier, threshold_of_line
from pyfidget.lowering.remainders import cells_of, first_cell, start_of_cell
from pyfidget.lowering.worklist import NO_NODE, Worklist
from pyfidget.operations import ABS, FIRST_BINARY, FLOOR, MAX, MIN, MOD, NEG, NOT, SQRT, SQUARE, SUB
from pyfidget.pool import IntList, Ints, all_ints, array, new_ints
from pyfidget.rpy import float_to_bits

_FREE_BOOLEANS = 64  # besides two for each choice


def build_predicates(graph, pool):
    """The Predicates of `result < 0`, each simplified as far as its arguments are decided. MemoryError.

    They lie in the pool's passing memory.
    """
    asker = _Asker(graph, pool)
    root = asker.ask(graph.result, BELOW, 0.0)
    asker.split_all()
    asker.simplify_all()
    asker.predicates.root = asker.representative(root)
    return asker.predicates


class _Asker(object):
    latest = array(Ints, '_latest')
    asked = array(Ints, '_asked')
    table = array(Ints, '_table')

    def __init__(self, graph, pool):
        self.graph = graph
        self.pool = pool
        self.step = Step()  # the one in hand
        self.predicates = Predicates(pool, graph.size + _FREE_BOOLEANS)
        self.latest = all_ints(pool, graph.size, NONE)  # the last predicate that asks for a node
        self.worklist = Worklist(pool, graph.size)  # the nodes that are asked for
        self.asked = new_ints(pool, graph.size)  # the nodes that are asked for, the last one first
        self.asked_count = 0
        self.mask = 63
        while 4 * self.mask < graph.size:
            self.mask = 2 * self.mask + 1
        self.table = all_ints(pool, self.mask + 1, NONE)
        self.remembered = 0
        self.booleans = 0
        self.most_booleans = _FREE_BOOLEANS + 2 * graph.choices

    def ask(self, node, sense, threshold):
        """The predicate of a question; TRUE or FALSE where the value's bounds decide it for all samples.

        Steps are taken at once: what is asked in the end is the first node below that is none.
        """
        graph = self.graph
        threshold += 0.0  # one zero: the comparison does not tell them apart
        while True:
            if not graph.lo[node] < threshold < graph.hi[node]:  # mostly it is: nothing is decided
                decided = self._by_bounds(node, sense, threshold)
                if decided >= 0:
                    return decided
            step = graph.steps[node]
            if step == NO_STEP:
                break
            opcode = graph.opcodes[node]
            below = graph.first[node]
            if step == LINE:
                # Which argument is the constant, without a branch.
                constant = graph.second[node]
                change = (below ^ constant) & -int(opcode == SUB)
                k = graph.constants[constant ^ change]
                m = multiplier(opcode, k)
                inner = sense ^ falls(m)
                passed = threshold_of_line(m, addend(opcode, k), threshold, inner)
                if passed == passed:
                    node = below ^ change
                    sense = inner
                    threshold = passed
                    continue
            if opcode == NEG:
                sense = 1 - sense
                threshold = 0.0 - threshold  # again the one zero
                node = below
                continue
            last = self._last_below_of_step(opcode, node, sense, threshold)
            if last == NO_BOUNDARY:
                break
            sense = sense if self.step.rising else 1 - sense
            threshold = at_place(last + 1 - sense)
            node = graph.second[node] if graph.is_constant(below) else below
        return self._find(node, sense, threshold)

    def _by_bounds(self, node, sense, threshold):
        """TRUE, FALSE, or NONE, by the bounds of a node's value."""
        interval = self.graph.interval(node)
        if (interval.lo >= threshold) if sense == BELOW else (interval.hi <= threshold):
            return FALSE
        if not interval.maybe_nan and ((interval.hi < threshold) if sense == BELOW else (interval.lo > threshold)):
            return TRUE
        return FALSE if self.graph.is_constant(node) else NONE  # only a NaN is undecided so far

    def _last_below_of_step(self, opcode, node, sense, threshold):
        """last_below of the step that a node is, to which self.step is set; NO_BOUNDARY if it is none."""
        step = self.step
        if not self._set_step(opcode, node):
            return NO_BOUNDARY
        last = last_below(step, threshold, (sense == ABOVE) == step.rising)
        # Where it is true, or false, for all numbers, the bounds would have decided it, but for NaN.
        return last if step.least <= last < step.most else NO_BOUNDARY

    def _set_step(self, opcode, node):
        """Make self.step the monotone step that a node is; gives False if it is none that gives a number for every number."""
        graph = self.graph
        if opcode < FIRST_BINARY:
            if opcode == SQUARE or not graph.is_clean(node) and is_partial(opcode):
                return False
            return self.step.set_unary(opcode)
        if graph.is_constant(graph.second[node]):
            return self.step.set_binary(opcode, graph.constants[graph.second[node]], False)
        if graph.is_constant(graph.first[node]):
            return self.step.set_binary(opcode, graph.constants[graph.first[node]], True)
        return False

    def _find(self, node, sense, threshold):
        """Most nodes are asked one thing only: that is not in the table, until they are asked another."""
        predicates = self.predicates
        latest = self.latest[node]
        if latest < 0:
            return self._add(node, sense, threshold)
        # As one branch, which mostly is foreseen.
        if int(predicates.senses[latest] == sense) & int(predicates.thresholds[latest] == threshold):
            return latest
        if predicates.next[latest] < 0:
            self._remember(latest, self._slot_of(latest))
        slot = self._slot(node, sense, threshold)
        found = self.table[slot]
        if found < 0:
            found = self._add(node, sense, threshold)
            self._remember(found, slot)
        return found

    _find._always_inline_ = True

    def _add(self, node, sense, threshold):
        made = self.predicates.add(node, sense, threshold, self.latest[node])
        self.latest[node] = made
        self.worklist.add(node)
        return made

    _add._always_inline_ = True

    def _slot(self, node, sense, threshold):
        """Where a question is in the table, or else the free slot where it belongs."""
        predicates = self.predicates
        hashed = self.graph.keyed.hash(float_to_bits(threshold), 2 * node + sense)
        slot = hashed & self.mask
        found = self.table[slot]
        while found >= 0 and not (predicates.nodes[found] == node and predicates.senses[found] == sense
                                  and predicates.thresholds[found] == threshold):
            slot = (slot + step_of(hashed)) & self.mask
            found = self.table[slot]
        return slot

    def _slot_of(self, predicate):
        predicates = self.predicates
        return self._slot(predicates.nodes[predicate], predicates.senses[predicate], predicates.thresholds[predicate])

    def _remember(self, predicate, slot):
        self.table[slot] = predicate
        self.remembered += 1
        if 4 * self.remembered > 3 * self.mask:
            self._grow()

    def _grow(self):
        smaller = self.table
        slots = self.mask + 1
        self.mask = 2 * slots - 1
        self.table = all_ints(self.pool, 2 * slots, NONE)
        for slot in range(slots):
            if smaller[slot] >= 0:
                self.table[self._slot_of(smaller[slot])] = smaller[slot]

    # ---- splitting ----

    def split_all(self):
        """From the result down: all questions for a node are there before any of its arguments' turn comes."""
        node = self.worklist.next()
        while node != NO_NODE:
            self.asked[self.asked_count] = node
            self.asked_count += 1
            opcode = self.graph.opcodes[node]
            if opcode == MIN or opcode == MAX:
                self._split_choice(node, opcode)
            elif node > Y:
                self._split_node(node)
            node = self.worklist.next()

    def _split_choice(self, node, opcode):
        """All questions for a node that is a MIN or a MAX."""
        graph = self.graph
        a = graph.first[node]
        b = graph.second[node]
        is_clean = int(graph.is_clean(node))
        predicate = self.latest[node]
        while predicate >= 0:
            sense = self.predicates.senses[predicate]
            t = self.predicates.thresholds[predicate]
            both = int((opcode == MIN) == (sense == ABOVE))
            if both | is_clean:
                self._combine(predicate, OR - both, a, sense, t, b, sense, t)
            predicate = self.predicates.next[predicate]

    def _split_node(self, node):
        predicate = self.latest[node]
        while predicate >= 0:
            self._split(predicate)
            predicate = self.predicates.next[predicate]

    def _split(self, predicate):
        graph = self.graph
        node = self.predicates.nodes[predicate]
        opcode = graph.opcodes[node]
        sense = self.predicates.senses[predicate]
        t = self.predicates.thresholds[predicate]
        a = graph.first[node]
        b = graph.second[node]
        if opcode == ABS:
            if not graph.is_distance(node):  # its bounds are better than those of its argument
                self._split_magnitude(predicate, a, sense, t, t)
        elif opcode == SQUARE:
            self._split_square(predicate, a, sense, t)
        elif opcode == MOD and graph.is_constant(b):
            self._split_remainder(predicate, node, abs(graph.constants[b]), sense, t)
        elif graph.is_fraction(node) and graph.opcodes[b] == FLOOR:
            self._split_remainder(predicate, node, 1.0, sense, t)  # but for the sign of a zero
        elif opcode == SUB and t == 0.0 and not graph.is_constant(a):
            if sense == BELOW:
                self.predicates.define(predicate, LESS, a, b)
            else:
                self.predicates.define(predicate, LESS, b, a)
        elif opcode == SQRT:
            self._split_partial_root(predicate, a, sense, t)
        elif opcode == operations.OR:
            self._split_or(predicate, node, sense, t)
        elif opcode == operations.AND:
            self._split_and(predicate, node, sense, t)
        elif opcode == NOT:
            self._split_not(predicate, a, sense)
        elif opcode == operations.COMPARE:
            self._split_comparison(predicate, a, b, sense, t)

    def _combine(self, predicate, kind, a, sense_a, t_a, b, sense_b, t_b):
        """Make a predicate the AND or the OR of two questions, if there may be one boolean more."""
        if self.booleans < self.most_booleans:
            self.booleans += 1
            left = self.ask(a, sense_a, t_a)
            self.predicates.define(predicate, kind, left, self.ask(b, sense_b, t_b))

    _combine._always_inline_ = True

    def _same(self, predicate, other):
        self.predicates.define(predicate, SAME, other, other)

    def _split_magnitude(self, predicate, a, sense, low, high):
        """|a| < high, or |a| > low. As a predicate it is undecided, so that neither is negative."""
        if sense == BELOW:
            self._combine(predicate, AND, a, BELOW, high, a, ABOVE, -high)
        elif low >= 0.0:
            self._combine(predicate, OR, a, ABOVE, low, a, BELOW, -low)

    def _split_square(self, predicate, a, sense, t):
        """The square of a passes t where |a| passes its root, rounded the right way."""
        if t < 0.0:
            return  # only a NaN can be undecided
        step = self.step
        step.set_unary(SQUARE)
        last = last_below(step, t, sense == ABOVE)
        if last < 0:
            return
        low = at_place(last)
        self._split_magnitude(predicate, a, sense, low, next_above(low))

    def _split_remainder(self, predicate, node, modulus, sense, t):
        """mod(a, modulus) < t, or > t: whether a lies in that part of one of the cells within its bounds."""
        graph = self.graph
        a = graph.first[node]
        if not (graph.is_clean(node) and graph.is_clean(a)):
            return
        cells = cells_of(graph.interval(a), modulus)
        if cells == 0 or not self._may_be_more(2 * cells):
            return
        cell = first_cell(graph.interval(a), modulus)
        start = start_of_cell(cell, modulus)
        rest = predicate
        while True:
            cells -= 1
            cell += 1
            end = start_of_cell(cell, modulus)
            self.step.set_remainder(modulus, start, end - 1)
            last = last_below(self.step, t, sense == ABOVE)
            piece = self._part(node)
            left = self.ask(a, ABOVE, at_place(start - 1 if sense == BELOW else last))
            self.predicates.define(piece, AND, left, self.ask(a, BELOW, at_place(last + 1 if sense == BELOW else end)))
            if cells == 0:
                self._same(rest, piece)
                return
            following = self._part(node)
            self.predicates.define(rest, OR, piece, following)
            rest = following
            start = end

    def _split_partial_root(self, predicate, a, sense, t):
        """The root of what may be below zero, where it is not a number; that of -0.0 is a zero."""
        step = self.step
        step.set_unary(SQRT)
        last = last_below(step, t, sense == ABOVE)
        if not step.least <= last < step.most:
            return
        if sense == BELOW:
            self._combine(predicate, AND, a, BELOW, at_place(last + 1), a, ABOVE, next_below(0.0))
        else:
            self._same(predicate, self.ask(a, ABOVE, at_place(last)))

    # ---- logic ----

    def _split_or(self, predicate, node, sense, t):
        """`a or b` is b where a is 0, else a. What of a is asked is false for a NaN, as is the question of it."""
        if not self._may_be_more(3):
            return
        a = self.graph.first[node]
        b = self.graph.second[node]
        asked = self.ask(a, sense, t)
        part = self._part(node)
        if _holds_zero(sense, t):
            self.predicates.define(part, OR, self._nonzero(node, a), self.ask(b, sense, t))
            self.predicates.define(predicate, AND, asked, part)
        else:
            self.predicates.define(part, AND, self._zero(node, a), self.ask(b, sense, t))
            self.predicates.define(predicate, OR, asked, part)

    def _split_and(self, predicate, node, sense, t):
        """`a and b` is b where a is not 0, else a."""
        a = self.graph.first[node]
        b = self.graph.second[node]
        if not self.graph.is_clean(a) or not self._may_be_more(2):
            return
        if _holds_zero(sense, t):
            zero = self._zero(node, a)
            self.predicates.define(predicate, OR, zero, self.ask(b, sense, t))
        else:
            nonzero = self._nonzero(node, a)
            self.predicates.define(predicate, AND, nonzero, self.ask(b, sense, t))

    def _split_not(self, predicate, a, sense):
        """0 or 1; as a predicate it is undecided, so that the threshold lies between."""
        if sense == ABOVE:
            self._combine(predicate, AND, a, ABOVE, next_below(0.0), a, BELOW, next_above(0.0))
        elif self.graph.is_clean(a):
            self._combine(predicate, OR, a, BELOW, 0.0, a, ABOVE, 0.0)

    def _split_comparison(self, predicate, a, b, sense, t):
        """-1, 0 or 1: whether a < b, a <= b, a > b or a >= b; the question may also be whether it is NaN."""
        graph = self.graph
        if not (-1.0 < t <= 1.0 if sense == BELOW else -1.0 <= t < 1.0):
            return
        is_strict = t <= 0.0 if sense == BELOW else t >= 0.0
        if graph.is_constant(b):
            self._compare_with_constant(predicate, a, sense, is_strict, graph.constants[b])
        elif graph.is_constant(a):
            self._compare_with_constant(predicate, b, 1 - sense, is_strict, graph.constants[a])
        elif is_strict and sense == BELOW:
            self.predicates.define(predicate, LESS, a, b)
        elif is_strict:
            self.predicates.define(predicate, LESS, b, a)

    def _compare_with_constant(self, predicate, a, sense, is_strict, k):
        """a < k, a <= k, a > k or a >= k."""
        if abs(k) < INFINITY:
            if not is_strict:
                k = next_above(k) if sense == BELOW else next_below(k)
            self._same(predicate, self.ask(a, sense, k))

    def _may_be_more(self, count):
        """Whether there may be so many booleans more, of which the first is a predicate that is there already."""
        if self.booleans + count > self.most_booleans:
            return False
        self.booleans += 1
        return True

    def _zero(self, node, a):
        """Whether a is 0; false for a NaN."""
        part = self._part(node)
        left = self.ask(a, ABOVE, next_below(0.0))
        self.predicates.define(part, AND, left, self.ask(a, BELOW, next_above(0.0)))
        return part

    def _nonzero(self, node, a):
        """Whether a is a number other than 0."""
        part = self._part(node)
        left = self.ask(a, BELOW, 0.0)
        self.predicates.define(part, OR, left, self.ask(a, ABOVE, 0.0))
        return part

    def _part(self, node):
        """A part of the questions for a node, to be defined as a boolean later. Its threshold is like no other; and it is
        simplified before all that are there."""
        made = self.predicates.add(node, BELOW, NAN, self.latest[node])
        self.latest[node] = made
        self.booleans += 1
        return made

    # ---- simplifying ----

    def representative(self, predicate):
        """Where a predicate is SAME as another, the one that is meant; it has been simplified already."""
        if self.predicates.kinds[predicate] == SAME:
            return self.predicates.left[predicate]
        return predicate

    def simplify_all(self):
        """From the leaves up: arguments that are decided, equal, or SAME as others drop out."""
        predicates = self.predicates
        predicates.comparisons = IntList(self.pool, predicates.size)
        predicates.booleans = IntList(self.pool, self.booleans)
        position = self.asked_count - 1
        while position >= 0:
            predicate = self.latest[self.asked[position]]
            while predicate >= 0:
                kind = predicates.kinds[predicate]
                if kind == COMPARE or kind == LESS:
                    predicates.comparisons.append(predicate)
                else:
                    self._simplify(predicate, kind)
                predicate = predicates.next[predicate]
            position -= 1

    def _simplify(self, predicate, kind):
        predicates = self.predicates
        left = self.representative(predicates.left[predicate])
        right = self.representative(predicates.right[predicate])
        if left > TRUE and right > TRUE and left != right:
            predicates.define(predicate, kind, left, right)
            predicates.booleans.append(predicate)
            return
        decisive = FALSE if kind == AND else TRUE
        if left == right or left == decisive or right == 1 - decisive:
            self._same(predicate, left)
        else:
            self._same(predicate, right)


def _holds_zero(sense, t):
    """Whether 0 passes a question."""
    return 0.0 < t if sense == BELOW else 0.0 > t
