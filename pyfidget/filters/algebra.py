"""What the rules of `simplify` stand on: a program that is being rebuilt, and what is known of each value in it."""
from pyfidget.filters.signs import ANYTHING, sign_of, sign_of_number
from pyfidget.filters.workbench import Workbench
from pyfidget.operations import CONST, VAR_Z

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

    def __init__(self, expected, tally):
        self.bench = Workbench(expected)
        self.signs = []
        self.uses = []
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
        self.signs.append(sign_of(opcode, self.signs[a], self.signs[b]) if opcode > VAR_Z else ANYTHING)
        self.uses.append(0)
        return index

    def constant(self, value):
        size = self.bench.size
        index = self.bench.constant(value)
        if index == size:
            self.signs.append(sign_of_number(value))
            self.uses.append(0)
        return index

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
