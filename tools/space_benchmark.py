"""Times height maps and meshes, with Fidget beside them if `make bench-fidget` has built it, and prints a table.

    python3 -m tools.space_benchmark [--runs 5] [--size 512] [--depth 7] [--fidget build/fidget/release/fidget-times]

Both in one thread, in turn. Times are milliseconds of the processor, medians and what lies around them, so that other programs
on the machine matter less. Of Fidget what its calls take, of pyfidget too, arrays of numpy included.
"""
import argparse
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

import pyfidget as pf

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / 'shared' / 'models'


def gyroid():
    """In a ball: its three products of sines, less a thickness."""
    x, y, z = pf.X * 40, pf.Y * 40, pf.Z * 40
    waves = pf.sin(x) * pf.cos(y) + pf.sin(y) * pf.cos(z) + pf.sin(z) * pf.cos(x)
    return pf.intersection(pf.sphere(0, 0, 0, 0.9), pf.abs_(waves) - 0.4)


def processor_time():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1e3


def time_own(work, runs):
    times = []
    for _ in range(runs):
        started = processor_time()
        answer = work()
        times.append(processor_time() - started)
    return times, answer


def time_fidget(binary, what, size, runs, model):
    """Of each run alone, by what one more run adds to the processor's time of the whole process."""
    times = []
    for _ in range(runs):
        spent = []
        for count in (1, 2):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            answer = subprocess.run([binary, what, str(size), str(count), '1', model], capture_output=True, text=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        times.append((spent[1] - spent[0]) * 1e3)
    return times, int(answer.stdout.split()[-1])


def shown(times):
    return f'{statistics.median(times):8.0f} ({min(times):.0f} to {max(times):.0f})'


def main():
    parser = argparse.ArgumentParser(description='Time height maps and meshes, with Fidget beside them.')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--size', type=int, default=512, help='of height maps, and their depth')
    parser.add_argument('--depth', type=int, default=7, help='of meshes: 2 ** DEPTH cells a side')
    parser.add_argument('--fidget', type=pathlib.Path, default=ROOT / 'build' / 'fidget' / 'release' / 'fidget-times')
    options = parser.parse_args()
    shapes = {'gyroid': gyroid()}
    for name in ('bear', 'colonnade', 'tanglecube'):
        if (SHARED / f'{name}.vm').exists():
            shapes[name] = pf.load(SHARED / f'{name}.vm')
    if not options.fidget.exists():
        print(f'without Fidget: no {options.fidget}, which make bench-fidget builds', file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        for name, shape in shapes.items():
            model = pathlib.Path(folder) / f'{name}.vm'
            model.write_text(shape.to_vm())
            for what, size, work in [
                    ('heights', options.size, lambda: shape.normals(options.size, threads=1)),  # noqa: B023
                    ('mesh', options.depth, lambda: shape.mesh(2 ** options.depth, threads=1))]:  # noqa: B023
                own, answer = time_own(work, options.runs)
                line = f'{name:10} {what:8} {shown(own)}'
                if what == 'mesh':
                    line += f', {len(answer.faces)} triangles'
                if options.fidget.exists():
                    other, count = time_fidget(options.fidget, what, size, options.runs, model)
                    line += f'   Fidget {shown(other)}, {count}   {statistics.median(own) / statistics.median(other):.2f}'
                print(line, flush=True)


if __name__ == '__main__':
    main()
