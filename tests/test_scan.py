"""Tokens: where they end, what ordinal or word they are, where they stand."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.operations import OPERATIONS
from pyfidget.scan import LONGEST_WORD, NO_WORD, Scanner, UnexpectedByte, word_number
from pyfidget.texts import text_of

CONTROLS = [chr(code) for code in range(32)]


def scanner_of(string):
    return Scanner(text_of(string))


def read_word(string, rest=' rest'):
    """The word and the ordinal of a token."""
    scanner = scanner_of(string + rest)
    assert scanner.read_word() == scanner.pos == len(string)
    return scanner.word, scanner.ordinal


@pytest.mark.parametrize('name, ordinal', [
    ('_0', 0), ('_1', 1), ('_9', 9), ('_a', 10), ('_f', 15), ('_10', 16), ('_ff', 255), ('_1eb9', 0x1eb9), ('_', 0), ('_00', 0),
    ('_01', 1), ('x1f', 0x1f), ('_abcdef', 0xabcdef), ('_ffffff', 0xffffff), ('\xff12', 0x12),
])
def test_a_names_ordinal_is_what_it_says_behind_its_first_byte(name, ordinal):
    assert read_word(name)[1] == ordinal


@given(st.integers(0, 2 ** 24 - 1), st.sampled_from(['', ' ', '\n', '\t', ' _12 _34', '\nxxxxxxxxxx']))
def test_every_number_of_24_bits_is_an_ordinal(number, rest):
    assert read_word('_%x' % number, rest)[1] == number


def strings(least_code, **sizes):
    """Strings of bytes, least_code and above."""
    return st.lists(st.integers(least_code, 255), **sizes).map(lambda codes: ''.join(chr(code) for code in codes))


tokens = strings(0x21, min_size=1, max_size=LONGEST_WORD)


@given(tokens, st.sampled_from(CONTROLS + [' ', '']), strings(0, max_size=9))
def test_a_short_token_is_its_word_and_some_ordinal_whatever_follows(token, blank, rest):
    word, ordinal = read_word(token, blank + rest if blank else '')
    assert word == word_number(token) != NO_WORD
    assert (word, ordinal) == read_word(token) and 0 <= ordinal < 2 ** 32


@given(tokens, tokens)
def test_words_have_the_same_number_only_if_they_are_the_same(a, b):
    assert (word_number(a) == word_number(b)) == (a == b)
    assert -2 ** 63 <= word_number(a) < 2 ** 63


@pytest.mark.parametrize('operation', OPERATIONS, ids=lambda operation: operation.name)
def test_every_operations_name_is_a_word(operation):
    assert read_word(operation.name, '\t')[0] == word_number(operation.name)


@pytest.mark.parametrize('rest', ['', 'y', 'yyyyyyyyyyyyyyyy'])
def test_a_token_that_is_too_long_is_no_word(rest):
    assert read_word('x' * (LONGEST_WORD + 1) + rest) == (NO_WORD, 0)


@pytest.mark.parametrize('read', ['skip_token', 'read_word'])
@pytest.mark.parametrize('token', ['a', 'ab#c\xe9', '\x7f\x80\xff', 'abcdefg', 'abcdefgh', 'abcdefghi' * 3])
@pytest.mark.parametrize('rest', ['', ' ', '\n', '\r\n', '\t_1', '\x00', '\v'])
def test_a_token_ends_at_a_blank_a_control_byte_or_the_end(read, token, rest):
    scanner = scanner_of(token + rest)
    assert getattr(scanner, read)() == len(token)
    assert scanner.pos == len(token)


@pytest.mark.parametrize('text, pos', [
    ('', 0), ('\n', 0), (' \t\r\v\f\n', 5), ('  ', 2), ('# word', 6), (' # word\nnext', 7), ('#\n', 1), ('##', 2),
    ('# \x00\n', 3),
])
def test_a_line_without_a_token_is_at_its_end(text, pos):
    scanner = scanner_of(text)
    assert scanner.at_line_end()
    assert scanner.pos == pos


@pytest.mark.parametrize('text, pos', [('a', 0), (' a', 1), ('\t\r\v\f a', 5), ('\xe9', 0), ('\x7f', 0), ('"', 0)])
def test_a_line_with_a_token_is_not_at_its_end(text, pos):
    scanner = scanner_of(text)
    assert not scanner.at_line_end()
    assert scanner.pos == pos


@pytest.mark.parametrize('byte', [chr(code) for code in range(32) if chr(code) not in '\t\n\v\f\r'])
def test_a_control_byte_before_a_token_is_unexpected(byte):
    scanner = scanner_of('  ' + byte)
    with pytest.raises(UnexpectedByte):
        scanner.at_line_end()
    assert scanner.pos == 2


def test_a_byte_order_mark_is_no_token():
    scanner = scanner_of('\xef\xbb\xbfa b')
    assert not scanner.at_line_end()
    assert scanner.skip_token() == 4


@given(st.text(alphabet='ab #\n', max_size=30), st.integers(0, 30))
def test_a_position_has_a_line_and_what_is_before_it_there(text, pos):
    text = str(text)
    pos = min(pos, len(text))
    lines = text[:pos].split('\n')
    assert scanner_of(text).line_of(pos) == len(lines)
    assert scanner_of(text).line_before(pos) == lines[-1]
