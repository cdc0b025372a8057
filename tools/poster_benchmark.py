"""Times posters beside the engine alone, and prints a table.

    python3 -m tools.poster_benchmark MODEL.vm [--sizes 131072,262144] [--runs 5] [--folder /tmp]

The engine alone draws the same windows, by two processes: as bits in memory, and with each window's bits written to a file. Then
a poster to Zarr by one local worker and by two, in turn. Every line is a median of some runs, with the least and the greatest. A
poster's lines say where the time goes: seconds until level 0 is there, seconds of processor time that the workers and the client
with its scheduler took. Ratios are of runs beside each other. Peak memory is of a worker and of this process, which is the
client. Run it on an idle machine.
"""
import argparse
import dataclasses
import multiprocessing
import pathlib
import resource
import shutil
import statistics
import tempfile
import time

from pyfidget.host.commands.model import load_shape
from pyfidget.host.posters import schedule, store
from pyfidget.host.posters.folder import locked
from pyfidget.host.posters.layout import Layout
from pyfidget.host.posters.paint import paint_chunk, program_of
from pyfidget.host.view import View
from pyfidget.system import to_bytes
from pyfidget.texts import LARGEST

CHUNK = 8192
WORKERS = (1, 2)
EMPTY_TASKS = 2000


def draw_windows(text, layout, folder, start):
    """Every second chunk by the engine alone; folder: where its bits are written, or None."""
    rows, columns = layout.chunks(0)
    for place in range(start, rows * columns, len(WORKERS)):
        with program_of(text).bits(layout.window(*divmod(place, columns)), 1) as canvas:
            if folder is not None:
                (folder / f'{start}').write_bytes(canvas)


def bare_seconds(text, layout, folder):
    """Two processes beside each other, ready before the time begins."""
    with multiprocessing.get_context('spawn').Pool(len(WORKERS)) as pool:
        warm = Layout(View(64, 64, 0, 0.0, 0.0, 1.0, 0.0), CHUNK)
        pool.starmap(draw_windows, [(text, warm, None, 0)] * 8, chunksize=1)
        started = time.perf_counter()
        pool.starmap(draw_windows, [(text, layout, folder, start) for start in range(len(WORKERS))], chunksize=1)
        return time.perf_counter() - started


def paint_chunks(text, layout, folder, start, step):
    """Some of the chunks of level 0, to files, as a worker makes them."""
    rows, columns = layout.chunks(0)
    for place in range(start, rows * columns, step):
        paint_chunk(text, layout, folder, *divmod(place, columns))


def chunk_seconds(text, layout, folder, processes):
    """A worker's part without scheduler and client: what two processes can gain on this machine."""
    target = folder / 'chunks'
    with multiprocessing.get_context('spawn').Pool(processes) as pool:
        warm = Layout(View(CHUNK, CHUNK, 0, 0.0, 0.0, 1.0, 0.0), CHUNK)
        pool.starmap(paint_chunks, [(text, warm, folder / f'warm{number}', 0, 1) for number in range(8)], chunksize=1)
        started = time.perf_counter()
        pool.starmap(paint_chunks, [(text, layout, target, start, processes) for start in range(processes)], chunksize=1)
        seconds = time.perf_counter() - started
    shutil.rmtree(target)
    return seconds


@dataclasses.dataclass
class Run:
    """One poster. by_workers, by_client: seconds of processor time."""

    summary: schedule.Summary
    drawn: float
    by_workers: float
    by_client: float
    size: int

    @property
    def seconds(self):
        return self.summary.seconds


def poster(client, text, layout, folder):
    """Make a poster and remove it; a Run."""
    target = folder / 'poster.zarr'
    progress = []

    def advance(pixels):
        progress.append(time.monotonic())

    with locked(target):
        store.open_store(target, text, layout, False)
        by_workers, by_client = sum(client.run(time.process_time).values()), time.process_time()
        started = time.monotonic()
        summary = schedule.make_poster(client, text, layout, target, advance)
        by_client = time.process_time() - by_client
        by_workers = sum(client.run(time.process_time).values()) - by_workers
    size = sum(path.stat().st_size for path in target.rglob('*') if path.is_file())
    shutil.rmtree(target)
    return Run(summary, progress[-1] - started, by_workers, by_client, size)


def _nothing(places):
    return '', places


def overhead(client):
    """Milliseconds of scheduling for a chunk."""
    started = time.perf_counter()
    for _ in schedule.run_tasks(client, schedule.countdown(range(EMPTY_TASKS), EMPTY_TASKS), _nothing, ()):
        pass
    return (time.perf_counter() - started) / EMPTY_TASKS * 1000.0


def peak():
    """Of this process, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def main():
    parser = argparse.ArgumentParser(description='Times posters beside the engine alone.')
    parser.add_argument('model')
    parser.add_argument('--sizes', type=lambda text: [int(word) for word in text.split(',')], default='131072,262144')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--folder', default=tempfile.gettempdir(), help='where the posters go')
    options = parser.parse_args()
    text = to_bytes(load_shape(options.model, LARGEST).to_vm())
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        for size in options.sizes:
            measure(text, size, options.runs, pathlib.Path(name))
        for workers in WORKERS:
            with schedule.local_cluster(workers) as client:
                print(f'scheduling of a chunk, workers: {workers}: {spread([overhead(client) for _ in range(options.runs)])} ms')


def measure(text, size, count, folder):
    """Posters of one size, and the engine alone."""
    layout = Layout(View(size, size, 0, 0.0, 0.0, 1.0, 0.0), CHUNK)
    for what, where in (('bits in memory', None), ('bits to files', folder)):
        report(f'{size} engine alone, two processes, {what}', size, [bare_seconds(text, layout, where) for _ in range(count)])
    warm = Layout(View(4 * CHUNK, 4 * CHUNK, 0, 0.0, 0.0, 1.0, 0.0), CHUNK)  # every worker has parsed and lowered the model
    runs = {workers: [] for workers in WORKERS}
    most = 0.0
    for _ in range(count):
        for workers in WORKERS:
            with schedule.local_cluster(workers) as client:
                poster(client, text, warm, folder)
                runs[workers].append(poster(client, text, layout, folder))
                most = max(most, *client.run(peak).values())
    for workers, some in runs.items():
        report(f'{size} poster, workers: {workers}', size, [run.seconds for run in some])
        print(f'    level 0 after {spread([run.drawn for run in some])} s; processor time: workers '
              f'{spread([run.by_workers for run in some])} s, client {spread([run.by_client for run in some])} s')
        print(f'    {some[-1].summary.line()}; {some[-1].size / 1e6:.1f} MB')
    ratios = [one.seconds / two.seconds for one, two in zip(runs[1], runs[2])]
    print(f'{size} two workers, times as fast as one: {spread(ratios)}')
    print(f'    peak memory: client {peak():.0f} MB, workers {most:.0f} MB')
    ratios = [chunk_seconds(text, layout, folder, 1) / chunk_seconds(text, layout, folder, 2) for _ in range(count)]
    print(f'{size} the same chunks without a cluster, two processes, times as fast as one: {spread(ratios)}', flush=True)


def spread(values):
    """A median, with the least and the greatest."""
    return f'{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})'


def report(what, size, seconds):
    print(f'{what:55} {spread(seconds):25} s {size * size / statistics.median(seconds) / 1e9:8.2f} Gpx/s', flush=True)


if __name__ == '__main__':
    main()
