"""Numerals: exactly the decimal forms, each to the nearest double."""
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyfidget.numeral import BadNumeral, read_numeral, read_string
from pyfidget.texts import text_of
from tests.strategies import INFINITY, LARGEST, LEAST, NAN, doubles, neighbour, numbers, same, scaled


def read(text):
    """The value of a numeral that stands in the middle of a text."""
    return read_numeral(text_of('7e' + text + '8'), 2, 2 + len(text))


@given(doubles())
def test_the_shortest_text_of_a_double_reads_back(x):
    assert same(read(repr(x)), x)


@given(numbers())
def test_seventeen_digits_of_a_double_read_back(x):
    assert same(read('%.17g' % x), x)
    assert same(read('%.16e' % x), x)


def digits(most):
    return st.text(alphabet='0123456789', max_size=most)


def plain_numerals():
    return st.tuples(st.sampled_from(['', '-', '+']), digits(25), st.sampled_from(['', '.']), digits(25)).filter(
        lambda parts: parts[1] or parts[2] and parts[3]).map(''.join)


def exponents():
    return st.one_of(
        st.just(''), st.tuples(st.sampled_from('eE'), st.integers(-400, 400)).map(lambda parts: '%s%d' % parts),
        st.tuples(st.sampled_from('eE'), st.integers(0, 400)).map(lambda parts: '%s+%d' % parts))


@scaled(400)
@given(plain_numerals(), exponents())
@example('0.000000000000000000000000000001', 'e30')
@example('00000000000000000000000000000012.50', '')
@example('123456789012345', 'e22')
@example('1234567890123456', 'e22')
@example('123456789012345.', 'e-22')
@example('123456789012345', 'e23')
@example('999999999999999', 'e-23')
@example('0', 'e999999999')
@example('1', 'e-999999999')
@example('1', 'e000000000000000000000001')
@example('-0.0', 'e5')
@example('-' + '0' * 50, '')
def test_a_decimal_numeral_is_read_to_the_nearest_double(mantissa, exponent):
    text = str(mantissa + exponent)
    assert same(read(text), float(text))


@given(st.integers(0, 2 ** 53), st.integers(-30, 30))
def test_whole_numbers_with_any_small_exponent_are_read_to_the_nearest_double(mantissa, exponent):
    text = '%de%d' % (mantissa, exponent)
    assert same(read(text), float(text))


@pytest.mark.parametrize('text, value', [
    ('9007199254740993', 2.0 ** 53), ('9007199254740993.00000000000000000000000000001', 2.0 ** 53 + 2.0),
    ('9007199254740992.99999', 2.0 ** 53), ('9007199254740995', 2.0 ** 53 + 4.0),
    ('1.00000000000000011102230246251565404236316680908203125', 1.0),
    ('1.00000000000000011102230246251565404236316680908203126', 1.0 + 2.0 ** -52),
    ('1.00000000000000011102230246251565404236316680908203124', 1.0),
    ('2.4703282292062327e-324', 0.0), ('2.4703282292062328e-324', LEAST), ('4.9406564584124654e-324', LEAST),
    ('2.2250738585072011e-308', neighbour(2.2250738585072014e-308, -1)), ('1.7976931348623157e308', LARGEST),
    ('1.7976931348623158e308', LARGEST), ('1.7976931348623159e308', INFINITY), ('1e309', INFINITY), ('-1e309', -INFINITY),
    ('1e-400', 0.0), ('-1e-400', -0.0), ('1e99999999999999999999', INFINITY), ('1e-99999999999999999999', 0.0),
    ('0e99999999999999999999', 0.0), ('1' + '0' * 400, INFINITY), ('0.' + '0' * 400 + '1', 0.0),
    ('0.' + '0' * 400 + '1e401', 1.0), ('1' + '0' * 400 + 'e-400', 1.0),
])
def test_halfway_and_extreme_numerals_are_read_to_the_nearest_double(text, value):
    assert same(read(text), value)


@pytest.mark.parametrize('text, value', [
    ('1', 1.0), ('1.', 1.0), ('.5', 0.5), ('-.5', -0.5), ('+.5', 0.5), ('-0', -0.0), ('+0', 0.0), ('1e5', 1e5), ('1E5', 1e5),
    ('1.e5', 1e5), ('.5e+1', 5.0), ('1e-05', 1e-5), ('inf', INFINITY), ('+inf', INFINITY), ('-inf', -INFINITY),
    ('INF', INFINITY),
    ('Infinity', INFINITY), ('-infinity', -INFINITY), ('nan', NAN), ('-nan', NAN), ('NaN', NAN),
])
def test_every_form_of_a_numeral_is_read(text, value):
    assert same(read(text), value)


@pytest.mark.parametrize('text', [
    '', '+', '-', '.', '-.', '+.', '1_000', '0x10', '0x1p3', '1e', '1e+', '1e-', 'e5', '.e5', '1.2.3', '1..2', ' 1', '1 ',
    '1e5.0',
    '1e5e5', '--1', '+-1', '-+1', '1-', '1+1', 'infinit', 'infinityy', 'in', 'i', 'nan0', 'nan(1)', '1inf', 'inf1', '--inf',
    '1f',
    '1d', '1,5', '1L', '1j', 'one', '\xb2', '\xd9\xa1', '1\x00', '1\n', '0b1', '0o7', 'e', '-e', '1e 5', '1e5 ', "'1'",
])
def test_anything_else_is_no_numeral(text):
    with pytest.raises(BadNumeral):
        read(text)


def check_that_it_is_what_python_reads(text):
    try:
        expected = float(text) if not set(text) & set('_ ') else None
    except ValueError:
        expected = None
    if expected is None:
        with pytest.raises(BadNumeral):
            read(text)
    else:
        assert same(read(text), expected)


@scaled(300)
@given(st.text(alphabet='0123456789.eE+-infa_ x', max_size=8))
def test_what_is_read_is_what_python_reads_without_blanks_and_underscores(text):
    check_that_it_is_what_python_reads(str(text))


@given(st.text(alphabet='0123456789.e-+infa', max_size=8).map(str))
def test_a_string_is_the_same_number_as_a_piece_of_a_text(string):
    try:
        expected = read(string)
    except BadNumeral:
        with pytest.raises(BadNumeral):
            read_string(string)
    else:
        assert same(read_string(string), expected)


@scaled(400)
@given(st.sampled_from(['', '-', '+', '--', '-+']),
       st.text(alphabet='0123456789.', max_size=9) | st.text(alphabet='0159./:-e', max_size=9))
def test_a_short_numeral_is_what_python_makes_of_it(sign, short):
    check_that_it_is_what_python_reads(str(sign + short))
