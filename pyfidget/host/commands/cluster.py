"""What commands have in common that give their work to a cluster of Dask."""
from __future__ import annotations

import argparse
import contextlib
import logging
from typing import Any, Iterator

from pyfidget.host.diagrams.command import Failure
from pyfidget.host.renderable import usable_cores


@contextlib.contextmanager
def extra() -> Iterator[None]:
    """Around imports: where they cannot be had, a line says what to install. Failure."""
    try:
        yield
    except ModuleNotFoundError as missing:
        raise Failure(f"no {missing.name}: pip install '.[posters]' installs what clusters need (Python 3.11 or newer)") from None


def add_cluster(parser: argparse.ArgumentParser) -> None:
    """--workers N or --scheduler tcp://HOST:PORT."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument('--workers', metavar='N', type=_workers, help='processes of this machine (default: its cores)')
    where.add_argument('--scheduler', metavar='tcp://HOST:PORT', help='of a cluster that is running')


def cluster_of(parsed: argparse.Namespace) -> Any:
    """The context manager of a client, of what these options say; without any, of this machine's cores. Failure."""
    with extra():
        from pyfidget.host.posters import schedule

    logging.getLogger('distributed').setLevel(logging.CRITICAL)  # it tells of a cluster's end in pages
    return schedule.cluster_at(parsed.scheduler) if parsed.scheduler else schedule.local_cluster(parsed.workers or usable_cores())


def _workers(word: str) -> int:
    if word.isdecimal() and 1 <= int(word) <= 1024:
        return int(word)
    raise argparse.ArgumentTypeError(f'expected a whole number from 1 to 1024, not {word!a}')
