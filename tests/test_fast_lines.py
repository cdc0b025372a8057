"""Fast lines: what is read quickly is what the parser reads, and nothing else is."""
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import parser
from pyfidget.fast_lines import read_fast_lines
from pyfidget.listing import Listing
from pyfidget.names import NameTable
from pyfidget.operations import ABS, CONST, FIRST_BINARY, OPERATIONS, VAR_X
from pyfidget.parser import ParseError, parse
from pyfidget.scan import ordinal_of, token_end, token_ends, word_of
from pyfidget.texts import text_of
from tests.lowering.evaluation import UsedPool
from tests.models import read_text
from tests.strategies import same_program


def read_lines(string):
    """(the Listing, where reading ended) of a text whose first line is `NAME var-x`."""
    text = text_of(string)
    most = text.count_lines()
    pool = UsedPool()
    listing = Listing(pool, most)
    names = NameTable(text, most, pool)
    stop = token_end(text, 0)
    assert not names.has_fast_lines()
    assert names.add(0, stop, word_of(text, 0, stop), ordinal_of(text, 0, stop))
    assert names.has_fast_lines()
    listing.append(VAR_X, 0, 0, 0.0)
    end = read_fast_lines(text, token_ends(text, pool), names, listing, string.index('\n') + 1)
    assert names.size == listing.size
    return listing, end


@contextlib.contextmanager
def reading_by(reader, pause):
    originals = parser.read_fast_lines, parser._PAUSE
    parser.read_fast_lines, parser._PAUSE = reader, pause
    try:
        yield
    finally:
        parser.read_fast_lines, parser._PAUSE = originals


def read_none(text, ends, names, listing, pos):
    return pos


# ---- what is fast ----

NUMERALS = ['1', '-0', '-2.5', '12345678', '-123456789.5', '1e5', '+1', 'inf', 'nan', '3.141592653589793']


def line_of(index, opcode, prefix):
    """An instruction; its arguments: the one before it and the first one that has as many digits."""
    words = [prefix + '%x' % index, OPERATIONS[opcode].name]
    if opcode == CONST:
        words.append(NUMERALS[index % len(NUMERALS)])
    if opcode >= ABS:
        words.append(prefix + '%x' % (index - 1))
    if opcode >= FIRST_BINARY:
        words.append(prefix + '%x' % (16 ** (len('%x' % index) - 1) % index))
    return ' '.join(words) + '\n'


@pytest.mark.parametrize('prefix', ['_', 'v', '0', '\xff', '!'])
@pytest.mark.parametrize('end', ['\n', '', '\n\n', '\n# end', '\nx'])
def test_lines_of_every_operation_are_read_to_the_end(prefix, end):
    opcodes = [CONST] + list(range(ABS, len(OPERATIONS)))
    lines = [line_of(index, opcodes[index % len(opcodes)], prefix) for index in range(1, 600)]
    string = prefix + '0 var-x\n' + ''.join(lines)[:-1]
    listing, stop = read_lines(string + end)
    assert (listing.size, stop) == (600, len(string) + 1)
    with reading_by(read_none, 0):
        assert same_program(listing.to_program(), parse(string, 'model.vm'))


def test_no_more_names_are_expected_than_there_are_ordinals(monkeypatch):
    monkeypatch.setattr('pyfidget.names.ORDINALS', 32)
    lines = ['_0 var-x\n'] + ['_%x const 1\n' % index for index in range(1, 60)]
    listing, stop = read_lines(''.join(lines))
    assert (listing.size, stop) == (32, len(''.join(lines[:32])))


THREE = '_0 var-x\n_1 const 0.5\n_2 add _0 _1\n'


