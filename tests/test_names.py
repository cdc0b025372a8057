"""Tables of names."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.names import NameTable, WordTable
from pyfidget.operations import OPERATIONS
from pyfidget.scan import LONGEST_WORD, NO_WORD, ordinal_of, token_end, word_number, word_of
from pyfidget.siphash import SipHash
from pyfidget.texts import text_of
from tests.lowering.evaluation import UsedPool


class Names(object):
    """A NameTable over a text that holds the names to add and then those to find, each of them once."""

    def __init__(self, added, sought=()):
        self.text = text_of(''.join(name + '\n' for name in list(added) + list(sought)))
        self.table = NameTable(self.text, max(len(added), 1), UsedPool())
        self.places = []
        start = 0
        while start < self.text.size:
            stop = token_end(self.text, start)
            self.places.append((start, stop, word_of(self.text, start, stop), ordinal_of(self.text, start, stop)))
            start = stop + 1
        for place in self.places[:len(added)]:
            assert self.table.find(*place) == -1
            assert self.table.add(*place)
        for place in self.places[:len(added)]:
            assert not self.table.add(*place)
        self.added = [self.table.find(*place) for place in self.places[:len(added)]]
        self.sought = [self.table.find(*place) for place in self.places[len(added):]]


def test_names_are_found_in_the_order_of_their_definition():
    names = Names(['x', 'y', 'radius', 'a-b', 'no'], ['y', 'radius', 'z', 'x', 'xy', 'yx'])
    assert names.added == [0, 1, 2, 3, 4]
    assert names.sought == [1, 2, -1, 0, -1, -1]


def test_ordinals_in_order_are_their_own_index():
    names = Names(['_%x' % index for index in range(1000)], ['_0', '_3e7', '_3e8', '_ffffffff', '_20'])
    assert names.added == list(range(1000))
    assert names.sought == [0, 999, -1, -1, 32]


def test_ordinals_out_of_order_are_found_like_any_name():
    names = Names(['_2', '_1', '_0', '_3', '_9', '_5'], ['_0', '_1', '_2', '_3', '_4', '_5', '_9'])
    assert names.sought == [2, 1, 0, 3, -1, 5, 4]


@pytest.mark.parametrize('odd', ['_', '_A', '_0a', '_00', '__1', '_123456789abc', '_00000000', '_100000001', '_01', '_1_'])
def test_a_name_that_looks_like_an_ordinal_is_an_ordinary_name(odd):
    ordinals = ['_%x' % index for index in range(12)]
    assert Names(ordinals, [odd]).sought == [-1]
    assert Names(ordinals + [odd], [odd, '_a', '_0', '_1', '_b']).sought == [12, 10, 0, 1, 11]
    assert Names([odd] + ordinals, [odd, '_0', '_1', '_b', '_c']).sought == [0, 1, 2, 12, -1]


@pytest.mark.slow
def test_ten_thousand_names_are_found():
    many = ['name%d' % index for index in range(10000)]
    names = Names(many, ['name%d' % index for index in range(9990, 10010)])
    assert names.added == list(range(10000))
    assert names.sought == list(range(9990, 10000)) + [-1] * 10


@given(st.lists(st.text(alphabet='_01aA', min_size=1, max_size=5), unique=True, max_size=40), st.data())
def test_a_table_of_names_answers_as_a_dictionary_does(texts, data):
    texts = [str(text) for text in texts]
    sought = [str(text) for text in data.draw(st.lists(st.text(alphabet='_01aA', min_size=1, max_size=5), max_size=10))]
    names = Names(texts, sought)
    assert names.added == list(range(len(texts)))
    assert names.sought == [texts.index(name) if name in texts else -1 for name in sought]


def test_names_that_share_their_slots_are_told_apart(monkeypatch):
    monkeypatch.setattr(SipHash, 'of_piece', lambda siphash, text, start, stop: 7)
    many = ['%d' % index for index in range(50)]
    names = Names(many, ['49', '0', '50', '5', '499'])
    assert names.added == list(range(50))
    assert names.sought == [49, 0, -1, 5, -1]
    assert Names(['ab', 'a', 'abc'], ['a', 'abc', 'ab', 'b', 'abcd']).sought == [1, 2, 0, -1, -1]


def test_names_whose_slots_are_the_last_ones_go_on_at_the_first(monkeypatch):
    monkeypatch.setattr(SipHash, 'of_piece', lambda siphash, text, start, stop: -1)
    names = Names(['a', 'b', 'c'], ['c', 'b', 'a', 'd'])
    assert names.sought == [2, 1, 0, -1]


def test_tables_of_the_same_names_have_keys_of_their_own():
    many = ['name%d' % index for index in range(50)]
    slots = [Names(many).table._others._slots for _ in range(2)]
    assert sorted(slots[0]) == sorted(slots[1]) and slots[0] != slots[1]


def test_every_operations_name_is_found_at_its_opcode():
    table = WordTable([operation.name for operation in OPERATIONS])
    assert [table.find(word_number(operation.name)) for operation in OPERATIONS] == list(range(len(OPERATIONS)))


@given(st.text(alphabet='absqrtminvxyz-', max_size=LONGEST_WORD))
def test_a_word_that_is_not_in_the_table_is_not_found(word):
    names = [operation.name for operation in OPERATIONS]
    expected = names.index(word) if word in names else -1
    assert WordTable(names).find(word_number(str(word))) == expected


def test_no_word_is_the_number_of_a_word_that_is_too_long():
    assert WordTable(['a', 'b']).find(NO_WORD) == -1
