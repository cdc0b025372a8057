"""Writes the surface of a model as a closed mesh, for what prints and for other programs.

    pyfidget mesh MODEL.vm [-o FILE.stl] [--cells N] [--box X0,X1,Y0,Y1,Z0,Z1] ...
"""
from __future__ import annotations

import argparse
import math
import os
import sys

from pyfidget.host.commands.model import length, load_shape
from pyfidget.host.diagrams.command import Failure, Parser, file_of, shown
from pyfidget.host.mesh import FORMATS, Mesh
from pyfidget.host.mesh_box import DEFAULT_BOX, DEFAULT_CELLS, make_mesh_box
from pyfidget.library.state import MOST_THREADS
from pyfidget.output import write_file
from pyfidget.space.mesh import MOST_CELLS
from pyfidget.system import from_bytes


def main(words: list[str], name: str) -> None:
    parser = Parser(name, 'Write the surface of a model in a box as a closed mesh of triangles.')
    parser.add_output(FORMATS, 'default: MODEL.stl')
    parser.add_argument('--cells', metavar='N', type=_whole(MOST_CELLS), default=DEFAULT_CELLS,
                        help="along the box's longest side (default: %(default)d)")
    parser.add_argument('--box', metavar='X0,X1,Y0,Y1,Z0,Z1', type=_box, default=DEFAULT_BOX, help='default: -1,1,-1,1,-1,1')
    parser.add_argument('--open', action='store_true', help='without caps where the shape goes on beyond the box')
    parser.add_argument('--tolerance', metavar='T', type=length, default=0.0,
                        help='merge triangles while the surface moves by less than this, in units of space')
    parser.add_argument('--unit', metavar='MM', type=length, default=1.0,
                        help="the file's lengths, usually read as millimetres, in a unit of space (default: 1)")
    parser.add_argument('--threads', metavar='N', type=_whole(MOST_THREADS), help='default: all processors')
    parsed = parser.read(words)
    try:
        make_mesh_box(parsed.cells, parsed.box)
    except ValueError as fault:
        parser.error(f'--{fault}')
    if parsed.open and parsed.tolerance:
        parser.error('give --open or --tolerance, not both')
    shape = load_shape(parsed.model, parsed.largest_model)
    try:
        mesh = shape.mesh(parsed.cells, box=parsed.box, open=parsed.open, tolerance=parsed.tolerance, threads=parsed.threads,
                          progress=sys.stderr.isatty())
    except ImportError as missing:
        raise _missing(missing)
    output = parsed.output or f'{file_of(parsed.model).stem}.stl'
    if not len(mesh.faces):
        raise Failure(f'nothing of {shown(parsed.model)} is inside the box')
    mesh = Mesh(mesh.vertices * parsed.unit, mesh.faces, mesh.normals)
    try:
        content = mesh.to_bytes(os.path.splitext(output)[1][1:].lower())
    except ImportError as missing:
        raise _missing(missing)
    try:
        write_file(from_bytes(os.fsencode(output)), from_bytes(content))
    except OSError as error:
        raise Failure(f'cannot write {shown(output)}: {error.strerror}')


def _missing(missing: ImportError) -> Failure:
    return Failure(f"{missing.name} is missing: pip install 'pyfidget[printing]' has it")


def _whole(largest: int):  # type: ignore[no-untyped-def]
    def whole(word: str) -> int:
        if not word.isdecimal() or not 1 <= int(word) <= largest:
            raise argparse.ArgumentTypeError(f'expected a whole number from 1 to {largest}, not {word!a}')
        return int(word)
    return whole


def _box(word: str) -> tuple[float, ...]:
    try:
        ends = tuple(map(float, word.split(',')))
    except ValueError:
        ends = ()
    if len(ends) != 6 or not all(map(math.isfinite, ends)):
        raise argparse.ArgumentTypeError(f'expected X0,X1,Y0,Y1,Z0,Z1, not {word!a}')
    return ends
