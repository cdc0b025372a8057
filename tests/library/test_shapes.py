"""What the library keeps: tapes that serve other views, jobs that serve again, and nothing that is freed too early or never."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyfidget import pool, rawmem
from pyfidget.engines.scalar import render_scalar
from pyfidget.engines.wide import stopping, thread_pool
from pyfidget.engines.wide.thread_pool import advance_picture, picture_area, picture_progress, render_picture
from pyfidget.grid import CENTERS, CHALLENGE, View, make_grid
from pyfidget.library import shapes, steps
from pyfidget.library.shapes import QUADTREE, SCALAR, WIDE, Lowered, Machine, Shape
from pyfidget.parser import parse
from tests.models import picture, rows
from tests.replacing import replaced
from tests.strategies import programs

DISC = 'x var-x\ny var-y\nxx square x\nyy square y\ns add xx yy\nr const 0.5\nd sub s r\n'
NOTHING = 'a const 1\n'
EVERYTHING = 'a const -1\n'


def shape_of(text):
    return Shape(parse(text, 'test.vm'))


def draw(shape, grid, threads=1, engine=WIDE):
    """The rows of a picture, and the job that drew it, finished."""
    job = shape.job(grid, threads, Machine().kernels)
    job.begin(engine, shape.program)
    while not job.is_ready():
        job.advance(1000)
    if job.has_threads:
        render_picture(job.renderer.thread_pool.workers[0])
    drawn = rows(job.canvas)
    assert job.end()
    shape.finish(job)
    return drawn, job


def square(size, view=None):
    return make_grid(size, size, CHALLENGE, view or View())


_VIEWS = st.builds(View, st.floats(-1.5, 1.5), st.floats(-1.5, 1.5), st.floats(-2.0, 2.0).filter(bool),
                   st.sampled_from([0.0, 0.5]))


@given(programs(), st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20), _VIEWS), min_size=2, max_size=4),
       st.sampled_from([WIDE, QUADTREE, SCALAR]))
def test_a_shape_draws_every_view_as_if_it_were_the_first(program, views, engine):
    shape = Shape(program)
    for width, height, view in views:
        grid = make_grid(width, height, CENTERS, view)
        assert draw(shape, grid, engine=engine)[0] == picture(render_scalar, program, grid)


@pytest.mark.parametrize('axis, first, second', [
    ('z', View(z=0.0), View(z=-0.0)), ('z', View(z=-0.0), View(z=0.0)),
    ('y', View(), View(scale=2.0)), ('y', View(scale=2.0), View()),
    ('x', View(scale=-1.0), View()), ('x', View(), View(scale=-1.0)),
])
def test_views_that_differ_in_the_sign_of_a_zero_do_not_share_a_picture(axis, first, second):
    """The middle of centers is x = 0.0 and y = -0.0; a view that moves nothing adds 0.0 to it."""
    program = parse('v var-%s\none const 1\nr div one v\n' % axis, 'test.vm')
    shape = Shape(program)
    drawn = []
    for view in (first, second, first):
        grid = make_grid(1, 1, CENTERS, view)
        drawn.append(draw(shape, grid)[0])
        assert drawn[-1] == picture(render_scalar, program, grid)
    if axis != 'x':
        assert drawn[0] != drawn[1]


def test_a_tape_serves_the_views_inside_its_own():
    lowered = Lowered(parse(DISC, 'test.vm'), square(9))
    assert lowered.serves(square(64)) and lowered.serves(square(9, View(0.5, 0.25, 0.5)))
    assert not lowered.serves(square(9, View(0.5, 0.25, 0.51)))
    assert not lowered.serves(square(9, View(0.0, 0.0, 1.0, 0.1)))


def test_a_closer_view_lowers_nothing_again():
    shape = shape_of(DISC)
    draw(shape, square(20))
    lowered = shape.lowered
    draw(shape, square(30, View(0.1, 0.1, 0.5)))
    assert shape.lowered is lowered
    draw(shape, square(30, View(0.1, 0.1, 1.5)))
    assert shape.lowered is not lowered


def test_a_job_serves_again_and_never_two_at_once():
    shape = shape_of(DISC)
    _, first = draw(shape, square(20))
    again = shape.job(square(20), 1, first.kernels)
    other = shape.job(square(20), 1, first.kernels)
    assert again is first and other is not first
    for job in (again, other):
        job.begin(WIDE, shape.program)
        render_picture(job.renderer.thread_pool.workers[0])
    assert rows(again.canvas) == rows(other.canvas)


@pytest.mark.parametrize('size, view, threads', [
    (21, View(), 1), (20, View(0.5), 1), (20, View(0.0, 0.0, 1.0, 0.5), 1), (20, View(), 2)])
def test_a_job_serves_its_own_grid_and_threads_only(size, view, threads):
    shape = shape_of(DISC)
    _, job = draw(shape, square(20))
    assert not job.serves(square(size, view), threads, job.kernels)
    assert not job.serves(square(20), 1, Machine().no_kernels)


def test_what_lowering_decides_is_drawn_at_once():
    shape = shape_of(NOTHING)
    job = shape.job(square(5), 1, Machine().kernels)
    job.begin(WIDE, shape.program)
    assert not job.has_threads and job.is_ready() and rows(job.canvas) == ['.....'] * 5 and job.end()
    assert draw(shape_of(EVERYTHING), square(5))[0] == ['#####'] * 5


def test_several_workers_draw_the_same_picture_and_tell_how_far_they_are():
    shape = shape_of(DISC)
    grid = square(600)
    job = shape.job(grid, 2, Machine().kernels)
    job.begin(WIDE, shape.program)
    first = job.renderer.thread_pool.workers[0]
    assert picture_progress(first) == 0
    render_picture(first)
    assert len(job.renderer.thread_pool.workers) == 2 and picture_progress(first) == picture_area(first)
    assert rows(job.canvas) == draw(shape, grid)[0]


class Clock(object):
    """Goes on by a millisecond whenever somebody looks."""

    def __init__(self):
        self.looks = 0

    def milliseconds(self):
        self.looks += 1
        return self.looks


@pytest.mark.slow
@pytest.mark.parametrize('engine', [WIDE, QUADTREE, SCALAR])
@pytest.mark.parametrize('threads', [1, 2])
def test_a_picture_may_be_drawn_piece_by_piece(engine, threads):
    """And one that is given up on the way leaves nothing to the next."""
    shape = shape_of(DISC)
    grid = square(600 if engine == WIDE else 60)
    whole = draw(shape, grid, threads, engine)[0]
    clock = Clock()
    with replaced(stopping.threads, milliseconds=clock.milliseconds), replaced(steps, _OPERATIONS=2000), \
            replaced(shapes, _CLEARED=1000):
        for pieces_wanted in (1, 2, 5, 1000):
            job = shape.job(grid, threads, Machine().kernels)
            job.begin(engine, shape.program)
            pieces = 0
            is_over = False
            while pieces < pieces_wanted and not is_over:
                pieces += 1
                if job.has_threads and job.is_ready():
                    is_over = advance_picture(job.renderer.thread_pool.workers[0], 2)
                else:
                    job.advance(2)
                    is_over = job.is_ready() and not job.has_threads
            assert job.end() == is_over
            shape.finish(job)
    assert 3 < pieces < 1000
    assert rows(job.canvas) == whole == draw(shape, grid, threads, engine)[0]


@pytest.mark.parametrize('size, width, height', [(1, 7, 3), (1000, 7, 3), (1 << 17, 7, 3), (1 << 30, 3, 2), (9, 3000, 100)])
def test_the_steps_of_rows_are_all_pixels_once(size, width, height):
    covered = []
    grid = make_grid(width, height, CHALLENGE, View())
    some = steps._Rows(grid, (1 << 18) // size)
    some.put = lambda grid, canvas, pixels: covered.extend(
        (row, column) for row in range(pixels.top, pixels.bottom) for column in range(pixels.left, pixels.right))
    while some.has_more():
        before = len(covered)
        some.take(grid, None)
        assert 0 < (len(covered) - before) * size <= max(1 << 18, size)
    assert covered == [(row, column) for row in range(height) for column in range(width)]


def test_a_job_of_another_process_is_not_waited_for():
    shape = shape_of(DISC)
    job = shape.job(square(600), 2, Machine().kernels)
    job.begin(WIDE, shape.program)
    first = job.renderer.thread_pool.workers[0]
    first.shared[thread_pool._WORKING] = 1
    first.control[stopping.RUNNING] = 1
    job.disown()
    assert not job.end()


class Freed(object):
    """What is freed, instead of freeing it."""

    def __init__(self):
        self.blocks = []
        self.canvases = []

    def watching(self):
        return replaced(rawmem, unmap_block=lambda block, size: self.blocks.append(id(block)),
                        free_bytes=lambda block: self.canvases.append(id(block)))


def test_everything_is_freed_once_and_with_the_last_user():
    made = []
    freed = Freed()

    def counted(size, large_pages, map_block=rawmem.map_block):
        made.append(map_block(size, large_pages))
        return made[-1]

    machine = Machine()
    shape = shape_of(DISC)
    with replaced(pool.rawmem, map_block=lambda size, large_pages: counted(size, large_pages)), freed.watching():
        jobs = [shape.job(square(20 + i), 1, machine.kernels) for i in range(4)]
        for job in jobs[:3]:
            shape.take()
            shape.finish(job)
            shape.leave()
        shape.job(square(50, View(0.0, 0.0, 3.0)), 1, machine.kernels).release()
        shape.take()
        shape.leave()
        assert len(freed.canvases) == 2
        shape.finish(jobs[3])
        shape.leave()
    assert sorted(freed.blocks) == sorted(map(id, made)) and len(made) == 7
    assert len(freed.canvases) == 5
