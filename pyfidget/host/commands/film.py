"""Makes a film: of random programs, or of a model while z or the scale change.

    pyfidget film --random [--seed N] [--frames N] [-o film.webp]
    pyfidget film MODEL.vm [--z Z0,Z1] [--scale S0,S1] [--center X,Y] [-o film.gif]

Both with [--workers N | --scheduler tcp://HOST:PORT].
"""
from __future__ import annotations

import argparse
import itertools
import math
import sys
from typing import Iterator

import PIL.Image

from pyfidget.host.commands.cluster import add_cluster, cluster_of
from pyfidget.host.commands.model import load_shape
from pyfidget.host.diagrams.command import Failure, Parser, file_of, load_program, shown
from pyfidget.host.film import film_of, random_film, views_of, with_text, write_film
from pyfidget.host.random_programs import candidates

_MOST_FRAMES, _LARGEST, _MOST_RATE = 10000, 4096, 100


def main(words: list[str], name: str) -> None:
    parser = Parser(name, 'Make a film of random programs, or of a model while z or the scale change.', model_may_lack=True)
    parser.add_argument('--random', action='store_true', help='random programs, the interesting ones among them')
    parser.add_argument('--seed', metavar='N', type=int, help='with --random: the same films for the same number (default: 0)')
    parser.add_argument('--lines', metavar='N', type=_whole(40), help='with --random: show so many lines of each text')
    parser.add_argument('--z', metavar='Z0,Z1', type=_pair, help='go through the third coordinate (default: 0,0)')
    parser.add_argument('--scale', metavar='S0,S1', type=_scales, help='zoom (default: 1,1)')
    parser.add_argument('--center', metavar='X,Y', type=_pair, help='the middle of the view (default: 0,0)')
    parser.add_argument('--frames', metavar='N', type=_whole(_MOST_FRAMES), default=100, help='pictures (default: 100)')
    parser.add_argument('--size', metavar='N', type=_whole(_LARGEST), default=256, help='N x N pixels (default: 256)')
    parser.add_argument('--rate', metavar='N', type=_whole(_MOST_RATE), help='pictures a second (default: 25; 2 with --random)')
    parser.add_argument('-o', metavar='FILE', dest='output',
                        help='.webp, .gif, .png (animated), or a folder of pictures (default: MODEL.webp, or random.webp)')
    add_cluster(parser)
    parsed = parser.read(words)
    _check(parser, parsed)
    output = parsed.output or ('random.webp' if parsed.random else f'{file_of(parsed.model).stem}.webp')
    rate = parsed.rate or (2 if parsed.random else 25)
    try:
        write_film(_pictures(parsed), output, 1000 // rate, _Counter(parsed.frames).count)
    except OSError as error:
        raise Failure(f'cannot write {shown(output)}: {error.strerror or error}')


def _pictures(parsed: argparse.Namespace) -> Iterator[PIL.Image.Image]:
    if parsed.workers or parsed.scheduler:
        return _by_cluster(parsed)
    if parsed.random:
        return random_film(parsed.seed or 0, parsed.frames, parsed.size, parsed.lines or 0)
    return film_of(load_shape(parsed.model, parsed.largest_model), parsed.frames, parsed.size, **_course(parsed))


def _course(parsed: argparse.Namespace) -> dict[str, tuple[float, float]]:
    return {'z': parsed.z or (0.0, 0.0), 'scale': parsed.scale or (1.0, 1.0), 'center': parsed.center or (0.0, 0.0)}


def _by_cluster(parsed: argparse.Namespace) -> Iterator[PIL.Image.Image]:
    """The same pictures by workers."""
    text = '' if parsed.random else load_program(parsed.model, parsed.largest_model).to_vm()
    cluster = cluster_of(parsed)
    from pyfidget.host.posters.ordered import draw_best, draw_frames
    from pyfidget.host.posters.schedule import Lost

    try:
        with cluster as client:
            if parsed.random:
                lots = itertools.islice(candidates(parsed.seed or 0), parsed.frames)
                for program, picture in draw_best(client, lots, parsed.size):
                    yield with_text(PIL.Image.fromarray(picture), program, parsed.lines or 0)
            else:
                for picture in draw_frames(client, text.encode(), views_of(parsed.frames, parsed.size, **_course(parsed))):
                    yield PIL.Image.fromarray(picture)
    except Lost as lost:
        raise Failure(str(lost)) from None


def _check(parser: Parser, parsed: argparse.Namespace) -> None:
    of_random = [option for option in ('seed', 'lines') if getattr(parsed, option) is not None]
    of_model = [option for option in ('z', 'scale', 'center') if getattr(parsed, option) is not None]
    if parsed.random and (parsed.model or of_model):
        parser.error(f'--random: takes no {"model" if parsed.model else "--" + of_model[0]}')
    if not parsed.random and not parsed.model:
        parser.error('which model? Or --random (see --help)')
    if not parsed.random and of_random:
        parser.error(f'--{of_random[0]}: goes with --random')


class _Counter:
    """Tells a terminal how many pictures there are."""

    def __init__(self, frames: int) -> None:
        self.frames = frames
        self.done = 0

    def count(self) -> None:
        self.done += 1
        if sys.stderr.isatty():
            end = '\n' if self.done == self.frames else ''
            print(f'\r{self.done} of {self.frames} pictures', end=end, file=sys.stderr, flush=True)


def _whole(most: int):
    def read(word: str) -> int:
        if not (word.isdecimal() and word.isascii() and 0 < int(word) <= most):
            raise argparse.ArgumentTypeError(f'expected a whole number from 1 to {most}, not {word!a}')
        return int(word)
    return read


def _pair(word: str) -> tuple[float, float]:
    try:
        one, other = map(float, word.split(','))
    except ValueError:
        raise argparse.ArgumentTypeError(f'expected two numbers with a comma between, not {word!a}')
    if not math.isfinite(one + other):
        raise argparse.ArgumentTypeError(f'{word!a} is not finite')
    return one, other


def _scales(word: str) -> tuple[float, float]:
    one, other = _pair(word)
    if one <= 0.0 or other <= 0.0:
        raise argparse.ArgumentTypeError(f'{word!a}: a scale is above 0')
    return one, other
