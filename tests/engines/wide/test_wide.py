"""The wide engine draws the scalar engine's picture."""
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import rawmem, threads
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.wide import engine, regions, tiles, worker
from pyfidget.engines.wide.engine import render_wide
from pyfidget.engines.wide.worker import MOST_VALUES_OF_ROWS, MOST_WIDE_VALUES
from pyfidget.grid import CENTERS, CHALLENGE, CONVENTIONS, FIDGET, View, make_grid
from pyfidget.image.canvas import Canvas
from pyfidget.operations import OPERATIONS, apply_operation
from pyfidget.parser import parse
from tests.engines.pictures import ROOTS, SIGNED_ZEROS, UNIONS, views
from tests.engines.wide.memory import new_wide, used_memory
from tests.models import picture, rows, square_grid
from tests.replacing import replaced
from tests.strategies import BINARY, UNARY, programs, scaled

SIZES = [1, 2, 15, 16, 17, 33, 63, 64, 65, 70]


def assert_same_picture(program, grid):
    expected = picture(render_scalar, program, grid)
    assert picture(render_neatly, program, grid) == expected
    return ''.join(expected)


def render_neatly(program, grid, canvas):
    """The wide engine, that leaves the unused bits of a row's last byte alone."""
    render_wide(program, grid, canvas)
    unused = 0xff >> ((canvas.width - 1 & 7) + 1)
    assert all(canvas.row_byte(row, canvas.stride - 1) & unused == 0 for row in range(canvas.height))


def program_of(lines):
    return parse('\n'.join(lines), 'test.vm')


# ---- random programs ----

grids = st.builds(make_grid, st.sampled_from(SIZES), st.sampled_from(SIZES), st.integers(0, len(CONVENTIONS) - 1), views())


@pytest.mark.slow
@scaled(420)
@given(programs(), grids)
def test_the_picture_is_the_scalar_one(program, grid):
    with used_memory():
        assert_same_picture(program, grid)


@scaled(100)
@given(programs(), grids, st.integers(0, 10))
def test_tiles_with_many_values_are_the_same_row_by_row(program, grid, most):
    with replaced(tiles, MOST_WIDE_VALUES=most):
        assert_same_picture(program, grid)


@scaled(250)
@given(programs(), grids)
def test_tiles_by_blocks_are_the_same(program, grid):
    with replaced(regions, is_dear=lambda words, at, values: True), used_memory():
        assert_same_picture(program, grid)


def test_what_is_dear_is_evaluated_by_blocks():
    program = program_of(['x var-x', 'y var-y', 'a mul x y', 's sin a', 'd add s y', 'e exp d', 'f ln e', 'r sub f x'])
    for most, by_blocks in [(MOST_VALUES_OF_ROWS, True), (1, False)]:
        with replaced(worker, MOST_VALUES_OF_ROWS=most):
            wide = new_wide(program, square_grid(70), 1)
        canvas = Canvas(70, 70)
        wide.render(canvas)
        assert rows(canvas) == picture(render_scalar, program, square_grid(70))
        one = wide.renderer.thread_pool.workers[0]
        assert (one.blocks > 0, one.tiles > 0) == (by_blocks, not by_blocks)


@given(programs(), st.sampled_from([65, 70, 129]), st.integers(1, 20), st.integers(2, 5))
def test_threads_draw_the_same_picture(program, width, height, threads):
    grid = make_grid(width, height, CENTERS, View())
    with replaced(engine, useful_threads=lambda wanted, width, height: wanted):
        wide = new_wide(program, grid, threads)
        assert picture(lambda program, grid, canvas: wide.render(canvas), program, grid) == picture(render_scalar, program, grid)


@pytest.mark.parametrize('size', [300, 600, 1100])
def test_workers_share_pictures_of_any_size(size):
    program = program_of(['x var-x', 'y var-y', 'p mul x y', 'k const 0.1', 'r sub p k'])
    grid = make_grid(size, 40, CENTERS, View())
    with replaced(engine, useful_threads=lambda wanted, width, height: wanted):
        wide = new_wide(program, grid, 3)
    canvas = Canvas(size, 40)
    wide.render(canvas)
    assert rows(canvas) == picture(render_scalar, program, grid)
    assert sum(worker.tiles > 0 for worker in wide.renderer.thread_pool.workers) >= 2


@pytest.mark.slow
def test_a_system_that_has_no_thread_to_give_draws_the_same_picture():
    program = parse(UNIONS, 'test.vm')
    grid = square_grid(300)
    with replaced(engine, useful_threads=lambda wanted, width, height: wanted), replaced(
            threads, start=lambda main, argument: False):
        wide = new_wide(program, grid, 3)
        assert picture(lambda program, grid, canvas: wide.render(canvas), program, grid) == picture(render_scalar, program, grid)
    assert [worker.tiles > 0 for worker in wide.renderer.thread_pool.workers] == [True, False, False]


