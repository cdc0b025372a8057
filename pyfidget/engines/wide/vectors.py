"""Values by the functions of codegen/vectors.py, where there is one for an operation, else by the loops of pixels.py."""
from pyfidget import rawmem
from pyfidget.codegen.vectors import LANES, set_constant
from pyfidget.engines.wide.pixels import compute_axis, compute_row, compute_tile
from pyfidget.engines.wide.worker import PIXELS, REGION_SIDE, SIDE
from pyfidget.machine import call

_WORD = 8  # bytes


def make_by_function():
    """The function below, for one kind of worker."""
    def by_function(w, code, v, c, a, b, k, count):
        """So many numbers, a multiple of LANES, by machine code: whether there is a function for the entry's code."""
        if w.has_functions == 0 or w.functions[code] == 0:
            return False
        set_constant(w.frame, k)
        block = rawmem.address_of(v)
        call(w.functions[code], rawmem.address_of(w.frame), block + _WORD * a, block + _WORD * b, 0, block + _WORD * c,
             count // LANES)
        return True
    by_function._always_inline_ = True
    return by_function


values_by_function = make_by_function()


def values_of_tile(w, code, v, c, a, b, k):
    """The numbers v[c] to v[c + 255] of an entry, as pixels.compute_tile."""
    if not values_by_function(w, code, v, c, a, b, k, PIXELS):
        compute_tile(code, v, c, a, b, k)


def values_of_row(w, code, v, c, a, b, k):
    """As pixels.compute_row."""
    if not values_by_function(w, code, v, c, a, b, k, SIDE):
        compute_row(code, v, c, a, b, k)


def values_of_strip(w, code, v, c, a, b, k):
    """As pixels.compute_axis."""
    if not values_by_function(w, code, v, c, a, b, k, REGION_SIDE):
        compute_axis(code, v, c, a, b, k)


for _function in (values_of_tile, values_of_row, values_of_strip):
    _function._always_inline_ = True
