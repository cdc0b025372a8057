"""How steep a program's value is in a picture: models have units of their own, and few give true distances."""
from pyfidget.engines.values import Receiver, find_all_values
from pyfidget.grid import Grid
from pyfidget.libm import INFINITY, sqrt
from pyfidget.rpy import sort_floats

_PLACES = 8  # along each axis


def typical_slope(program, grid):
    """The median length of the value's gradient at some places of a picture, where it is finite and not 0; else 1."""
    pairs = Grid(2 * _PLACES, 2 * _PLACES, _neighbours(grid.xs), _neighbours(grid.ys), grid.z)
    table = _Table(2 * _PLACES)
    find_all_values(program, pairs, table)
    slopes = []
    for j in range(0, 2 * _PLACES, 2):
        for i in range(0, 2 * _PLACES, 2):
            x = _quotient(table.get(i + 1, j) - table.get(i, j), pairs.xs[i + 1] - pairs.xs[i])
            y = _quotient(table.get(i, j + 1) - table.get(i, j), pairs.ys[j + 1] - pairs.ys[j])
            slope = sqrt(x * x + y * y)
            if 0.0 < slope < INFINITY:
                slopes.append(slope)
    if not slopes:
        return 1.0
    sort_floats(slopes)
    return slopes[len(slopes) // 2]


class _Table(Receiver):
    """Keeps the values of a square grid."""

    def __init__(self, side):
        self.side = side
        self.values = [0.0] * (side * side)

    def receive(self, column, row, value):
        self.values[row * self.side + column] = value

    def get(self, column, row):
        return self.values[row * self.side + column]


def _neighbours(coordinates):
    """The coordinates of pairs of neighbouring pixels, spread evenly over an axis; of a pixel twice where there is but one."""
    last = len(coordinates) - 1
    return [coordinates[min(i // 2 * max(last - 1, 0) // (_PLACES - 1) + i % 2, last)] for i in range(2 * _PLACES)]


def _quotient(difference, distance):
    """0 where there is no distance."""
    return difference / distance if distance != 0.0 else 0.0
