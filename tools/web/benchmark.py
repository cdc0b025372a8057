"""Times the engine in WebAssembly beside the native one: `make bench-web`.

    python3 -m tools.web.benchmark FOLDER PACKAGES MODEL

FOLDER: build/web; PACKAGES: where npm put what tools/page names.
"""
from __future__ import annotations

import gzip
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import pyfidget

HERE = pathlib.Path(__file__).resolve().parent
SIZE = 1024  # pixels of a side
FRAMES = 200
MODULES = ['pyfidget.wasm', 'pyfidget-plain.wasm']


def native_times(model: str, machine_code: bool) -> list[float]:
    """Milliseconds of frames of one view, by one thread."""
    shape = pyfidget.load(model)
    times = []
    for _ in range(FRAMES):
        began = time.perf_counter()
        shape.render(SIZE, threads=1, machine_code=machine_code)
        times.append((time.perf_counter() - began) * 1000.0)
    return times


def node_times(script: str, *arguments: str) -> dict[str, list[float]]:
    done = subprocess.run(['node', HERE / script, *arguments, str(SIZE)], stdout=subprocess.PIPE, text=True, check=True)
    times: dict[str, list[float]] = json.loads(done.stdout)
    return times


def tell(who: str, what: str, times: list[float]) -> None:
    centiles = statistics.quantiles(times, n=20) if len(times) > 1 else [times[0]] * 19
    print(f'| {who} | {what} | {min(times):.2f} | {statistics.median(times):.2f} | {centiles[-1]:.2f} |', flush=True)


def main(folder: pathlib.Path, packages: str, model: str) -> None:
    for name in [*MODULES, 'index.html']:
        content = (folder / name).read_bytes()
        print(f'{name}: {len(content) / 1000:.0f} KB, {len(gzip.compress(content, 9)) / 1000:.0f} KB packed by gzip')
    print(f'\n{model}, {SIZE} x {SIZE}, one thread, milliseconds\n\n| | | least | median | 95 % |\n|---|---|---|---|---|')
    tell('native, machine code', 'frame', native_times(model, True))
    tell('native, plain loops', 'frame', native_times(model, False))
    for name in MODULES:
        for what, times in node_times('benchmark_node.mjs', str(folder / name), model).items():
            tell(f'{name} in Node', what, times)
    browser = shutil.which('chromium')
    if browser:
        for what, times in node_times('benchmark_page.mjs', packages, browser, str(folder / 'index.html'), model).items():
            tell('the page in Chromium', what, times)


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3])
