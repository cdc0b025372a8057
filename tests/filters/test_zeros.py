"""Where a value is said to be blind, the sign of its zeros cannot be seen: in all such values at once."""
import hypothesis
import pytest

from pyfidget.filters.signs import signs_of
from pyfidget.filters.uses import count_uses
from pyfidget.filters.zeros import _sees_argument, _sees_first, _sees_second, find_blind
from pyfidget.operations import CONST, OPERATIONS, VAR_X, VAR_Y, VAR_Z, apply_operation
from pyfidget.parser import parse
from tests.filters.programs import points, with_chain
from tests.strategies import alike, programs, scaled


def _result(program, point, turned):
    """The result, where the zeros of some values have the other sign."""
    values = []
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            value = program.constants[index]
        elif opcode <= VAR_Z:
            value = point[(VAR_X, VAR_Y, VAR_Z).index(opcode)]
        else:
            value = apply_operation(opcode, values[program.first[index]], values[program.second[index]])
        values.append(-value if turned[index] and value == 0.0 else value)
    return values[-1]


def blind_values(program):
    def ask(chain):
        listing, pool = chain.program, chain.spare
        blind = find_blind(listing, count_uses(listing, pool), signs_of(listing, pool), pool)
        return [bool(blind[index]) for index in range(program.size)]
    return with_chain(ask, program)


@scaled(500)
@hypothesis.given(programs(), points())
def test_nobody_sees_the_sign_of_a_blind_zero(program, at):
    blind = blind_values(program)
    for point in at:
        plain = _result(program, point, [False] * program.size)
        assert alike(plain, _result(program, point, blind))
        assert alike(plain, _result(program, point, [flag and index % 2 == 0 for index, flag in enumerate(blind)]))


@pytest.mark.parametrize('text, expected', [
    ('x var-x\nr neg x', [False, False]),
    ('x var-x\nr square x', [True, False]),
    ('x var-x\nc const 1\nr add x c', [True, False, False]),
    ('x var-x\nc const 0\nr add x c', [False, False, False]),
    ('x var-x\ny var-y\na add x y\nr abs a', [True, True, True, False]),
    ('x var-x\ny var-y\nr div x y', [False, False, False]),
    ('x var-x\ny var-y\nd div x y\nr exp d', [True, False, True, False]),
    ('x var-x\ny var-y\nr or x y', [True, False, False]),
])
def test_blind_values(text, expected):
    program = parse(text, '')
    assert blind_values(program) == expected


def test_an_operation_that_is_not_known_shows_the_sign():
    """A new one: what it does with a zero is for zeros.py to learn, until when nothing is concluded from it."""
    opcode = len(OPERATIONS)
    assert _sees_argument(opcode, False) and _sees_first(opcode, False, 0) and _sees_second(opcode, False, 0)
