"""Tokens: where they end, what ordinal or word they are, where they stand."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.operations import OPERATIONS
from pyfidget.scan import (
    LONGEST_WORD,
    NO_WORD,
    UnexpectedByte,
    begin_of,
    line_before,
    line_end,
    line_of,
    next_token,
    ordinal_of,
    token_end,
    token_ends,
    word_number,
    word_of,
)
from pyfidget.texts import text_of
from tests.lowering.evaluation import UsedPool

CONTROLS = [chr(code) for code in range(32)]


def read_word(string, rest=' rest'):
    """The word and the ordinal of a token, which does not begin its text."""
    text = text_of('before ' + string + rest)
    stop = token_end(text, 7)
    assert stop == 7 + len(string)
    return word_of(text, 7, stop), ordinal_of(text, 7, stop)


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


@pytest.mark.parametrize('token', ['a', 'ab#c\xe9', '\x7f\x80\xff', 'abcdefg', 'abcdefgh', 'abcdefghi' * 3])
@pytest.mark.parametrize('rest', ['', ' ', '\n', '\r\n', '\t_1', '\x00', '\v'])
def test_a_token_ends_at_a_blank_a_control_byte_or_the_end(token, rest):
    assert token_end(text_of('x' + token + rest), 1) == 1 + len(token)


@given(strings(0, max_size=200), st.integers(0, 60))
def test_the_ends_of_tokens_are_found_as_bits(string, blanks):
    string += ' ' * blanks
    ends = token_ends(text_of(string), UsedPool())
    found = [bool(ends[place >> 3] >> (place & 7) & 1) for place in range(len(string) + 64)]
    assert found == [byte <= ' ' for byte in string] + [True] * 64


@pytest.mark.parametrize('string, pos', [
    ('', 0), ('\n', 0), (' \t\r\v\f\n', 5), ('  ', 2), ('# word', 6), (' # word\nnext', 7), ('#\n', 1), ('##', 2),
    ('# \x00\n', 3), ('a', 0), (' a', 1), ('\t\r\v\f a', 5), ('\xe9', 0), ('\x7f', 0), ('"', 0), (' a#', 1),
])
def test_the_next_token_of_a_line_or_its_end(string, pos):
    assert next_token(text_of(string), 0) == pos


@pytest.mark.parametrize('byte', [chr(code) for code in range(32) if chr(code) not in '\t\n\v\f\r'])
def test_a_control_byte_before_a_token_is_unexpected(byte):
    with pytest.raises(UnexpectedByte) as unexpected:
        next_token(text_of('  ' + byte), 0)
    assert unexpected.value.pos == 2


@pytest.mark.parametrize('string, begin', [
    ('\xef\xbb\xbfa b', 3), ('\xef\xbb\xbf', 3), ('\xef\xbba b', 0), ('a', 0), ('', 0), ('\xef', 0)])
def test_a_byte_order_mark_is_no_token(string, begin):
    assert begin_of(text_of(string)) == begin


@given(st.text(alphabet='ab #\n', max_size=30), st.integers(0, 30))
def test_a_position_has_a_line_and_what_is_before_it_there(string, pos):
    string = str(string)
    pos = min(pos, len(string))
    lines = string[:pos].split('\n')
    text = text_of(string)
    assert line_of(text, pos) == len(lines)
    assert line_before(text, pos) == lines[-1]
    assert line_end(text, pos) == pos + len(string[pos:].split('\n')[0])
