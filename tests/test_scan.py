"""Tokens: where they end, what ordinal or word they are, where they stand."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.operations import OPERATIONS
from pyfidget.scan import LONGEST_WORD, Scanner, UnexpectedByte, word_number
from pyfidget.system import from_bytes


def ordinal_of(name):
    scanner = Scanner(name + ' rest')
    assert scanner.read_name() == scanner.pos == len(name)
    return scanner.ordinal


@pytest.mark.parametrize('name, ordinal', [
    ('_0', 0), ('_1', 1), ('_9', 9), ('_a', 10), ('_f', 15), ('_10', 16), ('_ff', 255), ('_1eb9', 0x1eb9),
    ('_deadbeef', 0xdeadbeef),
    ('_ffffffff', 0xffffffff),
])
def test_a_name_that_is_a_number_in_hexadecimal_has_that_ordinal(name, ordinal):
    assert ordinal_of(name) == ordinal


@pytest.mark.parametrize('name', [
    '_', '__', '_00', '_01', '_0a', '_0000', '_A', '_1F', '__1', '_g', '_1g', '_g1', 'x', 'x1', '0', '1', '-1', '_-1',
    '_1.0', '_0x1',
    '_100000000', '_123456789abc', '_1_0', '_1#', '_\xe9', '_1\xff', 'a_1',
])
def test_any_other_name_has_no_ordinal(name):
    assert ordinal_of(name) == -1


@given(st.integers(0, 2 ** 32 - 1))
def test_every_number_of_32_bits_is_an_ordinal(number):
    assert ordinal_of('_%x' % number) == number


def test_an_ordinal_is_forgotten_with_the_next_name():
    scanner = Scanner('_5 x')
    scanner.read_name()
    assert scanner.ordinal == 5
    assert not scanner.at_line_end()
    scanner.read_name()
    assert scanner.ordinal == -1


@pytest.mark.parametrize('operation', OPERATIONS, ids=lambda operation: operation.name)
def test_every_operations_name_is_a_word(operation):
    scanner = Scanner(operation.name + '\t')
    assert scanner.read_word() == word_number(operation.name)
    assert scanner.pos == len(operation.name)


def test_a_word_that_is_too_long_is_none():
    scanner = Scanner('x' * (LONGEST_WORD + 1))
    assert scanner.read_word() == -1
    assert scanner.pos == LONGEST_WORD + 1


@given(st.binary(max_size=LONGEST_WORD), st.binary(max_size=LONGEST_WORD))
def test_words_have_the_same_number_only_if_they_are_the_same(a, b):
    a = from_bytes(a.lstrip(b'\x00'))
    b = from_bytes(b.lstrip(b'\x00'))
    assert (word_number(a) == word_number(b)) == (a == b)
    assert word_number(a) >= 0


@pytest.mark.parametrize('read', ['skip_token', 'read_name', 'read_word'])
@pytest.mark.parametrize('rest', ['', ' ', '\n', '\r\n', '\t_1', '\x00', '\v'])
def test_a_token_ends_at_a_blank_a_control_byte_or_the_end(read, rest):
    scanner = Scanner('ab#c\xe9' + rest)
    getattr(scanner, read)()
    assert scanner.pos == 5


@pytest.mark.parametrize('text, pos', [
    ('', 0), ('\n', 0), (' \t\r\v\f\n', 5), ('  ', 2), ('# word', 6), (' # word\nnext', 7), ('#\n', 1), ('##', 2),
    ('# \x00\n', 3),
])
def test_a_line_without_a_token_is_at_its_end(text, pos):
    scanner = Scanner(text)
    assert scanner.at_line_end()
    assert scanner.pos == pos


@pytest.mark.parametrize('text, pos', [('a', 0), (' a', 1), ('\t\r\v\f a', 5), ('\xe9', 0), ('\x7f', 0), ('"', 0)])
def test_a_line_with_a_token_is_not_at_its_end(text, pos):
    scanner = Scanner(text)
    assert not scanner.at_line_end()
    assert scanner.pos == pos


@pytest.mark.parametrize('byte', [chr(code) for code in range(32) if chr(code) not in '\t\n\v\f\r'])
def test_a_control_byte_before_a_token_is_unexpected(byte):
    scanner = Scanner('  ' + byte)
    with pytest.raises(UnexpectedByte):
        scanner.at_line_end()
    assert scanner.pos == 2


def test_a_byte_order_mark_is_no_token():
    scanner = Scanner('\xef\xbb\xbfa b')
    assert not scanner.at_line_end()
    assert scanner.skip_token() == 4


@given(st.text(alphabet='ab #\n', max_size=30), st.integers(0, 30))
def test_a_position_has_a_line_and_what_is_before_it_there(text, pos):
    text = str(text)
    pos = min(pos, len(text))
    lines = text[:pos].split('\n')
    assert Scanner(text).line_of(pos) == len(lines)
    assert Scanner(text).line_before(pos) == lines[-1]
