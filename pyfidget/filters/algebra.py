"""What the rules of `simplify` stand on: a program that is being rebuilt, and what is known of each value in it."""
from pyfidget.filters.signs import ANYTHING, sign_of, sign_of_number
from pyfidget.filters.workbench import Workbench
from pyfidget.operations import CONST, VAR_Z
from pyfidget.pool import Bytes, Ints, array, longer_bytes, longer_ints, new_bytes, new_ints

(NEG_NEG, NEG_CONSTANT, NEG_PRODUCT, NEG_DIFFERENCE, NEG_CHOICE, CHOICE_OF_NEGS, CHOICE_OF_STEPS, CHOICE_SAME, CHOICE_ABSORB,
 ADD_NEG, SUB_NEG, NEG_SUB, ZERO, PRODUCT_NEG, PRODUCT_NEGS, ONE, SELF_PRODUCT, POWER_OF_TWO, SQUARE_NEG, ABSOLUTE, TRUTH, WHOLE,
 COMPARE_NEGS, SAME_CONSTANT) = range(24)
RULES = ['--x = x', '-(c)', '-(x*c) = x*-c', '-(a-b) = b-a', '-min(-a,b) = max(a,-b)', 'min(-a,-b) = -max(a,b)',
         'min(a+c,b+c) = min(a,b)+c', 'min(x,x)', 'min(x,min(x,y))', 'a+-b = a-b', 'a--b = a+b', '-a-b = -(a+b)', 'x+0',
         'x*-y = -(x*y)', '-x*-y = x*y', 'x*1', 'x*x = x^2', 'x/2^k = x*2^-k', '(-x)^2', 'abs, sign known', 'not, and, or',
         'floor of whole', 'compare(-a,-b)', 'same constant']

NOTHING = -1  # what a rule gives that knows no better


class Algebra(object):
    """A Workbench with, for each operation on it,

    signs   what its value may be (signs.py)
    uses    how many operations take it
    """

    signs = array(Bytes, '_signs')
    uses = array(Ints, '_uses')

    def __init__(self, pool, expected, tally):
        """expected: about how many operations there will be. MemoryError, as of all that adds."""
        self.pool = pool
        self.bench = Workbench(pool, expected)
        self.room = expected
        self.signs = new_bytes(pool, expected)
        self.uses = new_ints(pool, expected)
        self.tally = tally

    def build(self, opcode, a, b, blind):
        """The index of the value of an operation, by whatever rule; blind: whether nobody sees the sign of its zeros."""
        raise NotImplementedError

    def inner(self, opcode, a, b):
        """As build, of an operation that one other is going to take."""
        index = self.build(opcode, a, b, False)
        self.uses[index] += 1
        return index

    def add(self, opcode, a, b):
        """An operation as it is."""
        index = self.bench.add(opcode, a, b)
        self._note(index, sign_of(opcode, self.signs[a], self.signs[b]) if opcode > VAR_Z else ANYTHING)
        return index

    def add_constant(self, value):
        """A constant as it is, whether it is there or not."""
        index = self.bench.add(CONST, 0, 0)
        self.bench.constants[index] = value
        self._note(index, sign_of_number(value))

    def constant(self, value):
        size = self.bench.size
        index = self.bench.constant(value)
        if index == size:
            self._note(index, sign_of_number(value))
        return index

    def _note(self, index, signs):
        """What is known of a new operation."""
        if index == self.room:
            room = 2 * index + 16
            self.signs = longer_bytes(self.pool, self.signs, index, room)
            self.uses = longer_ints(self.pool, self.uses, index, room)
            self.room = room
        self.signs[index] = signs
        self.uses[index] = 0

    def opcode(self, index):
        return self.bench.opcodes[index]

    def first(self, index):
        return self.bench.first[index]

    def second(self, index):
        return self.bench.second[index]

    def value(self, index):
        """Of a constant."""
        return self.bench.constants[index]

    def is_constant(self, index):
        return self.bench.opcodes[index] == CONST

    def is_number(self, index, value):
        """Whether it is the constant `value`, or the zero of the other sign."""
        return self.is_constant(index) and self.value(index) == value

    def is_single(self, index):
        """Whether no more than one operation takes a value."""
        return self.uses[index] <= 1

    def never(self, index, signs):
        """Whether a value is none of what some bits say."""
        return self.signs[index] & signs == 0

    def negated(self, index):
        """The index of the negation of a constant."""
        return self.constant(-self.value(index))

    def count(self, rule):
        self.tally.count(rule)

    opcode._always_inline_ = True
    first._always_inline_ = True
    second._always_inline_ = True
    value._always_inline_ = True
    is_constant._always_inline_ = True
