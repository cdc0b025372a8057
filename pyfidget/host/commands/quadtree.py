"""Draws what the quadtree engine did as a tree: for each region its program before and after, and what became of it.

    pyfidget quadtree MODEL.vm [-o tree.svg] [--depth N] [--around X,Y] [--size N ...]
"""
import argparse
import math

from pyfidget.arguments import UsageError
from pyfidget.host.diagrams.command import file_of, load_program
from pyfidget.host.diagrams.drawing import FORMATS, write_drawing
from pyfidget.host.diagrams.recursion import pixel_at, record
from pyfidget.host.diagrams.recursion_tree import Opening, draw_recursion
from pyfidget.host.diagrams.run_options import RunParser

DEPTH = 3  # of the default drawing: at most sixty-four boxes stand one below the other


def depth(word):
    if word == 'all':
        return math.inf
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a whole number or 'all', not {word!a}")
    return int(word)


def point(word):
    try:
        x, y = map(float, word.split(','))
    except ValueError:
        raise argparse.ArgumentTypeError(f'expected X,Y, not {word!a}')
    if not math.isfinite(x + y):
        raise argparse.ArgumentTypeError(f'{word!a} is not finite')
    return x, y


def main(words, name):
    """words: of the command line; name: of the command, for messages."""
    parser = RunParser(name, 'Draw what the quadtree engine did as a tree of regions.')
    parser.add_output(FORMATS, 'default: MODEL-tree.svg')
    parser.add_argument('--depth', metavar='N', type=depth,
                        help=f"how many levels of regions are opened, or 'all' (default: {DEPTH}; with --around: all)")
    parser.add_argument('--around', metavar='X,Y', type=point, help='open only those regions that hold this point of the plane')
    parsed = parser.read(words)
    try:
        pixel = pixel_at(parsed.run, *parsed.around) if parsed.around else None
    except UsageError as fault:
        parser.error(fault.message)
    around = f' around {parsed.around[0]:g},{parsed.around[1]:g}' if pixel else ''
    opened = parsed.depth if parsed.depth is not None else math.inf if pixel else DEPTH
    root = record(load_program(parsed.model, parsed.largest_model), parsed.run)
    write_drawing(draw_recursion(root, Opening(opened, pixel), parsed.title + around),
                  parsed.output or f'{file_of(parsed.model).stem}-tree.svg')
