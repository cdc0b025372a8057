"""The pass `reassociate-inexact`: sums, products and choices put together by what they depend on.

    c + u(x) - v(y) + w(x) - d    becomes    ((u(x) + w(x)) + (c - d)) - v(y)

A sum is a tree of additions, subtractions and negations, a product one of multiplications; what is in the middle of a tree is
taken by nothing else. Constants, and var-z, come together with what depends on x alone, or else on y alone; then what depends
on y; then what depends on both. So fewer values of x alone and of y alone are wanted by what depends on both. Choices are
regrouped as by `regroup`, but all of their arguments are free to move.

Sums and products round otherwise then: not exact. Idempotent: what has been put together by this rule is so once more.
"""
from pyfidget.filters.classes import BOTH, NEITHER, X_ONLY, Y_ONLY, classes_of
from pyfidget.filters.regroup import regroup_freely
from pyfidget.filters.tally import Tally
from pyfidget.filters.uses import count_uses
from pyfidget.filters.workbench import Workbench
from pyfidget.operations import ADD, CONST, FIRST_BINARY, MUL, NEG, OPERATIONS, SUB, VAR_Z
from pyfidget.pool import Bytes, Ints, array, new_bytes, new_ints

RULES = ['sum rebuilt', 'product rebuilt', 'joined its class in a choice']
_SUM, _PRODUCT, _JOINED = range(3)
_NO_TREE, _OF_SUM, _OF_PRODUCT = range(3)
_KINDS = ''.join([chr(_OF_SUM if _opcode in (ADD, SUB, NEG) else _OF_PRODUCT if _opcode == MUL else _NO_TREE)
                  for _opcode in range(len(OPERATIONS))])


def reassociate(program, setting, tally):
    program = _Reassociation(program, setting.pool, tally).run()
    joined = Tally(['joined', 'kept'])
    program = regroup_freely(program, setting.pool, joined)
    tally.counts[_JOINED] += joined.counts[0]
    return program


def _kind(opcode):
    return ord(_KINDS[opcode])


class _Part(object):
    """Terms of a sum, new operations: those that are added, and those that are subtracted. Of a product all are added."""

    def __init__(self):
        self.plus = []
        self.minus = []

    def is_empty(self):
        return len(self.plus) == 0 and len(self.minus) == 0

    def put(self, term, is_minus):
        if is_minus:
            self.minus.append(term)
        else:
            self.plus.append(term)


