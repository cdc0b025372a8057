"""Reading .vm text: what is a program, and what is wrong with what is not."""
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import operations
from pyfidget.numeral import BadNumeral, read_string
from pyfidget.parser import ParseError, parse
from pyfidget.system import from_bytes
from tests.conftest import ROOT
from tests.models import read_text
from tests.strategies import same, scaled


def utf8(text):
    """Text as pyfidget sees it: one character for each of its bytes in UTF-8."""
    return from_bytes(text.encode('utf-8'))


def fault(text):
    with pytest.raises(ParseError) as caught:
        parse(text, 'model.vm')
    return caught.value.describe()


def printed(text):
    program = parse(text, 'model.vm')
    check_program(program)
    return program.to_vm()


def check_program(program):
    """Assert that a program is one: no operation refers forwards, and unused fields are zero."""
    assert program.size >= 1
    for index in range(program.size):
        opcode = program.opcodes[index]
        arity = operations.OPERATIONS[opcode].arity
        assert 0 <= program.first[index] < index if arity >= 1 else program.first[index] == 0
        assert 0 <= program.second[index] < index if arity == 2 else program.second[index] == 0
        assert opcode == operations.CONST or same(program.constants[index], 0.0)


# ---- what is a program ----

THREE = '_0 var-x\n_1 const 0.5\n_2 sub _0 _1\n'


@pytest.mark.parametrize('text', [
    THREE, THREE[:-1], THREE.replace('\n', '\r\n'), THREE.replace('\n', '\r\n')[:-2], THREE.replace(' ', '\t'),
    THREE.replace(' ', ' \t  '), THREE.replace('\n', '  \n'), THREE.replace('\n', '\n\n \n\t\r\n'), '\n\n' + THREE,
    '  ' + THREE.replace('\n', '\n  '), '# begin\n' + THREE + '# end', '# begin\n' + THREE + '#', '#\n' + THREE,
    THREE.replace('\n', ' # why\n'), THREE.replace('\n', ' #\n'), THREE.replace('\n', '\t## _0 const\n'),
    THREE.replace('_2', '#_2 abs _1\n_2'), '\xef\xbb\xbf' + THREE, '\xef\xbb\xbf# begin\n' + THREE,
    '# \x00\x01\xff is no text, but a comment\n' + THREE, THREE.replace(' ', '\v').replace('_1', '\f_1'),
], ids=repr)
def test_blanks_comments_line_ends_and_a_byte_order_mark_change_nothing(text):
    assert printed(text) == THREE


@pytest.mark.parametrize('names', [
    ('x', 'y', 'z'), ('_2', '_1', '_0'), ('_1', '_2', '_3'), ('_1', '_0', '_2'), ('const', 'var-x', 'sub'), ('0', '1', '-'),
    ('_', '__', '___'), ('_0', '_00', '_000'), ('_A', '_a', '_0a'), ('_', '_0a', '__1'), ('_123456789abc', '_00', '_A'),
    ('a#', 'b#b', '!#'),
    ('=', '"', "'"), ('\xff', '\xfe', '\x80'), (utf8(u'\u03b1'), utf8(u'\u4e16\u754c'), utf8(u'\xe9')),
    ('\x7f', '\xa0', '\x85'),
    ('n' * 1000, 'n' * 1001, 'n' * 999), ('nan', 'inf', '1e5'), ('a\\', '\\n', '%s'),
], ids=repr)
def test_a_name_is_any_token(names):
    text = '%s var-x\n%s const 0.5\n%s sub %s %s\n' % (names + names[:2])
    assert printed(text) == THREE


def test_an_argument_may_be_used_twice_and_an_operation_not_at_all():
    assert printed('x var-x\nunused const 1\nr mul x x') == '_0 var-x\n_1 const 1.0\n_2 mul _0 _0\n'


@pytest.mark.slow
def test_a_program_may_have_more_than_65536_operations():
    size = 70000
    text = '_0 var-x\n' + ''.join(['_%x neg _%x\n' % (index, index - 1) for index in range(1, size)])
    program = parse(text, 'large')
    assert program.size == size
    assert program.first[:size] == [0] + list(range(size - 1))


@pytest.mark.slow
def test_a_program_may_have_more_than_65536_operations_of_any_names():
    size = 70000
    text = 'v0 var-x\n' + ''.join(['v%d neg v%d\n' % (index, index - 1) for index in range(1, size)])
    program = parse(text, 'large')
    assert program.size == size
    assert program.first[:size] == [0] + list(range(size - 1))


