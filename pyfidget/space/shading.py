"""Shaded pictures: three lights on the normals of a height map, and how much of the sky each place sees.

Lights and distances are the viewer's: x right, y up, z towards the viewer, a pixel wide. The key light comes from the upper left.
A place is darker where what is around it rises above its tangent plane: twelve directions, four steps each, and of each direction
the steepest step counts (horizon-based ambient occlusion).

A normal of three zeros is shown as if it looked at the viewer.
"""
from pyfidget import rawmem
from pyfidget.libm import sqrt
from pyfidget.operations import op_cos, op_sin

# Direction, and how much of red, green and blue.
_LIGHTS = [(-0.55, 0.65, 0.75, 0.74, 0.70, 0.63), (0.80, 0.10, 0.55, 0.13, 0.16, 0.22), (0.0, -0.85, 0.30, 0.09, 0.08, 0.08)]
_SKY = (0.15, 0.155, 0.165)  # from everywhere
_SHINE = 0.14  # of the key light, mirrored
_SHARPNESS = 5  # how often that is squared
_BACKGROUND = 0xf4f1ea

_DIRECTIONS = 12
_STEPS = [0.15, 0.35, 0.65, 1.0]  # of the reach
_REACH = 0.09  # of the shorter side
_LEAST_REACH = 4.0  # pixels
_FLAT = 0.18  # the sine up to which nothing counts: voxels are steps
_NEAR = 3.0  # times the reach
_STRENGTH = 1.3
_DARKEST = 0.85
_TURN = 6.283185307179586


class Shading(object):
    """Colours the pixels of a HeightMap and its NormalMap, row by row.

    turn  9 numbers: column c is the viewer's axis c in the world
    """

    def __init__(self, lattice, turn, heights, normals, has_occlusion):
        self.heights = heights
        self.normals = normals
        self.turn = turn
        self.has_occlusion = has_occlusion
        self.lights = [_unit_light(light) for light in _LIGHTS]
        self.halfway = _unit_light((_LIGHTS[0][0], _LIGHTS[0][1], _LIGHTS[0][2] + 1.0, 0.0, 0.0, 0.0))
        pixel = _step(lattice.xs) or _step(lattice.ys)
        self.voxel = abs(_step(lattice.zs) / pixel) if pixel != 0.0 else 1.0  # in pixels
        reach = max(_REACH * min(lattice.width, lattice.height), _LEAST_REACH)
        self.offsets = [_offset(direction, reach * step) for direction in range(_DIRECTIONS) for step in _STEPS]
        self.reach = reach

    def shade_row(self, row, colours):
        """colours: ColourRows."""
        for column in range(self.heights.width):
            at = row * colours.stride + 3 * column
            if self.heights.get(column, row) == 0:
                _put(colours, at, _BACKGROUND)
            else:
                self._shade(column, row, colours, at)

    def _shade(self, column, row, colours, at):
        x = self._seen(column, row, 0)
        y = self._seen(column, row, 1)
        z = self._seen(column, row, 2)
        if x == 0.0 and y == 0.0 and z == 0.0:
            z = 1.0
        sky = 1.0
        if self.has_occlusion:
            sky = 1.0 - _DARKEST * self._occlusion(column, row, x, y, z)
        red = _SKY[0] * sky
        green = _SKY[1] * sky
        blue = _SKY[2] * sky
        # Light from one side is shadowed by what is near, too, if less.
        shadow = 0.35 + 0.65 * sky
        for light in self.lights:
            amount = (x * light[0] + y * light[1] + z * light[2]) * shadow
            if amount > 0.0:
                red += amount * light[3]
                green += amount * light[4]
                blue += amount * light[5]
        half = self.halfway
        shine = x * half[0] + y * half[1] + z * half[2]
        if shine > 0.0:
            for _ in range(_SHARPNESS):
                shine *= shine
            shine *= _SHINE * shadow
        else:
            shine = 0.0
        _put(colours, at, _shade_of(red + shine) << 16 | _shade_of(green + shine) << 8 | _shade_of(blue + shine))

    def _seen(self, column, row, axis):
        """A component of the normal along one of the viewer's axes."""
        normals = self.normals
        turn = self.turn
        return (turn[axis] * normals.get(column, row, 0) + turn[3 + axis] * normals.get(column, row, 1)
                + turn[6 + axis] * normals.get(column, row, 2))

    def _occlusion(self, column, row, x, y, z):
        """How much of the sky is hidden from a place, 0 to 1."""
        heights = self.heights
        own = heights.get(column, row)
        total = 0.0
        steepest = 0.0
        for i in range(len(self.offsets)):
            offset = self.offsets[i]
            if i % len(_STEPS) == 0:
                total += steepest
                steepest = 0.0
            other_column = column + int(offset[0])
            other_row = row - int(offset[1])
            if not (0 <= other_column < heights.width and 0 <= other_row < heights.height):
                continue
            other = heights.get(other_column, other_row)
            if other == 0:
                continue
            rise = (other - own) * self.voxel
            distance = sqrt(offset[0] * offset[0] + offset[1] * offset[1] + rise * rise)
            sine = (x * offset[0] + y * offset[1] + z * rise) / distance - _FLAT
            # What is far in front hides little.
            sine /= 1.0 + max(rise / self.reach - _NEAR, 0.0)
            if sine > steepest:
                steepest = sine
        return min((total + steepest) * _STRENGTH / _DIRECTIONS, 1.0)


def _unit_light(light):
    length = sqrt(light[0] * light[0] + light[1] * light[1] + light[2] * light[2])
    return (light[0] / length, light[1] / length, light[2] / length, light[3], light[4], light[5])


def _step(coordinates):
    return coordinates[1] - coordinates[0] if len(coordinates) > 1 else 0.0


def _offset(direction, distance):
    """Whole pixels, at least one away."""
    angle = _TURN * (direction + 0.5) / _DIRECTIONS
    x = float(int(op_cos(angle) * distance))
    y = float(int(op_sin(angle) * distance))
    return (x if x != 0.0 else 1.0, y)


def _shade_of(light):
    """The brightness of an amount of light, 0 to 255; the eye sees about its root."""
    return min(int(255.0 * sqrt(light) + 0.5), 255)


def _put(colours, at, colour):
    rawmem.set_byte(colours.block, at, colour >> 16 & 255)
    rawmem.set_byte(colours.block, at + 1, colour >> 8 & 255)
    rawmem.set_byte(colours.block, at + 2, colour & 255)
