"""What the client does: which chunks there are to make, workers that make them, a few tasks at a time.

    cells of 64 x 64 chunks     proven at once: what lies outside has no file, what lies inside has one that is always the same,
                                and neither is sent to a worker
    tasks of a few chunks       as many as keep the workers busy; what is done is a file
    the groups of levels above  one after the other, when all that is below is there

So the client's memory does not grow with the picture. It keeps nothing: a run that goes on looks at the files.
"""
from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import itertools
import logging
import pathlib
import tempfile
import time
from typing import Any, Callable, Iterable, Iterator

import dask
import distributed
import numpy as np
from distributed.diagnostics.plugin import WorkerPlugin
from distributed.utils import silence_logging_cmgr

from pyfidget.engines.cells import INSIDE, OPEN
from pyfidget.host.posters.folder import write_whole
from pyfidget.host.posters.layout import GROUP, Layout
from pyfidget.host.posters.paint import combine, inside_chunk, paint_chunk, path_of, program_of
from pyfidget.host.posters.shards import is_sound
from pyfidget.host.view import View
from pyfidget.version import VERSION

_PROVEN_AT_ONCE = 64  # chunks, along a side
_CHUNKS_A_TASK = 16  # at most; scheduling costs as much for a task of one
_TASKS_A_THREAD = 3  # that wait: a worker has the next one when it is done
_FANS = 1 << GROUP
PATIENCE = '10s'  # with a scheduler that does not answer
_QUIET = {  # a cluster of this machine shares its cores with workers: it does not watch what nobody looks at
    'distributed.worker.profile.enabled': False,
    'distributed.admin.tick.interval': '1s',
    'distributed.admin.system-monitor.interval': '10s',
}

Place = tuple[int, int]


class Lost(Exception):
    """The cluster cannot go on; the message says why. What is done is there."""


@dataclasses.dataclass
class Summary:
    """What a run did. chunks: of level 0."""

    pixels: int
    seconds: float = 0.0
    outside: int = 0
    inside: int = 0
    there: int = 0
    drawn: dict[str, int] = dataclasses.field(default_factory=dict)

    def line(self) -> str:
        drawn = sum(self.drawn.values())
        by = ', '.join(f'{count} by {worker}' for worker, count in sorted(self.drawn.items()))
        return (f'{self.pixels} pixels in {self.seconds:.1f} s; {self.outside + self.inside + self.there + drawn} chunks: '
                f'{self.outside} proven outside, {self.inside} inside, {self.there} there already, {drawn} drawn'
                + (f' ({by})' if by else ''))


class Model(WorkerPlugin):
    """Takes a model's text to each worker once, also to one that comes later."""

    def __init__(self, text: bytes, version: str) -> None:
        self.text = text
        self.version = version
        self.name = f'pyfidget-{hashlib.sha256(text).hexdigest()}'


@contextlib.contextmanager
def local_cluster(workers: int) -> Iterator[distributed.Client]:
    """So many processes of this machine, that nobody else can reach."""
    with tempfile.TemporaryDirectory(prefix='pyfidget-') as folder, dask.config.set(_QUIET):
        with distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, host='127.0.0.1', dashboard_address=None,
                worker_dashboard_address=None, local_directory=folder, silence_logs='CRITICAL') as cluster:
            with cluster.get_client() as client:
                yield client


