"""Times frames of this tree's binary beside those of an earlier commit's, in turn, and prints a table with their ratios.

    python3 -m tools.compare_builds [--base bbd891f] [--runs 7] [--size 1024] [MODEL.vm ...]

The earlier commit is cloned to build/base/ and translated there once. Each run is a process that draws a frame many times by one
thread and says its least time; a figure is the median over the runs, beside the least and the largest of them. Run it on an idle
machine. Times are in milliseconds.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile

from tools.benchmark import ROOT, default_models, run

BASE = 'bbd891f'  # before machine code for values and the elementary functions
FRAMES = 15


def build(commit):
    """The binary of a commit; CalledProcessError if it cannot be built."""
    folder = ROOT / 'build' / 'base' / commit
    binary = folder / 'prospero-c'
    if not binary.exists():
        if not folder.exists():
            subprocess.run(['git', 'clone', '--quiet', '--no-checkout', str(ROOT), str(folder)], check=True)
        subprocess.run(['git', 'checkout', '--quiet', commit], cwd=folder, check=True)
        # This make's own flags and variables are not meant for that one.
        environment = {name: value for name, value in os.environ.items() if name not in ('MAKEFLAGS', 'MFLAGS', 'MAKELEVEL')}
        subprocess.run(['make', 'translate'], cwd=folder, env=environment, check=True)
    return binary


def measure(binaries, model, runs, size, picture):
    """The least frame of each run, by binary; they take turns."""
    times = [[] for _ in binaries]
    for _ in range(runs):
        for binary, own in zip(binaries, times):
            _, phases = run([binary, model, f'--size={size}', '--threads=1', f'--repeat={FRAMES}'], picture)
            own.append(phases['frame_ms_min'])
    return times


def main():
    parser = argparse.ArgumentParser(description='Times two builds of the native binary in turn.')
    parser.add_argument('models', nargs='*', type=pathlib.Path)
    parser.add_argument('--base', default=BASE, help='the earlier commit')
    parser.add_argument('--runs', type=int, default=7)
    parser.add_argument('--size', type=int, default=1024)
    options = parser.parse_args()
    binaries = [build(options.base), ROOT / 'prospero-c']
    print(f'model        {options.base:>9} (spread)           this (spread)          ratio')
    with tempfile.TemporaryDirectory() as folder:
        for model in options.models or default_models():
            base, own = measure(binaries, model, options.runs, options.size, pathlib.Path(folder) / 'picture.pbm')
            columns = [f'{statistics.median(times):9.3f} ({min(times):.3f} to {max(times):.3f})' for times in (base, own)]
            ratio = statistics.median(own) / statistics.median(base)
            print(f'{model.stem:12} {columns[0]:28} {columns[1]:28} {ratio:6.3f}', flush=True)


if __name__ == '__main__':
    main()