# ---- programs made by hand ----

BLEND = '''
    # Two discs that run into each other: the values of min and max are used.
    x var-x
    y var-y
    c const 0.375
    xl add x c
    xr sub x c
    yy square y
    ll square xl
    rr square xr
    lll add ll yy
    rrr add rr yy
    l sqrt lll
    r sqrt rrr
    d sub l r
    ad abs d
    k const 0.3
    kd sub k ad
    zero const 0
    h max kd zero
    hh square h
    q const 0.83
    t mul hh q
    m min l r
    n sub m t
    s const 0.4
    u sub n s
    '''
PRODUCT = '''
    # The smaller times the larger is one times the other; mostly.
    x var-x
    y var-y
    a mul x y
    b sub x y
    m min a b
    n max a b
    p mul m n
    q mul a b
    d sub p q
    ad abs d
    e sub x ad
    f max e m
    '''
LOGIC = '''
    # Values of truth, as they are in these programs.
    x var-x
    y var-y
    c compare x y
    half const 0.5
    d sub x half
    n not d
    a and c d
    o or d c
    p and n y
    q or p a
    k mod x half
    l compare k half
    e and o q
    f or e l
    g sub f n
    '''
CHECKERS = '''
    # A chessboard, its squares cut by a disc.
    x var-x
    y var-y
    five const 5
    fx mul x five
    fy mul y five
    wx floor fx
    wy floor fy
    s add wx wy
    two const 2
    r mod s two
    half const 0.5
    q sub r half
    xx square x
    yy square y
    rr add xx yy
    one const 1
    disc sub rr one
    both max q disc
    '''
SAMPLE_ZEROS = '''
    # One over a zero with the sign of x or y, where min and max take the second of two equals.
    x var-x
    y var-y
    zero const 0
    zx mul x zero
    zy mul y zero
    m min zx zy
    n max zy zx
    one const 1
    a div one m
    b div one n
    c mul x y
    d min a c
    e max b d
    '''
HAND_MADE = {
    'signed zeros': SIGNED_ZEROS, 'roots': ROOTS, 'unions': UNIONS, 'blend': BLEND, 'product': PRODUCT, 'logic': LOGIC,
    'checkers': CHECKERS, 'sample zeros': SAMPLE_ZEROS,
}


@pytest.mark.parametrize('name', sorted(HAND_MADE))
@pytest.mark.parametrize('convention', [CHALLENGE, FIDGET, CENTERS], ids=CONVENTIONS)
def test_programs_made_by_hand(name, convention):
    program = parse(HAND_MADE[name], 'test.vm')
    drawn = assert_same_picture(program, make_grid(21, 19, convention, View()))
    drawn += assert_same_picture(program, make_grid(70, 5, convention, View()))
    assert '#' in drawn and '.' in drawn


@pytest.mark.parametrize('view', [View(), View(0.1, -0.2, 0.37), View(0.0, 0.0, -1.0), View(0.5, 0.5, 1e-17)], ids=str)
def test_regions_on_three_levels(view):
    assert_same_picture(parse(UNIONS, 'test.vm'), make_grid(300, 20, CENTERS, view))
    assert_same_picture(parse(BLEND, 'test.vm'), make_grid(9, 270, CHALLENGE, view))


@pytest.mark.parametrize('lines', [
    ['x var-x'], ['y var-y'], ['z var-z'], ['c const -1'], ['c const 0'], ['c const -0.0'], ['c const nan'], ['c const -inf'],
    ['c const nan', 'x var-x', 'r mul c x'], ['x var-x', 'l square x', 'm neg l', 'c const 1', 'n sub m c', 'r sqrt n'],
    ['x var-x', 'c const 2', 'r sub x c'], ['x var-x', 'c const -2', 'r sub x c'],
    ['x var-x', 'y var-y', 's add x y', 'c const 3', 'd sub c s', 'm min d s', 'r min m d', 'q sqrt r', 't neg q'],
], ids=' '.join)
def test_little_programs(lines):
    for grid in (square_grid(1), square_grid(17), make_grid(65, 2, FIDGET, View(0.0, 0.0, -3.0, -0.5))):
        assert_same_picture(program_of(lines), grid)


# ---- every operation, its arguments of every kind ----

KINDS = ['x', 'y', 'both', 'sum', '0.5', '-0.0', 'nan', 'inf', '-inf']
LEAVES = ['x var-x', 'y var-y', 'both mul x y', 'sum add x y'] + ['%s const %s' % (kind, kind) for kind in KINDS[4:]]
USES = [[], ['use sub r 0.5'], ['use mul r both'], ['use min r x', 'again max r use', 'last add again use']]