# ---- reciprocals ----

def test_a_reciprocal_is_one_over_its_argument_and_all_of_them_have_one_constant():
    assert printed('x var-x\na recip x\nb recip a\nr sub a b') == (
        '_0 var-x\n_1 const 1.0\n_2 div _1 _0\n_3 div _1 _2\n_4 sub _2 _3\n')


@pytest.mark.parametrize('prefix', ['_', 'v', 'name-'])
def test_names_behind_a_reciprocal_are_found(prefix):
    size = 100
    lines = ['N%x recip N%x\n' % (index, index - 1) if index in (20, 50) else 'N%x add N%x N%x\n' % (index, index - 1, index // 2)
             for index in range(1, size)]
    program = parse(('N0 var-x\n' + ''.join(lines)).replace('N', prefix), 'model.vm')
    assert program.size == size + 1
    for index in range(1, size):
        at = index + (index >= 20)
        expected = (20, index - 1 + (index > 20)) if index in (20, 50) else (
            index - 1 + (index > 20), index // 2 + (index // 2 >= 20))
        assert (program.first[at], program.second[at]) == expected


def test_recip_may_be_a_name():
    assert printed('recip var-x\nr recip recip') == '_0 var-x\n_1 const 1.0\n_2 div _1 _0\n'


# ---- what is wrong ----

FAULTS = [
    ('', "1:1: the program is empty: there is no instruction"),
    ('\n\n', "1:1: the program is empty: there is no instruction"),
    ('# only a comment\n', "1:1: the program is empty: there is no instruction"),
    ('x', "1:1: expected an operation after 'x'"),
    ('x var-x\n  y \n', "2:3: expected an operation after 'y'"),
    ('x var-x\ny # neg x\n', "2:1: expected an operation after 'y'"),
    ('x foo', "1:3: unknown operation 'foo'"),
    ('x var-x\r\n\r\n# no\r\n\ty   MIN x x\r\n', "4:6: unknown operation 'MIN'"),
    ('x var-x\ny negx x', "2:3: unknown operation 'negx'"),
    ('x var-w', "1:3: unknown operation 'var-w'"),
    ('x squareroot x', "1:3: unknown operation 'squareroot'"),
    ('x \xff\xfe x', "1:3: unknown operation '\\xff\\xfe'"),
    ('x ' + 'o' * 50, "1:3: unknown operation '" + 'o' * 40 + "...'"),
    ('x neg x', "1:7: undefined name 'x'"),
    ('_0 neg _0', "1:8: undefined name '_0'"),
    ('x var-x\nz add x y\ny var-y', "2:9: undefined name 'y'"),
    ('_0 var-x\n_1 add _0 _2\n_2 var-y', "2:11: undefined name '_2'"),
    ('_0 var-x\n_1 add _00 _0', "2:8: undefined name '_00'"),
    ('_0 var-x\n_1 neg _ffffffffffffffff', "2:8: undefined name '_ffffffffffffffff'"),
    ('x var-x\ny neg X', "2:7: undefined name 'X'"),
    ('x const', "1:8: 'const' takes one number"),
    ('x const\ny var-y', "1:8: 'const' takes one number"),
    ('x const 1 2', "1:11: 'const' takes one number: unexpected '2'"),
    ('x const 1.2.3', "1:9: bad number '1.2.3'"),
    ('x const y', "1:9: bad number 'y'"),
    ('x const 1#no', "1:9: bad number '1#no'"),
    ('x const 1_000', "1:9: bad number '1_000'"),
    ('x var-x x', "1:9: 'var-x' takes no argument: unexpected 'x'"),
    ('x var-z 1', "1:9: 'var-z' takes no argument: unexpected '1'"),
    ('x var-x\ny neg', "2:6: 'neg' takes 1 argument, got 0"),
    ('x var-x\r\ny neg  # nothing\r\n', "2:6: 'neg' takes 1 argument, got 0"), ('x const #1', "1:8: 'const' takes one number"),
    ('x var-x\ny neg x x', "2:9: 'neg' takes 1 argument: unexpected 'x'"),
    ('x var-x\ny recip', "2:8: 'recip' takes 1 argument, got 0"),
    ('x var-x\ny recip x x', "2:11: 'recip' takes 1 argument: unexpected 'x'"),
    ('x var-x\ny recip y', "2:9: undefined name 'y'"),
    ('x var-x\ny recip x\ny recip x', "3:1: name 'y' is already defined on line 2"),
    ('_0 var-x\n_1 recip _0\n_2 neg _3', "3:8: undefined name '_3'"),
    ('x var-x\ny recips x', "2:3: unknown operation 'recips'"),
    ('x var-x\ny sub', "2:6: 'sub' takes 2 arguments, got 0"),
    ('x var-x\ny sub x\n', "2:8: 'sub' takes 2 arguments, got 1"),
    ('x var-x\ny sub x x  nonsense x', "2:12: 'sub' takes 2 arguments: unexpected 'nonsense'"),
    ('x var-x\ny var-y\nx neg y', "3:1: name 'x' is already defined on line 1"),
    ('\n# x\nx var-x # x\n\n x neg x', "5:2: name 'x' is already defined on line 3"),
    ('xy var-x\nx var-x\nx var-x\nx var-y', "3:1: name 'x' is already defined on line 2"),
    ('_0 var-x\n_1 var-y\n_0 neg _1', "3:1: name '_0' is already defined on line 1"),
    ('\xef\xbb\xbfx var-x\r\nx var-y', "2:1: name 'x' is already defined on line 1"),
    ('x var-x\ny\x00 neg x', "2:2: unexpected byte 0x00: this is not a text file"),
    ('\x7fELF\x02\x01\x01\x00', "1:5: unexpected byte 0x02: this is not a text file"),
    ('\x89PNG\r\n\x1a\n', "2:1: unexpected byte 0x1a: this is not a text file"),
    ('name # \x1a\nx var-x', "1:1: expected an operation after 'name'"),
    ('x var-x\n\x1b[0m', "2:1: unexpected byte 0x1b: this is not a text file"),
    ('x var-x \x1f', "1:9: unexpected byte 0x1f: this is not a text file"),
    ('\x00', "1:1: unexpected byte 0x00: this is not a text file"),
    ('\xff\xfex\x00', "1:4: unexpected byte 0x00: this is not a text file"),
    (utf8(u'\xe9\u4e16 neg x'), utf8(u"1:8: undefined name 'x'")),
    (utf8(u'x neg \U0001d4cd'), utf8(u"1:7: undefined name '\U0001d4cd'")),
    (utf8(u'\U0001d4cd neg x'), "1:7: undefined name 'x'"),
    ('\xff\xfe neg x', "1:8: undefined name 'x'"),
    ('\xe9\xa0 neg x', "1:8: undefined name 'x'"),
]


@pytest.mark.parametrize('text, message', FAULTS, ids=repr)
def test_a_fault_has_its_line_its_column_and_its_reason(text, message):
    assert fault(text) == 'model.vm:' + message


ABOUT_ONE_LINE = [(text, message) for text, message in FAULTS if 'empty' not in message and 'on line' not in message]


@pytest.mark.parametrize('text, message', ABOUT_ONE_LINE, ids=repr)
def test_a_fault_is_the_same_behind_other_lines(text, message):
    line, rest = message.split(':', 1)
    assert fault('# one\n\n' + text) == 'model.vm:%d:%s' % (int(line) + 2, rest)


def test_a_fault_has_its_parts():
    with pytest.raises(ParseError) as caught:
        parse('x var-x\ny foo', 'a folder/b.vm')
    error = caught.value
    assert (error.filename, error.line, error.column, error.message) == ('a folder/b.vm', 2, 3, "unknown operation 'foo'")
    assert error.describe() == str(error) == "a folder/b.vm:2:3: unknown operation 'foo'"


# ---- a second, naive reader ----

def naive(text):
    """The rows (operation, arguments as indices or the number) of a text without control bytes; None if it is at fault."""
    rows = []
    indices = {}
    one = None
    arities = dict((operation.name, operation.arity) for operation in operations.OPERATIONS)
    arities['recip'] = 1
    for line in text.split('\n'):
        tokens = re.sub(r'(^|[ \t\r\v\f])#.*', '', line).split()
        if not tokens:
            continue
        name, operation, arguments = tokens[0], ''.join(tokens[1:2]), tokens[2:]
        if operation not in arities or name in indices:
            return None
        if operation == 'const':
            values = [naive_number(argument) for argument in arguments]
        else:
            values = [indices.get(argument) for argument in arguments]
        if len(values) != max(arities[operation], operation == 'const') or None in values:
            return None
        if operation == 'recip':
            if one is None:
                one = len(rows)
                rows.append(('const', [1.0]))
            operation, values = 'div', [one] + values
        indices[name] = len(rows)
        rows.append((operation, values))
    return rows or None


def naive_number(token):
    try:
        return read_string(token)
    except BadNumeral:
        return None


def rows_of(program):
    rows = []
    for index in range(program.size):
        operation = operations.OPERATIONS[program.opcodes[index]]
        values = [program.first[index], program.second[index]][:operation.arity]
        rows.append((operation.name, [program.constants[index]] if operation.name == 'const' else values))
    return rows


def check_text(text):
    """Assert that a text gives a program or one line of complaint about a place in it; the program, or None."""
    try:
        program = parse(text, 'model.vm')
    except ParseError as error:
        lines = text.split('\n')
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
        assert not re.search('[\x00-\x1f]', str(error))
        assert len(str(error)) < 250
        return None
    check_program(program)
    return program


NAMES = st.sampled_from(['_0', '_1', '_2', '_3', 'x', '_', '_00', '_A'])
TOKENS = st.sampled_from(['_0', '_1', 'x', 'add', 'neg', 'const', 'var-x', '1', '#', '-2.5', '\r', '\t', ''])
CALLS = st.one_of(
    st.sampled_from(['var-x', 'var-y', 'const 1', 'const -inf', 'const 2.5e3']),
    st.tuples(st.sampled_from(['neg', 'sqrt', 'floor', 'recip']), NAMES).map(' '.join),
    st.tuples(st.sampled_from(['add', 'min', 'atan2', 'compare']), NAMES, NAMES).map(' '.join),
    st.lists(TOKENS, max_size=4).map(' '.join))


@scaled(300)
@given(st.lists(st.tuples(NAMES, CALLS).map(' '.join), max_size=6), st.booleans())
def test_a_text_is_a_program_if_a_naive_reader_takes_it_for_one_and_the_same(lines, sensible):
    if sensible:
        lines = ['_0 var-x', 'x const 3'] + lines
    text = str('\n'.join(lines))
    program = check_text(text)
    assert (rows_of(program) if program else None) == naive(text)


@scaled(300)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_program_or_one_line_of_complaint(data):
    check_text(from_bytes(data))


def model_texts():
    """The first lines of all models that there are, by name."""
    folders = [os.path.join(ROOT, 'models'), os.path.join(os.path.dirname(ROOT), 'shared', 'models')]
    paths = [os.path.join(folder, name) for folder in folders if os.path.isdir(folder) for name in os.listdir(folder)]
    return dict((os.path.basename(path), read_text(path)[:3000].rpartition('\n')[0])
                for path in paths if path.endswith('.vm'))


MODELS = model_texts()


def mutated(text, changes):
    for place, kind, byte, length in changes:
        at = place % (len(text) + 1)
        if kind == 'delete':
            text = text[:at] + text[at + length:]
        elif kind == 'duplicate':
            text = text[:at + length] + text[at:]
        else:
            text = text[:at] + byte + text[at + len(byte):]
    return text


CHANGES = st.lists(st.tuples(
    st.integers(0, 3000), st.sampled_from(['delete', 'duplicate', 'replace']), st.integers(0, 255).map(chr)
    | st.sampled_from(list('\n \t#_0-')), st.integers(1, 4) | st.integers(1, 200)), min_size=1, max_size=4)


@scaled(200)
@given(st.sampled_from(sorted(MODELS)), CHANGES)
def test_a_damaged_model_is_a_program_or_one_line_of_complaint(model, changes):
    check_text(mutated(MODELS[model], changes))


@given(st.sampled_from(sorted(MODELS)), st.integers(0, 3000))
def test_a_model_that_is_cut_off_is_the_beginning_of_its_program_or_one_line_of_complaint(model, length):
    program = check_text(MODELS[model][:length])
    if program and MODELS[model][length:length + 1] in ('\n', ''):
        assert printed(MODELS[model]).startswith(program.to_vm())


def test_a_byte_order_mark_takes_no_column():
    assert fault('\xef\xbb\xbfx neg y') == "model.vm:1:7: undefined name 'y'"
