"""Times pictures, height maps and meshes beside Fidget, which `make bench-peers` builds, and prints a table.

    python3 -m benchmarks.peers [--runs 5] [--picture 1024] [--size 512] [--depth 7] [--fidget build/fidget/release/fidget-times]

Both in one thread, in turn. Times are milliseconds of the processor, medians and what lies around them, so that other programs
on the machine matter less. Of Fidget what its calls take, of pyfidget too, arrays of numpy included. Fidget calculates in single
precision and pyfidget in double precision, at the same samples: the counts of pixels inside may differ.
"""
import argparse
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile

import numpy as np

import pyfidget as pf
from pyfidget.space.orientation import Orientation

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / 'shared' / 'models'
LOCK = ROOT / 'benchmarks' / 'fidget' / 'Cargo.lock'
PICTURES, MAPS = 20, 5  # of which a time is the mean: one alone is too short
QUICK = ['colonnade', 'tanglecube']
STRAIGHT, ROTATED = (0.0, 0.0, 0.0), (20.0, 30.0, 10.0)  # pitch, yaw and roll


def gyroid():
    """In a ball: its three products of sines, less a thickness."""
    x, y, z = pf.X * 40, pf.Y * 40, pf.Z * 40
    waves = pf.sin(x) * pf.cos(y) + pf.sin(y) * pf.cos(z) + pf.sin(z) * pf.cos(x)
    return pf.intersection(pf.sphere(0, 0, 0, 0.9), pf.abs_(waves) - 0.4)


def processor_time():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1e3


def time_own(work, runs, repeats):
    times = []
    for _ in range(runs):
        started = processor_time()
        for _ in range(repeats):
            answer = work()
        times.append((processor_time() - started) / repeats)
    return times, answer


def time_fidget(binary, what, size, runs, repeats, rotate, model):
    """Of each run alone, by what more runs add to the processor's time of the whole process."""
    times = []
    view = ','.join(map(repr, Orientation(0, 0, 0, 1, *rotate).matrix()))
    for _ in range(runs):
        spent = []
        for count in (1, 1 + repeats):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [binary, what, str(size), str(count), view, model]
            answer = subprocess.run(command, capture_output=True, text=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        times.append((spent[1] - spent[0]) * 1e3 / repeats)
    return times, int(answer.stdout.split()[-1])


def shown(times):
    return f'{statistics.median(times):8.2f} ({min(times):.2f} to {max(times):.2f})'


def machine():
    """The processor and the versions that are compared."""
    try:
        processor = re.search(r'^model name\s*: (.*)$', pathlib.Path('/proc/cpuinfo').read_text(), re.MULTILINE)
    except OSError:
        processor = None
    fidget = re.search(r'name = "fidget"\nversion = "(.*)"', LOCK.read_text())[1]
    return (f'{processor[1] if processor else platform.machine()}; pyfidget {pf.__version__}, Fidget {fidget}, '
            f'Python {platform.python_version()}')


def flat_shapes():
    shapes = {}
    for folder, names in [(SHARED, ['prospero', 'bear']), (ROOT / 'models', ['flower', 'globe'])]:
        for name in names:
            if (folder / f'{name}.vm').exists():
                shapes[name] = pf.load(folder / f'{name}.vm')
    return shapes


def solids():
    shapes = {'gyroid': gyroid()}
    for name in ('bear', 'colonnade', 'tanglecube'):
        if (SHARED / f'{name}.vm').exists():
            shapes[name] = pf.load(SHARED / f'{name}.vm')
    return shapes


def tasks(options):
    """(name, shape, what Fidget is asked for, its size, the same by pyfidget, what is counted in that, repeats, the view)"""
    for name, shape in flat_shapes().items():
        yield (name, shape, 'picture', options.picture,
               lambda shape=shape: shape.render(options.picture, threads=1, grid='fidget'), np.count_nonzero, PICTURES, STRAIGHT)
    for name, shape in solids().items():
        for rotate in (STRAIGHT, ROTATED):
            yield (name, shape, 'heights', options.size, lambda shape=shape, rotate=rotate: shape.normals(
                options.size, threads=1, grid='fidget', rotate=rotate), lambda normals: np.count_nonzero(normals.any(axis=2)),
                MAPS if name in QUICK else 1, rotate)
        yield (name, shape, 'mesh', options.depth, lambda shape=shape: shape.mesh(2 ** options.depth, threads=1),
               lambda mesh: len(mesh.faces), 1, STRAIGHT)


def main():
    parser = argparse.ArgumentParser(description='Time pictures, height maps and meshes, with Fidget beside them.')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--picture', type=int, default=1024, help='pixels a side of pictures')
    parser.add_argument('--size', type=int, default=512, help='of height maps, and their depth')
    parser.add_argument('--depth', type=int, default=7, help='of meshes: 2 ** DEPTH cells a side')
    parser.add_argument('--fidget', type=pathlib.Path, default=ROOT / 'build' / 'fidget' / 'release' / 'fidget-times')
    options = parser.parse_args()
    if not options.fidget.exists():
        print(f'without Fidget: no {options.fidget}, which make bench-peers builds', file=sys.stderr)
    print(machine())
    print(f'{"model":10} {"what":8} {"pyfidget, ms":>26} {"count":>8} {"Fidget, ms":>28} {"count":>8}  ratio')
    with tempfile.TemporaryDirectory() as folder:
        for name, shape, what, size, work, count, repeats, rotate in tasks(options):
            own, answer = time_own(work, options.runs, repeats)
            line = f'{name:10} {"rotated" if any(rotate) else what:8} {shown(own):>26} {count(answer):8}'
            if options.fidget.exists():
                model = pathlib.Path(folder) / f'{name}.vm'
                model.write_text(shape.to_vm())
                other, others = time_fidget(options.fidget, what, size, options.runs, repeats, rotate, model)
                line += f' {shown(other):>28} {others:8}  {statistics.median(own) / statistics.median(other):.3f}'
            print(line, flush=True)


if __name__ == '__main__':
    main()
