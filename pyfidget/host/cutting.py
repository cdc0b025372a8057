"""Outlines as files for what cuts: SVG, and DXF by ezdxf. Lengths in them are millimetres."""
from __future__ import annotations

import io
from typing import Iterable

import numpy as np
import numpy.typing as npt

from pyfidget.host.diagrams.command import Failure

FORMATS = ['svg', 'dxf']

_LINE = 0.1  # millimetres: of what is shown, cutters do not look at it
_EMPTY = np.zeros((1, 2))

Polyline = npt.NDArray[np.float64]


def make_svg(polylines: list[Polyline], unit: float) -> str:
    """The curves as one path, the page as large as they are. unit: millimetres."""
    points = np.concatenate([*polylines, _EMPTY][:max(len(polylines), 1)]) * unit
    left, bottom = points.min(axis=0) - _LINE
    right, top = points.max(axis=0) + _LINE
    path = ' '.join(f'M {_joined(polyline * (unit, -unit))} Z' for polyline in polylines)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{right - left:.6g}mm" height="{top - bottom:.6g}mm"'
            f' viewBox="{left!s} {-top!s} {right - left!s} {top - bottom!s}">\n'
            f'<path d="{path}" fill="none" stroke="black" stroke-width="{_LINE}"/>\n</svg>\n')


def _joined(points: Iterable[npt.NDArray[np.float64]]) -> str:
    """Every coordinate to the last bit."""
    return ' '.join(f'{float(x)!r},{float(y)!r}' for x, y in points)


def make_dxf(polylines: list[Polyline], unit: float) -> str:
    """The curves as closed polylines of the layer 0. unit: millimetres. Failure."""
    try:
        import ezdxf
    except ImportError:
        raise Failure("a .dxf takes ezdxf: pip install 'pyfidget[cutting]' has it") from None
    drawing = ezdxf.new(setup=False, units=ezdxf.units.MM)
    for polyline in polylines:
        drawing.modelspace().add_lwpolyline((polyline * unit).tolist(), close=True)
    stream = io.StringIO()
    drawing.write(stream)
    return stream.getvalue()
