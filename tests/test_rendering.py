"""Every engine and mode: each frame gives the same picture, and a picture in colour reduced to two is the plain one."""
import pytest

from pyfidget.arguments import parse_arguments
from pyfidget.grid import make_grid
from pyfidget.parser import parse_text
from pyfidget.pictures.colours import INSIDE
from pyfidget.pool import LARGE_PAGE, Pool
from pyfidget.rendering import make_rendering
from pyfidget.texts import text_of
from tests.engines.pictures import UNIONS
from tests.image.test_formats import Memory, chunks, png_rows, read_pgm

ENGINES = ['--engine=wide', '--engine=quadtree', '--engine=scalar', '--engine=compiled',
           '--engine=compiled --memoize', '--engine=compiled --chunks=3']
COLOURED = ['--mode=regions', '--mode=regions --early-exit', '--mode=regions --passes=none', '--mode=sdf',
            '--mode=sdf --passes=none', '--mode=sdf --engine=scalar', '--mode=sdf --engine=compiled']


class Run(object):
    """Some frames of one rendering: the bytes of the last picture, and what is said of it."""

    def __init__(self, line, frames=1):
        options = parse_arguments(['m.vm', '--width=40', '--height=21', '--stats'] + line.split())
        listing = parse_text(text_of(UNIONS), 'test.vm', Pool(LARGE_PAGE, False))
        rendering = make_rendering(
            options, listing, make_grid(options.width, options.height, options.convention, options.view))
        rendering.render()
        for _ in range(frames - 1):
            rendering.clear()
            rendering.render()
        output = Memory()
        rendering.write(output, options.format)
        self.content = output.content()
        self.lines = rendering.lines()


def reduced(content):
    """A PNG with a palette as rows of '#' (inside) and '.', by bit 7 of its indices."""
    return [''.join('#' if index & INSIDE else '.' for index in bytearray(row)) for row in png_rows(chunks(content), 40, 21)]


@pytest.mark.parametrize('line', [engine + ' --format=pgm' for engine in ENGINES] + COLOURED)
def test_every_frame_is_the_same(line):
    once, thrice = Run(line), Run(line, 3)
    assert once.content == thrice.content
    assert once.lines == thrice.lines


@pytest.mark.parametrize('line', COLOURED)
def test_a_picture_in_colour_reduced_to_two_is_the_plain_one(line):
    plain = [read_pgm(Run(engine + ' --format=pgm').content, 40, 21) for engine in ENGINES]
    assert plain[0] == plain[1] == plain[2] == plain[3] == plain[4] == plain[5]
    assert reduced(Run(line + ' --no-legend').content) == plain[0]


def test_values_are_the_same_by_every_engine():
    pictures = [Run(line).content for line in COLOURED[3:]]
    assert pictures[0] == pictures[1] == pictures[2] == pictures[3]


@pytest.mark.parametrize('mode', ['regions', 'sdf'])
def test_the_legend_is_below_the_picture(mode):
    bare, whole = [Run('--mode=%s%s --format=ppm' % (mode, legend)).content for legend in (' --no-legend', '')]
    assert bare.startswith(b'P6\n40 21\n255\n')
    head, body = whole[:whole.index(b'\n255\n') + 5], whole[whole.index(b'\n255\n') + 5:]
    width, height = [int(number) for number in head.split()[1:3]]
    assert width > 40 and height > 21 and len(body) == 3 * width * height
    assert b''.join(body[3 * width * row:3 * (width * row + 40)] for row in range(21)) == bare[-3 * 40 * 21:]


def test_what_is_said_is_what_the_engine_did():
    scalar, quadtree, regions, sdf, sdf_by_scalar = [Run(line).lines for line in [
        '--engine=scalar', '--engine=quadtree', '--mode=regions', '--mode=sdf', '--mode=sdf --engine=scalar']]
    assert scalar == sdf_by_scalar == ['22 operations at each pixel']
    assert regions == quadtree != sdf
    assert sdf[0] == quadtree[0]


# ---- as text ----

@pytest.mark.parametrize('line, words', [
    ('--emit=c', ['static double value(double x, double y, double z)', '/* max */', 'enum { WIDTH = 40, HEIGHT = 21']),
    ('--emit=asm', ['.globl values\n', '# store v', 'vzeroupper']),
    ('--emit=asm --memoize', ['.globl values_of_x\n', '.globl values_of_y\n', '.globl values\n']),
])
def test_a_program_as_text(line, words):
    content = str(Run(line).content.decode('latin-1'))
    for word in words:
        assert word in content
