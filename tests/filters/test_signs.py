"""What a value may be is what it can be, for all operations on all kinds of doubles."""
import hypothesis
import pytest
from hypothesis import strategies as st

from pyfidget import operations
from pyfidget.filters.signs import ABOVE, ANYTHING, BELOW, HELD, MINUS_ZERO, PLUS_ZERO, sign_of, sign_of_number, signs_of
from pyfidget.operations import CONST, VAR_X, VAR_Z, apply_operation
from tests.filters.programs import with_chain
from tests.strategies import BINARY, EDGES, HASHED, NAN, UNARY, doubles_and_mixes, programs, scaled


@pytest.mark.parametrize('value, sign', [(-2.0, BELOW), (-0.0, MINUS_ZERO), (0.0, PLUS_ZERO), (5e-324, ABOVE), (NAN, 0),
                                         (HASHED[0], HELD)])
def test_of_a_number(value, sign):
    assert sign_of_number(value) == sign


@pytest.mark.parametrize('opcode', UNARY + BINARY)
def test_a_result_is_what_it_may_be_for_edges(opcode):
    edges = EDGES + HASHED
    for a in edges:
        for b in edges if opcode in BINARY else [0.0]:
            result = apply_operation(opcode, a, b)
            assert sign_of_number(result) & ~sign_of(opcode, sign_of_number(a), sign_of_number(b)) == 0, (a, b, result)


@scaled(300)
@hypothesis.given(st.sampled_from(UNARY + BINARY), doubles_and_mixes(), doubles_and_mixes(), st.integers(0, ANYTHING),
                  st.integers(0, ANYTHING))
def test_a_result_is_what_it_may_be(opcode, a, b, more, others):
    signs = sign_of(opcode, sign_of_number(a) | more, sign_of_number(b) | others)
    assert sign_of_number(apply_operation(opcode, a, b)) & ~signs == 0


@scaled(100)
@hypothesis.given(programs(), doubles_and_mixes())
def test_the_signs_of_a_program_hold(program, x):
    signs = with_chain(lambda chain: signs_of(chain.program, chain.spare), program)
    values = []
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            values.append(program.constants[index])
        elif VAR_X <= opcode <= VAR_Z:
            values.append(x)
        else:
            values.append(apply_operation(opcode, values[program.first[index]], values[program.second[index]]))
        assert sign_of_number(values[-1]) & ~signs[index] == 0
        assert operations.OPERATIONS[opcode].arity > 0 or opcode == CONST or signs[index] == ANYTHING
