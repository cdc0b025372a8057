"""Tells what each allocator of registers makes of a model: instructions, loads, stores, slots and bytes of code.

    pyfidget registers MODEL.vm [--center X,Y] [--scale S] [--z Z] ...
"""
from __future__ import annotations

from pyfidget.host.diagrams.command import load_program, tell
from pyfidget.host.diagrams.run_options import RunParser
from pyfidget.host.registers import compare_allocators, table_lines
from pyfidget.host.view import View


def main(words: list[str], name: str) -> None:
    parsed = RunParser(name, 'Tell what each allocator of registers makes of a model.').read(words)
    view = parsed.run.view
    view = View(parsed.run.width, parsed.run.height, parsed.run.convention, view.center_x, view.center_y, view.scale, view.z)
    program = load_program(parsed.model, parsed.largest_model)
    tell('\n'.join([*table_lines(compare_allocators(program, view), program.size), '']))
