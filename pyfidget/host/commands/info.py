"""Tells what a model is made of: its operations by kind, as they are written and as they are lowered for a view.

    pyfidget info MODEL.vm [--center X,Y] [--scale S] [--z Z] ...
"""
from __future__ import annotations

from pyfidget.host.diagrams.command import load_program, tell
from pyfidget.host.diagrams.run_options import RunParser
from pyfidget.host.info import describe
from pyfidget.host.view import View


def main(words: list[str], name: str) -> None:
    parsed = RunParser(name, 'Tell what a model is made of, as it is written and as it is lowered for a view.').read(words)
    view = parsed.run.view
    view = View(parsed.run.width, parsed.run.height, parsed.run.convention, view.center_x, view.center_y, view.scale, view.z)
    tell('\n'.join([*describe(load_program(parsed.model, parsed.largest_model), view).lines(), '']))
