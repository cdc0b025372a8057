"""Times the native binary and prints a table: for each model, size and engine the phases, the frame and the whole process.

    python3 tools/benchmark.py [--binary ./prospero-c] [--runs 11] [--sizes 256,512,1024] [--engines wide] [--threads 1,2]
                               [--jit 'threshold=20'] [MODEL.vm ...]

Frames are timed inside the process (--repeat, --time), whole processes from outside, text file in, PGM file out, always to a
fresh file. `threads` is how many are asked for: small pictures are drawn by fewer. Run it on an idle machine. Times are in
milliseconds.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZES = '256,512,1024,2048,4096,8192'
LONGEST_SCALAR = 1e9  # operations times pixels; beyond it the scalar engine, which evaluates them all, is left out
LONGEST = 20.0  # seconds of a process; where one takes longer, its row and those of larger pictures are left out
FRAMES, PROCESSES = 0.7, 0.8  # about, in seconds: what is spent on the frames and on the processes of one row
SUMMARY = ['prospero', 'tempest']  # the summary is about the first of them that there is,
SUMMARY_SIZE = 1024  # at this size


def default_models():
    models = sorted((ROOT / 'models').glob('*.vm'))
    shared = ROOT.parent / 'shared' / 'models'
    if not shared.is_dir():
        print(f'the shared models are left out: no folder {shared}', file=sys.stderr)
    return models + sorted(shared.glob('*.vm'))


def default_threads():
    cores = len(os.sched_getaffinity(0))
    return '1' if cores == 1 else f'1,{cores}'


def count_operations(model):
    lines = model.read_text(encoding='utf-8').splitlines()
    return sum(1 for line in lines if line.split('#')[0].strip())


def run(command, picture, patience=None):
    """Run to the end; gives the wall time in milliseconds and the values of --time by their names. TimeoutExpired."""
    picture.unlink(missing_ok=True)  # to replace a file costs time that is the file system's
    start = time.perf_counter()
    answer = subprocess.run([*command, '--time', '-o', picture], stderr=subprocess.PIPE, text=True, check=True, timeout=patience)
    wall = (time.perf_counter() - start) * 1000.0
    return wall, {name: float(value) for name, value in (line.split() for line in answer.stderr.splitlines())}


def measure(command, runs, picture):
    """The phases, how many frames they are of, and the wall times of whole processes. TimeoutExpired."""
    wall, phases = run(command, picture, LONGEST)
    frames = max(min(int(FRAMES * 1000.0 / max(phases['frame_ms_min'], 0.001)), 200), 1)
    if frames > 1:
        _, phases = run([*command, '--repeat', str(frames)], picture)
    runs = min(runs, int(PROCESSES * 1000.0 / wall))
    return phases, frames, [run(command, picture)[0] for _ in range(runs)] or [wall]  # the first one warms up, if it is short


class Table:
    def __init__(self, options, picture):
        self.options = options
        self.picture = picture
        self.extra = ['--jit', options.jit] if options.jit else []
        self.measured = {}  # frame and process, the least times, by model's name, size, engine, threads

    def rows(self, model, engine, threads):
        """All sizes of one model, engine, number of threads, one after the other; gives a line for each, by size."""
        operations = count_operations(model)
        limit = LONGEST_SCALAR if engine == 'scalar' else float('inf')
        slow = False
        for size in sorted(self.options.sizes):
            start = f'{model.stem:12} {size:5} {engine:9} {threads:7}'
            slow = slow or operations * size * size > limit
            if not slow:
                command = [self.options.binary, model, f'--size={size}', f'--engine={engine}']
                if engine == 'wide':
                    command.append(f'--threads={threads}')
                try:
                    phases, frames, whole = measure([*command, *self.extra], self.options.runs, self.picture)
                except subprocess.TimeoutExpired:
                    slow = True
            if slow:
                yield f'{start} left out: takes too long'
                continue
            self.measured[model.stem, size, engine, threads] = phases['frame_ms_min'], min(whole)
            yield (f'{start} {phases["parse_ms"]:8.3f} {phases["lower_ms"]:8.3f} {phases["frame_ms_min"]:10.3f} '
                   f'{phases["frame_ms_median"]:10.3f} {frames:6} {phases["write_ms"]:8.3f} {min(whole):11.2f} '
                   f'{statistics.median(whole):10.2f}')

    def print(self, models):
        print('model         size engine    threads    parse    lower  frame min     median frames    write '
              'process min     median')
        for model in models:
            rows = []
            for engine in self.options.engines:
                threads = self.options.threads if engine == 'wide' else [1]
                rows += [self.rows(model, engine, count) for count in threads]
            for lines in zip(*rows):  # the engines beside each other at every size
                print('\n'.join(lines), flush=True)

    def print_summary(self):
        names = [name for name in SUMMARY if any(name == row[0] for row in self.measured)]
        if not names:
            return
        few, many = min(self.options.threads), max(self.options.threads)
        self._compare(names[0], ('quadtree', 1), ('wide', few))
        self._compare(names[0], ('quadtree', 1), ('wide', many))
        self._compare(names[0], ('wide', few), ('wide', many))

    def _compare(self, name, old, new):
        one, other = (self.measured.get((name, SUMMARY_SIZE, *row)) for row in (old, new))
        if one and other and old != new:
            texts = [f'{engine} with {threads} thread{"s" if threads > 1 else ""}' for engine, threads in (old, new)]
            print(f'{name} at {SUMMARY_SIZE}: {texts[1]} is {one[0] / other[0]:.2f} times as fast as {texts[0]} in the frame, '
                  f'{one[1] / other[1]:.2f} times in the process')


def words(text):
    return text.split(',')


def numbers(text):
    return [int(word) for word in text.split(',')]


def main():
    parser = argparse.ArgumentParser(description='Times the native binary.')
    parser.add_argument('models', nargs='*', type=pathlib.Path)
    parser.add_argument('--binary', default=str(ROOT / 'prospero-c'))
    parser.add_argument('--runs', type=int, default=11, help='whole processes a row, at most')
    parser.add_argument('--sizes', type=numbers, default=SIZES)
    parser.add_argument('--engines', type=words, default='wide,quadtree,scalar')
    parser.add_argument('--threads', type=numbers, default=default_threads(), help='of the wide engine')
    parser.add_argument('--jit', default='', help='parameters for a binary with the JIT')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = Table(options, pathlib.Path(folder) / 'picture.pgm')
        table.print(options.models or default_models())
        table.print_summary()


if __name__ == '__main__':
    main()
