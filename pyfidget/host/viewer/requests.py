"""What a page asks for, read from its messages and checked: a page is a program of its own, and may be any."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from pyfidget.grid import CHALLENGE
from pyfidget.host.space_view import SpaceView
from pyfidget.host.view import View
from pyfidget.space.orientation import Orientation

PLANE_MODES = ('plain', 'regions', 'sdf')
SPACE_MODES = ('height', 'normals', 'shaded')

LARGEST_SIDE = 16384  # pixels of a frame
_DEEPEST = 4096  # voxels


class BadRequest(ValueError):
    """A message that no page of this version sends."""


@dataclass(frozen=True)
class FrameRequest:
    """number: which the answer has, too; the rest is the view of page/view.js."""

    number: int
    width: int
    height: int
    mode: str
    x: float
    y: float
    z: float
    scale: float
    pitch: float
    yaw: float

    def plane_view(self) -> View:
        return View(self.width, self.height, CHALLENGE, self.x, self.y, self.scale, self.z)

    def space_view(self) -> SpaceView:
        orientation = Orientation(self.x, self.y, self.z, self.scale, self.pitch, self.yaw)
        return SpaceView(self.width, self.height, min(max(self.width, self.height), _DEEPEST), CHALLENGE,
                         tuple(orientation.matrix()), tuple(orientation.turn()))


def read_frame_request(message: dict[str, Any]) -> FrameRequest:
    """BadRequest."""
    view = message.get('view')
    mode = message.get('mode')
    if not isinstance(view, dict) or mode not in PLANE_MODES + SPACE_MODES:
        raise BadRequest(f'mode: {mode!r}')
    scale = number('scale', view.get('scale'))
    if scale == 0.0:
        raise BadRequest('scale: 0')
    return FrameRequest(
        whole('number', message.get('number'), 0, (1 << 32) - 1), whole('width', message.get('width'), 1, LARGEST_SIDE),
        whole('height', message.get('height'), 1, LARGEST_SIDE), mode, number('x', view.get('x')), number('y', view.get('y')),
        number('z', view.get('z')), scale, number('pitch', view.get('pitch')), number('yaw', view.get('yaw')))


def whole(name: str, value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadRequest(f'{name}: {value!r}')
    return value


def number(name: str, value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value):
        raise BadRequest(f'{name}: {value!r}')
    return float(value)
