"""Draws the dataflow graph of a model: what is computed from what, the whole, or its part that is live in a region.

    pyfidget graph MODEL.vm [-o graph.svg] [--region X0,X1,Y0,Y1] [--predicates] [--z Z] [--levels N]
"""
import argparse
import sys

from pyfidget.host.diagrams.command import Parser, file_of, load_program
from pyfidget.host.diagrams.dataflow import counted, draw_network
from pyfidget.host.diagrams.drawing import FORMATS, write_drawing
from pyfidget.host.diagrams.levels import draw_levels
from pyfidget.host.diagrams.network import FALSE, TRUE, Z
from pyfidget.host.diagrams.predicates import predicate_network
from pyfidget.host.diagrams.programs import network_of, specialised_network
from pyfidget.interval import point, span
from pyfidget.libm import is_finite
from pyfidget.numeral import BadNumeral, read_string
from pyfidget.passes.draft import Region

PICTURE = (-1.0, 1.0, -1.0, 1.0)
MOST_LEVELS = 200


def number(word):
    try:
        value = read_string(word)
    except BadNumeral:
        raise argparse.ArgumentTypeError(f'{word!a} is no number')
    if not is_finite(value):
        raise argparse.ArgumentTypeError(f'{word!a} is not finite')
    return value


def rectangle(word):
    words = word.split(',')
    if len(words) != 4:
        raise argparse.ArgumentTypeError(f'expected X0,X1,Y0,Y1 (from X0 to X1, from Y0 to Y1), not {word!a}')
    left, right, bottom, top = map(number, words)
    for low, high, axis in [(left, right, 'X'), (bottom, top, 'Y')]:
        if low > high:
            raise argparse.ArgumentTypeError(f'{axis}0 is above {axis}1 in {word!a}: the order is X0,X1,Y0,Y1')
    return left, right, bottom, top


def level_count(word):
    if not (word.isdecimal() and word.isascii() and 0 < int(word) <= MOST_LEVELS):
        raise argparse.ArgumentTypeError(f'expected a whole number from 1 to {MOST_LEVELS}, not {word!a}')
    return int(word)


def main(words, name):
    """words: of the command line; name: of the command, for messages."""
    parser = Parser(name, 'Draw the dataflow graph of a model.')
    parser.add_output(FORMATS, 'default: MODEL.svg in the current folder')
    parser.add_argument('--region', metavar='X0,X1,Y0,Y1', type=rectangle,
                        help='draw the live part of the program in the rectangle from X0 to X1 and from Y0 to Y1, its edges '
                             'included, and where each value lies')
    parser.add_argument('--predicates', action='store_true',
                        help='draw the boolean program that the wide engine makes of it (region: -1,1,-1,1 if none is given)')
    parser.add_argument('--z', metavar='Z', type=number, help='the third coordinate, with --region or --predicates (default: 0)')
    parser.add_argument('--levels', metavar='N', type=level_count,
                        help='draw an overview: all operations in N levels by depth, for a model that is too large to be drawn')
    options = parser.read(words)
    if options.z is not None and not (options.region or options.predicates):
        parser.error('--z: goes with --region or --predicates')
    network, title = choose(load_program(options.model, options.largest_model), options, name)
    title = f'{file_of(options.model).name}{title}'
    write_drawing(draw_levels(network, title, options.levels) if options.levels else draw_network(network, title),
                  options.output or f'{file_of(options.model).stem}.svg')


def choose(program, options, name):
    """The network that the options ask for, and what the title says of it."""
    whole = network_of(program)
    if not options.region and not options.predicates:
        return whole, ''
    left, right, bottom, top = options.region or PICTURE
    z = options.z or 0.0
    region = Region(span(left, right), span(bottom, top), point(z))
    where = f'x in [{left:g}, {right:g}], y in [{bottom:g}, {top:g}]'
    if any(node.operation == Z for node in whole.nodes):
        where += f', z = {z:g}'
    if options.predicates:
        network = predicate_network(program, region)
        verdict = {TRUE: 'inside', FALSE: 'outside'}.get(network.nodes[network.result].operation)
        title = f'\nas predicates, over {where}'
    else:
        network, result = specialised_network(program, region)
        verdict = 'inside' if result.always_negative() else 'outside' if result.never_negative() else None
        title = f'\nspecialised to {where}, from {counted(program.size, "operation", "operations")}'
    if verdict:
        print(f'{name}: the whole region is proven {verdict}', file=sys.stderr)
        title += f'\nthe whole region is proven {verdict}'
    return network, title
