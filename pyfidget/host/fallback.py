"""What stands in for the native library where there is none: the same answers from Python and numpy, slowly."""
from __future__ import annotations

import numpy as np

from pyfidget.grid import CONVENTIONS
from pyfidget.host import reference
from pyfidget.host.bounds import Bounds
from pyfidget.host.progress import Progress
from pyfidget.host.view import View
from pyfidget.interval import Interval
from pyfidget.parser import parse
from pyfidget.passes.counters import Counters
from pyfidget.passes.draft import Region
from pyfidget.passes.optimise import optimise
from pyfidget.passes.switches import parse_switches
from pyfidget.system import from_bytes

_PIECE = 16384  # points that are evaluated at a time: what a program holds of them at once stays small


class PythonProgram:
    """As native.NativeProgram."""

    def __init__(self, text: bytes, filename: str) -> None:
        self._program = parse(from_bytes(text), filename)

    def render(self, out: np.ndarray, view: View, engine: str, threads: int, machine_code: bool,
               progress: Progress | None) -> None:
        out[...] = reference.render(
            self._program, view.width, view.height, grid=CONVENTIONS[view.convention], center=(view.center_x, view.center_y),
            scale=view.scale, z=view.z, progress=progress)

    def evaluate(self, xs: np.ndarray, ys: np.ndarray, zs: np.ndarray, out: np.ndarray, progress: Progress | None) -> None:
        for start in range(0, out.size, _PIECE):
            piece = slice(start, start + _PIECE)
            out[piece] = reference.evaluate(self._program, xs[piece], ys[piece], zs[piece])
            if progress is not None:
                progress(min(start + _PIECE, out.size) / out.size)

    def bound(self, x: Bounds, y: Bounds, z: Bounds) -> Bounds:
        region = Region(Interval(*x), Interval(*y), Interval(*z))
        result = optimise(self._program, region, parse_switches('none'), Counters()).result_interval()
        return Bounds(result.lo, result.hi, result.maybe_nan)
