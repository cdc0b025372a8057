"""Showing a piece of a file in a message."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.quote import quote
from pyfidget.system import from_bytes


def utf8(text):
    return from_bytes(text.encode('utf-8'))


@pytest.mark.parametrize('text, shown', [
    ('', "''"), ('radius', "'radius'"), ('a b', "'a b'"), ('a\nb', "'a\\x0ab'"), ('\x00\x1f\x7f', "'\\x00\\x1f\\x7f'"),
    ('\x1b[31m', "'\\x1b[31m'"), ('\xff', "'\\xff'"), ('caf\xe9', "'caf\\xe9'"), (utf8(u'caf\xe9'), utf8(u"'caf\xe9'")),
    (utf8(u'\u4e16') + '\xff', "'\\xe4\\xb8\\x96\\xff'"), ('x' * 40, "'" + 'x' * 40 + "'"),
    ('x' * 41, "'" + 'x' * 40 + "...'"),
    (utf8(u'\u4e16' * 14), utf8(u"'" + u'\u4e16' * 13 + u"...'")), ('x' * 38 + utf8(u'\u4e16' * 2), "'" + 'x' * 38 + "...'"),
    ('x' * 37 + utf8(u'\u4e16' * 2), utf8(u"'" + u'x' * 37 + u"\u4e16...'")),
    ('x' * 37 + utf8(u'\U0001d4cd' * 2), "'" + 'x' * 37 + "...'"), ('\xff' * 41, "'" + '\\xff' * 40 + "...'"),
    (utf8(u'\x9b31m'), "'\\xc2\\x9b31m'"), (utf8(u'\xa0\xbf'), utf8(u"'\xa0\xbf'")),
    (utf8(u'a\u2028b'), "'a\\xe2\\x80\\xa8b'"), (utf8(u'\u2066'), "'\\xe2\\x81\\xa6'"), (utf8(u'\u20ac'), utf8(u"'\u20ac'")),
    ('\x80' * 41, "'" + '\\x80' * 37 + "...'"),
], ids=repr)
def test_a_text_is_shown_in_quotes(text, shown):
    assert quote(text) == shown


def test_how_much_is_shown_may_be_asked_for():
    assert quote('x' * 100, 100) == "'" + 'x' * 100 + "'"
    assert quote('x' * 10 + utf8(u'\u4e16'), 12) == "'" + 'x' * 10 + "...'"


@given(st.binary(max_size=60).map(from_bytes))
def test_what_is_shown_of_any_bytes_is_printable_utf8_of_one_line(text):
    shown = quote(text)
    as_bytes = shown if bytes is str else shown.encode('latin-1')
    as_bytes.decode('utf-8')
    assert all(' ' <= c and c != '\x7f' for c in shown)
    assert len(shown) <= 2 + 4 * 40 + 3


@given(st.text(alphabet=u'ab\xe9\u4e16\U0001d4cd', max_size=60))
def test_what_is_shown_of_well_formed_text_is_a_beginning_of_it(text):
    shown = quote(utf8(text))
    if len(utf8(text)) <= 40:
        assert shown == utf8(u"'" + text + u"'")
    else:
        assert shown.endswith("...'")
        assert utf8(text).startswith(shown[1:-4])
        assert 37 <= len(shown[1:-4]) <= 40
