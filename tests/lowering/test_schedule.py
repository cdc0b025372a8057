"""The tape: the same answer again, in an order that runs well, and nothing on it that is not needed."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget.lowering import entries
from pyfidget.lowering.entries import (
    ABOVE_CONSTANT,
    BELOW_CONSTANT,
    BOOLEAN_AND,
    BOOLEAN_OR,
    COMPARE_SLOW_PATH,
    CONSTANT_VALUE,
    DECIDED_INSIDE,
    DECIDED_OUTSIDE,
    FIRST_VALUE,
    LESS,
    OF_Y,
    SLOW_PATH,
    SPREAD,
    SPREAD_X,
    SPREAD_Y,
    SUM_ABOVE,
    SUM_BELOW,
    UNDECIDED,
    VALUE_CONSTANT,
    VALUES,
    WIDE,
)
from pyfidget.lowering.graph import BOTH, NEITHER, X_ONLY, Y_ONLY
from pyfidget.operations import ADD, CONST, DIV, FIRST_BINARY, MUL, OPERATIONS, SUB
from tests.lowering.evaluation import entries_of, grids, lower, lower_picture, lower_region, pixels_of, regions, tape_results
from tests.passes.evaluation import coordinates, samples_of, values_of
from tests.strategies import programs, scaled

WITH_CONSTANT = [ADD, SUB, MUL, DIV]
SIMPLE = ['add', 'sub', 'mul', 'div', 'min', 'max', 'neg', 'abs', 'square', 'sqrt']

COORDINATES = '''
    x var-x
    y var-y
    half const 0.5
    '''


def tape_of(text, **bounds):
    return lower(COORDINATES + text, **bounds)[2]


def kinds_of(tape):
    """The places of the values, of the comparisons and of the booleans."""
    return [range(FIRST_VALUE, tape.values), range(tape.values, tape.comparisons), range(tape.comparisons, tape.size)]


# ---- as text ----

def tape_text(tape):
    """One line an entry: its place is told by its number, x and y are 0 and 1; '*' for WIDE, '!' for either kind of SLOW_PATH."""
    lines = []
    for index, entry in list(enumerate(entries_of(tape)))[FIRST_VALUE:]:
        k = tape.constants[entry.k]
        if index < tape.values:
            lines.append(value_text(entry, k))
        elif index < tape.comparisons:
            lines.append(comparison_text(entry, k))
        else:
            lines.append('%d %s %d' % (entry.a, {BOOLEAN_AND: 'and', BOOLEAN_OR: 'or'}[entry.operation], entry.b))
    return lines


def value_text(entry, k):
    marks = ('*' if entry.has(WIDE) else '') + ('!' if entry.has(SLOW_PATH) else '')
    if entry.opcode == SPREAD:
        return '%s %d%s' % ({SPREAD_X: 'spread-x', SPREAD_Y: 'spread-y'}[entry.form], entry.a, marks)
    name = OPERATIONS[entry.opcode].name
    if entry.opcode == CONST:
        return '%s %r%s' % (name, k, marks)
    if entry.opcode < FIRST_BINARY:
        return '%s %d%s' % (name, entry.a, marks)
    arguments = {VALUES: '%d %d' % (entry.a, entry.b), VALUE_CONSTANT: '%d %r' % (entry.a, k),
                 CONSTANT_VALUE: '%r %d' % (k, entry.a)}[entry.form]
    return '%s %s%s' % (name, arguments, marks)


def comparison_text(entry, k):
    text = {BELOW_CONSTANT: '%d < %r' % (entry.a, k), ABOVE_CONSTANT: '%d > %r' % (entry.a, k),
            LESS: '%d < %d' % (entry.a, entry.b), SUM_BELOW: '%d + %d < %r' % (entry.a, entry.b, k),
            SUM_ABOVE: '%d + %d > %r' % (entry.a, entry.b, k)}[entry.kind]
    return text + ('!' if entry.has(COMPARE_SLOW_PATH) else '')


# ---- the answer ----

def assert_answers(program, tape, z, samples):
    for x, y in samples:
        is_inside = values_of(program, x, y, z)[-1] < 0.0
        if tape.verdict == UNDECIDED:
            assert tape_results(tape, x, y)[-1] is is_inside
        else:
            assert tape.verdict == (DECIDED_INSIDE if is_inside else DECIDED_OUTSIDE)


@scaled(100)
@given(programs(), grids())
def test_the_last_entry_is_the_picture(program, grid):
    assert_answers(program, lower_picture(program, grid)[2], grid.z, pixels_of(grid))


@scaled(100)
@given(programs(), regions(), st.lists(coordinates(), max_size=4))
def test_the_last_entry_is_the_answer_in_any_region(program, region, inner):
    left, right, top, bottom, z = region
    assert_answers(program, lower_region(program, region)[2], z, samples_of(left, right, top, bottom, inner))


@pytest.mark.parametrize('text, verdict', [
    ('two const 2\n r sub x two', DECIDED_INSIDE), ('r square x', DECIDED_OUTSIDE), ('r const nan', DECIDED_OUTSIDE),
])
def test_a_verdict_has_no_entries(text, verdict):
    tape = tape_of(text)
    assert [tape.verdict, tape.values, tape.comparisons, tape.size] == [verdict, 0, 0, 0]


# ---- the form ----

class Checked(object):
    """What the entries of a tape say about themselves, found out anew: on what each depends, and its depth."""

    def __init__(self, tape):
        self.tape = tape
        self.entries = entries_of(tape)
        self.classes = [X_ONLY, Y_ONLY]
        self.depths = [0, 0]
        for index in range(FIRST_VALUE, tape.size):
            taken = self.taken_by(index)
            assert all(0 <= argument < index for argument in taken)
            classes = NEITHER
            for argument in taken:
                classes |= self.classes[argument]
            self.classes.append(classes)
            deeper = index < tape.values or index >= tape.comparisons
            self.depths.append(max([self.depths[argument] for argument in taken]) + 1 if deeper and taken else 0)

    def taken_by(self, index):
        """The arguments of an entry; those of a boolean are no values, those of all others are nothing else."""
        entry = self.entries[index]
        if index >= self.tape.comparisons:
            assert min(entry.a, entry.b) >= self.tape.values
            return [entry.a, entry.b]
        if index >= self.tape.values:
            taken = [entry.a] if entry.kind in (BELOW_CONSTANT, ABOVE_CONSTANT) else [entry.a, entry.b]
            assert max(taken) < self.tape.values
            return taken
        if entry.opcode == CONST:
            return []
        is_binary = FIRST_BINARY <= entry.opcode < SPREAD and entry.form == VALUES
        return [entry.a, entry.b] if is_binary else [entry.a]


@scaled(150)
@given(programs(), grids())
def test_a_tape_is_as_entries_py_says(program, grid):
    tape = lower_picture(program, grid)[2]
    if tape.verdict != UNDECIDED:
        return
    checked = Checked(tape)
    assert FIRST_VALUE <= tape.values < tape.comparisons <= tape.size
    assert_values_fit(checked)
    assert_comparisons_fit(checked)
    assert all(checked.entries[index].operation in (BOOLEAN_AND, BOOLEAN_OR) for index in kinds_of(tape)[2])
    assert_in_order(checked)
    assert_all_needed(checked)


def assert_values_fit(checked):
    """Wide is what depends on x and y, or is a copy of less for what does; it takes nothing narrow but to spread it."""
    for index in kinds_of(checked.tape)[0]:
        entry = checked.entries[index]
        classes = checked.classes[index]
        assert entry.has(WIDE) == (classes == BOTH or entry.opcode == SPREAD)
        assert entry.has(OF_Y) == (classes == Y_ONLY and entry.opcode != SPREAD)
        assert entries.value_key(entry.operation) < entries.VALUE_KEYS
        assert entry.operation >> entries.KERNEL_SHIFT == entries.kernel_of(entry.operation)
        if entry.opcode == SPREAD:
            assert classes != BOTH
            assert entry.form == (SPREAD_Y if classes == Y_ONLY else SPREAD_X)
        else:
            assert not entry.has(WIDE) or all(is_wide(checked, argument) for argument in checked.taken_by(index))
            assert entry.has(SLOW_PATH) or entry.opcode == CONST or OPERATIONS[entry.opcode].name in SIMPLE
        assert entry.form == VALUES or entry.opcode == SPREAD or entry.opcode in WITH_CONSTANT


def is_wide(checked, index):
    return index >= FIRST_VALUE and checked.entries[index].has(WIDE)


def assert_comparisons_fit(checked):
    for index in kinds_of(checked.tape)[1]:
        entry = checked.entries[index]
        taken = checked.taken_by(index)
        assert entry.classes == checked.classes[index] != NEITHER
        assert entry.operation & entries.COMPARE_MASK == entry.kind | entry.classes << entries.CLASS_SHIFT
        assert entry.operation < entries.COMPARE_OPERATIONS
        if entry.kind == SUM_BELOW or entry.kind == SUM_ABOVE:
            assert [checked.classes[argument] for argument in taken] == [X_ONLY, Y_ONLY]
            assert not any(is_wide(checked, argument) for argument in taken)
        else:
            assert all(is_wide(checked, argument) == (entry.classes == BOTH) for argument in taken)


def assert_in_order(checked):
    values, comparisons, booleans = kinds_of(checked.tape)
    for kind, key in [(values, entries.value_key), (comparisons, int), (booleans, int)]:
        keys = [(checked.depths[index], key(checked.entries[index].operation)) for index in kind]
        assert keys == sorted(keys)


def assert_all_needed(checked):
    """Every entry but x, y and the last is an argument."""
    tape = checked.tape
    taken = set(argument for index in range(FIRST_VALUE, tape.size) for argument in checked.taken_by(index))
    assert taken | set([0, 1]) == set(range(tape.size - 1)) | set([0, 1])


@scaled(100)
@given(programs(), regions(), st.lists(coordinates(), max_size=3))
def test_only_the_slow_path_may_be_nan(program, region, inner):
    left, right, top, bottom, z = region
    tape = lower_region(program, region)[2]
    checked = Checked(tape) if tape.verdict == UNDECIDED else None
    for x, y in samples_of(left, right, top, bottom, inner) if checked else []:
        results = tape_results(tape, x, y)
        for index in kinds_of(tape)[0]:
            assert results[index] == results[index] or checked.entries[index].has(SLOW_PATH)
        for index in kinds_of(tape)[1]:
            are_numbers = all(results[argument] == results[argument] for argument in checked.taken_by(index))
            assert are_numbers or checked.entries[index].has(COMPARE_SLOW_PATH)


# ---- examples ----

@pytest.mark.parametrize('text, expected', [
    ('r neg x', ['0 > 0.0']),
    ('r min x y', ['0 < 0.0', '1 < 0.0', '2 or 3']),
    ('a sub x half\n r max y a', ['0 < 0.5', '1 < 0.0', '3 and 2']),
])
def test_thresholds_need_no_values(text, expected):
    assert tape_text(tape_of(text)) == expected


@pytest.mark.parametrize('text, expected', [
    ('xx square x\n yy square y\n d add xx yy\n r sub d half', ['square 0', 'square 1', '2 + 3 < 0.5']),
    ('xx square x\n yy square y\n d add yy xx\n r sub half d', ['square 0', 'square 1', '2 + 3 > 0.5']),
    ('r sub y x', ['neg 0', '2 + 1 < 0.0']),
])
def test_a_sum_of_x_alone_and_y_alone_is_no_value(text, expected):
    assert sorted(tape_text(tape_of(text))) == sorted(expected)


def test_a_sum_that_is_used_elsewhere_is_a_value_too():
    assert tape_text(tape_of('s add x y\n a sin s\n b sub a half\n r max s b')) == [
        'spread-x 0*', 'spread-y 1*', 'add 2 3*', 'sin 4*!', '5 < 0.5', '0 + 1 < 0.0', '7 and 6']


@pytest.mark.parametrize('text, expected', [
    ('p mul x y\n q square p\n r sub q p', ['spread-x 0*', 'spread-y 1*', 'mul 2 3*', 'square 4*', '5 < 4']),
    ('p mul x y\n s sin p\n r add s x', ['spread-x 0*', 'spread-y 1*', 'mul 2 3*', 'sin 4*!', 'add 2 5*', '6 < 0.0']),
    ('p mul x y\n r sub x p', ['spread-x 0*', 'spread-y 1*', 'mul 2 3*', '2 < 4']),
    ('p mul x y\n r sub p y', ['spread-x 0*', 'spread-y 1*', 'mul 2 3*', '4 < 3']),
    ('s sin x\n r sub x s', ['sin 0!', '0 < 2']),
    ('s sin x\n r add s half', ['sin 0!', '2 < -0.5']),
    ('s sqrt x\n p mul s y\n r add p half', ['spread-y 1*', 'sqrt 0!', 'spread-x 3*!', 'mul 2 4*!', '5 < -0.5!']),
])
def test_narrow_values_are_spread_once_for_wide_ones(text, expected):
    assert tape_text(tape_of(text)) == expected


@pytest.mark.parametrize('text, expected', [
    ('a div half x\n b sin a\n r add b half', ['div 0.5 0!', 'sin 2!', '3 < -0.5!']),
    ('a add half x\n b sin a\n r add b half', ['add 0 0.5', 'sin 2!', '3 < -0.5']),
    ('a sub half x\n b sin a\n r add b half', ['sub 0.5 0', 'sin 2!', '3 < -0.5']),
    ('two const 2\n a div x two\n b sin a\n r add b half', ['div 0 2.0', 'sin 2!', '3 < -0.5']),
    ('a min half x\n b sin a\n r add b half', ['const 0.5', 'min 2 0', 'sin 3!', '4 < -0.5']),
    ('n const nan\n a mul n x\n r min x a', ['const nan!', 'mul 0 2!', 'min 0 3!', '4 < 0.0!']),
])
def test_a_constant_is_in_the_entry_where_there_is_a_form_for_it(text, expected):
    """A NaN never is: bounds of a form with a constant take it for a number."""
    assert tape_text(tape_of(text, x=(-4.0, 4.0))) == expected


def test_a_divisor_without_zero_needs_no_care():
    assert tape_text(tape_of('p mul x y\n d div p x\n r sub d half', x=(0.5, 1.0)))[3] == 'div 4 2*'
    assert tape_text(tape_of('p mul x y\n d div p x\n r sub d half', x=(0.0, 1.0)))[3] == 'div 4 2*!'
