"""The page that needs no server, in a browser: its pictures are those of the native library, bit for bit."""
import hashlib

import numpy as np
import pytest

import pyfidget
from pyfidget.host import native
from pyfidget.host.viewer.frames import HEADER, draw_frame
from pyfidget.host.viewer.requests import FrameRequest
from tests.web.conftest import LINES, SHARED, WEB

ROOT = WEB.parent.parent
FROM_DISK = (WEB / 'index.html').as_uri()
WIDEST = 1024  # pixels of a picture that the window has room for
DISC = 'x var-x\ny var-y\nxx square x\nyy square y\ns add xx yy\nr const 0.5\nd sub s r\n'
NO_VECTORS = 'WebAssembly.validate = () => false;'
KEY_ZOOM, KEY_STEP = 1.25, 0.15  # page/viewer.js


@pytest.fixture(scope='module', autouse=True)
def library():
    if not native.is_available():
        pytest.skip('there is no native library: `make library` makes it')


@pytest.fixture(scope='module')
def from_disk(page):
    page.open(FROM_DISK)
    page.resize(400, 300)
    yield page
    assert page.look()['faults'] == []


def expected(shape, width, height, **view):
    return shape.render(width=width, height=height, **view) == 255


@pytest.mark.parametrize('line', [line for line in LINES if max(line.width, line.height) <= WIDEST],
                         ids=lambda line: f'{line.model}-{line.width}x{line.height}')
def test_golden_pictures(from_disk, line):
    from_disk.resize(line.width, line.height)
    from_disk.type((SHARED / f'{line.model}.vm').read_text())
    assert from_disk.look()['text'] == ''
    drawn = from_disk.pixels()
    assert drawn.sum() == line.white
    assert hashlib.sha256((drawn * np.uint8(255)).tobytes()).hexdigest() == line.sha256


def test_every_example_is_as_the_library_draws_it(from_disk, own_model):
    from_disk.resize(500, 400)
    from_disk.choose(own_model.name)
    assert (from_disk.pixels() == expected(pyfidget.load(own_model), 500, 400)).all()
    assert from_disk.look()['title'] == f'{own_model.name} · pyfidget'


def test_a_view_after_a_pan_and_two_zooms(from_disk):
    width, height = 501, 400
    from_disk.resize(width, height)
    from_disk.choose('tempest.vm')
    from_disk.press('0', 'ArrowRight', '+', '+')
    # As page/view.js calculates it.
    step = 2.0 / (height - 1)
    x, y, scale = KEY_STEP * height * step, 0.0 * step, 1.0
    for _ in range(2):
        # The middle of the picture is a sample, here of x; rows are an even number, so that the middle lies between two.
        middle_x, middle_y = middle_of(width, height)
        sample = x + scale * middle_x, y + scale * middle_y
        nearer = scale / KEY_ZOOM
        share = nearer / scale
        x, y, scale = sample[0] + (x - sample[0]) * share, sample[1] + (y - sample[1]) * share, nearer
    picture = expected(pyfidget.load(ROOT / 'models' / 'tempest.vm'), width, height, center=(x, y), scale=scale)
    assert picture.any()
    assert (from_disk.pixels() == picture).all()
    from_disk.press('0')


def middle_of(width, height):
    """The coordinates of the middle of a picture that is wider than high, as page/view.js."""
    step = 2.0 / (height - 1)
    return (width - 1) / 2 * step - step * (width - 1) / 2, -((height - 1) / 2 * step - 1)


def test_a_picture_of_space(from_disk):
    width, height = 161, 120
    from_disk.resize(width, height)
    from_disk.choose('link.vm')
    from_disk.press('m', 'm', 'm')
    path = ROOT / 'models' / 'link.vm'
    request = FrameRequest(0, width, height, 'shaded', x=0.0, y=0.0, z=0.0, scale=1.5, pitch=25.0, yaw=-30.0)
    program = native.NativeProgram(path.read_bytes(), path.name)
    shaded = draw_frame(program, request, 1, lambda: True)[HEADER.size:]
    assert len(set(shaded)) > 50
    assert from_disk.colours() == shaded
    from_disk.press('m')
    assert (from_disk.pixels() == expected(pyfidget.load(path), width, height)).all()


def test_a_syntax_error_shows_its_place_and_goes_away_when_mended(from_disk):
    from_disk.resize(120, 100)
    from_disk.choose('gear.vm')
    from_disk.type(DISC)
    picture = from_disk.pixels()
    assert (picture == expected(pyfidget.parse(DISC), 120, 100)).all()
    from_disk.type(DISC.replace('sub s r', 'sub s q'))
    assert from_disk.look()['text'].startswith('gear.vm:7:9: ')
    assert (from_disk.pixels() == picture).all()
    from_disk.type(DISC.replace('0.5', '0.25'))
    assert from_disk.look()['text'] == ''
    assert (from_disk.pixels() == expected(pyfidget.parse(DISC.replace('0.5', '0.25')), 120, 100)).all()


def test_a_file_that_is_dropped(from_disk):
    from_disk.drop('disc.vm', DISC)
    assert from_disk.look()['title'] == 'disc.vm · pyfidget'
    assert (from_disk.pixels() == expected(pyfidget.parse(DISC), 120, 100)).all()


def test_after_a_trap_another_engine_has_the_same_model(from_disk):
    from_disk.resize(130, 110)
    from_disk.choose('gear.vm')
    from_disk.trap()
    assert from_disk.look()['text'] == 'the engine stopped: unreachable'
    from_disk.resize(140, 90)
    assert (from_disk.pixels() == expected(pyfidget.load(ROOT / 'models' / 'gear.vm'), 140, 90)).all()
    from_disk.type(DISC)
    assert from_disk.look()['text'] == ''


@pytest.mark.parametrize('before', ['', NO_VECTORS], ids=['vectors', 'no vectors'])
def test_from_a_web_server(page, served, before):
    page.open(served, before)
    page.resize(321, 222)
    page.choose('flower.vm')
    assert page.look() == {**page.look(), 'text': '', 'faults': []}
    assert (page.pixels() == expected(pyfidget.load(ROOT / 'models' / 'flower.vm'), 321, 222)).all()


def test_a_browser_without_vectors_is_told_from_disk(page):
    page.open(FROM_DISK, NO_VECTORS)
    assert 'this browser has no vector instructions' in page.look()['text']
