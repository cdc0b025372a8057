"""The command `pyfidget`: one word says what to do, and has its own words behind it."""
from __future__ import annotations

import importlib
import sys

from pyfidget.host.diagrams.command import run_command, tell
from pyfidget.host.native import MissingLibrary, NativeProgram
from pyfidget.version import VERSION

# The module in host/commands and its function, and what it does.
COMMANDS = {
    'render': ('render', 'main', 'render a model to a picture, as the binary does'),
    'opt': ('opt', 'main', 'make a program shorter, pass by pass, and print it'),
    'poster': ('poster', 'main', 'draw a picture larger than memory, on many processes or machines'),
    'info': ('info', 'main', 'tell what a model is made of, as written and as lowered'),
    'text': ('text', 'main', 'write a text as a model'),
    'graph': ('graph', 'main', 'draw the dataflow graph of a model (needs Graphviz)'),
    'quadtree': ('quadtree', 'main', 'draw what the quadtree engine did as a tree (needs Graphviz)'),
    'passes': ('passes', 'main', 'tell what each pass of the quadtree engine removed'),
    'registers': ('registers', 'main', 'tell what each allocator of registers makes of a model'),
    'outline': ('outline', 'main', 'write the outline of a model as curves, for what cuts (.svg, .dxf)'),
    'mesh': ('mesh', 'main', 'write the surface of a model as a closed mesh (.stl, .ply, .obj, .glb, .3mf)'),
    'view': ('view', 'main', 'show a model in the browser, live (needs .[viewer])'),
    'film': ('film', 'main', 'make a film of random programs, or of a model'),
    'reference': ('render', 'reference_main', 'render a model by numpy, operation by operation'),
}


def main() -> None:
    words = sys.argv[1:]
    if not words or words[0] in ('-h', '--help', '--version'):
        run_command('pyfidget', _tell_of, words)
    if words[0] not in COMMANDS:
        print(f'pyfidget: {words[0]!a} is none of {", ".join(COMMANDS)} (see pyfidget --help)', file=sys.stderr)
        sys.exit(2)
    module, function, _ = COMMANDS[words[0]]
    command = getattr(importlib.import_module(f'pyfidget.host.commands.{module}'), function)
    run_command(f'pyfidget {words[0]}', command, words[1:])


def _tell_of(words: list[str], name: str) -> int:
    tell(f'pyfidget {VERSION} ({_library()})\n' if words[:1] == ['--version'] else _usage())
    return 0 if words else 2


def _usage() -> str:
    lines = ['usage: pyfidget COMMAND ...', '']
    lines += [f'  {name:10} {meaning}' for name, (_, _, meaning) in COMMANDS.items()]
    return '\n'.join([*lines, '', '`pyfidget COMMAND --help` tells more. `pyfidget --version` tells of the native library.', ''])


def _library() -> str:
    try:
        NativeProgram(b'x var-x', '')
    except MissingLibrary as missing:
        return str(missing)
    return 'with the native library'