@pytest.mark.slow
@pytest.mark.parametrize('opcode', UNARY + BINARY, ids=lambda opcode: OPERATIONS[opcode].name)
def test_an_operation_on_arguments_of_every_kind(opcode):
    grid = make_grid(9, 7, CHALLENGE, View())
    drawn = set()
    for arguments in itertools.product(KINDS, repeat=OPERATIONS[opcode].arity):
        for use in USES:
            step = 'r %s %s' % (OPERATIONS[opcode].name, ' '.join(arguments))
            drawn.add(assert_same_picture(program_of(LEAVES + [step] + use), grid))
    assert len(drawn) > 5


# ---- thresholds that samples hit exactly ----

SIDES = ['use sub r t', 'use sub t r']


@pytest.mark.parametrize('opcode', UNARY, ids=lambda opcode: OPERATIONS[opcode].name)
def test_the_value_at_a_sample_as_a_threshold(opcode):
    grid = make_grid(17, 1, CENTERS, View(0.25, 0.0, 1.5))
    for sample, side in itertools.product(grid.xs[::3], SIDES):
        assert_same_picture(program_of([
            'x var-x', 't const %r' % apply_operation(opcode, sample, 0.0), 'r %s x' % OPERATIONS[opcode].name, side]), grid)


@pytest.mark.parametrize('opcode', BINARY, ids=lambda opcode: OPERATIONS[opcode].name)
def test_the_value_at_a_sample_and_a_constant_as_a_threshold(opcode):
    grid = make_grid(1, 17, CHALLENGE, View(0.0, 0.1, 0.7))
    for sample, k, side in itertools.product(grid.ys[::4], [0.1, -3.0, 1e-300], SIDES):
        for arguments, t in [('y k', apply_operation(opcode, sample, k)), ('k y', apply_operation(opcode, k, sample))]:
            assert_same_picture(program_of([
                'y var-y', 'k const %r' % k, 't const %r' % t, 'r %s %s' % (OPERATIONS[opcode].name, arguments), side]), grid)


@pytest.mark.parametrize('name', ['add', 'sub', 'mul', 'div', 'min', 'max'])
def test_the_value_at_a_pixel_as_a_threshold(name):
    grid = make_grid(18, 17, CENTERS, View(0.1, 0.2, 0.7))
    opcode = [operation.name for operation in OPERATIONS].index(name)
    for i, side in itertools.product(range(0, 17, 4), SIDES):
        t = apply_operation(opcode, grid.xs[i], grid.ys[16 - i])
        drawn = assert_same_picture(program_of(['x var-x', 'y var-y', 't const %r' % t, 'r %s x y' % name, side]), grid)
        assert '.' in drawn


# ---- long programs ----

def chain(count, step):
    """`step` again and again, on what the last one gave: v0 = x."""
    lines = ['x var-x', 'y var-y', 'v0 mul x y']
    for i in range(count):
        lines += [line % {'i': i, 'j': i + 1, 'c': (i * 37 % count) / float(count) - 0.5} for line in step]
    return program_of(lines)


CHAINS = [
    (3000, ['v%(j)d add v%(i)d x']),
    (3000, ['c%(i)d const %(c)r', 'd%(i)d sub x c%(i)d', 'v%(j)d max v%(i)d d%(i)d']),
    (1500, ['c%(i)d const %(c)r', 'd%(i)d mul y c%(i)d', 'e%(i)d sub x d%(i)d', 'v%(j)d min e%(i)d v%(i)d']),
    (600, ['a%(i)d abs v%(i)d', 'm%(i)d min a%(i)d x', 'n%(i)d max m%(i)d y', 'v%(j)d add m%(i)d n%(i)d']),
    (200, ['v%(j)d sqrt v%(i)d']), (200, ['m%(i)d min v%(i)d x', 'n%(i)d max v%(i)d y', 'v%(j)d min n%(i)d m%(i)d']),
    (60, ['v%(j)d add v%(i)d v%(i)d']), (60, ['m%(i)d max v%(i)d y', 'v%(j)d sub m%(i)d v%(i)d']),
]


@pytest.mark.slow
@pytest.mark.parametrize('count, step', CHAINS, ids=[step[-1][7:] for _, step in CHAINS])
def test_chains(count, step):
    assert_same_picture(chain(count, step), make_grid(17, 3, CENTERS, View()))


