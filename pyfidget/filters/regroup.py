"""The pass `regroup`: in a choice of many, what depends on x alone comes together, and so does what depends on y alone.

    min(min(u(x), v(y)), w(x)) = min(min(u(x), w(x)), v(y))

A tree of min, or of max, may be put together in any way, exactly (choices.py). Its arguments may change places only where that
changes nothing: if two of them are never zeros of different sign, of which the last one would come out, or nobody sees that; and
if neither can be the NaN of a mix, of which the first one would. So an argument moves left past those that it may pass, to the
group of its class; where it may not pass, it stays. `reassociate-inexact` lets all of them pass.

Idempotent: a group is one value of its class then, and between groups of one class there is what barred the way. The values of a
new tree are all live when it begins; `reorder` mends that.
"""
from pyfidget.filters.classes import BOTH, classes_of
from pyfidget.filters.signs import HELD, MINUS_ZERO, PLUS_ZERO, signs_of
from pyfidget.filters.uses import count_uses
from pyfidget.filters.workbench import Workbench
from pyfidget.filters.zeros import find_blind
from pyfidget.operations import CONST, FIRST_BINARY, MAX, MIN, VAR_Z
from pyfidget.pool import Bytes, Ints, array, new_bytes, new_ints

RULES = ['joined its class', 'kept from it']
_JOINED, _KEPT = range(2)
_MOST_PASSED = 8  # groups that an argument may pass: a bound on time


def regroup(program, setting, tally):
    return _Regrouping(program, setting.pool, tally, False).run()


def regroup_freely(program, pool, tally):
    """As if there were neither zeros of different sign nor NaN of mixes."""
    return _Regrouping(program, pool, tally, True).run()


class _Group(object):
    """Arguments of one class, from left to right, and the signs of all of them."""

    def __init__(self, kind, argument, signs):
        self.kind = kind
        self.arguments = [argument]
        self.signs = signs


class _Regrouping(object):
    uses = array(Ints, '_uses')
    classes = array(Bytes, '_classes')
    signs = array(Bytes, '_signs')
    blind = array(Bytes, '_blind')
    renamed = array(Ints, '_renamed')
    inner = array(Bytes, '_inner')

    def __init__(self, program, pool, tally, is_free):
        self.program = program
        self.tally = tally
        self.is_free = is_free
        self.uses = count_uses(program, pool)
        self.classes = classes_of(program, pool)
        self.signs = signs_of(program, pool)
        self.blind = find_blind(program, self.uses, self.signs, pool)
        self.bench = Workbench(pool, program.size)
        self.renamed = new_ints(pool, program.size)
        self.inner = new_bytes(pool, program.size)
        self._find_inner()
        self.groups = {}  # of the trees that are put together anew, by their roots

    def _find_inner(self):
        """Mark the operations that are in the middle of a tree: taken by one operation alone, which is of the same kind."""
        program = self.program
        for index in range(program.size):
            self.inner[index] = 0
        for index in range(program.size):
            opcode = program.opcodes[index]
            if self._is_tree(index, opcode) and self.uses[index] > 0:
                a = program.first[index]
                b = program.second[index]
                self.inner[a] |= int(self.uses[a] == 1 and self._is_tree(a, opcode))
                self.inner[b] |= int(self.uses[b] == 1 and self._is_tree(b, opcode))

    def _is_tree(self, index, opcode):
        """Whether an operation is of a kind that makes trees, and a choice between what is not all of one class."""
        return (opcode == MIN or opcode == MAX) and self.program.opcodes[index] == opcode and self.classes[index] == BOTH

    def run(self):
        program = self.program
        self._plan()
        for index in range(program.size):
            if self.uses[index] > 0 and not self.inner[index]:
                self.renamed[index] = self._rebuild(index)
        return self.bench.finish(self.renamed[program.size - 1])

    def _plan(self):
        """Find the groups of all trees. Those that are in groups stay as they are: models have them as chains or balanced."""
        for root in range(self.program.size):
            if self.uses[root] > 0 and not self.inner[root] and self._is_tree(root, self.program.opcodes[root]):
                groups = self._group(root)
                joined = _count_joined(groups)
                if joined > 0:
                    self.tally.counts[_JOINED] += joined
                    self.groups[root] = groups
                else:
                    self._leave(root)

    def _leave(self, root):
        stack = [root]
        while len(stack) > 0:
            index = stack.pop()
            if index == root or self.inner[index]:
                self.inner[index] = 0
                stack.append(self.program.second[index])
                stack.append(self.program.first[index])

    def _rebuild(self, index):
        program = self.program
        opcode = program.opcodes[index]
        if opcode == CONST:
            return self.bench.constant(program.constants[index])
        if opcode <= VAR_Z:
            return self.bench.add(opcode, 0, 0)
        if index in self.groups:
            return self._join(opcode, self.groups[index])
        b = self.renamed[program.second[index]] if opcode >= FIRST_BINARY else 0
        return self.bench.add(opcode, self.renamed[program.first[index]], b)

    def _group(self, root):
        """The groups of a tree's arguments."""
        program = self.program
        groups = []
        stack = [root]
        while len(stack) > 0:
            index = stack.pop()
            if index == root or self.inner[index]:
                stack.append(program.second[index])
                stack.append(program.first[index])
            else:
                self._put(groups, index, self.blind[root] != 0)
        return groups

    def _put(self, groups, index, is_blind):
        """Put an argument into a group of its class that it may move to, or behind all others."""
        kind = self.classes[index]
        signs = self.signs[index]
        place = len(groups) - 1
        passed = 0
        while place >= 0 and groups[place].kind != kind and passed < _MOST_PASSED and self._may_pass(
                signs, groups[place].signs, is_blind):
            place -= 1
            passed += 1
        if place >= 0 and groups[place].kind == kind:
            groups[place].arguments.append(index)
            groups[place].signs |= signs
        else:
            self.tally.counts[_KEPT] += int(_is_among(groups, kind))
            groups.append(_Group(kind, index, signs))

    def _may_pass(self, a, b, is_blind):
        if self.is_free:
            return True
        if (a | b) & HELD:
            return False
        return is_blind or not (a & MINUS_ZERO and b & PLUS_ZERO or a & PLUS_ZERO and b & MINUS_ZERO)

    def _join(self, opcode, groups):
        """The index of the choice of all arguments: of each group first."""
        made = []
        for group in groups:
            made.append(self._pair_up(opcode, [self.renamed[argument] for argument in group.arguments]))
        return self._pair_up(opcode, made)

    def _pair_up(self, opcode, values):
        """The choice of some values as a balanced tree, in their order."""
        while len(values) > 1:
            pairs = []
            for i in range(0, len(values) - 1, 2):
                pairs.append(self.bench.add(opcode, values[i], values[i + 1]))
            if len(values) % 2 == 1:
                pairs.append(values[len(values) - 1])
            values = pairs
        return values[0]


def _count_joined(groups):
    """How many arguments of one class alone have others to join."""
    joined = 0
    for group in groups:
        if group.kind != BOTH:
            joined += len(group.arguments) - 1
    return joined


def _is_among(groups, kind):
    """Whether one of the last groups is of a class."""
    for i in range(max(0, len(groups) - _MOST_PASSED), len(groups)):
        if groups[i].kind == kind:
            return True
    return False
