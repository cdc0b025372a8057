"""Times the native binary and prints a table: for each model, size and engine the phases, the frame and the whole process.

    python3 tools/benchmark.py [--binary ./prospero-c] [--runs 11] [--sizes 256,1024,4096] [--jit 'threshold=20'] [MODEL.vm ...]

Frames are timed inside the process (--repeat, --time), whole processes from outside, text file in, PGM file out. Run it on an
idle machine. Times are in milliseconds.
"""
import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LONGEST_SCALAR = 1e9  # operations times pixels; beyond it the scalar engine, which evaluates them all, is left out
SECONDS = 2.0  # about, for the frames of one row


def default_models():
    models = sorted((ROOT / 'models').glob('*.vm'))
    shared = ROOT.parent / 'shared' / 'models'
    if not shared.is_dir():
        print(f'the shared models are left out: no folder {shared}', file=sys.stderr)
    return models + sorted(shared.glob('*.vm'))


def count_operations(model):
    lines = model.read_text(encoding='utf-8').splitlines()
    return sum(1 for line in lines if line.split('#')[0].strip())


def phases(command):
    """The values of --time by their names."""
    answer = subprocess.run([*command, '--time'], stderr=subprocess.PIPE, text=True, check=True).stderr
    return {name: float(value) for name, value in (line.split() for line in answer.splitlines())}


def process_times(command, runs):
    """Wall times of the whole process, in milliseconds."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True)
        times.append((time.perf_counter() - start) * 1000.0)
    return times[1:]  # the first one warms up


def row(binary, model, size, engine, runs, extra, folder):
    command = [binary, str(model), '--size', str(size), '--engine', engine, '-o', f'{folder}/picture.pgm', *extra]
    once = phases(command)
    frames = max(min(int(SECONDS * 1000.0 / once['frame_ms_min']), 200), 1)
    best = phases([*command, '--repeat', str(frames)])
    whole = process_times(command, runs if once['total_ms'] < 1000.0 else 1)
    return (f'{model.stem:12} {size:5} {engine:9} {best["parse_ms"]:8.3f} {best["lower_ms"]:8.3f} '
            f'{best["frame_ms_min"]:10.3f} {best["frame_ms_median"]:10.3f} {frames:6} {best["write_ms"]:8.3f} '
            f'{min(whole):10.2f} {statistics.median(whole):10.2f}')


def main():
    parser = argparse.ArgumentParser(description='Times the native binary.')
    parser.add_argument('models', nargs='*', type=pathlib.Path)
    parser.add_argument('--binary', default=str(ROOT / 'prospero-c'))
    parser.add_argument('--runs', type=int, default=11, help='whole processes a row')
    parser.add_argument('--sizes', default='256,1024,4096')
    parser.add_argument('--engines', default='quadtree,scalar')
    parser.add_argument('--jit', default='', help='parameters for a binary with the JIT')
    options = parser.parse_args()
    extra = ['--jit', options.jit] if options.jit else []
    print('model         size engine       parse    lower  frame min     median frames    write process min     median')
    with tempfile.TemporaryDirectory() as folder:
        for model in options.models or default_models():
            operations = count_operations(model)
            for size in (int(word) for word in options.sizes.split(',')):
                for engine in options.engines.split(','):
                    if engine != 'scalar' or operations * size * size <= LONGEST_SCALAR:
                        print(row(options.binary, model, size, engine, options.runs, extra, folder), flush=True)


if __name__ == '__main__':
    main()
