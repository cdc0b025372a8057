"""Draws a picture that is larger than a machine's memory, on the processes of this machine or on a cluster of Dask.

    pyfidget poster MODEL.vm -o poster.zarr --size 1000000 [--workers N | --scheduler tcp://HOST:PORT] [--resume]
"""
from __future__ import annotations

import argparse
import os
import pathlib
import sys
from typing import Any

from pyfidget.arguments import UsageError, parse_arguments
from pyfidget.host.commands.cluster import add_cluster, cluster_of, extra
from pyfidget.host.diagrams.command import Failure, Parser, load_program, shown
from pyfidget.host.posters.layout import LARGEST_CHUNK, SMALLEST_CHUNK, Layout
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
_FORMATS = ['zarr', 'tif', 'dzi']
_SMALLEST = {'.zarr': 1024, '.dzi': 1}  # the longer side of the last level


def main(words: list[str], name: str) -> int:
    parser = _Parser(name)
    parsed = parser.read(words)
    text = load_program(parsed.model, parsed.largest_model).to_vm().encode()
    with extra():
        from pyfidget.host.posters import folder, schedule, store

    wanted = pathlib.Path(parsed.output)
    is_made_of_one = wanted.suffix.lower() != '.zarr'
    target = wanted.with_name(f'{wanted.name}.zarr') if is_made_of_one else wanted
    is_left_over = is_made_of_one and parsed.resume and wanted.exists() and target.exists()  # killed before it was removed
    if is_made_of_one and not is_left_over:
        _check_free(wanted, target)
    try:
        with folder.locked(target):
            if not is_left_over:
                store.open_store(target, text, parsed.layout, parsed.resume)
                _make(text, parsed, wanted, target)
            if is_made_of_one:
                store.remove_store(target, text, parsed.layout)
        if is_made_of_one:
            target.rmdir()
    except folder.Locked as locked:
        raise Failure(f'{shown(parsed.output)} is being written by {locked}') from None
    except store.Unfit as unfit:
        raise Failure(f'{shown(target if is_left_over else wanted)}: {unfit}') from None
    except schedule.Lost as lost:
        raise Failure(f'{lost}: --resume goes on with {shown(parsed.output)}') from None
    except OSError as error:
        raise Failure(f'cannot write {shown(parsed.output)}: {error.strerror or error}: --resume goes on with it') from None
    return 0


def _check_free(wanted: pathlib.Path, target: pathlib.Path) -> None:
    """See that what is to be made of a poster is not there; Failure."""
    from pyfidget.host.posters import deep_zoom

    if wanted.exists():
        remains = f': --resume removes {shown(target)}, of which it was made' if target.exists() else ''
        raise Failure(f'{shown(wanted)} is there already{remains}')
    files = deep_zoom.files_of(wanted)
    if wanted.suffix.lower() == '.dzi' and files.exists() and not target.exists():
        raise Failure(f'{shown(files)} is there already')


def _make(text: bytes, parsed: argparse.Namespace, wanted: pathlib.Path, target: pathlib.Path) -> None:
    """Make what is missing of a poster in its folder, and what is wanted of it. Lost, OSError."""
    from pyfidget.host.posters import deep_zoom, schedule, tiff

    kind = wanted.suffix.lower()
    with cluster_of(parsed) as client:
        with _bar(parsed.layout, 'poster') as bar:
            summary = schedule.make_poster(client, text, parsed.layout, target.absolute(), bar.update)
        if kind == '.dzi':
            with _bar(parsed.layout, 'tiles', parsed.layout.levels) as bar:
                deep_zoom.write_deep_zoom(client, parsed.layout, target.absolute(), wanted.absolute(), bar.update)
    if kind == '.tif':
        tiff.write_tiff(parsed.layout, target, wanted)
    print(summary.line(), file=sys.stderr)


def _bar(layout: Layout, name: str, levels: int = 1) -> Any:
    from tqdm import tqdm

    total = sum(rows * columns for rows, columns in map(layout.size, range(levels)))
    return tqdm(total=total, unit='px', unit_scale=True, desc=name, file=sys.stderr)


class _Parser(Parser):
    """Reads a poster's command line; gives in addition its `layout`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, 'Draw a picture larger than memory, chunk by chunk, on many processes or machines.')
        self.add_argument('-o', '--output', metavar='FILE', required=True, type=_with_format,
                          help='where it goes: a folder .zarr, which all of a cluster shares; or a .tif or .dzi, made of one')
        for option, value, meaning in _OPTIONS:
            self.add_argument(f'--{option}', metavar=value, help=meaning)
        self.add_argument('--chunk', metavar='N', type=_chunk, default=8192, help='side of a chunk (default: %(default)d)')
        self.add_argument('--bits', action='store_true', help='one bit a pixel, not a byte')
        self.add_argument('--resume', action='store_true', help='make what is missing of a poster that is there')
        add_cluster(self)

    def read(self, words: list[str]) -> argparse.Namespace:
        parsed = super().read(words)
        given = [f'--{option}={value}' for option, _, _ in _OPTIONS if (value := getattr(parsed, option)) is not None]
        try:
            run = parse_arguments([from_bytes(os.fsencode(word)) for word in ['--window=0,0,1,1', *given, '--', parsed.model]])
        except UsageError as fault:
            self.error(to_bytes(fault.message).decode('utf-8'))
        view = View(run.width, run.height, run.convention, run.view.center_x, run.view.center_y, run.view.scale, run.view.z)
        kind = pathlib.Path(parsed.output).suffix.lower()
        if parsed.bits and kind == '.dzi':
            self.error('--bits: a Deep Zoom image has bytes')
        parsed.layout = Layout(view, parsed.chunk, parsed.bits or kind == '.tif',
                               _SMALLEST.get(kind, max(run.width, run.height)))
        return parsed


def _with_format(word: str) -> str:
    if pathlib.Path(word).suffix[1:].lower() not in _FORMATS:
        raise argparse.ArgumentTypeError(f'{word!a} ends in none of .{", .".join(_FORMATS)}')
    return word


def _chunk(word: str) -> int:
    if word.isdecimal() and SMALLEST_CHUNK <= int(word) <= LARGEST_CHUNK and int(word).bit_count() == 1:
        return int(word)
    raise argparse.ArgumentTypeError(f'expected a power of two from {SMALLEST_CHUNK} to {LARGEST_CHUNK}, not {word!a}')
