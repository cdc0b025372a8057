"""The library's functions where they cannot do what is asked: an answer of 0 and a fault, never an exception."""
import pytest

from pyfidget import rawmem
from pyfidget.library import entries, shapes, state
from pyfidget.library.shapes import QUADTREE, SCALAR, WIDE, Shape
from pyfidget.library.state import HANDLE_FAULT, MEMORY_FAULT, NUMBER_FAULT, OWN_FAULT
from pyfidget.parser import parse
from tests.replacing import replaced

NOBODY = 1 << 40


def raising(error):
    def function(*_words):
        raise error
    return function


@pytest.mark.parametrize('error, kind', [
    (MemoryError(), MEMORY_FAULT), (ValueError(), OWN_FAULT), (KeyError(1), OWN_FAULT), (OSError(5, ''), OWN_FAULT),
])
def test_an_exception_becomes_a_fault(error, kind):
    assert state.guarded(raising(error))(1, 2) == 0
    assert entries.fault_kind() == kind


def test_an_answer_stays_what_it_is():
    assert state.guarded(lambda a, b: a + b)(1, 2) == 3


@pytest.fixture
def number():
    """Of a shape."""
    number = entries._state.number()
    entries._state.shapes[number] = Shape(parse('x var-x\ny var-y\nr add x y\n', ''))
    yield number
    entries.forget(number)


def picture(number, engine=WIDE, width=4, height=4, convention=0, threads=1):
    place = rawmem.alloc_words(1)
    return state.guarded(entries.prepare)(number, engine, width, height, convention, 0.0, 0.0, 1.0, 0.0, threads, 0, place)


@pytest.mark.parametrize('call', [
    lambda: picture(NOBODY), lambda: entries.evaluator(NOBODY), lambda: entries.finish(NOBODY),
    lambda: entries.advance(NOBODY, 5),
    lambda: entries.bound(NOBODY, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0),
])
def test_there_is_no_such_shape_or_job(call):
    assert call() == 0
    assert entries.fault_kind() == HANDLE_FAULT


def test_what_has_no_fault_to_tell_of_is_0_for_nothing():
    assert (entries.forget(NOBODY), entries.runnable(NOBODY), entries.bits(NOBODY), entries.abandon(NOBODY)) == (0, 0, 0, 0)


def test_windows_of_a_shape_have_one_tape(number):
    entries.start()
    tapes = []
    for left, top in [(0, 0), (90, 5), (40, 80)]:
        with replaced(rawmem, words_at_address=lambda place: place):
            job = entries.prepare_window(number, WIDE, 100, 90, left, top, 10, 10, 0, 0.0, 0.0, 1.0, 0.0, 1, 0, [0])
        tapes.append(entries._state.jobs[job].lowered)
        entries.abandon(job)
    assert tapes[0] is tapes[1] is tapes[2]


@pytest.mark.parametrize('left, top, columns, rows', [
    (-1, 0, 5, 5), (0, -1, 5, 5), (96, 0, 5, 5), (0, 86, 5, 5), (0, 0, 0, 5), (0, 0, 5, 0), (0, 0, 101, 5), (NOBODY, 0, 1, 1),
])
def test_no_window_has_such_numbers(number, left, top, columns, rows):
    assert entries.prepare_window(number, WIDE, 100, 90, left, top, columns, rows, 0, 0.0, 0.0, 1.0, 0.0, 1, 0, 0) == 0
    assert entries.fault_kind() == NUMBER_FAULT


def test_there_is_no_kernel_before_the_start():
    with replaced(entries, _state=state._State()):
        assert entries.widener(1) == 0


@pytest.mark.parametrize('numbers', [
    {'engine': 4}, {'engine': -1}, {'width': 0}, {'width': -4}, {'height': 65537}, {'height': NOBODY}, {'convention': 3},
    {'convention': -1}, {'threads': 0}, {'threads': -1}, {'threads': 1025},
])
def test_no_picture_has_such_numbers(number, numbers):
    assert picture(number, **numbers) == 0
    assert entries.fault_kind() == NUMBER_FAULT


@pytest.mark.parametrize('sides', [(1.0, 0.0), (float('nan'), 0.0), (0.0, float('nan'))])
def test_no_box_has_such_sides(number, sides):
    for x, y, z in [(sides, (0.0, 1.0), (0.0, 1.0)), ((0.0, 1.0), sides, (0.0, 1.0)), ((0.0, 1.0), (0.0, 1.0), sides)]:
        assert entries.bound(number, x[0], x[1], y[0], y[1], z[0], z[1], 0) == 0
        assert entries.fault_kind() == NUMBER_FAULT


def test_no_text_has_such_a_size():
    assert entries.parse(0, -1) == 0
    assert entries.fault_kind() == NUMBER_FAULT


@pytest.mark.parametrize('call, name', [
    (lambda number: state.guarded(entries.parse)(0, 0), 'parse_text'),
    (lambda number: state.guarded(entries.bound)(number, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0), 'optimise'),
    (picture, 'make_window'),
])
def test_too_little_memory_is_a_fault(number, call, name):
    with replaced(entries, **{name: raising(MemoryError())}):
        assert call(number) == 0
    assert entries.fault_kind() == MEMORY_FAULT


@pytest.mark.parametrize('engine, name', [(QUADTREE, 'QuadtreeSteps'), (SCALAR, 'ScalarSteps')])
def test_a_picture_that_is_not_drawn_leaves_no_job(number, engine, name):
    entries.start()
    jobs = len(entries._state.jobs), len(entries._state.shape_of_job), entries._state.shapes[number].users
    with replaced(shapes, **{name: raising(MemoryError())}):
        assert picture(number, engine) == 0
    assert entries.fault_kind() == MEMORY_FAULT
    assert (len(entries._state.jobs), len(entries._state.shape_of_job), entries._state.shapes[number].users) == jobs


@pytest.mark.parametrize('call', [
    entries.start, lambda: entries.parse(0, 0),
])
def test_where_there_is_no_reserve_nothing_is_begun(call):
    with replaced(entries.scarcity, keep_reserve=raising(MemoryError())):
        assert state.guarded(call)() == 0
    assert entries.fault_kind() == MEMORY_FAULT