@contextlib.contextmanager
def cluster_at(address: str) -> Iterator[distributed.Client]:
    """A scheduler that is running; Lost. What becomes of it is said by exceptions, not by Dask's log."""
    with silence_logging_cmgr(logging.CRITICAL):
        try:
            client = distributed.Client(address, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise Lost(f'no scheduler at {address}: {error or type(error).__name__}') from None
        with client:
            yield client


def check_versions(client: distributed.Client, own: str = VERSION) -> None:
    """See that all workers have this version; Lost."""
    try:
        versions = client.run(eval, "__import__('pyfidget.version', fromlist=['VERSION']).VERSION")
    except Exception as error:
        raise Lost(f'a worker has no pyfidget: {error}') from None
    for worker, version in versions.items():
        if version != own:
            raise Lost(f'pyfidget is {own} here and {version} at {worker}')


def make_poster(client: distributed.Client, text: bytes, layout: Layout, folder: pathlib.Path,
                advance: Callable[[int], None]) -> Summary:
    """Make what is missing of a poster in its folder. advance: told of pixels of level 0 that are done. Lost, OSError."""
    check_versions(client)
    started = time.monotonic()
    summary = Summary(layout.view.width * layout.view.height)
    plugin = Model(text, VERSION)
    client.register_plugin(plugin)
    places = _open_chunks(text, layout, folder, summary, advance)
    for worker, done in run_tasks(client, places, _draw, (plugin.name, layout, str(folder))):
        summary.drawn[worker] = summary.drawn.get(worker, 0) + len(done)
        advance(sum(_pixels_of(layout, place) for place in done))
    for base in layout.bases():
        rows, columns = layout.chunks(base)
        rows, columns = -(-rows // _FANS), -(-columns // _FANS)
        wanted = (counted for counted in countdown(itertools.product(range(rows), range(columns)), rows * columns)
                  if not _is_made(layout, folder, base + 1, counted[0]))
        for _ in run_tasks(client, wanted, _combine, (layout, str(folder), base)):
            pass
    summary.seconds = time.monotonic() - started
    return summary


def _open_chunks(text: bytes, layout: Layout, folder: pathlib.Path, summary: Summary,
                 advance: Callable[[int], None]) -> Iterator[tuple[Place, int]]:
    """The chunks that a worker is to draw, and how many may follow; those that are proven are dealt with."""
    program = program_of(text)
    same = {level: inside_chunk(layout, level) for level in range(min(GROUP + 1, layout.levels))}
    rows, columns = layout.chunks(0)
    unseen = rows * columns
    for top, left in itertools.product(range(0, rows, _PROVEN_AT_ONCE), range(0, columns, _PROVEN_AT_ONCE)):
        verdicts = program.prove(_window_of(layout, top, left), layout.chunk)
        unseen -= verdicts.size
        still_open = np.count_nonzero(verdicts == OPEN)
        for row, column in np.ndindex(verdicts.shape):
            place = top + row, left + column
            verdict = verdicts[row, column]
            still_open -= verdict == OPEN
            if verdict == OPEN and not _is_made(layout, folder, 0, place):
                yield place, still_open + unseen
                continue
            advance(_pixels_of(layout, place))
            if verdict == OPEN:
                summary.there += 1
            elif verdict == INSIDE:
                summary.inside += 1
                for level in reversed(same):
                    if not is_sound(path_of(folder, level, *place), _tiles(layout, level)):
                        write_whole(folder, path_of(folder, level, *place), same[level])
            else:
                summary.outside += 1


def _window_of(layout: Layout, top: int, left: int) -> View:
    """Of the chunks that are proven at once."""
    side = _PROVEN_AT_ONCE * layout.chunk
    x, y = left * layout.chunk, top * layout.chunk
    return dataclasses.replace(layout.view, window=(
        x, y, min(side, layout.view.width - x), min(side, layout.view.height - y)))


def _tiles(layout: Layout, level: int) -> int:
    return layout.side(level) // layout.tile(level)


def _is_made(layout: Layout, folder: pathlib.Path, level: int, place: Place) -> bool:
    """Whether a chunk is there, with those of its group that are made with it."""
    levels = range(level, min(level - level % GROUP + GROUP + 1, layout.levels)) if level == 0 else layout.group(level - 1)
    return all(is_sound(path_of(folder, each, *place), _tiles(layout, each)) for each in levels)


def _pixels_of(layout: Layout, place: Place) -> int:
    rows, columns = layout.window(*place).shape
    return rows * columns


# ---- tasks ----

def run_tasks(client: distributed.Client, places: Iterator[tuple[Any, int]], task: Callable[..., Any],
              arguments: tuple[Any, ...]) -> Iterator[tuple[str, list[Any]]]:
    """Have tasks done for places, of which each comes with how many may follow; gives the worker and the places of each task that
    is done. Lost, OSError."""
    room = busy(client)
    batches = _batches(places, room)
    running = distributed.as_completed(loop=client.loop, with_results=True, raise_errors=True)
    waiting = 0
    with lost_if_gone():
        while True:
            while waiting < room and (some := next(batches, None)):
                running.add(client.submit(task, *arguments, some, pure=False))
                waiting += 1
            if not waiting:
                return
            future, done = next(running)
            if isinstance(done, BaseException):  # a future that was cancelled gives its exception as its result
                raise done
            waiting -= 1
            future.release()
            yield done


def countdown(places: Iterable[Any], count: int) -> Iterator[tuple[Any, int]]:
    """So many places, each with how many follow."""
    return zip(places, range(count - 1, -1, -1))


def _batches(places: Iterator[tuple[Any, int]], room: int) -> Iterator[list[Any]]:
    """The places of each task: fewer towards the end, so that no worker ends long before the others."""
    for place, following in places:
        each = max(1, min(_CHUNKS_A_TASK, (1 + following) // (2 * room)))
        yield [place, *(another for another, _ in itertools.islice(places, each - 1))]


def busy(client: distributed.Client) -> int:
    """How many tasks are to wait, so that no worker does."""
    return max(_TASKS_A_THREAD * _threads(client), 2)


def _threads(client: distributed.Client) -> int:
    return max(sum(client.nthreads().values()), 1)


@contextlib.contextmanager
def lost_if_gone() -> Iterator[None]:
    """What a cluster raises at its end as Lost."""
    try:
        yield
    except distributed.KilledWorker as killed:
        raise Lost(f'workers died again and again over one task, the last one {killed.last_worker.address}') from None
    except (distributed.comm.CommClosedError, distributed.client.FutureCancelledError, TimeoutError, StopIteration):
        raise Lost('the scheduler is gone') from None


def _draw(plugin: str, layout: Layout, folder: str, places: list[Place]) -> tuple[str, list[Place]]:
    worker = distributed.get_worker()
    model: Any = worker.plugins[plugin]
    if model.version != VERSION:
        raise Lost(f'pyfidget is {model.version} at the client and {VERSION} at {worker.address}')
    for row, column in places:
        paint_chunk(model.text, layout, pathlib.Path(folder), row, column)
    return worker.address, places


def _combine(layout: Layout, folder: str, base: int, places: list[Place]) -> tuple[str, list[Place]]:
    for row, column in places:
        combine(layout, pathlib.Path(folder), base, row, column)
    return distributed.get_worker().address, places
