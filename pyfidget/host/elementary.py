"""The elementary functions for arrays of numpy: the nearest doubles, as pyfidget/elementary/ has them.

By the native library where there is one, a program of one operation for each function; else one number after the other.
"""
from __future__ import annotations

from functools import cache

import numpy
import numpy.typing as npt

from pyfidget.host import native
from pyfidget.operations import OPERATIONS, ROWS, meaning_of

_FUNCTIONS = {OPERATIONS[opcode].name: meaning_of(opcode) for opcode in ROWS}


def nearest(name: str, *arguments: npt.NDArray[numpy.floating]) -> npt.NDArray[numpy.floating]:
    """The values of a function, 'sin' or another of the nine, at one array of floats, or two that broadcast; of their kind.

    In single precision each is the double nearest to the true value, rounded.
    """
    wide = numpy.broadcast_arrays(*[numpy.asarray(argument, numpy.float64) for argument in arguments])
    points = [numpy.ascontiguousarray(argument).reshape(-1) for argument in wide]
    values = numpy.empty(points[0].size)
    program = _program(name, len(points))
    if program is None:
        values[:] = [_FUNCTIONS[name](*numbers) for numbers in zip(*[argument.tolist() for argument in points])]
    elif values.size:
        program.evaluate(points[0], points[-1], points[0], values, None)
    return values.reshape(wide[0].shape).astype(arguments[0].dtype)


@cache
def _program(name: str, arity: int) -> native.NativeProgram | None:
    if not native.is_available():
        return None
    text = f'x var-x\nr {name} x\n' if arity == 1 else f'x var-x\ny var-y\nr {name} x y\n'
    return native.NativeProgram(text.encode(), name)