@pytest.mark.parametrize('line', [
    # another form of what is right
    '', ' _3 abs _2', '_3  abs _2', '_3 abs  _2', '_3 abs _2 ', '_3\tabs _2', '_3 abs\t_2', '_3 abs _2\r', '_3 add _2  _1',
    '_3 add _2\t_1', '_3 add _2 _1 ', '_3 abs _2 #', '#', '# _3 abs _2', '_3 const 1 # one', '_3 var-x', '_3 var-y ',
    '_3 const 1 ', 'x abs _2', '_4 abs _2', '_03 abs _2', 'a3 abs _2', '_00000000003 abs _2',
    # what is wrong
    '_2 abs _1', '_3', '_3 ', '_3 frob _2', '_3 abs', '_3 abs ', '_3 add _2', '_3 add _2 ', '_3 abs _2 _1', '_3 add _2 _1 _0',
    '_3 const', '_3 const ', '_3 const 1 2', '_3 const 1e', '_3 const 12345678x', '_3 const x', '_3 const -', '_3 const .',
    '_3 var-x _2', '_3 recip _2', '_3 neg _3', '_3 add _2 _3',
    '_3 add _3 _2', '_3 abs _02', '_3 abs a2', '_3 add _2 b1', '_3 add b1 _2', '_3 abs _2abcdefg', '_3 add _2abcdefg _1',
    '_3 add _1 _2abcdefg', '_3 abs _2345678901', '_3 abs\x00_2', '_3 abs _2\x00', '_3\x01abs _2', '_3 add _2\x7f_1',
    '_3 const 1\x00', '_3 add _2\x00_1', '_3 abs #', '_3 absabsab _2', '_3 ' + 'x' * 100, 'x' * 100, '_3 abs ' + 'x' * 100,
    '_3 add _2 ' + 'x' * 100, '_3 add ' + 'x' * 45 + ' _2', '_3 const ' + '1' * 60, '_3 ' + 'y' * 53, '_3 add _2 _1' + ' ' * 60,
], ids=repr)
@pytest.mark.parametrize('rest', ['', '\n', '\n_4 abs _3\n', '\r\n_4 abs _3\r\n'], ids=repr)
def test_all_other_lines_are_left_where_they_begin(line, rest):
    listing, stop = read_lines(THREE + line + rest)
    assert (listing.size, stop) == (3, len(THREE))


# ---- as the parser alone ----

def parsed(string):
    """(the Program, None), or (None, the message)."""
    try:
        return parse(string, 'model.vm'), None
    except ParseError as fault:
        return None, str(fault)


def check(string):
    with reading_by(read_none, 0):
        expected, message = parsed(string)
    for pause in (0, 2, parser._PAUSE):
        with reading_by(read_fast_lines, pause):
            program, fault = parsed(string)
        assert fault == message
        assert program is expected is None or same_program(program, expected)


def mostly(usual, *unusual):
    return st.sampled_from((usual,) * 40 + unusual)


@st.composite
def names(draw, number, unusual):
    """The name of a number, N where it stands in the unusual ones."""
    return draw(mostly('_N', *unusual)).replace('N', '%x' % number)


@st.composite
def texts(draw):
    """Lines of which most are fast, and most of the others nearly so."""
    string = draw(mostly('', '# a comment\n', '\xef\xbb\xbf', '\n', ' '))
    for index in range(draw(st.integers(1, 40))):
        opcode = draw(st.integers(CONST, len(OPERATIONS) - 1))
        words = [draw(names(index, ['_0N', 'nN', '#N', '_N12345678', '_'])),
                 draw(mostly(OPERATIONS[opcode].name, 'ad', 'addition', 'const', 'abs', 'max', ''))]
        if opcode == CONST:
            words.append(draw(st.sampled_from(['1', '-0', '2.5', '-.125', '7.', '12345678', '123456789', '1e-3', 'inf', '-'])))
        if opcode >= FIRST_BINARY and draw(mostly(False, True)):
            opcode = ABS
            words[1] = 'recip'
        for _ in range(draw(mostly(OPERATIONS[opcode].arity, 0, 1, 2, 3))):
            earlier = draw(st.integers(max(index - 20, 0), max(index - 1, 0)))
            words.append(draw(names(earlier, ['_0N', 'N', 'aN', '_Nabcdefg', '_N_', '_'])))
        for word in words[:-1]:
            string += word + draw(mostly(' ', '  ', '\t', '\n', '\x00', ''))
        string += words[-1] + draw(mostly('\n', '\r\n', ' \n', ' # why\n', '\n\n', '\t', '\x01\n', ''))
    return string


@given(texts())
def test_any_text_is_what_it_is_to_the_parser_alone(string):
    check(string)


@pytest.mark.slow
@pytest.mark.parametrize('name', ['tempest.vm', 'gear.vm'])
def test_our_models_are_what_they_are_to_the_parser_alone(own_models, name):
    check(read_text('%s/%s' % (own_models, name)))


def test_nearly_all_lines_of_a_large_model_are_fast(shared_models):
    read = []

    def count(text, ends, names, listing, pos):
        before = listing.size
        stop = read_fast_lines(text, ends, names, listing, pos)
        read.append(listing.size - before)
        return stop

    with reading_by(count, parser._PAUSE):
        size = parse(read_text('%s/prospero.vm' % shared_models), 'prospero.vm').size
    assert size == 7866 and sum(read) > 0.99 * size