class _Reassociation(object):
    uses = array(Ints, '_uses')
    classes = array(Bytes, '_classes')
    renamed = array(Ints, '_renamed')
    inner = array(Bytes, '_inner')  # in the middle of a tree
    has_inner = array(Bytes, '_has_inner')

    def __init__(self, program, pool, tally):
        self.program = program
        self.tally = tally
        self.uses = count_uses(program, pool)
        self.classes = classes_of(program, pool)
        self.bench = Workbench(pool, program.size)
        self.renamed = new_ints(pool, program.size)
        self.inner = new_bytes(pool, program.size)
        self.has_inner = new_bytes(pool, program.size)
        for index in range(program.size):
            self.inner[index] = 0
            self.has_inner[index] = 0

    def run(self):
        program = self.program
        self._find_trees()
        for index in range(program.size):
            if self.uses[index] > 0 and not self.inner[index]:
                self.renamed[index] = self._rebuild(index)
        return self.bench.finish(self.renamed[program.size - 1])

    def _find_trees(self):
        """From the result back: a tree's root depends on both coordinates; below it everything of its kind belongs to it."""
        program = self.program
        for index in range(program.size - 1, -1, -1):
            opcode = program.opcodes[index]
            if self.uses[index] > 0 and _kind(opcode) != _NO_TREE and (self.inner[index] or self.classes[index] == BOTH):
                self._mark_inner(index, program.first[index])
                if opcode >= FIRST_BINARY:
                    self._mark_inner(index, program.second[index])

    def _mark_inner(self, user, argument):
        opcodes = self.program.opcodes
        if self.uses[argument] == 1 and _kind(opcodes[argument]) == _kind(opcodes[user]):
            self.inner[argument] = 1
            self.has_inner[user] = 1

    def _rebuild(self, index):
        program = self.program
        opcode = program.opcodes[index]
        if opcode == CONST:
            return self.bench.constant(program.constants[index])
        if opcode <= VAR_Z:
            return self.bench.add(opcode, 0, 0)
        if self.has_inner[index]:
            return self._rebuild_sum(index) if _kind(opcode) == _OF_SUM else self._rebuild_product(index)
        b = self.renamed[program.second[index]] if opcode >= FIRST_BINARY else 0
        return self.bench.add(opcode, self.renamed[program.first[index]], b)

    def _rebuild_sum(self, root):
        self.tally.count(_SUM)
        parts = [_Part(), _Part(), _Part(), _Part()]
        constant = self._split(root, parts)
        home = _home_of_constants(parts)
        if constant != 0.0:
            parts[home].put(self.bench.constant(constant), False)
        whole = _Part()
        for kind in [X_ONLY, Y_ONLY, BOTH]:
            if not parts[kind].is_empty():
                self._sum_part(parts[kind], whole)
        if whole.is_empty():
            return self.bench.constant(constant)
        result = _Part()
        self._sum_part(whole, result)
        return result.plus[0] if len(result.plus) > 0 else self.bench.add(NEG, result.minus[0], 0)

    def _sum_part(self, part, into):
        """Put the sum of all terms of a part into another one: to be subtracted there, if all of them are."""
        is_minus = len(part.plus) == 0
        plus = part.minus if is_minus else part.plus
        total = plus[0]
        for i in range(1, len(plus)):
            total = self.bench.add(ADD, total, plus[i])
        if not is_minus:
            for term in part.minus:
                total = self.bench.add(SUB, total, term)
        into.put(total, is_minus)

    def _rebuild_product(self, root):
        self.tally.count(_PRODUCT)
        parts = [_Part(), _Part(), _Part(), _Part()]
        constant = self._split(root, parts)
        home = _home_of_constants(parts)
        if constant != 1.0:
            parts[home].put(self.bench.constant(constant), False)
        whole = -1
        for kind in [X_ONLY, Y_ONLY, BOTH]:
            product = -1
            for factor in parts[kind].plus:
                product = factor if product < 0 else self.bench.add(MUL, product, factor)
            if product >= 0:
                whole = product if whole < 0 else self.bench.add(MUL, whole, product)
        return whole

    def _split(self, root, parts):
        """Put the terms of a tree into the parts of their classes; gives what the constants among them make together."""
        program = self.program
        is_product = program.opcodes[root] == MUL
        constant = 1.0 if is_product else 0.0
        stack = [root]
        signs = [False]
        while len(stack) > 0:
            index = stack.pop()
            is_minus = signs.pop()
            opcode = program.opcodes[index]
            if index == root or self.inner[index]:
                if opcode >= FIRST_BINARY:
                    stack.append(program.second[index])
                    signs.append(is_minus != (opcode == SUB))
                stack.append(program.first[index])
                signs.append(is_minus != (opcode == NEG))
            elif opcode != CONST:
                parts[self.classes[index]].put(self.renamed[index], is_minus)
            elif is_product:
                constant *= program.constants[index]
            else:
                constant += -program.constants[index] if is_minus else program.constants[index]
        return constant


def _home_of_constants(parts):
    """The class that constants go with; what depends on neither coordinate goes there, too."""
    home = X_ONLY
    while home < BOTH and parts[home].is_empty():
        home += 1
    parts[home].plus.extend(parts[NEITHER].plus)
    parts[home].minus.extend(parts[NEITHER].minus)
    return home


assert NEITHER < X_ONLY < Y_ONLY < BOTH
