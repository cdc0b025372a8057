"""Programs and drafts evaluated at a point, the plain way, for the properties."""
from hypothesis import strategies as st

from pyfidget.operations import CONST, VAR_X, VAR_Z, apply_operation
from tests.strategies import doubles, grid_samples


def values_of(code, x, y, z):
    """The value of every operation of a Program, or of every entry of a Draft, also of those that others stand for."""
    values = []
    for index in range(code.size):
        opcode = code.opcodes[index]
        if opcode == CONST:
            values.append(code.constants[index])
        elif opcode <= VAR_Z:
            values.append((x, y, z)[opcode - VAR_X])
        else:
            values.append(apply_operation(opcode, values[code.first[index]], values[code.second[index]]))
    return values


def sign_of(value):
    """What a picture can see of a value, and NaN besides."""
    if value != value:
        return 'nan'
    return 'negative' if value < 0.0 else 'not negative'


def coordinates():
    """Mostly those that pictures have, where programs' intervals decide something; at times any double."""
    return st.one_of(grid_samples(), grid_samples(), grid_samples(), doubles())


def bounds():
    """The left, right, top, bottom and z of a region; small regions and large ones."""
    return st.one_of(
        st.tuples(*[coordinates()] * 5),
        st.tuples(coordinates(), coordinates(), coordinates()).map(
            lambda at: (at[0], at[0] + 0.125, at[1], at[1] - 0.125, at[2])),
    )


def samples_of(left, right, top, bottom, inner):
    """Points of a region: its corners, and those of some more coordinates that lie between its bounds."""
    xs = [left, right] + [x for x in inner if left <= x <= right or right <= x <= left]
    ys = [top, bottom] + [y for y in inner if top <= y <= bottom or bottom <= y <= top]
    return [(x, y) for x in xs for y in ys]
