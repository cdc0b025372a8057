"""Frames: each mode's pixels are those that the package, or the binary, draws for the same view."""
import numpy as np
import PIL.Image
import pytest

import pyfidget as pf
from pyfidget.cli import main as untranslated
from pyfidget.host import native
from pyfidget.host.runnable import make_runnable
from pyfidget.host.viewer.coloured import NotHere
from pyfidget.host.viewer.frames import Superseded, draw_frame
from pyfidget.host.viewer.requests import FrameRequest, read_frame_request
from tests.host.native import needs_library
from tests.host.test_command import GEAR, HEART
from tests.host.viewer.running import read_frame

BALL = pf.sphere(0.1, 0.0, 0.0, 0.7) & ~pf.cylinder(0.0, 0.0, -1.0, 1.0, 0.3)


def request(width, height, mode, **view):
    view = {'x': 0, 'y': 0, 'z': 0, 'scale': 1, 'pitch': 0, 'yaw': 0, **view}
    return read_frame_request({'number': 5, 'width': width, 'height': height, 'mode': mode, 'view': view})


def frame(text, *arguments, **view):
    number, _, pixels = read_frame(draw_frame(make_runnable(text, ''), request(*arguments, **view), 2, lambda: True))
    assert number == 5
    return pixels


def model(path):
    with open(path, 'rb') as file:
        return file.read()


NAN = b'x var-x\ny var-y\nr sqrt x\ni div y r\n'
STEEP = b'x var-x\ny exp x\nz exp y\n'


@needs_library
@pytest.mark.parametrize('mode', ['regions', 'sdf'])
@pytest.mark.parametrize('text', [model(GEAR), model(HEART), NAN, b'x const -1\n', b'x const 2\n', STEEP])
@pytest.mark.parametrize('width, height, view', [(70, 51, {}), (33, 64, {'x': 0.3, 'y': -0.2, 'scale': 0.11}), (1, 3, {}),
                                                 (24, 24, {'scale': 1000.0})])
def test_colours_are_those_of_the_binary(tmp_path, mode, text, width, height, view):
    (tmp_path / 'm.vm').write_bytes(text)
    center = f'--center={view.get("x", 0)},{view.get("y", 0)}'
    assert untranslated(['prospero-c', str(tmp_path / 'm.vm'), '-o', str(tmp_path / 'm.png'), '--mode', mode, '--no-legend',
                         f'--width={width}', f'--height={height}', center, f'--scale={view.get("scale", 1)}']) == 0
    with PIL.Image.open(tmp_path / 'm.png') as image:
        assert np.array_equal(frame(text, width, height, mode, **view), np.asarray(image.convert('RGB')))


@pytest.mark.parametrize('view', [{}, {'pitch': 30, 'yaw': -50, 'x': 0.125, 'z': -0.25, 'scale': 1.5}])
def test_space(view):
    seen = dict(width=40, height=31, depth=40, rotate=(view.get('pitch', 0), view.get('yaw', 0), 0), scale=view.get('scale', 1),
                center=(view.get('x', 0), 0, view.get('z', 0)))
    text = BALL.to_vm().encode()
    heights = BALL.heightmap(**seen)
    greys = np.floor(heights * 255.0 / 40 + 0.5).astype(np.uint8)
    assert np.array_equal(frame(text, 40, 31, 'height', **view), np.stack([greys] * 3, axis=2))
    colours = (BALL.normals(**seen) * 127.5 + 128).astype(np.uint8) * (heights > 0)[:, :, np.newaxis]
    assert np.array_equal(frame(text, 40, 31, 'normals', **view), colours)
    shaded = np.asarray(BALL.shaded(ambient_occlusion=True, **seen))
    assert np.array_equal(frame(text, 40, 31, 'shaded', **view), shaded)


def test_without_the_library_plain_pictures_are_drawn_and_regions_say_that_they_are_not(monkeypatch):
    def missing():
        raise native.MissingLibrary('no native library: gone')

    expected = pf.load(HEART).render(30)
    monkeypatch.setattr(native, '_load', missing)
    with pytest.warns(RuntimeWarning, match='gone'):
        assert np.array_equal(frame(model(HEART), 30, 30, 'plain'), expected)
    with pytest.warns(RuntimeWarning), pytest.raises(NotHere, match='native library'):
        frame(model(HEART), 30, 30, 'regions')


@needs_library
@pytest.mark.parametrize('mode', ['plain', 'regions', 'sdf', 'height', 'normals', 'shaded'])
def test_what_nobody_waits_for_is_given_up(mode):
    with pytest.raises(Superseded):
        draw_frame(make_runnable(BALL.to_vm().encode(), ''), request(500, 500, mode), 1, lambda: False)


def test_a_request_is_checked():
    assert isinstance(request(3, 4, 'plain'), FrameRequest)
    for wrong in [{'scale': 0}, {'scale': float('inf')}, {'x': '1'}, {'y': None}, {'pitch': True}]:
        with pytest.raises(ValueError):
            request(3, 4, 'plain', **wrong)
    for size in [(0, 1), (1, 16385), (1.5, 2), (True, 2)]:
        with pytest.raises(ValueError):
            request(*size, 'plain')
    with pytest.raises(ValueError):
        request(3, 4, 'other')
