"""Where a picture of space looks from: a matrix of 4 x 4 numbers, and a program that sees through it.

The grid's sample s = (x, y, z) of a voxel is taken at the world point p:

    (X, Y, Z, W) = M (x, y, z, 1)        p = (X / W, Y / W, Z / W)

A row m of M gives ((m0 * x + m1 * y) + m2 * z) + m3, each operation rounded to double precision. Terms whose entry is 0 are left
out, a factor that is 1 is not multiplied by, and there is no division where the last row is (0, 0, 0, 1). So the default view
leaves the grid's samples as they are, and one without rotation keeps what depends on x, y or z alone apart.
"""
from pyfidget.operations import ADD, CONST, DIV, FIRST_BINARY, MUL, VAR_X, VAR_Z, op_cos, op_sin
from pyfidget.program import ProgramBuilder

_RADIANS = 3.141592653589793 / 180.0
MATRIX_ENTRIES, TURN_ENTRIES = 16, 9

# A cube seen along its diagonal: all three axes are equally long in the picture.
ISOMETRIC_PITCH, ISOMETRIC_YAW = 35.264389682754654, 45.0


class Orientation(object):
    """The shape is turned about its y axis by the yaw, then about x by the pitch, and in the picture by the roll, in degrees: by
    a positive yaw its front goes right, by a positive pitch its top comes nearer, by a positive roll it turns counterclockwise.

    The point (center_x, center_y, center_z) is the picture's middle, and half of the shorter side is `scale` long there. With a
    perspective P, from 0 to below 1, what is nearer is larger: W = 1 + P * z.
    """
    _immutable_fields_ = ['center_x', 'center_y', 'center_z', 'scale', 'pitch', 'yaw', 'roll', 'perspective', 'inverse_rotation']

    def __init__(self, center_x=0.0, center_y=0.0, center_z=0.0, scale=1.0, pitch=0.0, yaw=0.0, roll=0.0, perspective=0.0):
        self.center_x = center_x
        self.center_y = center_y
        self.center_z = center_z
        self.scale = scale
        self.pitch = pitch
        self.yaw = yaw
        self.roll = roll
        self.perspective = perspective
        self.inverse_rotation = self._invert_rotation()

    def turn(self):
        """9 entries: column c is the viewer's axis c in the world, of length 1; mirrored by a negative scale."""
        sign = 1.0 if self.scale > 0.0 else -1.0
        return [sign * entry for entry in self.inverse_rotation]

    def _invert_rotation(self):
        return _product(_about_y(-self.yaw), _product(_about_x(-self.pitch), _about_z(-self.roll)))

    def matrix(self):
        """The 16 entries of M, row by row: center * scale * inverse rotation * perspective."""
        turn = self.inverse_rotation
        center = [self.center_x, self.center_y, self.center_z]
        entries = []
        for row in range(3):
            entries.append(self.scale * turn[3 * row])
            entries.append(self.scale * turn[3 * row + 1])
            entries.append(self.scale * turn[3 * row + 2] + center[row] * self.perspective)
            entries.append(center[row])
        return entries + [0.0, 0.0, self.perspective, 1.0]


def _sine(degrees):
    """Exact for multiples of 90 degrees, so that a view along an axis is one."""
    turn = degrees - 360.0 * int(degrees / 360.0)
    if turn == 0.0 or turn == 180.0 or turn == -180.0:
        return 0.0
    if turn == 90.0 or turn == -270.0:
        return 1.0
    if turn == 270.0 or turn == -90.0:
        return -1.0
    return op_sin(turn * _RADIANS)


def _cosine(degrees):
    turn = abs(degrees - 360.0 * int(degrees / 360.0))
    if turn == 90.0 or turn == 270.0:
        return 0.0
    if turn == 180.0:
        return -1.0
    return op_cos(turn * _RADIANS)


def _about_x(degrees):
    s = _sine(degrees)
    c = _cosine(degrees)
    return [1.0, 0.0, 0.0, 0.0, c, -s, 0.0, s, c]


def _about_y(degrees):
    s = _sine(degrees)
    c = _cosine(degrees)
    return [c, 0.0, s, 0.0, 1.0, 0.0, -s, 0.0, c]


def _about_z(degrees):
    s = _sine(degrees)
    c = _cosine(degrees)
    return [c, -s, 0.0, s, c, 0.0, 0.0, 0.0, 1.0]


def _product(one, other):
    """Of two matrices of 3 x 3."""
    return [one[3 * row] * other[column] + one[3 * row + 1] * other[3 + column] + one[3 * row + 2] * other[6 + column]
            for row in range(3) for column in range(3)]


def seen_through(program, matrix):
    """The program of the grid's samples: its coordinates are the world point of each."""
    builder = ProgramBuilder()
    places = [builder.variable(opcode) for opcode in range(VAR_X, VAR_Z + 1)]
    divisor = _row(builder, places, matrix, 3)
    is_affine = matrix[12] == 0.0 and matrix[13] == 0.0 and matrix[14] == 0.0 and matrix[15] == 1.0
    world = []
    for row in range(3):
        coordinate = _row(builder, places, matrix, row)
        world.append(coordinate if is_affine else builder.binary(DIV, coordinate, divisor))
    renamed = [0] * program.size
    for index in range(program.size):
        opcode = program.opcodes[index]
        if opcode == CONST:
            renamed[index] = builder.constant(program.constants[index])
        elif opcode <= VAR_Z:
            renamed[index] = world[opcode - VAR_X]
        elif opcode < FIRST_BINARY:
            renamed[index] = builder.unary(opcode, renamed[program.first[index]])
        else:
            renamed[index] = builder.binary(opcode, renamed[program.first[index]], renamed[program.second[index]])
    builder.end_with(renamed[program.size - 1])
    return builder.finish()


def _row(builder, places, matrix, row):
    """One row's sum, as the place of its result."""
    total = -1
    for column in range(4):
        entry = matrix[4 * row + column]
        if entry == 0.0:
            continue
        if column == 3:
            term = builder.constant(entry)
        elif entry == 1.0:
            term = places[column]
        else:
            term = builder.binary(MUL, builder.constant(entry), places[column])
        total = term if total < 0 else builder.binary(ADD, total, term)
    return builder.constant(0.0) if total < 0 else total
