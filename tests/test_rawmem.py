"""Raw memory: bytes that are zero until they are set."""
import os

from hypothesis import given
from hypothesis import strategies as st

from pyfidget.rawmem import alloc_bytes, free_bytes, get_byte, set_byte, set_word, write_block


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


@given(st.integers(-2**63, 2**63 - 1), st.integers(0, 8))
def test_a_word_is_eight_bytes_least_significant_first(value, index):
    block = alloc_bytes(16)
    set_word(block, index, value)
    expected = [(value >> (8 * i)) & 255 for i in range(8)]
    assert [get_byte(block, i) for i in range(16)] == [0] * index + expected + [0] * (8 - index)
    free_bytes(block)


def test_the_first_bytes_of_a_block_are_written():
    block = alloc_bytes(5)
    for index in range(5):
        set_byte(block, index, index + 1)
    source, target = os.pipe()
    write_block(target, block, 4)
    os.close(target)
    assert os.read(source, 10) == b'\x01\x02\x03\x04'
    os.close(source)
    free_bytes(block)
