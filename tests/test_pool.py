"""The pool: pieces that do not overlap, given out again once they are forgotten; and arrays in it."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import rawmem
from pyfidget.pool import (
    LARGE_PAGE,
    Doubles,
    IntList,
    Pool,
    all_ints,
    all_words,
    array,
    longer_bytes,
    longer_doubles,
    longer_ints,
    new_bytes,
    new_doubles,
    new_ints,
    new_words,
    pool_for,
    pool_for_text,
)
from tests.replacing import replaced

LINE = 64
SIZES = {'ints': 4, 'words': 8, 'doubles': 8, 'bytes': 1}
PASSING = ['passing_ints', 'passing_words', 'passing_doubles', 'passing_bytes']
LASTING = ['lasting_bytes', 'lasting_words', 'lasting_doubles']
SPARSE = ['sparse_words', 'sparse_doubles']


class Memory(object):
    """Memory that is only addresses: a piece of the pool's block is its start, anything else a tuple that tells its size."""

    def __init__(self):
        self.unmapped = []
        self.freed = []

    def in_use(self):
        return replaced(
            rawmem, map_block=lambda size, large_pages: 'block', bytes_at=lambda block, start: start,
            try_bytes=lambda size: ('elsewhere', size), unmap_block=lambda *block: self.unmapped.append(block),
            free_lines=self.freed.append, as_ints=lambda block, count: block, as_words=lambda block, count: block,
            as_doubles=lambda block, count: block, as_bytes=lambda block, count: block)


requests = st.lists(st.tuples(st.sampled_from(PASSING + LASTING + SPARSE + ['forget_passing']),
                              st.integers(0, 40) | st.integers(0, 400000)), max_size=20)


def is_elsewhere(block):
    return isinstance(block, tuple)


def take(pool, name, count):
    """Where a piece lies and how many bytes it has."""
    return getattr(pool, name)(count), count * SIZES[name.split('_')[1]]


@given(requests, st.booleans())
def test_pieces_lie_on_lines_in_the_block_and_do_not_overlap(wanted, large_pages):
    with Memory().in_use():
        pool = Pool(LARGE_PAGE, large_pages)
        passing = []
        lasting = []
        for name, count in wanted:
            if name == 'forget_passing':
                pool.forget_passing()
                passing = []
                continue
            block, size = take(pool, name, count)
            if is_elsewhere(block):
                assert block[1] >= size + LINE  # vector code may read a little behind the end
                assert block == pool.others[-1]
            else:
                assert block % LINE == 0 and (large_pages or name not in SPARSE)
                (lasting if name in LASTING else passing).append((block, block + size + LINE))
        pieces = sorted(passing + lasting) + [(LARGE_PAGE, LARGE_PAGE)]
        assert all(one[1] <= other[0] for one, other in zip(pieces, pieces[1:]))


