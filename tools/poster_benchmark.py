"""Times posters beside the engine alone, and prints a table.

    python3 -m tools.poster_benchmark MODEL.vm [--sizes 131072,262144] [--runs 3] [--folder /tmp]

The engine alone draws the same windows, by two processes: as bits in memory, and with each window's bits written to a file. Then
a poster to Zarr by one local worker and by two, each the least of some runs. Peak memory is of a worker and of this process,
which is the client. Run it on an idle machine.
"""
import argparse
import multiprocessing
import pathlib
import resource
import shutil
import tempfile
import time

from pyfidget.host.commands.model import load_shape
from pyfidget.host.posters import schedule, store
from pyfidget.host.posters.folder import locked
from pyfidget.host.posters.layout import Layout
from pyfidget.host.posters.paint import program_of
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


def poster(client, text, layout, folder):
    """A Summary, and how many bytes there are."""
    target = folder / 'poster.zarr'
    with locked(target):
        store.open_store(target, text, layout, False)
        summary = schedule.make_poster(client, text, layout, target, lambda pixels: None)
    size = sum(path.stat().st_size for path in target.rglob('*') if path.is_file())
    shutil.rmtree(target)
    return summary, size


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
    parser.add_argument('--runs', type=int, default=3)
    parser.add_argument('--folder', default=tempfile.gettempdir(), help='where the posters go')
    options = parser.parse_args()
    text = to_bytes(load_shape(options.model, LARGEST).to_vm())
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = pathlib.Path(name)
        for size in options.sizes:
            layout = Layout(View(size, size, 0, 0.0, 0.0, 1.0, 0.0), CHUNK)
            for what, where in (('bits in memory', None), ('bits to files', folder)):
                report(f'{size} engine alone, two processes, {what}', size,
                       min(bare_seconds(text, layout, where) for _ in range(options.runs)))
        for workers in WORKERS:
            with schedule.local_cluster(workers) as client:
                for size in options.sizes:
                    layout = Layout(View(size, size, 0, 0.0, 0.0, 1.0, 0.0), CHUNK)
                    runs = [poster(client, text, layout, folder) for _ in range(options.runs)]
                    summary, count = min(runs, key=lambda run: run[0].seconds)
                    report(f'{size} poster, workers: {workers}', size, summary.seconds)
                    print(f'    {summary.line()}; {count / 1e6:.1f} MB')
                print(f'    peak memory: client {peak():.0f} MB, workers {max(client.run(peak).values()):.0f} MB; '
                      f'scheduling of a chunk: {overhead(client):.2f} ms')


def report(what, size, seconds):
    print(f'{what:60} {seconds:8.2f} s {size * size / seconds / 1e9:8.2f} Gpx/s', flush=True)


if __name__ == '__main__':
    main()
