"""Listings: the same programs in raw memory."""
from hypothesis import given

from pyfidget.listing import listing_of
from tests.lowering.evaluation import UsedPool
from tests.strategies import programs, same


def assert_same_program(one, other):
    assert one.size == other.size
    for index in range(one.size):
        assert one.opcodes[index] == other.opcodes[index]
        assert (one.first[index], one.second[index]) == (other.first[index], other.second[index])
        assert same(one.constants[index], other.constants[index])


@given(programs())
def test_a_listing_is_its_program_and_comes_back_as_one(program):
    listing = listing_of(program, UsedPool())
    assert_same_program(listing, program)
    assert_same_program(listing.to_program(), program)
    assert len(listing.to_program().opcodes) == program.size
