"""Writes the outline of a model as closed curves, for what cuts or plots.

    pyfidget outline MODEL.vm [-o FILE.svg] [--unit MM] [--size N ...]
"""
from __future__ import annotations

import os
import sys

from pyfidget.host.commands.model import length, load_shape
from pyfidget.host.cutting import FORMATS, make_dxf, make_svg
from pyfidget.host.diagrams.command import Failure, file_of, shown
from pyfidget.host.diagrams.run_options import RunParser
from pyfidget.output import write_file
from pyfidget.system import from_bytes


def main(words: list[str], name: str) -> None:
    parser = RunParser(name, 'Write the outline of a model as closed curves, for what cuts or plots.', has_passes=False)
    parser.add_output(FORMATS, 'default: MODEL.svg; .dxf needs ezdxf')
    parser.add_argument('--unit', metavar='MM', type=length, default=1.0,
                        help='how long a unit of the plane is, in millimetres (default: 1)')
    parsed = parser.read(words)
    run = parsed.run
    shape = load_shape(parsed.model, parsed.largest_model)
    outline = shape.contours(
        width=run.width, height=run.height, center=(run.view.center_x, run.view.center_y), scale=run.view.scale, z=run.view.z,
        grid=parsed.grid or 'challenge')
    output = parsed.output or f'{file_of(parsed.model).stem}.svg'
    content = make_svg(outline, parsed.unit) if output.lower().endswith('.svg') else make_dxf(outline, parsed.unit)
    if not outline:
        print(f'{name}: nothing of {shown(parsed.model)} is inside the picture', file=sys.stderr)
    try:
        write_file(from_bytes(os.fsencode(output)), from_bytes(content.encode('utf-8')))
    except OSError as error:
        raise Failure(f'cannot write {shown(output)}: {error.strerror}')
