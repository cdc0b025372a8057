"""Raw memory: bytes that are zero until they are set."""
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import rawmem
from pyfidget.rawmem import (
    alloc_bytes,
    alloc_large,
    alloc_words,
    as_doubles,
    as_ints,
    fill_bytes,
    free_bytes,
    free_large,
    free_lines,
    get_byte,
    get_int,
    get_word,
    is_missing,
    set_byte,
    set_flag,
    set_int,
    set_word,
    try_bytes,
    try_words,
    write_block,
)
from tests.strategies import to_bits


@given(st.integers(1, 100), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 255)), max_size=30))
def test_a_block_holds_the_byte_that_was_last_set_and_zero_elsewhere(size, changes):
    block = alloc_bytes(size)
    expected = [0] * size
    for index, value in changes:
        set_byte(block, index % size, value)
        expected[index % size] = value
    assert [get_byte(block, index) for index in range(size)] == expected
    free_bytes(block)


@pytest.mark.parametrize('size', [1, 4096, (2 << 20) - 1, 2 << 20, (2 << 20) + 1])
def test_a_large_block_has_the_size_that_was_asked_for(size):
    block = alloc_large(size)
    assert [get_byte(block, index) for index in (0, size // 2, size - 1)] == [0, 0, 0]
    set_byte(block, size - 1, 1)
    free_large(block, size)


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
    assert get_word(block, index) == value
    free_bytes(block)


@given(st.integers(1, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39), st.integers(0, 255)), max_size=5))
def test_bytes_are_filled_from_one_on_and_no_others(size, changes):
    block = alloc_bytes(size)
    expected = [0] * size
    for start, count, value in changes:
        start = start % size
        count = min(count, size - start)
        fill_bytes(block, start, count, value)
        expected[start:start + count] = [value] * count
    assert [get_byte(block, index) for index in range(size)] == expected
    free_bytes(block)


def test_a_flag_is_one_or_zero():
    block = alloc_bytes(3)
    fill_bytes(block, 0, 3, 7)
    set_flag(block, 0, 1.0 < 2.0)
    set_flag(block, 1, 2.0 < 1.0)
    assert [get_byte(block, index) for index in range(3)] == [1, 0, 7]
    free_bytes(block)


@pytest.mark.parametrize('make, put, get, values', [
    (try_bytes, set_byte, get_byte, [0, 255, 1]), (lambda count: as_ints(None, count), set_int, get_int, [0, 2 ** 31 - 1, -1]),
    (try_words, None, None, [-2 ** 63, 2 ** 63 - 1, 0]), (alloc_words, None, None, [-2 ** 63, 2 ** 63 - 1, 0]),
    (lambda count: as_doubles(None, count), None, None, [-1e308, 5e-324, float('inf')]),
])
def test_a_block_of_lines_holds_its_entries(make, put, get, values):
    block = make(len(values))
    assert not is_missing(block)
    for index, value in enumerate(values):
        if put:
            put(block, index, value)
        else:
            block[index] = value
    assert [get(block, index) if get else block[index] for index in range(len(values))] == values
    free_lines(block)


@pytest.mark.parametrize('allocate', [alloc_words])
def test_a_block_for_which_there_is_no_room_is_an_error_where_one_may_be_raised(monkeypatch, allocate):
    monkeypatch.setattr(rawmem, 'is_missing', lambda block: True)
    with pytest.raises(MemoryError):
        allocate(1)


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


def test_a_double_is_set_by_its_bits():
    block = rawmem.alloc_doubles(2)
    rawmem.set_bits(block, 1, (1 << 63) - 1)
    assert to_bits(block[1]) == (1 << 63) - 1
