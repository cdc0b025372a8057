"""Renders a model as the binary does, in its words: the native library holds the same program.

    pyfidget render MODEL.vm [-o FILE] [--size N ...]
    pyfidget render *.vm -o FOLDER/ [--workers N | --scheduler tcp://HOST:PORT]     by the processes of a cluster (study.py)
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
from pyfidget.host.commands import study
from pyfidget.host.diagrams.command import tell
from pyfidget.host.native import MissingLibrary, run_binary
from pyfidget.host.view import View
from pyfidget.image.canvas import Canvas
from pyfidget.image.formats import write_picture
from pyfidget.listing import Listing
from pyfidget.output import Output
from pyfidget.program import Program
from pyfidget.rendering import Rendering, make_rendering
from pyfidget.usage import HELP


def main(words: list[str], name: str) -> int:
    if _asks_for_help(words):
        return _help(name, study.HELP)
    if study.asks_for_cluster(words):
        return study.main(words, name)
    try:
        return run_binary([b'pyfidget', *map(os.fsencode, words)])
    except MissingLibrary as missing:
        reason = str(missing)

    def make(options: Options, listing: Listing, grid: Grid) -> Rendering:
        """By numpy what it can do; by the untranslated engines the rest."""
        if options.mode == arguments.PLAIN and options.engine == arguments.WIDE:
            cli.complain(f'pyfidget: {reason}: drawn by numpy instead')
            return _Reference(options, listing.to_program(), grid)
        rendering: Rendering = make_rendering(options, listing, grid)
        return rendering

    return _run(words, make)


def reference_main(words: list[str], name: str) -> int:
    return _help(name) if _asks_for_help(words) else _run(words, _make_reference)


def _asks_for_help(words: list[str]) -> bool:
    return '--help' in words or '-h' in words


def _help(name: str, more: str = '') -> int:
    tell(HELP.replace('prospero-c', name) + more)
    return 0


def _run(words: list[str], maker: Callable[[Options, Listing, Grid], Rendering]) -> int:
    status: int = cli.run(['pyfidget'] + [system.from_bytes(os.fsencode(word)) for word in words], maker)
    return status


def _make_reference(options: Options, listing: Listing, grid: Grid) -> Rendering:
    if options.mode != arguments.PLAIN:
        raise UsageError('--mode: numpy draws plain pictures only')
    if options.engine != arguments.WIDE:
        raise UsageError('--engine: numpy is no engine of the others')
    if options.threads or not options.machine_code:
        raise UsageError('--threads, --no-machine-code: numpy makes no use of them')
    return _Reference(options, listing.to_program(), grid)


class _Reference(Rendering):
    def __init__(self, options: Options, program: Program, grid: Grid) -> None:
        self.program = program
        window = options.window
        self.view = View(options.width, options.height, options.convention, options.view.center_x, options.view.center_y,
                         options.view.scale, options.view.z,
                         (window.left, window.top, window.right - window.left, window.bottom - window.top))
        self.array = np.empty(self.view.shape, np.uint8)

    def clear(self) -> None:
        pass

    def render(self) -> None:
        view = self.view
        self.array[...] = reference.render(
            self.program, view.width, view.height, grid=CONVENTIONS[view.convention], center=(view.center_x, view.center_y),
            scale=view.scale, z=view.z, window=view.window)

    def write(self, output: Output, picture_format: int) -> None:
        height, width = self.view.shape
        canvas = Canvas(width, height)
        canvas.block[:] = np.packbits(self.array, axis=1).tobytes()
        write_picture(canvas, output, picture_format)

    def release(self) -> None:
        pass

    def lines(self) -> list[str]:
        return [f'{self.program.size} operations at each pixel']
