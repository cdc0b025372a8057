"""Draws a picture that is larger than a machine's memory, on the processes of this machine or on a cluster of Dask.

    pyfidget poster MODEL.vm -o poster.zarr --size 1000000 [--workers N | --scheduler tcp://HOST:PORT] [--resume]
"""
from __future__ import annotations

import argparse
import logging
import os
import pathlib
import shutil
import sys
from typing import Any

from pyfidget.arguments import UsageError, parse_arguments
from pyfidget.host.diagrams.command import Failure, Parser, load_program, shown
from pyfidget.host.posters.layout import LARGEST_CHUNK, SMALLEST_CHUNK, Layout
from pyfidget.host.renderable import usable_cores
from pyfidget.host.view import View
from pyfidget.system import from_bytes, to_bytes

_OPTIONS = [
    ('size', 'N', 'N x N pixels, up to 2147483647 (default: 1024)'),
    ('width', 'W', 'with --height: W x H pixels'),
    ('height', 'H', 'with --width'),
    ('grid', 'NAME', 'where the samples lie: challenge (default), fidget or centers'),
    ('center', 'X,Y', 'the middle of the view (default: 0,0)'),
    ('scale', 'S', "half of the view's shorter side (default: 1)"),
    ('z', 'Z', 'the third coordinate (default: 0)'),
]
_FORMATS = ['zarr', 'tif']


def main(words: list[str], name: str) -> int:
    parser = _Parser(name)
    parsed = parser.read(words)
    text = load_program(parsed.model, parsed.largest_model).to_vm().encode()
    try:
        from pyfidget.host.posters import folder, schedule, store, tiff
    except ModuleNotFoundError as missing:
        raise Failure(f"no {missing.name}: pip install '.[posters]' installs what posters need (Python 3.11 or newer)") from None

    logging.getLogger('distributed').setLevel(logging.CRITICAL)  # it tells of a cluster's end in pages
    target = pathlib.Path(parsed.output)
    is_tiff = target.suffix.lower() == '.tif'
    if is_tiff:
        if target.exists():
            raise Failure(f'{shown(parsed.output)} is there already')
        target = target.with_name(f'{target.name}.zarr')
    own = schedule.local_cluster(parsed.workers or usable_cores())
    cluster = schedule.cluster_at(parsed.scheduler) if parsed.scheduler else own
    try:
        with folder.locked(target):
            store.open_store(target, text, parsed.layout, parsed.resume)
            with cluster as client, _bar(parsed.layout) as bar:
                summary = schedule.make_poster(client, text, parsed.layout, target.absolute(), bar.update)
        if is_tiff:
            tiff.write_tiff(parsed.layout, target, pathlib.Path(parsed.output))
            shutil.rmtree(target)
    except folder.Locked as locked:
        raise Failure(f'{shown(parsed.output)} is being written by {locked}') from None
    except store.Unfit as unfit:
        raise Failure(f'{shown(parsed.output)}: {unfit}') from None
    except schedule.Lost as lost:
        raise Failure(f'{lost}: --resume goes on with {shown(parsed.output)}') from None
    except OSError as error:
        raise Failure(f'cannot write {shown(parsed.output)}: {error.strerror or error}: --resume goes on with it') from None
    print(summary.line(), file=sys.stderr)
    return 0


def _bar(layout: Layout) -> Any:
    from tqdm import tqdm

    return tqdm(total=layout.view.width * layout.view.height, unit='px', unit_scale=True, desc='poster', file=sys.stderr)


class _Parser(Parser):
    """Reads a poster's command line; gives in addition its `layout`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, 'Draw a picture larger than memory, chunk by chunk, on many processes or machines.')
        self.add_argument('-o', '--output', metavar='FILE', required=True, type=_with_format,
                          help='where it goes: a folder .zarr, which all of a cluster shares, or a .tif, which is made of one')
        for option, value, meaning in _OPTIONS:
            self.add_argument(f'--{option}', metavar=value, help=meaning)
        self.add_argument('--chunk', metavar='N', type=_chunk, default=8192, help='side of a chunk (default: %(default)d)')
        self.add_argument('--bits', action='store_true', help='one bit a pixel, not a byte')
        self.add_argument('--resume', action='store_true', help='make what is missing of a poster that is there')
        where = self.add_mutually_exclusive_group()
        where.add_argument('--workers', metavar='N', type=_workers,
                           help='processes of this machine (default: its cores)')
        where.add_argument('--scheduler', metavar='tcp://HOST:PORT', help='of a cluster that is running')

    def read(self, words: list[str]) -> argparse.Namespace:
        parsed = super().read(words)
        given = [f'--{option}={value}' for option, _, _ in _OPTIONS if (value := getattr(parsed, option)) is not None]
        try:
            run = parse_arguments([from_bytes(os.fsencode(word)) for word in ['--window=0,0,1,1', *given, '--', parsed.model]])
        except UsageError as fault:
            self.error(to_bytes(fault.message).decode('utf-8'))
        view = View(run.width, run.height, run.convention, run.view.center_x, run.view.center_y, run.view.scale, run.view.z)
        is_tiff = pathlib.Path(parsed.output).suffix.lower() == '.tif'
        parsed.layout = Layout(view, parsed.chunk, parsed.bits or is_tiff, max(run.width, run.height) if is_tiff else 1024)
        return parsed


def _with_format(word: str) -> str:
    if pathlib.Path(word).suffix[1:].lower() not in _FORMATS:
        raise argparse.ArgumentTypeError(f'{word!a} ends in none of .{", .".join(_FORMATS)}')
    return word


def _chunk(word: str) -> int:
    if word.isdecimal() and SMALLEST_CHUNK <= int(word) <= LARGEST_CHUNK and int(word).bit_count() == 1:
        return int(word)
    raise argparse.ArgumentTypeError(f'expected a power of two from {SMALLEST_CHUNK} to {LARGEST_CHUNK}, not {word!a}')


def _workers(word: str) -> int:
    if word.isdecimal() and 1 <= int(word) <= 1024:
        return int(word)
    raise argparse.ArgumentTypeError(f'expected a whole number from 1 to 1024, not {word!a}')
