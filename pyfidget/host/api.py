"""The names of `import pyfidget as pf`."""
from pyfidget.host.bounds import Bounds
from pyfidget.host.combinations import blend, difference, intersection, inverse, offset, shell, union
from pyfidget.host.composable import Composable
from pyfidget.host.copies import array_polar, repeat
from pyfidget.host.curves import bezier, spline
from pyfidget.host.expression import (
    Expression,
    X,
    Y,
    Z,
    abs_,
    acos,
    add,
    and_,
    asin,
    atan,
    atan2,
    ceil,
    compare,
    constant,
    cos,
    div,
    exp,
    floor,
    ln,
    max_,
    min_,
    mix,
    mod,
    mul,
    neg,
    not_,
    or_,
    rand,
    remap,
    round_,
    sin,
    sqrt,
    square,
    sub,
    tan,
)
from pyfidget.host.halves import above, below, half_plane, half_space, left_of, right_of
from pyfidget.host.optimising import optimise
from pyfidget.host.parse_error import ParseError
from pyfidget.host.renderable import Renderable
from pyfidget.host.shape import Shape, load, parse
from pyfidget.host.shapes import (
    arc,
    circle,
    ellipse,
    line,
    polygon,
    rectangle,
    ring,
    rounded_rectangle,
    sector,
    stroke,
    triangle,
)
from pyfidget.host.solids import box, capsule, cone, cylinder, extrude, revolve, rounded_box, sphere, torus
from pyfidget.host.text import TextError, text, text_bounds
from pyfidget.host.transforms import (
    mirror_x,
    mirror_y,
    mirror_z,
    move,
    reflect,
    rotate,
    rotate_x,
    rotate_y,
    rotate_z,
    scale,
)

__all__ = [
    # shapes from .vm text, and what every shape can do
    'load', 'parse', 'ParseError', 'Shape', 'Renderable', 'Composable', 'Bounds',
    'optimise',
    # formulas
    'Expression', 'X', 'Y', 'Z', 'constant', 'remap', 'abs_', 'neg', 'sqrt', 'square', 'floor', 'ceil', 'round_', 'sin', 'cos',
    'tan', 'asin', 'acos', 'atan', 'exp', 'ln', 'not_', 'add', 'sub', 'mul', 'div', 'min_', 'max_', 'atan2', 'compare', 'mod',
    'and_', 'or_', 'rand', 'mix',
    # combinations
    'union', 'intersection', 'difference', 'inverse', 'blend', 'offset', 'shell',
    # the plane
    'left_of', 'right_of', 'below', 'above', 'half_plane', 'circle', 'ellipse', 'ring', 'sector', 'arc', 'rectangle',
    'rounded_rectangle', 'stroke', 'line', 'triangle', 'polygon', 'bezier', 'spline', 'text', 'text_bounds', 'TextError',
    # space
    'half_space', 'sphere', 'box', 'rounded_box', 'cylinder', 'cone', 'torus', 'capsule', 'extrude', 'revolve',
    # transforms
    'move', 'scale', 'rotate', 'rotate_x', 'rotate_y', 'rotate_z', 'mirror_x', 'mirror_y', 'mirror_z', 'reflect', 'repeat',
    'array_polar',
]
