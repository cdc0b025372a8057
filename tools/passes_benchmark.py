"""Times frames of the compiled engine on what passes make of a model, with and without --memoize, and prints a table in Markdown.

    python3 -m tools.passes_benchmark MODEL.vm [--sizes 256,512,1024,2048,4096] [--runs 5] [--binary ./prospero-c]

Each number is the least of the frames of some processes, in milliseconds, on one core. Beside them what the passes left, and how
long they and the lowering of the compiled engine took. Run it on an idle machine.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
_ALGEBRA = 'value-number,simplify,value-number'
ROWS = [
    ('as it is', 'print'),
    ('`simplify`', 'simplify'),
    (f'`{_ALGEBRA}`', _ALGEBRA),
    ('these, `regroup,reorder`', f'{_ALGEBRA},regroup,reorder'),
    ('`reassociate-inexact`, these, `reassociate-inexact,reorder`',
     f'reassociate-inexact,{_ALGEBRA},reassociate-inexact,reorder'),
]


def optimise(binary, model, passes, target):
    """What `--metrics json` tells."""
    done = subprocess.run([binary, 'opt', model, '--passes', passes, '--metrics', 'json', '-o', target], check=True,
                          stderr=subprocess.PIPE, text=True)
    return json.loads(done.stderr)


def frame(binary, model, size, runs, *words):
    """The least times of a frame and of lowering, in milliseconds."""
    times = []
    for _ in range(runs):
        done = subprocess.run([binary, model, '--engine=compiled', f'--size={size}', '--time', '-o', '/dev/null', '--format=pbm',
                               *words], check=True, stderr=subprocess.PIPE, text=True)
        told = dict(line.split() for line in done.stderr.splitlines())
        times.append((float(told['frame_ms_min']), float(told['lower_ms'])))
    return tuple(map(min, zip(*times)))


def shown(milliseconds):
    return f'{milliseconds:.3g}' if milliseconds < 100 else f'{milliseconds:.0f}'


def main():
    parser = argparse.ArgumentParser(description='Times frames of the compiled engine on what passes make of a model.')
    parser.add_argument('model')
    parser.add_argument('--sizes', type=lambda text: [int(word) for word in text.split(',')], default='256,512,1024,2048,4096')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--binary', default=str(ROOT / 'prospero-c'))
    options = parser.parse_args()
    sizes = options.sizes
    print('| passes | memoised | operations | passes, ms | compiled, ms |', *(f'{size} |' for size in sizes))
    print('|---|---|---|---|---|' + '---|' * len(sizes))
    with tempfile.TemporaryDirectory() as folder:
        for name, passes in ROWS:
            target = f'{folder}/model.vm'
            told = min((optimise(options.binary, options.model, passes, target) for _ in range(options.runs)),
                       key=lambda run: sum(one['ms'] for one in run['passes']))
            for words in ([], ['--memoize']):
                times = [frame(options.binary, target, size, options.runs, *words) for size in sizes]
                print(f'| {name} | {"yes" if words else "no"} | {told["after"]["operations"]} |',
                      f'{sum(one["ms"] for one in told["passes"]):.1f} | {min(lowered for _, lowered in times):.1f} |',
                      *(f'{shown(drawn)} |' for drawn, _ in times), flush=True)


if __name__ == '__main__':
    main()