def many_products(count):
    """Products of x and y that are all there before the first two are added."""
    lines = ['x var-x', 'y var-y', 's0 neg y']
    for i in range(count):
        lines += ['c%d const %r' % (i, 0.25 + i), 'm%d add x c%d' % (i, i), 'n%d mul m%d y' % (i, i), 'o%d sin n%d' % (i, i)]
    return program_of(lines + ['s%d add s%d o%d' % (i + 1, i, i) for i in range(count)])


def many_truths(count):
    lines = ['x var-x', 'y var-y', 'v0 sub x y']
    for i in range(count):
        lines += ['c%d const %r' % (i, (i % 97 + i / 1e4) / 100.0 - 0.5), 'd%d sub %s c%d' % (i, 'xy'[i % 2], i),
                  'v%d %s v%d d%d' % (i + 1, ['min', 'max'][i // 2 % 2], i, i)]
    return program_of(lines)


@pytest.mark.slow
def test_a_tile_with_very_many_values_is_drawn_by_rows():
    for most in (0, MOST_VALUES_OF_ROWS):
        with replaced(tiles, values_of_tile=None), replaced(worker, MOST_VALUES_OF_ROWS=most):
            assert_is_drawn(many_products(MOST_WIDE_VALUES // 2))


def test_a_tile_with_few_values_is_drawn_as_a_whole():
    with replaced(tiles, values_of_row=None, values_of_strip=None):
        assert_is_drawn(many_products(20))


@pytest.mark.slow
@pytest.mark.parametrize('most', [0, MOST_WIDE_VALUES])
def test_a_tile_with_very_many_truths(most):
    with replaced(tiles, MOST_WIDE_VALUES=most):
        assert_is_drawn(many_truths(2100))


def assert_is_drawn(program):
    drawn = assert_same_picture(program, make_grid(20, 18, CENTERS, View()))
    assert '#' in drawn and '.' in drawn


# ---- what is proved ----

@pytest.mark.parametrize('name, limit', [('min', '#'), ('max', '.')])
def test_a_region_that_is_proved_is_not_evaluated(name, limit):
    program = program_of(['x var-x', 'c const %s' % {'min': 2, 'max': -2}[name], 'd sub x c', 'y var-y', 'r %s d y' % name])
    with replaced(tiles, values_of_tile=None):
        assert assert_same_picture(program, square_grid(33)) == limit * 33 ** 2


def test_lanes_that_are_proved_are_filled_to_the_pixel():
    """Each edge of a half plane lies in another lane of the region, or in another tile."""
    for column in list(range(0, 70, 3)) + list(range(70, 300, 23)):
        grid = make_grid(299, 2, FIDGET, View())
        program = program_of(['x var-x', 't const %r' % grid.xs[column], 'r sub x t'])
        assert picture(render_neatly, program, grid) == ['#' * column + '.' * (299 - column)] * 2
        program = program_of(['x var-x', 't const %r' % grid.xs[column], 'r sub t x'])
        assert picture(render_neatly, program, grid) == ['.' * (column + 1) + '#' * (298 - column)] * 2


# ---- the engine ----

def test_an_engine_draws_one_picture_again_and_again():
    program = parse(UNIONS, 'test.vm')
    grid = square_grid(70)
    expected = picture(render_scalar, program, grid)
    wide = new_wide(program, grid, 1)
    drawn = []
    for _ in range(3):
        canvas = Canvas(grid.width, grid.height)
        wide.render(canvas)
        drawn.append((rows(canvas), wide.lines()))
        canvas.release()
    wide.release()
    assert drawn[0][0] == expected and drawn[1:] == drawn[:1] * 2


def wipe(block):
    block[:] = [-1] * len(block)


def shrink_arena(wide, size):
    only, = wide.renderer.thread_pool.workers
    only.arena = rawmem.try_words(size)
    only.arena_size = size
    return only


@pytest.mark.slow
@pytest.mark.parametrize('size', [2, 20, 100])
def test_the_arena_grows(size):
    program = many_products(20)
    grid = make_grid(20, 300, CENTERS, View(0.0, 0.0, 0.07))
    wide = new_wide(program, grid, 1)
    only = shrink_arena(wide, size)
    canvas = Canvas(grid.width, grid.height)
    with replaced(rawmem, free_lines=wipe):
        wide.render(canvas)
    assert only.arena_size > size and only.arena_is_own
    assert rows(canvas) == picture(render_scalar, program, grid)


def test_what_the_arena_cannot_hold_is_a_lack_of_memory():
    wide = new_wide(parse(BLEND, 'test.vm'), square_grid(70), 1)
    shrink_arena(wide, 2)
    with replaced(rawmem, is_missing=lambda block: True):
        with pytest.raises(MemoryError):
            wide.render(Canvas(70, 70))
