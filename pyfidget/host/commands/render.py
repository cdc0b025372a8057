"""Renders a model as the binary does, in its words, by the native library where that can do what is asked.

    pyfidget render MODEL.vm [-o FILE] [--size N ...]
    pyfidget reference MODEL.vm [-o FILE] [--size N ...]      by numpy, operation by operation
"""
from __future__ import annotations

import os
from typing import Callable

import numpy as np

from pyfidget import arguments, cli, system
from pyfidget.arguments import Options, UsageError
from pyfidget.grid import CONVENTIONS, Grid
from pyfidget.host import reference
from pyfidget.host.diagrams.command import tell
from pyfidget.host.native import ENGINES, MissingLibrary, NativeProgram
from pyfidget.host.renderable import usable_cores
from pyfidget.host.view import View
from pyfidget.image.canvas import Canvas
from pyfidget.image.formats import write_picture
from pyfidget.listing import Listing
from pyfidget.output import Output
from pyfidget.passes.switches import NAMES, Switches
from pyfidget.program import Program
from pyfidget.rendering import Rendering, make_rendering


def main(words: list[str], name: str) -> int:
    return _run(words, name, _make_rendering)


def reference_main(words: list[str], name: str) -> int:
    return _run(words, name, _make_reference)


def _run(words: list[str], name: str, maker: Callable[[Options, Listing, Grid], Rendering]) -> int:
    if '--help' in words or '-h' in words:
        tell(arguments.HELP.replace('prospero-c', name))
        return 0
    status: int = cli.run([name] + [system.from_bytes(os.fsencode(word)) for word in words], maker)
    return status


def _make_rendering(options: Options, listing: Listing, grid: Grid) -> Rendering:
    """By the native library; by the untranslated engine what the library does not tell of or does not do."""
    is_default = all(getattr(options.switches, name) == getattr(Switches(), name) for name in NAMES) and not options.early_exit
    if options.mode == arguments.PLAIN and is_default and not options.show_stats:
        try:
            return _Native(options, listing.to_program(), grid)
        except MissingLibrary as missing:
            if options.engine == arguments.WIDE:
                cli.complain(f'pyfidget: {missing}: drawn by numpy instead')
                return _Reference(options, listing.to_program(), grid)
    rendering: Rendering = make_rendering(options, listing, grid)
    return rendering


def _make_reference(options: Options, listing: Listing, grid: Grid) -> Rendering:
    if options.mode != arguments.PLAIN:
        raise UsageError('--mode: numpy draws plain pictures only')
    if options.engine != arguments.WIDE:
        raise UsageError('--engine: numpy is no engine of the others')
    return _Reference(options, listing.to_program(), grid)


class _ArrayRendering(Rendering):
    """A picture that comes as an array of bytes."""

    def __init__(self, options: Options, program: Program, grid: Grid) -> None:
        self.program = program
        self.view = View(options.width, options.height, options.convention, options.view.center_x, options.view.center_y,
                         options.view.scale, options.view.z)
        self.array = np.empty((options.height, options.width), np.uint8)

    def clear(self) -> None:
        pass

    def write(self, output: Output, picture_format: int) -> None:
        canvas = Canvas(self.view.width, self.view.height)
        canvas.block[:] = np.packbits(self.array, axis=1).tobytes()
        write_picture(canvas, output, picture_format)

    def release(self) -> None:
        pass


class _Native(_ArrayRendering):
    def __init__(self, options: Options, program: Program, grid: Grid) -> None:
        super().__init__(options, program, grid)
        self.engine = ENGINES[options.engine]
        self.threads = options.threads or usable_cores()
        self.machine_code = options.machine_code
        self.native = NativeProgram(program.to_vm().encode(), options.model)

    def render(self) -> None:
        self.native.render(self.array, self.view, self.engine, self.threads, self.machine_code, None)

    def lines(self) -> list[str]:
        return []


class _Reference(_ArrayRendering):
    """Also what stands in for the library."""

    def render(self) -> None:
        view = self.view
        self.array[...] = reference.render(
            self.program, view.width, view.height, grid=CONVENTIONS[view.convention], center=(view.center_x, view.center_y),
            scale=view.scale, z=view.z)

    def lines(self) -> list[str]:
        return [f'{self.program.size} operations at each pixel']
