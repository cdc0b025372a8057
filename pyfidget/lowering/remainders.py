"""Remainders by a constant as intervals of what is divided.

Over its cell, the numbers from k * m to below (k + 1) * m, the remainder of u by m is u - k * m, rounded once: it never falls. So
what remains below t is the start of each cell, and what remains above t is its end:

    mod(u, m) < t           [====|    )[====|    )[====|    )
                           -m         0          m         2m

A cell starts at the first double that is not below k * m, which need not be a double itself.
"""
from pyfidget.lowering.boundary import at_place, place
from pyfidget.operations import op_floor, op_mod

_MOST_CELLS = 16
_LEAST_MODULUS = 2.0 ** -500
_LARGEST_MODULUS = 2.0 ** 500
_FARTHEST = 2.0 ** 20  # moduli from zero: there the doubles are still far closer than a modulus


def first_cell(interval, modulus):
    """The number of a cell that is not above any of an interval's, which has some: cells_of()."""
    return int(op_floor(interval.lo / modulus)) - 1


def cells_of(interval, modulus):
    """How many cells there are from the first one to one that is not below any of the interval's; 0 if these are too many to be
    told apart. modulus: not below 0.

    A quotient is rounded, which may lift it to the next whole number: so there is one cell more on either side.
    """
    if not _LEAST_MODULUS <= modulus <= _LARGEST_MODULUS:
        return 0
    if not (-_FARTHEST < interval.lo / modulus and interval.hi / modulus < _FARTHEST):
        return 0
    count = int(op_floor(interval.hi / modulus)) + 2 - first_cell(interval, modulus)
    return count if count <= _MOST_CELLS + 2 else 0


def start_of_cell(cell, modulus):
    """The place of the first double in a cell.

    The rounded product is one of the doubles next to the true one, or is that. Just below a cell remainders are nearly the
    modulus, or that itself; at its start they are nearly nothing.
    """
    position = place(cell * modulus) - 1
    while op_mod(at_place(position), modulus) > 0.5 * modulus:
        position += 1
    return position