@given(requests)
def test_what_is_free_can_be_had_in_one_piece(wanted):
    with Memory().in_use():
        pool = Pool(LARGE_PAGE, False)
        for name, count in wanted:
            if name != 'forget_passing':
                take(pool, name, count)
        free = pool.free_words()
        if free > 0:
            assert is_elsewhere(pool.passing_words(free + 2 * LINE // 8))
            assert not is_elsewhere(pool.passing_words(free))
        assert pool.free_words() == 0
        assert is_elsewhere(pool.lasting_words(3 * LINE // 8))


def test_what_was_passing_is_given_out_again_and_what_lasts_is_not():
    with Memory().in_use():
        pool = Pool(LARGE_PAGE, False)
        passing = [pool.passing_words(100), pool.passing_ints(7)]
        lasting = [pool.lasting_words(100), pool.lasting_doubles(3)]
        pool.forget_passing()
        assert [pool.passing_words(100), pool.passing_ints(7)] == passing
        assert pool.lasting_doubles(1) not in lasting


def test_what_has_passed_since_a_moment_is_given_out_again():
    with Memory().in_use():
        pool = Pool(LARGE_PAGE, False)
        before = pool.passing_words(100)
        mark = pool.mark()
        passed = [pool.passing_words(50), pool.passing_ints(7)]
        pool.forget_since(mark)
        assert [pool.passing_words(50), pool.passing_ints(7)] == passed
        assert before not in passed


@pytest.mark.parametrize('operations', [0, 1, 7866, 20000, 1000000])
def test_a_pool_has_whole_large_pages_for_its_program(operations):
    with Memory().in_use():
        for pool in (pool_for(operations), pool_for_text(19 * operations)):
            assert pool.size % LARGE_PAGE == 0 and 0 <= pool.size - 256 * operations <= LARGE_PAGE
            assert pool.large_pages == (operations > 2000)


def test_only_large_pages_that_are_mostly_free_count_as_touched():
    with Memory().in_use():
        assert not Pool(LARGE_PAGE, False).can_spare(1)
        pool = Pool(LARGE_PAGE, True)
        assert pool.can_spare(LARGE_PAGE // 8) and not pool.can_spare(LARGE_PAGE // 8 + 1)
        pool.passing_bytes(LARGE_PAGE // 4)
        pool.lasting_bytes(LARGE_PAGE // 4)
        assert pool.can_spare(LARGE_PAGE // 20) and not pool.can_spare(LARGE_PAGE // 16)


@pytest.mark.parametrize('name', SPARSE)
def test_what_is_sparse_takes_no_more_of_large_pages_than_it_leaves(name):
    with Memory().in_use():
        pool = Pool(LARGE_PAGE, True)
        half = LARGE_PAGE // 2 // 8
        assert is_elsewhere(getattr(pool, name)(half + 1))
        assert getattr(pool, name)(half) == 0
        assert is_elsewhere(getattr(pool, name)(half // 2))
        assert getattr(pool, name)(half // 4) == LARGE_PAGE // 2 + LINE
        assert pool.taken_passing() == pool.low > LARGE_PAGE // 2 + LARGE_PAGE // 8


def test_all_is_freed_once():
    memory = Memory()
    with memory.in_use():
        pool = Pool(LARGE_PAGE, True)
        others = [pool.passing_words(LARGE_PAGE), pool.sparse_doubles(LARGE_PAGE), pool.lasting_doubles(LARGE_PAGE)]
        pool.passing_bytes(1)
        pool.release()
    assert memory.unmapped == [('block', LARGE_PAGE)]
    assert memory.freed == others


@pytest.mark.parametrize('name', ['passing_ints', 'passing_bytes', 'lasting_words', 'sparse_doubles', 'sparse_words'])
def test_a_lack_of_memory_is_an_error(name):
    with replaced(rawmem, is_missing=lambda block: True):
        pool = Pool(LARGE_PAGE, False)
        with pytest.raises(MemoryError):
            getattr(pool, name)(LARGE_PAGE)


# ---- arrays ----

ARRAYS = [(new_ints, longer_ints, [0, 2 ** 31 - 1, -1, 5]), (new_bytes, longer_bytes, [0, 255, 1, 7]),
          (new_doubles, longer_doubles, [-0.5, 1e300, float('-inf'), 5e-324])]


@pytest.mark.parametrize('make, lengthen, values', ARRAYS)
def test_an_array_holds_what_was_last_set_and_so_does_a_longer_copy(make, lengthen, values):
    pool = Pool(LARGE_PAGE, False)
    numbers = make(pool, 4)
    for index in (0, 1, 2, 3):
        numbers[index] = values[3 - index]
        numbers[index] = values[index]
    assert [numbers[index] for index in range(4)] == values
    longer = lengthen(pool, numbers, 3, 9)
    longer[0] = values[1]
    longer[8] = values[2]
    assert [longer[index] for index in (0, 1, 2, 8)] == [values[1], values[1], values[2], values[2]]
    assert numbers[0] == values[0]
    pool.release()


def test_an_array_of_words_holds_all_their_bits():
    values = [-2 ** 63, 2 ** 63 - 1, 0, -1]
    words = new_words(Pool(LARGE_PAGE, False), 4)
    for index in (3, 2, 1, 0):
        words[index] = values[index]
    assert [words[index] for index in range(4)] == values


@pytest.mark.parametrize('make, value', [(all_ints, -1), (all_ints, 9), (all_words, -1), (all_words, 0)])
def test_an_array_may_have_a_value_from_the_first(make, value):
    numbers = make(Pool(LARGE_PAGE, False), 70, value)
    assert [numbers[index] for index in range(70)] == [value] * 70


class _Rooted(object):
    roots = array(Doubles, '_roots')


def test_an_attribute_that_is_an_array_is_the_one_that_was_set():
    pool = Pool(LARGE_PAGE, False)
    one, other = new_doubles(pool, 2), new_doubles(pool, 2)
    rooted = _Rooted()
    for numbers in (one, other):
        rooted.roots = numbers
        rooted.roots[1] = 0.5
        rooted.roots[1] += 1.0
    other[1] = -2.0
    assert [one[1], rooted.roots[1]] == [1.5, -2.0]


@given(st.lists(st.tuples(st.integers(0, 2 ** 31 - 1), st.booleans())))
def test_a_list_has_what_was_appended(asked):
    pool = Pool(LARGE_PAGE, False)
    everything, some = [IntList(pool, len(asked) + 1) for _ in range(2)]
    for item, condition in asked:
        everything.append(item)
        some.append_if(condition, item)
    assert [everything[i] for i in range(everything.size)] == [item for item, _ in asked]
    assert [some[i] for i in range(some.size)] == [item for item, condition in asked if condition]
