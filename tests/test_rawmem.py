"""Raw memory: bytes that are zero until they are set."""
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.rawmem import alloc_bytes, free_bytes, get_byte, set_byte


@given(st.integers(1, 100), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 255)), max_size=30))
def test_a_block_holds_the_byte_that_was_last_set_and_zero_elsewhere(size, changes):
    block = alloc_bytes(size)
    expected = [0] * size
    for index, value in changes:
        set_byte(block, index % size, value)
        expected[index % size] = value
    assert [get_byte(block, index) for index in range(size)] == expected
    free_bytes(block)


def test_blocks_do_not_share_their_bytes():
    one, other = alloc_bytes(1), alloc_bytes(1)
    set_byte(one, 0, 255)
    assert get_byte(other, 0) == 0
    free_bytes(one)
    free_bytes(other)
