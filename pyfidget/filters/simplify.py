"""The pass `simplify`: the algebra that is exact to the bit for every input; negations go towards the result.

The rules, each with its proof, are in negation.py, choices.py (min and max), arithmetic.py and magnitudes.py. This is what calls
them: an operation is rebuilt on its arguments, which have been rebuilt before. A rule that knows better builds other operations,
for which the rules are asked in turn. That ends, since each makes the program shorter, or cheaper, or moves a negation towards
the result. All is repeated until no rule applies; so the pass is idempotent.
"""
from pyfidget.filters import algebra as rules
from pyfidget.filters.algebra import NOTHING, Algebra
from pyfidget.filters.arithmetic import simplify_difference, simplify_product, simplify_sum
from pyfidget.filters.choices import simplify_choice
from pyfidget.filters.magnitudes import (
    simplify_absolute,
    simplify_compare,
    simplify_not,
    simplify_rounding,
    simplify_square,
    simplify_truth,
)
from pyfidget.filters.negation import simplify_negation
from pyfidget.filters.uses import count_uses, keep_live
from pyfidget.filters.zeros import find_blind
from pyfidget.operations import (
    ABS,
    ADD,
    AND,
    CEIL,
    COMPARE,
    CONST,
    DIV,
    FIRST_BINARY,
    FLOOR,
    MAX,
    MIN,
    MUL,
    NEG,
    NOT,
    OR,
    ROUND,
    SQUARE,
    SUB,
    VAR_Z,
)
from pyfidget.pool import new_ints

_MOST_ROUNDS = 20  # two or three are what models take


def simplify(program, setting, tally):
    """Two Algebras in turn: a round builds one by what the other has, which may have operations that nothing needs."""
    made = _Simplifier(setting.pool, program.size, tally)
    other = _Simplifier(setting.pool, program.size, tally)
    made.copy(program)
    for _ in range(_MOST_ROUNDS):
        before = tally.total()
        other.rebuild(made)
        made, other = other, made
        if tally.total() == before:
            break
    return keep_live(made.bench, setting.pool)


class _Simplifier(Algebra):
    def copy(self, program):
        """Take all operations of a Listing as they are."""
        for index in range(program.size):
            opcode = program.opcodes[index]
            if opcode == CONST:
                self.add_constant(program.constants[index])
            else:
                self.add(opcode, program.first[index], program.second[index])

    def rebuild(self, source):
        """Begin anew, with what another Algebra has, simplified."""
        self.bench.clear()
        program = source.bench
        uses = count_uses(program, self.pool)
        blind = find_blind(program, uses, source.signs, self.pool)
        renamed = new_ints(self.pool, program.size)
        for index in range(program.size):
            if uses[index] > 0:
                made = self._rebuild(program, index, renamed, blind[index] != 0)
                self.uses[made] += uses[index]
                renamed[index] = made
        self.bench.end_with(renamed[program.size - 1])

    def _rebuild(self, program, index, renamed, blind):
        opcode = program.opcodes[index]
        if opcode == CONST:
            size = self.bench.size
            made = self.constant(program.constants[index])
            if made < size:
                self.count(rules.SAME_CONSTANT)
            return made
        if opcode <= VAR_Z:
            return self.add(opcode, 0, 0)
        a = renamed[program.first[index]]
        return self.build(opcode, a, renamed[program.second[index]] if opcode >= FIRST_BINARY else 0, blind)

    def build(self, opcode, a, b, blind):
        simpler = self._simplify(opcode, a, b, blind)
        return simpler if simpler != NOTHING else self.add(opcode, a, b)

    def _simplify(self, opcode, a, b, blind):
        if opcode == MIN or opcode == MAX:
            return simplify_choice(self, opcode, a, b, blind)
        if opcode == ADD:
            return simplify_sum(self, a, b, blind)
        if opcode == SUB:
            return simplify_difference(self, a, b, blind)
        if opcode == MUL or opcode == DIV:
            return simplify_product(self, opcode, a, b, blind)
        if opcode == NEG:
            return simplify_negation(self, a, blind)
        if opcode == SQUARE:
            return simplify_square(self, a, blind)
        if opcode == ABS:
            return simplify_absolute(self, a, blind)
        if opcode == NOT:
            return simplify_not(self, a, blind)
        if opcode == FLOOR or opcode == CEIL or opcode == ROUND:
            return simplify_rounding(self, a)
        if opcode == COMPARE:
            return simplify_compare(self, a, b, blind)
        if opcode == AND or opcode == OR:
            return simplify_truth(self, opcode, a, b)
        return NOTHING
